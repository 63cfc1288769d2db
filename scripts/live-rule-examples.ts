import type { Finding } from '../lib/compliance/judge';
import { judgeLive } from '../lib/compliance/judge-live';
import type { PlacedData } from '../lib/core/placed-data';
import { liveState } from '../lib/inventory/live/live-state';
import { SOURCES } from '../lib/inventory/sources';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const ACCOUNT = '111122223333';
const arnOf = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
const LISTED = ['ServiceAccount', 'Pod', 'Node'];

const metadata = (name: string, more: object = {}) => ({ name, namespace: 'shop', uid: name, ...more });
const account = (role?: string) => ({
  kind: 'ServiceAccount',
  metadata: metadata('checkout', role === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': arnOf('role', role) } }),
});
const inSystem = { kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'kube-system', uid: 's' } };
const pod = (serviceAccountName: string, spec: object = {}, more: object = {}) => ({
  kind: 'Pod',
  metadata: metadata('checkout-7d9f-x2x', { labels: { 'pod-template-hash': '7d9f', ...more }, ownerReferences: [{ kind: 'ReplicaSet', name: 'checkout-7d9f' }] }),
  spec: { serviceAccountName, nodeName: 'ip-10-0-0-7', ...spec },
  status: { phase: 'Running' },
});
const WITH_ROLE = { volumes: [{ name: 'aws-iam-token' }] };
const ASSOCIATED = { volumes: [{ name: 'eks-pod-identity-token' }] };
const NODE = { kind: 'Node', metadata: { name: 'ip-10-0-0-7', uid: 'n', labels: { 'kubernetes.io/os': 'linux' } } };
const objects = (...items: object[]) => ({ kind: 'List', apiVersion: 'v1', cdkIrsaKinds: LISTED, items: [...items, NODE] });
const association = (more: object = {}) => ({
  association: {
    clusterName: 'production',
    namespace: 'shop',
    serviceAccount: 'checkout',
    roleArn: arnOf('role', 'checkout'),
    associationId: 'a-1b2c3d',
    associationArn: `arn:aws:eks:eu-central-1:${ACCOUNT}:podidentityassociation/production/a-1b2c3d`,
    ...more,
  },
});
const CLUSTER = { cluster: { name: 'production', arn: `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/production`, identity: { oidc: { issuer: `https://${ISSUER}` } } } };
const roles = (...all: object[]) => ({ RoleDetailList: [{ RoleName: 'AWSServiceRoleForAmazonEKS', Path: '/aws-service-role/eks.amazonaws.com/', AssumeRolePolicyDocument: {} }, ...all] });
const trusting = (issuer: string) => ({
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: arnOf('oidc-provider', issuer) },
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'system:serviceaccount:shop:checkout' } },
  }],
});
const role = (more: object = {}, trust: object = trusting(ISSUER)) =>
  ({ RoleName: 'checkout', Path: '/', Arn: arnOf('role', 'checkout'), AssumeRolePolicyDocument: trust, RolePolicyList: [], AttachedManagedPolicies: [], ...more });
const template = (more: object = {}) => ({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'checkout', AssumeRolePolicyDocument: trusting(ISSUER), ...more } } } });
const provider = (...issuers: string[]) => ({ OpenIDConnectProviderList: issuers.map((issuer) => ({ Arn: arnOf('oidc-provider', issuer) })) });
const OTHER = ISSUER.replace('4F0C', 'A81D');
const NO_ADD_ONS = { addons: ['vpc-cni'] };

/** What files tell of a cluster and an account in which a rule finds fault. */
const FILES: Readonly<Record<string, readonly object[]>> = {
  StalePod: [CLUSTER, objects(account('checkout'), pod('checkout'))],
  UnusedAnnotation: [CLUSTER, objects(account('checkout'), pod('default'))],
  MissingProvider: [CLUSTER, objects(account('checkout')), provider(OTHER)],
  UnregisteredAudience: [CLUSTER, objects(account('checkout')), provider(ISSUER), { Url: ISSUER, ClientIDList: ['vault'] }],
  MissingRole: [CLUSTER, objects(account('checkout')), roles(role({ RoleName: 'other', Arn: arnOf('role', 'other') }))],
  AnnotatedAndAssociated: [CLUSTER, objects(account('checkout-irsa')), association()],
  UnusedAssociation: [CLUSTER, objects(inSystem, account()), association({ serviceAccount: 'chekout' })],
  AssociationWithoutAgent: [CLUSTER, objects(pod('checkout', ASSOCIATED)), association(), NO_ADD_ONS],
  AssociationOnFargate: [CLUSTER, objects(pod('checkout', ASSOCIATED, { 'eks.amazonaws.com/fargate-profile': 'shop' })), association()],
  AssociationOnWindows: [CLUSTER, objects(pod('checkout', { ...ASSOCIATED, os: { name: 'windows' } })), association()],
  AssociationOnHostNetwork: [CLUSTER, objects(pod('checkout', { ...ASSOCIATED, hostNetwork: true })), association()],
  UnreachableTarget: [CLUSTER, association({ targetRoleArn: 'arn:aws:iam::444455556666:role/orders' }), roles(role())],
  ForeignPolicy: [roles(role({ RolePolicyList: [{ PolicyName: 'debug', PolicyDocument: {} }] })), template()],
  RemovedBoundary: [roles(role()), template({ PermissionsBoundary: arnOf('policy', 'boundary') })],
  OrphanedRole: [roles(role({}, trusting(OTHER))), provider(ISSUER), CLUSTER, objects(account(), pod('checkout', WITH_ROLE))],
};

/** A finding of a rule for clusters and accounts as they are, as an example; nothing if there is none. */
export function liveExampleOf(rule: string): { readonly finding: Finding; readonly written: object } | undefined {
  const readers = SOURCES.map(({ makeReader }) => makeReader({}));
  for (const [i, value] of (FILES[rule] ?? []).entries()) {
    const data: PlacedData = { value: JSON.parse(JSON.stringify(value)), place: { line: 1, column: 1 }, places: new Map() };
    readers.some((reader) => reader.take({ input: { path: `${i}.json`, file: `${i}.json`, isFound: false }, data }));
  }
  const { findings } = judgeLive(liveState(readers.flatMap((reader) => reader.parts([]))));
  const example = findings.map(({ finding }) => finding).find((finding) => finding.rule.id === rule);
  return example && { finding: example, written: writtenIn(FILES[rule]) };
}

/** What a reader needs to see of an example. */
function writtenIn(files: readonly object[]): object {
  const items = files.flatMap((file): object[] => file === CLUSTER ? []
    : 'items' in file ? (file as { items: object[] }).items.filter((item) => item !== NODE && item !== inSystem)
      : 'RoleDetailList' in file ? [(file as { RoleDetailList: object[] }).RoleDetailList.at(-1)!] : [file]);
  return items.length === 1 ? items[0] : items;
}
