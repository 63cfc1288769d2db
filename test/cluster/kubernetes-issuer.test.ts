import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import { App, Stack, Token } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { IssuerKind, PodTokens } from '../../lib/cluster/kubernetes-issuer-options';
import { parseKubernetesIssuer } from '../../lib/cluster/kubernetes-issuer-url';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { runs } from '../property-runs';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, onlyRole, subject, validationErrors } from '../support';
import { canAssume } from '../trust/oracle';

const { KUBERNETES } = IssuerKind;
const KOPS = 'acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com';
const from = (issuerUrl: string, more: object = {}) => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl, kind: KUBERNETES, ...more });

describe('an issuer of a cluster that is none of EKS', () => {
  test.each([
    ['of kops', `https://${KOPS}`, 'main.k8s.example.com'],
    ['of ROSA', 'rh-oidc.s3.us-east-1.amazonaws.com/1m67g3tjn36j45ie90p1cp74khh0dhc4', '1m67g3tjn36j45ie90p1cp74khh0dhc4'],
    ['of ROSA with hosted control planes', 'https://oidc.op1.openshiftapps.com/2f4e7a1b', '2f4e7a1b'],
    ['of the self-hosted webhook', 'https://s3-us-west-2.amazonaws.com/oidc-test-abc', 'oidc-test-abc'],
    ['of GKE', 'https://container.googleapis.com/v1/projects/acme/locations/europe-west3/clusters/main', 'main'],
    ['of AKS', 'https://westeurope.oic.prod-aks.azure.com/16b3c013-d300-468d-ac64-7eda0820b6d3/842120d9-99dd-44dc-be68-91f78bdd41ed/', '842120d9-99dd-44dc-be68-91f78bdd41ed'],
    ['of k3s on a host of one\'s own', 'https://oidc.k3s.acme.io', 'oidc.k3s.acme.io'],
  ])('%s', (_, url, clusterName) => {
    const bare = url.replace('https://', '');
    expect(from(url, { region: 'eu-central-1' })).toMatchObject({
      issuer: bare,
      clusterName,
      isLiteral: true,
      kind: 'kubernetes',
      region: 'eu-central-1',
      partition: 'aws',
      providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${bare}`,
    });
  });

  test.each([
    ['a query', `https://${KOPS}?v=1`, 'issuerUrl must be a host and a path, without a query, got "https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com?v=1"'],
    ['a fragment', 'https://oidc.acme.io/a#b', 'issuerUrl must be a host and a path, without a fragment, got "https://oidc.acme.io/a#b"'],
    ['a user', 'https://oidc.eks.eu-central-1.amazonaws.com@evil.io/a', 'issuerUrl must be a host and a path, without a user, got "https://oidc.eks.eu-central-1.amazonaws.com@evil.io/a"'],
    ['a port', 'https://oidc.acme.io:6443', 'issuerUrl must have no port, since IAM takes none: serve the discovery document on port 443, got "https://oidc.acme.io:6443"'],
    ['a trailing slash', `https://${KOPS}/`, `issuerUrl must not end in "/": the tokens have the issuer as --service-account-issuer of the API server has it, and IAM compares it to the letter, got "https://${KOPS}/": write "https://${KOPS}"`],
    ['no trailing slash of AKS', 'https://westeurope.oic.prod-aks.azure.com/a/b', 'issuerUrl must end in "/", as the tokens of AKS have it, got "https://westeurope.oic.prod-aks.azure.com/a/b": write "https://westeurope.oic.prod-aks.azure.com/a/b/"'],
    ['an upper-case host', 'https://OIDC.acme.io/a', 'issuerUrl must have its host in lower case: IAM compares the issuer with that of the tokens to the letter, got "https://OIDC.acme.io/a": if the tokens have it so, write "oidc.acme.io"'],
    ['an IP address', 'https://10.0.0.1/a', 'issuerUrl must have the name of a host, and no IP address, got "https://10.0.0.1/a"'],
    ['a number for an IP address', 'https://2130706433/a', 'issuerUrl must have the name of a host, and no IP address, got "https://2130706433/a"'],
    ['a hexadecimal IP address', 'https://0x7f.0x0.0x0.0x1/a', 'issuerUrl must have the name of a host, and no IP address, got "https://0x7f.0x0.0x0.0x1/a"'],
    ['an IPv6 address', 'https://[::1]/a', 'issuerUrl must be a host and a path, without wildcards or placeholders, got "https://[::1]/a"'],
    ['the issuer that nobody chose', 'https://kubernetes.default.svc.cluster.local',
      'issuerUrl must have a host that AWS can reach over the internet, where it fetches the keys of the tokens, got "https://kubernetes.default.svc.cluster.local": ' +
      'this is the issuer of a cluster that was given none: publish the discovery document at a public URL, and start the API server with --service-account-issuer=<that URL>'],
    ['a host inside', 'https://oidc.acme.internal/a', 'issuerUrl must have a host that AWS can reach over the internet, where it fetches the keys of the tokens, got "https://oidc.acme.internal/a"'],
    ['one label', 'https://oidc/a', 'issuerUrl must begin with the name of a host, such as in https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com, got "https://oidc/a"'],
    ['a trailing dot', 'https://oidc.acme.io./a', 'issuerUrl must begin with the name of a host, such as in https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com, got "https://oidc.acme.io./a"'],
    ['no TLS', 'http://oidc.acme.io/a', 'issuerUrl must be an https URL (or have no scheme), not http, got "http://oidc.acme.io/a"'],
    ['an empty name', 'https://oidc.acme.io//a', 'issuerUrl must have a path of names with letters, digits, \'.\', \'_\', \'~\' and \'-\', and "" is none, got "https://oidc.acme.io//a"'],
    ['a way up', 'https://oidc.acme.io/a/../b', 'issuerUrl must have a path of names with letters, digits, \'.\', \'_\', \'~\' and \'-\', and ".." is none, got "https://oidc.acme.io/a/../b"'],
    ['percent-encoding', 'https://oidc.acme.io/%2e', 'issuerUrl must be a host and a path, without percent-encoding, got "https://oidc.acme.io/%2e"'],
    ['a colon in the path', 'https://oidc.acme.io/a:sub', 'issuerUrl must have a path of names with letters, digits, \'.\', \'_\', \'~\' and \'-\', and "a:sub" is none, got "https://oidc.acme.io/a:sub"'],
    ['a wildcard', 'https://*.acme.io/a', 'issuerUrl must be a host and a path, without wildcards or placeholders, got "https://*.acme.io/a"'],
    ['the discovery document', 'https://oidc.acme.io/a/.well-known/openid-configuration', 'issuerUrl must be the issuer itself, without the discovery document, got "https://oidc.acme.io/a/.well-known/openid-configuration": write "https://oidc.acme.io/a"'],
    ['GitHub Actions', 'https://token.actions.githubusercontent.com', 'issuerUrl must be the issuer of a Kubernetes cluster, and token.actions.githubusercontent.com is that of GitHub Actions, whose tokens are not for service accounts, got "https://token.actions.githubusercontent.com"'],
    ['EKS', `https://${issuer()}`, `issuerUrl must be none of EKS where the kind is kubernetes, got "https://${issuer()}": leave the kind out`],
    ['the ARN of the provider', `arn:aws:iam::${ACCOUNT}:oidc-provider/${KOPS}`, `issuerUrl must be the issuer URL of a cluster, got "arn:aws:iam::${ACCOUNT}:oidc-provider/${KOPS}": this is the ARN of the provider; write "https://${KOPS}"`],
    ['letters that only look so', 'https://оidc.acme.io/a', expect.stringContaining('must be a host and a path in ASCII, without spaces')],
    ['a line break', 'https://oidc.acme.io/a\nb', expect.stringContaining('must be a host and a path in ASCII, without spaces')],
    ['white space', ` https://${KOPS}`, expect.stringContaining('must not begin or end with white space')],
    ['too many characters', `https://oidc.acme.io/${'a'.repeat(250)}`, expect.stringContaining('must be at most 255 characters, which is what IAM takes, and it has 271')],
    ['nothing', '', 'issuerUrl must begin with the name of a host, such as in https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com, got ""'],
  ])('is refused with %s', (_, url, message) => {
    expect(messageOf(() => from(url))).toEqual(message);
  });

  test('is refused without the word, in one line that says it', () => {
    expect(messageOf(() => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: KOPS }))).toBe(
      'issuerUrl must be the issuer URL of an EKS cluster, such as https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF ' +
      `(aws eks describe-cluster --query cluster.identity.oidc.issuer), got "${KOPS}"; for a cluster that is none of EKS give kind: IssuerKind.KUBERNETES`);
    expect(messageOf(() => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: 'https://10.0.0.1/a' }))).not.toContain('KUBERNETES');
  });
});

