import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { domainOf, PACKAGE_REPOSITORIES } from '../resources/packages';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `CodeArtifactBundle.read`. */
export interface CodeArtifactReadOptions {
  /** Repositories with their domains, such as `acme/npm`, in the account and region of the role's stack, or ARNs. At least one. */
  readonly repositories: string[];
}

/**
 * CodeArtifact: packages of given repositories. A domain's KMS key is not needed: CodeArtifact uses it by a grant.
 *
 * @example
 * role.addBundle(CodeArtifactBundle.read({ repositories: ['acme/npm'] }));
 */
export class CodeArtifactBundle {
  /**
   * Sign in, and install packages with their package managers. Bundle id `codeArtifact.read`.
   *
   * @see https://docs.aws.amazon.com/codeartifact/latest/ug/auth-and-access-control-iam-identity-based-access-control.html
   */
  public static read(options: CodeArtifactReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ];
  }

  private constructor() {}
}

const READ = defineBundle<CodeArtifactReadOptions>()({
  id: 'codeArtifact.read',
  summary: 'Install packages of given repositories',
  sources: [
    'https://docs.aws.amazon.com/codeartifact/latest/ug/auth-and-access-control-iam-identity-based-access-control.html',
    'https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html',
  ],
  parameters: {
    repositories: required(names(PACKAGE_REPOSITORIES, 'Repositories with their domains, such as acme/npm, or ARNs.')),
  },
  statements: ({ repositories }) => [
    allow({ actions: ['codeartifact:GetAuthorizationToken'], resources: repositories.map(domainOf) }),
    allow({ actions: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'], resources: repositories }),
    allow({
      actions: ['sts:GetServiceBearerToken'],
      resources: ['*'],
      conditions: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
      evidence: {
        reason: 'CodeArtifact makes the token through STS, and the action supports no resource; the condition limits the service',
        source: 'https://docs.aws.amazon.com/codeartifact/latest/ug/auth-and-access-control-iam-identity-based-access-control.html',
      },
    }),
  ],
});
