import type { Place } from './place';
import { REPOSITORY_NAME_PATTERN } from './repositories';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import type { TextFormat } from '../../core/text-format';

/** What a controller makes: by whole names, or by the beginning of names, which ends in `*`. In the account of the role alone. */
type ManagedNames = Pick<ResourceKind<never>, 'format' | 'arns'>;

interface NamesProps {
  readonly noun: string;
  /** A whole name. */
  readonly name: string;
  /** The beginning of one, without the `*`. */
  readonly beginning: string;
  readonly example: string;
  readonly arns: ManagedNames['arns'];
}

function managedNames({ noun, name, beginning, example, arns }: NamesProps): ManagedNames {
  const format: TextFormat = {
    pattern: `(?:${name})|(?:${beginning})\\*`,
    rule: `the name of a ${noun}, or the beginning of names (at least 3 characters) that ends in '*'`,
    example,
    hint: (value) => value.startsWith('arn:') ? 'the controller makes it in the account of the role; write the name alone'
      : /^[*?]/.test(value) ? 'begin the names of what the controller makes alike, such as "shop-*"' : undefined,
  };
  return { format, arns };
}

const inRegions = (service: string, type = ''): ManagedNames['arns'] => (given: readonly string[], place: Place) =>
  arnsByRegion(given, place, (name, region) => `arn:${place.partition}:${service}:${region}:${place.account}:${type}${name}`);

export const MANAGED_BUCKETS = managedNames({
  noun: 'bucket',
  name: '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
  beginning: '[a-z0-9][a-z0-9.-]{2,61}',
  example: 'shop-*',
  arns: (given, place) => given.map((name) => `arn:${place.partition}:s3:::${name}`),
});

export const MANAGED_TABLES = managedNames({
  noun: 'table', name: '[A-Za-z0-9_.-]{3,255}', beginning: '[A-Za-z0-9_.-]{3,254}', example: 'shop-*', arns: inRegions('dynamodb', 'table/'),
});

export const MANAGED_QUEUES = managedNames({
  noun: 'queue', name: '[A-Za-z0-9_-]{1,75}\\.fifo|[A-Za-z0-9_-]{1,80}', beginning: '[A-Za-z0-9_-]{3,79}', example: 'shop-*', arns: inRegions('sqs'),
});

export const MANAGED_TOPICS = managedNames({
  noun: 'topic', name: '[A-Za-z0-9_-]{1,251}\\.fifo|[A-Za-z0-9_-]{1,256}', beginning: '[A-Za-z0-9_-]{3,255}', example: 'shop-*', arns: inRegions('sns'),
});

export const MANAGED_REPOSITORIES = managedNames({
  noun: 'repository', name: REPOSITORY_NAME_PATTERN, beginning: '[a-z0-9][a-z0-9._/-]{2,254}', example: 'shop/*', arns: inRegions('ecr', 'repository/'),
});

/** A whole name gets the six characters that Secrets Manager adds. */
export const MANAGED_SECRETS = managedNames({
  noun: 'secret',
  name: '[A-Za-z0-9/_+=.@-]{1,512}',
  beginning: '[A-Za-z0-9/_+=.@-]{3,511}',
  example: 'shop/*',
  arns: (given, place) => inRegions('secretsmanager', 'secret:')(given.map((name) => name.endsWith('*') ? name : `${name}-??????`), place),
});

/** The names of several kinds of resources, such as instances and their parameter groups: names, not ARNs. */
const namesOfSeveralKinds = (noun: string): ManagedNames => {
  const kept = managedNames({
    noun, name: '[a-z](?:-?[a-z0-9])*', beginning: '[a-z][a-z0-9-]{2,253}', example: 'shop-*', arns: (given) => [...given],
  });
  return {
    ...kept,
    format: { ...kept.format, maxLength: 255, hint: (value) => /[A-Z]/.test(value) && !value.startsWith('arn:') ? `AWS keeps it in small letters: "${value.toLowerCase()}"` : kept.format.hint?.(value) },
  };
};

export const MANAGED_DATABASES = namesOfSeveralKinds('database');
export const MANAGED_CACHES = namesOfSeveralKinds('cache');
