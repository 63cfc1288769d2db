/** A service that runs pipelines, or knows applications, and signs the tokens of each organization under an issuer of its own. */
export interface PipelineProvider {
  /** Without its scheme. */
  readonly issuer: RegExp;
  /** The sub of a pipeline of the organization that no trust names. */
  readonly subject: string;
  /** Who has tokens, and by what the sub tells them apart; a pipeline, by its project, unless it is said. */
  readonly who?: string;
  readonly toldApartBy?: string;
  readonly source: string;
}

const GITHUB = 'https://docs.github.com/en/actions/reference/security/oidc';
const ID = '00000000-0000-4000-8000-000000000000';

const PIPELINES: readonly PipelineProvider[] = [
  { issuer: /^(vs)?token\.actions\.|\/_services\/token$/, subject: 'repo:any/other:ref:refs/heads/any', source: GITHUB },
  { issuer: /^oidc\.circleci\.com\/org\//, subject: `org/$ORG/project/${ID}/user/${ID}`, source: 'https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/' },
  {
    issuer: /^api\.bitbucket\.org\/2\.0\/workspaces\//,
    subject: `{${ID}}:{${ID}}`,
    source: 'https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/',
  },
  {
    issuer: /^(?:sts\.windows\.net|login\.microsoftonline\.com)\//,
    subject: ID,
    who: 'application',
    toldApartBy: 'application',
    source: 'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference',
  },
  {
    issuer: /\.spacelift\.io$/,
    subject: 'space:any:stack:other:run_type:TRACKED:scope:write',
    source: 'https://docs.spacelift.io/integrations/cloud-providers/oidc',
  },
];

/** The sub of a pipeline that nobody means, in the tokens of an organization's own issuer; nothing for other issuers. */
export function otherPipelineOf(issuer: string): string | undefined {
  const [, organization = ''] = /\/org\/([^/]+)/.exec(issuer) ?? [];
  return PIPELINES.find((provider) => provider.issuer.test(issuer))?.subject.replace('$ORG', organization);
}

/** Who has tokens of an organization's own issuer, and by what they are told apart, for messages. */
export function wordsFor(issuer: string): { readonly who: string; readonly toldApartBy: string } {
  const { who = 'pipeline', toldApartBy = 'project' } = PIPELINES.find((provider) => provider.issuer.test(issuer)) ?? {};
  return { who, toldApartBy };
}
