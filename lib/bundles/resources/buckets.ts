import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { SESSION_TAG, withSessionTags } from '../pod-session-tags';

const NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a bucket (3 to 63 characters of a-z, 0-9, '-' and '.', beginning and ending with a letter or digit)",
  example: 'media',
  hint: nameHint,
  also: alsoOfName,
};

const BUCKET_ARN: TextFormat = {
  ...arnFormat({
    service: 's3',
    noun: "a bucket's ARN",
    resource: NAME,
    region: 'none',
    account: 'none',
    example: 'arn:aws:s3:::media',
    hint: (value) => {
      const bucket = /^(arn:[^:]*:s3:::[^:/]+)\/.*$/s.exec(value)?.[1];
      return bucket ? `this is the ARN of objects; write the bucket, "${bucket}", and the beginning of their keys as 'prefix'` : undefined;
    },
  }),
  also: (value) => alsoOfName(value.split(':')[5]),
};

/** A bucket in a `workloads.yaml`. */
export const BUCKET = nameOrArn(BUCKET_NAME, BUCKET_ARN);

/** The beginning of the keys of objects. */
export const KEY_PREFIX: TextFormat = {
  pattern: '[^/*?$][^*?$]*',
  maxLength: 1_024,
  rule: "the beginning of keys (not beginning with '/', without '*', '?' and '$', at most 1,024 characters)",
  example: 'media/',
  hint: (value) => {
    const fixed = value.replace(/^\/+/, '').replace(/\*$/, '');
    return fixed !== value && /^[^/*?$]+/.test(fixed) && !/[*?$]/.test(fixed) ? `perhaps "${fixed}"` : undefined;
  },
};

/** The same, which may hold session tags of EKS Pod Identity. */
export const SCOPED_KEY_PREFIX: TextFormat = withSessionTags({
  ...KEY_PREFIX,
  rule: "the beginning of keys (not beginning with '/', without '*' and '?', with '$' only in a session tag, at most 1,024 characters)",
}, `(?:${SESSION_TAG}|[^/*?$])(?:${SESSION_TAG}|[^*?$])*`, true);

function nameHint(value: string): string | undefined {
  const bucket = /^s3:\/\/([^/]+)/.exec(value)?.[1]
    ?? /^https?:\/\/s3[.-][^/]*\/([^/]+)/.exec(value)?.[1]
    ?? /^(?:https?:\/\/)?([^/]+?)\.s3[.-][^/]*amazonaws\./.exec(value)?.[1]
    ?? /^([a-z0-9.-]+)\/.*$/s.exec(value)?.[1]
    ?? value.toLowerCase();
  if (bucket === value || !new RegExp(`^${NAME}$`).test(bucket)) {
    return undefined;
  }
  return value.includes('/') ? `write the bucket's name alone, "${bucket}", and the beginning of keys as 'prefix'` : `perhaps "${bucket}"`;
}

function alsoOfName(name: string): string | undefined {
  if (name.includes('..')) {
    return "must not have two '.' side by side";
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return 'must not look like an IP address';
  }
  if (/-s3alias$|--ol-s3$|\.mrap$/.test(name)) {
    return 'must be a bucket, not the alias of an access point, which IAM does not know';
  }
  if (/--x-s3$|--table-s3$/.test(name)) {
    return 'must be a general purpose bucket: directory and table buckets have actions of their own';
  }
  return /^(xn--|sthree-|amzn-s3-demo-)/.test(name) ? "must not begin with 'xn--', 'sthree-' or 'amzn-s3-demo-', which AWS keeps for itself" : undefined;
}

/** Buckets. Their ARNs have neither region nor account: one ARN, however many regions. */
export const BUCKETS: ResourceKind<IBucket> = {
  format: BUCKET,
  arns: (buckets, place) => buckets.map((bucket) => bucket.startsWith('arn:') ? bucket : `arn:${place.partition}:s3:::${bucket}`),
  arnOf: ({ bucketArn }, one) => one(bucketArn),
  keyOf: ({ encryptionKey }) => encryptionKey,
};
