import { findingId } from './finding-id';
import type { Finding } from './judge';
import type { LiveNeed, PlacedFinding, Rule } from './rule';
import { RULES } from './rules';
import { list } from '../core/text';
import { arnParts } from '../iam/arn';
import { isKnown } from '../iam/partial-text';
import type { Origin } from '../inventory/inventory';
import type { LiveCluster } from '../inventory/live/live-clusters';
import type { LiveState } from '../inventory/live/live-state';
import type { Problem } from '../inventory/problem';

/** What is found in clusters and accounts as they are, and what could not be judged. */
export interface JudgedLive {
  readonly findings: readonly { readonly finding: Finding; readonly origin: Origin }[];
  readonly gaps: readonly Problem[];
}

/** What prints what a rule needs. */
const PRINTED_BY: Readonly<Record<LiveNeed | 'providers' | 'roles', string>> = {
  cluster: 'its description (aws eks describe-cluster)',
  serviceAccounts: 'its ServiceAccounts (kubectl get serviceaccounts -A -o json)',
  allServiceAccounts: 'the ServiceAccounts of all its namespaces (kubectl get serviceaccounts -A -o json)',
  pods: 'its pods (kubectl get pods -A -o json)',
  nodes: 'its nodes (kubectl get nodes -o json)',
  associations: 'its EKS Pod Identity associations (aws eks list-pod-identity-associations)',
  addOns: 'its add-ons (aws eks list-addons)',
  providers: 'its OIDC providers (aws iam list-open-id-connect-providers)',
  roles: 'its roles (aws iam get-account-authorization-details)',
};

const NEEDS: readonly LiveNeed[] = ['cluster', 'serviceAccounts', 'allServiceAccounts', 'pods', 'nodes', 'associations', 'addOns'];

const LIVE_RULES = RULES.filter((rule) => rule.judgeLive !== undefined);

/** Judges clusters and accounts by all rules for them. A rule of which something is missing judges nothing, and that is said. */
export function judgeLive(state: LiveState): JudgedLive {
  const found = LIVE_RULES.flatMap((rule) => {
    const { needs, cluster: judgeCluster, accounts: judgeAccounts } = rule.judgeLive!;
    const ofClusters = judgeCluster === undefined ? []
      : state.clusters.filter((cluster) => needs.every((need) => isTold(need, cluster))).flatMap((cluster) => judgeCluster(cluster, state));
    return [...ofClusters, ...judgeAccounts?.(state) ?? []]
      .map((finding) => ({ finding: named(rule, finding), origin: state.originOf(finding.at) }));
  });
  return { findings: found, gaps: [...state.clusters.flatMap((cluster) => gapsOfCluster(cluster, state)), ...gapsOfAccounts(state)] };
}

function named(rule: Rule, finding: PlacedFinding): Finding {
  const { detail, of } = finding;
  return { ...finding, rule, id: findingId(rule.id, of === undefined ? detail : `${detail ?? ''} of ${of}`) };
}

function isTold(need: LiveNeed, cluster: LiveCluster): boolean {
  // Every cluster has this namespace, and ServiceAccounts in it: a list without them is one of some namespaces.
  return need === 'cluster' ? cluster.described !== undefined
    : need === 'allServiceAccounts' ? cluster.associations?.length === 0 || cluster.serviceAccounts?.some(({ namespace }) => namespace === 'kube-system') === true
      : cluster[need] !== undefined;
}

/** What no file tells of a cluster, by what it keeps from being judged. */
function gapsOfCluster(cluster: LiveCluster, { originOf }: LiveState): Problem[] {
  const missing = NEEDS.filter((need) => !isTold(need, cluster));
  const lost = LIVE_RULES.filter(({ judgeLive: judge }) => judge!.needs.some((need) => missing.includes(need)));
  const needed = missing.filter((need) => need !== 'allServiceAccounts' || !missing.includes('serviceAccounts')).filter((need) => lost.some(({ judgeLive: judge }) => judge!.needs.includes(need)));
  return lost.length === 0 ? [] : [{
    file: originOf(cluster.at).file,
    message: `of the cluster ${cluster.name}, no file has ${list(needed.map((need) => PRINTED_BY[need]), 'or')}: ${list(lost.map(({ id }) => id))} cannot be judged`,
  }];
}

/** What no file tells of accounts whose roles are in use. */
function gapsOfAccounts(state: LiveState): Problem[] {
  const used = new Map<string, string>();
  for (const { serviceAccounts = [], associations = [] } of state.clusters) {
    for (const { roleArn, at } of [...serviceAccounts, ...associations]) {
      const account = roleArn !== undefined && isKnown(roleArn) ? arnParts(roleArn)?.account ?? '' : '';
      if (/^\d{12}$/.test(account) && !used.has(account)) {
        used.set(account, at);
      }
    }
  }
  return [...used].flatMap(([id, at]) => {
    const account = state.accounts.get(id);
    const missing = (['providers', 'roles'] as const).filter((need) => account?.[need] === undefined);
    const lost = LIVE_RULES.filter(({ judgeLive: judge }) => judge!.needsOfAccounts?.some((need) => missing.includes(need)));
    return missing.length === 0 ? [] : [{
      file: state.originOf(at).file,
      message: `of the account ${id}, no file has ${list(missing.map((need) => PRINTED_BY[need]), 'or')}: ${list(lost.map(({ id: rule }) => rule))} cannot be judged for its roles`,
    }];
  });
}
