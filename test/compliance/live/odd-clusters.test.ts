import { ACCOUNT, arnOf, association, CLUSTER_ARN, dump, filesOf, ISSUER, node, pod, policy, role, SECRET, serviceAccount, trust, withNoise } from './dump';
import type { Dump } from './dump';
import { associated, KEY, more, podsTrust as PODS, workload } from './workloads';
import { foundInFiles } from '../files';

// What was thought of before anybody asked what the audit says of it: unusual clusters that are right, and faults in them.

const OTHER = '444455556666';
const OTHER_ISSUER = ISSUER.replace('4F0C', 'A81D');
const AGENT = { namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent' } };
const rulesIn = (lines: readonly string[]) => [...new Set(lines.map((line) => /: (?:error|warning) (\w+)/.exec(line)?.[1] ?? line))];
const found = (plant: (given: Dump) => void, files: (given: Dump) => Record<string, unknown> = filesOf) => {
  const given = withNoise(dump());
  plant(given);
  return foundInFiles(files(given), ['.'], { audiences: ['sts.amazonaws.com', 'acme'] });
};

const FARGATE = { node: 'fargate-ip-10-0-0-7', labels: { 'eks.amazonaws.com/fargate-profile': 'batch' } };
const onFargate = (given: Dump) => { given.nodes.push(node(FARGATE.node, { 'eks.amazonaws.com/compute-type': 'fargate' })); };
const onWindows = (given: Dump) => { given.nodes.push(node('w1', { 'kubernetes.io/os': 'windows' })); };
const onHybrid = (given: Dump) => { given.nodes.push(node('mi-0123', { 'eks.amazonaws.com/compute-type': 'hybrid' })); };
/** Auto Mode alone: no node with an agent of its own, and no add-on. */
function autoMode(given: Dump): void {
  given.cluster.computeConfig = { enabled: true, nodePools: ['general-purpose', 'system'] };
  given.nodes.forEach((one: any) => { if (one.metadata.labels['kubernetes.io/os'] === 'linux') { one.metadata.labels['eks.amazonaws.com/compute-type'] ??= 'auto'; } });
  given.addOns = [];
  given.pods = given.pods.filter(({ metadata: { labels } }) => labels['app.kubernetes.io/name' as never] === undefined);
}
/** A container that has a token of its own, and asks for a role of its own. */
const byHand = (name: string, arn: string, volumes: object[] = []) => more(pod(`${name}-1`, { account: name, namespace: 'batch', workload: name }), {}, {
  containers: [{ name: 'app', env: [{ name: 'AWS_ROLE_ARN', value: arn }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/var/run/secrets/tokens/aws' }], volumeMounts: [{ name: 'aws', mountPath: '/var/run/secrets/tokens/' }] }],
  volumes: [{ name: 'aws', projected: { sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com', path: 'aws' } }] } }, ...volumes],
});

describe('nothing is found in', () => {
  test.each<[string, (given: Dump) => void]>([
    ['pods of Fargate with a web identity', (given) => { onFargate(given); workload(given, 'job', FARGATE); }],
    ['pods of Windows with a web identity', (given) => { onWindows(given); workload(given, 'iis', { node: 'w1' }); }],
    ['hybrid nodes with the agent', (given) => { onHybrid(given); given.pods.push(pod('agent-h', { ...AGENT, node: 'mi-0123', workload: 'eks-pod-identity-agent-hybrid' })); associated(given, 'edge', { node: 'mi-0123' }); }],
    ['Auto Mode, which has the agent built in', (given) => { autoMode(given); associated(given, 'fast', { node: 'n1' }); }],
    ['Auto Mode beside nodes with the agent', (given) => { given.cluster.computeConfig = { enabled: true }; given.nodes.push(node('auto', { 'eks.amazonaws.com/compute-type': 'auto' })); associated(given, 'fast', { node: 'auto' }); }],
    ['an agent that somebody installed without the add-on', (given) => { given.addOns = ['vpc-cni']; }],
    ['an add-on on the network of its node, by its association', (given) => {
      Object.assign(given.serviceAccounts.find(({ metadata }) => metadata.name === 'aws-node')!.metadata, { annotations: {} });
      given.roles = given.roles.filter(({ RoleName }) => RoleName !== 'cni');
      given.roles.push(role('node-cni', PODS('kube-system')));
      given.associations.push(association('aws-node', { namespace: 'kube-system', roleArn: arnOf('node-cni') }));
      given.pods = given.pods.filter(({ metadata }) => metadata.name !== 'aws-node-1');
      given.pods.push(pod('aws-node-1', { namespace: 'kube-system', account: 'aws-node', hostNetwork: true, hasPodIdentity: true, workload: 'aws-node' }));
    }],
    ['a role of another account with its copy of the provider', (given) => {
      given.serviceAccounts.push(serviceAccount('cross', { [KEY]: arnOf('cross', OTHER) }, 'batch'));
      given.pods.push(pod('cross-1', { account: 'cross', namespace: 'batch', role: arnOf('cross', OTHER), workload: 'cross' }));
    }],
    ['a list of audiences', (given) => { given.providers[0].clientIds = ['vault', 'sts.amazonaws.com', 'https://acme.example.com']; }],
    ['an audience of its own, which the provider and the role have', (given) => {
      given.providers[0].clientIds.push('acme');
      given.serviceAccounts.push(serviceAccount('acme', { [KEY]: arnOf('acme'), 'eks.amazonaws.com/audience': 'acme' }, 'batch'));
      given.roles.push(role('acme', trust('system:serviceaccount:batch:acme', 'acme')));
      given.pods.push(pod('acme-1', { account: 'acme', namespace: 'batch', role: arnOf('acme'), workload: 'acme' }));
    }],
    ['a token that is projected by hand, without an annotation', (given) => {
      given.serviceAccounts.push(serviceAccount('hand', {}, 'batch'));
      given.pods.push(byHand('hand', arnOf('elsewhere')));
    }],
    ['a token that is projected by hand for another role than the annotated one', (given) => {
      workload(given, 'hand');
      given.pods.pop();
      given.pods.push(byHand('hand', arnOf('second'), [{ name: 'aws-iam-token' }]));
    }],
    ['a container beside that asks for a role of its own', (given) => {
      workload(given, 'two');
      given.pods.at(-1)!.spec.containers.push({ name: 'proxy', env: [{ name: 'AWS_ROLE_ARN', value: arnOf('proxy') }] });
    }],
    ['jobs that have finished, and one that failed', (given) => { workload(given, 'old', { phase: 'Succeeded', role: undefined }); given.pods.push(pod('old-2', { account: 'old', namespace: 'batch', phase: 'Failed' })); }],
    ['a pod that is deleted', (given) => { workload(given, 'gone'); given.pods.push(more(pod('gone-2', { account: 'gone', namespace: 'batch' }), { deletionTimestamp: '2026-01-03T00:00:00Z' })); }],
    ['static pods beside an annotated account without pods', (given) => {
      given.pods.filter(({ metadata: { name } }) => name.startsWith('agent-')).forEach(({ spec }) => { spec.serviceAccountName = 'eks-pod-identity-agent'; });
      given.serviceAccounts.push(serviceAccount('scaled-down', { [KEY]: arnOf('scaled-down') }, 'kube-system'));
      given.roles.push(role('scaled-down', trust('system:serviceaccount:kube-system:scaled-down')));
    }],
    ['a pod that the webhook is to leave alone', (given) => { workload(given, 'left', { role: undefined, labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'true' } }); }],
    ['an account that is moved to an association, with both in the trust', (given) => {
      const both = PODS('batch');
      given.roles.push(role('moved', { ...both, Statement: [...both.Statement, ...trust('system:serviceaccount:batch:moved').Statement] }));
      given.serviceAccounts.push(serviceAccount('moved', {}, 'batch'));
      given.associations.push(association('moved', { namespace: 'batch' }));
      given.pods.push(pod('moved-1', { account: 'moved', namespace: 'batch', hasPodIdentity: true, workload: 'moved' }));
    }],
    ['a role for the same account of two clusters, which both are there', (given) => {
      given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
      given.roles.push(role('shared', { Version: '2012-10-17', Statement: [...trust('system:serviceaccount:batch:shared').Statement, ...trust('system:serviceaccount:batch:shared', 'sts.amazonaws.com', OTHER_ISSUER).Statement] }));
      given.serviceAccounts.push(serviceAccount('shared', { [KEY]: arnOf('shared') }, 'batch'));
      given.pods.push(pod('shared-1', { account: 'shared', namespace: 'batch', role: arnOf('shared'), workload: 'shared' }));
    }],
    ['a role of a provider that is none of EKS', (given) => {
      const issuer = 'acme-kops.s3.us-west-2.amazonaws.com/prod';
      given.providers.push({ issuer, clientIds: ['amazonaws.com'] });
      given.roles.push(role('kops', trust('system:serviceaccount:shop:kops', 'amazonaws.com', issuer)));
      given.collection = { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod'] };
    }],
    ['a cluster with nothing but its DNS', (given) => { given.serviceAccounts = [serviceAccount('default')]; given.pods = [pod('coredns-1', { namespace: 'kube-system', phase: 'Pending' })]; given.associations = []; given.nodes = []; given.addOns = []; }],
  ])('%s', (name, plant) => {
    const lines = found(plant);
    // Of the account of a copy, nobody printed anything, which is said.
    expect(name.includes('copy of the provider') ? lines.filter((line) => !line.includes(`note: of the account ${OTHER}, no file has`)) : lines).toEqual([]);
    expect(lines.join('\n')).not.toContain(SECRET);
  });

  test('two clusters of one name in two regions, with associations of their own', () => {
    const [west, east] = [dump(), dump()];
    const arn = CLUSTER_ARN.replace('eu-west-1', 'us-east-1');
    const issuer = OTHER_ISSUER.replace('eu-west-1', 'us-east-1');
    east.cluster = { name: 'prod', arn, identity: { oidc: { issuer: `https://${issuer}` } } };
    east.associations[0] = { ...east.associations[0], associationId: 'a-east', associationArn: `arn:aws:eks:us-east-1:${ACCOUNT}:podidentityassociation/prod/a-east` };
    east.serviceAccounts[1].metadata.annotations = {};
    east.pods[0] = pod('web-1', { account: 'web' });
    const eastern = Object.fromEntries(Object.entries(filesOf(east)).filter(([name]) => name.includes('/clusters/')).map(([name, content]) => [name.replace('eu-west-1', 'us-east-1'), content]));
    west.providers.push({ issuer, clientIds: ['sts.amazonaws.com'] });
    expect(foundInFiles({ ...eastern, ...filesOf(west) })).toEqual([]);
  });

  test('a template whose role has a policy of another template', () => {
    const files = (given: Dump) => ({ ...filesOf(given), 'templates/more.json': { Resources: { P: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: 'web', PolicyName: 'more', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) } } } } });
    expect(found((given) => given.roles[1].RolePolicyList.push({ PolicyName: 'more', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) }), files)).toEqual([]);
  });
});

const annotated = (given: Dump, name: string, annotations: Record<string, string>, options: Parameters<typeof pod>[1] = {}) => {
  given.serviceAccounts.push(serviceAccount(name, annotations, 'batch'));
  given.pods.push(pod(`${name}-1`, { account: name, namespace: 'batch', role: annotations[KEY], workload: name, ...options }));
};
const lastPod = (given: Dump, item: unknown) => { given.pods[given.pods.length - 1] = item as never; };

test.each<[string, string, (given: Dump) => void]>([
  ['StalePod', 'a pod of Fargate without a token', (given) => { onFargate(given); workload(given, 'job', { ...FARGATE, role: undefined }); }],
  ['StalePod', 'a pod of Windows without a token', (given) => { onWindows(given); workload(given, 'iis', { node: 'w1', role: undefined }); }],
  ['StalePod', 'a pod of Auto Mode without the token of its association', (given) => { autoMode(given); associated(given, 'fast', { node: 'n1', hasPodIdentity: false }); }],
  ['StalePod', 'one of the pods of a job, which runs still', (given) => { workload(given, 'job', { phase: 'Succeeded' }); given.pods.push(pod('job-2', { account: 'job', namespace: 'batch' })); }],
  ['StalePod', 'a pod of a DaemonSet with the role of before', (given) => { workload(given, 'logs'); lastPod(given, more(pod('logs-1', { account: 'logs', namespace: 'batch', role: arnOf('old') }), { ownerReferences: [{ kind: 'DaemonSet', name: 'logs' }] })); }],
  ['StalePod', 'a pod by itself', (given) => { workload(given, 'alone'); lastPod(given, more(pod('alone-1', { account: 'alone', namespace: 'batch' }), { ownerReferences: undefined })); }],
  ['StalePod', 'init containers with the role of before', (given) => { workload(given, 'init'); lastPod(given, more(pod('init-1', { account: 'init', namespace: 'batch' }), {}, { initContainers: [{ name: 'i', env: [{ name: 'AWS_ROLE_ARN', value: arnOf('old') }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' }], volumeMounts: [{ name: 'aws-iam-token', mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount' }] }], volumes: [{ name: 'aws-iam-token' }] })); }],
  ['UnusedAnnotation', 'beside static pods, a pod runs as default', (given) => {
    given.serviceAccounts.push(serviceAccount('scaler', { [KEY]: arnOf('scaler') }, 'kube-system'));
    given.roles.push(role('scaler', trust('system:serviceaccount:kube-system:scaler')));
    given.pods.push(pod('scaler-1', { namespace: 'kube-system', workload: 'scaler' }));
  }],
  ['UnusedAnnotation', 'pods of Fargate run as default', (given) => { onFargate(given); workload(given, 'job', { ...FARGATE, account: 'default', role: undefined }); }],
  ['UnregisteredAudience', 'an audience that is annotated', (given) => { annotated(given, 'acme', { [KEY]: arnOf('acme'), 'eks.amazonaws.com/audience': 'acme' }); given.roles.push(role('acme', trust('system:serviceaccount:batch:acme', 'acme'))); }],
  ['UntrustedServiceAccount', 'a path that is another', (given) => { workload(given, 'paths'); Object.assign(given.roles.at(-1), { Path: '/a/', Arn: arnOf('a/paths') }); given.serviceAccounts.at(-1)!.metadata.annotations[KEY] = arnOf('b/paths'); lastPod(given, pod('paths-1', { account: 'paths', namespace: 'batch', role: arnOf('b/paths'), workload: 'paths' })); }],
  ['MissingRole', 'of an association on Auto Mode', (given) => { autoMode(given); associated(given, 'fast', { node: 'n1' }); given.roles.pop(); }],
  ['MissingRole', 'of a service account that has no pods', (given) => { given.serviceAccounts.push(serviceAccount('idle', { [KEY]: arnOf('idle') }, 'batch')); }],
  ['AnnotatedAndAssociated', 'a pod of Fargate, where only the annotation works', (given) => {
    const both = PODS('batch');
    associated(given, 'both');
    given.roles[given.roles.length - 1] = role('both', { ...both, Statement: [...both.Statement, ...trust('system:serviceaccount:batch:both').Statement] });
    given.serviceAccounts.at(-1)!.metadata.annotations = { [KEY]: arnOf('both') };
  }],
  ['AssociationWithoutAgent', 'a hybrid node without an agent', (given) => { onHybrid(given); associated(given, 'edge', { node: 'mi-0123' }); }],
  ['AssociationWithoutAgent', 'an agent that is not there on one node of many', (given) => { given.nodes.push(node('n3')); associated(given, 'third', { node: 'n3' }); }],
  ['AssociationWithoutAgent', 'an agent that failed on the node', (given) => { given.nodes.push(node('n3')); given.pods.push(pod('agent-3', { ...AGENT, node: 'n3', phase: 'Failed' })); associated(given, 'third', { node: 'n3' }); }],
  ['AssociationOnFargate', 'a pod that waits for its node', (given) => { associated(given, 'job', { node: undefined, labels: FARGATE.labels }); }],
  ['AssociationOnWindows', 'a pod whose system is written', (given) => { associated(given, 'iis'); lastPod(given, more(given.pods.at(-1)!, {}, { os: { name: 'windows' } })); }],
  ['AssociationOnHostNetwork', 'a DaemonSet of its own', (given) => { associated(given, 'logs', { hostNetwork: true }); }],
  ['UnreachableTarget', 'a deny of one of the two actions', (given) => {
    given.associations[0].targetRoleArn = arnOf('target');
    const own = given.roles.find(({ RoleName }) => RoleName === 'api');
    own.RolePolicyList.push({ PolicyName: 'target', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: arnOf('target') }, { Effect: 'Deny', Action: 'sts:TagSession', Resource: '*' }] } });
    given.roles.push(role('target', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: arnOf('api') } }] }));
  }],
  ['UntrustedServiceAccount', 'a role of a name that differs by a letter', (given) => { annotated(given, 'letters', { [KEY]: arnOf('letters') }); given.roles.push(role('letters', trust('system:serviceaccount:batch:letter'))); }],
  ['UntrustedServiceAccount', 'a role that trusts the namespace of a test', (given) => { annotated(given, 'place', { [KEY]: arnOf('place') }); given.roles.push(role('place', trust('system:serviceaccount:batch-test:place'))); }],
  ['UntrustedAssociation', 'a role of pods of another namespace', (given) => { associated(given, 'far'); given.roles[given.roles.length - 1] = role('far', PODS('other')); }],
  ['UntrustedAssociation', 'a role of service accounts alone', (given) => { associated(given, 'irsa'); given.roles[given.roles.length - 1] = role('irsa', trust('system:serviceaccount:other:irsa')); }],
  ['MismatchedAudience', 'an annotation for another audience', (given) => { given.providers[0].clientIds.push('acme'); annotated(given, 'acme', { [KEY]: arnOf('acme'), 'eks.amazonaws.com/audience': 'acme' }); given.roles.push(role('acme', trust('system:serviceaccount:batch:acme'))); }],
  ['MalformedAnnotation', 'a session’s ARN', (given) => { annotated(given, 'session', { [KEY]: `arn:aws:sts::${ACCOUNT}:assumed-role/web/x` }); }],
  ['UnreadAnnotation', 'a slip', (given) => { given.serviceAccounts.push(serviceAccount('slip', { 'eks.amazonaws.com/role_arn': arnOf('slip') }, 'batch')); }],
  ['OrphanedRole', 'of a cluster that was made anew under its name', (given) => {
    given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
    given.collection = { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod'] };
    given.roles.push(role('prod-old', trust('system:serviceaccount:shop:old', 'sts.amazonaws.com', OTHER_ISSUER)));
  }],
  ['OrphanedRole', 'of a provider of no EKS that is gone', (given) => { given.roles.push(role('kops', trust('system:serviceaccount:shop:kops', 'sts.amazonaws.com', 'acme-kops.s3.us-west-2.amazonaws.com/prod'))); }],
  ['ForeignPolicy', 'a policy of the template’s name in other letters', (given) => { given.roles[1].RolePolicyList.push({ PolicyName: 'Web.Read', PolicyDocument: policy('s3:PutObject', 'arn:aws:s3:::shop/*') }); }],
  ['RemovedBoundary', 'one of another path', (given) => { given.roles[1].PermissionsBoundary.PermissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/team/boundary`; }],
])('%s alone: %s', (rule, _, plant) => {
  const lines = found(plant).filter((line) => !line.includes(`note: of the account ${OTHER}`));
  expect(rulesIn(lines)).toEqual([rule]);
  expect(lines.join('\n')).not.toContain(SECRET);
});

describe('a role of another account', () => {
  const AWSRole = { RoleName: 'AWSServiceRoleForSupport', Path: '/aws-service-role/support.amazonaws.com/', Arn: `arn:aws:iam::${OTHER}:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`, AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'support.amazonaws.com' } } }, RolePolicyList: [], AttachedManagedPolicies: [] };
  const provider = `arn:aws:iam::${OTHER}:oidc-provider/${ISSUER}`;
  const files = (hasCopy: boolean, isThere = true) => (given: Dump) => ({
    ...filesOf(given),
    [`dump/accounts/${OTHER}/roles.json`]: {
      RoleDetailList: [AWSRole, ...isThere ? [{ ...role('cross', JSON.parse(JSON.stringify(trust('system:serviceaccount:batch:cross')).replaceAll(ACCOUNT, OTHER))), Arn: arnOf('cross', OTHER) }] : []],
    },
    [`dump/accounts/${OTHER}/providers.json`]: { OpenIDConnectProviderList: hasCopy ? [{ Arn: provider }] : [{ Arn: provider.replace('4F0C', 'FFFF') }] },
    [`dump/accounts/${OTHER}/providers/1.json`]: { Url: hasCopy ? ISSUER : ISSUER.replace('4F0C', 'FFFF'), ClientIDList: ['sts.amazonaws.com'] },
    [`dump/clusters/${OTHER}/eu-west-1/collection.json`]: { cdkIrsaCollection: { account: OTHER, region: 'eu-west-1', isAllClusters: true, clusters: [] } },
  });
  const cross = (given: Dump) => annotated(given, 'cross', { [KEY]: arnOf('cross', OTHER) });

  test('with its copy of the provider is right, though the account has no such cluster', () => {
    expect(found(cross, files(true))).toEqual([]);
  });

  test('without a copy of the provider, or without the role, is found', () => {
    expect(rulesIn(found(cross, files(false)))).toEqual(expect.arrayContaining(['MissingProvider']));
    expect(rulesIn(found(cross, files(true, false)))).toEqual(['MissingRole']);
  });

  test('whose cluster is not among the files is said to be perhaps one of another account', () => {
    const lines = found((given) => {
      given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
      given.collection = { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod'] };
      given.roles.push(role('copy', trust('system:serviceaccount:batch:copy', 'sts.amazonaws.com', OTHER_ISSUER)));
    });
    expect(lines).toEqual([expect.stringContaining('and no cluster of its region and account has that issuer (if it is that of a cluster of another account, collect that as well); meanwhile no application uses that trust')]);
  });
});
