import { attempts, OWN, providerOf, SOUND, trustFile, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const GITHUB = 'token.actions.githubusercontent.com';
const ENTERPRISE = `${GITHUB}/acme`;
const GHES = 'ghes.acme.com/_services/token';
const CIRCLE = 'oidc.circleci.com/org/11111111-2222-3333-4444-555555555555';
const ORG = 'org/11111111-2222-3333-4444-555555555555';
const BITBUCKET = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';
const [REPOSITORY, STAGE] = ['{11111111-2222-3333-4444-555555555555}', '{66666666-7777-8888-9999-000000000000}'];
const ENTRA = 'sts.windows.net/11111111-2222-3333-4444-555555555555/';
const [GOV, GOV_EAST, CHINA] = ['cognito-identity-us-gov.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com', 'cognito-identity.cn-north-1.amazonaws.com.cn'];
const NOT_IN_IAM = /^(?:cognito-identity|accounts\.google|graph\.facebook|www\.amazon)/;

/** A statement for tokens of a provider; claims are named without its issuer. */
function tokensOf(issuer: string, conditions: Record<string, Record<string, unknown>> = {}, more: object = {}): object {
  const ofIssuer = (claims: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(claims).map(([claim, values]) => [/^(?:aws|sts):/.test(claim) ? claim : `${issuer}:${claim}`, values]));
  return {
    Effect: 'Allow',
    Action: WITH_TOKEN,
    Principal: { Federated: NOT_IN_IAM.test(issuer) ? issuer : providerOf(issuer) },
    Condition: Object.fromEntries(Object.entries(conditions).map(([operator, claims]) => [operator, ofIssuer(claims)])),
    ...more,
  };
}
const beside = (issuer: string, conditions?: Record<string, Record<string, unknown>>, ...more: object[]) => trustFile(SOUND, tokensOf(issuer, conditions), ...more);
const AUD = { StringEquals: { aud: 'sts.amazonaws.com' } };
const github = (claims: Record<string, unknown>, operator = 'StringLike', issuer = GITHUB) =>
  beside(issuer, operator === 'StringEquals' ? { StringEquals: { aud: 'sts.amazonaws.com', ...claims } } : { ...AUD, [operator]: claims });
const signedIn = { 'ForAnyValue:StringLike': { amr: 'authenticated' } };

/** Trusts that let in other tenants of a provider that many share. */
const STRANGERS: readonly Attempt[] = attempts('error', {
  'GitHub: a subject of an environment alone, as anyone’s template makes it': github({ sub: 'environment:production' }, 'StringEquals'),
  'GitHub: a subject of any owner by a template': github({ sub: 'repository_owner:*:environment:production' }),
  'GitHub: a subject of a workflow of any repository': github({ sub: 'job_workflow_ref:*/deploy.yml@refs/heads/main' }),
  'GitHub: a subject of a branch alone': github({ sub: ['repo:acme/infra:*', 'ref:refs/heads/main'] }),
  'GitHub: a person, whom anyone’s workflow may have as its actor': github({ actor: 'alice' }, 'StringEquals'),
  'GitHub: an environment and a workflow by their names': github({ environment: 'production', workflow: 'deploy' }, 'StringEquals'),
  'GitHub: owners of at least one letter': github({ sub: ['repo:acme/*', 'repo:?*/*'] }),
  'GitHub: owners of a prefix beside one that is named': trustFile(SOUND, tokensOf(GITHUB, { ...AUD, StringLike: { sub: 'repo:acme/*' } }), tokensOf(GITHUB, { ...AUD, StringLike: { sub: 'repo:acme-*/infra:*' } })),
  'GitHub: anyone, but owners of no prefix denied': beside(GITHUB, AUD, tokensOf(GITHUB, { StringNotLike: { sub: 'repo:acme*' } }, { Effect: 'Deny' })),
  'GitHub: an owner by a claim that STS does not read, if it is there': github({ repository_owner: 'acme' }, 'StringEqualsIfExists'),
  'GitHub: the older issuer with its audience alone': beside('vstoken.actions.githubusercontent.com', AUD),
  'GitHub: the older issuer with owners of a prefix': beside('vstoken.actions.githubusercontent.com', { StringLike: { sub: 'repo:acme*' } }),
  'GitHub: streams of any enterprise’s audit log': beside('oidc-configuration.audit-log.githubusercontent.com', AUD),
  'GitLab: groups of a prefix': beside('gitlab.com', { StringLike: { sub: 'project_path:acme-*/infra:ref_type:branch:ref:main' } }),
  'Terraform: organizations of a prefix': beside('app.terraform.io', { StringLike: { sub: 'organization:acme*:project:*:workspace:*:run_phase:*' } }),
  'Terraform: a project and a workspace of any organization': beside('app.terraform.io', { StringEquals: { aud: 'aws.workload.identity' }, StringLike: { sub: '*:project:payments:workspace:prod:run_phase:apply' } }),
  'Buildkite: a pipeline by its name alone': beside('agent.buildkite.com', { StringEquals: { aud: 'sts.amazonaws.com', pipeline_slug: 'deploy' } }),
  'Buildkite: organizations of one letter more': beside('agent.buildkite.com', { StringLike: { sub: 'organization:acme?:pipeline:*' } }),
  'Google: the audience that each service account asks for itself': beside('accounts.google.com', { StringEquals: { oaud: 'acme-prod' } }),
  'Google: an own application, or any': beside('accounts.google.com', { StringLike: { aud: ['66677788899900pro0', '*'] } }),
  'Cognito in GovCloud: any pool': beside(GOV, signedIn),
  'Cognito in GovCloud East: any pool': beside(GOV_EAST, signedIn),
  'Cognito in China: any pool': beside(CHINA, signedIn),
  'Facebook: any user of any application': beside('graph.facebook.com', { StringLike: { id: '*' } }),
  'Amazon: whoever has an application': beside('www.amazon.com', { Null: { app_id: 'false' } }),
  'Apple: any user of any application': beside('appleid.apple.com', { StringLike: { sub: '*' } }),
  'DVC Studio: any team': beside('studio.datachain.ai/api', { StringLike: { sub: 'credentials:*' } }),
  'Shisho: any organization': beside('tokens.cloud.shisho.dev', { StringLike: { sub: '*' } }),
}).concat(attempts('told', {
  'GitLab of one’s own: any project’s main branch': beside('gitlab.acme.com', { StringEquals: { aud: 'https://gitlab.acme.com' }, StringLike: { sub: 'project_path:*:ref_type:branch:ref:main' } }),
  'GitHub Enterprise Server: any repository’s main branch': github({ sub: 'repo:*:ref:refs/heads/main' }, 'StringLike', GHES),
  'GitHub of an enterprise: any repository’s environment': github({ sub: 'repo:*:environment:production' }, 'StringLike', ENTERPRISE),
  'GitHub of an enterprise: a branch by its claim': github({ ref: 'refs/heads/main' }, 'StringEquals', ENTERPRISE),
  'CircleCI: any project of any user': beside(CIRCLE, { StringLike: { sub: `${ORG}/project/*/user/*` } }),
  'CircleCI: any project’s main branch': beside(CIRCLE, { StringEquals: { 'oidc.circleci.com/vcs-ref': 'refs/heads/main' } }),
  'Bitbucket: any repository': beside(BITBUCKET, { StringLike: { sub: '{*}:*' } }),
  'Spacelift: a stack of any space': beside('acme.app.spacelift.io', { StringLike: { sub: 'space:*:stack:infra:*' } }),
  'Vercel of a team: any project': beside('oidc.vercel.com/acme', { StringEquals: { aud: 'https://vercel.com/acme' } }),
  'Okta: nothing': trustFile(SOUND, { ...tokensOf('acme.okta.com'), Condition: undefined }),
  'Okta: any user': beside('acme.okta.com/oauth2/default', { StringLike: { sub: '*' } }),
  'Auth0: any user': beside('acme.eu.auth0.com/', { StringEquals: { aud: 'shop' }, StringLike: { sub: '*' } }),
  'Auth0: any user with a password': beside('acme.eu.auth0.com/', { StringEquals: { aud: 'shop' }, StringLike: { sub: 'auth0|*' } }),
  'Entra: any application of the tenant': beside(ENTRA, { StringEquals: { aud: 'api://shop' }, StringLike: { sub: '????????-*' } }),
  'SPIFFE: every workload of the trust domain': beside('oidc.spire.acme.com', { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub: 'spiffe://acme.com/*' } }),
  'SPIFFE: workloads of one name in any namespace': beside('oidc.spire.acme.com', { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub: 'spiffe://acme.com/ns/*/sa/web' } }),
  'Cognito in GovCloud: guests of the own pool': beside(GOV, { StringEquals: { aud: 'us-gov-west-1:12345678-dead-beef-cafe-123456790abc' } }),
}));

