import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { undecidedOf } from '../../lib/compliance/undecided';
import { isKnown, plain } from '../../lib/iam/partial-text';
import { EMPTY_PART } from '../../lib/inventory/inventory';
import { serviceAccountsIn } from '../../lib/inventory/kubernetes-objects';
import { readTemplate } from '../../lib/inventory/template-reader';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

function trust(subject: unknown = 'system:serviceaccount:web:web', provider: unknown = PROVIDER, issuer = ISSUER) {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: provider },
      Condition: { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: 'sts.amazonaws.com' } },
    }],
  };
}

const role = (properties: object = {}, others: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(), ...properties }, ...others });
const allow = (action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const read = (resources: object, sections: object = {}) => readTemplate({ Resources: resources, ...sections });
const readRole = (properties: object = {}, sections: object = {}) => read({ Role: role(properties) }, sections).roles;

/** What the conditions of a role's trust come to, as messages show it. */
const tests = ({ trust: { statements } }: ReturnType<typeof readRole>[number]) => statements.flatMap(({ conditions, principals }) => [
  ...principals.map(({ value }) => plain(value)),
  ...conditions.flatMap(({ key, values }) => values.map((value) => `${plain(key)} = ${plain(value)}`)),
]);

const SOUND = [PROVIDER, `${ISSUER}:sub = system:serviceaccount:web:web`, `${ISSUER}:aud = sts.amazonaws.com`];

describe('a trust', () => {
  const json = (issuer: string) => JSON.stringify(trust(undefined, '${Provider}', issuer));

  test.each<[string, unknown]>([
    ['is an object', trust()],
    ['is JSON text', JSON.stringify(trust())],
    ['is JSON text of Fn::Sub', { 'Fn::Sub': [json('${Issuer}'), { Issuer: ISSUER, Provider: PROVIDER }] }],
    ['is JSON text of Fn::Join', { 'Fn::Join': [ISSUER, json('§').replace('${Provider}', PROVIDER.replace(ISSUER, '§')).split('§')] }],
    ['is JSON text of Fn::ToJsonString', { 'Fn::ToJsonString': trust() }],
    ['has conditions of a CfnJson', { ...trust(), Statement: [{ ...trust().Statement[0], Condition: { StringEquals: { 'Fn::GetAtt': ['Json', 'Value'] } } }] }],
    ['has the provider of a mapping', trust(undefined, { 'Fn::FindInMap': ['Clusters', 'production', 'provider'] })],
    ['has text that is put together', trust({ 'Fn::Join': [':', ['system:serviceaccount', { 'Fn::Sub': ['${N}:${N}', { N: 'web' }] }]] })],
    ['has conditions that Fn::If leaves no choice of', { 'Fn::If': ['Always', trust(), trust('*')] }],
  ])('%s', (_, document) => {
    // GIVEN
    const values = { [`${ISSUER}:sub`]: 'system:serviceaccount:web:web', [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
    const { roles } = read({
      Role: role({ AssumeRolePolicyDocument: document }),
      Json: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: JSON.stringify(values) } },
    }, {
      Mappings: { Clusters: { production: { provider: PROVIDER } } },
      Conditions: { Always: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] } },
    });
    // THEN
    expect(roles.map(tests)).toEqual([SOUND]);
    expect(roles.flatMap(undecidedOf)).toEqual([]);
  });

  test('of a cluster of the template names its issuer, in either way', () => {
    // GIVEN
    const url = { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] };
    const resources = (issuer: unknown) => ({
      Cluster: { Type: 'AWS::EKS::Cluster' },
      Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: url } },
      Role: role({ AssumeRolePolicyDocument: { 'Fn::Sub': [JSON.stringify(trust(undefined, '${Provider}', '${Issuer}')), { Issuer: issuer }] } }),
    });
    const [ofUrl] = read(resources({ 'Fn::Select': [1, { 'Fn::Split': ['//', url] }] })).roles;
    const [ofArn] = read(resources({ 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] })).roles;
    // THEN
    expect(tests(ofUrl)).toEqual(['<Provider>', '<issuer of Cluster.OpenIdConnectIssuerUrl>:sub = system:serviceaccount:web:web', '<issuer of Cluster.OpenIdConnectIssuerUrl>:aud = sts.amazonaws.com']);
    expect(tests(ofArn)).toEqual(['<Provider>', '<issuer of Provider>:sub = system:serviceaccount:web:web', '<issuer of Provider>:aud = sts.amazonaws.com']);
    expect([ofUrl, ofArn].flatMap(undecidedOf)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['is a parameter', { Ref: 'Trust' }, 'the whole policy of the trust'],
    ['is made by a transform', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/trust.json' } } }, 'the whole policy of the trust'],
    ['is completed by a transform', { ...trust(), 'Fn::Transform': { Name: 'AWS::Include' } }, 'the whole policy of the trust'],
    ['is JSON text of which a part may be anything', { 'Fn::Sub': '{"Statement":${Statements}}' }, 'a policy that is no JSON of the trust'],
    ['has a subject that is a parameter', trust({ Ref: 'Subject' }), 'the subject <Subject>'],
    ['has an issuer that is another parameter', trust(undefined, { Ref: 'Provider' }), `whether ${ISSUER} is the issuer of <Provider>`],
    ['is missing', undefined, 'a policy that is no map of the trust'],
  ])('that %s is said to be undecided', (_, document, expected) => {
    expect(readRole({ AssumeRolePolicyDocument: document }).flatMap(undecidedOf)).toEqual([expected]);
  });
});