test('what is for others is refused for EKS', () => {
  const eksIssuer = { account: ACCOUNT, issuerUrl: issuer() };
  const IS = 'it is for kind: IssuerKind.KUBERNETES';
  expect(messageOf(() => ClusterIssuer.fromIssuerUrl({ ...eksIssuer, region: 'eu-central-1' }))).toBe(`region must be left out for an issuer of EKS, which names its region itself, got "eu-central-1": ${IS}`);
  expect(messageOf(() => ClusterIssuer.fromIssuerUrl({ ...eksIssuer, podTokens: PodTokens.VOLUME }))).toBe(`podTokens must be left out for an issuer of EKS, which has the webhook, got "volume": ${IS}`);
  expect(messageOf(() => ClusterIssuer.fromIssuerUrl({ ...eksIssuer, kind: IssuerKind.EKS, annotationPrefix: 'a.io' }))).toBe(`annotationPrefix must be left out for an issuer of EKS, which has the webhook, got "a.io": ${IS}`);
  expect(messageOf(() => ClusterIssuer.create(newStack(), 'Id', { issuerUrl: issuer(), thumbprints: ['9'.repeat(40)] }))).toContain(`thumbprints must be left out for an issuer of EKS, got ["${'9'.repeat(40)}"]: IAM knows the certificates of EKS; ${IS}`);
  const cluster = eks.Cluster.fromClusterAttributes(newStack(), 'Cluster', { clusterName: 'prod' });
  expect(messageOf(() => ClusterIssuer.fromCluster(cluster, { kind: KUBERNETES }))).toBe(
    'kind must be left out for ClusterIssuer.fromCluster, whose cluster is one of EKS, got "kubernetes": ClusterIssuer.fromIssuerUrl takes the issuers of others');
});

