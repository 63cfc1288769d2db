import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Place } from './place';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const DOMAIN = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63}';
const IDENTITY = `(?:[A-Za-z0-9.!#%&'+/=^_\`{|}~-]{1,64}@)?${DOMAIN}`;

const IDENTITY_NAME: TextFormat = {
  pattern: IDENTITY,
  maxLength: 320,
  rule: 'a domain or an email address that is an SES identity',
  example: 'example.com',
  hint: (value) => /[*?]/.test(value) ? "an identity has no wildcard; limit the addresses of a domain with 'fromAddresses'"
    : /<.*>/.test(value) ? 'write the address alone, without a name' : undefined,
};

const IDENTITY_ARN = arnFormat({
  service: 'ses',
  noun: "an identity's ARN",
  resource: `identity/${IDENTITY}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
});

/** An identity in a `workloads.yaml`. */
const IDENTITY_NAME_OR_ARN = nameOrArn(IDENTITY_NAME, IDENTITY_ARN);

/** Addresses, in a condition. */
export const EMAIL_PATTERN: TextFormat = {
  pattern: '[^\\s@$<>]+@[^\\s@$<>]+',
  maxLength: 320,
  rule: "an email address, where '*' stands for any text",
  example: '*@example.com',
  hint: (value) => /^\*+$/.test(value) ? 'this is no limit; leave it out'
    : /<.*>/.test(value) ? 'write the address alone, without a name'
      : /^[a-z0-9.-]+\.[a-z]+$/i.test(value) ? `perhaps "*@${value}"` : undefined,
  also: (value) => /^[*?]+@[*?]+$/.test(value) ? 'must limit the addresses' : undefined,
};

const CONFIGURATION_SET: TextFormat = {
  pattern: '[A-Za-z0-9_-]{1,64}',
  rule: "the name of a configuration set (1 to 64 letters, digits, '-' and '_')",
  example: 'transactional',
};

const TEMPLATE: TextFormat = {
  pattern: '[A-Za-z0-9_-]{1,64}',
  rule: "the name of a template (1 to 64 letters, digits, '-' and '_')",
  example: 'welcome',
};

function sesArns(type: string) {
  return (namesOrArns: readonly string[], place: Place) =>
    arnsByRegion(namesOrArns, place, (name, region) => `arn:${place.partition}:ses:${region}:${place.account}:${type}/${name}`);
}

/** Identities of SES: domains and email addresses. */
export const EMAIL_IDENTITIES: ResourceKind<IEmailIdentity> = {
  format: IDENTITY_NAME_OR_ARN,
  nameFormat: IDENTITY_NAME,
  arns: sesArns('identity'),
  arnOf: ({ emailIdentityArn }, one) => one(emailIdentityArn),
};

/** Configuration sets of SES. */
export const CONFIGURATION_SETS = { format: CONFIGURATION_SET, arns: sesArns('configuration-set') };

/** Templates of SES. */
export const TEMPLATES = { format: TEMPLATE, arns: sesArns('template') };
