import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { IDENTITY_TAGS, instances, newVolumes, snapshots, volumes } from './ebs-csi-tags';
import type { OnTags, TagOptions } from './ebs-csi-tags';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import { keyGrantStatements, keyUseStatements } from '../services/kms-statements';
import { allow } from '../statement';
import type { Evidence } from '../statement';

/** What the driver may do, by plain values. */
export interface EbsCsiAccess extends TagOptions {
  readonly place: ClusterPlace;
  readonly anyInstance: boolean;
  /** Ids of volumes that the driver did not make. */
  readonly volumes: readonly string[];
  /** Ids of snapshots that the driver did not make. */
  readonly snapshots: readonly string[];
  readonly encryptionKeys: readonly string[];
  readonly cloneVolumes: boolean;
  readonly changeTags: boolean;
  readonly fastSnapshotRestore: boolean;
  readonly lockSnapshots: boolean;
  /** ARNs of SageMaker HyperPod clusters. */
  readonly hyperPodClusters: readonly string[];
}

const DOCS = 'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs';
const TAGGING = `${DOCS}/tagging.md`;
const SCOPED = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html';

const NEW: Evidence = { reason: 'what is made gets its id when it is made; its tags limit what may be made', source: TAGGING };
const TAGGED: Evidence = { reason: 'volumes and snapshots come and go with claims, so their tags limit them and not their ids', source: TAGGING };

