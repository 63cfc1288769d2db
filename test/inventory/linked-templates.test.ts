import type { StackTemplate } from '../../lib/cloudformation/linked-stacks';
import { undecidedOf } from '../../lib/compliance/undecided';
import { plain } from '../../lib/iam/partial-text';
import { readStacks } from '../../lib/inventory/linked-templates';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const SUBJECT = 'system:serviceaccount:web:web';

/** A role whose trust is text, as it must be where the issuer is known only at deploy time. */
const role = (provider: unknown, issuer: unknown, properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      'Fn::Sub': [JSON.stringify({
        Statement: [{
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: '${Provider}' },
          Condition: { StringEquals: { '${Issuer}:sub': SUBJECT, '${Issuer}:aud': 'sts.amazonaws.com' } },
        }],
      }), { Provider: provider, Issuer: issuer }],
    },
    ...properties,
  },
});
const issuerOf = (url: unknown) => ({ 'Fn::Select': [1, { 'Fn::Split': ['//', url] }] });
const exported = (name: unknown, value: unknown) => ({ Value: value, Export: { Name: name } });
const imported = (name: string) => ({ 'Fn::ImportValue': name });

const URL = { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] };
const PROVIDER = { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: URL } };

/** What each role's trust names, and what is undecided of it. */
function read(...stacks: StackTemplate[]): Record<string, string[]> {
  return Object.fromEntries([...readStacks(stacks)].flatMap(([id, { roles }]) => roles.map((item) => [`${id} ${item.at}`, [
    ...item.trust.statements.flatMap(({ principals, conditions }) => [...principals.map(({ value }) => plain(value)), plain(conditions[0].key)]),
    ...undecidedOf(item),
  ]])));
}

describe('a template follows what it refers to', () => {
  test('by an export', () => {
    const clusters = { Resources: { Provider: PROVIDER }, Outputs: { A: exported('provider', { Ref: 'Provider' }), B: exported({ 'Fn::Join': ['-', ['issuer', 'url']] }, URL) } };
    const roles = { Resources: { Role: role(imported('provider'), issuerOf(imported('issuer-url'))) } };
    expect(read({ id: 'Clusters', template: clusters }, { id: 'Roles', template: roles }))
      .toEqual({ 'Roles Role': ['<Clusters/Provider>', '<issuer of Clusters/Cluster.OpenIdConnectIssuerUrl>:sub'] });
  });

  test('by an output', () => {
    const output = (name: string) => ({ 'Fn::GetStackOutput': { StackName: 'clusters', OutputName: name } });
    const clusters = { Resources: { Provider: PROVIDER }, Outputs: { A: { Value: { Ref: 'Provider' } }, B: { Value: URL } } };
    expect(read({ id: 'Clusters', stackName: 'clusters', template: clusters }, { id: 'Roles', template: { Resources: { Role: role(output('A'), issuerOf(output('B'))) } } }))
      .toEqual({ 'Roles Role': ['<Clusters/Provider>', '<issuer of Clusters/Cluster.OpenIdConnectIssuerUrl>:sub'] });
  });

  test('by a parameter of a nested stack, and its outputs, back to its own resources', () => {
    const parent = {
      Resources: {
        Provider: PROVIDER,
        Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Arn: { Ref: 'Provider' }, Url: URL } } },
        Role: role({ 'Fn::GetAtt': ['Nested', 'Outputs.Arn'] }, issuerOf(URL)),
      },
    };
    const nested = { Resources: { Role: role({ Ref: 'Arn' }, issuerOf({ Ref: 'Url' })) }, Outputs: { Arn: { Value: { Ref: 'Arn' } } } };
    expect(read({ id: 'Parent', template: parent }, { id: 'Parent/Nested', template: nested, parent: { id: 'Parent', logicalId: 'Nested' } })).toEqual({
      'Parent Role': ['<Provider>', '<issuer of Cluster.OpenIdConnectIssuerUrl>:sub'],
      'Parent/Nested Role': ['<Parent/Provider>', '<issuer of Parent/Cluster.OpenIdConnectIssuerUrl>:sub'],
    });
  });

  test('but not to one of two that have the same name', () => {
    const clusters = { Outputs: { A: exported('provider', 'a') } };
    const roles = { Resources: { Role: role(imported('provider'), 'a') } };
    expect(read({ id: 'Blue', template: clusters }, { id: 'Green', template: clusters }, { id: 'Roles', template: roles }))
      .toEqual({ 'Roles Role': ['<import provider>', 'a:sub', 'whether a is the issuer of <import provider>'] });
  });

  test('but not to what is not there', () => {
    const roles = { Resources: { Role: role(imported('provider'), issuerOf(imported('url'))) } };
    expect(read({ id: 'Roles', template: roles, parent: { id: 'Gone', logicalId: 'X' } }))
      .toEqual({ 'Roles Role': ['<import provider>', '<issuer of import url>:sub', 'whether <issuer of import url> is the issuer of <import provider>'] });
  });
});

