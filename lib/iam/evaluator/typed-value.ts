import { ipRangeTakes, parsedIpRange } from './ip-range';
import type { Truth } from './truth';
import type { ComparisonType, Relation } from '../operator';

/** The types of which the values are read before they are compared. */
type TypedComparison = Exclude<ComparisonType, 'string' | 'arn' | 'null'>;

/** Longer numbers are none. */
const LONGEST_NUMBER = 64;

/**
 * Whether a value of a request is in a relation to a value of a policy, both read as numbers, dates, addresses, booleans or
 * base64. Nothing if one of them cannot be read: AWS does not say what it makes of it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function typedTruth(type: TypedComparison, relation: Relation, given: string, written: string): Truth {
  switch (type) {
    case 'number':
      return ordered(relation, parsedNumber(given), parsedNumber(written));
    case 'date':
      return ordered(relation, parsedDate(given), parsedDate(written));
    case 'bool':
      return isBool(given) && isBool(written) ? given === written : undefined;
    case 'binary':
      return isBase64(given) && isBase64(written) ? given === written : undefined;
    case 'ip': {
      const [address, range] = [parsedIpRange(given), parsedIpRange(written)];
      return address === undefined || address.hasPrefix || range === undefined ? undefined : ipRangeTakes(range, address);
    }
  }
}

function ordered(relation: Relation, given: bigint | undefined, written: bigint | undefined): Truth {
  if (given === undefined || written === undefined) {
    return undefined;
  }
  switch (relation) {
    case 'lessThan':
      return given < written;
    case 'lessThanEquals':
      return given <= written;
    case 'greaterThan':
      return given > written;
    case 'greaterThanEquals':
      return given >= written;
    default:
      return given === written;
  }
}

/** An integer or decimal number, times a power of ten that makes all of them integers. */
function parsedNumber(text: string): bigint | undefined {
  const match = text.length > LONGEST_NUMBER ? null : /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  return match === null ? undefined : BigInt(match[1] + match[2] + (match[3] ?? '').padEnd(LONGEST_NUMBER, '0'));
}

const NANOSECONDS = 9;

/** One of the forms of ISO 8601 that W3C names, or seconds since 1970, as nanoseconds. Four digits may be either. */
function parsedDate(text: string): bigint | undefined {
  if (/^\d{5,11}$/.test(text)) {
    return BigInt(text) * 10n ** BigInt(NANOSECONDS);
  }
  const match = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const local = new Date(`${written}Z`);
  // JavaScript takes February 30th for March 1st.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(written)) {
    return undefined;
  }
  const seconds = Date.parse(`${written}${zone}`) / 1000;
  return Number.isNaN(seconds) ? undefined : BigInt(seconds) * 10n ** BigInt(NANOSECONDS) + BigInt(fraction.padEnd(NANOSECONDS, '0'));
}

/** AWS writes them so; other spellings are not documented. */
function isBool(text: string): boolean {
  return text === 'true' || text === 'false';
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
