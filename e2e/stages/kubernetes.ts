import { join } from 'node:path';
import type { Checks } from '../support/checks';
import type { KubernetesObject } from '../support/kubernetes-objects';
import { faultsOf, objectsIn } from '../support/kubernetes-objects';
import type { RoleState } from '../support/role-state';

const ANNOTATION = 'eks.amazonaws.com/role-arn';

/** The manifests and check pods in a folder `irsa`: objects of Kubernetes, for the roles that were deployed. */
export function checkKubernetesObjects(checks: Checks, prefix: string, folder: string, deployed: readonly RoleState[]): void {
  const manifests = objectsIn(join(folder, 'manifests'));
  const pods = objectsIn(join(folder, 'check-pods'));
  checks.none(`${prefix}manifests are objects of Kubernetes`, manifests.flatMap(faultsOf), kindsOf(manifests));
  checks.none(`${prefix}check pods are objects of Kubernetes`, pods.flatMap(faultsOf), kindsOf(pods));
  const faulty = { ...pods[0], spec: { ...pods[0].spec, restartPolicy: 'Perhaps' } };
  checks.matches(`${prefix}a check pod with a fault is none`, faultsOf(faulty).join(), /restartPolicy must be equal to one of the allowed values/);

  const accounts = manifests.filter(({ kind }) => kind === 'ServiceAccount');
  const wrong = accounts.flatMap(({ metadata: { name, namespace, annotations = {} } }) => {
    const role = deployed.find(({ arn }) => arn === annotations[ANNOTATION]);
    const subject = `system:serviceaccount:${namespace}:${name}`;
    return !role ? [`${namespace}/${name} is annotated with ${annotations[ANNOTATION]}, which is no role`]
      : JSON.stringify(role.trust).includes(`"${subject}"`) ? [] : [`${role.arn} does not trust ${subject}`];
  });
  checks.none(`${prefix}service accounts are annotated with the ARNs of roles that trust them`, wrong, `${accounts.length} service accounts`);

  // STS names the sessions of a role without the role's path.
  const sessions = new Set(deployed.map(({ arn, name }) => `arn:aws:sts::${arn.split(':')[4]}:assumed-role/${name}/`));
  const expected = pods.map(({ spec }) => (spec.containers[0].env as { name: string; value: string }[]).find(({ name }) => name === 'EXPECTED_SESSION')!.value);
  checks.none(`${prefix}check pods expect the sessions of deployed roles`, expected.filter((session) => !sessions.has(session)), `${expected.length} pods`);
}

function kindsOf(objects: readonly KubernetesObject[]): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => `${objects.filter((object) => object.kind === kind).length} ${kind}`).join(', ');
}
