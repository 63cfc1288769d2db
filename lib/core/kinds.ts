import { list, show } from './text';

/**
 * What a property may hold. The compiler knows it, and other callers do not: plain JavaScript, and the other languages of jsii
 * where they check no types.
 */
export interface Kind {
  /** To follow "must be". */
  readonly noun: string;
  readonly isOne: (value: any) => boolean;
  /** The way out, to follow the value. */
  readonly hint?: string;
  /** Of a list. */
  readonly items?: Kind;
  /** Of a map. */
  readonly values?: Kind;
  /** Of an object with properties. */
  readonly fields?: Kinds<any>;
  /** Whether it must be given. */
  readonly required?: boolean;
  /** Whether it must be given, and another check has a message of its own where it is not. */
  readonly isNeeded?: boolean;
}

/** The kind of each property, none forgotten. */
export type Kinds<Props> = { readonly [Name in keyof Props]-?: Kind };

/** What is wrong with a value: the way to it, and a sentence without its subject. */
export interface WrongKind {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** A text may be a deploy-time value, which is text as well. */
export const TEXT: Kind = { noun: 'text', isOne: (value) => typeof value === 'string' };
export const TRUTH: Kind = { noun: 'true or false', isOne: (value) => typeof value === 'boolean' };
export const NUMBER: Kind = { noun: 'a number', isOne: (value) => typeof value === 'number' };
export const DURATION: Kind = {
  noun: 'a Duration, such as Duration.hours(4)',
  isOne: (value) => typeof value?.toSeconds === 'function' && typeof value.isUnresolved === 'function',
};
export const CONSTRUCT: Kind = { noun: 'a construct', isOne: isConstruct };
/** A value of an enum, whose values are texts. */
export const oneOf = (noun: string, values: readonly string[]): Kind => ({ noun, isOne: (value) => values.includes(value) });
export const listOf = (items: Kind): Kind => ({ noun: 'a list', isOne: Array.isArray, items });
export const mapOf = (values: Kind): Kind => ({ noun: 'an object with keys and values', isOne: isPlain, values });
export const ANYTHING: Kind = { noun: 'a value', isOne: () => true };
export const propsOf = (fields: Kinds<any>): Kind => ({ noun: 'an object with properties', isOne: isPlain, fields });
export const required = (kind: Kind): Kind => ({ ...kind, required: true });

/** An object with properties or keys: neither a list nor a function, nor another kind of object that has neither. */
function isPlain(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]' && !isConstruct(value) && !isDeployTime(value);
}

/** As CDK has it: a Lazy, a condition, the value of a function. */
function isDeployTime(value: any): boolean {
  return typeof value.resolve === 'function' && 'creationStack' in value;
}

function isConstruct(value: any): boolean {
  return value !== null && typeof value === 'object' && typeof value.node?.path === 'string';
}

/**
 * The first part of a value that is of another kind; nothing if there is none. What is not given is of every kind, unless it is required.
 * Every role is asked, so nothing is made for parts that are right.
 */
export function wrongKind(kind: Kind, value: unknown, isRequired = kind.required ?? false): WrongKind | undefined {
  if (value === undefined) {
    return isRequired ? { path: [], problem: `must be ${kind.noun}, got none${kind.hint ? `: ${kind.hint}` : ''}` } : undefined;
  }
  if (!holds(kind, value)) {
    const hint = hintFor(kind, value, isRequired) ?? kind.hint;
    return { path: [], problem: `must be ${kind.noun}, got ${show(value)}${hint ? `: ${hint}` : ''}` };
  }
  const { items, values, fields } = kind;
  return items ? wrongItem(items, value as readonly unknown[])
    : values ? wrongValue(values, value as Readonly<Record<string, unknown>>)
      : fields ? wrongField(fields, value as Readonly<Record<string, unknown>>) : undefined;
}

/** By its length: a list with a hole has an item there, which is none. */
function wrongItem(kind: Kind, value: readonly unknown[]): WrongKind | undefined {
  for (let index = 0; index < value.length; index++) {
    const wrong = wrongKind(kind, value[index], true);
    if (wrong) {
      return { ...wrong, path: [index, ...wrong.path] };
    }
  }
  return undefined;
}

function wrongValue(kind: Kind, value: Readonly<Record<string, unknown>>): WrongKind | undefined {
  for (const key of Object.keys(value)) {
    const wrong = wrongKind(kind, value[key], kind !== ANYTHING);
    if (wrong) {
      return { ...wrong, path: [`[${show(key)}]`, ...wrong.path] };
    }
  }
  return undefined;
}

function wrongField(kinds: Kinds<any>, value: Readonly<Record<string, unknown>>): WrongKind | undefined {
  for (const name of Object.keys(kinds)) {
    const wrong = wrongKind((kinds as Readonly<Record<string, Kind>>)[name], value[name]);
    if (wrong) {
      return { ...wrong, path: [name, ...wrong.path] };
    }
  }
  return undefined;
}

/** A proxy or a getter may throw, whatever it is asked. */
function holds(kind: Kind, value: unknown): boolean {
  try {
    return kind.isOne(value);
  } catch {
    return false;
  }
}

function hintFor(kind: Kind, value: unknown, isRequired: boolean): string | undefined {
  if (value === null && !isRequired) {
    return 'leave it out';
  }
  if (kind.noun === TEXT.noun && typeof value === 'number') {
    return `write it in quotes, '${value}'`; // an account id as a number loses a leading zero
  }
  return kind.items && holds(kind.items, value) ? 'write it in square brackets' : undefined;
}

/** `bundles[0]`, `quotas.managedPolicies`, `tags["owner"]`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part, index) => typeof part === 'number' ? `[${part}]` : part.startsWith('[') ? part : `${index > 0 ? '.' : ''}${part}`).join('');
}

/** Throws if a value is of another kind. */
export function requireKind(what: string, kind: Kind, value: unknown): void {
  const wrong = wrongKind(kind, value, true);
  if (wrong) {
    const dot = typeof wrong.path[0] === 'string' && /^\w/.test(pathText(wrong.path)) ? '.' : '';
    throw new Error(`${what}${dot}${pathText(wrong.path)} ${wrong.problem}`);
  }
}

/** Throws if an object of properties is none, or one of them is of another kind; answers with it. */
export function requireProps<T>(of: string, props: T, kinds: Kinds<T>): T {
  if (!isPlain(props)) {
    const needed = Object.entries<Kind>(kinds).filter(([, kind]) => kind.required || kind.isNeeded).map(([name]) => name);
    throw new Error(`the properties of ${of} must be an object with ${list(needed) || 'options'}, got ${props === undefined ? 'none' : show(props)}`);
  }
  const wrong = wrongField(kinds, props as Readonly<Record<string, unknown>>);
  if (wrong) {
    throw new Error(`${pathText(wrong.path)} ${wrong.problem}`);
  }
  return props;
}
