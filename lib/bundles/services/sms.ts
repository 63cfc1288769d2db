import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { PHONE_NUMBERS, PHONE_POOLS, SENDER_IDS, SMS_CONFIGURATION_SETS } from '../resources/phone-numbers';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `SmsBundle.send`. At least one of `phoneNumbers`, `pools` and `senderIds` must name something. */
export interface SmsSendOptions {
  /**
   * Ids of phone numbers in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly phoneNumbers?: string[];

  /**
   * Ids of pools, or ARNs.
   *
   * @default - none
   */
  readonly pools?: string[];

  /**
   * Sender ids with their countries, such as `SHOP/DE`, or ARNs.
   *
   * @default - none
   */
  readonly senderIds?: string[];

  /**
   * Names of configuration sets that calls name, or ARNs.
   *
   * @default - none
   */
  readonly configurationSets?: string[];
}

/**
 * AWS End User Messaging: text messages from given senders. `sns:Publish` to phones is none of it: IAM would allow it for every topic
 * and phone only.
 *
 * @example
 * role.addBundle(SmsBundle.send({ senderIds: ['SHOP/DE'] }));
 */
export class SmsBundle {
  /**
   * Send text messages to phones, from given phone numbers, pools and sender ids (`SendTextMessage`). Bundle id `sms.send`.
   *
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/security_iam_id-based-policy-examples.html
   */
  public static send(options: SmsSendOptions): IPolicyBundle {
    return SEND.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [SEND];
  }

  private constructor() {}
}

const SEND = defineBundle<SmsSendOptions>()({
  id: 'sms.send',
  summary: 'Send text messages to phones, from given senders',
  sources: [
    'https://docs.aws.amazon.com/sms-voice/latest/userguide/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html',
  ],
  parameters: {
    phoneNumbers: orNone(names(PHONE_NUMBERS, 'Ids or ARNs of phone numbers.')),
    pools: orNone(names(PHONE_POOLS, 'Ids or ARNs of pools.')),
    senderIds: orNone(names(SENDER_IDS, 'Sender ids with their countries, such as SHOP/DE, or ARNs.')),
    configurationSets: names(SMS_CONFIGURATION_SETS, 'Names or ARNs of configuration sets that calls name.'),
  },
  oneOf: ['phoneNumbers', 'pools', 'senderIds'],
  statements: ({ phoneNumbers, pools, senderIds, configurationSets }) => [
    allow({ actions: ['sms-voice:SendTextMessage'], resources: [...phoneNumbers, ...pools, ...senderIds, ...configurationSets] }),
  ],
});
