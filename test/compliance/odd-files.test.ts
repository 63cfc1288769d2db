import { account, foundInFiles, ISSUER, PROVIDER, roleTemplate, trust } from './files';

describe('roles of custom resources', () => {
  const wide = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...trust().Statement[0], Condition: { StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:api' }, StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } } }] });
  const ids = (object: object) => foundInFiles({ 'a.json': object }, ['a.json']).map((line) => /: (\w+ \w+)/.exec(line)![1]);
  const ack = (document: string, spec: object = {}) => ({ apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role', metadata: { name: 'api' }, spec: { name: 'api', assumeRolePolicyDocument: document, ...spec } });
  const crossplane = (group: string, key: string, document: string, more: object = {}) =>
    ({ apiVersion: `${group}/v1beta1`, kind: 'Role', metadata: { name: 'api' }, spec: { forProvider: { [key]: document, ...more } } });

  test('of ACK and Crossplane are judged', () => {
    expect(ids(ack(wide))).toEqual(['error AnyNamespace']);
    expect(ids(ack(JSON.stringify(trust())))).toEqual([]);
    expect(ids(ack(JSON.stringify(trust()), { policies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }))).toContain('error BroadManagedPolicy');
    expect(ids(crossplane('iam.aws.upbound.io', 'assumeRolePolicy', wide))).toEqual(['error AnyNamespace']);
    expect(ids(crossplane('iam.aws.m.upbound.io', 'assumeRolePolicy', wide))).toEqual(['error AnyNamespace']);
    expect(ids(crossplane('iam.aws.crossplane.io', 'assumeRolePolicyDocument', wide))).toEqual(['error AnyNamespace']);
    expect(ids({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'api' }, rules: [] })).toEqual([]);
  });

  test('are compared with ServiceAccounts and associations', () => {
    expect(foundInFiles({ 'role.json': ack(JSON.stringify(trust())), 'sa.json': account() })).toEqual([]);
    expect(foundInFiles({ 'role.json': ack(JSON.stringify(trust())), 'sa.json': account({ namespace: 'web' }) })).toEqual([expect.stringContaining('error UntrustedServiceAccount[web/api]')]);
    const association = { apiVersion: 'eks.services.k8s.aws/v1alpha1', kind: 'PodIdentityAssociation', spec: { namespace: 'shop', serviceAccount: 'api', roleARN: 'arn:aws:iam::111122223333:role/api' } };
    expect(foundInFiles({ 'role.json': ack(JSON.stringify(trust())), 'a.json': association })).toEqual([expect.stringContaining('error UntrustedAssociation[shop/api]')]);
  });
});

describe('keys that stand twice', () => {
  const yaml = `Parameters:\n  Branch:\n    Type: String\n    Default: main\n    Default: main\n${JSON.stringify(roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:*'))).slice(1, -1).replace('"Resources":', 'Resources: ')}\n`;

  test('are said, and the file is judged by the last, as CloudFormation does; readers of JSON differ', () => {
    expect(foundInFiles({ 'a.yaml': yaml })).toEqual([
      expect.stringContaining('a.yaml:6 Api: error WildcardNeverMatches'), 'a.yaml:5: note: has the key "Default" a second time here: the last one counts',
    ]);
    const json = JSON.stringify(roleTemplate()).replace('"RoleName":"api"', '"RoleName":"web","RoleName":"api"');
    expect(foundInFiles({ 'a.json': json })).toEqual([expect.stringContaining('must have each key once')]);
  });
});

describe('templates of other tools', () => {
  const helm = '{{- if .Values.serviceAccount.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ include "api.name" . }}\n{{- end }}\n';

  test('are named as such', () => {
    expect(foundInFiles({ 'sa.yaml': helm }, ['sa.yaml'])).toEqual(['sa.yaml: is a Helm (Go) template: audit what it renders (helm template)']);
    expect(foundInFiles({ 'sa.yaml': 'kind: ServiceAccount\nmetadata:\n  name: {{ .Values.name }}\n' }, ['sa.yaml'])).toEqual(['sa.yaml: is a Helm (Go) template: audit what it renders (helm template)']);
    expect(foundInFiles({ 'a.yaml': 'Resources:\n{% for role in roles %}\n  A:\n{% endfor %}\n' }, ['a.yaml'])).toEqual(['a.yaml: is a Jinja template: audit what it renders']);
    expect(foundInFiles({ 'a.yaml': 'a: [' }, ['a.yaml'])).toEqual([expect.stringContaining('is no YAML')]);
  });

  test('beside others are said, and take nothing from them', () => {
    expect(foundInFiles({ 'role.json': roleTemplate(), 'chart/templates/sa.yaml': helm, 'other.yaml': 'a: [' })).toEqual([
      'chart/templates/sa.yaml: note: is a Helm (Go) template: audit what it renders (helm template)',
    ]);
  });
});

test('an account number without quotes stays as it is written', () => {
  const text = `Parameters: { Account: { Type: String, Default: 012345678901 } }\nResources: ${JSON.stringify(roleTemplate().Resources)}\n`;
  expect(foundInFiles({ 'a.yaml': text.split(PROVIDER).join(PROVIDER) })).toEqual([]);
});
