import type { ConditionTest } from '../iam/document';
import { isKnown, splitText } from '../iam/partial-text';

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

const STRING = /^(ForAnyValue:|ForAllValues:)?String(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;
const NEGATED = /^StringNot(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;

/** Whether an operator compares text, or asks whether there is any; those for ARNs, numbers and dates never hold for a claim, or always. */
export function isForText(operator: string): boolean {
  return STRING.test(operator) || /^(ForAnyValue:|ForAllValues:)?StringNot(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i.test(operator) || /^Null$/i.test(operator);
}

/** The tests of claims among conditions; nothing of a test whose claim or operator is known only at deploy time. */
export function claimTests(conditions: readonly ConditionTest[]): ClaimTest[] {
  return conditions.flatMap((test) => {
    const { operator, key, values } = test;
    const { issuer, claim } = partsOf(key);
    return issuer === undefined || !isKnown(operator) || !isKnown(claim) ? [] : [{
      operator,
      key,
      values: /IgnoreCase/i.test(operator) ? values.map((value) => isKnown(value) ? value.toLowerCase() : value) : values,
      claim: claim.toLowerCase(), // IAM does not look at the case of keys
      issuer,
      asks: asks(test, conditions),
    }];
  });
}

/** Whether it is known which claim is tested, and how. */
export function isReadable({ key, operator }: ConditionTest): boolean {
  return isKnown(operator) && isKnown(partsOf(key).claim);
}

function partsOf(key: string): { readonly issuer?: string; readonly claim: string } {
  // A part that is not known may have colons in its name.
  const claim = isKnown(key) ? key.slice(key.lastIndexOf(':') + 1) : splitText(key, ':').pop()!;
  return { issuer: claim.length < key.length ? key.slice(0, -claim.length - 1) : undefined, claim };
}

/** What whoever is not denied has: `Deny` with `StringNotEquals` asks for what `Allow` with `StringEquals` asks for, and nothing more. */
export function leftByDeny(conditions: readonly ConditionTest[]): ClaimTest[] {
  return conditions.length !== 1 ? [] : claimTests(conditions).flatMap((test) => {
    const [, kind] = NEGATED.exec(test.operator) ?? [];
    return kind === undefined ? [] : [{ ...test, asks: /like/i.test(kind) ? 'like' : 'equals' }];
  });
}

function asks({ operator, key }: ConditionTest, conditions: readonly ConditionTest[]): ClaimTest['asks'] {
  const [, set = '', kind, ifExists] = STRING.exec(operator) ?? [];
  const isThere = () => conditions.some((other) => /^Null$/i.test(other.operator) && other.key.toLowerCase() === key.toLowerCase()
    && other.values.length > 0 && other.values.every((value) => value.toLowerCase() === 'false'));
  if (kind === undefined || ((/all/i.test(set) || ifExists !== undefined) && !isThere())) {
    return 'weak';
  }
  return /like/i.test(kind) ? 'like' : 'equals';
}
