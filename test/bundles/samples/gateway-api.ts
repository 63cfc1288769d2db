import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Sample } from './sample';
import { GatewayApiBundle } from '../../../lib/bundles/controllers/gateway-api';

const clusterNames = ['production'];
const vpcIds = ['vpc-0123456789abcdef0'];
const serviceNetworks = [
  'arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/sn-0aaaaaaaaaaaaaaa1',
  'arn:aws:vpc-lattice:eu-central-1:444455556666:servicenetwork/sn-0aaaaaaaaaaaaaaa2',
];
const takeOverFrom = ['111122223333/blue/vpc-0fedcba9876543210'];

export const SAMPLES: readonly Sample[] = [
  {
    name: 'gatewayApi.controller',
    make: () => GatewayApiBundle.controller({ clusterNames, vpcIds }),
    values: { vpcIds },
  },
  {
    name: 'gatewayApi.controller-minimal',
    make: () => GatewayApiBundle.controller({ clusterNames, vpcIds, serviceNetworks, useTaggingApi: false, discoverCertificates: false }),
    values: { clusterNames, vpcIds, serviceNetworks, useTaggingApi: false, discoverCertificates: false },
  },
  {
    name: 'gatewayApi.controller-owners',
    make: () => GatewayApiBundle.controller({ clusterNames, vpcIds, authPolicies: true, adoptUntagged: true, takeOverFrom }),
    values: { vpcIds, authPolicies: true, adoptUntagged: true, takeOverFrom },
  },
  {
    name: 'gatewayApi.controller-accessLogs',
    make: (stack) => GatewayApiBundle.controller({
      clusterNames,
      vpcIds,
      accessLogs: true,
      accessLogBuckets: [Bucket.fromBucketName(stack, 'Bucket', 'access-logs')],
      accessLogStreams: [DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'access-logs')],
      logResourcePolicies: true,
    }),
    values: { vpcIds, accessLogs: true, accessLogBuckets: ['access-logs'], accessLogStreams: ['access-logs'], logResourcePolicies: true },
  },
];
