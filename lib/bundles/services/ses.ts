import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CONFIGURATION_SETS, EMAIL_IDENTITIES, EMAIL_PATTERN, TEMPLATES } from '../resources/email-identities';
import { names, namesFor, resources } from '../resources/resource-kind';
import { allow, oneOrMore } from '../statement';

/** Options for `SesBundle.send`. At least one of `identities` and `identityNames` must name an identity. */
export interface SesSendOptions {
  /**
   * Identities to send from. Where both an address and its domain are verified, SES asks for the address.
   *
   * @default - none
   */
  readonly identities?: IEmailIdentity[];

  /**
   * Identities to send from, by their names: domains such as `example.com`, or addresses; in the account
   * and region of the role's stack.
   *
   * @default - none
   */
  readonly identityNames?: string[];

  /**
   * The addresses to send from, where `*` stands for any text, such as `*@example.com`. SES compares
   * letter by letter, upper and lower case apart.
   *
   * @default - any address of the identities
   */
  readonly fromAddresses?: string[];

  /**
   * The addresses to send to, where `*` stands for any text: each recipient of a message, in To, Cc and Bcc,
   * must match one. SES compares letter by letter, upper and lower case apart.
   *
   * @default - any address
   */
  readonly recipients?: string[];

  /**
   * Names of configuration sets. SES asks for the configuration set of a message, the identity's default
   * one included.
   *
   * @default - none
   */
  readonly configurationSets?: string[];

  /**
   * Names of templates, for messages made from them.
   *
   * @default - none
   */
  readonly templates?: string[];

  /**
   * Allow sending to many recipients in one call. Bulk messages are made from `templates`. Refused together with
   * `fromAddresses` and `recipients`, since SES knows no such limit for them.
   *
   * @default false
   */
  readonly allowBulk?: boolean;
}

/**
 * SES: sending from given identities.
 *
 * @example
 * role.addBundle(SesBundle.send({ identityNames: ['example.com'] }));
 */
export class SesBundle {
  /**
   * Send email, through both versions of the API and through SMTP. Bundle id `ses.send`.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
   */
  public static send(options: SesSendOptions): IPolicyBundle {
    return SEND.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [SEND];
  }

  private constructor() {}
}

const SEND = defineBundle<SesSendOptions>()({
  id: 'ses.send',
  summary: 'Send email from given identities',
  sources: ['https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html'],
  parameters: {
    identities: orNone(resources(EMAIL_IDENTITIES, 'Domains, addresses or identity ARNs to send from.')),
    identityNames: orNone(namesFor('identities', EMAIL_IDENTITIES)),
    fromAddresses: texts(EMAIL_PATTERN, 'Addresses to send from, * for any text.'),
    recipients: texts(EMAIL_PATTERN, 'Addresses to send to, * for any text.'),
    configurationSets: names(CONFIGURATION_SETS, 'Names of configuration sets.'),
    templates: names(TEMPLATES, 'Names of templates.'),
    allowBulk: flag('Allow sending to many recipients in one call; not together with fromAddresses and recipients.'),
  },
  oneOf: ['identities', 'identityNames'],
  check: ({ allowBulk, templates }, { refuse, isGiven }) => {
    if (allowBulk && (isGiven('fromAddresses') || isGiven('recipients'))) {
      refuse('allowBulk',
        `must not be given together with ${isGiven('fromAddresses') ? 'fromAddresses' : 'recipients'}: ` +
        'ses:SendBulkEmail supports no condition on addresses, so the limit would not hold');
    }
    if (allowBulk && templates.length === 0) {
      refuse('templates', 'must name at least one where allowBulk is true, got none: bulk messages are made from a template');
    }
  },
  statements: ({ identities, fromAddresses, recipients, configurationSets, templates, allowBulk }) => {
    // SES asks once for each resource that a message uses, and always for its identity: so the conditions
    // stand there, and what is sent with a configuration set or template is still bound by them.
    const plain = ['ses:SendEmail', 'ses:SendRawEmail'];
    const templated = ['ses:SendEmail', 'ses:SendTemplatedEmail', ...(allowBulk ? ['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail'] : [])];
    const all = templates.length > 0 ? [...plain, ...templated] : plain;
    return [
      allow({ actions: all, resources: identities, conditions: addressConditions(fromAddresses, recipients) }),
      ...(configurationSets.length > 0 ? [allow({ actions: all, resources: configurationSets })] : []),
      ...(templates.length > 0 ? [allow({ actions: templated, resources: templates })] : []),
    ];
  },
});

/**
 * `ForAllValues` is true where the key is absent, and then would let a message pass whose recipients SES
 * did not tell; `Null` refuses such a request. No message is without a recipient.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function addressConditions(fromAddresses: readonly string[], recipients: readonly string[]) {
  return {
    ...(fromAddresses.length > 0 ? { StringLike: { 'ses:FromAddress': oneOrMore(fromAddresses) } } : {}),
    ...(recipients.length > 0 ? { 'ForAllValues:StringLike': { 'ses:Recipients': [...recipients] }, 'Null': { 'ses:Recipients': 'false' } } : {}),
  };
}
