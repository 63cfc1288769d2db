import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { fleetOf } from './support';
import type { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';
import { issuer } from '../support';
import { canAssume } from '../trust/oracle';
import { canGive } from '../trust/pod-identity-oracle';

const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['eu-central-1', 'eu-west-1'];
const NAMESPACES = ['a', 'ab', 'b'];
const NAMES = ['x', 'xy', 'y.x'];

interface Cluster {
  readonly account: string;
  readonly region: string;
  readonly clusterName: string;
  readonly identity: 'irsa' | 'podIdentity' | 'both';
}

/** What a workload says of one of its clusters. */
interface Listed {
  readonly namespaces: readonly string[];
  readonly names: readonly string[];
  /** In a namespace of its own, beside the others. */
  readonly further: boolean;
}

interface Workload {
  readonly clusters: readonly number[];
  readonly lists: readonly Listed[];
  readonly isByCluster: boolean;
  readonly patternIn?: string;
}

interface Pod {
  readonly cluster: number;
  readonly namespace: string;
  readonly name: string;
}

const CLUSTER: fc.Arbitrary<Cluster> = fc.record({
  account: fc.constantFrom(...ACCOUNTS), region: fc.constantFrom(...REGIONS), clusterName: fc.constantFrom('prod', 'prod-2'), identity: fc.constantFrom('irsa', 'podIdentity', 'both'),
});
const CLUSTERS = fc.uniqueArray(CLUSTER, { minLength: 1, maxLength: 3, selector: ({ account, region, clusterName }) => [account, region, clusterName].join() });
const LISTED: fc.Arbitrary<Listed> = fc.record({
  namespaces: fc.subarray(NAMESPACES, { minLength: 1 }), names: fc.subarray(NAMES, { minLength: 1 }), further: fc.boolean(),
});
const FLEET = CLUSTERS.chain((clusters) => {
  const workload: fc.Arbitrary<Workload> = fc.record({
    clusters: fc.subarray(clusters.map((_, index) => index), { minLength: 1 }),
    lists: fc.array(LISTED, { minLength: clusters.length, maxLength: clusters.length }),
    isByCluster: fc.boolean(),
    patternIn: fc.option(fc.constantFrom(...NAMESPACES), { nil: undefined, freq: 3 }),
  });
  return fc.record({ clusters: fc.constant(clusters), workloads: fc.array(workload, { minLength: 1, maxLength: 2 }) });
});

/** Names are a workload's own, since a service account has one role. They begin like those of the other. */
const nameOf = (name: string, workload: number) => `${name}${workload}`;
const listsOf = ({ lists, isByCluster }: Workload, cluster: number) => lists[isByCluster ? cluster : 0];
const accountsOf = ({ names, further }: Listed, index: number) => [...names.map((name) => nameOf(name, index)), ...further ? [`z/${nameOf('x', index)}`] : []];

function fileOf(clusters: readonly Cluster[], workloads: readonly Workload[]): string {
  return JSON.stringify({
    accounts: Object.fromEntries([...new Set(clusters.map(({ account }) => account))].map((account) => [account, { region: REGIONS[0], quotas: { trustPolicyCharacters: 4096 } }])),
    clusters: Object.fromEntries(clusters.map((cluster, n) => [`c${n}`, { ...cluster, ...cluster.identity !== 'podIdentity' && { issuerUrl: `https://${issuer(n, cluster.region)}` } }])),
    workloads: Object.fromEntries(workloads.map((workload, index) => {
      const each = <T>(of: (listed: Listed) => T) => workload.isByCluster ? Object.fromEntries(workload.clusters.map((n) => [`c${n}`, of(workload.lists[n])])) : of(workload.lists[0]);
      return [`w${index}`, {
        clusters: workload.clusters.map((n) => `c${n}`),
        namespaces: each(({ namespaces }) => namespaces),
        serviceAccounts: each((listed) => accountsOf(listed, index)),
        ...workload.patternIn !== undefined && { serviceAccountPatterns: [{ namespace: workload.patternIn, pattern: `run${index}-*`, reason: 'a controller makes the names up' }] },
      }];
    })),
  });
}

/** Whether a pod is one of a workload, by what its file says. */
function isOwn(workload: Workload, index: number, { cluster, namespace, name }: Pod): boolean {
  const listed = listsOf(workload, cluster);
  return workload.clusters.includes(cluster) && (
    (listed.namespaces.includes(namespace) && listed.names.some((own) => nameOf(own, index) === name))
    || (listed.further && namespace === 'z' && name === nameOf('x', index))
    || (workload.patternIn === namespace && name.startsWith(`run${index}-`)));
}

/** Whether its trusts are short enough for IAM: one that is not is refused, which other tests are about. */
function fits({ roles }: ServiceAccountFleet): boolean {
  return roles.every(({ role }) => !role.node.validate().some((problem) => problem.includes('the trust policy must be at most 4,096 characters')));
}

/** The trusts of the roles, by workload and account, as the templates have them. */
function trustsOf(fleet: ServiceAccountFleet): Map<string, unknown> {
  return new Map(fleet.stacks.flatMap((stack) => Object.values<any>(Template.fromStack(stack).toJSON().Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => [`${Properties.RoleName} ${stack.account}`, Properties.AssumeRolePolicyDocument] as const)));
}

function associationsOf(fleet: ServiceAccountFleet): string[] {
  return fleet.stacks.flatMap((stack) => Object.values<any>(Template.fromStack(stack).toJSON().Resources ?? {}).filter(({ Type }) => Type === 'AWS::EKS::PodIdentityAssociation')
    .map(({ Properties: { ClusterName, Namespace, ServiceAccount } }) => [stack.account, stack.region, ClusterName, Namespace, ServiceAccount].join(' '))).sort();
}

test('each role of a fleet is for exactly its pods, and for no neighbour, by a simulator', async () => {
  await fc.assert(fc.asyncProperty(FLEET, async ({ clusters, workloads }) => {
    const fleet = fleetOf(fileOf(clusters, workloads), new App());
    fc.pre(fits(fleet));
    const trusts = trustsOf(fleet);
    const names = workloads.flatMap((_, index) => [...NAMES.map((name) => nameOf(name, index)), `run${index}-q`, `run${index}`]);
    const pods = clusters.flatMap((_, cluster) => [...NAMESPACES, 'z'].flatMap((namespace) => names.map((name): Pod => ({ cluster, namespace, name }))));
    const wrong: string[] = [];
    for (const [key, trust] of trusts) {
      const [role, account] = key.split(' ');
      const index = Number(role.slice(1));
      for (const pod of pods) {
        const { account: of, region, clusterName, identity } = clusters[pod.cluster];
        const isMeant = of === account && isOwn(workloads[index], index, pod);
        const byToken = identity !== 'podIdentity' && await canAssume(trust, { issuer: issuer(pod.cluster, region), sub: `system:serviceaccount:${pod.namespace}:${pod.name}`, aud: 'sts.amazonaws.com' }, account);
        const byEks = await canGive(trust, { account: of, clusterArn: `arn:aws:eks:${region}:${of}:cluster/${clusterName}`, namespace: pod.namespace, serviceAccount: pod.name }, account);
        wrong.push(...byToken === (isMeant && identity !== 'podIdentity') ? [] : [`${key} by IRSA: ${JSON.stringify(pod)}`], ...byEks === (isMeant && identity !== 'irsa') ? [] : [`${key} by EKS: ${JSON.stringify(pod)}`]);
      }
    }
    expect(wrong).toEqual([]);
    expect([...trusts.keys()].sort()).toEqual([...new Set(workloads.flatMap((workload, index) => workload.clusters.map((n) => `w${index} ${clusters[n].account}`)))].sort());
    expect(associationsOf(fleet)).toEqual(pods.filter(({ cluster, name }) => clusters[cluster].identity !== 'irsa' && !name.startsWith('run'))
      .filter((pod) => workloads.some((workload, index) => isOwn(workload, index, pod)))
      .map(({ cluster, namespace, name }) => [clusters[cluster].account, clusters[cluster].region, clusters[cluster].clusterName, namespace, name].join(' ')).sort());
  }), runs(1, 200));
}, 600_000);