describe('conditions of the template', () => {
  const either = (condition: string, yes: unknown, no: unknown) => ({ 'Fn::If': [condition, yes, no] });

  test('give a role for each way', () => {
    const roles = readRole({ AssumeRolePolicyDocument: trust(either('IsOpen', '*', 'system:serviceaccount:web:web')) });
    expect(roles.map(({ at }) => at)).toEqual(['Role', 'Role']);
    expect(roles.map(tests)).toEqual([SOUND, expect.arrayContaining([`${ISSUER}:sub = *`])]);
  });

  test('of the role itself leave one way', () => {
    const { roles } = read({ Role: role({ AssumeRolePolicyDocument: trust(either('IsOpen', '*', 'system:serviceaccount:web:web')) }, { Condition: 'IsClosed' }) },
      { Conditions: { IsOpen: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] }, IsClosed: { 'Fn::Not': [{ Condition: 'IsOpen' }] } } });
    expect(roles.map(tests)).toEqual([SOUND]);
  });

  test('decide trust and policies together', () => {
    const roles = readRole({
      PermissionsBoundary: either('IsOpen', { Ref: 'AWS::NoValue' }, 'arn:aws:iam::111122223333:policy/boundary'),
      ManagedPolicyArns: [either('IsOpen', 'arn:aws:iam::aws:policy/AdministratorAccess', { Ref: 'AWS::NoValue' })],
      Policies: either('IsOpen', [{ PolicyName: 'all', PolicyDocument: allow('*') }], []),
    });
    expect(roles.map(({ permissionsBoundary, managedPolicyArns, policies }) => ({ permissionsBoundary, managedPolicyArns, policies: policies.length }))).toEqual([
      { permissionsBoundary: 'present', managedPolicyArns: [], policies: 0 },
      { permissionsBoundary: 'absent', managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], policies: 1 },
    ]);
  });

  const five = ['A', 'B', 'C', 'D', 'E'];

  test('of which there are too many in the policies are said to be, and the trust is judged', () => {
    const roles = readRole({ Policies: five.map((name) => either(name, { PolicyName: name, PolicyDocument: allow('*') }, { Ref: 'AWS::NoValue' })) });
    expect(roles.map(tests)).toEqual([SOUND]);
    expect(roles[0].undecided).toEqual(['the policies of the role, which depend on more than four conditions']);
  });

  test('of which there are too many in the trust are said to be', () => {
    const roles = readRole({ AssumeRolePolicyDocument: trust(five.map((name) => either(name, `system:serviceaccount:web:${name}`, { Ref: 'AWS::NoValue' }))) });
    expect(roles.map(({ undecided }) => undecided)).toEqual([['the role, which depends on more than four conditions']]);
  });
});

