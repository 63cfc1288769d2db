import { ACCOUNT, arnOf, association, CLUSTER_ARN, dump, filesOf, ISSUER, node, pod, policy, role, SECRET, serviceAccount, trust, withNoise } from './dump';
import type { Dump } from './dump';
import { associated, KEY, more, podsTrust, workload } from './workloads';
import { commandsIn, foundInFiles } from '../files';

// What was thought of in an attack on the rules, with its answer first: what is right though it is odd, and what is wrong though it is hidden.

type Plant = (given: Dump) => void;
type Files = Record<string, unknown>;
type Write = (given: Dump) => Files;

const OTHER = '444455556666';
const OTHER_ISSUER = ISSUER.replace('4F0C', 'A81D');
const FOLDER = `dump/clusters/${ACCOUNT}/eu-west-1/prod`;
const FARGATE = { node: 'fargate-ip-10-0-0-7', labels: { 'eks.amazonaws.com/fargate-profile': 'batch' } };
const AGENT = { namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent' } };
const NOT_READY = { conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Ready', status: 'False' }] };

const written = (plant: Plant, files: Write = (given) => filesOf(given)) => {
  const given = withNoise(dump());
  plant(given);
  return files(given);
};
const found = (plant: Plant, files?: Write) => foundInFiles(written(plant, files), ['.'], { audiences: ['sts.amazonaws.com', 'acme'] })
  .filter((line) => !line.includes(`note: of the account ${OTHER}`));
const rulesIn = (lines: readonly string[]) => [...new Set(lines.map((line) => /: (?:error|warning) (\w+)/.exec(line)?.[1] ?? line))];

const lastPod = (given: Dump, change: (last: any) => unknown) => { given.pods.push(change(given.pods.pop()) as never); };
const token = (name: string, audience: string) => ({ name, projected: { sources: [{ serviceAccountToken: { audience, path: 'token' } }] } });
const isAgent = ({ metadata: { name } }: { metadata: { name: string } }) => name.startsWith('agent-');
const apiRole = (given: Dump) => given.roles.find(({ RoleName }) => RoleName === 'api');
const agentAddOn = (status: string): Write => (given) => ({ ...filesOf(given), [`${FOLDER}/agent.json`]: { addon: { addonName: 'eks-pod-identity-agent', clusterName: 'prod', status } } });
const replaced = (...texts: [string, string][]): Write => (given) => JSON.parse(texts.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(filesOf(given))));

/** A trust of the pods of the cluster. */
const ofCluster = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': CLUSTER_ARN } } }] });

/** The role web of a path, in the account and its template. */
function onPath(given: Dump): void {
  const arn = arnOf('irsa/web');
  Object.assign(given.template, { Path: '/irsa/' });
  Object.assign(given.roles[1], { Path: '/irsa/', Arn: arn });
  given.serviceAccounts[1].metadata.annotations[KEY] = arn;
  given.pods[0] = pod('web-1', { account: 'web', role: arn });
}

/** A pod with a role of another account. */
function across(given: Dump): void {
  given.serviceAccounts.push(serviceAccount('cross', { [KEY]: arnOf('cross', OTHER) }, 'batch'));
  given.pods.push(pod('cross-1', { account: 'cross', namespace: 'batch', role: arnOf('cross', OTHER), workload: 'cross' }));
}

/** What is printed of that account. */
const ofOther = (issuer: string, clientIds: readonly string[]): Write => (given) => ({
  ...filesOf(given),
  [`dump/accounts/${OTHER}/roles.json`]: {
    RoleDetailList: [
      { ...role('AWSServiceRoleForSupport', { Statement: [] }), Path: '/aws-service-role/support.amazonaws.com/', Arn: arnOf('aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport', OTHER) },
      { ...role('cross', JSON.parse(JSON.stringify(trust('system:serviceaccount:batch:cross')).replaceAll(ACCOUNT, OTHER))), Arn: arnOf('cross', OTHER) },
    ],
  },
  [`dump/accounts/${OTHER}/providers.json`]: { OpenIDConnectProviderList: [{ Arn: `arn:aws:iam::${OTHER}:oidc-provider/${issuer}` }] },
  [`dump/accounts/${OTHER}/providers/1.json`]: { Url: issuer, ClientIDList: clientIds },
});

/** A second cluster of the account beside, with one account that has the role `shared` as well. */
const withSecondCluster: Write = (given) => {
  const second = dump();
  Object.assign(second, {
    cluster: { name: 'dev', arn: CLUSTER_ARN.replace('prod', 'dev'), identity: { oidc: { issuer: `https://${OTHER_ISSUER}` } } },
    serviceAccounts: [serviceAccount('shared', { [KEY]: arnOf('shared') }, 'batch')],
    pods: [pod('shared-9', { account: 'shared', namespace: 'batch', role: arnOf('shared') })],
    associations: [],
  });
  const own = Object.fromEntries(Object.entries(filesOf(second, 'dev')).filter(([name]) => name.includes('/clusters/')));
  return { ...own, ...filesOf(given), [`dump/clusters/${ACCOUNT}/eu-west-1/collection.json`]: { cdkIrsaCollection: { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod', 'dev'] } } };
};

const RIGHT: readonly [string, Plant, Write?][] = [
  ['an association made before its pods', (given) => { associated(given, 'later'); given.pods.pop(); }],
  ['a job between its runs, beside pods that run as default', (given) => {
    workload(given, 'nightly');
    lastPod(given, (last) => more(last, { name: 'nightly-28391-x', ownerReferences: [{ kind: 'Job', name: 'nightly-28391' }] }));
    given.pods.at(-1)!.status.phase = 'Succeeded';
    given.pods.push(pod('front-1', { namespace: 'batch', workload: 'front' }));
  }],
  ['a token by hand, of which a file of settings tells the SDK', (given) => { workload(given, 'hand', { role: undefined }); lastPod(given, (last) => more(last, {}, { volumes: [token('own', 'sts.amazonaws.com')] })); }],
  ['a container with a role and no token', (given) => { workload(given, 'own'); lastPod(given, (last) => more(last, {}, { containers: [{ name: 'b', env: [{ name: 'AWS_ROLE_ARN', value: arnOf('z') }] }] })); }],
  ['pods that finished before the association', (given) => { associated(given, 'done', { phase: 'Succeeded', hasPodIdentity: false }); given.pods.push(pod('done-2', { account: 'done', namespace: 'batch', phase: 'Failed' })); }],
  ['an association with a role of a path', (given) => { associated(given, 'path'); Object.assign(given.roles.at(-1), { Path: '/irsa/team/', Arn: arnOf('irsa/team/path') }); given.associations.at(-1).roleArn = arnOf('irsa/team/path'); }],
  ['a DaemonSet on the network of its nodes, without AWS', (given) => {
    given.serviceAccounts.push(serviceAccount('default', {}, 'monitoring'));
    given.pods.push(more(pod('exporter-1', { namespace: 'monitoring', hostNetwork: true }), { ownerReferences: [{ kind: 'DaemonSet', name: 'exporter' }] }));
  }],
  ['a web identity on the network of its node', (given) => { workload(given, 'proxy', { hostNetwork: true }); }],
  ['a target with an external id, and no session tags', (given) => {
    apiRole(given).RolePolicyList.push({ PolicyName: 'target', PolicyDocument: policy('sts:AssumeRole', arnOf('target', OTHER)) });
    apiRole(given).AssumeRolePolicyDocument.Statement[0].Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    Object.assign(given.associations[0], { targetRoleArn: arnOf('target', OTHER), disableSessionTags: true });
  }],
  ['an agent that starts beside one that runs', (given) => { given.pods.push({ ...pod('agent-1b', AGENT), status: { phase: 'Running', ...NOT_READY } }); }],
  ['an add-on that is degraded, with an agent on each node', () => undefined, agentAddOn('DEGRADED')],
  ['an add-on that failed in Auto Mode, which needs none', (given) => {
    given.cluster.computeConfig = { enabled: true };
    given.nodes.forEach((one: any) => { one.metadata.labels['eks.amazonaws.com/compute-type'] ??= 'auto'; });
    given.pods = given.pods.filter((one) => !isAgent(one));
  }, agentAddOn('CREATE_FAILED')],
  ['tokens for the audience that a webhook has by its options', (given) => { workload(given, 'kops'); lastPod(given, (last) => more(last, {}, { volumes: [token('aws-iam-token', 'amazonaws.com')] })); }],
  ['two containers with one role', (given) => { workload(given, 'two'); lastPod(given, (last) => more(last, {}, { containers: [...last.spec.containers, { ...last.spec.containers[0], name: 'b' }] })); }],
  ['a static pod that names an account', (given) => { workload(given, 'mirror', { role: undefined }); lastPod(given, (last) => more(last, { annotations: { 'kubernetes.io/config.mirror': 'x' }, ownerReferences: [{ kind: 'Node', name: 'n1' }] })); }],
  ['a role of two clusters in one dump', (given) => {
    workload(given, 'shared');
    given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
    given.roles.at(-1).AssumeRolePolicyDocument.Statement.push(...trust('system:serviceaccount:batch:shared', 'sts.amazonaws.com', OTHER_ISSUER).Statement);
  }, withSecondCluster],
  ['associations of one name in two namespaces', (given) => { associated(given, 'web'); given.associations.at(-1).associationId = 'a-2'; Object.assign(given.roles.at(-1), { RoleName: 'second', Arn: arnOf('second') }); given.associations.at(-1).roleArn = arnOf('second'); given.pods.at(-1)!.metadata.name = 'second-1'; }],
  ['a role without sts:TagSession, whose association has no session tags', (given) => { associated(given, 'off'); given.associations.at(-1).disableSessionTags = true; given.roles.at(-1).AssumeRolePolicyDocument = ofCluster('sts:AssumeRole'); }],
  ['a role of a cluster that is listed, and not described', (given) => {
    given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
    given.collection = { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod', 'dev'] };
    given.roles.push(role('dev', trust('system:serviceaccount:shop:dev', 'sts.amazonaws.com', OTHER_ISSUER)));
  }],
  ['GovCloud', () => undefined, replaced(['arn:aws:', 'arn:aws-us-gov:'], ['eu-west-1', 'us-gov-west-1'])],
  ['China', () => undefined, replaced(['arn:aws:', 'arn:aws-cn:'], ['oidc.eks.eu-west-1.amazonaws.com', 'oidc.eks.cn-north-1.amazonaws.com.cn'], ['eu-west-1', 'cn-north-1'], ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'])],
  ['the European Sovereign Cloud', () => undefined, replaced(['arn:aws:', 'arn:aws-eusc:'], ['oidc.eks.eu-west-1.amazonaws.com', 'oidc.eks.eusc-de-east-1.amazonaws.eu'], ['eu-west-1', 'eusc-de-east-1'])],
];

test.each(RIGHT.map(([name, plant, files = filesOf]) => [name, plant, files] as const))('nothing is found in %s', (_, plant, files) => {
  expect(found(plant, files)).toEqual([]);
});

const WRONG: readonly [string, string, Plant, Write?][] = [
  ['UnusedAssociation', 'of a namespace that the cluster does not have', (given) => { given.roles.push(role('ghost', podsTrust('ghost'))); given.associations.push(association('ghost', { namespace: 'ghost' })); }],
  ['UnusedAssociation', 'of a name that differs by a letter', (given) => {
    associated(given, 'jobs');
    given.associations.at(-1).serviceAccount = 'job';
    lastPod(given, () => pod('jobs-1', { account: 'jobs', namespace: 'batch', workload: 'jobs' }));
  }],
  ['StalePod', 'a pod with a token for the audience of before', (given) => {
    given.providers[0].clientIds.push('acme');
    workload(given, 'audience');
    given.serviceAccounts.at(-1)!.metadata.annotations['eks.amazonaws.com/audience'] = 'acme';
    given.roles.at(-1).AssumeRolePolicyDocument = trust('system:serviceaccount:batch:audience', 'acme');
    lastPod(given, (last) => more(last, {}, { volumes: [token('aws-iam-token', 'sts.amazonaws.com')] }));
  }],
  ['StalePod', 'a pod with a token by hand for somebody else', (given) => { workload(given, 'vault', { role: undefined }); lastPod(given, (last) => more(last, {}, { volumes: [token('own', 'vault')] })); }],
  ['StalePod', 'a pod with init containers of before', (given) => { workload(given, 'init', { role: undefined }); lastPod(given, (last) => more(last, {}, { initContainers: [{ name: 'a', env: [] }] })); }],
  ['StalePod', 'a pod of a StatefulSet', (given) => { workload(given, 'db', { role: undefined }); lastPod(given, (last) => more(last, { ownerReferences: [{ kind: 'StatefulSet', name: 'db' }] })); }],
  ['AssociationOnWindows', 'by a label of before', (given) => { associated(given, 'iis'); lastPod(given, (last) => more(last, {}, { nodeSelector: { 'beta.kubernetes.io/os': 'windows' } })); }],
  ['AssociationOnFargate', 'beside an annotation, which works there', (given) => {
    associated(given, 'both', FARGATE);
    given.nodes.push(node(FARGATE.node, { 'eks.amazonaws.com/compute-type': 'fargate' }));
    given.roles.at(-1).AssumeRolePolicyDocument.Statement.push(...trust('system:serviceaccount:batch:both').Statement);
    given.serviceAccounts.at(-1)!.metadata.annotations[KEY] = arnOf('both');
  }],
  ['AssociationOnWindows', 'beside an annotation, which works there', (given) => {
    associated(given, 'both');
    lastPod(given, (last) => more(last, {}, { os: { name: 'windows' } }));
    given.roles.at(-1).AssumeRolePolicyDocument.Statement.push(...trust('system:serviceaccount:batch:both').Statement);
    given.serviceAccounts.at(-1)!.metadata.annotations[KEY] = arnOf('both');
  }],
  ['UntrustedAssociation', 'one of two, which has session tags', (given) => {
    associated(given, 'two');
    given.roles.at(-1).AssumeRolePolicyDocument = ofCluster('sts:AssumeRole');
    associated(given, 'untagged');
    given.roles.pop();
    Object.assign(given.associations.at(-1), { roleArn: arnOf('two'), disableSessionTags: true });
  }],
  ['StalePod', 'a pod of which its node tells no more', (given) => { workload(given, 'lost', { role: undefined, phase: 'Unknown' }); }],
  ['UnusedAnnotation', 'pods that ended, of no job', (given) => { workload(given, 'gone', { phase: 'Succeeded' }); given.pods.push(pod('front-1', { namespace: 'batch', workload: 'front' })); }],
  ['AssociationOnFargate', 'a pod that waits', (given) => { associated(given, 'waits', { node: undefined, labels: FARGATE.labels, phase: 'Pending', hasPodIdentity: false }); }],
  ['AssociationOnHostNetwork', 'a workload of one’s own beside those of EKS', (given) => { associated(given, 'dns', { hostNetwork: true }, 'kube-system'); }],
  ['AssociationWithoutAgent', 'an agent that crashes again and again', (given) => {
    given.nodes.push(node('n3'));
    given.pods.push({ ...pod('agent-3', { ...AGENT, node: 'n3' }), status: { phase: 'Running', ...NOT_READY } });
    associated(given, 'third', { node: 'n3' });
  }],
  ['AssociationWithoutAgent', 'an add-on that could not be made, before any pod needs it', (given) => { given.pods = given.pods.filter((one) => !isAgent(one) && one.metadata.name !== 'api-1'); }, agentAddOn('CREATE_FAILED')],
  ['AssociationWithoutAgent', 'an add-on that is degraded, on one of its nodes', (given) => { given.nodes.push(node('n3')); associated(given, 'third', { node: 'n3' }); }, agentAddOn('DEGRADED')],
  ['MissingProvider', 'an account that has one for another cluster', across, ofOther(OTHER_ISSUER, ['sts.amazonaws.com'])],
  ['UnregisteredAudience', 'the copy of the provider in another account', across, ofOther(ISSUER, ['amazonaws.com'])],
  ['MissingRole', 'a role that has a path since', (given) => { associated(given, 'path'); Object.assign(given.roles.at(-1), { Path: '/a/', Arn: arnOf('a/path') }); }],
  ['ForeignPolicy', 'on a role of a path', (given) => { onPath(given); given.roles[1].RolePolicyList.push({ PolicyName: 'debug', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) }); }],
  ['RemovedBoundary', 'another on a role of a path', (given) => { onPath(given); given.roles[1].PermissionsBoundary.PermissionsBoundaryArn += '-wide'; }],
  ['UnreachableTarget', 'one that asks for another namespace', (given) => {
    given.associations[0].targetRoleArn = arnOf('target');
    apiRole(given).RolePolicyList.push({ PolicyName: 'target', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: arnOf('target') }] } });
    given.roles.push(role('target', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: arnOf('api') }, Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'other' } } }] }));
  }],
  ['UnusedAnnotation', 'a job that has never run as its account', (given) => { workload(given, 'nightly', { account: 'default', role: undefined }); }],
];

