import { renderedName, renderedText } from './rendered-text';
import type { InventoryServiceAccount, WrittenAnnotation } from './service-account';
import { mapOf } from '../core/plain-object';
import { AUDIENCE_ANNOTATION, ROLE_ARN_ANNOTATION } from '../core/webhook-annotations';
import { unknownPart } from '../iam/partial-text';

/** What stands for the namespace of an object that names none, and is applied with a command or a tool that does. */
export const GIVEN_NAMESPACE = unknownPart('namespace');

/** Annotations that may have been meant for EKS. */
const LOOKS_MEANT = /eks|iam|role|arn/i;

/**
 * The ServiceAccounts among the objects of a manifest, those of a `List` included.
 *
 * @param otherwise the namespace of objects that name none
 */
export function serviceAccountsIn(objects: unknown, at: string, otherwise = 'default'): InventoryServiceAccount[] {
  return [objects].flat(1).flatMap((object): InventoryServiceAccount[] => {
    const { kind, metadata, items } = mapOf(object);
    if (/List$/.test(String(kind)) && Array.isArray(items)) {
      return items.flatMap((item) => serviceAccountsIn(/List$/.test(String(mapOf(item).kind)) ? undefined : item, at, otherwise));
    }
    const { name, namespace } = mapOf(metadata);
    if (!isServiceAccount(object) || !isName(name) || !(isName(namespace) || (namespace ?? undefined) === undefined)) {
      return [];
    }
    const given = isName(namespace) && namespace !== '' ? renderedName(String(namespace)) : otherwise;
    return [{ at, name: renderedName(String(name)), namespace: given, ...fromAnnotations(object) }];
  });
}

/** Not one of the other clouds, of which operators have resources of the same kind. */
function isServiceAccount(object: unknown): boolean {
  const { apiVersion = 'v1', kind } = mapOf(object);
  return kind === 'ServiceAccount' && !String(apiVersion).includes('/');
}

/** Of YAML, a name that is written without quotes may be a number. */
function isName(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function fromAnnotations(object: unknown): Pick<InventoryServiceAccount, 'roleArn' | 'audience' | 'annotations'> {
  const { metadata, ...beside } = mapOf(object);
  const { annotations, labels, ...besideAnnotations } = mapOf(metadata);
  const { [ROLE_ARN_ANNOTATION]: roleArn, [AUDIENCE_ANNOTATION]: audience } = mapOf(annotations);
  const written = [
    ...entriesOf('metadata.annotations', annotations).filter(({ key, value }) => typeof value !== 'string' || ![ROLE_ARN_ANNOTATION, AUDIENCE_ANNOTATION].includes(key)),
    ...[entriesOf('metadata.labels', labels), entriesOf('metadata', besideAnnotations), entriesOf('the ServiceAccount itself', beside)]
      .flatMap((entries) => entries.filter(({ key }) => key.startsWith('eks.'))),
    ...entriesOf('annotations', beside.annotations),
    ...typeof roleArn === 'string' ? [] : [nestedIn('metadata.annotations', annotations), nestedIn('metadata', besideAnnotations), nestedIn('', beside)].flat()
      .filter(({ in: place }) => !['metadata.labels', 'annotations'].includes(place)),
  ];
  return {
    roleArn: typeof roleArn === 'string' ? renderedText(roleArn) : undefined,
    ...typeof audience === 'string' ? { audience: renderedText(audience) } : {},
    ...written.length > 0 ? { annotations: written } : {},
  };
}

function entriesOf(place: string, map: unknown): WrittenAnnotation[] {
  return Object.entries(mapOf(map)).filter(([key]) => LOOKS_MEANT.test(key)).map(([key, value]) => ({ in: place, key, value }));
}

/** As deep as a key is mistaken by indentation. */
const MOST_NESTED = 4;

/** Entries for a role in the maps and lists below a map, where somebody put them by mistake. */
function nestedIn(place: string, value: unknown, depth = 0): WrittenAnnotation[] {
  return depth === MOST_NESTED || value === null || typeof value !== 'object' ? [] : Object.entries(value).flatMap(([key, item]) => {
    const path = Array.isArray(value) ? `a list at ${place}` : [place, key].filter((part) => part !== '').join('.');
    const own = depth === 0 && !Array.isArray(value) ? [] : [{ in: place, key, value: item as unknown }].filter(isMeantForRole);
    return key === 'managedFields' ? [] : [...own, ...nestedIn(path, item, depth + 1)];
  });
}

function isMeantForRole({ key, value }: WrittenAnnotation): boolean {
  return key.startsWith('eks.') || (typeof value === 'string' && /^arn:[\w-]*:iam:.*\brole\//.test(value));
}
