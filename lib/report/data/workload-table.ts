import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole } from '../../access/model/access-role';
import { clusterText } from '../../access/model/known-clusters';
import { Assumptions } from '../../access/routes/assumptions';
import { becoming, unseenRoles } from '../../access/routes/becoming';
import type { ControlPolicies } from '../../access/routes/role-policies';
import { chainOf } from '../../access/routes/route-text';
import { routesFrom } from '../../access/routes/routes';
import type { Route } from '../../access/routes/routes';
import { subjectsOf } from '../../compliance/subjects';
import { webIdentitiesOf } from '../../compliance/web-identity';
import { addTo } from '../../core/add-to';
import { isKnown, plain } from '../../iam/partial-text';
import type { ReportRoute, ReportWorkload } from '../report-data';

/** A workload before it has an id. */
export type WorkloadDraft = Omit<ReportWorkload, 'id' | 'pods'>;

/** How many service accounts are compared with each role that trusts patterns; beyond, the patterns alone are listed. */
const MOST_PAIRS = 20_000;

/** Finds the service accounts of the paths, and the roles that they become. */
export class WorkloadTable {
  private readonly assumptions: Assumptions;
  /** The roles that trust a service account by its name, and those that trust patterns. */
  private readonly exact = new Map<string, AccessRole[]>();
  private readonly byPattern = new Set<AccessRole>();

  public constructor(private readonly model: AccessModel, control: ControlPolicies, private readonly idOf: (role: AccessRole) => string) {
    this.assumptions = new Assumptions(model, control, {});
    model.roles.forEach((role) => this.index(role));
  }

  /** @param running the names of service accounts of which pods run, as `namespace/name` */
  public read(running: Iterable<string>): WorkloadDraft[] {
    const names = new Set([...this.exact.keys(), ...this.model.givenNames, ...running].filter(isKnown));
    const patterns = names.size * this.byPattern.size <= MOST_PAIRS ? [...this.byPattern] : [];
    return [...[...names].flatMap((name) => this.workloadsNamed(name, patterns)), ...this.patterns()];
  }

  private index(role: AccessRole): void {
    for (const { role: judged } of role.ways) {
      const { trusts, unsure } = webIdentitiesOf(judged);
      const subjects = subjectsOf(judged);
      const isByName = trusts.every(({ number }) => subjects.some((subject) => subject.number === number))
        && subjects.every(({ reach }) => reach === 'one' || reach === 'none');
      subjects.filter(({ reach }) => reach === 'one').forEach(({ namespace, name }) => this.addExact(`${namespace}/${name}`, role));
      if (!isByName || unsure.length > 0) {
        this.byPattern.add(role);
      }
    }
  }

  private addExact(name: string, role: AccessRole): void {
    if (!(this.exact.get(name) ?? []).includes(role)) {
      addTo(this.exact, name, [role]);
    }
  }

  private workloadsNamed(text: string, patterns: readonly AccessRole[]): WorkloadDraft[] {
    const [namespace, name] = [text.slice(0, text.indexOf('/')), text.slice(text.indexOf('/') + 1)];
    const roles = [...new Set([...this.exact.get(text) ?? [], ...patterns])];
    const steps = becoming(this.model, { namespace, name }, undefined, roles);
    const byCluster = new Map<string | null, Route[]>();
    for (const step of steps) {
      const cluster = step.cluster === undefined ? null : clusterText(step.cluster);
      addTo(byCluster, cluster, routesFrom([step], this.assumptions));
    }
    const unseen = unseenRoles(this.model, { namespace, name }).map(plain);
    if (byCluster.size === 0 && unseen.length > 0) {
      byCluster.set(this.clusterOfGiven(namespace, name), []);
    }
    return [...byCluster].map(([cluster, routes]) => ({
      kind: 'service account',
      cluster,
      namespace: plain(namespace),
      name: plain(name),
      roles: shortest(routes).map((route) => this.routeOf(route, text)),
      unseenRoles: unseen,
    }));
  }

  private clusterOfGiven(namespace: string, name: string): string | null {
    const [cluster] = this.model.givenTo(namespace, name).flatMap(({ cluster: own }) => own ?? []);
    return cluster === undefined ? null : clusterText(cluster);
  }

  private routeOf(route: Route, who: string): ReportRoute {
    const { steps, decision, conditions } = route;
    return {
      role: this.idOf(steps.at(-1)!.session.role),
      through: steps.slice(0, -1).map(({ session }) => this.idOf(session.role)),
      how: steps.length > 1 ? 'assumed' : steps[0].how === 'association' ? 'association' : 'token',
      decision,
      reasons: chainOf(route, plain(who)),
      conditions,
      isAnnotated: steps[0].isAnnotated ?? null,
    };
  }

  /** The patterns of service accounts that trusts take, each a workload of its own. */
  private patterns(): WorkloadDraft[] {
    const drafts = new Map<string, { draft: Omit<WorkloadDraft, 'roles'>; roles: ReportRoute[] }>();
    for (const role of this.byPattern) {
      for (const { cluster, namespace, name, decision } of this.patternsOf(role)) {
        const key = [cluster, namespace, name].join('\n');
        const known = drafts.get(key) ?? { draft: { kind: 'pattern', cluster, namespace, name, unseenRoles: [] }, roles: [] };
        drafts.set(key, known);
        const first = { session: { role, context: {}, policies: [] }, how: 'token', decision, reason: 'its trust policy takes the pattern', conditions: [] } as const;
        known.roles.push(...routesFrom([first], this.assumptions).map((route) => this.routeOf(route, `${namespace}/${name}`)));
      }
    }
    return [...drafts.values()].map(({ draft, roles }) => ({ ...draft, roles }));
  }

  private patternsOf(role: AccessRole): { cluster: string; namespace: string; name: string; decision: 'allowed' | 'undecided' }[] {
    const found = role.ways.flatMap(({ role: judged }) => webIdentitiesOf(judged).trusts.flatMap((trust) => {
      const { number, provider, issuers, hasUndecidedTests } = trust;
      const issuer = issuers.find(isKnown) ?? issuers[0] ?? '';
      const cluster = plain(clusterText(this.model.clusters.ofIssuer(issuer) ?? { names: [], issuer }));
      const subjects = subjectsOf(judged).filter((subject) => subject.number === number && subject.provider === provider);
      const decision = hasUndecidedTests ? 'undecided' as const : 'allowed' as const;
      return subjects.length === 0 ? [{ cluster, namespace: '*', name: '*', decision }]
        : subjects.filter(({ reach }) => reach !== 'one' && reach !== 'none').map(({ namespace, name, value }) => ({
          cluster, namespace: namespace ?? '*', name: name ?? value.replace(/^system:serviceaccount:/, ''), decision,
        }));
    }));
    return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  }
}

/** A role that can be reached in several ways is listed by the shortest. */
function shortest(routes: readonly Route[]): Route[] {
  const best = new Map<AccessRole, Route>();
  for (const route of routes) {
    const { role } = route.steps.at(-1)!.session;
    const known = best.get(role);
    if (known === undefined || route.steps.length < known.steps.length) {
      best.set(role, route);
    }
  }
  return [...best.values()];
}