test.each(WRONG.map(([rule, name, plant, files = filesOf]) => [rule, name, plant, files] as const))('%s alone: %s', (rule, _, plant, files) => {
  const lines = found(plant, files);
  expect(rulesIn(lines)).toEqual([rule]);
  expect(lines.join('\n')).not.toContain(SECRET);
});

test('an association of nobody is said with what is missing', () => {
  const lines = found((given) => {
    given.roles.push(role('ghost', podsTrust('ghost')), role('web2', podsTrust('shop')));
    given.associations.push(association('ghost', { namespace: 'ghost' }), association('web2'));
  });
  expect(lines.map((line) => line.replace(/^.*?: /, ''))).toEqual([
    'warning UnusedAssociation[prod/ghost/ghost]: the EKS Pod Identity association a-ghost is for the ServiceAccount ghost/ghost, and the cluster prod has no namespace ghost; meanwhile no application has its role, and whoever may create that namespace gets it',
    'warning UnusedAssociation[prod/shop/web2]: the EKS Pod Identity association a-web2 is for the ServiceAccount shop/web2, and the cluster prod has no ServiceAccount of that name; meanwhile no application has its role, and whoever may create that ServiceAccount gets it',
  ]);
});

test('the ServiceAccounts of one namespace are not all', () => {
  const files = written((given) => { given.serviceAccounts = given.serviceAccounts.filter(({ metadata: { namespace } }) => namespace === 'shop'); given.associations.push(association('web2', { roleArn: arnOf('api') })); });
  expect(foundInFiles(files)).toEqual([
    `${FOLDER}/cluster.json: note: of the cluster prod, no file has the ServiceAccounts of all its namespaces (kubectl get serviceaccounts -A -o json): UnusedAssociation cannot be judged`,
  ]);
});

test('what mends a fault does not make another', () => {
  const onFargate = (given: Dump) => { associated(given, 'job', FARGATE); };
  expect(commandsIn(written(onFargate))).toEqual([`kubectl -n batch annotate --overwrite serviceaccount job 'eks.amazonaws.com/role-arn=${arnOf('job')}'`]);
  expect(commandsIn(written((given) => {
    onFargate(given);
    given.serviceAccounts.at(-1)!.metadata.annotations[KEY] = arnOf('job');
    given.roles.at(-1).AssumeRolePolicyDocument.Statement.push(...trust('system:serviceaccount:batch:job').Statement);
  }))).toEqual(['aws eks delete-pod-identity-association --cluster-name prod --association-id a-job --region eu-west-1']);
  expect(commandsIn(written((given) => { given.pods = given.pods.filter((one) => !isAgent(one)); }, agentAddOn('CREATE_FAILED')))).toEqual([
    'aws eks update-addon --cluster-name prod --addon-name eks-pod-identity-agent --resolve-conflicts OVERWRITE --region eu-west-1',
  ]);
});
