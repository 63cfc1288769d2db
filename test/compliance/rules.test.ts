import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from './fixture';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { RULES } from '../../lib/compliance/rules';
import { messageOf } from '../support';

test('ids and levels are frozen: they stand in acknowledgements, in code scanning, and in exit codes', () => {
  expect(RULES.map(({ id, level }) => [id, level])).toEqual(Object.entries({
    MissingSub: 'error',
    MissingAud: 'error',
    UnexpectedAud: 'error',
    AnyNamespace: 'error',
    AnyServiceAccount: 'error',
    WildcardNeverMatches: 'error',
    NeedlessStringLike: 'warning',
    WeakOperator: 'error',
    ForeignIssuer: 'error',
    MalformedSubject: 'error',
    DualStackIssuer: 'error',
    MalformedIssuer: 'error',
    MisplacedFunction: 'error',
    DefaultServiceAccount: 'warning',
    AnyProvider: 'error',
    AnyTenant: 'error',
    NobodyTrusted: 'warning',
    UnrelatedServiceAccounts: 'warning',
    PodIdentityConditions: 'warning',
    PassAnyRole: 'error',
    AssumeAnyRole: 'error',
    PrivilegeEscalation: 'error',
    BroadManagedPolicy: 'error',
    BroadPolicy: 'error',
    MissingBoundary: 'error',
    NearQuota: 'warning',
    UntrustedServiceAccount: 'error',
    UntrustedAssociation: 'error',
    MalformedAnnotation: 'error',
    MismatchedAudience: 'error',
    UnreadAnnotation: 'warning',
    UnusedTrust: 'warning',
    UncomparedServiceAccount: 'warning',
    Undecidable: 'warning',
    StalePod: 'error',
    UnusedAnnotation: 'warning',
    MissingProvider: 'error',
    UnregisteredAudience: 'error',
    MissingRole: 'error',
    AnnotatedAndAssociated: 'warning',
    UnusedAssociation: 'warning',
    AssociationWithoutAgent: 'error',
    AssociationOnFargate: 'error',
    AssociationOnWindows: 'error',
    AssociationOnHostNetwork: 'warning',
    UnreachableTarget: 'error',
    ForeignPolicy: 'warning',
    RemovedBoundary: 'error',
    OrphanedRole: 'warning',
  }));
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s says what, why, how to fix it, and where to read on', (id, { title, why, fix, link, judge: one, judgeTogether, judgeLive }) => {
  expect(id).toMatch(/^[A-Z][A-Za-z]+$/);
  expect(title).toMatch(/^[A-Z].{20,100}[^.]$/);
  expect(why).toMatch(/^[A-Z].{40,}\.$/);
  expect(fix).toMatch(/^[A-Z].{10,}[.]$/);
  expect(new URL(link)).toMatchObject({ protocol: 'https:', hostname: expect.stringMatching(/^(docs\.aws\.amazon\.com|kubernetes\.io|github\.com)$/), search: '' });
  expect([one, judgeTogether, judgeLive].filter((judges) => judges !== undefined)).toHaveLength(1);
});

