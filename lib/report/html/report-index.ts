import type { ReportData, ReportPolicy, ReportRole, ReportWorkload } from '../report-data';
import type { ReportReach, ReportResource } from '../report-resource';

/** A resource that a role reaches, and how. */
export interface Reached {
  readonly resource: ReportResource;
  readonly reach: ReportReach;
}

/** The parts of a report by their ids. */
export class ReportIndex {
  private readonly roles: ReadonlyMap<string, ReportRole>;
  private readonly workloads: ReadonlyMap<string, ReportWorkload>;
  private readonly policies: ReadonlyMap<string, ReportPolicy>;
  private readonly clusterNames: ReadonlyMap<string, string>;
  private reachedBy?: ReadonlyMap<string, readonly Reached[]>;

  public constructor(public readonly data: ReportData) {
    this.roles = new Map(data.roles.map((role) => [role.id, role]));
    this.workloads = new Map(data.workloads.map((workload) => [workload.id, workload]));
    this.policies = new Map(data.policies.map((policy) => [policy.id, policy]));
    this.clusterNames = shortNames(data.clusters.map(({ name }) => name));
  }

  /** What a cluster is called: an issuer by its region and its end, where that tells it from the others. */
  public cluster(name: string): string {
    return this.clusterNames.get(name) ?? name;
  }

  /** A text with clusters called so. */
  public withShortClusters(text: string): string {
    for (const [name, short] of this.clusterNames) {
      if (name !== short && text.endsWith(`cluster ${name}`)) {
        return text.slice(0, -name.length) + short;
      }
    }
    return text;
  }

  public role(id: string): ReportRole {
    return this.roles.get(id)!;
  }

  public workload(id: string): ReportWorkload {
    return this.workloads.get(id)!;
  }

  public policy(id: string): ReportPolicy {
    return this.policies.get(id)!;
  }

  /** The resources that a role reaches, those that it names first. */
  public reached(role: string): readonly Reached[] {
    this.reachedBy ??= this.readReached();
    return this.reachedBy.get(role) ?? [];
  }

  private readReached(): Map<string, Reached[]> {
    const found = new Map<string, Reached[]>();
    for (const resource of this.data.resources) {
      for (const reach of resource.reach) {
        const list = found.get(reach.role) ?? [];
        list.push({ resource, reach });
        found.set(reach.role, list);
      }
    }
    const isDirect = ({ resource, reach }: Reached) => resource.kind !== 'named' || ['name', 'the policy of the resource'].includes(reach.by);
    return new Map([...found].map(([role, all]) => [role, all.filter(isDirect)]));
  }
}

const EKS_ISSUER = /^oidc\.eks\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/id\/(\w{6})\w*(\w{6})$/;

/** An issuer by the end of its id, else by the beginning, else by both: whichever tells it from the others. */
function shortNames(names: readonly string[]): Map<string, string> {
  const forms = ['$1 …$3', '$1 $2…', '$1 $2…$3'].map((form) => names.map((name) => name.replace(EKS_ISSUER, form)));
  const own = (i: number) => forms.find((texts) => texts.indexOf(texts[i]) === texts.lastIndexOf(texts[i]))?.[i];
  return new Map(names.map((name, i) => [name, own(i) ?? name]));
}
