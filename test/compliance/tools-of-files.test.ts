import { account, foundInFiles, roleTemplate, trust } from './files';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import { folderWith } from '../access/inventory-fixture';
import { FakeConsole } from '../cli/fake-console';

const OTHER_ARN = 'arn:aws:iam::111122223333:role/other';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }];
const bare = account({}, {});
/** What is found: `<level> <rule> <resource>`. */
const found = (files: Record<string, unknown>) => foundInFiles(files).map((line) => line.replace(/^\S+?:\d+ (.*?): (error|warning) (\w+)\b.*$/, '$2 $3 $1'));
/** Who can read an object, and through which role. */
function readers(files: Record<string, unknown>): string[] {
  const folder = folderWith(files);
  const console = new FakeConsole();
  runWhoCan('s3:GetObject', 'arn:aws:s3:::shop/a', [folder], { format: 'text' }, console);
  return console.stdout.split('\n').filter((line) => /^\S+\/\S+|^ {2}through/.test(line)).map((line) => line.replace(/ \(.*/, ''));
}

describe('a cluster of kOps', () => {
  const cluster = (permissions: unknown, more: object = {}) => ({
    apiVersion: 'kops.k8s.io/v1alpha2',
    kind: 'Cluster',
    metadata: { name: 'prod.example.com', creationTimestamp: null },
    spec: { cloudProvider: 'aws', iam: { legacy: false, serviceAccountExternalPermissions: permissions }, serviceAccountIssuerDiscovery: { enableAWSOIDCProvider: true }, ...more },
  });
  const inline = (statements: unknown) => ({ name: 'api', namespace: 'shop', aws: { inlinePolicy: JSON.stringify(statements) } });
  const arns = (...policyARNs: string[]) => ({ name: 'api', namespace: 'shop', aws: { policyARNs } });

  test('has its roles judged by their policies', () => {
    expect(found({ 'c.json': cluster([inline(READ)]) })).toEqual([]);
    expect(found({ 'c.json': cluster([arns('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')]) })).toEqual([]);
    expect(found({ 'c.json': cluster([arns(ADMINISTRATOR)]) })).toEqual(['error BroadManagedPolicy api.shop.sa.prod.example.com']);
    expect(found({ 'c.json': cluster([inline([{ Effect: 'Allow', Action: '*', Resource: '*' }])]) })).toContain('error BroadPolicy api.shop.sa.prod.example.com');
    expect(found({ 'c.json': cluster([inline({ Effect: 'Allow' }), { ...inline(READ), aws: { inlinePolicy: '[' } }]) })[0]).toMatch(/^warning Undecidable/);
  });

  test('has its roles called by names that nobody can mistake for other text', () => {
    const [heading] = foundInFiles({ 'c.json': cluster([{ ...arns(ADMINISTRATOR), name: 'a\u001b[31m{{ x }}' }]) }).map((line) => line.replace(/: (?:error|warning) .*/s, ''));
    expect(heading).not.toMatch(/[\u0000-\u001f\uE000-\uF8FF]/);
    expect(heading).toContain('{{ x }}');
  });

  test('may give a role to pods of any namespace, which it says', () => {
    expect(found({ 'c.json': cluster([{ ...inline(READ), namespace: '*' }]) })).toContain('error AnyNamespace api.wildcard.sa.prod.example.com');
    expect(found({ 'c.json': cluster([{ ...inline(READ), namespace: 'team-*' }]) })).toEqual(['error AnyNamespace api.team-wildcard.sa.prod.example.com']);
  });

  test('is compared with ServiceAccounts, which need no annotation', () => {
    expect(found({ 'c.json': cluster([inline(READ)]), 'sa.json': bare })).toEqual([]);
    const named = account({}, { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api.shop.sa.prod.example.com' });
    expect(found({ 'c.json': cluster([inline(READ)]), 'sa.json': named })).toEqual([]);
    expect(foundInFiles({ 'c.json': cluster([inline(READ)]), 'sa.json': { ...named, metadata: { ...named.metadata, name: 'web' } } })).toEqual([
      'sa.json:1 shop/web: error UntrustedServiceAccount[shop/web]: the ServiceAccount shop/web names the role api.shop.sa.prod.example.com, whose trust does not take it: name the role that does',
    ]);
  });

  test('is compared with the roles of its account, by their names', () => {
    const role = (subject: string) => roleTemplate({ RoleName: 'api.shop.sa.prod.example.com' }, trust(subject));
    expect(found({ 'c.json': cluster([inline(READ)]), 'role.json': role('system:serviceaccount:shop:api') })).toEqual([]);
  });

  test('is read as kops prints it: in YAML, in JSON, with instance groups, and in full', () => {
    const group = { apiVersion: 'kops.k8s.io/v1alpha2', kind: 'InstanceGroup', metadata: { name: 'nodes' }, spec: { role: 'Node' } };
    expect(found({ 'c.yaml': [cluster([arns(ADMINISTRATOR)]), group].map((item) => JSON.stringify(item)).join('\n---\n') })).toEqual(['error BroadManagedPolicy api.shop.sa.prod.example.com']);
    expect(found({ 'c.json': [cluster([arns(ADMINISTRATOR)]), group] })).toEqual(['error BroadManagedPolicy api.shop.sa.prod.example.com']);
    const full = { kubeAPIServer: { serviceAccountIssuer: 'https://acme.s3.us-west-2.amazonaws.com/prod.example.com' } };
    expect(found({ 'c.json': cluster([inline(READ)], full) })).toEqual([]);
    expect(readers({ 'c.json': cluster([inline(READ)], full) })).toEqual(['shop/api of cluster acme.s3.us-west-2.amazonaws.com/prod.example.com', '  through role api.shop.sa.prod.example.com']);
    expect(readers({ 'c.json': cluster([inline(READ)]) })).toEqual(['shop/api of cluster prod.example.com', '  through role api.shop.sa.prod.example.com']);
  });

  test('of another cloud, or of odd shape, takes nothing from the rest', () => {
    for (const permissions of [undefined, {}, [null, 1, {}, { name: 'api' }, { name: 'api', namespace: 'shop', aws: null }]]) {
      expect(found({ 'c.json': cluster(permissions), 'sa.json': account() })).toEqual([]);
    }
    expect(found({ 'c.json': { ...cluster([arns(ADMINISTRATOR)]), apiVersion: 'cluster.x-k8s.io/v1beta1' } })).toEqual([]);
  });

  test('has names that kOps cuts', () => {
    const long = { ...inline(READ), name: 'a-very-long-name-of-an-account', namespace: 'a-very-long-name-of-a-namespace' };
    const arn = 'arn:aws:iam::111122223333:role/a-very-long-name-of-an-account.a-very-long-name-of-a-name-abc123';
    expect(found({ 'c.json': cluster([long]), 'sa.json': account({ name: long.name, namespace: long.namespace }, { 'eks.amazonaws.com/role-arn': arn }) })).toEqual([]);
  });
});

describe('a CredentialsRequest of OpenShift', () => {
  const request = (providerSpec: object, more: object = {}) => ({
    apiVersion: 'cloudcredential.openshift.io/v1',
    kind: 'CredentialsRequest',
    metadata: { name: 'cert-manager', namespace: 'openshift-cloud-credential-operator' },
    spec: {
      providerSpec: { apiVersion: 'cloudcredential.openshift.io/v1', kind: 'AWSProviderSpec', ...providerSpec },
      secretRef: { name: 'aws-creds', namespace: 'cert-manager' },
      serviceAccountNames: ['cert-manager'],
      ...more,
    },
  });
  const entries = (action: string[], resource = '*') => ({ statementEntries: [{ effect: 'Allow', action, resource }] });
  const sound = entries(['route53:GetChange'], 'arn:aws:route53:::change/*');
  const role = (subject = 'system:serviceaccount:cert-manager:cert-manager') => roleTemplate({ RoleName: 'other' }, trust(subject, 'openshift', 'rh-oidc.s3.us-east-1.amazonaws.com/1a2b'));
  const secret = (arn: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'aws-creds', namespace: 'cert-manager' }, stringData: { credentials: `[default]\nsts_regional_endpoints = regional\nrole_arn = ${arn}\nweb_identity_token_file = /var/run/secrets/openshift/serviceaccount/token` } });
  const untrusted = 'error UntrustedServiceAccount cert-manager/cert-manager';

  test('with a role is compared with that', () => {
    expect(found({ 'r.json': request({ stsIAMRoleARN: OTHER_ARN }), 'role.json': role() })).toEqual([]);
    expect(foundInFiles({ 'r.json': request({ stsIAMRoleARN: OTHER_ARN, ...sound }), 'role.json': role('system:serviceaccount:cert-manager:web') })).toEqual([
      'r.json:1 cert-manager/cert-manager: error UntrustedServiceAccount[cert-manager/cert-manager]: '
      + 'the CredentialsRequest cert-manager gives the ServiceAccount cert-manager/cert-manager the role other, whose trust does not take it: give it the role that does',
    ]);
    expect(foundInFiles({ 'r.json': request({ stsIAMRoleARN: 'other' }) })).toEqual([
      'r.json:1 cert-manager/cert-manager: error MalformedAnnotation[cert-manager/cert-manager]: the CredentialsRequest cert-manager gives the ServiceAccount cert-manager/cert-manager '
      + 'what is not the ARN of its role: it must be arn:<partition>:iam::<account>:role/<name>, got "other"',
    ]);
    expect(found({ 'r.json': request({ stsIAMRoleARN: '${ROLE_ARN}' }), 'role.json': role() })).toEqual([]);
  });

  test('without one asks for permissions, which are judged', () => {
    expect(found({ 'r.json': request(sound) })).toEqual([]);
    expect(found({ 'r.json': request(sound, { serviceAccountNames: ['cert-manager', 'webhook'] }) })).toEqual([]);
    expect(found({ 'r.json': request(entries(['iam:PassRole'])) })).toEqual(['error PassAnyRole cert-manager']);
    const limited = { statementEntries: [{ effect: 'Allow', action: ['iam:PassRole'], resource: '*', policyCondition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }] };
    expect(found({ 'r.json': request(limited) })).toEqual(found({ 'role.json': roleTemplate({ RoleName: 'cert-manager', Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: limited.statementEntries[0].policyCondition }] } }] }) })
      .map((line) => line.replace(/\S+$/, 'cert-manager')));
    expect(found({ 'r.json': request(entries(['s3:*']), { serviceAccountNames: undefined }) })).toEqual(['error BroadPolicy cert-manager']);
  });

  test('and the role of which ccoctl wrote the Secret', () => {
    expect(found({ 'r.yaml': request(sound), 'manifests/s.yaml': secret(OTHER_ARN), 'role.json': role() })).toEqual([]);
    expect(found({ 'r.yaml': request(sound), 'manifests/s.yaml': secret(OTHER_ARN), 'role.json': role('system:serviceaccount:cert-manager:web') })).toEqual([untrusted]);
    expect(found({ 'r.yaml': request(sound), 'manifests/s.yaml': { ...secret(OTHER_ARN), stringData: undefined, data: { credentials: 'eA==' } } })).toEqual([]);
  });

  test('is of no ServiceAccount that must be annotated', () => {
    const plain = account({ name: 'cert-manager', namespace: 'cert-manager' }, {});
    expect(found({ 'r.json': request(sound), 'sa.json': plain })).toEqual([]);
    expect(found({ 'r.json': request(sound), 'sa.json': plain, 'role.json': role() })).toEqual([]);
    expect(found({ 'sa.json': plain, 'role.json': role() })).toEqual(['warning UnusedTrust Api']);
  });

  test('of another cloud is none of ours', () => {
    expect(found({ 'r.json': request({ kind: 'AzureProviderSpec', roleBindings: [] }) })).toEqual([]);
    expect(found({ 'r.json': { ...request(entries(['*'])), apiVersion: 'acme.example.com/v1' } })).toEqual([]);
  });

  test('and what ccoctl writes in a dry run', () => {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:PassRole'], Resource: '*' }] });
    const files = {
      '04-iam-identity-provider.json': { ClientIDList: ['openshift', 'sts.amazonaws.com'], Tags: [], ThumbprintList: ['a'], Url: 'https://acme-oidc.s3.us-east-1.amazonaws.com' },
      '05-0-acme-cert-manager-aws-creds-role.json': {
        AssumeRolePolicyDocument: JSON.stringify(trust('system:serviceaccount:cert-manager:cert-manager', 'openshift', 'acme-oidc.s3.us-east-1.amazonaws.com')),
        Description: 'OpenShift role for cert-manager/aws-creds',
        PermissionsBoundary: 'arn:aws:iam::111122223333:policy/limit',
        RoleName: 'acme-cert-manager-aws-creds',
        Tags: [{ Key: 'Name', Value: 'acme' }],
      },
    };
    expect(found(files)).toEqual([]);
    const policy = { PolicyDocument, PolicyName: 'acme-cert-manager-aws-creds', RoleName: 'acme-cert-manager-aws-creds' };
    expect(found({ ...files, '06-0-acme-cert-manager-aws-creds-policy.json': policy })).toEqual(['error PassAnyRole acme-cert-manager-aws-creds']);
  });

  test('is joined with its service accounts', () => {
    expect(readers({ 'r.json': request(entries(['s3:GetObject'], 'arn:aws:s3:::shop/*')) })).toEqual(['cert-manager/cert-manager of cluster OpenShift', '  through role cert-manager']);
  });
});