describe('roles that are not for service accounts', () => {
  const arn = (name: string) => ({ Principal: { Federated: `arn:aws:iam::111122223333:${name}` } });

  test.each([
    ['GitHub', statement({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } }, arn('oidc-provider/token.actions.githubusercontent.com'))],
    ['GitHub without conditions', statement(undefined, arn('oidc-provider/token.actions.githubusercontent.com'))],
    ['GitHub of an enterprise', statement({ StringEquals: { 'token.actions.a.ghe.com:aud': STS } }, arn('oidc-provider/token.actions.a.ghe.com'))],
    ['GitHub on a server', statement({ StringLike: { 'git.example.com/_services/token:sub': 'repo:a/*', 'git.example.com/_services/token:aud': STS } },
      arn('oidc-provider/git.example.com/_services/token'))],
    ['GitLab', statement({ StringEquals: { 'gitlab.com:sub': 'project_path:a/b:ref_type:branch:ref:main' } }, arn('oidc-provider/gitlab.com'))],
    ['Terraform', statement({ StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' } }, arn('oidc-provider/app.terraform.io'))],
    ['Buildkite', statement({ StringEquals: { 'agent.buildkite.com:aud': STS } }, arn('oidc-provider/agent.buildkite.com'))],
    ['Bitbucket', statement(undefined, arn('oidc-provider/api.bitbucket.org/2.0/workspaces/a/pipelines-config/identity/oidc'))],
    ['CircleCI', statement(undefined, arn('oidc-provider/oidc.circleci.com/org/1'))],
    ['SPIFFE', statement({ StringEquals: { 'id.example.com:sub': 'spiffe://example.com/web', 'id.example.com:aud': STS } }, arn('oidc-provider/id.example.com'))],
    ['Cognito', statement(undefined, { Principal: { Federated: 'cognito-identity.amazonaws.com' } })],
    ['Google', statement(undefined, { Principal: { Federated: 'accounts.google.com' } })],
    ['an identity provider of the company', statement({ StringEquals: { 'login.example.com:aud': 'client', 'login.example.com:sub': 'web' } }, arn('oidc-provider/login.example.com'))],
    ['SAML', statement({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, { ...arn('saml-provider/Okta'), Action: 'sts:AssumeRoleWithSAML' })],
    ['SAML with every action', statement({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, { ...arn('saml-provider/Okta'), Action: 'sts:*' })],
    ['a service', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    ['an account', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['everyone with credentials', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }],
  ])('%s: nothing is found, whatever they may do', (_, trust) => {
    const policy = { PolicyName: 'all', PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
    expect(found(trust, { requirePermissionsBoundary: true }, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], Policies: [policy] })).toEqual([]);
  });

  test('in a role that is for both, the statement for service accounts is judged', () => {
    const github = statement({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } }, arn('oidc-provider/token.actions.githubusercontent.com'));
    expect(found([github, sound()])).toEqual([
      'AnyTenant[token.actions.githubusercontent.com]: statement 1 of the trust lets tokens that anyone gets of GitHub Actions become the role, '
        + 'such as one with the sub "repo:somebody/else:ref:refs/heads/main": ask for your own in token.actions.githubusercontent.com:sub',
    ]);
    expect(found([github, statement({ StringEquals: { [SUB]: WEB } })])).toEqual([expect.stringContaining('MissingAud'), expect.stringContaining('AnyTenant')]);
  });
});

test.each([
  ['OpenShift on AWS', 'oidc.op1.openshiftapps.com/2abc'],
  ['OpenShift on AWS, older', 'rh-oidc.s3.us-east-1.amazonaws.com/2abc'],
  ['kops', 'clusters-oidc.s3.eu-west-1.amazonaws.com/production.k8s.local'],
  ['S3 in China', 'clusters-oidc.s3.cn-north-1.amazonaws.com.cn'],
  ['GKE', 'container.googleapis.com/v1/projects/p/locations/l/clusters/c'],
  ['AKS', 'eastus.oic.prod-aks.azure.com/1/2'],
])('%s is a cluster, with subjects or without', (_, name) => {
  const trust = (claims: Record<string, string>) => found(statement({ StringEquals: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${name}:${claim}`, value])) },
    { Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${name}` } })).map((line) => line.split('[')[0]);
  expect(trust({ sub: WEB, aud: STS })).toEqual([]);
  expect(trust({ aud: STS })).toEqual(['MissingSub']);
  expect(trust({ sub: WEB })).toEqual(['MissingAud']);
});

test('an address that says nothing is a cluster\'s if the subjects look so', () => {
  const trust = (sub: string, operator = 'StringEquals') => found(statement({ StringEquals: { 'id.example.com:aud': STS }, [operator]: { 'id.example.com:aud': STS, 'id.example.com:sub': sub } },
    { Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' } })).map((line) => line.split('[')[0]);
  expect(trust(WEB)).toEqual([]);
  expect(trust('system:serviceaccount:*', 'StringLike')).toEqual(['AnyNamespace', 'NeedlessStringLike']);
  expect(trust('system:*', 'StringLike')).toEqual(['AnyNamespace', 'NeedlessStringLike']);
});

test('a finding has the same id at every run, wherever the statement stands', () => {
  const wide = statement({ StringLike: { [SUB]: 'system:serviceaccount:*:web' }, StringEquals: { [AUD]: STS } });
  const idsOf = (lines: string[]) => lines.map((line) => line.split(']: ')[0]);
  expect(idsOf(found([wide]))).toEqual(idsOf(found([sound(), wide])));
  expect(found([wide, wide])).toEqual(found([wide]));
});

test('a template that holds nothing, or nothing that makes sense, has no findings and no crash', () => {
  for (const resources of [{}, { Role: { Type: 'AWS::IAM::Role' } }, { Role: null }, { Role: { Type: 'AWS::IAM::Role', Properties: 'x' } }]) {
    expect(() => foundIn(resources as any)).not.toThrow();
  }
  for (const trust of [null, 1, 'x', [], { Statement: null }, { Statement: [null, 1, 'x', []] }, { Statement: { Effect: 1, Action: {}, Principal: [], Condition: [] } }]) {
    expect(() => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } })).not.toThrow();
  }
});

describe('options', () => {
  test('are checked', () => {
    expect(messageOf(() => judgeOptions({ audiences: [] }))).toBe('audiences of IrsaChecks must name at least one, got []');
    expect(messageOf(() => judgeOptions({ audiences: [STS, 'a b'] }))).toContain('audiences[1] of IrsaChecks must be an audience (printable characters without spaces');
    expect(messageOf(() => judgeOptions({ trustPolicyCharacters: 5000 }))).toBe('trustPolicyCharacters of IrsaChecks must be a whole number from 2,048 to 4,096, got 5000');
    expect(messageOf(() => judgeOptions({ trustPolicyCharacters: 3000.5 }))).toContain('must be a whole number from 2,048 to 4,096, got 3000.5');
    expect(messageOf(() => judgeOptions({ managedPoliciesPerRole: 9 }))).toBe('managedPoliciesPerRole of IrsaChecks must be a whole number from 10 to 25, got 9');
  });

  test('have defaults', () => {
    expect(judgeOptions({ now: 0 })).toEqual({ audiences: [STS], requirePermissionsBoundary: false, trustPolicyCharacters: 2_048, managedPoliciesPerRole: 10, now: 0 });
  });
});
