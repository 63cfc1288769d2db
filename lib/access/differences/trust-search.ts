import { principalSets, withoutKnown } from './named-principals';
import { ALL, applicable, only, textOfDocument } from './side-policies';
import type { SidePolicies } from './side-policies';
import { StandIns } from './stand-ins';
import { whomText } from './trust-words';
import type { TrustWords } from './trust-words';
import { list } from '../../core/text';
import type { AccessRequest } from '../../iam/access-request';
import { arnParts } from '../../iam/arn';
import { findWitnesses } from '../../iam/decide/decide';
import type { KeyConstraint, PrincipalSet } from '../../iam/decide/question';
import type { PolicyDocument } from '../../iam/document';
import { evaluate } from '../../iam/evaluator/evaluate';
import { TextSet } from '../../iam/language/text-set';
import type { PolicyStatement } from '../../iam/policy-statement';
import { conditionsText } from '../words/condition-words';

/** Somebody who may become a role by one trust policy and not by another. */
export interface Trusted {
  readonly who: readonly string[];
  /** Whom the other trust policy names in a statement for the same principal, or its conditions. */
  readonly before?: string;
  readonly now?: string;
  readonly witness?: AccessRequest;
  readonly open?: string;
}

/** What is compared: the trust policies of one role. */
export interface ComparedTrusts {
  /** The ARN of the role. */
  readonly role: string;
  readonly from: PolicyDocument;
  readonly to: PolicyDocument;
  readonly standIns: StandIns;
  /** The policies of a role that may be trusted, if it is among the paths. */
  readonly policiesOf: (arn: string) => SidePolicies | undefined;
  readonly words: TrustWords;
  /** The ARNs of the roles among the paths. */
  readonly roles: readonly string[];
}

const [MOST_STEPS, MOST_WITNESSES] = [200_000, 4];

interface Asked {
  readonly who: string;
  /** The one role that is meant. */
  readonly role?: string;
  readonly principals: readonly PrincipalSet[];
  readonly context?: Readonly<Record<string, KeyConstraint>>;
}

/** Finds who may become a role by one trust policy and not by another: one entry for each statement that lets somebody new. */
export function newlyTrusted(compared: ComparedTrusts): Trusted[] {
  const { from, to } = compared;
  if (textOfDocument(from) === textOfDocument(to)) {
    return [];
  }
  const reported: PolicyDocument[] = [];
  return to.statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) => {
    const found = askedOf(statement, compared).flatMap((asked) => {
      const answer = answerFor(asked, statement, compared, reported);
      return answer === undefined ? [] : [{ asked, ...answer }];
    });
    if (found.length === 0) {
      return [];
    }
    reported.push(only(to, (other) => other === statement));
    const witness = found.find((one) => one.witness !== undefined)?.witness;
    const who = [...new Set(found.map(({ asked }) => asked.who))];
    return [{ who, ...changeOf(statement, who, compared), ...witness === undefined ? { open: found[0].open } : { witness } }];
  });
}

function answerFor(
  asked: Asked, statement: PolicyStatement, { role, from, to, policiesOf }: ComparedTrusts, reported: readonly PolicyDocument[],
): Pick<Trusted, 'witness' | 'open'> | undefined {
  const { principals, context = {} } = asked;
  const { account = '' } = arnParts(role) ?? {};
  const own = asked.role === undefined ? undefined : policiesOf(asked.role);
  const others = own === undefined ? { identity: [ALL] } : applicable(own);
  const { witnesses, rest } = findWitnesses({
    policies: { ...others, resource: [], trust: [only(to, (other) => other === statement || other.effect === 'Deny')] },
    notAllowedBy: { ...others, resource: [], trust: [from, ...reported] },
    principals,
    actions: TextSet.equals(...new Set(principals.map(({ kind }) => actionFor(kind).toLowerCase()))),
    resources: TextSet.equals(role),
    ...account === '' ? {} : { resourceAccount: account },
    context,
    examples: ['example', 'sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', role, 'sts.amazonaws.com'],
    maxSteps: MOST_STEPS,
  }, MOST_WITNESSES);
  const former = { ...others, resource: [], trust: [from] };
  const decisions = witnesses.map(({ request }) => ({ request, before: evaluate(request, former).decision }));
  const witness = decisions.find(({ request, before }) => request.action === actionFor(request.principal.kind) && before.endsWith('Denied'))?.request;
  const open = decisions.some(({ before }) => before === 'undecided') ? 'who could become it is not certain' : rest?.reason;
  return witness !== undefined ? { witness } : open === undefined ? undefined : { open };
}

/** Who asks to become a role, and by what. */
function actionFor(kind: PrincipalSet['kind']): string {
  return kind === 'webIdentity' ? 'sts:AssumeRoleWithWebIdentity' : kind === 'saml' ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRole';
}

/** Whom a statement is for: each principal, and of a provider each subject that it names. */
function askedOf(statement: PolicyStatement, { words, roles, role: own }: ComparedTrusts): Asked[] {
  const { principals, hasNotPrincipal, number } = statement;
  if (hasNotPrincipal) {
    const kinds = ['roleSession', 'user', 'accountRoot', 'webIdentity', 'saml', 'service'] as const;
    return kinds.map((kind) => ({ who: 'everyone but those whom its trust policy excepts', principals: [{ kind }] }));
  }
  const subjects = statement.conditions.filter(({ key, operator: { known, type, negated, quantifier, ifExists } }) =>
    known && type === 'string' && !negated && !ifExists && quantifier !== 'ForAllValues' && /:sub$/i.test(key));
  return principals.flatMap((principal): Asked[] => {
    const sets = principalSets(principal, { partition: arnParts(own)?.partition }).map((set) => withoutKnown(set, roles));
    const isToken = sets.some(({ kind }) => kind === 'webIdentity');
    const named = isToken && subjects.length === 1 ? subjects[0] : undefined;
    if (named === undefined) {
      const role = principal.type === 'AWS' && sets.length === 1 && sets[0].identifiers?.listed?.length === 1 ? { role: principal.value } : {};
      return sets.map((set) => ({ who: whomText(principal, number, words), principals: [set], ...role }));
    }
    return named.values.map((value) => ({
      who: whomText(principal, number, words, value),
      principals: sets.filter(({ kind }) => kind === 'webIdentity'),
      context: { [named.key]: { values: TextSet.of([value], named.operator.relation === 'like' ? 'like' : 'equals', named.operator.ignoreCase) } },
    }));
  });
}

/** Where the same ones were trusted: under which other conditions. Else whom a statement for the same principal named. */
function changeOf(statement: PolicyStatement, who: readonly string[], compared: ComparedTrusts): Pick<Trusted, 'before' | 'now'> {
  const { from, standIns } = compared;
  const names = new Set(statement.principals.map(({ value }) => value));
  const near = from.statements.filter(({ effect, principals }) => effect === 'Allow' && principals.some(({ value }) => names.has(value)));
  if (near.length === 0) {
    return {};
  }
  const others = { ...compared, words: { ...compared.words, isOther: true } };
  const named = [...new Set(near.flatMap((other) => askedOf(other, others).map((asked) => asked.who)))];
  const textOf = (one: PolicyStatement) => conditionsText(standIns.writtenStatement(one).conditions) || 'no condition';
  return !who.every((one) => named.includes(one)) ? { before: list(named) } : { before: `if ${near.map(textOf).join('; or ')}`, now: `if ${textOf(statement)}` };
}
