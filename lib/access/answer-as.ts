import { reasonOf } from './access-result';
import type { AccessResult } from './access-result';
import type { AccessModel } from './model/access-model';
import type { AccessRole } from './model/access-role';
import { clusterText } from './model/known-clusters';
import type { KnownCluster } from './model/known-clusters';
import { OpenQuestionAsker } from './open-verdict';
import { Assumptions } from './routes/assumptions';
import { becoming, unseenRoles } from './routes/becoming';
import { combined } from './routes/combined';
import { RequestPreparation, roleText } from './routes/role-policies';
import type { AskedRequest, ControlPolicies } from './routes/role-policies';
import { chainOf } from './routes/route-text';
import { routesFrom } from './routes/routes';
import type { Route } from './routes/routes';
import type { Step } from './routes/session';
import type { ServiceAccountName } from './service-account-name';
import { verdictText } from './verdict-text';
import { list, show } from '../core/text';
import { plain } from '../iam/partial-text';

/** Who asks: a service account, or roles. */
export type Asking = { readonly as: ServiceAccountName } | { readonly roles: readonly AccessRole[] };

/** A cluster that a question names and the paths do not. */
export class UnknownClusterError extends Error {}

/** How many roles an answer speaks of that do not allow. */
const MOST_ROLES = 5;

interface RouteAnswer extends AccessResult {
  readonly route: Route;
}

/** Answers questions about what exists. */
export class AccessAnswers {
  public constructor(private readonly model: AccessModel, private readonly control: ControlPolicies) {}

  /**
   * Whether one of the roles that the asking one becomes may do it.
   *
   * @throws UnknownClusterError
   */
  public answer(asking: Asking, asked: AskedRequest): AccessResult {
    const first = this.firstSteps(asking);
    const routes = routesFrom(first, new Assumptions(this.model, this.control, asked.context ?? {}));
    const answers = routes.map((route) => this.along(route, asked, whoText(asking)));
    const [best] = [...answers].sort((one, other) => rank(one) - rank(other));
    const unseen = 'as' in asking ? unseenRoles(this.model, asking.as).map((arn) => `role ${plain(arn)}, which its manifest names`) : [];
    if (best === undefined) {
      return noRole(asking, unseen);
    }
    const clusters = byCluster(answers);
    if ('as' in asking && asking.as.cluster === undefined && clusters.size > 1 && new Set([...clusters.values()].map(({ decision }) => decision)).size > 1) {
      return ofClusters(clusters, unseen);
    }
    return best.decision !== 'denied' ? withUnseen(best, unseen) : refused(answers, unseen);
  }

  private firstSteps(asking: Asking): Step[] {
    if ('roles' in asking) {
      return asking.roles.map((role) => ({ session: { role, context: {}, policies: [] }, decision: 'allowed', reason: '', conditions: [] }));
    }
    return becoming(this.model, asking.as, clusterOf(this.model, asking.as));
  }

  private along(route: Route, asked: AskedRequest, who: string): RouteAnswer {
    const { session } = route.steps.at(-1)!;
    const preparation = new RequestPreparation(this.model, this.control, asked);
    const ready = session.role.ways.map((way) => preparation.of(session, way));
    const verdict = combined(ready.map(({ request, policies }) => new OpenQuestionAsker(policies).ask(request)));
    const [{ policies, nameOf, assumed, unseen }] = ready;
    const decision = verdict.decision === 'allowed' ? route.decision : verdict.decision;
    const parts = {
      chain: chainOf(route, who),
      because: [verdictText(verdict, policies, nameOf)],
      conditions: decision === 'denied' ? [] : [...new Set([...route.conditions, ...verdict.conditions])],
      assumed: decision === 'denied' && !verdict.missing.includes('resource') ? [] : assumed,
      notSeen: unseen,
    };
    return { decision, reason: reasonOf(parts), ...parts, route };
  }
}

/**
 * The cluster that a service account is of, if it names one.
 *
 * @throws UnknownClusterError
 */
export function clusterOf({ clusters }: AccessModel, { cluster: text }: ServiceAccountName): KnownCluster | undefined {
  const cluster = text === undefined ? undefined : clusters.named(text);
  if (text !== undefined && cluster === undefined) {
    throw new UnknownClusterError(`no cluster ${show(text)} is among the paths: ${clusters.suggestion(text)}`);
  }
  return cluster;
}

/** Yes before yes with conditions, before what is not decided; else in the order of the ways. */
function rank({ decision, conditions, route }: RouteAnswer): number {
  const isOther = route.steps[0].isAnnotated === false ? 0.5 : 0;
  return (decision === 'allowed' ? conditions.length === 0 ? 0 : 1 : decision === 'undecided' ? 2 : 3) + isOther;
}

export function whoText(asking: Asking): string {
  return 'as' in asking ? `${asking.as.namespace}/${asking.as.name}` : '';
}

function byCluster(answers: readonly RouteAnswer[]): Map<string, RouteAnswer> {
  const best = new Map<string, RouteAnswer>();
  for (const answer of answers) {
    const [{ cluster }] = answer.route.steps;
    const name = cluster === undefined ? undefined : clusterText(cluster);
    const known = name === undefined ? undefined : best.get(name);
    if (name !== undefined && (known === undefined || rank(answer) < rank(known))) {
      best.set(name, answer);
    }
  }
  return best;
}

function ofClusters(clusters: ReadonlyMap<string, RouteAnswer>, unseen: readonly string[]): AccessResult {
  const all = [...clusters];
  const parts = {
    chain: [],
    because: ['it depends on the cluster, which is not named', ...all.map(([name, { decision, reason }]) => `in ${name} ${decision}: ${reason}`)],
    conditions: [],
    assumed: [],
    notSeen: distinct([...all.flatMap(([, { notSeen }]) => notSeen), ...unseen]),
  };
  return { decision: 'undecided', reason: reasonOf(parts), ...parts };
}

function noRole(asking: Asking, unseen: readonly string[]): AccessResult {
  const because = ['as' in asking ? `${whoText(asking)} becomes no role that is among the paths` : 'there is no such role'];
  const parts = { chain: [], because, conditions: [], assumed: [], notSeen: unseen };
  return { decision: unseen.length === 0 ? 'denied' : 'undecided', reason: reasonOf(parts), ...parts };
}

/** No role allows it: what each lacks. */
function refused(answers: readonly RouteAnswer[], unseen: readonly string[]): AccessResult {
  const [first] = answers;
  if (answers.length === 1 && unseen.length === 0) {
    return withUnseen(first, []);
  }
  const lines = distinct(answers.map(({ route, because }) => `as ${roleText(route.steps.at(-1)!.session.role)}: ${list(because)}`));
  const more = lines.length - MOST_ROLES;
  const parts = {
    chain: [],
    because: [...lines.slice(0, MOST_ROLES), ...more > 0 ? [`and ${more} more roles do not allow it`] : [],
      ...unseen.map((what) => `what ${what} allows is not among the paths`)],
    conditions: [],
    assumed: distinct(answers.flatMap(({ assumed }) => assumed)),
    notSeen: distinct([...answers.flatMap(({ notSeen }) => notSeen), ...unseen]),
  };
  return { decision: unseen.length === 0 ? 'denied' : 'undecided', reason: reasonOf(parts), ...parts };
}

function withUnseen({ route: _, ...answer }: RouteAnswer, unseen: readonly string[]): AccessResult {
  return { ...answer, notSeen: distinct([...answer.notSeen, ...unseen]) };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
