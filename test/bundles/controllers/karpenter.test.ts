import { Role } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { App, CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { KarpenterBundle } from '../../../lib/bundles/controllers/karpenter';
import type { KarpenterOptions } from '../../../lib/bundles/controllers/karpenter';
import { KarpenterVersion } from '../../../lib/bundles/controllers/karpenter-version';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { ServiceAccountRole } from '../../../lib/role/service-account-role';
import { literalCluster, newStack, subject } from '../../support';
import { KEY } from '../samples';
import { list, PLACE, stackIn, statementsOf } from '../support';
import { yamlErrors } from '../yaml-errors';

const NODE_ROLE = 'arn:aws:iam::111122223333:role/production-nodes';

const roles = (stack: Stack): IRole[] => [Role.fromRoleArn(stack, 'NodeRole', NODE_ROLE)];

function controller(options: Partial<KarpenterOptions> = {}) {
  const stack = stackIn(PLACE);
  return statementsOf(KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles: roles(stack), ...options }), stack);
}

const actionsOf = (options: Partial<KarpenterOptions>) => controller(options).flatMap(({ Action }) => list(Action));
const resourcesOf = (options: Partial<KarpenterOptions>) => controller(options).flatMap(({ Resource }) => list(Resource));

describe('the factory refuses', () => {
  test.each<[string, Partial<KarpenterOptions>]>([
    ['KarpenterBundle.controller: clusterNames: must name at least one, got []', { clusterNames: [] }],
    ['KarpenterBundle.controller: nodeRoles: must name at least one, got []', { nodeRoles: [] }],
    ['KarpenterBundle.controller: interruptionQueues: must name at least one, got []', { interruptionQueues: [] }],
    ['KarpenterBundle.controller: sharingAccounts: must name at least one, got []', { sharingAccounts: [] }],
    ['KarpenterBundle.controller: sharingAccounts[0]: must be an AWS account id (12 digits, in quotes in YAML), got "4444"', { sharingAccounts: ['4444'] }],
    ['KarpenterBundle.controller: discoveryTag: must be a tag key (1 to 128 letters, digits, spaces and _.:/=+-@), got ""', { discoveryTag: '' }],
    [
      'KarpenterBundle.controller: discoveryTag: must be literal, since it stands in the key of a condition, got a deploy-time value',
      { discoveryTag: Lazy.string({ produce: () => 'karpenter.sh/discovery' }) },
    ],
    [
      'KarpenterBundle.controller: zonalShift: must be left out with version "1.11": Karpenter has it since 1.12',
      { zonalShift: true, version: KarpenterVersion.V1_11 },
    ],
  ])('%s', (message, options) => {
    expect(() => controller(options)).toThrow(new Error(message));
  });

  test('a role, a queue and a parameter with a wildcard', () => {
    const stack = stackIn(PLACE);
    const rule = (path: string) => `KarpenterBundle.controller: ${path}: must be one resource, without wildcards and policy variables, got `;
    expect(() => controller({ nodeRoles: [Role.fromRoleArn(stack, 'Any', 'arn:aws:iam::111122223333:role/*')] }))
      .toThrow(new Error(`${rule('nodeRoles[0]')}"arn:aws:iam::111122223333:role/*"`));
    expect(() => controller({ interruptionQueues: [Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:*')] }))
      .toThrow(rule('interruptionQueues[0]'));
    expect(() => controller({ amiParameters: [StringParameter.fromStringParameterName(stack, 'Ami', '/images/*')] })).toThrow(rule('amiParameters[0]'));
  });
});

describe('versions', () => {
  const what = (version: string) => {
    const options = { version: KarpenterVersion.of(version) };
    return [
      resourcesOf(options).some((arn) => arn.includes(':capacity-reservation/')), actionsOf(options).includes('ec2:DescribeCapacityReservations'),
      actionsOf(options).includes('iam:ListInstanceProfiles'),
      resourcesOf(options).some((arn) => arn.includes(':placement-group/')), actionsOf(options).includes('ec2:DescribePlacementGroups'),
      actionsOf(options).includes('ec2:DescribeInstanceStatus'),
    ];
  };

  test.each([
    ['1.0', [false, false, false, false, false, false]],
    ['v1.2.3', [false, false, false, false, false, false]],
    ['1.3', [true, true, false, false, false, false]],
    ['1.6.9', [true, true, false, false, false, false]],
    ['1.7.0', [true, true, true, false, false, false]],
    ['1.10', [true, true, true, false, false, false]],
    ['1.11', [true, true, true, true, true, false]],
    ['1.12.0', [true, true, true, true, true, true]],
    ['1.14.1', [true, true, true, true, true, true]],
  ])('%s', (version, expected) => {
    expect(what(version)).toEqual(expected);
  });

  test('the default is the newest', () => {
    expect(controller()).toEqual(controller({ version: KarpenterVersion.V1_12 }));
    expect(KarpenterVersion.V1_12.version).toBe('1.12');
  });

  test.each([
    [
      'the version must be 1.0 or later, whose needs are known, got "0.37"', '0.37',
    ],
    ['the version must be a version of Karpenter, such as 1.12, got "latest"', 'latest'],
  ])('%s', (message, version) => {
    expect(() => KarpenterVersion.of(version)).toThrow(new Error(message));
  });
});

test('a name that is known at deploy time stands in values and ARNs only', () => {
  // GIVEN
  const stack = stackIn(PLACE);
  const name = new CfnParameter(stack, 'Name').valueAsString;
  // WHEN
  const statements = statementsOf(KarpenterBundle.controller({ clusterNames: [name], nodeRoles: roles(stack) }), stack);
  // THEN
  expect(JSON.stringify(statements.map(({ Condition }) => Object.values(Condition ?? {}).map(Object.keys)))).not.toContain('Token');
  expect(statements.find(({ Action }) => Action === 'ec2:TerminateInstances')?.Condition).toEqual({
    StringEquals: { 'aws:ResourceTag/eks:eks-cluster-name': '<Name>' },
    StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
  });
  expect(statements.find(({ Action }) => Action === 'iam:CreateInstanceProfile')?.Resource).toEqual([
    'arn:aws:iam::111122223333:instance-profile/<Name>_*', 'arn:aws:iam::111122223333:instance-profile/karpenter/eu-central-1/<Name>/*',
  ]);
});

test('two regions of two clusters', () => {
  const statements = controller({ clusterNames: ['blue', 'green'], regions: ['eu-central-1', 'eu-west-1'] });
  expect(statements.find(({ Action }) => Action === 'eks:DescribeCluster')?.Resource).toEqual([
    'arn:aws:eks:eu-central-1:111122223333:cluster/blue', 'arn:aws:eks:eu-west-1:111122223333:cluster/blue',
    'arn:aws:eks:eu-central-1:111122223333:cluster/green', 'arn:aws:eks:eu-west-1:111122223333:cluster/green',
  ]);
  expect(statements.find(({ Action }) => Action === 'iam:CreateInstanceProfile')?.Condition?.StringEquals).toEqual({
    'aws:RequestTag/eks:eks-cluster-name': ['blue', 'green'],
    'aws:RequestTag/topology.kubernetes.io/region': ['eu-central-1', 'eu-west-1'],
  });
  expect(statements.find(({ Action }) => list(Action).includes('ec2:DescribeSubnets'))?.Condition)
    .toEqual({ StringEquals: { 'ec2:Region': ['eu-central-1', 'eu-west-1'] } });
});

test('a queue brings its key along; keys of queues do nothing without a queue', () => {
  const stack = newStack();
  const encryptionMasterKey = new Key(stack, 'Key');
  const bundle = KarpenterBundle.controller({
    clusterNames: ['production'], nodeRoles: roles(stack), interruptionQueues: [new Queue(stack, 'Queue', { encryptionMasterKey })],
  });
  expect(bundle.bind(stack).statements!.flatMap(({ statement }) => statement.resources)).toContain(encryptionMasterKey.keyArn);
  expect(actionsOf({ queueEncryptionKeys: [Key.fromKeyArn(stack, 'Imported', KEY)] })).not.toContain('kms:Decrypt');
});

test('every option together is not too long for a role', () => {
  // GIVEN: ARNs known at deploy time, which count as their longest
  const stack = new Stack(new App(), 'Stack', { env: { account: PLACE.account, region: PLACE.regions[0] } });
  const keys = [new Key(stack, 'Key')];
  const role = new ServiceAccountRole(stack, 'Controller', { clusters: [literalCluster()], serviceAccounts: [subject('karpenter', 'kube-system')] });
  // WHEN
  role.addBundle(KarpenterBundle.controller({
    clusterNames: ['blue', 'green'],
    nodeRoles: roles(stack),
    interruptionQueues: [new Queue(stack, 'Blue'), new Queue(stack, 'Green')],
    queueEncryptionKeys: keys,
    volumeEncryptionKeys: keys,
    discoveryTag: 'karpenter.sh/discovery',
    sharingAccounts: ['444455556666'],
    createSpotServiceLinkedRole: true,
    zonalShift: true,
  }));
  // THEN
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

describe('in workloads.yaml', () => {
  const create = (values: Record<string, unknown>, place = PLACE) => bundleDefinition('karpenter.controller')!.create(values, place);

  test('clusters without a name are refused', () => {
    expect(() => create({ nodeRoles: [NODE_ROLE] }, { ...PLACE, clusterNames: undefined })).toThrow(new Error(
      'karpenter.controller: must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"'));
  });

  test('zonal shifts of an old version are refused', () => {
    expect(() => create({ nodeRoles: [NODE_ROLE], zonalShift: true, version: '1.8' })).toThrow(new Error(
      'karpenter.controller: zonalShift: must be left out with version "1.8": Karpenter has it since 1.12'));
  });

  test('a flag that is off makes no statement', () => {
    const off = { createSpotServiceLinkedRole: false, zonalShift: false, manageInstanceProfiles: true };
    const statements = (values: Record<string, unknown>) => statementsOf(create({ nodeRoles: [NODE_ROLE], ...values }), stackIn(PLACE));
    expect(statements(off)).toEqual(statements({}));
  });
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const anyKey = Key.fromKeyArn(scope, 'AnyKey', 'arn:aws:kms:eu-central-1:111122223333:key/*');
  const nodeRoles = [Role.fromRoleArn(scope, 'NodeRole', 'arn:aws:iam::111122223333:role/nodes')];
  const names = new CfnParameter(scope, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const wrong = (value: unknown) => value as never;
  const unknown = 'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select';

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['KarpenterBundle.controller: volumeEncryptionKeys\\[0\\]', ':kms:', () => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles, volumeEncryptionKeys: [anyKey] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test.each<[string, () => unknown]>([
    [`KarpenterBundle.controller: clusterNames: ${unknown}`, () => KarpenterBundle.controller({ clusterNames: names, nodeRoles })],
    [
      'KarpenterBundle.controller: nodeRoles[0]: must have an ARN, got "arn:aws:iam::111122223333:role/nodes": give the construct itself',
      () => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles: wrong(['arn:aws:iam::111122223333:role/nodes']) }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });
});

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/nodes';
  const ARN = 'arn:aws:iam::111122223333:role/KarpenterNodeRole-production';

  test.each<[what: string, bundle: string, error: string]>([
    [
      "a role's name", '{ id: karpenter.controller, nodeRoles: [KarpenterNodeRole-production] }',
      `.nodeRoles[0]: must be a role's ARN, such as ${ARN}, got "KarpenterNodeRole-production": this is a name (aws iam get-role prints the role's ARN)`,
    ],
    [
      'an instance profile', '{ id: karpenter.controller, nodeRoles: ["arn:aws:iam::111122223333:instance-profile/nodes"] }',
      `.nodeRoles[0]: must be a role's ARN, such as ${ARN}, got "arn:aws:iam::111122223333:instance-profile/nodes": ` +
      'this is an instance profile (aws iam get-instance-profile prints the ARN of its role)',
    ],
    [
      'a queue whose region is of another partition than its ARN',
      `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:cn-north-1:111122223333:production"] }`,
      '.interruptionQueues[0]: must be in a region of its partition "aws", got "arn:aws:sqs:cn-north-1:111122223333:production"',
    ],
    [
      'a queue in a region that there is not',
      `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:mars-east-1:111122223333:production"] }`,
      '.interruptionQueues[0]: must be in a region of its partition "aws", got "arn:aws:sqs:mars-east-1:111122223333:production"',
    ],
  ])('refuses %s', (_, bundle, error) => {
    expect(yamlErrors(bundle)).toEqual([error]);
  });

  test.each([
    `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:us-east-1:111122223333:production"] }`,
  ])('may have %s', (bundle) => {
    expect(yamlErrors(bundle)).toEqual([]);
  });
});
