import { dirname, join, resolve } from 'path';
import { isExisting, planExistingRole } from './existing-role-planner';
import type { FleetPlan, PlannedRole } from './fleet-plan';
import { checkMisspeltVariables } from './misspelt-variables';
import { regionsOf } from './named-regions';
import type { PlanContext } from './plan-context';
import { bundlesOf } from './planned-bundles';
import { PlannedClusters } from './planned-clusters';
import type { KnownCluster } from './planned-clusters';
import { plannedGuardrails } from './planned-guardrails';
import { withIdentity } from './planned-identity';
import { checkReasons } from './planned-managed-policies';
import { plannedSubjects } from './planned-subjects';
import { plannedTags } from './planned-tags';
import { planRole } from './role-planner';
import { withoutScheme } from './service-account-claims';
import { associationStack, tooLong } from './stack-names';
import { stackRegionsOf } from './stack-regions';
import { planTargetRole } from './target-role-planner';
import { checkTeamRules } from './team-checks';
import { Workload } from './workload';
import { filledEntries } from './workload-filling';
import { placeholderValuesOf } from './workload-placeholders';
import { list, show } from '../../core/text';

/** What one environment of a workloads file asks for; every problem is reported to the context. */
export type EnvironmentPlan = Omit<FleetPlan, 'unusedClusters'>;

/** Plans one environment of a workloads file. */
export function planEnvironment(context: PlanContext): EnvironmentPlan {
  const { data, environment, fleetName: name } = context;
  const clusters = new PlannedClusters(context);
  clusters.references(data.defaults?.clusters, ['defaults', 'clusters']);
  clusters.keys(data.defaults?.namespaces, ['defaults', 'namespaces']);
  const workloads = Object.entries(data.workloads ?? {}).map(([key, entry = {}]) => new Workload(key, entry, context));
  const existingRoles = workloads.filter(isExisting)
    .flatMap((workload) => planExistingRole(workload, withIdentity(workload, clustersOf(workload, clusters))));
  const roles = workloads.filter((workload) => !isExisting(workload)).flatMap((workload) => planWorkload(workload, clusters));
  const plan = {
    name,
    file: resolve(context.source.file),
    environment,
    included: [...new Set(Object.keys(data.workloads ?? {}).flatMap((key) => context.source.included(key) ?? []))],
    outputDirectory: outputDirectory(context),
    checkPodImage: data.checkPodImage,
    requirePermissionsBoundary: data.requirePermissionsBoundary ?? false,
    clusters: clusters.complete,
    roles,
    existingRoles,
    stackRegions: stackRegionsOf(context, clusters.byName, roles),
    regions: regionsOf(context, clusters.byName),
    guardrails: plannedGuardrails(context),
    quotas: new Map(Object.entries(data.accounts ?? {}).map(([account, entry]) => [account, entry?.quotas ?? {}])),
  };
  checkStackNames(context, [
    ...[...roles, ...existingRoles].flatMap((role) => [role.stack, ...associationStacks(name, role)]),
    ...roles.flatMap(({ targetRole }) => targetRole?.stack ?? []),
  ]);
  checkProviders(context, clusters);
  checkMisspeltVariables(context);
  return plan;
}

/** The roles of a workload: one in each account. */
function planWorkload(written: Workload, known: PlannedClusters): PlannedRole[] {
  const clusters = withIdentity(written, clustersOf(written, known));
  const subjects = plannedSubjects(written, clusters);
  checkTeamRules(written, clusters, subjects);
  const targetRole = planTargetRole(written, clusters, subjects);
  // Its placeholders stand for another account's values, and are filled.
  const workload = written.own.targetRole === undefined ? written
    : written.with({ own: { ...written.own, targetRole: undefined }, defaults: written.defaults });
  const byAccount = new Map<string, KnownCluster[]>();
  for (const cluster of clusters) {
    const account = workload.own.account ?? cluster.account;
    if (account !== undefined) {
      byAccount.set(account, [...byAccount.get(account) ?? [], cluster]);
    }
  }
  if (byAccount.size === 0) {
    // The clusters are wrong or missing, which is reported; the rest of the entry is judged all the same.
    const filled = workload.with(filledEntries(workload, placeholderValuesOf(workload, undefined, subjects)));
    plannedTags(filled);
    checkReasons(filled);
    bundlesOf(filled, undefined);
  }
  return [...byAccount].map(([account, own]) => planRole(workload, { account, clusters: own, targetRole }, subjects));
}

function clustersOf(workload: Workload, known: PlannedClusters): KnownCluster[] {
  const { own, defaults } = workload;
  if (workload.isLost('clusters')) {
    return [];
  }
  if (own.clusters !== undefined) {
    return known.references(own.clusters, [...workload.path, 'clusters']);
  }
  if (defaults.clusters !== undefined) {
    // Names of none are reported once, at the defaults.
    return defaults.clusters.flatMap((name) => known.byName.get(name ?? '') ?? []);
  }
  if (known.byName.size > 1) {
    workload.report([], `must have "clusters" (of ${list([...known.byName.keys()])}), since the file has several and no defaults.clusters`, { atKey: true });
    return [];
  }
  return [...known.byName.values()];
}

function outputDirectory(context: PlanContext): string | undefined {
  const { data, source, environment } = context;
  const folder = data.outputDirectory === undefined ? undefined : resolve(dirname(source.file), data.outputDirectory);
  if (folder !== undefined && folder === dirname(folder)) {
    context.report(['outputDirectory'], `must be a folder of its own, got the root ${show(folder)}`);
  }
  return folder === undefined || environment === undefined ? folder : join(folder, environment);
}

/** An account has one provider for an issuer, whichever environment makes it. */
function checkProviders(context: PlanContext, clusters: PlannedClusters): void {
  for (const { name, account, issuerUrl, createProvider } of clusters.byName.values()) {
    if (createProvider && account !== undefined && issuerUrl !== undefined) {
      context.claim(`provider ${account} ${withoutScheme(issuerUrl)}`, ['clusters', name, 'createProvider'], (byOther) =>
        `the OIDC provider of an issuer must be made once in account ${account}, but it is made ${byOther} as well: leave createProvider out in one`,
      { atKey: true });
    }
  }
}

function associationStacks(name: string, { account, stack, clusters }: Pick<PlannedRole, 'account' | 'stack' | 'clusters'>): string[] {
  return clusters.filter(({ identity }) => identity !== 'irsa').map((cluster) => associationStack({ name, account, stack, cluster }));
}

function checkStackNames(context: PlanContext, stacks: readonly string[]): void {
  const problem = tooLong(stacks, context.environment);
  if (problem !== undefined) {
    context.report(['name'], problem);
  }
}
