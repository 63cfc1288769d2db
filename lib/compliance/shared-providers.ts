/** Where in a claim the tenant stands. */
export interface TenantPlace {
  readonly before: string;
  readonly behind: string;
  /** What stands between the tenant's name and its id, where tokens have both: a name has none of it. */
  readonly beforeId?: string;
}

/** Identity providers that give tokens to anybody who registers: only a tenant's name keeps strangers out. */
export interface SharedProvider {
  /** As people call it. */
  readonly name: string;
  /** The issuer without its scheme; anything behind it makes it a tenant's own, such as `…/<enterprise>`. */
  readonly issuer: string;
  /** The claim that says whose the token is. */
  readonly claim: string;
  /** Where in the claim the tenant stands. Nothing, where the whole claim is the tenant's: the id of an application, or of a pool. */
  readonly tenant?: TenantPlace;
  /** A value of the claim as a stranger's token has it, to show in messages. */
  readonly stranger: string;
  /** Other claims that name the tenant, where they are asked for. */
  readonly others?: readonly string[];
  /** The claim that tells who has not signed in, of a provider that gives its tenants' tokens to guests, too. */
  readonly guests?: { readonly claim: string; readonly value: string };
  readonly source: string;
}

/** In the order in which they are looked for. */
export const SHARED_PROVIDERS: readonly SharedProvider[] = [
  {
    name: 'GitHub Actions',
    issuer: 'token.actions.githubusercontent.com',
    claim: 'sub',
    tenant: { before: 'repo:', behind: '/', beforeId: '@' },
    stranger: 'repo:somebody/else:ref:refs/heads/main',
    others: ['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref', 'actor', 'actor_id', 'enterprise', 'enterprise_id'],
    source: 'https://docs.github.com/en/actions/reference/security/oidc',
  },
  {
    name: 'GitLab',
    issuer: 'gitlab.com',
    claim: 'sub',
    tenant: { before: 'project_path:', behind: '/' },
    stranger: 'project_path:somebody/else:ref_type:branch:ref:main',
    others: ['project_path', 'project_id', 'namespace_path', 'namespace_id', 'user_login', 'user_id'],
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
  {
    name: 'Buildkite',
    issuer: 'agent.buildkite.com',
    claim: 'sub',
    tenant: { before: 'organization:', behind: ':' },
    stranger: 'organization:somebody:pipeline:else:ref:refs/heads/main:commit:0:step:',
    others: ['organization_slug', 'organization_id', 'pipeline_id'],
    source: 'https://buildkite.com/docs/agent/v3/cli-oidc',
  },
  {
    name: 'HCP Terraform',
    issuer: 'app.terraform.io',
    claim: 'sub',
    tenant: { before: 'organization:', behind: ':' },
    stranger: 'organization:somebody:project:else:workspace:else:run_phase:apply',
    others: ['terraform_organization_name', 'terraform_organization_id', 'terraform_project_id', 'terraform_workspace_id'],
    source: 'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration',
  },
  {
    name: 'Pulumi Cloud',
    issuer: 'api.pulumi.com/oidc',
    claim: 'sub',
    tenant: { before: 'pulumi:deploy:org:', behind: ':' },
    stranger: 'pulumi:deploy:org:somebody:project:else:stack:else:operation:update:scope:write',
    others: ['aud'],
    source: 'https://www.pulumi.com/docs/administration/access-identity/oidc/provider/aws/',
  },
  {
    name: 'Vercel',
    issuer: 'oidc.vercel.com',
    claim: 'sub',
    tenant: { before: 'owner:', behind: ':' },
    stranger: 'owner:somebody:project:else:environment:production',
    others: ['aud', 'owner', 'owner_id'],
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    name: 'Codefresh',
    issuer: 'oidc.codefresh.io',
    claim: 'sub',
    tenant: { before: 'account:', behind: ':' },
    stranger: 'account:000000000000000000000000:pipeline:000000000000000000000000:initiator:somebody',
    others: ['account_id', 'account_name', 'pipeline_id'],
    source: 'https://codefresh.io/docs/docs/integrations/oidc-pipelines/',
  },
  {
    name: 'Scalr',
    issuer: 'scalr.io',
    claim: 'sub',
    tenant: { before: 'account:', behind: ':' },
    stranger: 'account:somebody:environment:else:workspace:else',
    others: ['aud'],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Upbound',
    issuer: 'proidc.upbound.io',
    claim: 'sub',
    tenant: { before: 'mcp:', behind: '/' },
    stranger: 'mcp:somebody/else:provider:provider-aws',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  {
    name: 'Modal',
    issuer: 'oidc.modal.com',
    claim: 'sub',
    tenant: { before: 'modal:workspace_id:', behind: ':' },
    stranger: 'modal:workspace_id:ac-0000000000:environment_name:else:app_name:else:function_name:else:container_id:ta-0',
    others: ['workspace_id'],
    source: 'https://modal.com/docs/guide/oidc-integration',
  },
  {
    name: 'Amazon Cognito',
    issuer: 'cognito-identity.amazonaws.com',
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
    others: ['sub', 'oaud', 'email', 'hd'],
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
