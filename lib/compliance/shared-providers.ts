import type { Subjects, TenantPlace } from './tenant-names';
import { subjectsBy } from './tenant-names';

/** Identity providers that give tokens to anybody who registers: only a tenant's name keeps strangers out. */
export interface SharedProvider {
  /** As people call it. */
  readonly name: string;
  /** The issuer without its scheme; anything behind it makes it a tenant's own, such as `…/<enterprise>`. */
  readonly issuer: string;
  /** Other names of the issuer, such as those in other partitions. */
  readonly aliases?: readonly string[];
  /** The claim that says whose the token is. */
  readonly claim: string;
  /** What the claim may be, and where in it the tenant stands. Nothing, where the whole claim is the tenant's: the id of an application, or of a pool. */
  readonly subjects?: Subjects;
  /** A value of the claim as a stranger's token has it, to show in messages. */
  readonly stranger: string;
  /** Other claims that name the tenant, where they are asked for. */
  readonly others?: readonly string[];
  /** Other claims that name the tenant by a number, with that of a stranger. */
  readonly numbers?: Readonly<Record<string, string>>;
  /** The claim that tells who has not signed in, of a provider that gives its tenants' tokens to guests, too. */
  readonly guests?: { readonly claim: string; readonly value: string };
  readonly source: string;
}

/** Of which a subject of GitHub may be made by a template that each owner and each repository may set, and which names nobody. */
const COMMON_CLAIMS = [
  'environment', 'ref', 'ref_type', 'ref_protected', 'head_ref', 'base_ref', 'sha', 'actor', 'actor_id', 'workflow', 'workflow_sha', 'job_workflow_sha', 'event_name',
  'run_id', 'run_number', 'run_attempt', 'runner_environment', 'repository_visibility', 'pull_request',
];
/** Of those that name somebody, with what stands behind the owner. */
const NAMING_CLAIMS: readonly (readonly [string, string])[] = [
  ['repository', '/'], ['repository_owner', ':'], ['repository_id', ':'], ['repository_owner_id', ':'], ['job_workflow_ref', '/'], ['workflow_ref', '/'],
  ['enterprise', ':'], ['enterprise_id', ':'],
];

/** @see https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims */
export const SUBJECTS_OF_GITHUB: Subjects = {
  all: ['repo:*/*', ...COMMON_CLAIMS.map((claim) => `${claim}:*`), ...NAMING_CLAIMS.map(([claim, behind]) => `${claim}:*${behind === '/' ? '/*' : ''}`)],
  tenants: [
    { before: 'repo:', behind: '/', beforeId: '@', isAnywhere: true },
    ...NAMING_CLAIMS.map(([claim, behind]): TenantPlace => ({ before: `${claim}:`, behind, isAnywhere: true })),
  ],
};

/** Claims of GitHub that pipelines of all repositories may have. */
export const COMMON_OF_GITHUB = new RegExp(`^(?:${[...COMMON_CLAIMS, 'enterprise', 'enterprise_id'].join('|')})$`);

/** The provider that anyone gets tokens of, under the name by which a trust knows it; nothing for others. */
export function sharedProviderOf(value: string, issuers: readonly string[]): SharedProvider | undefined {
  return SHARED_PROVIDERS.flatMap((provider) => {
    const issuer = [provider.issuer, ...provider.aliases ?? []].find((own) => value === own || issuers.includes(own));
    return issuer === undefined ? [] : [{ ...provider, issuer }];
  })[0];
}