describe('a role has the policies', () => {
  test('that another template attaches to it, and says where they stand', () => {
    const roles = { Resources: { Role: role('a', 'b') }, Outputs: { Name: exported('name', { Ref: 'Role' }) } };
    const policies = { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [imported('name')], PolicyDocument: { Statement: [] } } } } };
    expect(readStacks([{ id: 'Roles', template: roles }, { id: 'Policies', template: policies }]).get('Roles')!.roles[0].policies)
      .toEqual([expect.objectContaining({ at: 'Policies/Policy', name: 'the inline policy Policy' })]);
  });

  const managed = (properties: object = {}) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [] }, ...properties } });
  const account = '111122223333';
  /** Where the policies of the first template's role stand, and how many managed ones it has. */
  const policiesOf = (roles: object, policies: object, { Outputs = {} as object, accounts = [account, account] as (string | undefined)[] } = {}) => {
    const [{ policies: found, managedPolicies }] = readStacks([
      { id: 'Roles', account: accounts[0], template: { Resources: { Role: role('a', 'b', roles) } } },
      { id: 'Policies', account: accounts[1], template: { Resources: policies, Outputs } },
    ]).get('Roles')!.roles;
    return [...found.map(({ at, name }) => at ?? name), managedPolicies];
  };

  test.each<[string, unknown]>([
    ['by an export', imported('arn')], ['by an export of its attribute', imported('attribute')], ['by its ARN', `arn:aws:iam::${account}:policy/x/deploy`],
    ['by its ARN without the account', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/Deploy' }],
  ])('that it names %s, once, though they are attached to it by name as well', (_, arn) => {
    const Outputs = { A: exported('arn', { Ref: 'Policy' }), B: exported('attribute', { 'Fn::GetAtt': ['Policy', 'PolicyArn'] }) };
    const policy = { Policy: managed({ ManagedPolicyName: 'deploy' }) };
    expect(policiesOf({ ManagedPolicyArns: [arn, arn] }, policy, { Outputs })).toEqual(['Policies/Policy', 1]);
    expect(policiesOf({ ManagedPolicyArns: [arn], RoleName: 'web' }, { Policy: managed({ ManagedPolicyName: 'deploy', Roles: ['WEB'] }) }, { Outputs })).toEqual(['Policies/Policy', 1]);
  });

  test.each<[string, string, (string | undefined)[]]>([
    ['of AWS', 'arn:aws:iam::aws:policy/deploy', [undefined, undefined]], ['of another account', 'arn:aws:iam::444455556666:policy/deploy', [account, account]],
    ['of a role of another account', `arn:aws:iam::${account}:policy/deploy`, ['444455556666', account]], ['of an account that nobody knows', `arn:aws:iam::${account}:policy/deploy`, [undefined, account]],
    ['of another service', `arn:aws:s3::${account}:policy/deploy`, [account, account]], ['of another name', `arn:aws:iam::${account}:policy/deploy2`, [account, account]],
    ['in no ARN', 'deploy', [account, account]],
  ])('but none %s', (_, arn, accounts) => {
    expect(policiesOf({ ManagedPolicyArns: [arn] }, { Policy: managed({ ManagedPolicyName: 'deploy' }) }, { accounts })).toEqual([1]);
  });

  test('of its name, not of its logical id', () => {
    const attached = (name: string) => policiesOf({ RoleName: 'web' }, { Policy: managed({ Roles: [name] }) });
    expect(['web', 'Web', 'Role', 'Roles/Role'].map(attached)).toEqual([['Policies/Policy', 1], ['Policies/Policy', 1], [0], [0]]);
  });

  test('of which nobody knows which they are, if that is so', () => {
    const undecided = (arn: unknown) => readStacks([
      { id: 'a b', template: { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Own: { Ref: 'Given' }, Made: { 'Fn::GetAtt': ['Other', 'Outputs.Arn'] } } } } } } },
      { id: 'a b/N', parent: { id: 'a b', logicalId: 'N' }, template: { Resources: { Role: role(ARN, ISSUER, { ManagedPolicyArns: [arn] }) } } },
    ]).get('a b/N')!.roles.flatMap(undecidedOf);
    expect([{ Ref: 'Own' }, { Ref: 'Lost' }, { 'Fn::Join': ['', [{ Ref: 'Own' }, { Ref: 'AWS::Region' }]] }].flatMap(undecided)).toEqual([]);
    expect([{ Ref: 'Made' }, imported('Prod/x'), { 'Fn::GetAtt': ['Reader', '/cdk/exports/X'] }].flatMap(undecided)).toEqual([
      'the whole policy of the managed policy <a b/Other.Outputs.Arn>', 'the whole policy of the managed policy <import Prod/x>',
      'the whole policy of the managed policy <Reader./cdk/exports/X>',
    ]);
  });

  // The benchmark measures how the time grows with their number.
  test('if there are many', () => {
    const count = 1_000;
    const numbered = (make: (i: number) => object) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`X${i}`, make(i)]));
    const roles = readStacks([
      { id: 'Roles', template: { Resources: numbered((i) => role(ARN, ISSUER, { RoleName: `r${i}`, ManagedPolicyArns: [imported(`e${i}`), `arn:aws:iam::${account}:policy/p${i}`] })) } },
      { id: 'Policies', template: { Resources: numbered((i) => managed({ ManagedPolicyName: `p${i}`, Roles: [`r${i}`] })), Outputs: numbered((i) => exported(`e${i}`, { Ref: `X${i}` })) } },
    ]).get('Roles')!.roles;
    expect(roles.filter(({ policies, managedPolicies }) => policies.length === 1 && managedPolicies === 1)).toHaveLength(count);
  });
});

