import { globMatches, isOnlyWildcards } from './glob';
import { isKnown, splitText } from './partial-text';

/** The parts of an ARN, or of a pattern of ARNs. Each may have wildcards, and parts that are not known yet. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  /** Empty where the service is global. */
  readonly region: string;
  /** Empty, 12 digits, or `aws` for what AWS keeps for all. */
  readonly account: string;
  /** Everything behind the fifth colon. */
  readonly resource: string;
}

const PARTS = 6;

/** The parts of a text that begins with `arn:` and has all six; nothing otherwise, such as for `*`. */
export function arnParts(text: string): ArnParts | undefined {
  const parts = sixParts(text);
  if (parts.length < PARTS || parts[0] !== 'arn') {
    return undefined;
  }
  const [, partition, service, region, account, resource] = parts;
  return { partition, service, region, account, resource };
}

/** The account, and the name without its path, of a managed policy's ARN; `aws` is the account of those that AWS keeps. */
export function managedPolicyOf(arn: string): { readonly account: string; readonly name: string } | undefined {
  const { service, region, account = '', resource = '' } = arnParts(arn) ?? {};
  const [type, ...path] = splitText(resource, '/');
  return service === 'iam' && region === '' && type === 'policy' ? { account, name: path.at(-1) ?? '' } : undefined;
}

/**
 * Whether a pattern under `ArnLike` or `ArnEquals` takes an ARN: part by part, so that a wildcard takes no colon, but in the
 * last part, which is everything behind the fifth. Case counts. A pattern of fewer parts takes nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatches(pattern: string, arn: string): boolean {
  return partsMatch(sixParts(pattern), sixParts(arn));
}

function partsMatch(parts: readonly string[], given: readonly string[]): boolean {
  return parts.length === PARTS && given.length === PARTS && parts.every((part, i) => part === given[i] || globMatches(part, given[i]));
}

/**
 * Whether an entry of `Resource` takes an ARN: `*` takes all, another entry is compared part by part. In the policies of a
 * role or user, in boundaries and in session policies IAM fills up an entry of fewer than six parts with `*`; elsewhere it
 * takes nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceMatches(entry: string, arn: string, { fillsUp }: { readonly fillsUp: boolean }): boolean {
  if (entry !== '' && isOnlyWildcards(entry) && entry.includes('*')) {
    return true;
  }
  const parts = sixParts(entry);
  const missing = PARTS - parts.length;
  if (missing > 0) {
    return fillsUp && arnMatches(entry + ':*'.repeat(missing), arn);
  }
  return partsMatch(parts, sixParts(arn));
}

/** Where the resource of an ARN, or of a pattern of ARNs, begins: behind the fifth colon. Nothing if there are fewer. */
export function resourceStart(arn: string): number | undefined {
  const parts = sixParts(arn);
  return parts.length < PARTS ? undefined : arn.length - parts[PARTS - 1].length;
}

/** At most six: the last has the colons of the rest. */
function sixParts(text: string): string[] {
  if (!isKnown(text)) {
    const all = splitText(text, ':');
    return all.length <= PARTS ? all : [...all.slice(0, PARTS - 1), all.slice(PARTS - 1).join(':')];
  }
  const parts: string[] = [];
  let from = 0;
  for (let colon = text.indexOf(':'); colon >= 0 && parts.length < PARTS - 1; colon = text.indexOf(':', from)) {
    parts.push(text.slice(from, colon));
    from = colon + 1;
  }
  parts.push(text.slice(from));
  return parts;
}