describe('a ClusterConfig of eksctl', () => {
  const config = (iam: object) => ({ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'prod', region: 'eu-west-1' }, iam });
  const policy = { Version: '2012-10-17', Statement: READ };

  test('has the ServiceAccounts joined with the roles that it makes', () => {
    const irsa = { metadata: { name: 'api', namespace: 'shop' }, attachPolicy: policy, roleName: 'api' };
    expect(readers({ 'c.json': config({ serviceAccounts: [irsa] }) })).toEqual(['shop/api of cluster prod', '  through role api']);
    expect(found({ 'c.json': config({ serviceAccounts: [irsa] }), 'sa.json': bare })).toEqual([]);
    expect(found({ 'c.json': config({ serviceAccounts: [{ ...irsa, roleOnly: true }] }), 'sa.json': bare })).toEqual(['warning UnusedTrust api']);
    expect(found({ 'c.json': config({ serviceAccounts: [{ ...irsa, roleOnly: true }] }), 'sa.json': account() })).toEqual([]);
    const associated = { namespace: 'shop', serviceAccountName: 'api', permissionPolicy: policy };
    expect(readers({ 'c.json': config({ podIdentityAssociations: [associated] }) })).toContain('shop/api of cluster prod');
    expect(found({ 'c.json': config({ podIdentityAssociations: [{ ...associated, roleName: 'api' }] }), 'sa.json': bare })).toEqual([]);
  });
});

