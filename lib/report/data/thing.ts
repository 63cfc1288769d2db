import { nameIn } from './wildcards';
import { resourceText } from '../../access/words/resource-words';
import { arnParts } from '../../iam/arn';
import { hasWildcard, isOnlyWildcards } from '../../iam/glob';

/** What an entry of `Resource` is about: a bucket, a queue, a key, a pattern of names, or anything of a service. */
export interface Thing {
  /** The ARN without what is inside of it: of objects that of their bucket. Parts that are not known stand in it as such. */
  readonly arn: string;
  readonly service: string;
  readonly kind: 'named' | 'pattern' | 'any';
}

/** The thing that an entry is about, for the actions of a service. */
export function thingOf(entry: string, service: string): Thing {
  const parts = arnParts(entry);
  if (parts === undefined) {
    return { arn: '*', service, kind: 'any' };
  }
  if (parts.service !== service && !hasWildcard(parts.service)) {
    return { arn: entry, service, kind: hasWildcard(entry) ? 'pattern' : 'named' }; // such as a role that STS is asked for
  }
  const { partition, region, account, resource } = parts;
  const name = nameIn(service, resource);
  const isAny = isOnlyWildcards(name) && [region, account].every(isOnlyWildcards);
  const arn = `arn:${partition}:${service}:${region}:${account}:${name}`;
  const isPattern = hasWildcard(name) || (service !== 's3' && [region, account].some((part) => hasWildcard(part)));
  return isAny ? { arn: '*', service, kind: 'any' } : { arn, service, kind: isPattern ? 'pattern' : 'named' };
}

/** As people call it: `bucket acme-media`, `buckets named acme-*`, `any resource`. */
export function thingText({ arn }: Pick<Thing, 'arn'>, account: string | undefined): string {
  return resourceText(arn, account);
}

/** What a pattern begins with, before its first wildcard. */
export function literalPrefix(pattern: string): string {
  return /^[^*?]*/.exec(pattern)![0];
}
