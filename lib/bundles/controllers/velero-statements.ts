import type { IConstruct } from 'constructs';
import type { ClusterPlace } from './cluster-bound';
import { grantsOnKeys, useOfKeys } from '../services/kms-statements';
import { regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { allow, oneOrMore } from '../statement';
import type { Evidence } from '../statement';

/** The clusters whose volumes are in reach, and those whose snapshots may be restored besides. */
export interface VolumeSnapshots {
  readonly place: ClusterPlace;
  readonly restoreFrom: readonly string[];
  readonly keys: readonly string[];
}

/** The plugin copies the tags of a volume to its snapshots, and those of a snapshot to the volumes made of it. */
const CLUSTER_TAG = 'KubernetesCluster';
/** The tag that Velero gives to each snapshot. */
const BACKUP_TAG = 'velero.io/backup';

const IDS: Evidence = {
  reason: 'volumes and snapshots get their ids when they are made; the tag with the cluster\'s name tells whose they are',
  source: 'https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/velero-plugin-for-aws/volume_snapshotter.go',
};

/**
 * Snapshots of the clusters' volumes, and volumes made of them.
 *
 * @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/velero-plugin-for-aws/volume_snapshotter.go
 */
export function snapshotsOfVolumes(scope: IConstruct, { place, restoreFrom, keys }: VolumeSnapshots): BundleStatement[] {
  const volumes = regionalArns(place, 'ec2', 'volume/*');
  const snapshots = regionalArnsWithoutAccount(place, 'ec2', 'snapshot/*');
  const own = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
      resources: ['*'],
      evidence: {
        reason: 'Velero looks up the type and the tags of a volume or snapshot by its id, and the actions support no resource',
        source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
      },
    }),
    allow({
      actions: ['ec2:CreateSnapshot'],
      resources: volumes,
      conditions: { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: own } },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:CreateSnapshot'],
      resources: snapshots,
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: own }, Null: { [`aws:RequestTag/${BACKUP_TAG}`]: 'false' } },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:DeleteSnapshot'],
      resources: snapshots,
      conditions: { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: own }, Null: { [`aws:ResourceTag/${BACKUP_TAG}`]: 'false' } },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:CreateVolume'],
      resources: snapshots,
      conditions: {
        StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: oneOrMore([...new Set([...place.clusterNames, ...restoreFrom])]) },
        Null: { [`aws:ResourceTag/${BACKUP_TAG}`]: 'false' },
      },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:CreateVolume'],
      resources: volumes,
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: own } },
      evidence: IDS,
    }),
    // Tags are set when something is made, never later.
    allow({
      actions: ['ec2:CreateTags'],
      resources: [...snapshots, ...volumes],
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] } },
      evidence: IDS,
    }),
    // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html#ebs-encryption-permissions
    ...useOfKeys(scope, [
      'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ], keys, 'ec2'),
    ...grantsOnKeys(scope, keys, 'ec2'),
  ];
}