describe('resources of Strimzi', () => {
  const resource = (kind: string, spec: object) => ({ apiVersion: 'kafka.strimzi.io/v1beta2', kind, metadata: { name: 'events', namespace: 'shop' }, spec });
  const template = { template: { pod: {}, serviceAccount: { metadata: { labels: { a: 'b' }, annotations: account().metadata.annotations } } } };
  const beside = (object: object, name: string) => found({ 'role.json': roleTemplate(undefined, trust(`system:serviceaccount:shop:${name}`)), 'kafka.json': object });

  test.each<[string, object, string]>([
    ['Kafka', { kafka: template }, 'events-kafka'],
    ['Kafka', { kafka: {}, zookeeper: template }, 'events-zookeeper'],
    ['Kafka', { entityOperator: template }, 'events-entity-operator'],
    ['Kafka', { cruiseControl: template }, 'events-cruise-control'],
    ['Kafka', { kafkaExporter: template }, 'events-kafka-exporter'],
    ['KafkaConnect', template, 'events-connect'],
    ['KafkaConnect', { template: { buildServiceAccount: template.template.serviceAccount } }, 'events-connect-build'],
    ['KafkaMirrorMaker2', template, 'events-mirrormaker2'],
    ['KafkaBridge', template, 'events-bridge'],
  ])('a %s with %j has %s', (kind, spec, name) => {
    expect(beside(resource(kind, spec), name)).toEqual([]);
    expect(beside(resource(kind, spec), 'events')).toEqual([`error UntrustedServiceAccount shop/${name}`]);
  });

  test('without annotations say nothing', () => {
    expect(beside(resource('KafkaConnect', { template: { serviceAccount: { metadata: null } } }), 'events')).toEqual([]);
    expect(beside(resource('Kafka', { kafka: 'x', zookeeper: [] }), 'events')).toEqual([]);
  });
});

test('a DeploymentRuntimeConfig of Crossplane does not tell its namespace', () => {
  const config = (metadata: object) => ({ apiVersion: 'pkg.crossplane.io/v1beta1', kind: 'DeploymentRuntimeConfig', metadata: { name: 'aws' }, spec: { serviceAccountTemplate: { metadata } } });
  const beside = (metadata: object) => found({ 'role.json': roleTemplate(undefined, trust('system:serviceaccount:crossplane-system:provider-aws')), 'config.json': config(metadata) });
  const { annotations } = account().metadata;
  expect(beside({ name: 'provider-aws', annotations })).toEqual(['warning UncomparedServiceAccount <namespace>/provider-aws']);
  expect(beside({ annotations })).toEqual(['warning UncomparedServiceAccount <namespace>/<name>']);
  expect(beside({ name: 'provider-gcp', annotations })).toEqual(['error UntrustedServiceAccount <namespace>/provider-gcp']);
});
