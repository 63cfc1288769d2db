import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { CONSUMER_GROUP, KAFKA_CLUSTERS, TOPIC, TRANSACTIONAL_ID, withinClusters } from '../resources/kafka';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `MskBundle.consume`. */
export interface MskConsumeOptions {
  /** ARNs of the clusters. At least one. */
  readonly clusters: string[];

  /** Names of the topics, or prefixes that end in `*`. At least one. `*` alone is refused. */
  readonly topics: string[];

  /** Names of the consumer groups, or prefixes that end in `*`. At least one. */
  readonly groups: string[];
}

/** Options for `MskBundle.produce`. */
export interface MskProduceOptions {
  /** ARNs of the clusters. At least one. */
  readonly clusters: string[];

  /** Names of the topics, or prefixes that end in `*`. At least one. `*` alone is refused. */
  readonly topics: string[];

  /**
   * Transactional ids of producers with transactions, or prefixes that end in `*`.
   *
   * @default - none
   */
  readonly transactionalIds?: string[];

  /**
   * Allow making the topics.
   *
   * @default false
   */
  readonly createTopics?: boolean;
}

/**
 * Amazon MSK with IAM access control: topics of given clusters, for Kafka clients, Kafka Connect and tools such as Strimzi.
 *
 * @example
 * role.addBundle(MskBundle.consume({
 *   clusters: ['arn:aws:kafka:eu-central-1:111122223333:cluster/events/1234abcd-12ab-34cd-56ef-1234567890ab-5'],
 *   topics: ['orders'],
 *   groups: ['shop'],
 * }));
 */
export class MskBundle {
  /**
   * Read given topics as a member of given consumer groups. Bundle id `msk.consume`.
   *
   * @see https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html
   */
  public static consume(options: MskConsumeOptions): IPolicyBundle {
    return CONSUME.fromOptions(options);
  }

  /**
   * Write to given topics. Idempotent producers, which clients are by default since Kafka 3.0, are included. Bundle id `msk.produce`.
   *
   * @see https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html
   */
  public static produce(options: MskProduceOptions): IPolicyBundle {
    return PRODUCE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONSUME, PRODUCE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/msk/latest/developerguide';

const SOURCES = [`${GUIDE}/iam-access-control-use-cases.html`, `${GUIDE}/kafka-actions.html`];

const CONSUME = defineBundle<MskConsumeOptions>()({
  id: 'msk.consume',
  summary: 'Read given topics of given clusters, as given consumer groups',
  sources: SOURCES,
  parameters: {
    clusters: required(names(KAFKA_CLUSTERS, 'ARNs of the clusters.')),
    topics: required(texts(TOPIC, 'Names of the topics, or prefixes that end in *.')),
    groups: required(texts(CONSUMER_GROUP, 'Names of the consumer groups, or prefixes that end in *.')),
  },
  statements: ({ clusters, topics, groups }) => [
    allow({ actions: ['kafka-cluster:Connect'], resources: clusters }),
    within(['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], withinClusters(clusters, 'topic', topics)),
    within(['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], withinClusters(clusters, 'group', groups)),
  ],
});

const PRODUCE = defineBundle<MskProduceOptions>()({
  id: 'msk.produce',
  summary: 'Write to given topics of given clusters',
  sources: SOURCES,
  parameters: {
    clusters: required(names(KAFKA_CLUSTERS, 'ARNs of the clusters.')),
    topics: required(texts(TOPIC, 'Names of the topics, or prefixes that end in *.')),
    transactionalIds: texts(TRANSACTIONAL_ID, 'Transactional ids of producers with transactions, or prefixes that end in *.'),
    createTopics: flag('Allow making the topics.'),
  },
  statements: ({ clusters, topics, transactionalIds, createTopics }) => [
    allow({ actions: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'], resources: clusters }),
    within(
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', ...(createTopics ? ['kafka-cluster:CreateTopic'] : [])],
      withinClusters(clusters, 'topic', topics),
    ),
    ...(transactionalIds.length > 0 ? [within(
      ['kafka-cluster:AlterTransactionalId', 'kafka-cluster:DescribeTransactionalId'], withinClusters(clusters, 'transactional-id', transactionalIds),
    )] : []),
  ],
});

/** A prefix of names ends in a wildcard. */
function within(actions: readonly string[], resources: readonly string[]): BundleStatement {
  return allow({ actions, resources, evidence: { reason: 'what has a name that begins so is made later', source: `${GUIDE}/kafka-actions.html` } });
}
