import { KEY_PREFIX } from './buckets';
import type { Place } from './place';
import { arnsByRegion } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const DIRECTORY_NAME = '[a-z0-9][a-z0-9-]{0,40}--[a-z0-9]+(?:-[a-z0-9]+)+--x-s3';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html */
const DIRECTORY_BUCKET_NAME: TextFormat = {
  pattern: DIRECTORY_NAME,
  maxLength: 63,
  rule: 'the name of a directory bucket, with its zone, such as media--euc1-az1--x-s3',
  example: 'media--euc1-az1--x-s3',
};

/** A directory bucket, of S3 Express One Zone. */
export const DIRECTORY_BUCKET = nameOrArn(DIRECTORY_BUCKET_NAME, arnFormat({
  service: 's3express',
  noun: "a directory bucket's ARN",
  resource: `bucket/${DIRECTORY_NAME}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:s3express:eu-central-1:111122223333:bucket/media--euc1-az1--x-s3',
}));

const ACCESS_POINT = '[a-z0-9][a-z0-9-]{1,48}[a-z0-9]';

const ACCESS_POINT_NAME: TextFormat = {
  pattern: ACCESS_POINT,
  rule: "the name of an access point (3 to 50 of a-z, 0-9 and '-')",
  example: 'media-readers',
  also: (value) => /-s3alias$/.test(value) ? 'must be the name, not the alias, which IAM does not know' : undefined,
};

/** An access point of a general purpose bucket. */
export const S3_ACCESS_POINT = nameOrArn(ACCESS_POINT_NAME, arnFormat({
  service: 's3',
  noun: "an access point's ARN",
  hint: otherAccessPoint,
  resource: `accesspoint/${ACCESS_POINT}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:s3:eu-central-1:111122223333:accesspoint/media-readers',
}));

/** Kinds of access points whose permissions are others. */
function otherAccessPoint(value: string): string | undefined {
  const kind = value.includes(':s3-object-lambda:') ? 'of Object Lambda'
    : value.includes(':s3-outposts:') ? 'of an Outpost'
      : value.includes(':s3express:') ? 'of a directory bucket'
        : /:s3::\d{12}:accesspoint\/|\.mrap$/.test(value) ? 'of several regions' : undefined;
  return kind && `this is an access point ${kind}, which takes a policy of your own`;
}

/** The part of a bucket that is mounted. */
export const MOUNTED_PREFIX: TextFormat = {
  ...KEY_PREFIX,
  pattern: '[^/*?$][^*?$]*/',
  rule: "the beginning of keys, as it is mounted (ending with '/', not beginning with it, without '*', '?' and '$', at most 1,024 characters)",
  hint: (value) => /^[^/*?$][^*?$]*[^/*?$]$/.test(value) ? `perhaps "${value}/"` : KEY_PREFIX.hint?.(value),
};

/** Directory buckets (S3 Express One Zone), by their names or ARNs. */
export const DIRECTORY_BUCKETS = {
  format: DIRECTORY_BUCKET,
  arns: (buckets: readonly string[], place: Place) =>
    arnsByRegion(buckets, place, (name, region) => `arn:${place.partition}:s3express:${region}:${place.account}:bucket/${name}`),
};

/** Access points of general purpose buckets, by their names or ARNs. */
export const S3_ACCESS_POINTS = {
  format: S3_ACCESS_POINT,
  arns: (accessPoints: readonly string[], place: Place) =>
    arnsByRegion(accessPoints, place, (name, region) => `arn:${place.partition}:s3:${region}:${place.account}:accesspoint/${name}`),
};
