import { isKnown, isLiteral, isUnknown, knownLength, literalText, parsedJson, plain } from './partial-text';

/** One test of a statement's conditions. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Principal {
  /** `AWS`, `Federated`, `Service`, `CanonicalUser`, or `*`. */
  readonly type: string;
  readonly value: string;
}

/** A statement of a policy, with lists where IAM allows one value. Parts may be known only at deploy time. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  /** Whether the statement is for everyone but somebody. */
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly ConditionTest[];
  /** Whether there are conditions besides, which cannot be read. */
  readonly hasUndecidedConditions: boolean;
}

/** A policy as far as it can be read. */
export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
  /** What of it cannot be decided. */
  readonly undecided: readonly string[];
  /** Characters as IAM counts them, at least. */
  readonly characters: number;
}

/** No slip in their case makes a principal disappear. */
const PRINCIPAL_TYPES = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

/** Reads a policy that comes from anywhere, such as the IAM API, where nothing stands for a part that is not known. */
export function readLiteralDocument(value: unknown): PolicyDocument {
  return guarded(() => {
    const json = JSON.stringify(value) ?? '';
    return isLiteral(json) ? read(value, json) : read(asLiteral(value));
  });
}

/** Reads a policy after evaluation: an object, or JSON text (which a read of the IAM API gives percent-encoded). */
export function readDocument(value: unknown): PolicyDocument {
  return guarded(() => read(value));
}

/** @param json the value as JSON text, if somebody has it */
function read(value: unknown, json?: string): PolicyDocument {
  if (typeof value === 'string') {
    const content = isUnknown(value) ? undefined : parsedJson(value) ?? parsedJson(decoded(value));
    return content !== null && typeof content === 'object' ? read(content)
      : unread(isUnknown(value) ? 'the whole policy' : 'a policy that is no JSON', knownLength(value));
  }
  const policy = elementsOf(value);
  if (policy === undefined) {
    return unread('a policy that is no map');
  }
  const undecided = policy.hasUnknown ? ['a part of the policy'] : [];
  const statements = asList(policy.of('statement')).flatMap((statement, i) => {
    const elements = elementsOf(statement);
    if (elements === undefined) {
      undecided.push(`statement ${i + 1}`);
      return [];
    }
    return [readStatement(elements, i + 1, undecided)];
  });
  if (policy.of('statement') === undefined) {
    undecided.push('a policy without statements');
  }
  return { statements, undecided, characters: knownLength(json ?? JSON.stringify(value)) };
}

function readStatement(elements: Elements, number: number, undecided: string[]): PolicyStatement {
  const ownUndecided: string[] = [];
  const conditions = conditionsOf(elements.of('condition'), number, ownUndecided);
  const hasUndecidedConditions = ownUndecided.length > 0;
  const statement = {
    effect: String(elements.of('effect') ?? ''),
    actions: texts(elements.of('action')),
    notActions: texts(elements.of('notaction')),
    resources: texts(elements.of('resource')),
    notResources: texts(elements.of('notresource')),
    principals: principalsOf(elements.of('principal'), number, ownUndecided),
    hasNotPrincipal: elements.of('notprincipal') !== undefined,
    conditions,
    hasUndecidedConditions,
  };
  if (!['Allow', 'Deny'].includes(statement.effect)) {
    ownUndecided.push(`the effect of statement ${number}`);
  }
  if (elements.hasUnknown) {
    ownUndecided.push(`a part of statement ${number}`);
  }
  // What trusts a service such as Lambda, or an account, makes no pod the role, whatever its conditions.
  const { principals } = statement;
  const isOfOthers = principals.length > 0 && principals.every(({ type, value }) => ['AWS', 'Service', 'CanonicalUser'].includes(type)
    && value !== '*' && !value.startsWith('pods.eks.') && (type !== 'Service' || isKnown(value)));
  undecided.push(...isOfOthers ? [] : ownUndecided);
  return statement;
}

function principalsOf(value: unknown, number: number, undecided: string[]): Principal[] {
  if (value === '*') {
    return [{ type: '*', value: '*' }];
  }
  if (value === undefined || value === null) {
    return [];
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    undecided.push(`the principal of statement ${number}`);
    return [];
  }
  return Object.entries(value).flatMap(([key, values]) => {
    const type = PRINCIPAL_TYPES.find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;
    return texts(values).map((text) => ({ type, value: text }));
  });
}

function conditionsOf(value: unknown, number: number, undecided: string[]): ConditionTest[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    undecided.push(`the conditions of statement ${number}`);
    return [];
  }
  return Object.entries(value).flatMap(([operator, tests]) => {
    if (tests === null || typeof tests !== 'object' || Array.isArray(tests)) {
      undecided.push(`the condition ${plain(operator)} of statement ${number}`);
      return [];
    }
    return Object.entries(tests).map(([key, values]) => ({ operator, key, values: texts(values) }));
  });
}

/** The elements of a policy or of a statement. IAM does not look at the case of their names. */
interface Elements {
  /** By the name in lower case; of two that differ by case alone the first that is there. */
  readonly of: (name: string) => unknown;
  /** Whether there is one whose name is known only at deploy time. */
  readonly hasUnknown: boolean;
}

/** Nothing, if the value is no map. */
function elementsOf(value: unknown): Elements | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return undefined;
  }
  const items = new Map<string, unknown>();
  let hasUnknown = false;
  for (const [key, item] of Object.entries(value)) {
    const name = key.toLowerCase();
    hasUnknown ||= !isKnown(key);
    items.set(name, items.has(name) ? items.get(name) : item);
  }
  return { of: (name) => items.get(name), hasUnknown };
}

/** Most elements of most statements are one text, or are not there. */
const NONE: readonly string[] = [];

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value === undefined ? NONE : asList(value).filter((item) => item !== undefined && item !== null).map((item) => typeof item === 'object' ? plain(JSON.stringify(item)) : String(item));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function asLiteral(value: unknown): unknown {
  if (typeof value === 'string') {
    return literalText(value);
  }
  if (Array.isArray(value)) {
    return value.map(asLiteral);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [literalText(key), asLiteral(item)])) : value;
}

/** A document that is nested without end is said to be, and takes nothing from the others. */
function guarded(reading: () => PolicyDocument): PolicyDocument {
  try {
    return reading();
  } catch (error) {
    if (error instanceof RangeError) {
      return unread('a policy that is nested too deep');
    }
    throw error;
  }
}

function unread(what: string, characters = 0): PolicyDocument {
  return { statements: [], undecided: [what], characters };
}

function decoded(text: string): string {
  try {
    return literalText(decodeURIComponent(text));
  } catch {
    return text;
  }
}
