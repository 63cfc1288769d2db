import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { REPOSITORIES } from '../resources/repositories';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `EcrBundle.pull`. */
export interface EcrPullOptions {
  /** The repositories. At least one. */
  readonly repositories: IRepository[];

  /**
   * Allow listing and describing the images too, as programs do that look for new tags.
   *
   * @default false
   */
  readonly listImages?: boolean;

  /**
   * Allow fetching images from the upstream registry, for repositories of a pull-through cache, which are made at the first pull.
   *
   * @default false
   */
  readonly pullThrough?: boolean;
}

/** Options for `EcrBundle.push`. */
export interface EcrPushOptions {
  /** The repositories. At least one. */
  readonly repositories: IRepository[];
}

/**
 * ECR: images of given private repositories, for workloads that pull and push themselves. Nodes pull the images of pods with their own
 * role. A repository's KMS key is not needed: ECR uses it by a grant.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 *
 * @example
 * role.addBundle(EcrBundle.pull({ repositories: [repository] }));
 */
export class EcrBundle {
  /**
   * Sign in, and pull images. Bundle id `ecr.pull`.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
   */
  public static pull(options: EcrPullOptions): IPolicyBundle {
    return PULL.fromOptions(options);
  }

  /**
   * Sign in, and push images; layers and manifests of the repositories can be read, which the push itself needs. Bundle id `ecr.push`.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
   */
  public static push(options: EcrPushOptions): IPolicyBundle {
    return PUSH.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PULL, PUSH];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide';

const PULL = defineBundle<EcrPullOptions>()({
  id: 'ecr.pull',
  summary: 'Pull images of given repositories',
  sources: [`${GUIDE}/security-iam-awsmanpol.html`, `${GUIDE}/pull-through-cache-iam.html`],
  parameters: {
    repositories: required(resources(REPOSITORIES, 'Names or ARNs of the repositories.')),
    listImages: flag('Allow listing and describing the images too.'),
    pullThrough: flag('Allow fetching images from the upstream registry of a pull-through cache, and making the repositories for them.'),
  },
  statements: ({ repositories, listImages, pullThrough }) => [
    signInStatement(),
    allow({ actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: repositories }),
    ...(listImages ? [allow({ actions: ['ecr:DescribeImages', 'ecr:ListImages'], resources: repositories })] : []),
    ...(pullThrough ? [allow({ actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'], resources: repositories })] : []),
  ],
});

const PUSH = defineBundle<EcrPushOptions>()({
  id: 'ecr.push',
  summary: 'Push images to given repositories',
  sources: [`${GUIDE}/image-push-iam.html`],
  parameters: { repositories: required(resources(REPOSITORIES, 'Names or ARNs of the repositories.')) },
  statements: ({ repositories }) => [
    signInStatement(),
    allow({
      actions: [
        'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      resources: repositories,
    }),
  ],
});

/** The token signs in to the registries that the caller may use, and gives no permission on their repositories. */
function signInStatement(): BundleStatement {
  return allow({
    actions: ['ecr:GetAuthorizationToken'],
    resources: ['*'],
    evidence: {
      reason: 'the action supports no resource: the token is for the registry, and what it allows there are the permissions on repositories',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html',
    },
  });
}
