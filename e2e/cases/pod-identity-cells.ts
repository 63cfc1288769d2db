/** A way in which a workload can ask for its role: 24 in all. */
export interface Cell {
  /** The name of its workload. */
  readonly id: string;
  readonly identity: 'irsa' | 'podIdentity' | 'both';
  /** Whether EKS adds session tags. */
  readonly tags: boolean;
  readonly target: boolean;
  readonly policy: boolean;
}

export const HOME_ACCOUNT = '333344445555';
export const TARGET_ACCOUNT = '666677778888';
export const REGION = 'eu-central-1';
/** Buckets of the two accounts, with objects `in/a` and `out/a`. */
export const BUCKETS = { home: 'cells-home', target: 'cells-target' };
export const NAMESPACE = 'cells';

const CHOICE = [true, false];

export const CELLS: readonly Cell[] = (['irsa', 'podIdentity', 'both'] as const).flatMap((identity) =>
  CHOICE.flatMap((tags) => CHOICE.flatMap((target) => CHOICE.map((policy): Cell => ({
    id: [identity === 'podIdentity' ? 'pods' : identity, tags ? 'tags' : 'untagged', ...target ? ['target'] : [], ...policy ? ['policy'] : []].join('-'),
    identity,
    tags,
    target,
    policy,
  })))));

/**
 * Why a cell cannot be, one text for each mistake: a setting of associations without any, a target that pods of IRSA would not get,
 * a session policy that EKS takes only without session tags.
 */
export function mistakesOf({ identity, tags, target, policy }: Cell): RegExp[] {
  if (identity === 'irsa') {
    return !tags || target || policy ? [/podIdentity: must be left out where no cluster of the workload has EKS Pod Identity/] : [];
  }
  return [
    ...identity === 'both' && target ? [/podIdentity\.targetRoleArn: must be left out with IRSA/] : [],
    ...tags && policy ? [/podIdentity\.sessionPolicy: must have disableSessionTags: true beside it/] : [],
  ];
}

export function targetRoleOf({ id }: Cell): { readonly name: string; readonly arn: string } {
  const name = `target-of-${id}`;
  return { name, arn: `arn:aws:iam::${TARGET_ACCOUNT}:role/${name}` };
}

/** A workloads file with these cells: each may read the bucket of its account, and with a session policy only below `in/`. */
export function cellsFile(cells: readonly Cell[], clusterIssuer: string): object {
  return {
    name: 'cells',
    clusters: { blue: { account: HOME_ACCOUNT, region: REGION, clusterName: 'blue', issuerUrl: clusterIssuer } },
    workloads: Object.fromEntries(cells.map((cell) => [cell.id, workloadOf(cell)])),
  };
}

function workloadOf(cell: Cell): object {
  const { identity, tags, target, policy } = cell;
  const settings = {
    ...!tags && { disableSessionTags: true },
    ...target && { targetRoleArn: targetRoleOf(cell).arn },
    ...policy && { sessionPolicy: [{ id: 's3.read', buckets: [target ? BUCKETS.target : BUCKETS.home], prefix: 'in/' }] },
  };
  return {
    namespaces: [NAMESPACE],
    identity,
    ...Object.keys(settings).length > 0 && { podIdentity: settings },
    ...target ? {} : { bundles: [{ id: 's3.read', buckets: [BUCKETS.home] }] },
  };
}
