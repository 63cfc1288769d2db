import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { documents } from '../kubernetes/fixture';
import { issuer } from '../support';
import { errorsOf, fleetOf } from './support';

const URL = 'https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com';
const kops = (more = '', of = 'kind: kubernetes') => `clusters:\n  kops:\n    account: "111122223333"\n    region: eu-central-1\n    issuerUrl: ${URL}\n    issuer: { ${of} }\n${more.replace(/^(?=.)/gm, '    ')}\n`;
const file = (clusters: string, workload = 'namespaces: [shop]') => `${clusters}workloads:\n  api:\n${workload.replace(/^/gm, '    ')}\n`;
const templateOf = (yaml: string) => Template.fromStack(fleetOf(yaml).stacks[0] as Stack).toJSON();

function filesOf(yaml: string): Record<string, any[]> {
  const app = new App();
  const { files: { directory, files } } = fleetOf(yaml, app);
  app.synth();
  return Object.fromEntries(files.filter((name) => name.endsWith('.yaml')).map((name) => [name, documents(readFileSync(join(directory, name), 'utf8'))]));
}

test('a cluster that is none of EKS is one like the others', () => {
  const [role] = Object.values<any>(templateOf(file(kops('audience: amazonaws.com'))).Resources);
  const bare = URL.replace('https://', '');
  expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([{
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${bare}:aud`]: 'amazonaws.com', [`${bare}:sub`]: 'system:serviceaccount:shop:api' } },
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${bare}` },
  }]);
});

test('its provider is created with what IAM needs', () => {
  const { Resources } = templateOf(file(kops('createProvider: true\naudience: amazonaws.com',
    'kind: kubernetes, clientIds: [openshift], thumbprints: [9e99a48a9960b14926bb7f3b02e22da2b0ab7280]')));
  expect(Object.values<any>(Resources).find(({ Type }) => Type === 'AWS::IAM::OIDCProvider').Properties).toEqual({
    ClientIdList: ['amazonaws.com', 'openshift'], ThumbprintList: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'], Url: URL,
  });
});

test('two providers whose URLs end alike are two', () => {
  const two = `clusters:\n${['a', 'b'].map((name) => `  ${name}: { account: "111122223333", region: eu-central-1, createProvider: true, issuer: { kind: kubernetes }, issuerUrl: ${name}-oidc.acme.io/${'x'.repeat(40)} }\n`).join('')}`;
  expect(Object.values<any>(templateOf(file(two, 'clusters: [a, b]')).Resources).filter(({ Type }) => Type === 'AWS::IAM::OIDCProvider')).toHaveLength(2);
});

describe('where the cluster has a webhook', () => {
  test('the annotations are those of EKS, with the audience always', () => {
    expect(filesOf(file(kops()))['manifests/kops/shop.yaml'][0].metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api', 'eks.amazonaws.com/audience': 'sts.amazonaws.com',
    });
  });

  test('their prefix may be another, and the check pod leaves the token to the webhook', () => {
    const files = filesOf(file(kops('audience: irsa', 'kind: kubernetes, annotationPrefix: irsa.acme.io'), 'namespaces: [shop]\nkubernetes: { tokenExpiration: 1h, stsRegionalEndpoints: true }'));
    expect(files['manifests/kops/shop.yaml'][0].metadata.annotations).toEqual({
      'irsa.acme.io/role-arn': 'arn:aws:iam::111122223333:role/api', 'irsa.acme.io/audience': 'irsa', 'irsa.acme.io/sts-regional-endpoints': 'true', 'irsa.acme.io/token-expiration': '3600',
    });
    expect(files['check-pods/kops/api.yaml'][0].spec.volumes).toHaveLength(1);
    expect(Object.keys(files)).toEqual(['check-pods/kops/api.yaml', 'manifests/kops/shop.yaml']);
  });

  test('an annotation of the user\'s own does not replace one of them', () => {
    expect(() => filesOf(file(kops('', 'kind: kubernetes, annotationPrefix: irsa.acme.io'), 'kubernetes: { annotations: { irsa.acme.io/role-arn: "arn:aws:iam::444455556666:role/x" } }')))
      .toThrow('a key of annotations must not be one of the webhook\'s own, got "irsa.acme.io/role-arn": it is written, with the prefix of the cluster\'s webhook');
  });

  test('Helm values have the ARN under the prefix, and where a chart takes it alone', () => {
    const files = filesOf(file(kops('', 'kind: kubernetes, annotationPrefix: irsa.acme.io'), 'helm: { annotationsPath: sa.annotations, roleArnPath: rbac.arn }'));
    expect(files['helm/kops/api.yaml'][0]).toEqual({
      sa: { annotations: { 'irsa.acme.io/role-arn': 'arn:aws:iam::111122223333:role/api', 'irsa.acme.io/audience': 'sts.amazonaws.com' }, create: true, name: 'api' },
      rbac: { arn: 'arn:aws:iam::111122223333:role/api' },
    });
  });
});