/** In the order in which they are looked for. */
const SHARED_PROVIDERS: readonly SharedProvider[] = [
  {
    name: 'GitHub Actions',
    issuer: 'token.actions.githubusercontent.com',
    aliases: ['vstoken.actions.githubusercontent.com'],
    claim: 'sub',
    subjects: SUBJECTS_OF_GITHUB,
    stranger: 'repo:somebody/else:ref:refs/heads/main',
    // Whom a workflow has as its actor is for its repository to choose, which may wait for somebody's comment.
    others: ['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref', 'enterprise', 'enterprise_id'],
    source: 'https://docs.github.com/en/actions/reference/security/oidc',
  },
  {
    name: 'GitLab',
    issuer: 'gitlab.com',
    claim: 'sub',
    subjects: subjectsBy('project_path:', '/'),
    stranger: 'project_path:somebody/else:ref_type:branch:ref:main',
    others: ['project_path', 'project_id', 'namespace_path', 'namespace_id', 'user_login', 'user_id'],
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
  {
    name: 'Buildkite',
    issuer: 'agent.buildkite.com',
    claim: 'sub',
    subjects: subjectsBy('organization:', ':'),
    stranger: 'organization:somebody:pipeline:else:ref:refs/heads/main:commit:0:step:',
    others: ['organization_slug', 'organization_id', 'pipeline_id', 'cluster_id'],
    source: 'https://buildkite.com/docs/agent/v3/cli-oidc',
  },
  {
    name: 'HCP Terraform',
    issuer: 'app.terraform.io',
    claim: 'sub',
    subjects: subjectsBy('organization:', ':'),
    stranger: 'organization:somebody:project:else:workspace:else:run_phase:apply',
    others: ['terraform_organization_name', 'terraform_organization_id', 'terraform_project_id', 'terraform_workspace_id'],
    source: 'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration',
  },
  {
    name: 'Pulumi Cloud',
    issuer: 'api.pulumi.com/oidc',
    claim: 'sub',
    subjects: subjectsBy('pulumi:deploy:org:', ':'),
    stranger: 'pulumi:deploy:org:somebody:project:else:stack:else:operation:update:scope:write',
    others: ['aud'],
    source: 'https://www.pulumi.com/docs/administration/access-identity/oidc/provider/aws/',
  },
  {
    name: 'Vercel',
    issuer: 'oidc.vercel.com',
    claim: 'sub',
    subjects: subjectsBy('owner:', ':'),
    stranger: 'owner:somebody:project:else:environment:production',
    others: ['aud', 'owner', 'owner_id'],
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    name: 'Codefresh',
    issuer: 'oidc.codefresh.io',
    claim: 'sub',
    subjects: subjectsBy('account:', ':'),
    stranger: 'account:000000000000000000000000:pipeline:000000000000000000000000:initiator:somebody',
    others: ['account_id', 'account_name', 'pipeline_id'],
    source: 'https://codefresh.io/docs/docs/integrations/oidc-pipelines/',
  },
  {
    name: 'Scalr',
    issuer: 'scalr.io',
    claim: 'sub',
    subjects: subjectsBy('account:', ':'),
    stranger: 'account:somebody:environment:else:workspace:else',
    others: ['aud'],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Upbound',
    issuer: 'proidc.upbound.io',
    claim: 'sub',
    subjects: subjectsBy('mcp:', '/'),
    stranger: 'mcp:somebody/else:provider:provider-aws',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Modal',
    issuer: 'oidc.modal.com',
    claim: 'sub',
    subjects: subjectsBy('modal:workspace_id:', ':'),
    stranger: 'modal:workspace_id:ac-0000000000:environment_name:else:app_name:else:function_name:else:container_id:ta-0',
    others: ['workspace_id'],
    source: 'https://modal.com/docs/guide/oidc-integration',
  },
  {
    name: 'GitHub\'s streaming of audit logs',
    issuer: 'oidc-configuration.audit-log.githubusercontent.com',
    claim: 'sub',
    stranger: 'https://github.com/somebody',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'DVC Studio',
    issuer: 'studio.datachain.ai/api',
    claim: 'sub',
    subjects: subjectsBy('credentials:', '/'),
    stranger: 'credentials:somebody/else',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Shisho Cloud',
    issuer: 'tokens.cloud.shisho.dev',
    claim: 'sub',
    subjects: subjectsBy('', ':', { parts: 2 }),
    stranger: 'job:somebody:else',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'sandboxes.cloud',
    issuer: 'sandboxes.cloud',
    claim: 'aud',
    stranger: 'somebody',
    others: ['sub'],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Amazon Cognito',
    issuer: 'cognito-identity.amazonaws.com',
    aliases: ['cognito-identity-us-gov.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
    claim: 'aud',
    stranger: 'us-east-1:00000000-0000-4000-8000-000000000000',
    others: ['sub'],
    guests: { claim: 'amr', value: 'unauthenticated' },
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  },
  {
    name: 'Google',
    issuer: 'accounts.google.com',
    claim: 'aud',
    stranger: '000000000000-somebody.apps.googleusercontent.com',
    // Which audience a token has (oaud) is for each service account to choose.
    others: ['sub', 'email', 'hd'],
    numbers: { 'google/organization_number': '999999999999' },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Facebook',
    issuer: 'graph.facebook.com',
    claim: 'app_id',
    stranger: '000000000000000',
    others: ['id'],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Login with Amazon',
    issuer: 'www.amazon.com',
    claim: 'app_id',
    stranger: 'amzn1.application.00000000000000000000000000000000',
    others: ['user_id'],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Apple',
    issuer: 'appleid.apple.com',
    claim: 'aud',
    stranger: 'com.example.somebody',
    others: ['sub'],
    source: 'https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple',
  },
];
