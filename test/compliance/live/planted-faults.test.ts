import { ACCOUNT, arnOf, dump, filesOf, ISSUER, node, pod, policy, role, SECRET, serviceAccount, trust, withNoise } from './dump';
import type { Dump } from './dump';
import { foundInFiles } from '../files';

const found = (plant: (given: Dump) => void = () => undefined, make: () => Dump = dump) => {
  const given = make();
  plant(given);
  return foundInFiles(filesOf(given));
};
const rulesIn = (lines: readonly string[]) => [...new Set(lines.map((line) => /: (?:error|warning) (\w+)/.exec(line)?.[1] ?? line))];
const OTHER_ISSUER = ISSUER.replace('4F0C', 'A81D');
const annotate = ({ serviceAccounts }: Dump, index: number, role_: string) => { serviceAccounts[index].metadata.annotations['eks.amazonaws.com/role-arn'] = role_; };
const trustOf = (given: Dump, name: string) => given.roles.find(({ RoleName }) => RoleName === name).AssumeRolePolicyDocument;
const target = (trusted: string) => role('target', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: trusted } }] });
const mayAssume = (given: Dump, action: string) => given.roles.find(({ RoleName }) => RoleName === 'api').RolePolicyList.push({ PolicyName: 'target', PolicyDocument: policy(action, arnOf('target')) });

/** The role web as CloudFormation names it where the template does not. */
function generated(given: Dump, name = 'shop-Web-1ABCDEFGHIJKL'): void {
  delete (given.template as { RoleName?: string }).RoleName;
  Object.assign(given.roles[1], { RoleName: name, Arn: arnOf(name) });
  annotate(given, 1, arnOf(name));
  given.pods[0] = pod('web-1', { account: 'web', role: arnOf(name) });
}

test('a role is taken for none of a template by a part of its name alone', () => {
  const with_ = (plant: (given: Dump) => void) => found((given) => {
    generated(given);
    given.roles[1].RolePolicyList.push({ PolicyName: 'debug', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) });
    plant(given);
  }).filter((line) => line.includes('ForeignPolicy'));
  expect(with_(() => undefined)).toHaveLength(1);
  // Another stack has a role of the logical id, or one that trusts others.
  expect(with_((given) => given.roles.push(role('test-Web-1ABCDEFGHIJKL', trust('system:serviceaccount:shop:web'))))).toEqual([]);
  expect(with_((given) => { given.template.AssumeRolePolicyDocument = trust('system:serviceaccount:shop:other'); })).toEqual([]);
});

test('in a healthy cluster and account nothing is found, and nothing is left open', () => {
  expect(found()).toEqual([]);
  expect(found(undefined, () => withNoise(dump()))).toEqual([]);
});