describe('policies', () => {
  const policiesOf = (resources: object, properties: object = {}) => {
    const [{ policies, managedPolicies, managedPolicyArns }] = read({ Role: role(properties), ...resources }).roles;
    return { policies: policies.map(({ name, kind, at }) => ({ name, kind, at })), managedPolicies, managedPolicyArns: managedPolicyArns.map(plain) };
  };

  test('of the role', () => {
    expect(policiesOf({}, { Policies: [{ PolicyName: 's3.read', PolicyDocument: allow('s3:GetObject') }] }).policies)
      .toEqual([{ name: 'the inline policy "s3.read"', kind: 'inline' }]);
  });

  test.each<[string, string, object]>([
    ['AWS::IAM::Policy by reference', 'inline', { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }] } }],
    ['AWS::IAM::Policy by name', 'inline', { Type: 'AWS::IAM::Policy', Properties: { Roles: ['other', 'web'] } }],
    ['AWS::IAM::RolePolicy', 'inline', { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'Role' } } }],
    ['AWS::IAM::ManagedPolicy', 'managed', { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'Role' }] } }],
  ])('beside the role: %s', (_, kind, policy) => {
    const { policies, managedPolicies } = policiesOf({ Beside: policy }, { RoleName: 'web' });
    expect(policies).toEqual([{ name: `the ${kind} policy Beside`, kind, at: 'Beside' }]);
    expect(managedPolicies).toBe(kind === 'managed' ? 1 : 0);
  });

  test('beside the role, once, though it is attached twice', () => {
    const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('s3:GetObject'), Roles: [{ Ref: 'Role' }] } };
    expect(policiesOf({ Beside: policy }, { ManagedPolicyArns: [{ Ref: 'Beside' }, 'arn:aws:iam::aws:policy/ReadOnlyAccess'] })).toEqual({
      policies: [{ name: 'the managed policy Beside', kind: 'managed', at: 'Beside' }],
      managedPolicies: 2,
      managedPolicyArns: ['<Beside>', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    });
  });

  test('beside the role that come out in two ways count once', () => {
    const document = allow('s3:GetObject');
    const policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { 'Fn::If': ['A', document, allow('s3:*')] }, Roles: [{ Ref: 'Role' }] } };
    const [{ policies }] = read({ Role: role(), Beside: policy }).roles;
    expect(policies.map(({ document: { statements: [{ actions }], characters } }) => ({ actions, characters }))).toEqual([
      { actions: ['s3:*'], characters: 0 },
      { actions: ['s3:GetObject'], characters: JSON.stringify(document).length },
    ]);
  });

  test('of another role are not of this one', () => {
    expect(policiesOf({ Beside: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Other' }, 'Role2'] } } }).policies).toEqual([]);
  });
});

describe('the name, path and boundary of a role', () => {
  test('are read', () => {
    expect(readRole({ RoleName: 'web', Path: '/k8s/', PermissionsBoundary: { Ref: 'Boundary' } })[0]).toMatchObject({ roleName: 'web', path: '/k8s/', permissionsBoundary: 'present' });
    expect(readRole()[0]).toMatchObject({ roleName: undefined, path: '/', permissionsBoundary: 'absent' });
    expect(readRole({ RoleName: { 'Fn::Sub': '${AWS::StackName}-web' } })[0].roleName).toBeUndefined();
  });
});

describe('ServiceAccounts', () => {
  const account = (roleArn?: unknown, others: object = {}) => ({
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop', ...roleArn === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': roleArn } } }, ...others,
  });
  const serviceAccounts = (manifest: unknown) => read({ Manifest: { Type: 'Custom::AWSCDK-EKS-KubernetesResource', Properties: { Manifest: manifest } } }).serviceAccounts
    .map((item) => ({ ...item, roleArn: item.roleArn && plain(item.roleArn) }));

  test('are read from the JSON text of a manifest', () => {
    const json = JSON.stringify([account('§'), { kind: 'Namespace', metadata: { name: 'shop' } }]).split('§');
    expect(serviceAccounts({ 'Fn::Join': ['', [json[0], { 'Fn::GetAtt': ['Role', 'Arn'] }, json[1]]] })).toEqual([{ at: 'Manifest', namespace: 'shop', name: 'web', roleArn: '<Role.Arn>' }]);
  });

  test('are read in each way', () => {
    expect(serviceAccounts({ 'Fn::If': ['A', JSON.stringify([account('a')]), JSON.stringify([account('b')])] }).map(({ roleArn }) => roleArn)).toEqual(['b', 'a']);
  });

  test('are read from a list, and without an annotation', () => {
    expect(serviceAccountsIn({ kind: 'List', items: [account(), { kind: 'List', items: [account()] }] }, 'x')).toEqual([{ at: 'x', namespace: 'shop', name: 'web', roleArn: undefined }]);
  });

  test('without a namespace are in "default"', () => {
    expect(serviceAccountsIn({ kind: 'ServiceAccount', metadata: { name: 'web' } }, 'x')).toEqual([{ at: 'x', namespace: 'default', name: 'web', roleArn: undefined }]);
  });

  test.each([undefined, null, 7, 'x', [], [null, [account()]], {}, { kind: 'ServiceAccount' }, { kind: 'ServiceAccount', metadata: [] }, { kind: 'ServiceAccount', metadata: { name: {} } },
    { kind: 'ServiceAccount', metadata: { name: 'x', namespace: {} } }, { kind: 'List', items: 7 }, { kind: 'Pod', metadata: { name: 'x' } }])('are none in %j', (object) => {
    expect(serviceAccountsIn(object, 'x')).toEqual([]);
  });

  test('have an annotation only if it is text', () => {
    expect(serviceAccountsIn(account({ a: 1 }), 'x')[0].roleArn).toBeUndefined();
  });
});

