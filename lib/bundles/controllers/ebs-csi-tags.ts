import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { hasClusterNameTag } from './ebs-csi-version';
import type { ClusterPlace } from '../resources/clusters';
import { oneOrMore } from '../statement';

/** By which tags volumes, snapshots and instances are told to be the clusters'. */
export interface TagOptions {
  readonly version: string;
  readonly ownResourcesOnly: boolean;
  readonly inTreeVolumes: boolean;
}

/** A condition on tags: of what is asked for, or of what there is. */
export type OnTags = (of: 'aws:RequestTag' | 'aws:ResourceTag') => Conditions;

/** On every resource that the driver makes. */
const MADE_BY_DRIVER = 'ebs.csi.aws.com/cluster';

/** On every volume that Kubernetes made for a claim, by its in-tree plugin too. */
const CLAIM = 'kubernetes.io/created-for/pvc/name';

/** Tags of nodes: of managed node groups; of Karpenter; given by hand. */
const INSTANCE_TAGS = ['eks:cluster-name', 'eks:eks-cluster-name', 'ebs.csi.aws.com/cluster-name'];

/** The tags by which the driver is told from others; not to be changed with others. */
export const IDENTITY_TAGS = [MADE_BY_DRIVER, 'ebs.csi.aws.com/cluster-name', 'KubernetesCluster', CLAIM, 'CSIVolumeName'];

/** Whether the names of the clusters stand in keys of conditions. */
export function needsLiteralNames({ version, ownResourcesOnly, inTreeVolumes }: TagOptions): boolean {
  return ownResourcesOnly && (inTreeVolumes || !hasClusterNameTag(version));
}

/** Volumes that the driver makes. */
export function newVolumes({ version, ownResourcesOnly }: TagOptions, { clusterNames }: ClusterPlace): OnTags[] {
  return !ownResourcesOnly ? [equals({ [MADE_BY_DRIVER]: 'true' })]
    : hasClusterNameTag(version) ? [equals({ 'ebs.csi.aws.com/cluster-name': oneOrMore(clusterNames) })]
      : [equals({ [MADE_BY_DRIVER]: 'true', KubernetesCluster: oneOrMore(clusterNames) })];
}

/** Snapshots that the driver makes, or made. */
export function snapshots({ version, ownResourcesOnly }: TagOptions, { clusterNames }: ClusterPlace): OnTags[] {
  return !ownResourcesOnly ? [equals({ [MADE_BY_DRIVER]: 'true' })]
    : hasClusterNameTag(version) ? [equals({ 'ebs.csi.aws.com/cluster-name': oneOrMore(clusterNames) })]
      : clusterNames.map((name) => equals({ [MADE_BY_DRIVER]: 'true', [`kubernetes.io/cluster/${name}`]: 'owned' }));
}

/** Volumes that the driver made, and those of the in-tree plugin, which the driver took over. */
export function volumes(options: TagOptions, place: ClusterPlace): OnTags[] {
  const ofInTree: OnTags[] = !options.inTreeVolumes ? []
    : !options.ownResourcesOnly ? [(of) => ({ StringLike: { [`${of}/${CLAIM}`]: '*' } })]
      : place.clusterNames.map((name): OnTags => (of) => ({
        StringEquals: { [`${of}/kubernetes.io/cluster/${name}`]: 'owned' },
        StringLike: { [`${of}/${CLAIM}`]: '*' },
      }));
  // Volumes stay for years: those that a driver before 1.58 made have the name under another key.
  const ofEarlier = options.ownResourcesOnly && hasClusterNameTag(options.version)
    ? [equals({ [MADE_BY_DRIVER]: 'true', KubernetesCluster: oneOrMore(place.clusterNames) })] : [];
  return [...newVolumes(options, place), ...ofEarlier, ...ofInTree];
}

/** Instances of the clusters. */
export function instances({ clusterNames }: ClusterPlace): OnTags[] {
  return INSTANCE_TAGS.map((tag) => equals({ [tag]: oneOrMore(clusterNames) }));
}

function equals(tags: Readonly<Record<string, string | string[]>>): OnTags {
  return (of) => ({ StringEquals: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${of}/${tag}`, value])) });
}
