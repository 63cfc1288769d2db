import type { IVolume } from 'aws-cdk-lib/aws-ec2';
import type { ResourceKind } from './resource-kind';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

function idFormat(noun: string, prefix: string, command: string): TextFormat {
  return {
    pattern: `${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})`,
    rule: `the id of a ${noun}, such as ${prefix}-0123456789abcdef0`,
    example: `${prefix}-0123456789abcdef0`,
    hint: (value) => {
      const id = new RegExp(`^arn:.*/(${prefix}-[0-9a-f]{8,17})$`).exec(value)?.[1];
      return id ? `write the id alone, "${id}"` : `aws ec2 ${command} prints the ids`;
    },
  };
}

const VOLUME_ID = idFormat('volume', 'vol', 'describe-volumes');
/** A snapshot of EBS, by its id. */
export const SNAPSHOT_ID = idFormat('snapshot', 'snap', 'describe-snapshots --owner-ids self');

/** A cluster of SageMaker HyperPod, whose nodes volumes are attached to. */
export const HYPERPOD_CLUSTER = arnFormat({
  service: 'sagemaker',
  noun: "a HyperPod cluster's ARN",
  resource: 'cluster/[a-z0-9]{12}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:sagemaker:eu-central-1:111122223333:cluster/abcdef012345',
});

/** Volumes of EBS. The values are their ids, not ARNs. */
export const VOLUME_IDS: ResourceKind<IVolume> = {
  format: VOLUME_ID,
  arns: (ids) => [...ids],
  arnOf: ({ volumeId }, one) => one(volumeId),
};
