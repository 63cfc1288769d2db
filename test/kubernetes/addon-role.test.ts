import { Template } from 'aws-cdk-lib/assertions';
import { Addon, CfnAddon, Cluster } from 'aws-cdk-lib/aws-eks';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { ACCOUNT, accounts, issuer, production, roleIn, stackIn } from './fixture';
import { EbsCsiBundle } from '../../lib/bundles/catalogue';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { AddonRole } from '../../lib/kubernetes/addon-role';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';

const inEks = PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: 'eu-central-1', clusterName: 'production' });
const podIdentity = { clusters: [inEks] };
const serviceAccounts = accounts('kube-system/ebs-csi-controller-sa');
const driver = (stack: Stack, id = 'Driver') => new CfnAddon(stack, id, { addonName: 'aws-ebs-csi-driver', clusterName: 'production' });
const ebsRole = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}) => roleIn(stack, 'Ebs', { serviceAccounts, ...props });
const addOnsIn = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::EKS::Addon'));
const ARN = `arn:aws:iam::${ACCOUNT}:role/k8s-main/Ebs`;

test('by IRSA it is the role of the service account, after the role and its policies', () => {
  const stack = stackIn();
  const role = ebsRole(stack, { bundles: [EbsCsiBundle.driver({ clusterNames: ['production'] })] });
  AddonRole.applyTo(driver(stack), role);
  const [{ Properties, DependsOn }] = addOnsIn(stack);
  expect(Properties).toEqual({ AddonName: 'aws-ebs-csi-driver', ClusterName: 'production', ServiceAccountRoleArn: ARN });
  expect(DependsOn).toEqual([stack.getLogicalId(role.node.defaultChild as never)]);
});

test('a role without a name, and an Addon of CDK', () => {
  const stack = stackIn();
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'production' });
  const role = ebsRole(stack, { roleName: undefined, path: undefined });
  AddonRole.applyTo(new Addon(stack, 'Driver', { cluster, addonName: 'aws-ebs-csi-driver' }), role);
  expect(addOnsIn(stack)[0].Properties.ServiceAccountRoleArn).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(role.node.defaultChild as never), 'Arn'] });
});

test('by EKS Pod Identity the add-on owns the association, and none is made beside it', () => {
  const stack = stackIn();
  const role = ebsRole(stack, { clusters: [], podIdentity });
  AddonRole.applyTo(driver(stack), role);
  expect(addOnsIn(stack)[0].Properties).toEqual({
    AddonName: 'aws-ebs-csi-driver', ClusterName: 'production', PodIdentityAssociations: [{ ServiceAccount: 'ebs-csi-controller-sa', RoleArn: ARN }],
  });
  expect(() => new PodIdentityAssociations(stack, 'Associations', { role })).toThrow('a service account must have one association in a cluster');
});

test('both ways at once, and associations of others stay', () => {
  const stack = stackIn();
  const addon = driver(stack);
  addon.podIdentityAssociations = [{ serviceAccount: 'other', roleArn: 'x' }];
  AddonRole.applyTo(addon, ebsRole(stack, { podIdentity }), { cluster: production });
  expect(addOnsIn(stack)[0].Properties).toMatchObject({ ServiceAccountRoleArn: ARN, PodIdentityAssociations: [{ ServiceAccount: 'other' }, { RoleArn: ARN }] });
});

test('an add-on in another stack waits for the stack of the role', () => {
  const app = new App();
  const [roles, cluster] = [stackIn(app, 'Roles'), stackIn(app, 'Cluster')];
  AddonRole.applyTo(driver(cluster), ebsRole(roles));
  app.synth();
  expect(cluster.dependencies).toContain(roles);
});

test.each<[string, (stack: Stack) => void, string]>([
  ['something else', (stack) => AddonRole.applyTo(new Bucket(stack, 'Bucket'), ebsRole(stack)), 'addon must be an eks.Addon or an eks.CfnAddon that the app creates, got "Stack/Bucket"'],
  ['an imported add-on', (stack) => AddonRole.applyTo(Addon.fromAddonAttributes(stack, 'A', { addonName: 'a', clusterName: 'b' }), ebsRole(stack)), 'addon must be an eks.Addon'],
  ['a second role', (stack) => {
    const addon = driver(stack);
    AddonRole.applyTo(addon, ebsRole(stack));
    AddonRole.applyTo(addon, roleIn(stack, 'Other', { serviceAccounts }));
  }, 'the add-on "Stack/Driver" must be given one role by IRSA, got a second'],
  ['another add-on than that of the bundles', (stack) => AddonRole.applyTo(new CfnAddon(stack, 'A', { addonName: 'aws-efs-csi-driver', clusterName: 'c' }),
    ebsRole(stack, { bundles: [EbsCsiBundle.driver({ clusterNames: ['production'] })] })), 'addonName must be the add-on that the bundles are for (aws-ebs-csi-driver), got "aws-efs-csi-driver"'],
  ['another cluster', (stack) => AddonRole.applyTo(driver(stack), ebsRole(stack), { cluster: issuer(9) }), 'cluster must be one that the role "Stack/Ebs" trusts'],
  ['a wrong option', (stack) => AddonRole.applyTo(driver(stack), ebsRole(stack), { namespace: 7 as never }), 'namespace must be text'],
])('%s is refused', (_, run, message) => expect(() => run(stackIn())).toThrow(message));
