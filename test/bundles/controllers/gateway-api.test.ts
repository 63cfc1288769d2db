import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { GatewayApiBundle } from '../../../lib/bundles/controllers/gateway-api';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { list, PLACE, stackIn, statementsOf } from '../support';
import type { Statement } from '../support';

const stack = stackIn(PLACE);
const clusterNames = ['production'];
const vpcIds = ['vpc-0123456789abcdef0'];
const options = { clusterNames, vpcIds };
const bucket = Bucket.fromBucketName(stack, 'Bucket', 'access-logs');
const stream = DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'access-logs');
const every = DeliveryStream.fromDeliveryStreamArn(stack, 'Every', 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/*');
const OWNER = 'application-networking.k8s.aws/ManagedBy';

/** Actions that change something. */
const changing = (statements: Statement[]) => statements.filter(({ Action }) => !list(Action).every((action) => /:(Describe|Get|List)/.test(action)));

describe('refuses', () => {
  test.each<[string, () => unknown]>([
    ['GatewayApiBundle.controller: clusterNames: must name at least one, got []', () => GatewayApiBundle.controller({ clusterNames: [], vpcIds })],
    ['GatewayApiBundle.controller: vpcIds: must name at least one, got []', () => GatewayApiBundle.controller({ clusterNames, vpcIds: [] })],
    [
      'GatewayApiBundle.controller: vpcIds[0]: must be the id of a VPC (vpc- and 8 or 17 of 0-9 and a-f), got "*"',
      () => GatewayApiBundle.controller({ clusterNames, vpcIds: ['*'] }),
    ],
    ['GatewayApiBundle.controller: serviceNetworks: must name at least one, got []', () => GatewayApiBundle.controller({ ...options, serviceNetworks: [] })],
    [
      'GatewayApiBundle.controller: serviceNetworks[0]: must be a service network\'s ARN, such as ' +
      'arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/sn-0123456789abcdef0, got "arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/*"',
      () => GatewayApiBundle.controller({ ...options, serviceNetworks: ['arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/*'] }),
    ],
    ['GatewayApiBundle.controller: takeOverFrom: must name at least one, got []', () => GatewayApiBundle.controller({ ...options, takeOverFrom: [] })],
    [
      'GatewayApiBundle.controller: takeOverFrom[0]: must be the owner of a service, <account>/<cluster>/<VPC id>, got "111122223333/*/vpc-0123456789abcdef0"',
      () => GatewayApiBundle.controller({ ...options, takeOverFrom: ['111122223333/*/vpc-0123456789abcdef0'] }),
    ],
    [
      'GatewayApiBundle.controller: accessLogBuckets: must name at least one, got []',
      () => GatewayApiBundle.controller({ ...options, accessLogs: true, accessLogBuckets: [] }),
    ],
    [
      'GatewayApiBundle.controller: accessLogStreams: must name at least one, got []',
      () => GatewayApiBundle.controller({ ...options, accessLogs: true, accessLogStreams: [] }),
    ],
    [
      'GatewayApiBundle.controller: accessLogStreams[0]: must be one resource, without wildcards and policy variables, ' +
      'got "arn:aws:firehose:eu-central-1:111122223333:deliverystream/*"',
      () => GatewayApiBundle.controller({ ...options, accessLogs: true, accessLogStreams: [every] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test.each([{ accessLogBuckets: [bucket] }, { accessLogStreams: [stream] }, { logResourcePolicies: true }])('a destination without access logs', (more) => {
    expect(() => GatewayApiBundle.controller({ ...options, ...more }))
      .toThrow(new Error('GatewayApiBundle.controller: accessLogs: must be true where log delivery may set up destinations'));
  });

  test('clusters without names in workloads.yaml', () => {
    expect(() => bundleDefinition('gatewayApi.controller')!.create({ vpcIds }, { ...PLACE, clusterNames: undefined })).toThrow(new Error(
      'gatewayApi.controller: must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"'));
  });
});

test('the owner may be known at deploy time only', () => {
  const bundle = GatewayApiBundle.controller({
    clusterNames: [Lazy.string({ produce: () => clusterNames[0] })], vpcIds: [Lazy.string({ produce: () => vpcIds[0] })],
  });
  expect(statementsOf(bundle, stack)).toEqual(statementsOf(GatewayApiBundle.controller(options), stack));
});

test('clusters of two regions: an owner for each cluster in each VPC', () => {
  const bundle = GatewayApiBundle.controller({
    clusterNames: ['blue', 'green'], vpcIds: ['vpc-0123456789abcdef0', 'vpc-0fedcba9876543210'], regions: ['eu-central-1', 'eu-west-1'],
  });
  const make = statementsOf(bundle, stack).find(({ Action }) => Action === 'vpc-lattice:CreateTargetGroup');
  expect(make!.Resource).toEqual([
    'arn:aws:vpc-lattice:eu-central-1:111122223333:targetgroup/*', 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/*',
  ]);
  expect(make!.Condition!.StringEquals).toEqual({
    [`aws:RequestTag/${OWNER}`]: [
      '111122223333/blue/vpc-0123456789abcdef0', '111122223333/blue/vpc-0fedcba9876543210',
      '111122223333/green/vpc-0123456789abcdef0', '111122223333/green/vpc-0fedcba9876543210',
    ],
    'vpc-lattice:VpcId': ['vpc-0123456789abcdef0', 'vpc-0fedcba9876543210'],
  });
});

test('without options, what changes something has a condition, unless the reference knows none', () => {
  const bare = changing(statementsOf(GatewayApiBundle.controller(options), stack)).filter(({ Condition }) => Condition === undefined);
  expect(bare.map(({ Action }) => Action)).toEqual([
    ['vpc-lattice:DeregisterTargets', 'vpc-lattice:RegisterTargets'], ['tag:GetResources', 'tag:TagResources', 'tag:UntagResources'],
  ]);
});

test('access logs alone set up no destination', () => {
  const actions = (more: object) => statementsOf(GatewayApiBundle.controller({ ...options, ...more }), stack).flatMap(({ Action }) => Action);
  expect(actions({ accessLogs: true })).toContain('logs:CreateLogDelivery');
  expect(actions({ accessLogs: true }).filter((action) => /^(s3|firehose):|Policy|Policies/.test(action))).toEqual([]);
  expect(actions({}).filter((action) => /^logs:|AccessLog/.test(action))).toEqual([]);
});
