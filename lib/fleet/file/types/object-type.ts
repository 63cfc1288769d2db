import { filledEntries } from './filling';
import type { Filling } from './filling';
import type { Incomplete } from './incomplete';
import { ValueType } from './value-type';
import type { JsonSchema, TypeOf } from './value-type';
import { isObject } from '../../../core/plain-object';
import { list, nearest, show, strangeSpaces, suggestion } from '../../../core/text';
import type { Reading } from '../reading';

/** The keys of a map, each with what may be written there. */
export type Keys = Readonly<Record<string, ValueType<unknown>>>;

type RequiredOf<K extends Keys> = { [Name in keyof K]: K[Name] extends { readonly isRequired: true } ? Name : never }[keyof K];

/** The TypeScript type of a map with these keys. */
export type ObjectOf<K extends Keys> = { readonly [Name in RequiredOf<K>]: TypeOf<K[Name]> }
  & { readonly [Name in Exclude<keyof K, RequiredOf<K>>]?: TypeOf<K[Name]> };

interface ObjectOptions {
  readonly description?: string;
  /** Keys of which there must be at least one. */
  readonly oneOf?: readonly string[];
  /** Keys that are required depending on what is written here and in the whole file. One of them is always. */
  readonly requiredWhere?: { readonly keys: readonly string[]; readonly of: (value: unknown, file: unknown) => readonly string[] };
  /** Whether nothing may be written for it, which is an empty map. */
  readonly isNullable?: boolean;
  /** How to find the value of a required key, for the message that it is missing; asked with the key under which the map stands. */
  readonly whereToFind?: (key: string, value: Record<string, unknown>, name: string) => string | undefined;
  /** The form to write, for values of another kind. */
  readonly hint?: (value: unknown) => string | undefined;
  /** Keys that are read elsewhere, each with the keys that may then be missing here. */
  readonly readElsewhere?: Readonly<Record<string, readonly string[]>>;
  /** The beginning of keys that are the user's own, with its documentation. */
  readonly ownKeys?: { readonly prefix: string; readonly description: string };
}

export class ObjectType<K extends Keys> extends ValueType<ObjectOf<K>> {
  private readonly requiredKeys: readonly string[];

  public constructor(public readonly keys: K, private readonly options: ObjectOptions) {
    super(options.description);
    this.requiredKeys = Object.entries(keys).filter(([, key]) => key.isRequired).map(([name]) => name);
  }

  public schema(): JsonSchema {
    const { isNullable, ownKeys, requiredWhere } = this.options;
    const oneOf = this.options.oneOf ?? requiredWhere?.keys;
    return {
      type: isNullable ? ['object', 'null'] : 'object',
      ...(this.description === undefined ? {} : { description: this.description }),
      additionalProperties: false,
      properties: Object.fromEntries(Object.entries(this.keys).map(([name, key]) => [name, key.schema()])),
      ...(this.requiredKeys.length > 0 ? { required: this.requiredKeys } : {}),
      ...(oneOf ? { anyOf: oneOf.map((name) => ({ required: [name] })) } : {}),
      ...(ownKeys ? { patternProperties: { [`^${ownKeys.prefix}`]: { description: ownKeys.description } } } : {}),
    };
  }

  public read(value: unknown, reading: Reading): Incomplete<ObjectOf<K>> | undefined {
    if (value === null && this.options.isNullable) {
      return {} as Incomplete<ObjectOf<K>>;
    }
    if (!isObject(value)) {
      return reading.wrongKind('a map', value, this.options.hint?.(value));
    }
    this.checkMissing(value, reading);
    return Object.fromEntries(Object.entries(value).flatMap(([name, item]) => {
      const read = this.readKey(name, item, reading.at(name));
      return read === undefined ? [] : [[name, read]];
    })) as Incomplete<ObjectOf<K>>;
  }

  public override fill<V>(value: V, filling: Filling): V {
    return filledEntries(value as object, (item, key) => this.keys[key].fill(item, filling.at(key))) as V;
  }

  private get knownKeys(): string[] {
    return [...Object.keys(this.keys), ...Object.keys(this.options.readElsewhere ?? {})];
  }

  private readKey(name: string, value: unknown, reading: Reading): unknown {
    if (Object.hasOwn(this.keys, name)) {
      return this.keys[name].read(value, reading);
    }
    const { ownKeys } = this.options;
    return ownKeys && name.startsWith(ownKeys.prefix) ? undefined
      : reading.wrong(`unknown key ${show(name)}: ${strangeSpaces(name) ?? suggestion(this.longerKey(name) ?? name, this.knownKeys)}`, true);
  }

  /** The plural of a name, such as "policies" for "policy", or the only known key of which it is a part, such as "issuer". */
  private longerKey(name: string): string | undefined {
    const plural = name.replace(/y$/, 'ies');
    if (plural !== name && this.knownKeys.includes(plural)) {
      return plural;
    }
    const longer = this.knownKeys.filter((key) => key.toLowerCase().includes(name.toLowerCase()));
    return name.length >= 5 && nearest(name, this.knownKeys) === undefined && longer.length === 1 ? longer[0] : undefined;
  }

  private checkMissing(value: Record<string, unknown>, reading: Reading): void {
    const { oneOf } = this.options;
    if (oneOf && !oneOf.some((name) => Object.hasOwn(value, name))) {
      reading.wrong(`must have at least one of ${list(oneOf, 'or')}`);
    }
    const required = [...this.requiredKeys, ...this.options.requiredWhere?.of(value, reading.file) ?? []];
    const missing = required.filter((key) => !Object.hasOwn(value, key));
    const meant = missing.length === 0 ? [] : this.meantKeys(value).flatMap((name) => [name, ...this.options.readElsewhere?.[name] ?? []]);
    missing.filter((key) => !meant.includes(key)).forEach((key) => {
      const where = this.options.whereToFind?.(key, value, String(reading.part ?? ''));
      reading.wrong(`must have ${show(key)}${where === undefined ? '' : `: ${where}`}`, true);
    });
  }

  /** Keys that are there under a slightly other name, which is one mistake: the unknown key is reported, and nothing that follows from it. */
  public meantKeys(value: Record<string, unknown>): string[] {
    const known = this.knownKeys;
    return Object.keys(value).filter((name) => !known.includes(name)).flatMap((name) => this.longerKey(name) ?? nearest(name, known) ?? []);
  }
}

/** A map of known keys. */
export function object<K extends Keys>(keys: K, options: ObjectOptions | string = {}): ObjectType<K> {
  return new ObjectType(keys, typeof options === 'string' ? { description: options } : options);
}