/** The same providers, for the own tenant alone. */
const OWN_TENANTS: readonly Attempt[] = attempts('quiet', {
  'GitHub: an owner and an environment by a template': github({ sub: 'repository_owner:acme:environment:production' }, 'StringEquals'),
  'GitHub: an environment and its owner by a template': github({ sub: 'environment:production:repository_owner:acme' }, 'StringEquals'),
  'GitHub: ids by a template': github({ sub: 'repository_owner_id:1234:repository_id:5678:environment:prod' }, 'StringEquals'),
  'GitHub: a repository by a template, whoever acts': github({ sub: 'repository:acme/infra:ref:refs/heads/main:actor:*' }),
  'GitHub: a workflow of the own repository by a template': github({ sub: 'job_workflow_ref:acme/workflows/.github/workflows/deploy.yml@refs/heads/main' }, 'StringEquals'),
  'GitHub: a subject whatever the case': github({ sub: 'REPO:Acme/Infra:ref:refs/heads/main' }, 'StringEqualsIgnoreCase'),
  'GitHub: a repository but its pull requests': beside(GITHUB, { ...AUD, StringLike: { sub: 'repo:acme/infra:*' }, StringNotLike: { sub: 'repo:acme/infra:pull_request' } }),
  'GitHub: a repository by its id, and a branch': github({ repository_id: '5678', ref: 'refs/heads/main' }, 'StringEquals'),
  'GitHub: an enterprise by its id': github({ enterprise_id: '1234' }, 'StringEquals'),
  'GitHub: an owner’s workflows that reuse one': beside(GITHUB, { ...AUD, StringLike: { sub: 'repo:acme/*', job_workflow_ref: 'acme/workflows/.github/workflows/*@refs/heads/main' } }),
  'GitHub: the older issuer with one owner': beside('vstoken.actions.githubusercontent.com', { ...AUD, StringLike: { sub: 'repo:acme/*' } }),
  'GitHub: the own enterprise’s audit log': beside('oidc-configuration.audit-log.githubusercontent.com', { StringEquals: { aud: 'sts.amazonaws.com', sub: 'https://github.com/acme' } }),
  'GitHub Enterprise Server: an organization': github({ sub: 'repo:acme/*' }, 'StringLike', GHES),
  'GitHub of an enterprise: tags of one repository': github({ sub: 'repo:acme/infra:ref:refs/tags/v*' }, 'StringLike', ENTERPRISE),
  'GitHub of an enterprise: a repository by its claim': github({ repository: 'acme/infra' }, 'StringEquals', ENTERPRISE),
  'GitLab: a project within groups': beside('gitlab.com', { StringLike: { sub: 'project_path:acme/platform/infra:ref_type:*:ref:main' } }),
  'GitLab of one’s own: a project': beside('gitlab.acme.com', { StringEquals: { aud: 'https://gitlab.acme.com' }, StringLike: { sub: 'project_path:acme/infra:*' } }),
  'Buildkite: an organization by its claim': beside('agent.buildkite.com', { StringEquals: { aud: 'sts.amazonaws.com', organization_slug: 'acme', pipeline_slug: 'deploy' } }),
  'Buildkite: a cluster of agents by its id': beside('agent.buildkite.com', { StringEquals: { aud: 'sts.amazonaws.com', cluster_id: '11111111-2222-3333-4444-555555555555' } }),
  'Google: a service account, and the audience': beside('accounts.google.com', { StringEquals: { aud: '109876543210987654321', oaud: 'acme-prod', sub: '109876543210987654321' } }),
  'Google: an organization by its number': beside('accounts.google.com', { NumericEquals: { 'google/organization_number': '123456789012' } }),
  'Cognito in GovCloud: the own pool': beside(GOV, { StringEquals: { aud: 'us-gov-west-1:12345678-dead-beef-cafe-123456790abc' }, ...signedIn }),
  'Cognito in China: the own pool': beside(CHINA, { StringEquals: { aud: 'cn-north-1:12345678-dead-beef-cafe-123456790abc' }, ...signedIn }),
  'Cognito: the own pool’s users of Facebook': beside('cognito-identity.amazonaws.com', { 'StringEquals': { aud: 'eu-west-1:12345678-dead-beef-cafe-123456790abc' }, 'ForAnyValue:StringEquals': { amr: ['graph.facebook.com'] } }),
  'CircleCI: a project by its claim': beside(CIRCLE, { StringEquals: { 'oidc.circleci.com/project-id': '99999999-2222-3333-4444-555555555555' } }),
  'Bitbucket: a repository': beside(BITBUCKET, { StringLike: { sub: `${REPOSITORY}:*` } }),
  'Bitbucket: a stage of a repository': beside(BITBUCKET, { StringLike: { sub: `${REPOSITORY}:${STAGE}:*` } }),
  'Spacelift: a space': beside('acme.app.spacelift.io', { StringLike: { sub: 'space:prod-01:*' } }),
  'Vercel: the own team by the audience': beside('oidc.vercel.com', { StringEquals: { aud: 'https://vercel.com/acme', sub: 'owner:acme:project:web:environment:production' } }),
  'Vercel of a team: a project': beside('oidc.vercel.com/acme', { StringEquals: { aud: 'https://vercel.com/acme', sub: 'owner:acme:project:web:environment:production' } }),
  'Okta: an application': beside('acme.okta.com/oauth2/default', { StringEquals: { aud: 'api://shop', sub: '0oa1b2c3d4e5f6g7h8i9' } }),
  'Auth0: an application’s own token': beside('acme.eu.auth0.com/', { StringEquals: { aud: 'shop', sub: 'Xy12abCdEfGh@clients' } }),
  'Entra: a managed identity': beside(ENTRA, { StringEquals: { aud: 'api://AzureADTokenExchange', sub: '0f1e2d3c-0000-4000-8000-000000000000' } }),
  'SPIFFE: one workload': beside('oidc.spire.acme.com', { StringEquals: { aud: 'sts.amazonaws.com', sub: 'spiffe://acme.com/ns/shop/sa/web' } }),
  'Fly: an application': beside('oidc.fly.io/acme', { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub: 'acme:web:*' } }),
  'DVC Studio: the own team': beside('studio.datachain.ai/api', { StringLike: { sub: 'credentials:acme/*' } }),
  'roles of GitHub alone are not of pods': trustFile(tokensOf(GITHUB, AUD)),
}).concat(attempts('noError', {
  'GitHub: an owner by a claim that STS does not read': github({ repository_owner: 'acme' }, 'StringEquals'),
  'GitHub: a workflow of the own repository, whoever reuses it': github({ job_workflow_ref: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main' }, 'StringEquals'),
  'GitHub: a star that is a letter': github({ sub: 'repo:acme/*' }, 'StringEquals'),
  'Cognito: whoever is no guest of the own pool': beside('cognito-identity.amazonaws.com', { StringEquals: { aud: 'eu-west-1:12345678-dead-beef-cafe-123456790abc' }, StringNotEquals: { amr: 'unauthenticated' } }),
  'Cognito: a pool of users as a provider of its own': beside('cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi', { StringEquals: { aud: '1example23456789', sub: '0f1e2d3c-0000-4000-8000-000000000000' } }),
  'Entra: an account that is known by the number of the own': beside(ENTRA, { StringEquals: { aud: OWN, sub: '0f1e2d3c-0000-4000-8000-000000000000' } }),
}));

export const TRUSTS_OF_TENANTS: readonly Attempt[] = [...STRANGERS, ...OWN_TENANTS];
