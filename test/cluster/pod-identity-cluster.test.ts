import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Aws, CfnParameter, Stack, Stage, Token } from 'aws-cdk-lib/core';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, onlyRole, podIdentityCluster, REGION, subject } from '../support';

const ARN = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/production`;
const attributes = { account: ACCOUNT, region: REGION, clusterName: 'production' };
const from = (changed: object) => PodIdentityCluster.fromClusterAttributes({ ...attributes, ...changed });
const env = { account: ACCOUNT, region: REGION };

describe('by attributes or ARN', () => {
  test('has its ARN, and its name in EKS as its name', () => {
    for (const cluster of [from({}), PodIdentityCluster.fromClusterArn(ARN)]) {
      expect(cluster).toMatchObject({ ...attributes, clusterArn: ARN, displayName: 'production' });
      expect(`${cluster}`).toBe(ARN);
    }
    expect(from({ displayName: 'blue' })).toMatchObject({ clusterArn: ARN, displayName: 'blue' });
  });

  test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['eusc-de-east-1', 'aws-eusc']])('in %s is of partition %s', (region, partition) => {
    expect(from({ region }).clusterArn).toBe(`arn:${partition}:eks:${region}:${ACCOUNT}:cluster/production`);
  });

  test.each([
    [{ account: '1234' }, 'account must be an AWS account id (12 digits, in quotes in YAML), got "1234"'],
    [{ region: 'eu-central-1a' }, 'region must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"'],
    [{ clusterName: ARN }, `clusterName must be the name of a cluster in EKS (1 to 100 letters, digits, '-' and '_', beginning with a letter or digit), got "${ARN}": this is the cluster's ARN; write its name, "production"`],
    [{ clusterName: '*' }, 'clusterName must be the name of a cluster in EKS'],
    [{ clusterName: undefined }, 'clusterName must be text, got none'],
  ])('%j is refused', (changed, message) => {
    expect(messageOf(() => from(changed))).toContain(message);
  });

  test.each([
    'arn:aws:eks:eu-central-1:111122223333:nodegroup/production', 'arn:aws:ecs:eu-central-1:111122223333:cluster/production',
    'arn:aws-cn:eks:eu-central-1:111122223333:cluster/production', 'production',
  ])('%s is no ARN of a cluster', (arn) => {
    expect(messageOf(() => PodIdentityCluster.fromClusterArn(arn))).toBe(
      `clusterArn must be the literal ARN of an EKS cluster (arn:<partition>:eks:<region>:<account>:cluster/<name>), got "${arn}"`);
  });

  test('an ARN known at deploy time only is refused with the way out', () => {
    expect(messageOf(() => PodIdentityCluster.fromClusterArn(new CfnParameter(newStack(), 'Arn').valueAsString)))
      .toMatch(/, got .*: use PodIdentityCluster\.fromClusterAttributes$/);
  });

  test('deploy-time values stand in the ARN', () => {
    const cluster = from({ account: Aws.ACCOUNT_ID, region: Aws.REGION });
    expect(new Stack().resolve(cluster.clusterArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':eks:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':cluster/production']],
    });
    expect(`${cluster}`).toBe('the cluster production (known at deploy time)');
  });
});

describe('by construct', () => {
  test('a name that is written out makes a literal ARN, which another stack needs no export for', () => {
    const app = new App();
    const cluster = new eksv2.Cluster(new Stack(app, 'Eks', { env }), 'Cluster', { version: eksv2.KubernetesVersion.V1_32, clusterName: 'production' });
    expect(PodIdentityCluster.fromClusterV2(cluster)).toMatchObject({ clusterArn: ARN, displayName: 'production', ...attributes });
  });

  test('a name that CloudFormation generates is a deploy-time value', () => {
    const stack = newStack();
    const cluster = PodIdentityCluster.fromClusterV2(new eksv2.Cluster(stack, 'Cluster', { version: eksv2.KubernetesVersion.V1_32 }));
    expect(Token.isUnresolved(cluster.clusterName)).toBe(true);
    expect(cluster.displayName).toBe('Stack-Cluster');
    expect(stack.resolve(cluster.clusterArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] });
  });

  test('an imported one needs no OIDC provider', () => {
    const cluster = eks.Cluster.fromClusterAttributes(newStack(), 'Cluster', { clusterName: 'production' });
    expect(PodIdentityCluster.fromCluster(cluster)).toMatchObject({ clusterArn: ARN, displayName: 'production' });
    expect(PodIdentityCluster.fromCluster(cluster, { displayName: 'blue' }).displayName).toBe('blue');
  });

  test('of another Stage, with a name that is not known, is refused', () => {
    const app = new App();
    const cluster = new eksv2.Cluster(new Stack(new Stage(app, 'One', { env }), 'Eks'), 'Cluster', { version: eksv2.KubernetesVersion.V1_32 });
    const stack = new Stack(new Stage(app, 'Two', { env }), 'Stack');
    expect(messageOf(() => new ServiceAccountRole(stack, 'Web', { podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)] }, serviceAccounts: [subject()] })))
      .toMatch(/^\[Two\/Stack\/Web\] the cluster \S+ must be in the role's own Stage, or have a name known at synth, got "One\/Eks\/Cluster/);
  });
});

