import type { IConstruct } from 'constructs';
import { Validations } from './cdk';
import { isObject } from './plain-object';

/**
 * The reason with which somebody acknowledged an id on a construct or above it (`Validations.of(…).acknowledge({ id, reason })`).
 * An acknowledgement without a reason is none.
 */
export function acknowledgedReason(construct: IConstruct, id: string): string | undefined {
  for (const scope of construct.node.scopes) {
    for (const { type, data } of scope.node.metadata) {
      if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && isObject(data)) {
        const [, reason] = Object.entries(data).find(([key]) => withoutPrefix(key) === id) ?? [];
        if (typeof reason === 'string' && reason.trim() !== '') {
          return reason;
        }
      }
    }
  }
  return undefined;
}

/** CDK writes `annotation::` or `Annotation::` before an id that names no plugin. */
function withoutPrefix(key: string): string {
  return key.replace(/^annotation::/i, '');
}
