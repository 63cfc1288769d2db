import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const PART = '[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*';
export const REPOSITORY_NAME_PATTERN = `${PART}(?:/${PART})*`;

const REPOSITORY_NAME: TextFormat = {
  pattern: REPOSITORY_NAME_PATTERN,
  maxLength: 256,
  rule: "the name of a repository (small letters and digits, with single '.', '_', '-' and '/' between them)",
  example: 'shop/web',
  hint: (value) => {
    const [, account, region, name] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)/.exec(value) ?? [];
    return name ? `this is an image; write its repository, "${name}" (of account ${account}, region ${region})` : undefined;
  },
};

const REPOSITORY_ARN = arnFormat({
  service: 'ecr',
  noun: "a repository's ARN",
  resource: `repository/${REPOSITORY_NAME_PATTERN}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ecr:eu-central-1:111122223333:repository/shop/web',
});

/** Private repositories of ECR. */
export const REPOSITORIES: ResourceKind<IRepository> = {
  format: nameOrArn(REPOSITORY_NAME, REPOSITORY_ARN),
  arns: (repositories, place) =>
    arnsByRegion(repositories, place, (name, region) => `arn:${place.partition}:ecr:${region}:${place.account}:repository/${name}`),
  arnOf: ({ repositoryArn }, one) => one(repositoryArn),
};
