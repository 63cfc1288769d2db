import type { Duration } from 'aws-cdk-lib/core';

/** What a service account's annotations tell the webhook, and others. */
export interface ServiceAccountAnnotationOptions {
  /**
   * Further annotations, for others than the webhook: any Unicode text without NUL characters. At most 256 KiB together.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Whether the SDKs in the pods get their credentials from the STS endpoint of the cluster's region
   * (`AWS_STS_REGIONAL_ENDPOINTS=regional`) and not from the global one.
   *
   * @default - no annotation: as the cluster's webhook is set up; on EKS, regional
   * @see https://docs.aws.amazon.com/eks/latest/userguide/configure-sts-endpoint.html
   */
  readonly stsRegionalEndpoints?: boolean;

  /**
   * How long a pod's token lives before kubelet renews it: whole seconds, from 10 minutes to 24 hours.
   *
   * @default - no annotation: 24 hours
   * @see https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/pkg/constants.go
   */
  readonly tokenExpiration?: Duration;
}
