import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { arnsOf, flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { CONFIGURATION_SET, EMAIL_PATTERN, IDENTITY_NAME, IDENTITY_NAME_OR_ARN, TEMPLATE } from '../resources/email-identities';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';
import { Aws } from '../../core/cdk';
import type { TextFormat } from '../../core/text-format';
import { requireFormat } from '../../core/text-format';

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

/** SES: sending from given identities. */
export class SesBundle {
  /**
   * Send email, through both versions of the API and through SMTP. Bundle id `ses.send`.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
   */
  public static send(options: SesSendOptions): IPolicyBundle {
    const { identities = [], identityNames = [] } = options;
    requireSome('ses.send', 'identities or identityNames', options.identities, options.identityNames);
    const check = (parameter: string, format: TextFormat, values: string[] = []) =>
      values.forEach((value, i) => requireFormat(format, `${parameter}[${i}] of ses.send`, value));
    check('identityNames', IDENTITY_NAME, identityNames);
    check('fromAddresses', EMAIL_PATTERN, options.fromAddresses);
    check('recipients', EMAIL_PATTERN, options.recipients);
    check('configurationSets', CONFIGURATION_SET, options.configurationSets);
    check('templates', TEMPLATE, options.templates);
    const arn = (type: string) => (name: string) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/${name}`;
    return send({
      ...options,
      identities: [...identities.map((identity) => arnOfOne('ses.send', identity.emailIdentityArn)), ...identityNames.map(arn('identity'))],
      configurationSets: options.configurationSets?.map(arn('configuration-set')),
      templates: options.templates?.map(arn('template')),
    });
  }

  private constructor() {}
}

interface Send {
  /** ARNs. */
  readonly identities: string[];
  readonly configurationSets?: string[];
  readonly templates?: string[];
  readonly fromAddresses?: string[];
  readonly recipients?: string[];
  readonly allowBulk?: boolean;
}

function send({ identities, configurationSets = [], templates = [], fromAddresses, recipients, allowBulk = false }: Send) {
  // An empty list would mean no limit where somebody meant one.
  Object.entries({ fromAddresses, recipients }).forEach(([name, values]) => values && requireSome('ses.send', name, values));
  if (allowBulk && (fromAddresses || recipients)) {
    throw new Error(
      `allowBulk of ses.send must not be given together with ${fromAddresses ? 'fromAddresses' : 'recipients'}: ` +
      'ses:SendBulkEmail supports no condition on addresses, so the limit would not hold');
  }
  if (allowBulk && templates.length === 0) {
    throw new Error('templates of ses.send must name at least one where allowBulk is true, got none: bulk messages are made from a template');
  }
  // SES asks once for each resource that a message uses, and always for its identity: so the conditions
  // stand there, and what is sent with a configuration set or template is still bound by them.
  const plain = ['ses:SendEmail', 'ses:SendRawEmail'];
  const templated = ['ses:SendEmail', 'ses:SendTemplatedEmail', ...(allowBulk ? ['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail'] : [])];
  const all = templates.length > 0 ? [...plain, ...templated] : plain;
  return new CatalogueBundle('ses.send', () => [
    allow({ actions: all, resources: identities, conditions: limits(fromAddresses, recipients) }),
    ...(configurationSets.length > 0 ? [allow({ actions: all, resources: configurationSets })] : []),
    ...(templates.length > 0 ? [allow({ actions: templated, resources: templates })] : []),
  ]);
}

/**
 * `ForAllValues` is true where the key is absent, and then would let a message pass whose recipients SES
 * did not tell; `Null` refuses such a request. No message is without a recipient.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function limits(fromAddresses?: string[], recipients?: string[]) {
  return {
    ...(fromAddresses ? { StringLike: { 'ses:FromAddress': fromAddresses.length === 1 ? fromAddresses[0] : fromAddresses } } : {}),
    ...(recipients ? { 'ForAllValues:StringLike': { 'ses:Recipients': recipients }, 'Null': { 'ses:Recipients': 'false' } } : {}),
  };
}

export const SES_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'ses.send',
    summary: 'Send email from given identities',
    sources: ['https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html'],
    parameters: {
      identities: { description: 'Domains, addresses or identity ARNs to send from.', type: { kind: 'texts', format: IDENTITY_NAME_OR_ARN }, required: true },
      fromAddresses: { description: 'Addresses to send from, * for any text.', type: { kind: 'texts', format: EMAIL_PATTERN } },
      recipients: { description: 'Addresses to send to, * for any text.', type: { kind: 'texts', format: EMAIL_PATTERN } },
      configurationSets: { description: 'Names of configuration sets.', type: { kind: 'texts', format: CONFIGURATION_SET } },
      templates: { description: 'Names of templates.', type: { kind: 'texts', format: TEMPLATE } },
      allowBulk: flagParameter('Allow sending to many recipients in one call; not together with fromAddresses and recipients.'),
    },
    create: (values, place) => {
      const arns = (parameter: string, type: string) => arnsOf(texts(values, parameter), place,
        (name, region) => `arn:${place.partition}:ses:${region}:${place.account}:${type}/${name}`);
      return send({
        identities: arns('identities', 'identity'),
        configurationSets: arns('configurationSets', 'configuration-set'),
        templates: arns('templates', 'template'),
        fromAddresses: values.fromAddresses === undefined ? undefined : texts(values, 'fromAddresses'),
        recipients: values.recipients === undefined ? undefined : texts(values, 'recipients'),
        allowBulk: flag(values, 'allowBulk'),
      });
    },
  },
];
