import type { InventoryServiceAccount } from './service-account';
import { mapOf } from '../core/plain-object';
import { ROLE_ARN_ANNOTATION } from '../core/webhook-annotations';

/** The ServiceAccounts among the objects of a manifest, those of a `List` included. */
export function serviceAccountsIn(objects: unknown, at: string): InventoryServiceAccount[] {
  return [objects].flat(1).flatMap((object): InventoryServiceAccount[] => {
    const { kind, metadata, items } = mapOf(object);
    const { name, namespace = 'default', annotations } = mapOf(metadata);
    if (/List$/.test(String(kind)) && Array.isArray(items)) {
      return items.flatMap((item) => serviceAccountsIn(/List$/.test(String(mapOf(item).kind)) ? undefined : item, at));
    }
    const roleArn = mapOf(annotations)[ROLE_ARN_ANNOTATION];
    return kind === 'ServiceAccount' && typeof name === 'string' && typeof namespace === 'string'
      ? [{ at, name, namespace, roleArn: typeof roleArn === 'string' ? roleArn : undefined }] : [];
  });
}
