import type { CheckFinding } from './check-finding';
import { visible } from '../../core/text';
import type { FleetPlan } from '../../fleet/plan/fleet-plan';

/** A workload, and where it is written. */
interface Owner {
  readonly workload: string;
  readonly place: string;
}

/** Where a finding is. */
export type FindingPlace = Pick<CheckFinding, 'file' | 'owner' | 'place'>;

/** Where the constructs of plans are written in their file. */
export class PlanPlaces {
  private readonly byPath = new Map<string, Owner>();

  /** By the files as places show them. */
  private readonly included = new Map<string, Pick<CheckFinding, 'file' | 'owner'>>();

  public constructor(plans: readonly FleetPlan[]) {
    plans.forEach(({ included }) => included.forEach(({ file, owner }) => this.included.set(visible(file), { file, owner })));
    for (const { environment, roles, existingRoles } of plans) {
      const stage = environment === undefined ? '' : `${environment}/`;
      roles.forEach(({ workload, place, stack, props: { roleName } }) => this.byPath.set(`${stage}${stack}/${roleName}`, { workload, place }));
      existingRoles.forEach(({ workload, place, stack }) => this.byPath.set(`${stage}${stack}/existing:${workload}`, { workload, place }));
    }
  }

  /** The workload whose role a construct is, or is below. */
  public ownerOf(path: string): Owner | undefined {
    for (let rest = path; rest !== ''; rest = rest.includes('/') ? rest.slice(0, rest.lastIndexOf('/')) : '') {
      const owner = this.byPath.get(rest);
      if (owner !== undefined) {
        return owner;
      }
    }
    return undefined;
  }

  /** The last workload that a message names by the path of its role, in quotes: of two that cannot be together it is the later one. */
  public ownerIn(message: string): Owner | undefined {
    return [...message.matchAll(/"([^"]+)"/g)].map(([, path]) => this.byPath.get(path)).filter((owner) => owner !== undefined).pop();
  }

  /** `teams/shop.yaml:14:3` as a position, with the file if it is one that the workloads file includes. */
  public written(place: string): FindingPlace {
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/s.exec(place) ?? [];
    const included = this.included.get(file);
    return line === undefined ? {} : { ...included, place: { line: Number(line), column: Number(column) } };
  }

  /** The place that a message names in parentheses, as those about clusters do. */
  public mentioned(message: string): FindingPlace {
    const [, place] = /\(([^()]*:\d+:\d+)\)/.exec(message) ?? [];
    return place === undefined ? {} : this.written(place);
  }
}
