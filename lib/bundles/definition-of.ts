import type { BundleDefinition } from './definition';
import { DEFINITION_FILES } from './definition-files';
import { isBundleClass } from './definitions-of-class';

/** Those that were asked for: to load a file again takes as long as a twentieth of a role. */
const FOUND = new Map<string, BundleDefinition>();

/** The definition with an id; nothing if there is none. Its file alone is loaded, where it is known: all of them take longer than the rest of a small check. */
export function definitionOf(id: unknown): BundleDefinition | undefined {
  if (typeof id !== 'string') {
    return undefined;
  }
  const known = FOUND.get(id);
  if (known !== undefined) {
    return known;
  }
  const load = Object.hasOwn(DEFINITION_FILES, id) ? DEFINITION_FILES[id] : undefined;
  const found = (load === undefined ? allDefinitions() : definitionsIn(load())).find((definition) => definition.id === id);
  if (found !== undefined) {
    FOUND.set(id, found);
  }
  return found;
}

/** Every definition, for messages and the schema. */
export function allDefinitions(): readonly BundleDefinition[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load all bundles
  return (require('./definitions') as typeof import('./definitions')).DEFINITIONS;
}

function definitionsIn(exported: object): readonly BundleDefinition[] {
  return Object.values(exported).filter(isBundleClass).flatMap((bundle) => bundle._definitions());
}
