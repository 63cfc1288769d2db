import { show } from '../core/text';

/** A service account, perhaps of one cluster only. */
export interface ServiceAccountName {
  /** The name of a cluster in `index.json`, in EKS, or its issuer. */
  readonly cluster?: string;
  readonly namespace: string;
  readonly name: string;
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Reads `[CLUSTER/]NAMESPACE/ACCOUNT` or `system:serviceaccount:NAMESPACE:ACCOUNT`.
 *
 * @throws an error of one sentence without its subject
 */
export function serviceAccountName(text: string): ServiceAccountName {
  const subject = /^system:serviceaccount:([^:/]*):([^:/]*)$/.exec(text);
  const parts = text.split('/');
  const [namespace = '', name = ''] = subject === null ? parts.slice(-2) : subject.slice(1);
  const cluster = subject === null ? parts.slice(0, -2).join('/') : '';
  if (!LABEL.test(namespace) || !SUBDOMAIN.test(name) || (subject === null && (parts.length < 2 || (parts.length > 2 && cluster === '')))) {
    throw new Error(`must be a service account, got ${show(text)}: write [CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT`);
  }
  return { ...cluster === '' ? {} : { cluster }, namespace, name };
}
