import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { Validations } from 'aws-cdk-lib/core';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { literalCluster, newStack, podIdentityCluster, subject, validationErrors } from '../support';

const POD_IDENTITY = { podIdentity: { clusters: [podIdentityCluster()] } };
const errorsOf = (...roles: object[]) => {
  const stack = newStack();
  roles.forEach((props, n) => new ServiceAccountRole(stack, `Role${n}`, { serviceAccounts: [subject()], ...props }));
  return validationErrors(stack);
};
const TWO = '[Stack/Role1] a service account must be bound to one role of a cluster, since it has one association with a role, but default/web of cluster-1 ' +
  'is bound to "Stack/Role0" as well: give all its permissions to one role, or use another service account; if its pods become this role ' +
  'in another way than by the annotation (an SDK profile with role_arn), acknowledge "cdk-irsa:unannotatedRole[default/web]" on the role';

test('a service account has one association in a cluster', () => {
  expect(errorsOf(POD_IDENTITY, POD_IDENTITY)).toEqual([TWO]);
  expect(errorsOf({ clusters: [literalCluster()], ...POD_IDENTITY }, { clusters: [literalCluster()], ...POD_IDENTITY })).toEqual([TWO]);
});

test('other clusters and other service accounts are left alone', () => {
  expect(errorsOf(POD_IDENTITY, { podIdentity: { clusters: [podIdentityCluster(2)] } }, { ...POD_IDENTITY, serviceAccounts: [subject('api')] })).toEqual([]);
});

test('the role that the association is not for is acknowledged', () => {
  const stack = newStack();
  const [, other] = [0, 1].map((n) => new ServiceAccountRole(stack, `Role${n}`, { serviceAccounts: [subject()], ...POD_IDENTITY }));
  Validations.of(other).acknowledge({ id: 'cdk-irsa:unannotatedRole[default/web]', reason: 'its pods assume it by an SDK profile' });
  expect(validationErrors(stack)).toEqual([]);
});

test('beside a service account that aws-eks-v2 creates with EKS Pod Identity', () => {
  const stack = newStack();
  const cluster = eksv2.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'cluster-1', kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', { serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:k' }),
  });
  cluster.addServiceAccount('Theirs', { name: 'web', identityType: eksv2.IdentityType.POD_IDENTITY });
  new ServiceAccountRole(stack, 'Web', { serviceAccounts: [subject()], podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)] } });
  expect(validationErrors(stack)).toEqual([expect.stringContaining(
    'since it has one association with a role, but default/web of cluster-1 is created by "Stack/Cluster/Theirs" (addServiceAccount) with a role of its own as well')]);
  new ServiceAccountRole(stack, 'Named', { serviceAccounts: [subject()], podIdentity: { clusters: [podIdentityCluster()] } });
  expect(validationErrors(stack)).toHaveLength(3);
});

test('beside an association that the app creates itself', () => {
  const stack = newStack();
  const role = new ServiceAccountRole(stack, 'Web', { serviceAccounts: [subject()], ...POD_IDENTITY });
  new PodIdentityAssociations(stack, 'Own', { role });
  const theirs = (id: string, clusterName: string, serviceAccount = 'web') => new CfnPodIdentityAssociation(stack, id, { clusterName, namespace: 'default', serviceAccount, roleArn: role.roleArn });
  theirs('OtherCluster', 'cluster-2');
  theirs('OtherAccount', 'cluster-1', 'api');
  theirs('Theirs', 'cluster-1');
  expect(validationErrors(stack)).toEqual([expect.stringContaining('[Stack/Web] a service account must have one association in a cluster, but default/web of cluster-1 has one by "Stack/Theirs" as well, which EKS refuses: leave that out, and use PodIdentityAssociations')]);
});
