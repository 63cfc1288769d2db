import { serviceAccountsIn } from './kubernetes-objects';
import type { InventoryServiceAccount } from './service-account';
import { isObject, mapOf } from '../core/plain-object';
import { unknownPart } from '../iam/partial-text';

const IS_OF_ACCOUNT = /service-?accounts?/i;
const MOST_PARAMETERS = 1_000;

/** As deep as charts have values for their own charts. */
const MOST_LEVELS = 8;

/**
 * The ServiceAccounts that values of a Helm chart annotate: at `serviceAccount`, as most charts have it, of the chart itself or of one in
 * it. A name that the values do not give is the chart's to make.
 */
export function accountsInValues(at: string, namespace: string, values: unknown): InventoryServiceAccount[] {
  return mapsOfAccounts(values, false, 0).flatMap(({ create, name, annotations }) => String(create) === 'false' ? []
    : serviceAccountsIn({ kind: 'ServiceAccount', metadata: { name: name === undefined || name === '' || name === null ? unknownPart('name') : name, namespace, annotations } }, at)
      .filter((account) => account.roleArn !== undefined || account.annotations !== undefined));
}

function mapsOfAccounts(value: unknown, isOfAccount: boolean, depth: number): Record<string, unknown>[] {
  return !isObject(value) || depth > MOST_LEVELS ? [] : [
    ...isOfAccount && isObject(value.annotations) ? [value] : [],
    ...Object.entries(value).flatMap(([key, item]) => key === 'annotations' ? [] : mapsOfAccounts(item, isOfAccount || /service-?accounts?$/i.test(key), depth + 1)),
  ];
}

/** Values as `helm --set` takes them: `a.b\.c=d`. */
export function valuesOfParameters(parameters: readonly Record<string, unknown>[]): Record<string, unknown> {
  return parameters.filter(({ name }) => IS_OF_ACCOUNT.test(String(name))).slice(0, MOST_PARAMETERS).reduce((values, { name, value }) => {
    const keys = String(name).split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
    return keys.length > MOST_LEVELS + 2 ? values : withValue(values, keys, value);
  }, {});
}

function withValue(values: Record<string, unknown>, [key, ...deeper]: readonly string[], value: unknown): Record<string, unknown> {
  const own = Object.hasOwn(values, key) ? values[key] : undefined;
  return Object.fromEntries([...Object.entries(values), [key, deeper.length === 0 ? value : withValue(mapOf(own), deeper, value)]]);
}
