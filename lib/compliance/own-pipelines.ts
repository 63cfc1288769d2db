/** A service that runs pipelines and signs the tokens of each organization under an issuer of its own. */
export interface PipelineProvider {
  /** Without its scheme. */
  readonly issuer: RegExp;
  /** The sub of a pipeline of the organization that no trust names. */
  readonly subject: string;
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
