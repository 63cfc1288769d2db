import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { arnsOf, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from './kms-statements';
import { nameOrArn } from '../resources/name-or-arn';
import type { IPolicyBundle } from '../policy-bundle';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

/** Options for `SnsBundle.publish`. */
export interface SnsOptions {
  /** The topics. At least one. The key of each is included, where the construct knows it. */
  readonly topics: ITopic[];

  /**
   * Customer-managed KMS keys of topics whose constructs do not know them; usable through SNS only.
   *
   * @default - the keys that the topics' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * SNS: given topics.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class SnsBundle {
  /** Publish messages, one by one or in batches. Bundle id `sns.publish`. */
  public static publish(options: SnsOptions): IPolicyBundle {
    const { topics, encryptionKeys = [] } = options;
    requireSome('sns.publish', 'topics', topics);
    const keys = keyArns('sns.publish', [...topics.map((topic) => topic.masterKey), ...encryptionKeys]);
    return publish(topics.map((topic) => arnOfOne('sns.publish', topic.topicArn)), keys);
  }

  private constructor() {}
}

function publish(topics: string[], keys: string[]) {
  return new CatalogueBundle('sns.publish', (scope) => [
    allow({ actions: ['sns:Publish'], resources: topics }),
    ...useOfKeys(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'sns'),
  ]);
}

const NAME = '[A-Za-z0-9_-]{1,251}\\.fifo|[A-Za-z0-9_-]{1,256}';

const TOPIC_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a topic (1 to 256 letters, digits, '-' and '_', and '.fifo' at the end of a FIFO topic's)",
  example: 'alerts',
};

const TOPIC_ARN = arnFormat({
  service: 'sns',
  noun: "a topic's ARN",
  resource: `(?:${NAME})`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  hint: (value) => {
    const topic = /^(arn:[^:]+:sns:[^:]+:\d{12}:[\w.-]+):[0-9a-f-]{36}$/.exec(value)?.[1];
    return topic ? `this is the ARN of a subscription; write the topic's, "${topic}"` : undefined;
  },
});

export const SNS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'sns.publish',
    summary: 'Publish messages to given topics',
    sources: ['https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html', 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html'],
    parameters: {
      topics: { description: 'Names or ARNs of the topics.', type: { kind: 'texts', format: nameOrArn(TOPIC_NAME, TOPIC_ARN) }, required: true },
      encryptionKeys: ENCRYPTION_KEYS,
    },
    create: (values, place) => {
      const topics = arnsOf(texts(values, 'topics'), place, (name, region) => `arn:${place.partition}:sns:${region}:${place.account}:${name}`);
      return publish(topics, texts(values, 'encryptionKeys'));
    },
  },
];
