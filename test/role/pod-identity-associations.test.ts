import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Stack, Token, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { claimAssociation } from '../../lib/role/associate';
import { PodIdentityAssociations } from '../../lib/role/pod-identity-associations';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, literalCluster, messageOf, newStack, podIdentityCluster, REGION, subject } from '../support';

const env = { account: ACCOUNT, region: REGION };
const roleIn = (stack: Stack, props: object = {}, id = 'Web') => new ServiceAccountRole(stack, id, {
  podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject()], ...props,
});
const associationsIn = (stack: Stack): any[] => Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation'));

test('one for each service account of each cluster, after the role and its policies', () => {
  const stack = newStack();
  const role = roleIn(stack, { podIdentity: { clusters: [podIdentityCluster(), podIdentityCluster(2)] }, serviceAccounts: [subject(), subject('api', 'shop')] });
  new Queue(stack, 'Queue').grantSendMessages(role);
  const { associations } = new PodIdentityAssociations(stack, 'Associations', { role });
  expect(associations).toHaveLength(4);
  const found = associationsIn(stack);
  expect(found.map(({ Properties: { ClusterName, Namespace, ServiceAccount } }) => [ClusterName, Namespace, ServiceAccount])).toEqual([
    ['cluster-1', 'default', 'web'], ['cluster-1', 'shop', 'api'], ['cluster-2', 'default', 'web'], ['cluster-2', 'shop', 'api'],
  ]);
  expect(found[0].Properties.RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Web/), 'Arn'] });
  expect(found[0].DependsOn).toEqual([expect.stringMatching(/^WebDefaultPolicy/), expect.stringMatching(/^Web[0-9A-F]{8}$/)]);
});

test('logical ids follow cluster, namespace and name', () => {
  const stack = newStack();
  const other = roleIn(stack, { serviceAccounts: [subject('api', 'shop'), subject()] });
  new PodIdentityAssociations(stack, 'Associations', { role: other });
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation'))).toEqual([
    'Associationscluster1shopapi1CCEA93B', 'Associationscluster1defaultweb0C07FAB6',
  ]);
});

