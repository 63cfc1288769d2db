import { isKnown, isUnknown } from '../iam/partial-text';

/** Of a mapping that is looked at. */
interface Mapped {
  readonly mappings?: Readonly<Record<string, unknown>>;
  readonly keysOfMappings?: ReadonlyMap<string, string>;
}

/** What is asked for, by what chooses it. */
interface AskedKeys {
  readonly keysOfMappings: Map<string, Set<string>>;
}

/**
 * The keys of `Fn::FindInMap`. In place of one that is not known, such as the region, stands the one that is to be looked at; those
 * among which it may choose are asked for, of equal values one.
 */
export function chosenKeys(
  keys: readonly string[], hasDefault: boolean, { mappings, keysOfMappings }: Mapped, asked: AskedKeys | undefined,
): readonly string[] {
  const [mapping, key, last] = keys;
  const members = memberOf(mappings, mapping);
  if (!isUnknown(key) || !isKnown(mapping) || !isKnown(last) || members === null || typeof members !== 'object') {
    return keys;
  }
  const having = Object.entries(members).filter(([, values]) => memberOf(values, last) !== undefined);
  const byValue = new Map(having.map(([name, values]) => [JSON.stringify(memberOf(values, last)), name]));
  if (having.length > 0) {
    asked?.keysOfMappings.set(key, new Set([...asked.keysOfMappings.get(key) ?? [], ...byValue.values(), ...hasDefault ? [''] : []]));
  }
  return [mapping, keysOfMappings?.get(key) ?? key, last];
}

export function memberOf(map: unknown, key: string): unknown {
  return map !== null && typeof map === 'object' && Object.hasOwn(map, key) ? (map as Record<string, unknown>)[key] : undefined;
}
