import type { ConditionTest } from './document';
import { isKnown, splitText } from './partial-text';

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

/** The tests of claims among conditions; nothing of a test whose claim or operator is known only at deploy time. */
export function claimTests(conditions: readonly ConditionTest[]): ClaimTest[] {
  return conditions.flatMap((test) => {
    const parts = splitText(test.key, ':');
    const claim = parts.pop()!.toLowerCase(); // IAM does not look at the case of keys
    const values = /IgnoreCase/i.test(test.operator) ? test.values.map((value) => isKnown(value) ? value.toLowerCase() : value) : test.values;
    return parts.length === 0 || !isReadable(test) ? [] : [{ ...test, values, claim, issuer: parts.join(':'), asks: asks(test, conditions) }];
  });
}

/** Whether it is known which claim is tested, and how. */
export function isReadable({ key, operator }: ConditionTest): boolean {
  return isKnown(operator) && isKnown(splitText(key, ':').pop()!);
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