describe('what makes resources', () => {
  const undecided = (resources: object) => read(resources).roles.flatMap(({ undecided: all }) => all);

  test.each<[string, object, string[]]>([
    ['a loop with roles', { 'Fn::ForEach::Roles': ['Name', { Ref: 'Names' }, { 'Role${Name}': role() }] }, ['what Fn::ForEach::Roles makes']],
    ['a loop with other things', { 'Fn::ForEach::Topics': ['Name', ['a', 'b'], { 'Topic${Name}': { Type: 'AWS::SNS::Topic' } }] }, []],
    ['a loop without end', { 'Fn::ForEach::Deep': JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) }, ['what Fn::ForEach::Deep makes']],
    ['a transform', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/roles.yaml' } } }, ['what Fn::Transform makes']],
  ])('%s', (_, resources, expected) => {
    expect(undecided(resources)).toEqual(expected);
  });
});

describe('hostile templates', () => {
  const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

  test.each([undefined, null, 7, 'x', [], { Resources: null }, { Resources: [] }, { Resources: 'x' }, { Resources: { Role: null } }, { Resources: { Role: 7 } }, { Resources: { Role: [] } },
    { Resources: { Role: { Type: ['AWS::IAM::Role'] } }, Mappings: 7, Conditions: [] }])('%j has no role', (template) => {
    expect(readTemplate(template)).toEqual(EMPTY_PART);
  });

  test.each([undefined, null, 7, 'x', []])('a role with the properties %j is undecided', (properties) => {
    expect(read({ Role: { Type: 'AWS::IAM::Role', Properties: properties } }).roles.flatMap(undecidedOf)).toEqual(['a policy that is no map of the trust']);
  });

  test('wrong types everywhere are no error', () => {
    for (const wrong of [null, 7, true, '', 'x', [], [[]], [null], {}, { Ref: 7 }, { 'Fn::If': 7 }]) {
      for (const key of ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName']) {
        expect(readRole({ [key]: wrong }).length).toBeGreaterThan(0);
      }
      const others = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider', 'Custom::AWSCDKCfnJson', 'Custom::AWSCDK-EKS-KubernetesResource']
        .map((type, i) => [`X${i}`, { Type: type, Condition: wrong, Properties: { PolicyDocument: wrong, Roles: wrong, RoleName: wrong, Url: wrong, url: wrong, Value: wrong, Manifest: wrong } }]);
      expect(read({ Role: role({}, { Condition: wrong }), ...Object.fromEntries(others) }).roles.length).toBeGreaterThan(0);
    }
  });

  test.each([300, 10_000])('one role that is nested %i deep is said to be, and takes nothing from the others', (levels) => {
    const { roles } = read({
      Deep: role({ AssumeRolePolicyDocument: deep(levels) }),
      DeepPolicy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: deep(levels), Roles: [{ Ref: 'Role' }] } },
      DeepProvider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: deep(levels) } },
      DeepManifest: { Type: 'Custom::AWSCDK-EKS-KubernetesResource', Properties: { Manifest: deep(levels) } },
      DeepName: { Type: 'AWS::IAM::Policy', Properties: { Roles: deep(levels) } },
      Role: role(),
    });
    expect(roles.map((item) => [item.at, undecidedOf(item)])).toEqual([
      ['Deep', ['the role, which is nested too deep or too long']],
      ['Role', ['a policy that is nested too deep or too long of the inline policy DeepPolicy']],
    ]);
  });

  test('names that every object has are names', () => {
    const template = JSON.parse(`{"Resources": {"__proto__": ${JSON.stringify(role())}, "constructor": ${JSON.stringify(role())}}, "__proto__": {"Resources": {"X": 1}}}`);
    expect(readTemplate(template).roles.map(({ at }) => at)).toEqual(['__proto__', 'constructor']);
  });

  test('literal text does not pass for what is not known', () => {
    const [{ trust: { statements: [{ conditions }] } }] = readRole({ AssumeRolePolicyDocument: trust('\uE000x\uE001') });
    expect(conditions[0].values.every(isKnown)).toBe(true);
  });

  // The benchmark measures how the time grows with their number.
  test('1,000 roles are read', () => {
    const resources = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`Role${i}`, role({ Policies: [{ PolicyName: 'x', PolicyDocument: allow('s3:GetObject') }] })]));
    expect(read(resources).roles).toHaveLength(1_000);
  });

  test.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])('1,000 resources of %s on one role are read and judged', (Type) => {
    const document = (i: number) => ({
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }, { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: `arn:aws:iam::111122223333:role/x${i}` }],
    });
    const policies = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`Own${i}`, { Type, Properties: { PolicyDocument: document(i), Roles: [{ Ref: 'Role' }] } }]));
    const { roles, serviceAccounts } = read({ Role: role({ ManagedPolicyArns: [{ Ref: 'Own0' }] }), ...policies });
    expect(judge(roles, serviceAccounts, judgeOptions({})).filter(({ rule: { id } }) => id === 'PrivilegeEscalation')).toHaveLength(1_000);
  });
});