describe('where pods mount their token themselves', () => {
  const VOLUME = kops('audience: amazonaws.com', 'kind: kubernetes, podTokens: volume');
  const TOKEN = { name: 'aws-token', projected: { sources: [{ serviceAccountToken: { audience: 'amazonaws.com', expirationSeconds: 86_400, path: 'token' } }] } };
  const MOUNT = { name: 'aws-token', mountPath: '/var/run/secrets/amazonaws.com', readOnly: true };
  const ENV = [{ name: 'AWS_ROLE_ARN', value: 'arn:aws:iam::111122223333:role/api' }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/var/run/secrets/amazonaws.com/token' }];

  test('nothing is annotated, and a patch for pods is written', () => {
    const files = filesOf(file(VOLUME));
    expect(Object.keys(files)).toEqual(['check-pods/kops/api.yaml', 'manifests/kops/shop.yaml', 'pod-tokens/kops/api.yaml']);
    expect(files['manifests/kops/shop.yaml'][0].metadata.annotations).toBeUndefined();
    const spec = { serviceAccountName: 'api', containers: [{ name: 'app', env: ENV, volumeMounts: [MOUNT] }], volumes: [TOKEN] };
    expect(files['pod-tokens/kops/api.yaml']).toEqual([{ spec: { template: { spec } } }]);
  });

  test('the check pod has the token as well', () => {
    const { containers: [{ env, volumeMounts }], volumes } = filesOf(file(VOLUME))['check-pods/kops/api.yaml'][0].spec;
    expect(env).toEqual(expect.arrayContaining(ENV));
    expect(volumeMounts).toContainEqual(MOUNT);
    expect(volumes).toContainEqual(TOKEN);
  });

  test('the patch follows the workload\'s settings, one for each name', () => {
    const files = filesOf(file(VOLUME, 'serviceAccounts: [shop/api, back/api, shop/worker]\nkubernetes: { createdBy: existing, tokenExpiration: 30m, stsRegionalEndpoints: true }'));
    expect(Object.keys(files).filter((name) => name.startsWith('pod-tokens/'))).toEqual(['pod-tokens/kops/api/api.yaml', 'pod-tokens/kops/api/worker.yaml']);
    const { containers: [{ env }], volumes } = files['pod-tokens/kops/api/worker.yaml'][0].spec.template.spec;
    expect(env).toContainEqual({ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' });
    expect(volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds).toBe(1800);
  });

  test('its comment names the commands', () => {
    const app = new App();
    const { files: { directory } } = fleetOf(file(VOLUME), app);
    app.synth();
    expect(readFileSync(join(directory, 'pod-tokens/kops/api.yaml'), 'utf8')).toContain('kubectl patch deployment <name> --namespace shop --patch-file pod-tokens/kops/api.yaml');
  });

  test('the index says so', () => {
    const app = new App();
    const { files: { directory } } = fleetOf(file(VOLUME), app);
    app.synth();
    expect(JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')).roles[0].clusters).toEqual([
      { name: 'kops', issuer: URL, audience: 'amazonaws.com', kind: 'kubernetes', podTokens: 'volume' },
    ]);
  });
});

describe('errors', () => {
  test.each([
    ['the issuer without the word', file(kops().replace(/ {4}issuer: .*\n/, '')),
      [`5:16: clusters.kops.issuerUrl: must be the issuer URL of an EKS cluster, such as https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF (aws eks describe-cluster --query cluster.identity.oidc.issuer), got "${URL}"; for a cluster that is none of EKS write issuer: { kind: kubernetes } beside it`]],
    ['the word beside an issuer of EKS', file(kops().replace(URL, issuer())), [`5:16: clusters.kops.issuerUrl: must be none of EKS where the kind is kubernetes, got "${issuer()}": leave the kind out`]],
    ['another word', file(kops('', 'kind: selfManaged')), ['6:21: clusters.kops.issuer.kind: must be one of "eks" or "kubernetes", got "selfManaged"']],
    ['a word instead of a map', file(kops().replace('{ kind: kubernetes }', 'kubernetes')), ['6:13: clusters.kops.issuer: must be a map, got "kubernetes": write { kind: kubernetes }']],
    ['no kind', file(kops('', 'podTokens: volume')), ['6:5: clusters.kops.issuer: must have "kind"']],
    ['settings of others for EKS', file(kops('', 'kind: eks, podTokens: volume').replace(URL, issuer())), ['6:26: clusters.kops.issuer.podTokens: must be left out for an issuer of EKS: it is for kind: kubernetes']],
    ['EKS Pod Identity', file(kops('identity: both\nclusterName: kops')), ['7:15: clusters.kops.identity: must be "irsa" for a cluster that is none of EKS, got "both": EKS Pod Identity is for clusters of EKS']],
    ['EKS Pod Identity of a workload', file(kops('clusterName: kops'), 'identity: podIdentity'),
      ['10:15: workloads.api.identity: must be "irsa" in the cluster kops, which is none of EKS, got "podIdentity": EKS Pod Identity is for clusters of EKS, so make it two workloads']],
    ['EKS Pod Identity of the defaults', file(`defaults: { identity: both }\n${kops()}`),
      ['10:3: workloads.api: the identity must be "irsa" in the cluster kops, which is none of EKS, got "both": EKS Pod Identity is for clusters of EKS, so set identity: irsa on the workload']],
    ['thumbprints of a provider that exists', file(kops('', `kind: kubernetes, thumbprints: [${'a'.repeat(40)}]`)), ['6:33: clusters.kops.issuer.thumbprints: must be left out without createProvider, since the provider that exists has its own']],
    ['a prefix without a webhook', file(kops('', 'kind: kubernetes, podTokens: volume, annotationPrefix: irsa')), ['6:52: clusters.kops.issuer.annotationPrefix: must be left out with podTokens: volume, where nothing reads annotations']],
    ['too many thumbprints', file(kops('createProvider: true', `kind: kubernetes, thumbprints: [${[1, 2, 3, 4, 5, 6].map((n) => `"${String(n).repeat(40)}"`).join(', ')}]`)), ['6:33: clusters.kops.issuer.thumbprints: must name at most 5, which is what IAM takes, got 6']],
    ['a port', file(kops().replace(URL, 'https://10.0.0.1:6443')), ['5:16: clusters.kops.issuerUrl: must have no port, since IAM takes none: serve the discovery document on port 443, got "https://10.0.0.1:6443"']],
    ['no URL', file(kops().replace(/ {4}issuerUrl: .*\n/, '')), ['2:3: clusters.kops: must have "issuerUrl": kubectl get --raw /.well-known/openid-configuration prints it']],
    ['one issuer twice', file(`${kops()}  twin: { account: "111122223333", region: eu-central-1, issuer: { kind: kubernetes }, issuerUrl: ${URL} }\n`.replace('\n\n', '\n'), 'clusters: [kops]'),
      [expect.stringContaining('clusters.twin.issuerUrl: must be the issuer of one cluster, but cluster "kops" has it as well')]],
  ])('%s', (_, yaml, expected) => {
    expect(errorsOf(yaml)).toEqual(expected);
  });
});

test('a workload of both kinds has identity: irsa where the defaults have another', () => {
  const eks = `  main: { account: "111122223333", region: eu-central-1, issuerUrl: ${issuer()}, clusterName: main }\n`;
  expect(errorsOf(`defaults: { identity: both }\n${kops().replace('\n\n', '\n')}${eks}workloads:\n  api: { clusters: [kops], identity: irsa }\n  web: { clusters: [main] }\n`)).toEqual([]);
});
