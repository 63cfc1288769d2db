import { serviceAccountsIn } from './kubernetes-objects';
import { objectsInText } from './manifest-text';
import type { InventoryServiceAccount } from './service-account';
import { isObject, mapOf } from '../core/plain-object';
import { unknownPart } from '../iam/partial-text';

const IS_OF_ACCOUNT = /service-?accounts?/i;
const MOST_PARAMETERS = 1_000;
const MOST_CHARACTERS = 10_000;

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

/** As charts call what is an account's: `serviceAccount`, `serviceAccounts`, `serviceAccountAgent`. */
const ACCOUNT_KEY = /service-?account/i;
const ANNOTATIONS_KEY = /service-?account-?annotations$/i;

function mapsOfAccounts(value: unknown, isOfAccount: boolean, depth: number): Record<string, unknown>[] {
  if (!isObject(value) || depth > MOST_LEVELS) {
    return [];
  }
  const annotations = isOfAccount ? annotationsIn(value) : undefined;
  return [
    ...annotations === undefined ? [] : [{ ...value, annotations }],
    ...Object.entries(value).flatMap(([key, item]) => key === 'annotations' ? []
      : ANNOTATIONS_KEY.test(key) ? besideName(value, annotationsOf(item))
        : mapsOfAccounts(item, isOfAccount || ACCOUNT_KEY.test(key), depth + 1)),
  ];
}

/** Of charts that have the annotations and the name of an account beside each other. */
function besideName(values: Record<string, unknown>, annotations: unknown): Record<string, unknown>[] {
  const { serviceAccount, serviceAccountName: name = serviceAccount } = values;
  return annotations === undefined ? [] : [{ name: typeof name === 'string' ? name : undefined, annotations }];
}

function annotationsIn({ annotations, customAnnotations }: Record<string, unknown>): Record<string, unknown> | undefined {
  const [own, more] = [annotationsOf(annotations), annotationsOf(customAnnotations)];
  return own === undefined && more === undefined ? undefined : { ...own, ...more };
}

/** A map, or text that is one in YAML, as some charts take it. */
function annotationsOf(value: unknown): Record<string, unknown> | undefined {
  const [first] = typeof value === 'string' && value.length < MOST_CHARACTERS ? objectsInText(value) : [value];
  return isObject(first) ? first : undefined;
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
