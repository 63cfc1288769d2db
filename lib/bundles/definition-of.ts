import type { BundleDefinition } from './definition';
import { DEFINITION_FILES } from './definition-files';
import { isBundleClass } from './definitions-of-class';

/** The definition with an id; nothing if there is none. Its file alone is loaded, where it is known: all of them take longer than the rest of a small check. */
export function definitionOf(id: unknown): BundleDefinition | undefined {
  if (typeof id !== 'string') {
    return undefined;
  }
  const load = Object.hasOwn(DEFINITION_FILES, id) ? DEFINITION_FILES[id] : undefined;
  return (load === undefined ? allDefinitions() : definitionsIn(load())).find((definition) => definition.id === id);
}

/** Every definition, for messages and the schema. */
export function allDefinitions(): readonly BundleDefinition[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load all bundles
  return (require('./definitions') as typeof import('./definitions')).DEFINITIONS;
}

function definitionsIn(exported: object): readonly BundleDefinition[] {
  return Object.values(exported).filter(isBundleClass).flatMap((bundle) => bundle._definitions());
}
