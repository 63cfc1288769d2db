import { asksForPresence } from '../iam/operator';
import type { ConditionOperator } from '../iam/operator';
import { isKnown, splitText } from '../iam/partial-text';
import type { ConditionTest } from '../iam/policy-statement';
import { renderedText } from '../inventory/rendered-text';

/** A test of one claim of a token. */
export interface ClaimTest extends ConditionTest {
  /** The claim: `sub`, `aud`, … */
  readonly claim: string;
  /** The issuer that the key names. */
  readonly issuer: string;
  /**
   * `equals` and `like` hold only where the claim is there and is one of the values; what is `weak` holds for others, too:
   * `ForAllValues` and `…IfExists` where the claim is missing, negated operators for whoever is not named.
   */
  readonly asks: 'equals' | 'like' | 'weak';
}

/** Whether an operator compares text, or asks whether there is any; those for ARNs, numbers and dates never hold for a claim, or always. */
export function isForText(operator: ConditionOperator): boolean {
  return operator.known && (operator.type === 'string' || asksForPresence(operator));
}

/** The tests of claims among conditions; nothing of a test whose claim or operator is known only at deploy time. */
export function claimTests(conditions: readonly ConditionTest[]): ClaimTest[] {
  return conditions.flatMap((test) => {
    const { operator, key, values } = test;
    const { issuer, claim } = partsOf(key);
    return issuer === undefined || !isKnown(operator.name) || !isKnown(claim) ? [] : [{
      operator,
      key,
      values: operator.ignoreCase ? values.map((value) => isKnown(value) ? value.toLowerCase() : value) : values,
      claim: claim.toLowerCase(), // IAM does not look at the case of keys
      issuer: renderedText(issuer),
      asks: asks(test, conditions),
    }];
  });
}

/** Whether it is known which claim is tested, and how. */
export function isReadable({ key, operator }: ConditionTest): boolean {
  return isKnown(operator.name) && isKnown(partsOf(key).claim);
}

function partsOf(key: string): { readonly issuer?: string; readonly claim: string } {
  // A part that is not known may have colons in its name.
  const claim = isKnown(key) ? key.slice(key.lastIndexOf(':') + 1) : splitText(key, ':').pop()!;
  return { issuer: claim.length < key.length ? key.slice(0, -claim.length - 1) : undefined, claim };
}

/**
 * What whoever is not denied has: `Deny` with `StringNotEquals` asks for what `Allow` with `StringEquals` asks for, and nothing
 * more. Each token has a value of each claim that is judged, so that sets of values are no other question.
 */
export function leftByDeny(conditions: readonly ConditionTest[]): ClaimTest[] {
  return conditions.length !== 1 ? [] : claimTests(conditions).flatMap((test) => {
    const { known, type, negated, relation } = test.operator;
    return known && type === 'string' && negated ? [{ ...test, asks: relation === 'like' ? 'like' : 'equals' }] : [];
  });
}

function asks({ operator, key }: ConditionTest, conditions: readonly ConditionTest[]): ClaimTest['asks'] {
  const { known, type, negated, relation, quantifier, ifExists } = operator;
  const isThere = () => conditions.some((other) => asksForPresence(other.operator) && other.key.toLowerCase() === key.toLowerCase()
    && other.values.length > 0 && other.values.every((value) => value.toLowerCase() === 'false'));
  if (!known || type !== 'string' || negated || ((quantifier === 'ForAllValues' || ifExists) && !isThere())) {
    return 'weak';
  }
  return relation === 'like' ? 'like' : 'equals';
}
