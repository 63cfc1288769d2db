import type { PlannedRoleCluster } from './fleet-plan';
import { completeClusters } from './planned-clusters';
import type { KnownCluster } from './planned-clusters';
import type { Workload } from './workload';
import { ROLE_NAME, SERVICE_ACCOUNT_NAME } from '../../core/names';
import { isObject, own } from '../../core/plain-object';
import { list, show, suggestion } from '../../core/text';
import { explain } from '../../core/text-format';
import { ServiceAccountSubject } from '../../trust/service-account-subject';
import { extensionHint, isExtension } from '../file/extended-lists';
import { KEY } from '../file/formats';
import { isPerCluster } from '../file/types/by-cluster-type';
import type { PerCluster } from '../file/types/by-cluster-type';
import type { Incomplete } from '../file/types/incomplete';

/** The service accounts of a workload, in each of its clusters. */
export class PlannedSubjects {
  private readonly byCluster = new Map<string, readonly ServiceAccountSubject[]>();

  public constructor(
    private readonly names: Incomplete<PerCluster>,
    private readonly namespaces: Incomplete<PerCluster>,
    /** Those without a name of their own, which are the same in every cluster. */
    public readonly patterns: readonly ServiceAccountSubject[],
    /** The namespaces of EMR's job runs, whose service accounts have the role's name in theirs. */
    private readonly emrNamespaces: readonly string[] = [],
  ) {}

  /** The namespaces of all, of EMR's job runs too. */
  public namespacesIn(clusters: readonly Pick<KnownCluster, 'name'>[]): string[] {
    return [...new Set([...this.all(clusters).map(({ namespace }) => namespace), ...this.emrNamespaces])];
  }

  /** The same for a role whose name is known, with EMR's job runs. */
  public forRole(roleName: string, clusters: readonly KnownCluster[]): PlannedSubjects {
    if (this.emrNamespaces.length === 0 || explain(ROLE_NAME, roleName) !== undefined) { // which is reported
      return this;
    }
    const accounts = [...new Set(clusters.flatMap(({ account }) => account ?? []))];
    const jobs = this.emrNamespaces.flatMap((namespace) => accounts.map((account) =>
      ServiceAccountSubject.emrJobs(namespace, { roleName, account })));
    return new PlannedSubjects(this.names, this.namespaces, [...this.patterns, ...jobs]);
  }

  /** Those with a name, each once: of one cluster, or of several. */
  public exact(clusters: readonly Pick<KnownCluster, 'name'>[]): readonly ServiceAccountSubject[] {
    const lists = new Set(clusters.map(({ name }) => this.exactIn(name)));
    return lists.size === 1 ? [...lists][0] : eachOnce([...lists].flat());
  }

  /** All of them. */
  public all(clusters: readonly Pick<KnownCluster, 'name'>[]): ServiceAccountSubject[] {
    return [...this.exact(clusters), ...this.patterns];
  }

  /** Read once, where all clusters have the same. */
  private exactIn(cluster: string): readonly ServiceAccountSubject[] {
    const key = isPerCluster(this.names) || isPerCluster(this.namespaces) ? cluster : '';
    const known = this.byCluster.get(key) ?? eachOnce(listIn(this.names, cluster).flatMap((text) => {
      const [name, namespace] = text.split('/').reverse();
      return (namespace !== undefined ? [namespace] : listIn(this.namespaces, cluster)).map((each) => ServiceAccountSubject.of(each, name));
    }));
    this.byCluster.set(key, known);
    return known;
  }
}

function eachOnce(subjects: readonly ServiceAccountSubject[]): ServiceAccountSubject[] {
  return [...new Map(subjects.map((subject) => [subject.subject, subject])).values()];
}

/** Complete clusters, each with its service accounts. */
export function roleClustersOf(clusters: readonly KnownCluster[], subjects: PlannedSubjects): PlannedRoleCluster[] {
  return completeClusters(clusters).map((cluster) => ({ ...cluster, serviceAccounts: subjects.all([cluster]) }));
}

/** Each name in each namespace, and the patterns. The workload's key is the name where it gives none. */
export function plannedSubjects(workload: Workload, clusters: readonly KnownCluster[]): PlannedSubjects {
  checkKeys(workload, 'serviceAccounts', clusters);
  checkKeys(workload, 'namespaces', clusters);
  const emrNamespaces = (workload.own.emrNamespaces ?? []).filter((namespace) => namespace !== undefined);
  return new PlannedSubjects(namesOf(workload), namespacesOf(workload), patternsOf(workload), emrNamespaces);
}