test.each<[string, string, (given: Dump) => void]>([
  ['StalePod', 'a pod without a token', (given) => { given.pods[0] = pod('web-1', { account: 'web' }); }],
  ['StalePod', 'one of two pods', (given) => { given.pods.push(pod('web-2', { account: 'web' })); }],
  ['StalePod', 'a pod with the role of before', (given) => { given.pods[0] = pod('web-1', { account: 'web', role: arnOf('old') }); }],
  ['StalePod', 'a pod that is pending', (given) => { given.pods.push(pod('web-2', { account: 'web', phase: 'Pending' })); }],
  ['StalePod', 'a pod of an association without its token', (given) => { given.pods[1] = pod('api-1', { account: 'api' }); }],
  ['StalePod', 'a pod of an association that still has a web identity', (given) => { given.pods[1] = pod('api-1', { account: 'api', role: arnOf('old') }); }],
  ['UnusedAnnotation', 'all pods run as default', (given) => { given.pods[0] = pod('web-1'); }],
  ['UnusedAnnotation', 'pods of another name run as default', (given) => { given.pods[0] = pod('front-1', { workload: 'front' }); }],
  ['UnusedAnnotation', 'the pods of the account have ended', (given) => { given.pods.push(pod('job-1')); given.pods[0] = pod('web-1', { account: 'web', role: arnOf('web'), phase: 'Succeeded' }); }],
  ['MissingProvider', 'the account has a provider of another cluster', (given) => { given.providers[0].issuer = OTHER_ISSUER; }],
  ['MissingProvider', 'the account has no provider', (given) => { given.providers = []; }],
  ['MissingProvider', 'the provider of a dual-stack issuer', (given) => { given.providers[0].issuer = ISSUER.replace('oidc.eks.eu-west-1.amazonaws.com', 'oidc-eks.eu-west-1.api.aws'); }],
  ['UnregisteredAudience', 'another client id', (given) => { given.providers[0].clientIds = ['vault']; }],
  ['UnregisteredAudience', 'no client id', (given) => { given.providers[0].clientIds = []; }],
  ['UnregisteredAudience', 'the audience in capitals', (given) => { given.providers[0].clientIds = ['STS.amazonaws.com']; }],
  ['MissingRole', 'the annotation names a role that is no more', (given) => {
    given.serviceAccounts.push(serviceAccount('old', { 'eks.amazonaws.com/role-arn': arnOf('old') }));
    given.pods.push(pod('old-1', { account: 'old', role: arnOf('old') }));
  }],
  ['MissingRole', 'the annotation forgets the path', (given) => {
    given.roles.push({ ...role('old', structuredClone(trustOf(given, 'api'))), Path: '/irsa/', Arn: arnOf('irsa/old') });
    given.serviceAccounts.push(serviceAccount('old', { 'eks.amazonaws.com/role-arn': arnOf('old') }));
    given.pods.push(pod('old-1', { account: 'old', role: arnOf('old') }));
  }],
  ['MissingRole', 'the association names a role that is no more', (given) => { given.associations[0].roleArn = arnOf('gone'); }],
  ['MissingRole', 'the target of an association is no more', (given) => { mayAssume(given, 'sts:*'); given.associations[0].targetRoleArn = arnOf('target'); }],
  ['AnnotatedAndAssociated', 'with the same role', (given) => {
    trustOf(given, 'api').Statement.push(...trust('system:serviceaccount:shop:api').Statement);
    annotate(given, 2, arnOf('api'));
  }],
  ['AnnotatedAndAssociated', 'with another role', (given) => {
    given.roles.push(role('api-irsa', trust('system:serviceaccount:shop:api')));
    annotate(given, 2, arnOf('api-irsa'));
  }],
  ['AssociationWithoutAgent', 'neither add-on nor pods', (given) => { given.addOns.pop(); given.pods.splice(3, 2); }],
  ['AssociationWithoutAgent', 'no add-on, and its pods do not run', (given) => { given.addOns.pop(); given.pods.slice(3, 5).forEach(({ status }) => { status.phase = 'Pending'; }); }],
  ['AssociationWithoutAgent', 'none on the node of a pod', (given) => { given.pods.splice(3, 1); }],
  ['AssociationWithoutAgent', 'a node beside those of Auto Mode', (given) => {
    given.cluster.computeConfig = { enabled: true };
    given.nodes[1] = node('n2', { 'eks.amazonaws.com/compute-type': 'auto' });
    given.addOns.pop();
    given.pods.splice(3, 2);
  }],
  ['AssociationOnFargate', 'by the label of the pod', (given) => { given.pods[1] = pod('api-1', { account: 'api', node: 'fargate-ip-10-0-0-1', labels: { 'eks.amazonaws.com/fargate-profile': 'shop' } }); }],
  ['AssociationOnFargate', 'by the node', (given) => {
    given.nodes.push(node('f1', { 'eks.amazonaws.com/compute-type': 'fargate' }));
    given.pods.push(pod('api-2', { account: 'api', hasPodIdentity: true, node: 'f1' }));
  }],
  ['AssociationOnWindows', 'by the node', (given) => {
    given.nodes.push(node('w1', { 'kubernetes.io/os': 'windows' }));
    given.pods.push(pod('api-2', { account: 'api', hasPodIdentity: true, node: 'w1' }));
  }],
  ['AssociationOnWindows', 'by what the pod asks for', (given) => {
    given.pods[1] = { ...pod('api-1', { account: 'api', node: 'n2' }), spec: { ...pod('api-1', { account: 'api' }).spec, nodeSelector: { 'kubernetes.io/os': 'windows' } } as any };
  }],
  ['AssociationOnHostNetwork', 'a pod', (given) => { given.pods[1] = pod('api-1', { account: 'api', hasPodIdentity: true, hostNetwork: true }); }],
  ['UnreachableTarget', 'the role may not assume it', (given) => { given.roles.push(target(arnOf('other'))); given.associations[0].targetRoleArn = arnOf('target'); }],
  ['UnreachableTarget', 'it trusts another role', (given) => {
    mayAssume(given, 'sts:*');
    given.roles.push(target(arnOf('other')));
    given.associations[0].targetRoleArn = arnOf('target');
  }],
  ['UnreachableTarget', 'without sts:TagSession', (given) => {
    mayAssume(given, 'sts:AssumeRole');
    given.roles.push(role('target', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arnOf('api') } }] }));
    given.associations[0].targetRoleArn = arnOf('target');
  }],
  ['UnreachableTarget', 'in another account, of which nothing is known', (given) => { given.associations[0].targetRoleArn = arnOf('target', '444455556666'); }],
  ['UnreachableTarget', 'the target asks for the external id of another account', (given) => {
    mayAssume(given, 'sts:*');
    trustOf(given, 'api').Statement[0].Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    given.associations[0] = { ...given.associations[0], targetRoleArn: arnOf('target'), disableSessionTags: true };
    const other = target(`arn:aws:iam::${ACCOUNT}:root`);
    other.AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Condition: { StringEquals: { 'sts:ExternalId': `eu-west-1/${ACCOUNT}/prod/shop/web` } } }] };
    given.roles.push(other);
  }],
  ['ForeignPolicy', 'an inline policy', (given) => { given.roles[1].RolePolicyList.push({ PolicyName: 'debug', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) }); }],
  ['ForeignPolicy', 'a managed policy', (given) => { given.roles[1].AttachedManagedPolicies.push({ PolicyName: 'team', PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/team` }); }],
  ['ForeignPolicy', 'beside a managed policy of the template', (given) => {
    given.template.ManagedPolicyArns = [`arn:aws:iam::${ACCOUNT}:policy/own`];
    given.roles[1].AttachedManagedPolicies.push(...['own', 'team'].map((name) => ({ PolicyName: name, PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/${name}` })));
  }],
  ['RemovedBoundary', 'removed', (given) => { delete given.roles[1].PermissionsBoundary; }],
  ['RemovedBoundary', 'another', (given) => { given.roles[1].PermissionsBoundary.PermissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/wide`; }],
  ['ForeignPolicy', 'on a role whose name CloudFormation made', (given) => {
    generated(given);
    given.roles[1].RolePolicyList.push({ PolicyName: 'debug', PolicyDocument: policy('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`) });
  }],
  ['RemovedBoundary', 'of a role whose name CloudFormation made', (given) => {
    generated(given);
    delete given.roles[1].PermissionsBoundary;
  }],
  ['OrphanedRole', 'the provider is no more', (given) => { given.roles.push(role('old', trust('system:serviceaccount:shop:old', 'sts.amazonaws.com', OTHER_ISSUER))); }],
  ['OrphanedRole', 'the provider is left, and the cluster is no more', (given) => {
    given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
    given.collection = { account: ACCOUNT, region: 'eu-west-1', isAllClusters: true, clusters: ['prod'] };
    given.roles.push(role('old', trust('system:serviceaccount:shop:old', 'sts.amazonaws.com', OTHER_ISSUER)));
  }],
  ['OrphanedRole', 'one of two statements', (given) => { trustOf(given, 'web').Statement.push(...trust('system:serviceaccount:shop:web', 'sts.amazonaws.com', OTHER_ISSUER).Statement); }],
  ['UntrustedServiceAccount', 'the role trusts the same subject on another cluster', (given) => {
    given.providers.push({ issuer: OTHER_ISSUER, clientIds: ['sts.amazonaws.com'] });
    given.roles[1].AssumeRolePolicyDocument = given.template.AssumeRolePolicyDocument = trust('system:serviceaccount:shop:web', 'sts.amazonaws.com', OTHER_ISSUER);
  }],
  ['UntrustedAssociation', 'the role is for another cluster', (given) => { trustOf(given, 'api').Statement[0].Condition.StringEquals['aws:RequestTag/eks-cluster-name'] = 'dev'; }],
  ['UntrustedAssociation', 'the role is for the cluster of that name in another region', (given) => {
    trustOf(given, 'api').Statement[0].Condition = { ArnEquals: { 'aws:SourceArn': `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/prod` } };
  }],
  ['UntrustedAssociation', 'the trust lacks sts:TagSession', (given) => { trustOf(given, 'api').Statement[0].Action = 'sts:AssumeRole'; }],
  ['UntrustedAssociation', 'the tags are off that the trust asks for', (given) => { given.associations[0].disableSessionTags = true; }],
  ['UnusedTrust', 'the annotation is missing', (given) => { given.serviceAccounts[1].metadata.annotations = {}; given.pods[0] = pod('web-1', { account: 'web' }); }],
])('%s alone: %s', (rule, _, plant) => {
  const lines = found(plant, () => withNoise(dump()));
  expect(rulesIn(lines)).toEqual([rule]);
  expect(lines.join('\n')).not.toContain(SECRET);
});
