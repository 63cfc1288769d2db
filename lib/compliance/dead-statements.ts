import type { JudgedRole } from './judged-role';
import { momentOf } from './session-keys';
import { ASSUME_WITH_TOKEN } from './web-identity';
import { show } from '../core/text';
import { coversAction } from '../iam/action';
import { parsedIpRange } from '../iam/evaluator/ip-range';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/** A statement of a trust that IAM refuses, or that holds no more. */
export interface DeadStatement {
  readonly number: number;
  /** What tells it from others on the role. */
  readonly detail: string;
  /** A clause without its subject. */
  readonly problem: string;
}

/** Statements that IAM refuses whatever their names are, and those whose time is over. */
export function deadStatements({ trust }: JudgedRole, now: number): DeadStatement[] {
  const isRead = ({ number }: PolicyStatement) => !trust.undecided.some(({ statement = number }) => statement === number);
  return trust.statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) => {
    const { number, conditions } = statement;
    const found = [
      ...resourceOf(statement),
      ...isRead(statement) ? nobodyOf(statement) : [],
      ...conditions.flatMap((test) => [...overOf(test, now), ...rangesOf(test)]),
    ];
    return found.map(([detail, problem]) => ({ number, detail, problem }));
  });
}

type Problem = readonly [detail: string, problem: string];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function resourceOf({ resources, notResources }: PolicyStatement): Problem[] {
  return resources.length + notResources.length === 0 ? [] : [['Resource', 'has a Resource, with which IAM refuses a trust policy: take it away']];
}

function nobodyOf(statement: PolicyStatement): Problem[] {
  const { principals, hasNotPrincipal } = statement;
  return principals.length > 0 || hasNotPrincipal || !coversAction(statement, ASSUME_WITH_TOKEN) ? []
    : [['Principal', 'names no principal, with which IAM refuses a trust policy: name the ARN of the provider as Federated']];
}

/** A condition by which the statement held until a moment that is past. Both keys are in every request. */
function overOf({ operator: { type, relation, negated, quantifier }, key, values }: ConditionTest, now: number): Problem[] {
  const isTime = (type === 'date' && /^aws:(CurrentTime|EpochTime)$/i.test(key)) || (type === 'number' && /^aws:EpochTime$/i.test(key));
  const ends = isTime ? values.map((value) => isKnown(value) ? momentOf(value) : NaN) : [];
  const isOver = !negated && quantifier === 'none' && ['lessThan', 'lessThanEquals', 'equals'].includes(relation)
    && ends.length > 0 && ends.every((end) => end < now);
  return isOver ? [[key, `held until ${new Date(Math.max(...ends)).toISOString().slice(0, 10)} only (${key}): take the condition away, or the statement`]] : [];
}

/** Ranges of addresses that are none. */
function rangesOf({ operator: { type }, key, values }: ConditionTest): Problem[] {
  return type !== 'ip' ? [] : values.filter((value) => isKnown(value) && !value.includes('$') && parsedIpRange(value) === undefined)
    .map((value) => [`${key} ${value}`, `asks for ${show(value)} in ${key}, which is no range of addresses: write one such as 203.0.113.0/24`]);
}
