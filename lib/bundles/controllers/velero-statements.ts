import type { IConstruct } from 'constructs';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import { keyGrantStatements, keyUseStatements } from '../services/kms-statements';
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
export function volumeSnapshotStatements(scope: IConstruct, access: VolumeSnapshots): BundleStatement[] {
  const { place, keys } = access;
  return [
    allow({
      actions: ['ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
      resources: ['*'],
      evidence: {
        reason: 'Velero looks up the type and the tags of a volume or snapshot by its id, and the actions support no resource',
        source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
      },
    }),
    ...snapshotStatements(access),
    ...restoreStatements(access),
    // Tags are set when something is made, never later.
    allow({
      actions: ['ec2:CreateTags'],
      resources: [...snapshotArns(place), ...volumeArns(place)],
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] } },
      evidence: IDS,
    }),
    // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html#ebs-encryption-permissions
    ...keyUseStatements(scope, [
      'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ], keys, 'ec2'),
    ...keyGrantStatements(scope, keys, 'ec2'),
  ];
}

/** Taking snapshots of the clusters' volumes, and deleting them. */
function snapshotStatements({ place }: VolumeSnapshots): BundleStatement[] {
  const own = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:CreateSnapshot'],
      resources: volumeArns(place),
      conditions: { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: own } },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:CreateSnapshot'],
      resources: snapshotArns(place),
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: own }, Null: { [`aws:RequestTag/${BACKUP_TAG}`]: 'false' } },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:DeleteSnapshot'],
      resources: snapshotArns(place),
      conditions: { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: own }, Null: { [`aws:ResourceTag/${BACKUP_TAG}`]: 'false' } },
      evidence: IDS,
    }),
  ];
}

/** Making volumes of the clusters' snapshots, and of those of other clusters that may be restored. */
function restoreStatements({ place, restoreFrom }: VolumeSnapshots): BundleStatement[] {
  return [
    allow({
      actions: ['ec2:CreateVolume'],
      resources: snapshotArns(place),
      conditions: {
        StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: oneOrMore([...new Set([...place.clusterNames, ...restoreFrom])]) },
        Null: { [`aws:ResourceTag/${BACKUP_TAG}`]: 'false' },
      },
      evidence: IDS,
    }),
    allow({
      actions: ['ec2:CreateVolume'],
      resources: volumeArns(place),
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: oneOrMore(place.clusterNames) } },
      evidence: IDS,
    }),
  ];
}

function volumeArns(place: ClusterPlace): string[] {
  return regionalArns(place, 'ec2', 'volume/*');
}

function snapshotArns(place: ClusterPlace): string[] {
  return regionalArnsWithoutAccount(place, 'ec2', 'snapshot/*');
}