test.each([
  [{ annotationPrefix: 'irsa/' }, 'annotationPrefix must be the prefix of annotations, a DNS subdomain without "/" (--annotation-prefix of the webhook), got "irsa/": write "irsa"'],
  [{ annotationPrefix: 'irsa', podTokens: PodTokens.VOLUME }, 'annotationPrefix must be left out with podTokens: PodTokens.VOLUME, where nothing reads annotations, got "irsa"'],
  [{ region: 'nowhere' }, expect.stringContaining('region must be an AWS region')],
  [{ kind: 'selfManaged' }, 'kind must be an IssuerKind, such as IssuerKind.KUBERNETES, got "selfManaged"'],
])('options %j are refused', (options, message) => {
  expect(messageOf(() => from(KOPS, options))).toEqual(message);
});

describe('a provider that is created', () => {
  const providerOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider'))[0].Properties;

  test('has the audience, further client ids and thumbprints', () => {
    const stack = newStack();
    const cluster = ClusterIssuer.create(stack, 'Kops', {
      kind: KUBERNETES, issuerUrl: KOPS, audience: 'amazonaws.com', clientIds: ['openshift', 'amazonaws.com'], thumbprints: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
    });
    expect(providerOf(stack)).toEqual({ Url: `https://${KOPS}`, ClientIdList: ['amazonaws.com', 'openshift'], ThumbprintList: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'] });
    expect(cluster.providerArn).toBe(`arn:aws:iam::${ACCOUNT}:oidc-provider/${KOPS}`);
  });

  test.each([
    [{ thumbprints: ['9E:99:A4:8A:99:60:B1:49:26:BB:7F:3B:02:E2:2D:A2:B0:AB:72:80'] }, 'write it without colons, "9E99A48A9960B14926BB7F3B02E22DA2B0AB7280"'],
    [{ thumbprints: ['abc'] }, 'thumbprints[0] must be a SHA-1 thumbprint, 40 hexadecimal digits, got "abc"'],
    [{ thumbprints: Array.from({ length: 6 }, () => 'a'.repeat(40)) }, 'thumbprints must be at most 5 texts, which is what IAM takes, got 6'],
    [{ clientIds: [''] }, 'clientIds[0] must be '],
  ])('%j is refused', (options, message) => {
    expect(messageOf(() => ClusterIssuer.create(newStack(), 'Id', { kind: KUBERNETES, issuerUrl: KOPS, ...options }))).toContain(message);
  });

  test('is named by its ARN, where it is the user\'s own', () => {
    const arn = `arn:aws-us-gov:iam::${ACCOUNT}:oidc-provider/${KOPS}`;
    expect(ClusterIssuer.fromProviderArn(arn, { kind: KUBERNETES })).toMatchObject({ issuer: KOPS, partition: 'aws-us-gov', account: ACCOUNT });
    expect(messageOf(() => ClusterIssuer.fromProviderArn(arn))).toContain('; for a cluster that is none of EKS give kind: IssuerKind.KUBERNETES');
  });

  test('may have an issuer that is known only at deploy time, or that the CDK CLI has yet to look up', () => {
    const stack = new Stack(new App(), 'Stack');
    const url = Token.asString({ 'Fn::GetAtt': ['Kops', 'Issuer'] });
    expect(ClusterIssuer.create(stack, 'A', { kind: KUBERNETES, issuerUrl: `https://${url}` }).isLiteral).toBe(false);
    expect(from('dummy-value-for-/kops/issuer').isLiteral).toBe(true);
  });
});

describe('the trust', () => {
  const host = fc.constantFrom('acme-oidc.s3.eu-central-1.amazonaws.com', 'oidc.acme.io', 'rh-oidc.s3.us-east-1.amazonaws.com', 'oidc.op1.openshiftapps.com', 'd1b2c3.cloudfront.net', 'container.googleapis.com', 'a.b-c.acme.co.uk');
  const path = fc.array(fc.stringMatching(/^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,12}$/), { maxLength: 4 });
  const url = fc.tuple(host, path).map(([first, rest]) => [first, ...rest].join('/'));
  const names = fc.uniqueArray(fc.constantFrom('shop/b', 'shop/api', 'shop/api.v2', 'shop/x'), { minLength: 1, maxLength: 3 });
  const audience = fc.constantFrom('sts.amazonaws.com', 'amazonaws.com', 'openshift', 'my-audience', 'https://aud.acme.io/x');

  test('is clean by the rules, and takes exactly its tokens, whatever the issuer', async () => {
    await fc.assert(fc.asyncProperty(url, names, audience, fc.boolean(), async (issuerUrl, accounts, aud, isCreated) => {
      const stack = newStack();
      const options = { kind: KUBERNETES, issuerUrl, audience: aud, region: 'eu-central-1' };
      const cluster = isCreated ? ClusterIssuer.create(stack, 'Provider', options) : ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, ...options });
      const subjects = accounts.map((name) => ServiceAccountSubject.of(...name.split('/') as [string, string]));
      new ServiceAccountRole(stack, 'Role', { clusters: [cluster], serviceAccounts: subjects });
      const app = stack.node.root as App;
      expect(new IrsaChecks(app, { audiences: [aud] }).validateScope(app).violations.map(({ ruleName }) => ruleName)).toEqual([]);
      const document = onlyRole(stack).Properties.AssumeRolePolicyDocument;
      const [{ subject: sub }] = subjects;
      const token = { issuer: issuerUrl, sub, aud };
      expect(await canAssume(document, token)).toBe(true);
      for (const wrong of [
        { ...token, aud: 'other' }, { ...token, sub: `${sub}x` }, { ...token, sub: 'system:serviceaccount:other:api' }, { ...token, issuer: `${issuerUrl}/x` },
        { ...token, sub: undefined }, { ...token, aud: undefined },
      ]) {
        expect(await canAssume(document, wrong)).toBe(false);
      }
    }), runs(12, 400));
  });

  test('is a statement of its own beside that of EKS', () => {
    const stack = newStack();
    new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster(), from(KOPS, { region: 'eu-central-1', audience: 'amazonaws.com' })], serviceAccounts: [subject()] });
    expect(validationErrors(stack)).toEqual([]);
    expect(onlyRole(stack).Properties.AssumeRolePolicyDocument.Statement[1].Condition).toEqual({
      StringEquals: { [`${KOPS}:aud`]: 'amazonaws.com', [`${KOPS}:sub`]: 'system:serviceaccount:default:web' },
    });
  });
});

test('every text is an issuer or is refused with one line', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.stringMatching(/^https:\/\/[a-z.:@/%-]{0,40}$/)), (text) => {
    const parsed = parseKubernetesIssuer(text);
    if ('problem' in parsed) {
      expect(parsed.problem).toMatch(/^must [^\n]*$/);
    } else {
      const { protocol, host, port, username, search, hash, href } = new URL(`https://${parsed.issuer}`);
      expect([protocol, port, username, search, hash]).toEqual(['https:', '', '', '', '']);
      expect(href.replace(/\/$/, '')).toBe(`https://${parsed.issuer}`.replace(/\/$/, ''));
      expect(host).toBe(parsed.issuer.split('/')[0]);
    }
  }), runs(300, 20_000));
});
