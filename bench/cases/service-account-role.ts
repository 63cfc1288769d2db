import { Bucket } from 'aws-cdk-lib/aws-s3';
import { PER_STACK } from './bench-case';
import type { BenchCase } from './bench-case';
import { inStacks, workloadsOf } from '../workload';

/** Ours, one by one. */
export const SERVICE_ACCOUNT_ROLE: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack, library }) => {
    const { ClusterIssuer, S3Bundle, ServiceAccountRole, ServiceAccountSubject } = library();
    inStacks(app, workloadsOf(count, perStack), (stack, { name, account, issuer, bucketArn }) => ({
      cluster: ClusterIssuer.fromIssuerUrl({ account, issuerUrl: `https://${issuer}`, clusterName: name }),
      bucket: Bucket.fromBucketArn(stack, 'Bucket', bucketArn),
    }), (stack, { name, namespace, prefix }, { cluster, bucket }) => {
      new ServiceAccountRole(stack, name, {
        clusters: [cluster],
        serviceAccounts: [ServiceAccountSubject.of(namespace, name)],
        roleName: name,
        bundles: [S3Bundle.read({ buckets: [bucket], prefix })],
      });
    });
  },
};
