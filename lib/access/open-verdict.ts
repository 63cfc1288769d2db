import type { AnswerDecision } from './access-answer';
import { needsNoPermission } from './free-request';
import { openVariables } from './open-variables';
import { conditionText, conditionsText, opposite } from './words/condition-words';
import { addTo } from '../core/add-to';
import type { AccessRequest, ContextValue } from '../iam/access-request';
import type { ApplicablePolicies, PolicyKind } from '../iam/applicable-policies';
import { decide } from '../iam/decide/decide';
import type { PrincipalKind } from '../iam/decide/principal-sets';
import type { KeyConstraint } from '../iam/decide/question';
import type { PolicyDocument } from '../iam/document';
import type { OpenQuestion, StatementReference } from '../iam/evaluation';
import { ConditionMatch } from '../iam/evaluator/condition-match';
import { PolicyEvaluator } from '../iam/evaluator/evaluate';
import { Run } from '../iam/evaluator/evaluation-run';
import { variableSupport } from '../iam/evaluator/policy-variable';
import { TextSet } from '../iam/language/text-set';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/** What policies answer to a request of which only some condition keys are known. */
export interface OpenVerdict {
  /** `allowed`: some request is, whatever else is unknown; `denied`: none is. */
  readonly decision: AnswerDecision;
  /** The statements that allow or deny. */
  readonly decidedBy: readonly StatementReference[];
  /** Where it is denied: the kinds of policies that would have to allow. */
  readonly missing: readonly PolicyKind[];
  /** Where it is undecided: what it depends on. */
  readonly open: readonly OpenQuestion[];
  /** Where it is allowed: what must hold, each in words. */
  readonly conditions: readonly string[];
  /** Whether it is allowed whatever policies say. */
  readonly isFree?: boolean;
  /** A request that is allowed, where it depends on condition keys. */
  readonly witness?: AccessRequest;
}

/** How much work the search for a request may take. */
const MOST_STEPS = 300_000;

/** Asks for a request of which keys that it does not list may be absent or anything. */
export class OpenQuestionAsker {
  private readonly evaluator: PolicyEvaluator;

  public constructor(private readonly policies: ApplicablePolicies) {
    this.evaluator = new PolicyEvaluator(policies);
  }

  public ask(request: AccessRequest): OpenVerdict {
    if (needsNoPermission(request)) {
      return { decision: 'allowed', decidedBy: [], missing: [], open: [], conditions: [], isFree: true };
    }
    const openRequest = { ...request, hasOpenKeys: true };
    const { decision, decidedBy, missing, undecided } = this.evaluator.evaluate(openRequest);
    const none = { decidedBy, missing, open: [], conditions: [] };
    if (decision !== 'undecided') {
      return { ...none, decision: decision === 'allowed' ? 'allowed' : 'denied' };
    }
    const isCertain = isKnown(request.action) && isKnown(request.resource);
    const found = isCertain ? decide(this.questionOf(request)) : undefined;
    if (found?.kind === 'none') {
      return { ...none, decision: 'denied' };
    }
    const witness = found?.kind === 'witness' ? { ...request, context: { ...found.request.context, ...request.context } } : undefined;
    const confirmed = witness && this.evaluator.evaluate(witness);
    return confirmed?.decision !== 'allowed' ? { ...none, decision: 'undecided', open: undecided } : {
      decision: 'allowed',
      decidedBy: confirmed.decidedBy,
      missing: [],
      open: [],
      conditions: [...new Set([
        ...this.required(confirmed.decidedBy, openRequest, witness!), ...this.excepted(undecided, openRequest),
        ...this.named(this.needed(confirmed.decidedBy, openRequest, witness!), undecided, request, witness!),
      ])],
      witness,
    };
  }