/** The list of a cluster; what is wrong in it is reported where it is. */
function listIn(value: Incomplete<PerCluster>, cluster: string): string[] {
  const given: readonly (string | undefined)[] = isPerCluster(value) ? own(value, cluster) as readonly string[] | undefined ?? [] : value;
  return given.filter((item) => item !== undefined);
}

/** Where the list is wrong, that is reported, and neither the defaults nor "default" stand in for it. */
function namespacesOf(workload: Workload): Incomplete<PerCluster> {
  return workload.isNamespaceLost ? [] : workload.get('namespaces') ?? ['default'];
}

function namesOf(workload: Workload): Incomplete<PerCluster> {
  const { key, own: { serviceAccounts, serviceAccountPatterns, emrNamespaces } } = workload;
  // A list that is wrong is reported where it is: the key must not stand in for it.
  if (serviceAccounts !== undefined || serviceAccountPatterns !== undefined || emrNamespaces !== undefined || workload.isLost('serviceAccounts')) {
    return serviceAccounts ?? [];
  }
  if (explain(SERVICE_ACCOUNT_NAME, key) === undefined) {
    return [key];
  }
  const hint = SERVICE_ACCOUNT_NAME.hint?.(key);
  workload.report([], `the key is the name of the service account where "serviceAccounts" is left out, and must then be ${SERVICE_ACCOUNT_NAME.rule}, ` +
    `got ${show(key)}: give serviceAccounts${hint === undefined ? '' : ` (${hint})`}, or rename the workload`, { atKey: true });
  return [];
}

/** Lists by cluster are of the workload's clusters, each of which has one. */
function checkKeys(workload: Workload, key: 'serviceAccounts' | 'namespaces', clusters: readonly KnownCluster[]): void {
  const written = workload.raw(key);
  const ofDefaults = key === 'namespaces' && written === undefined;
  const value = ofDefaults ? workload.defaultsRaw('namespaces') : written;
  // Where the clusters themselves are wrong, that is reported, and this follows from it.
  if (!isObject(value) || Object.keys(value).length === 0 || clusters.length === 0) {
    return;
  }
  const names = clusters.map(({ name }) => name);
  if (isExtension(value) && !names.includes('add')) {
    // Where no cluster has that name, it is no list by cluster, and reported where it is read.
    if (workload.context.isWritten(['clusters', 'add'])) {
      workload.report([key], `must be a list, got ${show(value)}: ${extensionHint(value)}`);
    }
    return;
  }
  const strange = ofDefaults ? [] : Object.keys(value).filter((name) =>
    !names.includes(name) && !workload.isNamed('clusters', name) && explain(KEY, name) === undefined);
  strange.forEach((name) => workload.report([key, name], `must be one of the workload's clusters (${list(names)}), got ${show(name)}: ` +
    `${workload.context.isWritten(['clusters', name]) ? 'name it under "clusters" of the workload as well' : suggestion(name, names)}`, { atKey: true }));
  if (strange.length > 0) {
    return; // the entry that is missing is probably this one
  }
  const missing = names.filter((name) => own(value, name) === undefined);
  if (missing.length > 0) {
    workload.report(ofDefaults ? [] : [key], `must have ${ofDefaults ? '"namespaces"' : 'an entry'} for each cluster of the workload, and ${list(missing)} ` +
      `${missing.length === 1 ? 'has' : 'have'} none${ofDefaults ? ' in defaults.namespaces' : ''}: add ${missing.length === 1 ? 'it' : 'them'}` +
      `${ofDefaults ? ' there or here' : ''}, or take the cluster out of "clusters"`, { atKey: true });
  }
}

function patternsOf({ own: { serviceAccountPatterns = [] } }: Workload): ServiceAccountSubject[] {
  return serviceAccountPatterns.flatMap((item) => {
    const { namespace, pattern, reason } = item ?? {};
    return namespace === undefined || pattern === undefined || reason === undefined ? []
      : [ServiceAccountSubject.pattern(namespace, pattern, { reason })];
  });
}