describe('a ServiceAccount', () => {
  const manifest = (roleArn: unknown) => ({
    Type: 'Custom::AWSCDK-EKS-KubernetesResource',
    Properties: { Manifest: { 'Fn::Join': ['', ['[{"kind":"ServiceAccount","metadata":{"name":"web","annotations":{"eks.amazonaws.com/role-arn":"', roleArn, '"}}}]']] } },
  });
  const roles = { Resources: { Role: role('a', 'b', { RoleName: 'web' }), Other: role('a', 'b') }, Outputs: { Arn: exported('arn', { 'Fn::GetAtt': ['Role', 'Arn'] }) } };
  const foreignRoles = (roleArn: unknown) => readStacks([{ id: 'Roles', account: '111122223333', template: roles }, { id: 'Cluster', template: { Resources: { Manifest: manifest(roleArn) } } }])
    .get('Cluster')!.foreignRoles.map(({ at, roleName, account }) => ({ at, roleName, account }));

  test.each<[string, unknown]>([['by reference', imported('arn')], ['by its ARN', 'arn:aws:iam::111122223333:role/web']])('names a role of another template %s', (_, roleArn) => {
    expect(foreignRoles(roleArn)).toEqual([{ at: 'Roles/Role', roleName: 'web', account: '111122223333' }]);
  });

  test('names none of it', () => {
    expect(foreignRoles('arn:aws:iam::111122223333:role/other')).toEqual([]);
  });
});

describe('hostile templates', () => {
  test('that refer to each other in a circle end', () => {
    const [a, b] = ['a', 'b'].map((name) => ({ Resources: { Role: role(imported(name), 'x') }, Outputs: { X: exported(name === 'a' ? 'b' : 'a', imported(name)) } }));
    expect(Object.keys(read({ id: 'A', template: a }, { id: 'B', template: b }))).toEqual(['A Role', 'B Role']);
    const selfish = { Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { P: { Ref: 'P' } } } }, Role: role({ Ref: 'P' }, 'x') } };
    expect(read({ id: 'A', template: selfish, parent: { id: 'A', logicalId: 'N' } })).toEqual({ 'A Role': ['<P>', 'x:sub', 'whether x is the issuer of <P>'] });
  });

  test('that refer to each other in a chain without end are said to be undecided', () => {
    const chain = Array.from({ length: 5_000 }, (_, i): StackTemplate => ({ id: `S${i}`, template: { Outputs: { X: exported(`e${i}`, imported(`e${i + 1}`)) } } }));
    expect(read({ id: 'Roles', template: { Resources: { Role: role(imported('e0'), 'x') } } }, ...chain)).toEqual({ 'Roles Role': ['the role, which is nested too deep or too long'] });
  });

  test('whose values double at each step end', () => {
    const doubling = Array.from({ length: 60 }, (_, i): StackTemplate => ({ id: `S${i}`, template: { Outputs: { X: exported(`e${i}`, { 'Fn::Join': ['', [imported(`e${i + 1}`), imported(`e${i + 1}`)]] }) } } }));
    expect(read({ id: 'Roles', template: { Resources: { Role: role(imported('e0'), 'x') } } }, ...doubling)['Roles Role']).toEqual(['the role, which is nested too deep or too long']);
  });

  test('whose names of exports are nested without end take nothing from the others', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    expect(read({ id: 'A', template: { Outputs: { X: exported(deep, deep) }, Resources: { Role: role('a', 'a') } } })).toEqual({ 'A Role': ['a', 'a:sub'] });
  });

  test.each([undefined, null, 7, 'x', [], { Outputs: [] }, { Outputs: { A: null, B: { Export: 7 }, C: { Export: { Name: { Ref: 'X' } } } } }])('%j has nothing', (template) => {
    expect(read({ id: 'A', template })).toEqual({});
  });
});
