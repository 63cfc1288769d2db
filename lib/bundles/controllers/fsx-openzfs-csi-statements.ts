import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { notOfAnotherCluster, tagged } from './cluster-tag';
import { fileSystemEncryptionStatements, firstFileSystemStatement } from './fsx-statements';
import type { BundleStatement } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';
import type { Evidence } from '../statement';

/** What the driver may do, by plain values. */
export interface FsxOpenZfsCsiAccess {
  readonly place: Place;
  /** Ids of file systems. */
  readonly fileSystems: readonly string[];
  readonly dynamicFileSystems: boolean;
  readonly growFileSystems: boolean;
  readonly finalBackups: boolean;
  readonly clusterNames: readonly string[];
  readonly encryptionKeys: readonly string[];
}

const DOCS = 'https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs';

const MADE: Evidence = { reason: 'volumes and snapshots get their ids when they are made; the tags of the driver limit which', source: `${DOCS}/tagging.md` };
const READ: Evidence = { reason: 'the driver reads from tags of volumes and file systems how they are to be deleted', source: `${DOCS}/tagging.md` };

const OWN = { 'fsx.openzfs.csi.aws.com/cluster': 'true' };

export function fsxOpenZfsCsiStatements(scope: IConstruct, access: FsxOpenZfsCsiAccess): BundleStatement[] {
  const { place, fileSystems } = access;
  const given = fileSystems.map((id) => `file-system/${id}`);
  return [
    allow({
      actions: ['fsx:DescribeFileSystems', 'fsx:DescribeSnapshots', 'fsx:DescribeVolumes'],
      resources: ['*'],
      evidence: {
        reason: 'the driver follows what it makes by describing it, and the actions support no resource', source: `${DOCS}/example-iam-policy.json`,
      },
    }),
    ...(given.length > 0 && access.growFileSystems ? [allow({ actions: ['fsx:UpdateFileSystem'], resources: regionalArns(place, 'fsx', ...given) })] : []),
    ...(given.length > 0 ? volumeStatements(access) : []),
    ...snapshotStatements(access),
    ...(access.dynamicFileSystems ? fileSystemStatements(access) : []),
    ...fileSystemEncryptionStatements(scope, access.encryptionKeys),
  ];
}

function volumeStatements({ place, fileSystems, clusterNames }: FsxOpenZfsCsiAccess): BundleStatement[] {
  const volumes = regionalArns(place, 'fsx', ...fileSystems.map((id) => `volume/${id}/*`));
  return [
    allow({ actions: ['fsx:CreateVolume'], resources: volumes, conditions: creationConditions(clusterNames), evidence: MADE }),
    allow({ actions: ['fsx:TagResource'], resources: volumes, conditions: taggingConditions(clusterNames), evidence: MADE }),
    allow({ actions: ['fsx:DeleteVolume'], resources: volumes, conditions: ownConditions(clusterNames), evidence: MADE }),
    allow({ actions: ['fsx:ListTagsForResource'], resources: volumes, evidence: READ }),
  ];
}

function snapshotStatements({ place, fileSystems, dynamicFileSystems, clusterNames }: FsxOpenZfsCsiAccess): BundleStatement[] {
  const snapshots = regionalArns(place, 'fsx', 'snapshot/*/*');
  // A claim for a whole file system has that file system's root volume, which has no tags; so it has only a region.
  const volumes = regionalArns(place, 'fsx', ...(dynamicFileSystems ? ['volume/*/*'] : fileSystems.map((id) => `volume/${id}/*`)));
  return [
    allow({ actions: ['fsx:CreateSnapshot'], resources: [...snapshots, ...volumes], conditions: creationConditions(clusterNames), evidence: MADE }),
    allow({ actions: ['fsx:TagResource'], resources: snapshots, conditions: taggingConditions(clusterNames), evidence: MADE }),
    allow({
      actions: [...(fileSystems.length > 0 ? ['fsx:CreateVolume'] : []), 'fsx:DeleteSnapshot'],
      resources: snapshots,
      conditions: ownConditions(clusterNames),
      evidence: MADE,
    }),
  ];
}

function fileSystemStatements({ place, clusterNames, finalBackups }: FsxOpenZfsCsiAccess): BundleStatement[] {
  const fileSystems = regionalArns(place, 'fsx', 'file-system/*');
  const evidence = { reason: 'a file system gets its id when it is made; the tags of the driver limit which', source: `${DOCS}/tagging.md` };
  return [
    allow({ actions: ['fsx:CreateFileSystem'], resources: fileSystems, conditions: creationConditions(clusterNames), evidence }),
    allow({ actions: ['fsx:TagResource'], resources: fileSystems, conditions: taggingConditions(clusterNames), evidence }),
    allow({
      actions: ['fsx:DeleteFileSystem', 'fsx:UpdateFileSystem', ...(finalBackups ? ['fsx:CreateBackup'] : [])],
      resources: fileSystems,
      conditions: ownConditions(clusterNames),
      evidence,
    }),
    allow({ actions: ['fsx:ListTagsForResource'], resources: fileSystems, evidence: READ }),
    ...(finalBackups ? [allow({
      actions: ['fsx:CreateBackup', 'fsx:DeleteFileSystem'],
      resources: regionalArns(place, 'fsx', 'backup/*'),
      evidence: { reason: 'the last backup of a file system gets its id when the file system is deleted', source: `${DOCS}/parameters.md` },
    })] : []),
    firstFileSystemStatement(place),
  ];
}

function creationConditions(clusterNames: readonly string[]): Conditions {
  return { StringEquals: tagged('aws:RequestTag', OWN, clusterNames) };
}

/** FSx checks this when something is made; nothing of another cluster may be tagged as one's own. */
function taggingConditions(clusterNames: readonly string[]): Conditions {
  return { ...creationConditions(clusterNames), ...notOfAnotherCluster(clusterNames) };
}

function ownConditions(clusterNames: readonly string[]): Conditions {
  return { StringEquals: tagged('aws:ResourceTag', OWN, clusterNames) };
}
