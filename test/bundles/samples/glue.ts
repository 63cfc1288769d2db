import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { AthenaBundle } from '../../../lib/bundles/services/athena';
import { GlueBundle } from '../../../lib/bundles/services/glue';

const bucket = (stack: Stack, name: string) => Bucket.fromBucketName(stack, name, name);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'glue.read',
    make: (stack) => GlueBundle.read({ databases: ['sales'], encryptionKeys: [key(stack)] }),
    values: { databases: ['sales'], encryptionKeys: [KEY] },
  },
  {
    name: 'athena.query',
    make: (stack) => AthenaBundle.query({
      workgroups: ['analytics'],
      databases: ['sales'],
      dataBuckets: [bucket(stack, 'acme-sales')],
      dataPrefix: 'orders/',
      resultBuckets: [bucket(stack, 'acme-results')],
      encryptionKeys: [key(stack)],
    }),
    values: {
      workgroups: ['analytics'], databases: ['sales'], dataBuckets: ['acme-sales'], dataPrefix: 'orders/', resultBuckets: ['acme-results'], encryptionKeys: [KEY],
    },
  },
  {
    name: 'athena.query-lakeFormation',
    make: () => AthenaBundle.query({ workgroups: ['analytics'], databases: ['sales'], lakeFormation: true }),
    values: { workgroups: ['analytics'], databases: ['sales'], lakeFormation: true },
  },
];
