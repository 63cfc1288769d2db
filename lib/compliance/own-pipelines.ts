import { COMMON_OF_GITHUB, SUBJECTS_OF_GITHUB } from './shared-providers';
import type { Subjects } from './tenant-names';
import { subjectsBy } from './tenant-names';

/** A service that runs pipelines, or knows applications and people, and signs the tokens of each organization under an issuer of its own. */
export interface PipelineProvider {
  /** Without its scheme. */
  readonly issuer?: RegExp;
  /** Subjects by which it is known whoever signs: each organization runs it under a name of its own. */
  readonly written?: RegExp;
  /** The sub of a pipeline of the organization that no trust names; `$ORG` stands for the organization in the issuer. */
  readonly stranger: string;
  /** What a sub may be, and where in it the project stands. Nothing, where the whole sub is one application's, or one person's. */
  readonly subjects?: Subjects;
  /** Other claims that pipelines of all projects may have. */
  readonly common?: RegExp;
  /** Who has tokens, and by what the sub tells them apart; a pipeline, by its project, unless it is said. */
  readonly who?: string;
  readonly toldApartBy?: string;
  readonly source: string;
}

const GITHUB = 'https://docs.github.com/en/actions/reference/security/oidc';
const ID = '00000000-0000-4000-8000-000000000000';

const PIPELINES: readonly PipelineProvider[] = [
  {
    issuer: /^(vs)?token\.actions\.|\/_services\/token$/,
    stranger: 'repo:any/other:ref:refs/heads/any',
    subjects: SUBJECTS_OF_GITHUB,
    common: COMMON_OF_GITHUB,
    source: GITHUB,
  },
  {
    issuer: /^oidc\.circleci\.com\/org\//,
    stranger: `org/$ORG/project/${ID}/user/${ID}`,
    subjects: subjectsBy('org/', '/', { parts: 3 }),
    common: /^oidc\.circleci\.com\/(?:vcs-ref|ssh-rerun)$/,
    source: 'https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/',
  },
  {
    issuer: /^api\.bitbucket\.org\/2\.0\/workspaces\//,
    stranger: `{${ID}}:{${ID}}`,
    subjects: subjectsBy('{', '}'),
    source: 'https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/',
  },
  {
    issuer: /^(?:sts\.windows\.net|login\.microsoftonline\.com)\//,
    stranger: ID,
    who: 'application',
    toldApartBy: 'application',
    source: 'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference',
  },
  {
    issuer: /\.spacelift\.io$/,
    stranger: 'space:any:stack:other:run_type:TRACKED:scope:write',
    subjects: subjectsBy('space:', ':'),
    source: 'https://docs.spacelift.io/integrations/cloud-providers/oidc',
  },
  {
    issuer: /^oidc\.vercel\.com\/./,
    stranger: 'owner:any:project:other:environment:production',
    subjects: { all: ['owner:*:project:*'], tenants: [{ before: 'project:', behind: ':', isAnywhere: true }] },
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    issuer: /\.(?:okta|oktapreview|okta-emea)\.com(?:\/|$)/,
    stranger: '00u00000000000000000',
    who: 'user and application',
    toldApartBy: 'user or the application',
    source: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/',
  },
  {
    issuer: /\.auth0\.com\/?$/,
    stranger: 'auth0|000000000000000000000000',
    who: 'user and application',
    toldApartBy: 'user or the application',
    source: 'https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles',
  },
  {
    written: /^spiffe:\/\//,
    stranger: 'spiffe://any/ns/any/sa/other',
    // The trust domain, and the first two parts of the path: `/ns/<namespace>`.
    subjects: subjectsBy('spiffe://', '/', { parts: 3 }),
    who: 'workload',
    toldApartBy: 'workload',
    source: 'https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md',
  },
  {
    written: /^project_path:/,
    stranger: 'project_path:any/other:ref_type:branch:ref:any',
    subjects: subjectsBy('project_path:', '/'),
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
];

/** Whose tokens an issuer of an organization's own signs, by its name or by the subjects that a trust asks for; nothing for others. */
export function pipelinesOf(issuer: string, subjects: readonly string[]): PipelineProvider | undefined {
  const [, organization = ''] = /\/org\/([^/]+)/.exec(issuer) ?? [];
  const isWritten = ({ written }: PipelineProvider) => subjects.some((subject) => written?.test(subject) === true);
  const found = PIPELINES.find((provider) => provider.issuer?.test(issuer) === true || isWritten(provider));
  return found && { ...found, stranger: found.stranger.replace('$ORG', organization) };
}