  /** What the search for an allowed request is asked. */
  public questionOf({ principal, action, resource, resourceAccount, context = {} }: AccessRequest) {
    const identifier = 'roleArn' in principal ? principal.roleArn : 'arn' in principal ? principal.arn
      : 'provider' in principal ? principal.provider : 'name' in principal ? principal.name : 'id' in principal ? principal.id : '';
    const constraint = (value: ContextValue): KeyConstraint =>
      value === undefined ? { mayBeAbsent: true } : { values: TextSet.equals(...[value].flat()) };
    return {
      policies: this.policies,
      principals: [{ kind: principal.kind as PrincipalKind, ...identifier === '' ? {} : { identifiers: TextSet.equals(identifier) } }],
      actions: TextSet.equals(action.toLowerCase()),
      resources: TextSet.equals(resource),
      ...resourceAccount === undefined ? {} : { resourceAccount },
      context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, constraint(value)])),
      examples: [action, resource],
      maxSteps: MOST_STEPS,
    };
  }

  /** What the statements that allow ask for and the request does not tell: of each kind, of the one that asks for least. */
  private required(allowing: readonly StatementReference[], request: AccessRequest, witness: AccessRequest): string[] {
    const groups = new Map<string, ConditionTest[][]>();
    for (const reference of this.needed(allowing, request, witness)) {
      addTo(groups, `${reference.policy} ${reference.level ?? ''}`, [this.openTests(reference, request)]);
    }
    return [...groups.values()].flatMap((all) => all.reduce((one, other) => other.length < one.length ? other : one)).map(conditionText);
  }

  /** The statements that must allow: where the caller's own policies or those of the resource do by themselves, those that ask for less. */
  private needed(allowing: readonly StatementReference[], request: AccessRequest, witness: AccessRequest): readonly StatementReference[] {
    const isOfResource = ({ policy }: StatementReference) => policy === 'resource' || policy === 'trust';
    const others = allowing.filter((reference) => !isOfResource(reference) && reference.policy !== 'identity');
    const own = allowing.filter(({ policy }) => policy === 'identity');
    const { identity: _, resource, trust, ...rest } = this.policies;
    const isAllowed = (policies: ApplicablePolicies) => new PolicyEvaluator(policies).evaluate(witness).decision === 'allowed';
    const byThemselves = allowing.filter(isOfResource)
      .filter((reference) => isAllowed({ ...rest, ...this.alone(reference, { resource, trust }) }));
    const isOwnEnough = own.length > 0 && isAllowed({ ...rest, identity: this.policies.identity });
    const least = (references: readonly StatementReference[]) =>
      Math.min(...references.map((reference) => this.openTests(reference, request).length));
    return isOwnEnough && least(own) <= least(byThemselves) ? [...others, ...own]
      : byThemselves.length > 0 ? [...others, ...byThemselves] : isOwnEnough ? [...others, ...own] : allowing;
  }

  /** The policies of the resource with one statement only. */
  private alone({ policy, document, statement }: StatementReference, { resource, trust }: ApplicablePolicies): ApplicablePolicies {
    const only = (documents: readonly PolicyDocument[] = []) => documents.slice(document, document + 1)
      .map((one) => ({ ...one, statements: one.statements.filter(({ number }) => number === statement) }));
    return policy === 'trust' ? { trust: only(trust) } : { resource: only(resource), ...trust === undefined ? {} : { trust } };
  }

  /** What must not be so, since a statement would deny. */
  private excepted(questions: readonly OpenQuestion[], request: AccessRequest): string[] {
    const denying = questions.filter(({ statement }) => statement !== undefined).map((question) => question as StatementReference)
      .filter((reference) => this.statementAt(reference)?.statement.effect === 'Deny');
    return denying.flatMap((reference) => {
      const tests = this.openTests(reference, request);
      const other = tests.length === 1 ? opposite(tests[0]) : undefined;
      return tests.length === 0 ? [] : [other === undefined ? `not: ${conditionsText(tests)}` : conditionText(other)];
    });
  }

  /** What keys must be that resources of statements name, and the request does not tell. */
  private named(
    allowing: readonly StatementReference[], questions: readonly OpenQuestion[], request: AccessRequest, witness: AccessRequest,
  ): string[] {
    const denying = questions.filter(({ statement }) => statement !== undefined).map((question) => question as StatementReference)
      .filter((reference) => this.statementAt(reference)?.statement.effect === 'Deny');
    return [...allowing, ...denying].flatMap((reference) => {
      const { statement, version } = this.statementAt(reference) ?? {};
      return statement === undefined ? [] : openVariables(statement, version, request.context ?? {}, witness.context ?? {});
    });
  }

  /** The conditions of a statement that hold or not, as the request does not tell. */
  private openTests(reference: StatementReference, request: AccessRequest): ConditionTest[] {
    const { statement, version } = this.statementAt(reference) ?? {};
    const run = new Run(request, this.policies);
    return (statement?.conditions ?? []).filter((test) => new ConditionMatch(test, variableSupport(version)).holds(run) === undefined);
  }

  private statementAt(reference: StatementReference): { statement: PolicyStatement; version?: string } | undefined {
    const { policy, level, document, statement: number } = reference;
    const found: PolicyDocument | undefined = policy === 'serviceControlPolicies' || policy === 'resourceControlPolicies'
      ? this.policies[policy]?.[level ?? 0]?.[document] : this.policies[policy]?.[document];
    const statement = found?.statements.find((one) => one.number === number);
    return statement && { statement, version: found?.version };
  }
}
