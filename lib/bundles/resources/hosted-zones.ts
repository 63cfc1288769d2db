import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const ID = 'Z[A-Z0-9]{1,31}';

const HOSTED_ZONE_ID: TextFormat = {
  pattern: ID,
  rule: 'the id of a hosted zone (Z and capital letters and digits)',
  example: 'Z0123456789ABCDEFGHIJ',
  hint: (value) => {
    const id = new RegExp(`^(?:arn:[^:]+:route53::\\d*:|/)?hostedzone/(${ID})$`).exec(value)?.[1];
    return id ? `write the id alone, "${id}"`
      : new RegExp(`^${ID}$`, 'i').test(value) ? `perhaps "${value.toUpperCase()}"`
        : /^[\w*-]+(\.[\w-]+)+\.?$/.test(value) ? 'this is a domain name; aws route53 list-hosted-zones-by-name prints the zone\'s id' : undefined;
  },
};

/** The names of records, as Route 53 compares them in conditions. */
export const RECORD_NAME: TextFormat = {
  pattern: '(?:[a-z0-9_*-]+\\.)*[a-z0-9_*-]+',
  maxLength: 255,
  rule: "the name of a record in lower case, without '.' at its end, where '*' stands for any text",
  example: 'shop.validation.example.com',
  hint: (value) => {
    const fixed = value.toLowerCase().replace(/\.$/, '');
    return fixed !== value && /^[a-z0-9_*.-]+$/.test(fixed) ? `perhaps "${fixed}"` : undefined;
  },
  also: (value) => /^[*.]+$/.test(value) ? 'must limit the names; set challengeRecordsOnly to false for records of any name' : undefined,
};

/** A hosted zone in a `workloads.yaml`. */
export const HOSTED_ZONE = nameOrArn(HOSTED_ZONE_ID, {
  ...arnFormat({
    service: 'route53', noun: 'its ARN', resource: `hostedzone/${ID}`, region: 'none', account: 'none', example: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
  }),
  hint: HOSTED_ZONE_ID.hint,
});

/** Hosted zones of Route 53. Their ARNs have no account: one of another account is named as one's own is. */
export const HOSTED_ZONES: ResourceKind<IHostedZone> = {
  format: HOSTED_ZONE,
  arns: (ids, place) => ids.map((id) => id.startsWith('arn:') ? id : `arn:${place.partition}:route53:::hostedzone/${id}`),
  arnOf: ({ hostedZoneArn }, one) => one(hostedZoneArn),
};