/** With the mark of a cluster that a factory made, as plain JavaScript can copy it. */
const forged = (changed: object) => {
  const cluster = podIdentityCluster();
  const copy = Object.create(PodIdentityCluster.prototype, Object.getOwnPropertyDescriptors(cluster)) as PodIdentityCluster;
  const parts = Object.getOwnPropertyDescriptors({ ...cluster, ...changed });
  return Object.create(PodIdentityCluster.prototype, {
    ...Object.getOwnPropertyDescriptors(copy), ...Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, { ...part, writable: false, configurable: false }])),
  }) as PodIdentityCluster;
};

describe('a role', () => {
  const role = (props: object, stack = newStack()) => new ServiceAccountRole(stack, 'Web', { serviceAccounts: [subject()], ...props });

  test('knows its clusters, and says how it is given', () => {
    expect(role({ podIdentity: { clusters: [podIdentityCluster()] } })).toMatchObject({ clusters: [], podIdentityClusters: [{ clusterName: 'cluster-1' }] });
    const description = (props: object) => { const stack = newStack(); role(props, stack); return onlyRole(stack).Properties.Description; };
    expect(description({ podIdentity: { clusters: [podIdentityCluster()] } })).toBe('EKS Pod Identity for default/web on cluster-1');
    expect(description({ clusters: [literalCluster()], podIdentity: { clusters: [podIdentityCluster(), podIdentityCluster(2)] } }))
      .toBe('IRSA and EKS Pod Identity for default/web on cluster-1, cluster-2');
    expect(description({ clusters: [literalCluster()] })).toBe('IRSA for default/web on cluster-1');
  });

  test.each([
    [{}, 'clusters must name at least one cluster, got none: a role that trusts no cluster is of use to no pod'],
    [{ clusters: [] }, 'clusters must name at least one cluster, got []: a role that trusts no cluster is of use to no pod'],
    [{ podIdentity: { clusters: [] } }, 'podIdentity.clusters must name at least one cluster, got []: leave podIdentity out for a role of IRSA alone'],
    [{ podIdentity: {} }, 'podIdentity.clusters must name at least one cluster, got none: leave podIdentity out for a role of IRSA alone'],
    [{ podIdentity: [podIdentityCluster()] }, 'podIdentity must be an object with properties, got '],
    [{ podIdentity: { clusters: podIdentityCluster() } }, 'podIdentity.clusters must be a list, got '],
    [{ podIdentity: { clusters: [literalCluster()] } }, 'podIdentity.clusters[0] must be a PodIdentityCluster, got '],
    [{ podIdentity: { clusters: [{ ...podIdentityCluster() }] } }, ': make it with one of its factories, such as PodIdentityCluster.fromCluster'],
    [{ clusters: [podIdentityCluster()] }, 'clusters[0] must be a ClusterIssuer, got '],
    [{ podIdentity: { clusters: [forged({ clusterArn: '${aws:SourceArn}' })] } }, 'clusterArn must be that of the cluster "cluster-1" of 111122223333 in eu-central-1, got "${aws:SourceArn}"'],
    [{ podIdentity: { clusters: [podIdentityCluster(), from({ clusterName: 'cluster-1', displayName: 'blue' })] } },
      `podIdentity.clusters must be different, but cluster-1 and blue are the same cluster arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`],
    [{ podIdentity: { clusters: [from({ account: '999999999999' })] } },
      'the cluster production must be in the role\'s own account, 111122223333, got "999999999999": EKS Pod Identity gives pods roles of their cluster\'s account only, so create a role there'],
    [{ podIdentity: { clusters: [from({ region: 'cn-north-1' })] } },
      'the cluster production must be in the partition of the role\'s stack, "aws" (eu-central-1), got "aws-cn": a role is trusted in its own partition only'],
    [{ clusters: [literalCluster()], podIdentity: { clusters: [from({ region: 'us-east-1', displayName: 'cluster-1' })] } },
      'clusters and podIdentity.clusters must mean one cluster by one name, but cluster-1 has an issuer of eu-central-1 and is in us-east-1'],
  ])('refuses %#', (props, message) => {
    expect(messageOf(() => role(props))).toContain(message);
  });

  test('that exists is described the same way', () => {
    const stack = newStack();
    const existing = (arn: string) => ServiceAccountRole.fromRole(stack, `E${arn.length}`, {
      role: iam.Role.fromRoleArn(stack, `R${arn.length}`, arn), podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject()],
    });
    expect(existing(`arn:aws:iam::${ACCOUNT}:role/web`)).toMatchObject({ clusters: [], podIdentityClusters: [{ displayName: 'cluster-1' }] });
    expect(messageOf(() => existing('arn:aws:iam::999999999999:role/other'))).toContain('must be in the role\'s own account, 999999999999, got "111122223333"');
  });

  test('has a literal ARN where only its cluster knows the partition', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT } });
    expect(role({ roleName: 'web', podIdentity: { clusters: [podIdentityCluster()] } }, stack).literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/web`);
  });
});

test('an issuer has its name by both properties', () => {
  expect(literalCluster(1, 'blue')).toMatchObject({ displayName: 'blue', clusterName: 'blue', issuer: issuer() });
});
