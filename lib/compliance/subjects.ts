import type { JudgedRole } from './judged-role';
import { ofTrust } from './judged-role';
import { reachOfPattern, stepsForPatterns } from './subject-language';
import type { ClaimTest } from './token-claims';
import type { ServiceAccountTrust } from './web-identity';
import { limitsOf, webIdentitiesOf } from './web-identity';
import { NAMESPACE, SERVICE_ACCOUNT_NAME, SUBJECT_PREFIX } from '../core/names';
import { list, show } from '../core/text';
import { explain } from '../core/text-format';
import { globMatches, hasWildcard } from '../iam/glob';
import type { Steps } from '../iam/language/steps';
import { isKnown, masked, plain, splitText } from '../iam/partial-text';
import { asWritten, placeholdersIn, renderedText } from '../inventory/rendered-text';

/** A subject that a trust asks for. */
export interface TrustedSubject {
  /** The number of the statement. */
  readonly number: number;
  readonly provider: string;
  /** As it is written, parts that are not known as `<name>`. */
  readonly value: string;
  /**
   * For how many service accounts it stands; `none` has a problem, or (without one) a wildcard that is none under `StringEquals`;
   * of `unknown`, a part is known only at deploy time.
   */
  readonly reach: 'none' | 'one' | 'some' | 'a namespace' | 'namespaces' | 'unknown';
  /** Why no token has it: a sentence without its subject. */
  readonly problem?: string;
  /** One that is likely not meant, of those that a pattern takes. */
  readonly witness?: string;
  /** Nothing, where a wildcard swallows the colons. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Stands for a part that is not known: no wildcard, no colon, and legal in names. */
const SOME = 'x';

/**
 * The subjects that a role's trust takes. All tests of one statement must hold: what another test of the same statement
 * excludes is not among them.
 */
export const subjectsOf = ofTrust((role): readonly TrustedSubject[] => {
  const steps = stepsForPatterns();
  return webIdentitiesOf(role).trusts.flatMap((trust) => subjectsOfTrust(trust, steps));
});

function subjectsOfTrust(trust: ServiceAccountTrust, steps: Steps): TrustedSubject[] {
  const limits = limitsOf(trust, 'sub');
  const read = limits.map(({ values, asks }) => values.map((value) => readSubject(trust, value, asks === 'like', steps)));
  return read.flatMap((subjects, i) => subjects.filter((subject, j) =>
    limits.every((other, k) => i === k || leaves(other, read[k], subject, subject.reach === 'one' ? subject.witness ?? limits[i].values[j] : limits[i].values[j]))));
}

/** The witness of a subject as messages say it. */
export function suchAs(witness: string | undefined): string {
  return witness === undefined ? '' : `, such as ${plain(witness)}`;
}

type NarrowSubject = TrustedSubject & { readonly namespace: string; readonly name: string };

/** Subjects that stand for one service account, or for some of a namespace by a pattern. */
export function narrowSubjects(role: JudgedRole): NarrowSubject[] {
  return subjectsOf(role).filter((subject): subject is NarrowSubject =>
    subject.namespace !== undefined && subject.name !== undefined && ['one', 'some'].includes(subject.reach));
}

/** Whether another test of the same statement lets a subject pass: a wide one only if that is wide, too, or may be. */
function leaves({ values, asks }: ClaimTest, others: readonly TrustedSubject[], subject: TrustedSubject, value: string): boolean {
  switch (subject.reach) {
    case 'namespaces':
      return others.some((other) => other.reach === 'namespaces' || (other.reach === 'unknown' && asks === 'like'));
    case 'a namespace':
      return others.some((other) => isWide(other) || (other.reach === 'unknown' && asks === 'like'));
    case 'unknown':
      return others.some((other) => isWide(other) || other.reach === 'unknown');
    case 'one':
      return values.some((other) => !isKnown(other) || (asks === 'like' ? globMatches(other, value) : other === value));
    default:
      return true;
  }
}

function isWide({ reach }: TrustedSubject): boolean {
  return reach === 'a namespace' || reach === 'namespaces';
}

function readSubject({ number, provider }: ServiceAccountTrust, written: string, isLike: boolean, steps: Steps): TrustedSubject {
  const text = renderedText(written);
  const filled = masked(text, SOME);
  const isPattern = isLike && /[*?]/.test(filled);
  const known = isPattern && isKnown(text) && !text.includes('${') ? reachOfPattern(text, steps) : undefined;
  const parts = splitText(known?.kind === 'one' ? known.witness! : text, ':');
  const [namespace, name] = filled.startsWith(SUBJECT_PREFIX) && parts.length === 4 ? [parts[2], parts[3]] : known?.kind === 'one' ? [parts[2], parts[3]] : [known?.namespace];
  const problem = known === undefined || known.kind === 'none' ? problemOf(text, isLike, isPattern, namespace, name) ?? (known && NO_SUBJECT) : undefined;
  return {
    number,
    provider,
    value: plain(asWritten(text)),
    reach: problem !== undefined ? 'none' : known?.kind ?? (isPattern ? reachOfUnknown(namespace, name) : !isKnown(text) ? 'unknown' : /[*?]/.test(filled) ? 'none' : 'one'),
    problem,
    witness: known?.witness,
    namespace: namespace === undefined ? undefined : plain(namespace),
    name: name === undefined ? undefined : plain(name),
  };
}

const NO_SUBJECT = `must be "${SUBJECT_PREFIX}<namespace>:<name>"`;

/** Of a pattern with parts that are not known. */
function reachOfUnknown(namespace?: string, name?: string): TrustedSubject['reach'] {
  if (namespace === undefined || name === undefined) {
    return 'unknown';
  }
  if (hasWildcard(namespace)) {
    return 'namespaces';
  }
  return /[a-z0-9]/.test(masked(name, SOME)) ? 'unknown' : 'a namespace';
}

/** Why no token has a subject; nothing if one may. */
function problemOf(text: string, isLike: boolean, isPattern: boolean, namespace?: string, name?: string): string | undefined {
  const filled = masked(text, SOME);
  const placeholders = placeholdersIn(filled);
  if (placeholders.length > 0) {
    return `has ${placeholders.length === 1 ? 'a placeholder' : 'placeholders'}: fill in ${list(placeholders)}`;
  }
  if (filled.includes('${')) {
    return 'has a policy variable, which stands for what the token says of itself';
  }
  if (!isLike && /[*?]/.test(filled)) {
    return undefined; // said by another rule
  }
  if (namespace === undefined || name === undefined) {
    const isOpen = isPattern || !isKnown(text);
    return isOpen && beginsAs(text.replace(/\uE000.*$/su, '*')) && filled.split(':').length <= 4 ? undefined : NO_SUBJECT;
  }
  const asName = (part: string) => masked(part, SOME).replace(/[*?]/g, SOME);
  const ofNamespace = !isPattern || !hasWildcard(namespace) ? explain(NAMESPACE, masked(namespace, SOME))
    : explain(NAMESPACE, asName(namespace)) && `must be ${NAMESPACE.rule}, got ${show(plain(namespace))}: wildcards are * and ? alone`;
  const ofName = isPattern ? /^[-a-z0-9.*?]*$/.test(masked(name)) ? undefined : 'must be of lower-case letters, digits, \'-\' and \'.\'' : explain(SERVICE_ACCOUNT_NAME, masked(name, SOME));
  return ofNamespace !== undefined ? `has a namespace that ${ofNamespace}` : ofName && `has a service account that ${ofName}`;
}

/** Whether a pattern can stand for a text that begins with the prefix. */
function beginsAs(pattern: string): boolean {
  for (let i = 0; i < pattern.length && i < SUBJECT_PREFIX.length; i++) {
    if (pattern[i] === '*') {
      return true;
    }
    if (pattern[i] !== '?' && pattern[i] !== SUBJECT_PREFIX[i]) {
      return false;
    }
  }
  return pattern.length >= SUBJECT_PREFIX.length || pattern.includes('*');
}
