import { Lazy } from 'aws-cdk-lib/core';
import { VpcCniBundle } from '../../../lib/bundles/controllers/vpc-cni';
import { VpcCniVersion } from '../../../lib/bundles/controllers/vpc-cni-version';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { list, PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const clusterNames = ['production'];
const vpcIds = ['vpc-0123456789abcdef0'];
const options = { clusterNames, vpcIds };
const subnetIds = ['subnet-0aaaaaaaaaaaaaaa1'];
const unknown = Lazy.string({ produce: () => 'production' });

const literal = (factory: string) => `${factory}: clusterNames: must be literal, since the name stands in the key of a condition ` +
  '(such as aws:ResourceTag/kubernetes.io/cluster/<name>), got a deploy-time value: give the cluster a literal clusterName, and name it here';

describe('refuses', () => {
  test.each<[string, () => unknown]>([
    ['VpcCniBundle.ipv4: clusterNames: must name at least one, got []', () => VpcCniBundle.ipv4({ clusterNames: [], vpcIds })],
    ['VpcCniBundle.ipv4: vpcIds: must name at least one, got []', () => VpcCniBundle.ipv4({ clusterNames, vpcIds: [] })],
    [
      'VpcCniBundle.ipv6: vpcIds[0]: must be the id of a VPC (vpc- and 8 or 17 of 0-9 and a-f), ' +
      'got "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0123456789abcdef0": write the id alone, "vpc-0123456789abcdef0"',
      () => VpcCniBundle.ipv6({ clusterNames, vpcIds: ['arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0123456789abcdef0'] }),
    ],
    ['VpcCniBundle.ipv4: subnetIds: must name at least one, got []', () => VpcCniBundle.ipv4({ ...options, subnetIds: [] })],
    [
      'VpcCniBundle.ipv4: subnetIds[0]: must be the id of a subnet (subnet- and 8 or 17 of 0-9 and a-f), got "*"',
      () => VpcCniBundle.ipv4({ ...options, subnetIds: ['*'] }),
    ],
    ['VpcCniBundle.ipv4: securityGroupIds: must name at least one, got []', () => VpcCniBundle.ipv4({ ...options, securityGroupIds: [] })],
    [
      'VpcCniBundle.ipv4: securityGroupIds[0]: must be the id of a security group (sg- and 8 or 17 of 0-9 and a-f), got "sg-*"',
      () => VpcCniBundle.ipv4({ ...options, securityGroupIds: ['sg-*'] }),
    ],
    [
      'VpcCniBundle.ipv4: vpcAccount: must be an AWS account id (12 digits, in quotes in YAML), got "*"',
      () => VpcCniBundle.ipv4({ ...options, vpcAccount: '*' }),
    ],
    [
      'VpcCniBundle.ipv6: subnetIds: must not be given without createNetworkInterfaces: nothing is made in a subnet then',
      () => VpcCniBundle.ipv6({ ...options, subnetIds }),
    ],
    [literal('VpcCniBundle.ipv4'), () => VpcCniBundle.ipv4({ clusterNames: [unknown], vpcIds })],
    [literal('VpcCniBundle.ipv6'), () => VpcCniBundle.ipv6({ clusterNames: [unknown], vpcIds, createNetworkInterfaces: true })],
    ['the version must be 1.18 or later, whose needs are known, got "1.17.1"', () => VpcCniVersion.of('1.17.1')],
    ['the version must be a version of the VPC CNI, such as 1.22.1, got "latest"', () => VpcCniVersion.of('latest')],
    [
      'the version must be a version of the VPC CNI, such as 1.22.1, got a deploy-time value: what is allowed depends on it',
      () => VpcCniVersion.of(Lazy.string({ produce: () => '1.22.1' })),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test.each(['vpcCni.ipv4', 'vpcCni.ipv6', 'vpcCni.networkPolicyLogs'])('%s of clusters without names in workloads.yaml', (id) => {
    expect(() => bundleDefinition(id)!.create({ vpcIds }, { ...PLACE, clusterNames: undefined })).toThrow(new Error(
      `${id}: must know the names that the workload's clusters have in EKS, since it is limited to what bears one of them: ` +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"'));
  });
});

test.each([
  ['1.18', false], ['v1.21.2-eksbuild.2', false], ['1.22.0', true], ['1.22.1-eksbuild.2', true], ['1.22', true], ['1.23.0', true],
])('%s looks at security groups, and at the subnets of IPv6 clusters: %s', (text, looks) => {
  const version = VpcCniVersion.of(text);
  const [ipv4] = statementsOf(VpcCniBundle.ipv4({ ...options, version }), stack);
  const [ipv6] = statementsOf(VpcCniBundle.ipv6({ ...options, version }), stack);
  expect(list(ipv4.Action).includes('ec2:DescribeSecurityGroups')).toBe(looks);
  expect(list(ipv4.Action)).toContain('ec2:DescribeSubnets');
  expect(list(ipv6.Action).includes('ec2:DescribeSecurityGroups')).toBe(looks);
  expect(list(ipv6.Action).includes('ec2:DescribeSubnets')).toBe(looks);
});

test('the default is the newest version', () => {
  expect(statementsOf(VpcCniBundle.ipv4(options), stack)).toEqual(statementsOf(VpcCniBundle.ipv4({ ...options, version: VpcCniVersion.V1_22 }), stack));
});

test('names, VPCs and accounts known at deploy time only stand in values', () => {
  const vpc = Lazy.string({ produce: () => vpcIds[0] });
  expect(statementsOf(VpcCniBundle.ipv6({ clusterNames: [unknown], vpcIds: [vpc] }), stack)).toEqual(statementsOf(VpcCniBundle.ipv6(options), stack));
  expect(statementsOf(VpcCniBundle.networkPolicyLogs({ clusterNames: [unknown] }), stack))
    .toEqual(statementsOf(VpcCniBundle.networkPolicyLogs({ clusterNames }), stack));
});

test('clusters of two regions', () => {
  const statements = statementsOf(VpcCniBundle.ipv6({ ...options, regions: ['eu-central-1', 'eu-west-1'] }), stack);
  expect(statements[1].Resource).toEqual([
    'arn:aws:ec2:eu-central-1:111122223333:network-interface/*', 'arn:aws:ec2:eu-west-1:111122223333:network-interface/*',
  ]);
  expect(statements[1].Condition!.ArnEquals).toEqual({
    'ec2:Vpc': ['arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0123456789abcdef0', 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0'],
  });
});
