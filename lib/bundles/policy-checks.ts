import { fillProblem, knownPlaceholders, placeholderIn, placeholderProblem, withoutFilled } from './policy-placeholders';
import type { Place } from './resources/place';
import { Token } from '../core/cdk';
import { replaceTokens } from '../core/cdk-internals';
import { REGION } from '../core/names';
import { once } from '../core/once';
import { PARTITION_NAMES } from '../core/partition';
import { isObject } from '../core/plain-object';
import { list, show, suggestion, visible } from '../core/text';
import { explain } from '../core/text-format';
import { AskedActions } from '../iam/asked-actions';
import { listOf } from '../iam/elements';
import type { GrammarProblem } from '../iam/grammar';
import { KnownActions } from '../iam/known-actions';
import { meantBy } from '../iam/meant-actions';

/** What the checks of a policy in JSON know of it. */
export interface PolicyCheckOptions {
  /** Where the role is; nothing in TypeScript, where its stack tells. */
  readonly place?: Place;
  /** Actions that are right though the reference does not have them, or not with the resource. */
  readonly knownActions?: readonly string[];
}

interface Placed {
  readonly path: readonly string[];
  readonly text: string;
}

/**
 * The texts of a policy in JSON against the service authorization reference: placeholders that were left, resources that are no
 * ARN, actions that do not exist, and actions on resources that they do not take.
 */
export class PolicyChecks {
  public readonly problems: GrammarProblem[] = [];
  /** What the reference does not know, and may be newer than it. */
  public readonly warnings: string[] = [];
  private readonly reference = KnownActions.read();
  private readonly asked = new AskedActions(this.reference);
  // Statements repeat texts.
  private readonly textProblems = new Map<string, string | undefined>();
  private readonly arnProblems = new Map<string, string | undefined>();
  private readonly entries = new Map<string, string>();

  private readonly known: readonly string[];

  public constructor(private readonly options: PolicyCheckOptions) {
    this.known = knownPlaceholders(options.place);
  }

  public statement(path: readonly string[], statement: unknown): void {
    if (!isObject(statement)) {
      return;
    }
    const resources = ['Resource', 'NotResource'].flatMap((key) => textsAt([...path, key], statement[key]));
    const areSound = resources.map((resource) => this.text(resource) && this.arn(resource)).every(Boolean);
    const conditions = isObject(statement.Condition) ? statement.Condition : {};
    for (const [operator, tests] of Object.entries(conditions)) {
      for (const [key, value] of Object.entries(isObject(tests) ? tests : {})) {
        this.key([...path, 'Condition', operator, key], key);
        textsAt([...path, 'Condition', operator, key], value).forEach((text) => this.text(text));
      }
    }
    const actions = ['Action', 'NotAction'].flatMap((key) => textsAt([...path, key], statement[key]));
    const known = actions.filter((action) => this.action(action));
    const areWhole = resources.length > 0 && resources.length === listOf(statement.Resource).length;
    if (areSound && areWhole && known.length > 0 && statement.NotAction === undefined && statement.NotResource === undefined) {
      this.pairs(known, resources, known.length === listOf(statement.Action).length);
    }
  }

  /** @returns whether nothing was wrong */
  private text({ path, text }: Placed): boolean {
    return this.none(path, once(this.textProblems, text, () => this.textProblem(text)));
  }

  private textProblem(text: string): string | undefined {
    const placeholder = placeholderIn(literal(text), (prefix) => this.reference.service(prefix) !== undefined, this.known);
    const problem = placeholder !== undefined ? placeholderProblem(placeholder, text, this.known)
      : foreignCharacters(text) ?? fillProblem(text, this.options.place);
    return problem === undefined || problem.endsWith(show(text)) ? problem : `${problem}, got ${show(text)}`;
  }

  /** The key of a condition is not filled: several keys would all have to hold. */
  private key(path: readonly string[], key: string): void {
    const placeholder = placeholderIn(literal(key), () => true, this.known) ?? /\{\w+\}/.exec(key)?.[0];
    this.none(path, placeholder === undefined ? undefined : `must be a condition key without placeholders, which are filled in values alone, got ${show(key)}`);
  }

  private arn({ path, text }: Placed): boolean {
    return this.none(path, once(this.arnProblems, text, () => arnProblem(text, this.options.place, this.known)));
  }

  /** @returns whether the reference knows it */
  private action({ path, text: action }: Placed): boolean {
    if (Token.isUnresolved(action) || !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
      return false; // IAM's grammar has its say on it
    }
    if (this.isAccepted(action)) {
      return false;
    }
    const found = this.asked.matching(action);
    if (found !== undefined && found.length > 0) {
      return true;
    }
    const near = meantBy(action);
    if (near === undefined) {
      this.warnings.push(`${show(action)} is not an action that AWS had on ${KnownActions.date}: is it newer, or wrong? If it is right, list it in "knownActions"`);
    } else {
      this.none(path, `must be an action of AWS, got ${show(action)}: did you mean ${list(near.map(show), 'or')}? If it is newer than ${KnownActions.date}, list it in "knownActions"`);
    }
    return false;
  }

