import { regionalNames } from './regional';

const sms = (what: string, path: string, pattern: string, rule: string, example: string) => regionalNames({
  service: 'sms-voice', name: { pattern, rule, example }, noun: `the ARN of ${what}`, resource: (id) => `${path}/${id}`,
});

/** Phone numbers of AWS End User Messaging, by their ids. */
export const PHONE_NUMBERS = sms('a phone number', 'phone-number', 'phone-[0-9a-f]{8,40}',
  "the id of a phone number ('phone-', then digits and a-f)", 'phone-0123456789abcdef0123456789abcdef');

/** Pools of phone numbers and sender ids. */
export const PHONE_POOLS = sms('a pool', 'pool', 'pool-[0-9a-f]{8,40}', "the id of a pool ('pool-', then digits and a-f)", 'pool-0123456789abcdef0123456789abcdef');

/** Sender ids, each with the country where it is registered. */
export const SENDER_IDS = sms('a sender id', 'sender-id', '[A-Za-z0-9_-]{1,11}/[A-Z]{2}',
  "a sender id and its country, joined by '/'", 'SHOP/DE');

/** Configuration sets of AWS End User Messaging. */
export const SMS_CONFIGURATION_SETS = sms('a configuration set', 'configuration-set', '[A-Za-z0-9_-]{1,64}',
  "the name of a configuration set (1 to 64 letters, digits and '_-')", 'shop');
