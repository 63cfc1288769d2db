import { dirname } from 'path';
import type { DescribedCluster, LiveAssociation, LiveFacts, LiveNode, LivePod, LiveServiceAccount } from './live-facts';
import type { Placed } from './placed-part';
import { addTo } from '../../core/add-to';
import type { FilePart } from '../inventory';

/** What is told of a cluster as it is. What is undefined, no file tells. */
export interface LiveCluster {
  /** Its name in EKS, or the folder of its files if none of them describes it. */
  readonly name: string;
  /** The cluster, or the first of its files' things, where something is said of the whole. */
  readonly at: string;
  readonly described?: DescribedCluster;
  readonly serviceAccounts?: readonly LiveServiceAccount[];
  readonly pods?: readonly LivePod[];
  readonly nodes?: readonly LiveNode[];
  /** All of them, or at least those that a file describes. */
  readonly associations?: readonly LiveAssociation[];
  readonly addOns?: readonly string[];
  /** The status of the add-on with the agent of EKS Pod Identity, where it is one of failure. */
  readonly agentFailure?: string;
}

/** The cluster that is described near a file, or several. */
type Near = DescribedCluster | readonly DescribedCluster[] | undefined;

/** Which cluster a file is of: that which is described in its folder, or in the nearest one above. */
export class Clusters {
  public readonly unclear: { readonly file: string; readonly message: string }[] = [];
  private readonly byFolder = new Map<string, DescribedCluster[]>();

  public constructor(parts: readonly FilePart[]) {
    for (const { live } of parts) {
      if (live?.cluster !== undefined) {
        addTo(this.byFolder, live.folder, [live.cluster]);
      }
    }
  }

  public of({ live }: FilePart): DescribedCluster | undefined {
    return live === undefined ? undefined : live.cluster ?? onlyOne(this.inFolder(live.folder));
  }

  /** What the files of each cluster tell. */
  public join(parts: readonly Placed[]): LiveCluster[] {
    const groups = new Map<string, Placed[]>();
    for (const placedPart of parts.filter(({ live }) => isOfCluster(live))) {
      const { part, live } = placedPart;
      const { folder } = part.live!;
      const near = live.cluster ?? this.inFolder(folder);
      if (isSeveral(near) && live.associations === undefined) {
        this.unclear.push({ file: part.file, message: `is of one of the clusters ${near.map(({ name }) => name).join(', ')}, which stand in one folder, and is not judged with them: give each cluster a folder of its own` });
      } else {
        addTo(groups, keyOf(live, near, folder), [placedPart]);
      }
    }
    return [...groups.values()].map(joined);
  }

  /** Several, if one folder describes several. */
  private inFolder(folder: string): Near {
    for (let at = folder; ; at = dirname(at)) {
      const found = new Map(this.byFolder.get(at)?.map((cluster) => [cluster.arn ?? cluster.name, cluster]));
      if (found.size > 0 || dirname(at) === at) {
        return found.size > 1 ? [...found.values()] : [...found.values()][0];
      }
    }
  }
}

function isSeveral(near: Near): near is readonly DescribedCluster[] {
  return Array.isArray(near);
}

function onlyOne(near: Near): DescribedCluster | undefined {
  return isSeveral(near) ? undefined : near;
}

function isOfCluster({ cluster, serviceAccounts, pods, nodes, associations, addOns, agentFailure }: LiveFacts): boolean {
  return [cluster, serviceAccounts, pods, nodes, associations, addOns, agentFailure].some((fact) => fact !== undefined);
}

/** Associations tell of which cluster they are. */
function keyOf({ associations = [] }: LiveFacts, near: Near, folder: string): string {
  const [first] = associations;
  const own = onlyOne(near);
  return first === undefined || first.clusterName === own?.name ? own?.arn ?? own?.name ?? folder : first.clusterArn ?? first.clusterName;
}

function joined(parts: readonly Placed[]): LiveCluster {
  const described = parts.flatMap(({ live }) => live.cluster ?? [])[0];
  const gathered = <T>(of: (live: LiveFacts) => readonly T[] | undefined): readonly T[] | undefined => {
    const told = parts.flatMap(({ live }) => of(live) === undefined ? [] : [of(live)!]);
    return told.length === 0 ? undefined : told.flat();
  };
  const associations = gathered((live) => live.associations);
  const [first] = parts;
  const { cluster, serviceAccounts, pods, nodes } = first.live;
  return {
    name: described?.name ?? associations?.[0]?.clusterName ?? first.part.live!.folder,
    at: (described ?? cluster ?? serviceAccounts?.[0] ?? pods?.[0] ?? nodes?.[0] ?? associations?.[0])?.at ?? '0\n',
    described,
    serviceAccounts: gathered((live) => live.serviceAccounts),
    pods: gathered((live) => live.pods),
    nodes: gathered((live) => live.nodes),
    associations: associations && mergedAssociations(associations),
    addOns: gathered((live) => live.addOns),
    agentFailure: parts.flatMap(({ live }) => live.agentFailure ?? [])[0],
  };
}

/** What lists an association and what describes it are one. */
function mergedAssociations(all: readonly LiveAssociation[]): LiveAssociation[] {
  const byId = new Map<string, LiveAssociation>();
  for (const association of all) {
    const known = byId.get(association.id);
    byId.set(association.id, known?.roleArn === undefined ? association : known);
  }
  return [...byId.values()];
}
