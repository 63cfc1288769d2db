import type { Alias, Document } from 'yaml';
import { lazy } from '../../core/lazy';

/** How many values an alias may be expanded to; more is a mistake or an attack. */
const MOST_ALIASES = 10_000;

/**
 * The data of a document as plain objects, with its aliases expanded.
 *
 * @param errorAt makes the error that is thrown if they cannot be
 */
export function dataOf(document: Document.Parsed, errorAt: (offset: number, message: string) => Error): unknown {
  const expand = (): unknown => document.toJS({ maxAliasCount: MOST_ALIASES });
  try {
    return expand();
  } catch (error) {
    const alias = failingAlias(document, expand);
    throw errorAt(alias?.range?.[0] ?? 0, expansionMessage(alias, error as Error));
  }
}

/** The alias at which a document cannot be expanded: the parser names none. The document is of no use afterwards. */
function failingAlias(document: Document, expand: () => void): Alias | undefined {
  let failing: Alias | undefined;
  lazy.yaml.visit(document, {
    Alias: (_, alias) => {
      const resolve = alias.resolve.bind(alias);
      alias.resolve = (...given) => {
        try {
          return resolve(...given);
        } catch (error) {
          failing ??= alias;
          throw error;
        }
      };
    },
  });
  try {
    expand();
  } catch {
    return failing;
  }
  return undefined;
}

function expansionMessage(alias: Alias | undefined, { message }: Error): string {
  return alias && message.startsWith('Excessive alias count')
    ? `the alias *${alias.source} must not expand the file to more than ${MOST_ALIASES.toLocaleString('en-US')} aliases: &${alias.source} holds others that hold others`
    : `must be expandable: ${message}`;
}
