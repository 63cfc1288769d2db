import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { IOT_CLIENTS, IOT_TOPIC_FILTERS, IOT_TOPICS } from '../resources/iot-topics';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';
import type { Evidence } from '../statement';

/** Options for `IotBundle.publish`. */
export interface IotPublishOptions {
  /** Topics in the account and region of the role's stack, or ARNs. `/*` at the end stands for all below a topic. At least one. */
  readonly topics: string[];

  /**
   * Ids of MQTT clients as which the workload connects, or prefixes that end in `*`. Who connects with the id of another client ends its
   * connection.
   *
   * @default - none, which is enough for HTTPS
   */
  readonly clients?: string[];

  /**
   * Allow messages that stay with the topic.
   *
   * @default false
   */
  readonly retain?: boolean;
}

/** Options for `IotBundle.subscribe`. */
export interface IotSubscribeOptions {
  /** Topic filters, with the wildcards of MQTT, such as `orders/+/state`. At least one. `#` alone is refused. */
  readonly topicFilters: string[];

  /** Ids of MQTT clients as which the workload connects, or prefixes that end in `*`. At least one. */
  readonly clients: string[];
}

/**
 * AWS IoT Core: messages of given topics, by HTTPS or by MQTT over WebSockets.
 *
 * @example
 * role.addBundle(IotBundle.publish({ topics: ['orders/new'] }));
 */
export class IotBundle {
  /**
   * Publish messages to topics. Bundle id `iot.publish`.
   *
   * @see https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html
   */
  public static publish(options: IotPublishOptions): IPolicyBundle {
    return PUBLISH.fromOptions(options);
  }

  /**
   * Connect by MQTT, and receive messages of topics. Bundle id `iot.subscribe`.
   *
   * @see https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html
   */
  public static subscribe(options: IotSubscribeOptions): IPolicyBundle {
    return SUBSCRIBE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PUBLISH, SUBSCRIBE];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html', 'https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html'];

const BELOW: Evidence = { reason: 'the topics below one, and those that a filter stands for, get their names when messages are sent', source: SOURCES[0] };
const CLIENTS: Evidence = { reason: 'the replicas of a workload end the ids of their clients each in its own way', source: SOURCES[0] };

const PUBLISH = defineBundle<IotPublishOptions>()({
  id: 'iot.publish',
  summary: 'Publish messages to given topics',
  sources: SOURCES,
  parameters: {
    topics: required(names(IOT_TOPICS, 'Topics, /* at the end for all below one, or ARNs.')),
    clients: names(IOT_CLIENTS, 'Ids of MQTT clients, or prefixes that end in *; not needed for HTTPS.'),
    retain: flag('Allow messages that stay with the topic.'),
  },
  statements: ({ topics, clients, retain }) => [
    allow({ actions: ['iot:Publish', ...(retain ? ['iot:RetainPublish'] : [])], resources: topics, evidence: BELOW }),
    ...(clients.length > 0 ? [allow({ actions: ['iot:Connect'], resources: clients, evidence: CLIENTS })] : []),
  ],
});

const SUBSCRIBE = defineBundle<IotSubscribeOptions>()({
  id: 'iot.subscribe',
  summary: 'Receive messages of given topics by MQTT',
  sources: SOURCES,
  parameters: {
    topicFilters: required(names(IOT_TOPIC_FILTERS, 'Topic filters, with + and #, or ARNs.')),
    clients: required(names(IOT_CLIENTS, 'Ids of MQTT clients, or prefixes that end in *.')),
  },
  statements: ({ topicFilters, clients }) => [
    allow({ actions: ['iot:Connect'], resources: clients, evidence: CLIENTS }),
    // In a policy, the wildcards of MQTT are letters of the filter's name.
    allow({ actions: ['iot:Subscribe'], resources: topicFilters }),
    allow({
      actions: ['iot:Receive'],
      resources: topicFilters.map((filter) => filter.replace(':topicfilter/', ':topic/').replace(/(^|[:/])[+#](?=\/|$)/g, '$1*')),
      evidence: BELOW,
    }),
  ],
});
