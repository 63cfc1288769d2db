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
    if (kind !== 'ServiceAccount' || typeof name !== 'string' || !['string', 'undefined'].includes(typeof (namespace ?? undefined))) {
      return [];
    }
    const isGiven = typeof namespace === 'string' && namespace !== '';
    return [{ at, name: renderedName(name), namespace: isGiven ? renderedName(namespace) : otherwise, ...fromAnnotations(object) }];
  });
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
