import { ACCOUNT } from '../../support';
import { found, sound, statement } from '../fixture';

const oidc = (issuer: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
const github = (condition?: object) => statement(condition, { Principal: { Federated: oidc('token.actions.githubusercontent.com') } });
const of = (Federated: string, condition?: object) => statement(condition, { Principal: { Federated } });
const message = (issuer: string, name: string, claim: string, who: string) =>
  `AnyTenant[${issuer}]: statement 2 of the trust lets tokens that anyone gets of ${name} become the role, such as one with the ${claim} "${who}": ask for your own in ${issuer}:${claim}`;
const ofGitHub = message('token.actions.githubusercontent.com', 'GitHub Actions', 'sub', 'repo:somebody/else:ref:refs/heads/main');
const GITHUB = 'token.actions.githubusercontent.com';

test.each<[string, object | undefined]>([
  ['nothing', undefined],
  ['an audience, which each workflow chooses', { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }],
  ['any repository', { StringLike: { [`${GITHUB}:sub`]: 'repo:*' } }],
  ['subjects by their beginning', { StringLike: { [`${GITHUB}:sub`]: 'r*' } }],
  ['subjects that look like others', { StringLike: { [`${GITHUB}:sub`]: ['s*', '*main'] } }],
  ['a branch of any repository', { StringLike: { [`${GITHUB}:sub`]: 'repo:*:ref:refs/heads/main' } }],
  ['all but one repository', { StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/secret:*' } }],
  ['a subject that may be missing', { StringLikeIfExists: { [`${GITHUB}:sub`]: '*' } }],
  ['one organization, and all others', { StringLike: { [`${GITHUB}:sub`]: ['repo:acme/shop:*', '*'] } }],
])('GitHub: %s lets a stranger in', (_, condition) => {
  expect(found([sound(), github(condition)])).toEqual([ofGitHub]);
});

test('an organization by its beginning may be registered by somebody else', () => {
  expect(found([sound(), github({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme*/shop:*' } })])).toEqual([
    expect.stringContaining('AnyTenant[token.actions.githubusercontent.com-repo:acme*/shop:*]: statement 2 of the trust lets tokens that anyone gets of GitHub Actions become the role, such as one with the sub "repo:acme-evil/shop:any"'),
  ]);
});

test.each([
  { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } },
  { StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/shop:ref:refs/heads/main' } },
  { StringLike: { [`${GITHUB}:sub`]: ['repo:acme/shop:*', 'repo:acme-labs/x:environment:prod'] }, StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } },
  { StringEquals: { [`${GITHUB}:repository_owner_id`]: '1234' } },
])('GitHub: %j is for the own organization', (condition) => {
  expect(found([sound(), github(condition)])).toEqual([]);
});

describe('what is acknowledged of conditions is none of others', () => {
  const idsOf = (...statements: object[]) => found([sound(), ...statements]).map((line) => line.slice(0, line.indexOf(': statement')));
  const anyBranch = { [`${GITHUB}:sub`]: 'repo:*:ref:refs/heads/main' };

  test.each<[string, object, string]>([
    ['an environment of any repository', { StringEquals: { [`${GITHUB}:environment`]: 'prod' } }, `AnyTenant[${GITHUB}-under-StringEquals-${GITHUB}:environment-prod]`],
    ['what holds without the claim, too', { StringEqualsIfExists: { [`${GITHUB}:environment`]: 'prod' } }, `AnyTenant[${GITHUB}]`],
    ['an audience', { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }, `AnyTenant[${GITHUB}]`],
    ['an address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, `AnyTenant[${GITHUB}-under-IpAddress-aws:SourceIp-0.0.0.0/0]`],
  ])('%s', (_, condition, id) => {
    expect(idsOf(github({ StringLike: anyBranch, ...condition }))).toEqual([id]);
  });

  test('patterns that a Deny leaves', () => {
    const denied = { ...github({ StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme*/shop:*' } }), Effect: 'Deny' };
    expect(idsOf(github(), denied)).toEqual([`AnyTenant[${GITHUB}-repo:acme*/shop:*]`]);
  });
});

test.each([
  { BoolIfExists: { 'aws:PrincipalIsAWSService': 'true' } }, { StringLikeIfExists: { 'aws:userid': 'AROAEXAMPLE:*' } },
])('a token comes in a request that nobody signed, so that %j holds', (condition) => {
  expect(found([sound(), github(condition)])).toEqual([ofGitHub]);
});

test.each([
  'repository_owner_id:1234:environment:prod', 'environment:prod:repository_owner:acme', 'REPO:Acme/shop:ref:refs/heads/main', 'repo:acme@1234/shop@5:*',
])('GitHub: the subject %s names an owner', (sub) => {
  expect(found([sound(), github({ StringLike: { [`${GITHUB}:sub`]: sub } })])).toEqual([]);
});

test.each([
  ['environment:prod', 'environment:prod'], ['actor:octocat', 'actor:octocat'], ['ref:refs/heads/main:environment:*', 'ref:refs/heads/main:environment:'],
])('GitHub: the subject %s names nobody', (sub, who) => {
  expect(found([sound(), github({ StringLike: { [`${GITHUB}:sub`]: sub } })])).toEqual([expect.stringContaining(`such as one with the sub "${who}`)]);
});

test('a Deny of others counts', () => {
  expect(found([sound(), github(), { ...github({ StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }), Effect: 'Deny', Action: 'sts:*' }])).toEqual([]);
});

describe('an organization\'s own issuer', () => {
  const acme = 'token.actions.githubusercontent.com/acme';
  const every = `AnyTenant[${acme}]: statement 2 of the trust lets every pipeline whose tokens ${acme} signs become the role, `
    + `such as one with the sub "repo:any/other:ref:refs/heads/any": ask for the project in ${acme}:sub`;
  const aud = { StringEquals: { [`${acme}:aud`]: 'x' } };
  const deny = (condition: object) => ({ ...of(oidc(acme), condition), Effect: 'Deny' });
  const other = { StringNotLike: { [`${acme}:sub`]: 'repo:acme/shop:*' } };

  test.each<[string, object[]]>([
    ['nothing', [of(oidc(acme))]],
    ['an audience', [of(oidc(acme), aud)]],
    ['any subject', [of(oidc(acme), { ...aud, StringLike: { [`${acme}:sub`]: '*' } })]],
    ['subjects of all repositories', [of(oidc(acme), { ...aud, StringLike: { [`${acme}:sub`]: ['repo:*', 'repo:acme/shop:*'] } })]],
    ['all but one repository', [of(oidc(acme), { ...aud, StringNotLike: { [`${acme}:sub`]: 'repo:acme/secret:*' } })]],
    ['a repository, if the claim is there', [of(oidc(acme), { ...aud, StringEqualsIfExists: { [`${acme}:repository`]: 'acme/shop' } })]],
    ['a Deny of nobody', [of(oidc(acme), aud), deny({ StringNotLike: { [`${acme}:sub`]: 'repo:*' } })]],
    ['a Deny from one address only', [of(oidc(acme), aud), deny({ ...other, IpAddress: { 'aws:SourceIp': '198.51.100.7/32' } })]],
    ['a Deny of another provider', [of(oidc(acme), aud), { ...github(other), Effect: 'Deny' }]],
  ])('with %s takes every pipeline', (_, statements) => {
    expect(found([sound(), ...statements])).toEqual([every]);
  });

  test.each<[string, object[]]>([
    ['a repository', [of(oidc(acme), { StringLike: { [`${acme}:sub`]: 'repo:acme/shop:*' } })]],
    ['a repository by its claim', [of(oidc(acme), { ...aud, StringEquals: { [`${acme}:aud`]: 'x', [`${acme}:repository`]: 'acme/shop' } })]],
    ['a Deny of all others', [of(oidc(acme)), deny(other)]],
  ])('with %s takes those', (_, statements) => {
    expect(found([sound(), ...statements])).toEqual([]);
  });

  test.each([
    ['oidc.circleci.com/org/11111111-2222-4333-8444-555555555555', 'org/11111111-2222-4333-8444-555555555555/*', 'org/11111111-2222-4333-8444-555555555555/project/1/*'],
    ['acme.app.spacelift.io', 'space:*', 'space:prod:*'],
  ])('%s: all of its subjects by %s, and some by %s', (issuer, all, some) => {
    const pipelines = (value: string) => found([sound(), of(oidc(issuer), { StringLike: { [`${issuer}:sub`]: value } })]);
    expect(pipelines(all)).toEqual([expect.stringContaining(`AnyTenant[${issuer}]: statement 2 of the trust lets every pipeline`)]);
    expect(pipelines(some)).toEqual([]);
  });
});

test.each<[string, string, string, string, object | undefined, object]>([
  ['cognito-identity.amazonaws.com', 'Amazon Cognito', 'aud', 'us-east-1:00000000-0000-4000-8000-000000000000',
    { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } },
    { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }],
  ['accounts.google.com', 'Google', 'aud', '000000000000-somebody.apps.googleusercontent.com', undefined, { StringEquals: { 'accounts.google.com:aud': 'mine' } }],
  ['graph.facebook.com', 'Facebook', 'app_id', '000000000000000', undefined, { StringEquals: { 'graph.facebook.com:app_id': '1' } }],
  ['www.amazon.com', 'Login with Amazon', 'app_id', 'amzn1.application.00000000000000000000000000000000', undefined, { StringEquals: { 'www.amazon.com:app_id': '1' } }],
])('%s without the own application', (provider, name, claim, who, open, own) => {
  expect(found([sound(), of(provider, open)])).toEqual([message(provider, name, claim, who)]);
  expect(found([sound(), of(provider, own)])).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['gitlab.com', 'GitLab', 'project_path:somebody/else:ref_type:branch:ref:main', 'project_path:acme/*'],
  ['agent.buildkite.com', 'Buildkite', 'organization:somebody:pipeline:else:ref:refs/heads/main:commit:0:step:', 'organization:acme:*'],
  ['app.terraform.io', 'HCP Terraform', 'organization:somebody:project:else:workspace:else:run_phase:apply', 'organization:acme:project:*'],
])('%s without the own organization', (issuer, name, who, own) => {
  expect(found([sound(), of(oidc(issuer), { StringLike: { [`${issuer}:sub`]: '*' } })])).toEqual([message(issuer, name, 'sub', who)]);
  expect(found([sound(), of(oidc(issuer), { StringLike: { [`${issuer}:sub`]: own } })])).toEqual([]);
});

test('SAML without an audience takes assertions for every application', () => {
  const saml = (condition?: object) => statement(condition, { Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` } });
  expect(found([sound(), saml()])).toEqual([
    `AnyTenant[arn:aws:iam::${ACCOUNT}:saml-provider/corp]: statement 2 of the trust takes every assertion of arn:aws:iam::${ACCOUNT}:saml-provider/corp, `
      + 'also those for other applications: ask for SAML:aud "https://signin.aws.amazon.com/saml", and for whom it is',
  ]);
  expect(found([sound(), saml({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } })])).toEqual([]);
});

test('each partition has an audience of its own', () => {
  const provider = `arn:aws-cn:iam::${ACCOUNT}:saml-provider/corp`;
  const saml = (condition?: object) => statement(condition, { Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: provider } });
  expect(found([sound(), saml()])).toEqual([expect.stringContaining('ask for SAML:aud "https://signin.amazonaws.cn/saml"')]);
  expect(found([sound(), saml({ StringEquals: { 'SAML:aud': 'https://signin.amazonaws.cn/saml' } })])).toEqual([]);
});

test('roles that no service account becomes are left to other tools', () => {
  expect(found([github()])).toEqual([]);
});
