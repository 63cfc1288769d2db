import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { TOPICS } from '../resources/topics';
import { allow } from '../statement';

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
 *
 * @example
 * role.addBundle(SnsBundle.publish({ topics: [topic] }));
 */
export class SnsBundle {
  /** Publish messages, one by one or in batches. Bundle id `sns.publish`. */
  public static publish(options: SnsOptions): IPolicyBundle {
    return PUBLISH.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PUBLISH];
  }

  private constructor() {}
}

const PUBLISH = defineBundle<SnsOptions>()({
  id: 'sns.publish',
  summary: 'Publish messages to given topics',
  sources: ['https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html', 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html'],
  parameters: {
    topics: required(resources(TOPICS, 'Names or ARNs of the topics.')),
    encryptionKeys: encryptionKeys({ topics: TOPICS }),
  },
  statements: ({ topics, encryptionKeys: keys }, { scope }) => [
    allow({ actions: ['sns:Publish'], resources: topics }),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'sns'),
  ],
});