test('in another stack the ARN is text, and the stack waits', () => {
  const app = new App();
  const role = roleIn(new Stack(app, 'Roles', { env: { ...env, region: 'us-east-1' } }), { roleName: 'web' });
  const stack = new Stack(app, 'Associations', { env });
  new PodIdentityAssociations(stack, 'Web', { role });
  expect(associationsIn(stack)[0].Properties.RoleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/web`);
  expect(stack.dependencies.map(({ node }) => node.id)).toEqual(['Roles']);
});

test('patterns and service accounts that become the role in another way have none', () => {
  const stack = newStack();
  const role = roleIn(stack, {
    serviceAccounts: [subject(), subject('api'), ServiceAccountSubject.pattern('ci', 'run-*', { reason: 'the controller generates a name for each' })],
  });
  Validations.of(role).acknowledge({ id: 'cdk-irsa:unannotatedRole[default/api]', reason: 'its pods assume it by an SDK profile' });
  new PodIdentityAssociations(stack, 'Associations', { role });
  expect(associationsIn(stack)).toHaveLength(1);
  Validations.of(role).acknowledge({ id: 'cdk-irsa:unannotatedRole[default/web]', reason: 'its pods assume it by an SDK profile' });
  expect(stack.node.findChild('Associations').node.validate()).toEqual(['"cdk-irsa:unannotatedRole[default/web]" must be acknowledged on the role "Stack/Web" before its associations are created']);
});

describe('a cluster of the app', () => {
  const NODES = { version: eksv2.KubernetesVersion.V1_32, defaultCapacityType: eksv2.DefaultCapacityType.NODEGROUP, defaultCapacity: 0 };
  const agents = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::EKS::Addon')).map(({ Properties }) => Properties.AddonName as string);

  test.each<[string, string[], object, boolean | undefined]>([
    ['gets the agent, once', ['eks-pod-identity-agent'], NODES, undefined],
    ['in EKS Auto Mode has it anyway', [], { version: eksv2.KubernetesVersion.V1_32 }, true],
    ['keeps its own way where it is asked to', [], NODES, false],
  ])('%s', (_, expected, props, installAgent) => {
    const stack = newStack();
    const cluster = new eksv2.Cluster(stack, 'Cluster', props as eksv2.ClusterProps);
    ['Web', 'Api'].forEach((id) => {
      const role = roleIn(stack, { podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)] }, serviceAccounts: [subject(id.toLowerCase())] }, id);
      new PodIdentityAssociations(stack, `${id}Associations`, { role, installAgent });
    });
    expect(agents(stack)).toEqual(expected);
    expect(associationsIn(stack)[0].Properties.ClusterName).toEqual({ Ref: expect.stringMatching(/^Cluster/) });
  });

  test('with a name that is written out is waited for', () => {
    const app = new App();
    const eksStack = new Stack(app, 'Eks', { env });
    const cluster = PodIdentityCluster.fromClusterV2(new eksv2.Cluster(eksStack, 'Cluster', { ...NODES, clusterName: 'production' }));
    const stack = new Stack(app, 'Stack', { env });
    new PodIdentityAssociations(stack, 'Associations', { role: roleIn(stack, { podIdentity: { clusters: [cluster] } }) });
    expect(associationsIn(stack)[0].Properties.ClusterName).toBe('production');
    expect(stack.dependencies).toEqual([eksStack]);
  });

  test('that is imported is left as it is', () => {
    const stack = newStack();
    const cluster = PodIdentityCluster.fromCluster(eks.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'production' }));
    new PodIdentityAssociations(stack, 'Associations', { role: roleIn(stack, { podIdentity: { clusters: [cluster] } }) });
    expect(agents(stack)).toEqual([]);
  });
});

describe('is refused', () => {
  const inUs = PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: 'us-east-1', clusterName: 'us' });
  test.each<[string, object, object, string]>([
    ['a role of IRSA alone', { podIdentity: undefined, clusters: [literalCluster()] }, {}, '[Stack/A] role must have podIdentity.clusters, got "Stack/Web", a role of IRSA alone'],
    ['another cluster', {}, { clusters: [podIdentityCluster(2)] }, '[Stack/A] clusters must be those of the role "Stack/Web" (cluster-1), got "cluster-2"'],
    ['a cluster of another region', { podIdentity: { clusters: [inUs, podIdentityCluster()] } }, { clusters: [inUs] },
      '[Stack/A] clusters must be in the region of the stack, eu-central-1, got us in us-east-1: an association is a resource of its cluster\'s region, so create them in a stack there'],
    ['no cluster of the region', { podIdentity: { clusters: [inUs] } }, {}, 'got us in us-east-1'],
    ['a stack of another account', {}, { in: '444455556666' },
      '[Other/A] clusters must be in the account of the stack, 444455556666, got cluster-1 in 111122223333: an association is a resource of its cluster\'s account, so create them in a stack there'],
    ['patterns only', { serviceAccounts: [ServiceAccountSubject.pattern('ci', 'run-*', { reason: 'the controller generates a name for each' })] }, {},
      'must have a service account that can have an association, got only patterns (ci/run-*): EKS associates service accounts by name'],
    ['no role', {}, { role: {} }, '[Stack/A] role must be a ServiceAccountRole, or what ServiceAccountRole.fromRole gives, got {}'],
  ])('%s', (_, roleProps, { in: account, ...props }: { readonly in?: string }, message) => {
    const stack = newStack();
    const role = roleIn(stack, roleProps);
    const scope = account === undefined ? stack : new Stack(stack.node.root as App, 'Other', { env: { account, region: REGION } });
    expect(messageOf(() => new PodIdentityAssociations(scope, 'A', { role, ...props }))).toContain(message);
  });

  test('a second association of a service account', () => {
    const stack = newStack();
    const role = roleIn(stack);
    new PodIdentityAssociations(stack, 'A', { role });
    expect(messageOf(() => new PodIdentityAssociations(stack, 'B', { role }))).toBe(
      'a service account must have one association in a cluster, but default/web of cluster-1 has one by "Stack/A" already');
  });

  test('more than a cluster has room for', () => {
    const stack = newStack();
    const claim = (owner: Construct, from: number, to: number) => {
      for (let n = from; n < to; n++) {
        claimAssociation(owner, podIdentityCluster(), subject(`a${n}`));
      }
      return owner.node.validate();
    };
    expect(claim(new Construct(stack, 'A'), 0, 5_000)).toEqual([]);
    expect(claim(new Construct(stack, 'B'), 5_000, 5_004)).toEqual([
      'a cluster must have at most 5,000 EKS Pod Identity associations, which AWS does not raise, got 5,004 associations for cluster-1: leave the others to IRSA, or spread the workloads over more clusters',
    ]);
  });
});

test('deploy-time names have associations too', () => {
  const stack = newStack();
  const name = Token.asString({ Ref: 'Name' });
  new PodIdentityAssociations(stack, 'A', { role: roleIn(stack, { serviceAccounts: [ServiceAccountSubject.of('shop', name)] }) });
  expect(associationsIn(stack)[0].Properties.ServiceAccount).toEqual({ Ref: 'Name' });
});