export function ebsCsiStatements(scope: IConstruct, access: EbsCsiAccess): BundleStatement[] {
  const { place } = access;
  return [
    allow({
      actions: [
        'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances', 'ec2:DescribeInstanceTypes', 'ec2:DescribeSnapshots', 'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications', 'ec2:DescribeVolumeStatus',
      ],
      resources: ['*'],
      evidence: { reason: 'the driver looks up what there is before it changes anything, and the actions support no resource', source: SCOPED },
    }),
    ...volumeCreationStatements(access),
    ...snapshotCreationStatements(access),
    ...statementsFor(volumes(access, place), (conditions) => allow({
      actions: ['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'],
      resources: regionalArns(place, 'ec2', 'volume/*'),
      conditions,
      evidence: TAGGED,
    })),
    ...statementsFor(snapshots(access, place), (conditions) => allow({
      actions: [
        'ec2:CreateVolume', 'ec2:DeleteSnapshot',
        ...(access.fastSnapshotRestore ? ['ec2:EnableFastSnapshotRestores'] : []),
        ...(access.lockSnapshots ? ['ec2:LockSnapshot'] : []),
      ],
      resources: regionalArnsWithoutAccount(place, 'ec2', 'snapshot/*'),
      conditions,
      evidence: TAGGED,
    })),
    ...instanceAttachmentStatements(access),
    ...givenResourceStatements(access),
    ...(access.changeTags ? tagChangeStatements(access) : []),
    ...keyUseStatements(scope, [
      'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ], access.encryptionKeys, 'ec2'),
    ...keyGrantStatements(scope, access.encryptionKeys, 'ec2'),
    ...hyperPodStatements(access),
  ];
}

function volumeCreationStatements(access: EbsCsiAccess): BundleStatement[] {
  const resources = regionalArns(access.place, 'ec2', 'volume/*');
  const { cloneVolumes } = access;
  // The driver asks for the highest IOPS of a zone by a dry run that no volume can fulfil.
  const dryRun = { StringEquals: { 'aws:RequestTag/CSIVolumeName': 'IopsLimitDryRun' } };
  return [
    ...statementsFor(newVolumes(access, access.place), (conditions) => allow({
      actions: ['ec2:CreateVolume', ...(cloneVolumes ? ['ec2:CopyVolumes'] : [])], resources, conditions, evidence: NEW,
    }), 'aws:RequestTag'),
    // The volume that is copied has an id already; the copy has none yet, and does not match.
    ...(cloneVolumes ? statementsFor(volumes(access, access.place), (conditions) => allow({
      actions: ['ec2:CopyVolumes'], resources: regionalArns(access.place, 'ec2', 'volume/vol-*'), conditions, evidence: TAGGED,
    })) : []),
    allow({
      actions: ['ec2:CreateVolume'], resources, conditions: { ...dryRun, NumericEquals: { 'ec2:VolumeIops': '2147483647' } }, evidence: NEW,
    }),
    ...statementsFor(newVolumes(access, access.place), (conditions) => allow({
      actions: ['ec2:CreateTags'],
      resources,
      conditions: duringCreation(conditions, cloneVolumes ? ['CopyVolumes', 'CreateVolume'] : 'CreateVolume'),
      evidence: NEW,
    }), 'aws:RequestTag'),
    allow({ actions: ['ec2:CreateTags'], resources, conditions: duringCreation(dryRun, 'CreateVolume'), evidence: NEW }),
  ];
}

function snapshotCreationStatements(access: EbsCsiAccess): BundleStatement[] {
  const resources = regionalArnsWithoutAccount(access.place, 'ec2', 'snapshot/*');
  return snapshots(access, access.place).flatMap((onTags) => {
    const conditions = onTags('aws:RequestTag');
    return [
      allow({ actions: ['ec2:CreateSnapshot'], resources, conditions, evidence: NEW }),
      allow({ actions: ['ec2:CreateTags'], resources, conditions: duringCreation(conditions, 'CreateSnapshot'), evidence: NEW }),
    ];
  });
}

function instanceAttachmentStatements({ place, anyInstance }: EbsCsiAccess): BundleStatement[] {
  const actions = ['ec2:AttachVolume', 'ec2:DetachVolume'];
  const resources = regionalArns(place, 'ec2', 'instance/*');
  return anyInstance ? [allow({
    actions,
    resources,
    evidence: {
      reason: 'nodes that carry no tag of their cluster cannot be told from others; the tags of volumes limit what is attached',
      source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html',
    },
  })] : statementsFor(instances(place), (conditions) => allow({
    actions, resources, conditions, evidence: { reason: 'nodes come and go, so their tags limit them and not their ids', source: SCOPED },
  }));
}

/** Volumes and snapshots that the driver did not make are used and never deleted. */
function givenResourceStatements({ place, volumes: volumeIds, snapshots: snapshotIds }: EbsCsiAccess): BundleStatement[] {
  return [
    ...(volumeIds.length > 0 ? [allow({
      actions: ['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DetachVolume', 'ec2:ModifyVolume'],
      resources: regionalArns(place, 'ec2', ...volumeIds.map((id) => `volume/${id}`)),
    })] : []),
    ...(snapshotIds.length > 0 ? [allow({
      actions: ['ec2:CreateVolume'],
      resources: regionalArnsWithoutAccount(place, 'ec2', ...snapshotIds.map((id) => `snapshot/${id}`)),
    })] : []),
  ];
}

function tagChangeStatements(access: EbsCsiAccess): BundleStatement[] {
  const { place } = access;
  const keys = [...IDENTITY_TAGS, ...place.clusterNames.map((name) => `kubernetes.io/cluster/${name}`)];
  const actions = ['ec2:CreateTags', 'ec2:DeleteTags'];
  // ForAllValues is true where a key is absent: a request to delete all tags names none.
  const ofOthers = { 'Null': { 'aws:TagKeys': 'false' }, 'ForAllValues:StringNotEquals': { 'aws:TagKeys': keys } };
  const statics = access.volumes.flatMap((id) => regionalArns(place, 'ec2', `volume/${id}`));
  return [
    ...statementsFor(volumes(access, place), (conditions) => allow({
      actions, resources: regionalArns(place, 'ec2', 'volume/*'), conditions: { ...conditions, ...ofOthers }, evidence: TAGGED,
    })),
    ...(statics.length > 0 ? [allow({ actions, resources: statics, conditions: ofOthers })] : []),
  ];
}

function hyperPodStatements({ place, hyperPodClusters }: EbsCsiAccess): BundleStatement[] {
  return hyperPodClusters.length === 0 ? [] : [
    allow({ actions: ['sagemaker:AttachClusterNodeVolume', 'sagemaker:DetachClusterNodeVolume'], resources: hyperPodClusters }),
    allow({ actions: ['eks:DescribeCluster'], resources: regionalArns(place, 'eks', ...place.clusterNames.map((name) => `cluster/${name}`)) }),
  ];
}

function statementsFor(
  all: readonly OnTags[], statement: (conditions: Conditions) => BundleStatement, of: Parameters<OnTags>[0] = 'aws:ResourceTag',
): BundleStatement[] {
  return all.map((onTags) => statement(onTags(of)));
}

function duringCreation({ StringEquals: tags, ...others }: Conditions, action: string | string[]): Conditions {
  return { ...others, StringEquals: { 'ec2:CreateAction': action, ...tags as object } };
}