  /**
   * Each action must have a resource that it takes, and each resource an action. One pair that does not fit is one error.
   *
   * @param areAll whether the statement has no other actions: what is not known may be what takes a resource
   */
  private pairs(actions: readonly Placed[], resources: readonly Placed[], areAll: boolean): void {
    const entryOf = (text: string) => once(this.entries, text, () => beginsOpen(text) ? '*' : withVariables(text, this.known));
    const entries = [...new Set(resources.map(({ text }) => entryOf(text)))];
    const kinds = [...new Set(actions.flatMap(({ text }) => this.asked.kindsOf(text)))];
    const busy = new Set(kinds.filter((kind) => entries.some((entry) => this.asked.takes(kind, entry))));
    const idle = actions.filter(({ text }) => !this.asked.kindsOf(text).some((kind) => busy.has(kind)));
    idle.forEach((action) => this.none(action.path, this.idleProblem(action.text, resources)));
    if (areAll && idle.length === 0) {
      const unused = new Set(entries.filter((entry) => !kinds.some((kind) => this.asked.takes(kind, entry))));
      resources.filter(({ text }) => unused.has(entryOf(text))).forEach(({ path, text }) => this.none(path,
        `must be a resource that an action of the statement takes (${list(actions.map((action) => action.text))}), got ${show(text)}: by the reference of ${KnownActions.date}, none does`));
    }
  }

  private idleProblem(action: string, resources: readonly Placed[]): string {
    const taken = [...new Set(this.asked.matching(action)!.flatMap((known) => known.resources ?? []))];
    const got = `got ${show(action)} on ${list(resources.slice(0, 3).map(({ text }) => show(text)))}${resources.length > 3 ? ', …' : ''}`;
    const rule = taken.length === 0 ? 'supports no resource: give it a statement of its own on "*", with evidence'
      : `takes ${list(taken.slice(0, 4).map((pattern) => show(`arn:*:${pattern}`)), 'or')}${taken.length > 4 ? ' and others' : ''}` +
        (resources.some(({ text }) => lacksPart(text, taken)) ? ', in which no "*" stands for nothing' : '');
    return `must stand on a resource that it takes, ${got}: it ${rule} (reference of ${KnownActions.date}; if it is out of date, list the action in "knownActions")`;
  }

  private isAccepted(action: string): boolean {
    return (this.options.knownActions ?? []).some((known) => known.toLowerCase() === action.toLowerCase());
  }

  private none(path: readonly string[], problem: string | undefined): boolean {
    if (problem !== undefined) {
      this.problems.push({ path: path.slice(0, 5), within: path, problem });
    }
    return problem === undefined;
  }
}

/** Whether an ARN leaves a region or an account out that each resource of its service has. */
function lacksPart(arn: string, patterns: readonly string[]): boolean {
  const [service, ...place] = arn.split(':').slice(2, 5);
  const own = patterns.map((pattern) => pattern.split(':')).filter(([name]) => name === service);
  return own.length > 0 && place.some((part, i) => part === '' && own.every((pattern) => pattern[i + 1] === '*'));
}

/** IAM takes a policy in Latin-1 alone. */
function foreignCharacters(text: string): string | undefined {
  return /[^\u0000-\u00ff]/.test(literal(text)) && visible(text) === text ? 'must have characters up to U+00FF only, since IAM takes no others' : undefined;
}

/** What is wrong with an entry of `Resource` as an ARN: a sentence without its subject. */
function arnProblem(text: string, place: Place | undefined, known: readonly string[]): string | undefined {
  const entry = withVariables(text, known);
  if (entry === '*' || beginsOpen(text)) {
    return undefined;
  }
  if (visible(entry) !== entry || entry.trim() !== entry) {
    return `must be without characters that are not seen, got ${show(text)}`;
  }
  if (/[\s,;|]\s*arn:/.test(entry)) {
    return `must be one ARN, got several in one text (${show(text)}): write them as a list`;
  }
  const parts = entry.split(':');
  if (/^[*?]+$/.test(entry)) {
    return `must be "*" where it is everything, got ${show(text)}`;
  }
  if (parts[0] !== 'arn' && !entry.startsWith('*')) {
    return `must be an ARN, which begins with "arn:", or "*", got ${show(text)}`;
  }
  if (parts[0] !== 'arn' || parts.length < 6 || parts.slice(5).join(':') === '') {
    return `must have the six parts of an ARN (arn:partition:service:region:account:resource), got ${show(text)}`;
  }
  const [, partition, service, region, account] = parts;
  const isOpen = (part: string) => /[*?]/.test(part);
  if (!isOpen(partition) && !PARTITION_NAMES.includes(partition)) {
    return `must have a partition of AWS as the second part of the ARN, got ${show(text)}: ${suggestion(partition, PARTITION_NAMES)}`;
  }
  if (!isOpen(partition) && place !== undefined && PARTITION_NAMES.includes(place.partition) && partition !== place.partition) {
    return `must be in the role's partition ${show(place.partition)}, got ${show(text)}: write {partition}`;
  }
  if (!/^[a-z0-9*?-]+$/.test(service)) {
    return `must have a service as the third part of the ARN, got ${show(text)}`;
  }
  if (region !== '' && !isOpen(region) && explain(REGION, region) !== undefined) {
    return `must have a region of AWS as the fourth part of the ARN, or none, got ${show(text)}: {region} stands for that of the role's clusters`;
  }
  return account === '' || isOpen(account) || /^(?:\d{12}|aws|cloudfront)$/.test(account) ? undefined
    : `must have an account of 12 digits as the fifth part of the ARN, or none, got ${show(text)}: {account} stands for that of the role`;
}

/** Whether the ARN itself is known at deploy time only, such as that of a construct. */
function beginsOpen(text: string): boolean {
  return Token.isUnresolved(text) && !text.startsWith('arn:');
}

/** Variables, placeholders and deploy-time values may stand for anything. */
function withVariables(text: string, known: readonly string[]): string {
  return withoutFilled(literal(text).replace(/\$\{[^}]*\}/g, '*'), known);
}

function literal(text: string): string {
  return Token.isUnresolved(text) ? replaceTokens(text, '*') : text;
}

function textsAt(path: readonly string[], value: unknown): Placed[] {
  return listOf(value).flatMap((text, i) => typeof text === 'string' && text !== '' ? [{ path: Array.isArray(value) ? [...path, String(i)] : path, text }] : []);
}
