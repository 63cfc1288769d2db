import { actionMatches } from '../../iam/action';
import { isTrustAction } from '../../iam/evaluator/evaluate';
import { globsOverlap } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';
import { TextSet } from '../../iam/language/text-set';
import type { PolicyStatement } from '../../iam/policy-statement';

/** Actions of which all policies that are compared say the same: it is enough to ask about them together. */
export interface ActionClass {
  /** Their names with the service: `s3:GetObject`; a pattern, where it is not known what it stands for; none for a `NotAction`. */
  readonly names: readonly string[];
  readonly set: TextSet;
  /** What they may be about: a pattern for each type of resource, none for those that take `*` alone; nothing if that is not known. */
  readonly resources?: readonly string[];
  /** The prefix of the service, if the actions are of one that is known. */
  readonly service?: string;
  /** Which of the patterns that are compared stand for them. */
  readonly signature?: string;
  /** Whether they ask to become a role, whose trust policy must allow it, too. */
  readonly isTrust: boolean;
}

const TRUST_NAMES = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity', 'sts:TagSession'];
const TRUST_SET = actionSet(TRUST_NAMES);

/** Only this one makes somebody a role: the others go with it, or ask with a token. */
const ASSUME: ActionClass = { names: ['sts:AssumeRole'], set: actionSet(['sts:AssumeRole']), resources: ['iam::*:role/*'], service: 'sts', isTrust: true };

/**
 * What the actions of a statement stand for, in classes. Two patterns that stand for the same actions of today mean the same.
 *
 * @param patterns all patterns of actions of the policies that are compared
 */
export function classesOf({ actions, notActions }: PolicyStatement, patterns: readonly string[]): ActionClass[] {
  if (notActions.length > 0) {
    const isAssuming = !notActions.some((pattern) => actionMatches(pattern, 'sts:AssumeRole'));
    return [{ names: [], set: actionSet(notActions).not().but(TRUST_SET), isTrust: false }, ...isAssuming ? [ASSUME] : []];
  }
  return actions.flatMap((pattern) => classesOfPattern(pattern, patterns));
}

function classesOfPattern(pattern: string, patterns: readonly string[]): ActionClass[] {
  const [prefix] = pattern.split(':');
  const known = /[*?]/.test(prefix) ? undefined : KnownActions.read().matching(pattern);
  if (known === undefined || known.length === 0) {
    return [{ names: [pattern], set: actionSet([pattern]).but(TRUST_SET), isTrust: false }, ...actionMatches(pattern, 'sts:AssumeRole') ? [ASSUME] : []];
  }
  const service = prefix.toLowerCase();
  const near = patterns.filter((other) => globsOverlap(other.split(':')[0].toLowerCase(), service));
  const classes = new Map<string, { names: string[]; resources?: readonly string[]; signature: string; isTrust: boolean }>();
  for (const { name, resources } of known) {
    const full = `${service}:${name}`;
    const isTrust = isTrustAction(full.toLowerCase());
    const signature = near.map((other) => actionMatches(other, full) ? '1' : '0').join('');
    const key = `${isTrust} ${resources?.join(' ')}\n${signature}`;
    const found = classes.get(key) ?? { names: [], isTrust, signature, ...resources === undefined ? {} : { resources } };
    classes.set(key, found);
    found.names.push(full);
  }
  return [...classes.values()].map((found) => ({ ...found, service, set: actionSet(found.names) }))
    .flatMap((found) => !found.isTrust ? [found] : found.names.includes('sts:AssumeRole') ? [ASSUME] : []);
}

/** Names or patterns of actions as a set of a question. */
function actionSet(names: readonly string[]): TextSet {
  return TextSet.of(names.map((name) => name.toLowerCase()), names.some((name) => /[*?]/.test(name)) ? 'like' : 'equals');
}

/** The patterns of actions of statements. */
export function actionPatterns(statements: readonly PolicyStatement[]): string[] {
  return [...new Set(statements.flatMap(({ actions, notActions }) => [...actions, ...notActions]))];
}

/** An entry of `Resource`, or all that `NotResource` leaves. */
export interface ResourcePart {
  readonly entry?: string;
  /** The entry with wildcards in place of policy variables. */
  readonly pattern?: string;
  /** All that it may be about. */
  readonly set: TextSet;
}

export function resourceParts({ resources, notResources }: PolicyStatement): ResourcePart[] {
  const setOf = (entries: readonly string[]) => TextSet.of(entries, 'paddedResource');
  // A variable in NotResource may leave anything.
  return notResources.length > 0 ? [{ set: setOf(notResources.filter((entry) => withoutVariables(entry) === entry)).not() }]
    : [...new Set(resources)].map((entry) => {
      const pattern = withoutVariables(entry);
      return { entry, pattern, set: isEverything(pattern) ? TextSet.every : setOf([pattern]) };
    });
}

/** What a variable stands for is only known of a request; `${*}`, `${?}` and `${$}` are one character each. */
function withoutVariables(entry: string): string {
  return entry.replace(/\$\{[^}]*\}/g, (variable) => /^\$\{[*?$]\}$/.test(variable) ? '?' : '*');
}

/** The same in fewer classes, for one part of the resources: of those that are about the same of it, one. */
export function classesFor({ pattern: entry }: ResourcePart, classes: readonly ActionClass[]): ActionClass[] {
  const merged = new Map<string, ActionClass>();
  for (const one of classes) {
    const { service, resources = [], signature } = one;
    const reach = entry === undefined || service === undefined ? undefined : KnownActions.read().reach(service, entry);
    const types = reach === undefined ? resources : resources.filter((type) => reach.takes([type]));
    const isAbout = types.length > 0 && types.length < resources.length;
    const key = signature === undefined || one.isTrust ? `${classes.indexOf(one)}` : `${service} ${(isAbout ? types : resources).join(' ')}\n${signature}`;
    const known = merged.get(key);
    const names = [...known?.names ?? [], ...one.names];
    merged.set(key, known === undefined ? one : { ...known, names, set: actionSet(names) });
  }
  return [...merged.values()];
}

/** What actions may be about of a part of the resources; nothing, if they are about nothing of it. */
export function resourcesTaken(
  { pattern: entry, set }: ResourcePart, { service, resources }: ActionClass, isUnknown: boolean,
): TextSet | undefined {
  if (resources === undefined || service === undefined || isUnknown) {
    return set;
  }
  const isAll = entry === undefined || isEverything(entry);
  if (resources.length === 0) {
    return isAll ? TextSet.equals('*').and(set) : undefined;
  }
  const all = KnownActions.read().service(service)?.patterns.map(({ text }) => text) ?? [];
  if (entry !== undefined && !KnownActions.read().reach(service, entry).takes(resources)) {
    return undefined;
  }
  const inner = all.filter((other) => !resources.includes(other) && resources.some((outer) => other.startsWith(`${outer}/`)));
  const taken = TextSet.of(resources.map(arnOf), 'arn');
  return set.and(inner.length === 0 ? taken : taken.but(TextSet.of(inner.map(arnOf), 'arn')));
}

function isEverything(entry: string): boolean {
  return /^\*+$/.test(entry);
}

function arnOf(pattern: string): string {
  return `arn:*:${pattern}`;
}
