import { show } from '../../core/text';
import type { ContextValue } from '../../iam/access-request';
import { literalText } from '../../iam/partial-text';
import { UsageError } from '../usage-error';

/**
 * The condition keys of `--given KEY=VALUE`: a key that is given several times has several values, and one without a value is absent.
 *
 * @throws UsageError
 */
export function givenKeys(texts: readonly string[] = []): Readonly<Record<string, ContextValue>> {
  const keys = new Map<string, { readonly key: string; readonly values: string[] }>();
  for (const text of texts) {
    const [, key, value] = /^([^=]*[:/][^=]*)=(.*)$/s.exec(text) ?? [];
    if (key === undefined) {
      throw new UsageError(`--given must be KEY=VALUE with a condition key, such as aws:SourceVpc=vpc-1, got ${show(text)}`);
    }
    const known = keys.get(key.toLowerCase()) ?? { key, values: [] };
    known.values.push(...value === '' ? [] : [literalText(value)]);
    keys.set(key.toLowerCase(), known);
  }
  return Object.fromEntries([...keys.values()].map(({ key, values }) =>
    [literalText(key), values.length === 0 ? undefined : values.length === 1 ? values[0] : values]));
}
