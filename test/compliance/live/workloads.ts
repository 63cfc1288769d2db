import { ACCOUNT, arnOf, association, pod, role, serviceAccount, trust } from './dump';
import type { Dump } from './dump';

/** The annotation with a role. */
export const KEY = 'eks.amazonaws.com/role-arn';

/** A trust of the pods of a namespace. */
export const podsTrust = (namespace: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': namespace, 'aws:SourceAccount': ACCOUNT } } }],
});

/** An object with more in it. */
export const more = (item: { readonly metadata: object; readonly spec?: object }, metadata: object, spec: object = {}) => ({ ...item, metadata: { ...item.metadata, ...metadata }, spec: { ...item.spec, ...spec } }) as any;

/** A service account with a role of its own, and a pod that has it. */
export function workload(given: Dump, name: string, options: Parameters<typeof pod>[1] = {}, namespace = 'batch'): void {
  given.serviceAccounts.push(serviceAccount(name, { [KEY]: arnOf(name) }, namespace));
  given.roles.push(role(name, trust(`system:serviceaccount:${namespace}:${name}`)));
  given.pods.push(pod(`${name}-1`, { account: name, namespace, role: arnOf(name), workload: name, ...options }));
}

/** The same by an association. */
export function associated(given: Dump, name: string, options: Parameters<typeof pod>[1] = {}, namespace = 'batch'): void {
  given.serviceAccounts.push(serviceAccount(name, {}, namespace));
  given.roles.push(role(name, podsTrust(namespace)));
  given.associations.push(association(name, { namespace }));
  given.pods.push(pod(`${name}-1`, { account: name, namespace, hasPodIdentity: true, workload: name, ...options }));
}
