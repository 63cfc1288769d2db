import { ActionFacts } from './data/action-facts';
import { clustersOf } from './data/cluster-list';
import { findingsOf, rulesOf } from './data/finding-list';
import { inputsOf } from './data/input-list';
import { PodTable, podUse } from './data/pod-table';
import { PolicyTable } from './data/policy-table';
import { ReachVerdicts } from './data/reach-verdict';
import type { ReportInput } from './data/report-input';
import { RoleTable } from './data/report-roles';
import { ResourceTable } from './data/resource-table';
import { ServiceAccess } from './data/service-access';
import { WorkloadTable } from './data/workload-table';
import type { WorkloadDraft } from './data/workload-table';
import type { ReportData, ReportWorkload } from './report-data';
import { AccessModel } from '../access/model/access-model';
import type { KnownCluster } from '../access/model/known-clusters';
import { liveState } from '../inventory/live/live-state';
import type { LiveState } from '../inventory/live/live-state';

/** Puts together all that the report says. The same input makes the same report. */
export function buildReport(input: ReportInput): ReportData {
  const { inventory, control, findings, acknowledged } = input;
  const state = liveState(inventory.parts);
  const model = new AccessModel(inventory, [...input.clusters, ...describedClusters(state)], undefined, input.trusts);
  const pods = new PodTable(state, model.clusters);
  const [facts, policies] = [new ActionFacts(), new PolicyTable()];
  const roleTable = new RoleTable(model, policies, new ServiceAccess(facts));
  const drafts = new WorkloadTable(model, control, (role) => roleTable.idOf(role)).read(pods.running);
  const workloads = numbered(drafts, pods, clusterCount(drafts));
  const byRole = workloadsByRole(workloads);
  const roles = roleTable.read((id, isOfWorkloads) => {
    const own = byRole.get(id) ?? [];
    return { workloads: own.map(({ id: workload }) => workload), pods: pods.isEmpty ? null : podUse(own, isOfWorkloads) };
  });
  const resources = new ResourceTable(model, new ReachVerdicts(model, control), (role) => roleTable.idOf(role)).read(facts);
  return {
    version: 1,
    tool: { name: 'cdk-irsa', version: input.toolVersion },
    title: input.title,
    generatedAt: input.generatedAt.toISOString(),
    inputs: inputsOf(input),
    clusters: clustersOf(model, workloads, pods),
    workloads,
    roles,
    policies: policies.policies,
    resources,
    findings: findingsOf(findings, roles),
    acknowledged: findingsOf(acknowledged, roles),
    rules: rulesOf([...findings, ...acknowledged]),
  };
}

function describedClusters({ clusters }: LiveState): KnownCluster[] {
  return clusters.flatMap(({ described }) => described === undefined ? []
    : [{ names: [described.name], ...described.issuer === undefined ? {} : { issuer: described.issuer } }]);
}

function clusterCount(drafts: readonly WorkloadDraft[]): number {
  return new Set(drafts.flatMap(({ cluster }) => cluster ?? [])).size;
}

/** By cluster, namespace and name. */
function numbered(drafts: readonly WorkloadDraft[], pods: PodTable, clusters: number): ReportWorkload[] {
  const keyed = drafts.map((draft) => ({ draft, key: [draft.cluster ?? '', draft.namespace, draft.name].join('\n') }));
  return keyed.sort((one, other) => one.key < other.key ? -1 : one.key > other.key ? 1 : 0)
    .map(({ draft }, i) => ({ id: `w${i + 1}`, ...draft, pods: pods.podsOf(draft, clusters) }));
}

function workloadsByRole(workloads: readonly ReportWorkload[]): Map<string, ReportWorkload[]> {
  const found = new Map<string, ReportWorkload[]>();
  for (const workload of workloads) {
    for (const id of new Set(workload.roles.map(({ role }) => role))) {
      found.set(id, [...found.get(id) ?? [], workload]);
    }
  }
  return found;
}
