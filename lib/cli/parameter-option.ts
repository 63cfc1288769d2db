import { show } from '../core/text';

/**
 * The values of `--parameter NAME=VALUE`, by the names of the templates' parameters. A value may be empty, and have further equals signs.
 *
 * @throws if one is written in another way
 */
export function parameterValues(texts: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(texts.map((text) => {
    const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) {
      throw new Error(`--parameter must be <name>=<value> with the name of a template's parameter, got ${show(text)}`);
    }
    return [name, value];
  }));
}
