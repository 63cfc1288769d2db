import { takes } from './guardrail-actions';
import { OWN_ACCOUNT } from './guardrail-reach';
import type { GuardrailCell, GuardrailReach } from './guardrail-reach';
import type { AccessRequest, ContextValue, RequestContext } from '../../iam/access-request';
import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { arnParts } from '../../iam/arn';
import type { Undecided, Witness } from '../../iam/decide/answer';
import { decide } from '../../iam/decide/decide';
import type { KeyConstraint, PrincipalSet } from '../../iam/decide/question';
import type { StatementReference } from '../../iam/evaluation';
import { PolicyEvaluator } from '../../iam/evaluator/evaluate';
import { TextSet } from '../../iam/language/text-set';
import { isKnown, namesOfUnknown } from '../../iam/partial-text';

/** What somebody may do of what a guardrail is about. */
export interface GuardrailVerdict {
  readonly decision: 'allowed' | 'undecided';
  /** The request that is allowed, or may be. */
  readonly request?: AccessRequest;
  /** The statements that allow it, or may. */
  readonly statements: readonly StatementReference[];
  /** What it depends on, where it is not decided. */
  readonly why?: string;
}

/** Whose requests are asked about, and by which policies. */
export interface GuardrailAsking {
  readonly principal: PrincipalSet;
  readonly policies: ApplicablePolicies;
  readonly account?: string;
  readonly context: RequestContext;
}

/** Of which resources the question is, of those of the guardrail. */
export interface ResourceLimits {
  readonly within?: TextSet;
  readonly but?: TextSet;
}

/** How much work one question may take. */
const MOST_STEPS = 400_000;

/** Where that of the role is not known. */
const SOME_ACCOUNT = '111122223333';

/** What is not known of a resource of which only the name is: it has no tags. */
const OF_TAGS = /^(?:aws|[a-z0-9-]+):resourcetag\//;

/** Whether one of the requests of a guardrail is allowed; nothing if none is. */
export function askGuardrail(
  asking: GuardrailAsking, reach: GuardrailReach, { within, but }: ResourceLimits = {},
): GuardrailVerdict | undefined {
  const limited = (cells: readonly GuardrailCell[]) => cells.map((cell) => ({
    ...cell,
    resources: within !== undefined ? cell.resources.and(within) : but !== undefined ? cell.resources.but(but) : cell.resources,
  }));
  const coarse = answersTo(asking, limited(reach.coarse), reach);
  if (coarse.length === 0) {
    return undefined;
  }
  const real = coarse.find(({ kind, request }) => kind === 'witness' && takes(request.action, request.resource));
  if (real !== undefined || reach.exact === undefined) {
    return verdictOf(real ?? coarse[0], asking);
  }
  const exact = answersTo(asking, limited(reach.exact), reach);
  const [first] = exact;
  return first && verdictOf(exact.find(({ kind }) => kind === 'witness') ?? first, asking);
}

/** The answers that are not "none", up to the first witness. */
function answersTo(asking: GuardrailAsking, cells: readonly GuardrailCell[], reach: GuardrailReach): (Witness | Undecided)[] {
  const { principal, policies, account, context } = asking;
  const found: (Witness | Undecided)[] = [];
  for (const { actions, resources, examples } of cells) {
    const answer = decide({
      policies,
      principals: [principal],
      actions,
      resources,
      ...account === undefined ? {} : { resourceAccount: account },
      context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, constraint(value)])),
      ...reach.isOfAll ? { otherKeys: (key: string) => OF_TAGS.test(key) ? { mayBeAbsent: true } : undefined } : {},
      examples: examples.map((example) => example.replace(OWN_ACCOUNT, account !== undefined && isKnown(account) ? account : SOME_ACCOUNT)),
      maxSteps: MOST_STEPS,
    });
    if (answer.kind !== 'none') {
      found.push(answer);
    }
    if (answer.kind === 'witness' && takes(answer.request.action, answer.request.resource)) {
      return [answer];
    }
  }
  return found;
}

function constraint(value: ContextValue): KeyConstraint {
  return value === undefined ? { mayBeAbsent: true } : { values: TextSet.equals(...[value].flat()) };
}

function verdictOf(answer: Witness | Undecided, { policies, account }: GuardrailAsking): GuardrailVerdict {
  if (answer.kind === 'undecided') {
    const { request, reason, at = [] } = answer;
    // Of a policy that is not known, nothing is known of the request either.
    const [unseen] = namesOfUnknown(request?.action ?? '');
    return { decision: 'undecided', why: unseen ?? reason, statements: at, ...request === undefined || unseen !== undefined ? {} : { request } };
  }
  const { allowedBy } = answer;
  const request = withNeededKeys(answer.request, policies);
  const owner = arnParts(request.resource)?.account ?? '';
  const isOwn = !/^\d{12}$/.test(owner) || account === undefined || !isKnown(account) || owner === account;
  const isForeign = !isOwn && policies.resource === undefined;
  return isForeign ? { decision: 'undecided', request, statements: allowedBy, why: `the policy of the resource, which is of account ${owner}` }
    : { decision: 'allowed', request, statements: allowedBy };
}

/** A request without the condition keys that it is allowed without. */
function withNeededKeys(request: AccessRequest, policies: ApplicablePolicies): AccessRequest {
  const evaluator = new PolicyEvaluator(policies);
  let needed = request;
  for (const key of Object.keys(request.context ?? {})) {
    const { [key]: _, ...context } = needed.context ?? {};
    const without = { ...needed, context };
    needed = evaluator.evaluate(without).decision === 'allowed' ? without : needed;
  }
  return needed;
}
