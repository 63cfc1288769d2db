import { POLICY_FILE } from './permission-keys';
import type { PolicyFileEntry } from './permission-keys';
import { isObject } from '../../../core/plain-object';
import { nearest } from '../../../core/text';
import type { Reading } from '../reading';
import { BUNDLE_AGAIN } from '../types/bundle-type';
import type { BundleEntry } from '../types/bundle-type';
import type { Filling } from '../types/filling';
import type { Incomplete } from '../types/incomplete';
import { list } from '../types/list-type';
import { ValueType } from '../types/value-type';
import type { JsonSchema } from '../types/value-type';

/** A part of a session policy: a bundle, or a policy file. */
export type SessionPolicyPart = BundleEntry | PolicyFileEntry;

class SessionPolicyPartType extends ValueType<SessionPolicyPart> {
  public schema(): JsonSchema {
    return { anyOf: [BUNDLE_AGAIN.schema(), POLICY_FILE.schema()] };
  }

  public read(value: unknown, reading: Reading): Incomplete<SessionPolicyPart> | undefined {
    if (isObject(value) && value.id !== undefined && value.file !== undefined) {
      return reading.wrong('must have the id of a bundle or a policy "file", got both: make it two entries');
    }
    // A key that is nearly "file" is a misspelt one.
    const isOfFile = isObject(value) && value.id === undefined && nearest('file', Object.keys(value)) !== undefined;
    return isOfFile ? POLICY_FILE.read(value, reading) : BUNDLE_AGAIN.read(value, reading);
  }

  public override fill<V>(value: V, filling: Filling): V | undefined {
    return isFile(value as Incomplete<SessionPolicyPart>) ? POLICY_FILE.fill(value, filling) : BUNDLE_AGAIN.fill(value, filling);
  }
}

/** Whether a part is a policy file. */
export function isFile(part: Incomplete<SessionPolicyPart>): part is Incomplete<PolicyFileEntry> {
  return !('id' in part);
}

/** `sessionPolicy` of a workload's associations. */
export const SESSION_POLICY = list(new SessionPolicyPartType(),
  'The most that the pods may do, as bundles and policy files (`file: …`): of what the role may do, or with a target role of what that may do, in its account. ' +
  'At most 2,048 characters. Needs disableSessionTags: true. Default: what the role may do.', { mainKey: 'id' });
