import { SUBJECT_PREFIX } from '../core/names';
import { globMatches } from '../iam/glob';
import { LetterClass } from '../iam/language/letters';
import type { Wildcard } from '../iam/language/pattern';
import { OutOfSteps, Steps } from '../iam/language/steps';
import { TextSet } from '../iam/language/text-set';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The subjects that Kubernetes gives to service accounts. */
export const SUBJECTS = TextSet.patterns(...names('').flatMap((namespace) => names('.').map((own) => [...SUBJECT_PREFIX, ...namespace, ':', ...own])));

/** A service account of nobody, to show whom a trust lets in. */
export const SUBJECTS_OF_NOBODY = ['evil:x', 'evil:app', 'kube-system:aws-node', 'default:default'].map((rest) => SUBJECT_PREFIX + rest);

/** Work that the patterns of one role may take: patterns of subjects are short, and IAM stores no trust with hundreds of them. */
const MAX_STEPS = 1_000_000;

export function stepsForPatterns(): Steps {
  return new Steps(MAX_STEPS);
}

/** For which service accounts a pattern of subjects stands. */
export interface PatternReach {
  readonly kind: 'none' | 'one' | 'some' | 'a namespace' | 'namespaces';
  /** The namespace, where it is one. */
  readonly namespace?: string;
  /** The only subject, or one that is likely not meant. */
  readonly witness?: string;
}

/** For which service accounts a pattern stands that is known in whole. */
export function reachOfPattern(pattern: string, steps = stepsForPatterns()): PatternReach {
  try {
    return exactReach(pattern, steps);
  } catch (error) {
    if (error instanceof OutOfSteps) {
      return widestReach(pattern);
    }
    throw error;
  }
}

/** What a pattern may stand for that nobody writes: it is too long to be compared with all names. */
function widestReach(pattern: string): PatternReach {
  const [, , namespace, name] = pattern.split(':');
  const isOfOne = pattern.startsWith(SUBJECT_PREFIX) && name !== undefined && !/[*?]/.test(namespace);
  return isOfOne ? { kind: 'a namespace', namespace } : { kind: 'namespaces' };
}

function exactReach(pattern: string, steps: Steps): PatternReach {
  const subjects = TextSet.like(pattern).and(SUBJECTS).language('smaller', false, steps);
  const witness = subjects.word(steps, SUBJECTS_OF_NOBODY);
  if (witness === undefined) {
    return { kind: 'none' };
  }
  const [, , namespace] = witness.split(':');
  const ofNamespace = TextSet.like(`${SUBJECT_PREFIX}${namespace}:*`).language('smaller', false, steps);
  const [elsewhere] = subjects.and(ofNamespace.not(), steps).words(1, steps, SUBJECTS_OF_NOBODY);
  if (elsewhere !== undefined) {
    return { kind: 'namespaces', witness: SUBJECTS_OF_NOBODY.includes(witness) ? witness : elsewhere };
  }
  if (subjects.words(2, steps).length === 1) {
    return { kind: 'one', namespace, witness };
  }
  const unmeant = unmeantName([pattern], namespace) ?? (/[a-z0-9]/.test(pattern.slice(pattern.lastIndexOf(':') + 1)) ? undefined : witness);
  return unmeant === undefined ? { kind: 'some', namespace, witness } : { kind: 'a namespace', namespace, witness: unmeant };
}

/**
 * A subject of a namespace that patterns take by chance; nothing, if they take few of all names. A pattern that names somebody,
 * such as `runner-*`, takes hardly any name that was made without it; `*e*`, `*-*`, or one pattern for each letter take many.
 */
export function unmeantName(patterns: readonly string[], namespace: string): string | undefined {
  const isTaken = (own: string) => patterns.some((pattern) => globMatches(pattern, `${SUBJECT_PREFIX}${namespace}:${own}`));
  const sample = sampledNames();
  const taken = sample.filter(isTaken);
  return taken.length > sample.length * BY_CHANCE ? `${SUBJECT_PREFIX}${namespace}:${LIKELY.find(isTaken) ?? taken[0]}` : undefined;
}

/** Names by which people understand that anybody is meant. */
const LIKELY = ['evil', 'evil-app', 'other', 'default'];

/** Of all names, more than those with one of two letters at one end. */
const BY_CHANCE = 0.08;

/** Names of letters that mean nothing, some with a dash, the same in each run. */
const sampledNames = once(() => {
  let state = 12_345;
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % most;
  };
  const word = (length: number) => Array.from({ length }, () => LETTERS[next(26)]).join('') + (next(8) === 0 ? LETTERS[26 + next(10)] : '');
  return Array.from({ length: 400 }, () => next(2) === 0 ? word(4 + next(9)) : `${word(3 + next(6))}-${word(3 + next(6))}`);
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A letter or digit, or two with anything that a name may have between them. */
function names(besides: string): Wildcard[][] {
  const end = { letters: LetterClass.of(LETTERS), repeated: false };
  return [[end], [end, { letters: LetterClass.of(`${LETTERS}-${besides}`), repeated: true }, end]];
}
