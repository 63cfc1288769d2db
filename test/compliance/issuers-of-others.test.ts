import { ACCOUNT } from '../support';
import { found, statement } from './fixture';

// Trusts as kops, OpenShift and the webhook's own pages write them for clusters that are none of EKS.

const trust = (issuer: string, claims: Record<string, unknown>, operator = 'StringEquals') => statement(
  { [operator]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])) },
  { Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` } });
const KOPS = 'acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com/discovery/main.k8s.example.com';
const ROSA = 'rh-oidc.s3.us-east-1.amazonaws.com/1m67g3tjn36j45ie90p1cp74khh0dhc4';
const [REGISTRY, API] = ['system:serviceaccount:openshift-image-registry:registry', 'system:serviceaccount:shop:api'];
const arn = (issuer: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;

test.each<[string, any, string[]]>([
  // https://github.com/kubernetes/kops/blob/master/docs/cluster_spec.md#service-account-issuer-discovery-and-aws-iam-roles-for-service-accounts-irsa
  ['kops: the role of a service account, without an audience', trust(KOPS, { sub: 'system:serviceaccount:kube-system:dns-controller' }), [
    `MissingAud[${arn(KOPS)}]: statement 1 of the trust takes tokens of ${arn(KOPS)} for any audience, such as "vault": add a condition on its aud, for that of the tokens in the pods, ` +
    'a client id of the provider ("amazonaws.com" with kops, "openshift" for OpenShift\'s operators)',
  ]],
  ['kops: with the audience of its webhook', trust(KOPS, { sub: API, aud: 'amazonaws.com' }), []],
  // https://docs.openshift.com/rosa/rosa_architecture/rosa-sts-about-iam-resources.html
  ['ROSA: the role of an operator', trust(ROSA, { sub: ['system:serviceaccount:openshift-image-registry:cluster-image-registry-operator', REGISTRY] }), [
    `MissingAud[${arn(ROSA)}]: statement 1 of the trust takes tokens of ${arn(ROSA)} for any audience, such as "vault": add a condition on its aud, for "openshift", ` +
    'which tokens of OpenShift\'s operators have (sts.amazonaws.com would lock them out)',
  ]],
  ['ROSA: an operator with its audience', trust(ROSA, { sub: REGISTRY, aud: 'openshift' }), []],
  // https://docs.openshift.com/rosa/authentication/assuming-an-aws-iam-role-for-a-service-account.html
  ['ROSA: a workload, as its pages have it', trust(ROSA, { sub: API }), [
    `MissingAud[${arn(ROSA)}]: statement 1 of the trust takes tokens of ${arn(ROSA)} for any audience, such as "vault": add a condition on its aud, for "sts.amazonaws.com", ` +
    'which OpenShift\'s webhook puts into the tokens of workloads ("openshift" is for its own operators)',
  ]],
  ['ROSA: a workload with the audience of the webhook', trust(ROSA, { sub: API, aud: 'sts.amazonaws.com' }), []],
  ['ROSA: an old page, with the audience alone', trust(ROSA, { aud: 'openshift' }), [expect.stringMatching(/^MissingSub\[/)]],
  ['ROSA: an audience of nobody', trust(ROSA, { sub: API, aud: 'vault' }), [
    'UnexpectedAud[vault]: statement 1 of the trust takes tokens for the audience "vault": ask for sts.amazonaws.com or openshift',
  ]],
  ['the self-hosted webhook with any audience', trust('s3-us-west-2.amazonaws.com/oidc-test', { sub: API, aud: 'irsa' }), []],
  ['GKE with an audience of its own', trust('container.googleapis.com/v1/projects/a/locations/b/clusters/c', { sub: API, aud: 'aws.acme.io' }), []],
  ['a host of one\'s own', trust('oidc.acme.io', { sub: API, aud: 'whatever' }), []],
  ['the audience of the API server', trust('oidc.acme.io', { sub: API, aud: 'https://kubernetes.default.svc.cluster.local' }), [
    'UnexpectedAud[https://kubernetes.default.svc.cluster.local]: statement 1 of the trust takes tokens for the audience "https://kubernetes.default.svc.cluster.local", ' +
    'which those have that every pod sends to the API server: ask for that of the tokens in the pods, a client id of the provider ("amazonaws.com" with kops, "openshift" for OpenShift\'s operators)',
  ]],
  ['the issuer itself as the audience', trust('oidc.acme.io', { sub: API, aud: 'https://oidc.acme.io' }), [expect.stringMatching(/^UnexpectedAud\[/)]],
  ['any audience', { ...trust('oidc.acme.io', { sub: API }), Condition: { StringEquals: { 'oidc.acme.io:sub': API }, StringLike: { 'oidc.acme.io:aud': '*' } } }, [expect.stringMatching(/^UnexpectedAud\[\*\]/)]],
  ['any service account of a namespace', { ...trust(KOPS, {}), Condition: { StringEquals: { [`${KOPS}:aud`]: 'amazonaws.com' }, StringLike: { [`${KOPS}:sub`]: 'system:serviceaccount:shop:*' } } },
    [expect.stringMatching(/^AnyServiceAccount\[/)]],
  ['a scheme before the host', trust('https://oidc.acme.io', { sub: API, aud: 'x' }), [expect.stringMatching(/^MalformedIssuer\[.*must have no scheme/)]],
])('%s', (_, given, expected) => {
  expect(found(given)).toEqual(expected);
});
