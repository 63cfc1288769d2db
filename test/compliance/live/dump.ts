/** What `cdk-irsa collect` and the commands of its README write of one cluster and its account, all of it healthy. */

export const ACCOUNT = '111122223333';
export const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
export const CLUSTER_ARN = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/prod`;
export const SECRET = 'hunter2-never-printed';
const TRUST_OF_PODS = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:RequestTag/eks-cluster-name': 'prod' } },
  }],
};

/** A trust of one service account. It is not that of other tests, which need Jest: a script measures with this dump. */
export function trust(subject: string, aud = 'sts.amazonaws.com', issuer = ISSUER) {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
      Condition: { StringEquals: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: subject } },
    }],
  };
}

export const arnOf = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
export const policy = (action: string, resource: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] });

export function serviceAccount(name: string, annotations: Record<string, string> = {}, namespace = 'shop') {
  return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name, namespace, uid: `uid-${namespace}-${name}`, annotations } };
}

export interface PodOptions {
  readonly account?: string;
  readonly namespace?: string;
  readonly node?: string;
  /** What the webhook put into it. */
  readonly role?: string;
  readonly hasPodIdentity?: boolean;
  readonly hostNetwork?: boolean;
  readonly labels?: Record<string, string>;
  readonly phase?: string;
  readonly workload?: string;
}

export function pod(name: string, { account = 'default', namespace = 'shop', node: nodeName = 'n1', role: injected, hasPodIdentity = false, hostNetwork, labels = {}, phase = 'Running', workload = 'web' }: PodOptions = {}) {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'pod-template-hash': 'abc', ...labels },
      ownerReferences: [{ kind: 'ReplicaSet', name: `${workload}-abc` }],
    },
    spec: {
      serviceAccountName: account,
      nodeName,
      ...hostNetwork === undefined ? {} : { hostNetwork },
      containers: [{
        name: 'app',
        env: [
          { name: 'DATABASE_PASSWORD', value: SECRET },
          ...injected === undefined ? [] : [{ name: 'AWS_ROLE_ARN', value: injected }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `/var/run/${SECRET}` }],
        ],
      }],
      volumes: [...injected === undefined ? [] : [{ name: 'aws-iam-token' }], ...hasPodIdentity ? [{ name: 'eks-pod-identity-token' }] : []],
    },
    status: { phase },
  };
}

export function node(name: string, labels: Record<string, string> = {}) {
  return { kind: 'Node', apiVersion: 'v1', metadata: { name, uid: `uid-${name}`, labels: { 'kubernetes.io/os': 'linux', ...labels } }, spec: {} };
}

export function association(name: string, options: object = {}) {
  return {
    clusterName: 'prod',
    namespace: 'shop',
    serviceAccount: name,
    roleArn: arnOf(name),
    associationId: `a-${name}`,
    associationArn: `arn:aws:eks:eu-west-1:${ACCOUNT}:podidentityassociation/prod/a-${name}`,
    targetRoleArn: null,
    disableSessionTags: false,
    ...options,
  };
}

export function role(RoleName: string, AssumeRolePolicyDocument: unknown, more: object = {}) {
  return { RoleName, Path: '/', Arn: arnOf(RoleName), AssumeRolePolicyDocument, RolePolicyList: [] as object[], AttachedManagedPolicies: [] as object[], ...more };
}

/** The files of a healthy cluster and account, to be changed. */
export function dump() {
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
  return {
    cluster: { name: 'prod', arn: CLUSTER_ARN, identity: { oidc: { issuer: `https://${ISSUER}` } } } as any,
    serviceAccounts: [
      serviceAccount('default'), serviceAccount('web', { 'eks.amazonaws.com/role-arn': arnOf('web') }), serviceAccount('api'), serviceAccount('plain'), serviceAccount('default', {}, 'kube-system'),
    ],
    pods: [
      pod('web-1', { account: 'web', role: arnOf('web') }), pod('api-1', { account: 'api', hasPodIdentity: true, workload: 'api' }), pod('plain-1', { account: 'plain', workload: 'plain' }),
      pod('agent-1', { namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent' } }),
      pod('agent-2', { namespace: 'kube-system', node: 'n2', labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent' } }),
    ],
    nodes: [node('n1'), node('n2')],
    associations: [association('api')] as any[],
    addOns: ['vpc-cni', 'eks-pod-identity-agent'],
    roles: [
      role('AWSServiceRoleForAmazonEKS', policyOfService('eks.amazonaws.com'), { Path: '/aws-service-role/eks.amazonaws.com/', Arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS` }),
      role('web', trust('system:serviceaccount:shop:web'), {
        RolePolicyList: [{ PolicyName: 'web.read', PolicyDocument: policy('s3:GetObject', 'arn:aws:s3:::shop/*') }],
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
      }),
      role('api', structuredClone(TRUST_OF_PODS)),
    ] as any[],
    providers: [{ issuer: ISSUER, clientIds: ['sts.amazonaws.com'] }],
    /** Of the template that made the role web. */
    template: {
      RoleName: 'web',
      PermissionsBoundary: boundary as string | undefined,
      ManagedPolicyArns: undefined as string[] | undefined,
      Policies: [{ PolicyName: 'web.read', PolicyDocument: policy('s3:GetObject', 'arn:aws:s3:::shop/*') }],
      AssumeRolePolicyDocument: trust('system:serviceaccount:shop:web'),
    },
    collection: undefined as object | undefined,
  };
}

export type Dump = ReturnType<typeof dump>;

/** What real clusters and accounts have beside, against which nothing is to be said; behind what tests change by its number. */
export function withNoise(given: Dump): Dump {
  const inSystem = { namespace: 'kube-system' };
  const more = (item: { metadata: object; spec?: object }, metadata: object, spec: object = {}) => ({ ...item, metadata: { ...item.metadata, ...metadata }, spec: { ...item.spec, ...spec } }) as any;
  const label = (name: string, labels: object) => more(serviceAccount(name, {}, 'kube-system'), { labels, resourceVersion: '1', managedFields: [{ manager: 'eks', fieldsV1: { 'f:metadata': {} } }] });
  const cni = { ...role('cni', trust('system:serviceaccount:kube-system:aws-node')), Path: '/eks/', Arn: arnOf('eks/cni') };
  const ended = { account: 'web', workload: 'job' };
  given.serviceAccounts.push(
    ...['default', 'kube-public', 'kube-node-lease'].map((namespace) => serviceAccount('default', {}, namespace)),
    label('coredns', { 'eks.amazonaws.com/component': 'coredns', 'k8s-app': 'kube-dns' }), label('kube-proxy', { 'eks.amazonaws.com/component': 'kube-proxy' }),
    serviceAccount('aws-node', { 'eks.amazonaws.com/role-arn': cni.Arn, 'kubectl.kubernetes.io/last-applied-configuration': '{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":"x"}}}' }, 'kube-system'),
  );
  given.pods.push(
    pod('job-1', { ...ended, phase: 'Succeeded' }), more({ ...pod('evicted-1', { ...ended, phase: 'Failed' }) }, {}), more(pod('old-1', ended), { deletionTimestamp: '2026-01-02T00:00:00Z' }),
    pod('coredns-1', { ...inSystem, account: 'coredns', workload: 'coredns' }), pod('kube-proxy-1', { ...inSystem, account: 'kube-proxy', hostNetwork: true }),
    pod('aws-node-1', { ...inSystem, account: 'aws-node', hostNetwork: true, role: cni.Arn }),
    more(pod('etcd-n1', inSystem), { annotations: { 'kubernetes.io/config.mirror': 'a' }, ownerReferences: [{ kind: 'Node', name: 'n1' }] }, { serviceAccountName: undefined, hostNetwork: true }),
    pod('win-1', { namespace: 'batch', account: 'win', node: 'w9' }), pod('fargate-1', { namespace: 'batch', account: 'fargate', node: 'fargate-ip-10-0-0-9', labels: { 'eks.amazonaws.com/fargate-profile': 'batch' } }),
    more(pod('init-1', { namespace: 'batch', account: 'init' }), {}, { initContainers: [{ name: 'a', env: [{ name: 'TOKEN', value: SECRET }], envFrom: [{ secretRef: { name: 's' } }] }], containers: null, volumes: null }),
  );
  given.nodes.push(node('w9', { 'kubernetes.io/os': 'windows' }), node('fargate-ip-10-0-0-9', { 'eks.amazonaws.com/compute-type': 'fargate' }), more(node('spare'), {}, { unschedulable: true, taints: [{ key: 'a', effect: 'NoSchedule' }] }));
  given.addOns.unshift('coredns', 'kube-proxy', 'metrics-server');
  const github = 'token.actions.githubusercontent.com';
  given.providers.push({ issuer: github, clientIds: ['sts.amazonaws.com'] });
  given.roles.push(
    cni, role('node', policyOfService('ec2.amazonaws.com')), role('cluster', policyOfService('eks.amazonaws.com')),
    role('deploy', JSON.parse(JSON.stringify(trust('repo:acme/shop:ref:refs/heads/main')).split(ISSUER).join(github))),
  );
  Object.assign(given.cluster, { version: '1.33', status: 'ACTIVE', endpoint: 'https://x', certificateAuthority: { data: 'x' }, accessConfig: { authenticationMode: 'API' }, computeConfig: given.cluster.computeConfig, tags: {} });
  return given;
}

function policyOfService(service: string) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] };
}

/** A policy of the account, which some of the roles have. */
function managedPolicy(name: string) {
  return {
    PolicyName: name,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`) }],
  };
}

/** The files of a dump, in folders as `cdk-irsa collect` lays them out. */
export function filesOf(given: Dump, name = 'prod'): Record<string, unknown> {
  const folder = `dump/clusters/${ACCOUNT}/eu-west-1/${name}`;
  const list = (items: readonly unknown[]) => ({ kind: 'List', apiVersion: 'v1', items });
  return {
    [`${folder}/cluster.json`]: { cluster: given.cluster },
    [`${folder}/objects.json`]: list([...given.serviceAccounts, ...given.pods]),
    [`${folder}/nodes.json`]: { ...list(given.nodes), cdkIrsaKinds: ['Node'] },
    [`${folder}/add-ons.json`]: { addons: given.addOns },
    [`${folder}/associations.json`]: { associations: given.associations.map(({ roleArn, targetRoleArn, disableSessionTags, ...listed }: any) => listed) },
    ...Object.fromEntries(given.associations.map((item) => [`${folder}/associations/${item.associationId}.json`, { association: item }])),
    ...given.collection === undefined ? {} : { [`dump/clusters/${ACCOUNT}/eu-west-1/collection.json`]: { cdkIrsaCollection: given.collection } },
    [`dump/accounts/${ACCOUNT}/roles.json`]: { RoleDetailList: given.roles, Policies: ['own', 'team'].map(managedPolicy) },
    [`dump/accounts/${ACCOUNT}/providers.json`]: { OpenIDConnectProviderList: given.providers.map(({ issuer }) => ({ Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` })) },
    ...Object.fromEntries(given.providers.map(({ issuer, clientIds }, i) => [`dump/accounts/${ACCOUNT}/providers/${i + 1}.json`, { Url: issuer, ClientIDList: clientIds }])),
    'templates/roles.json': { Resources: { Web: { Type: 'AWS::IAM::Role', Properties: given.template } } },
  };
}
