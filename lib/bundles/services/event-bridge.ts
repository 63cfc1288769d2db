import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { EVENT_BUSES, EVENT_SOURCE } from '../resources/event-buses';
import { resources } from '../resources/resource-kind';
import { allow, oneOrMore } from '../statement';

/** Options for `EventBridgeBundle.putEvents`. */
export interface EventBridgePutEventsOptions {
  /** The event buses. At least one. */
  readonly eventBuses: IEventBus[];

  /**
   * What the field `source` of the events may be, such as `com.example.shop`: nobody can then pass for another program.
   *
   * @default - any source
   */
  readonly sources?: string[];
}

/**
 * EventBridge: given event buses.
 *
 * @example
 * role.addBundle(EventBridgeBundle.putEvents({ eventBuses: [eventBus], sources: ['com.example.shop'] }));
 */
export class EventBridgeBundle {
  /** Put events on given buses. A bus's KMS key is not needed: EventBridge uses it itself. Bundle id `eventBridge.putEvents`. */
  public static putEvents(options: EventBridgePutEventsOptions): IPolicyBundle {
    return PUT_EVENTS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PUT_EVENTS];
  }

  private constructor() {}
}

const PUT_EVENTS = defineBundle<EventBridgePutEventsOptions>()({
  id: 'eventBridge.putEvents',
  summary: 'Put events on given event buses, of given sources if asked',
  sources: [
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption.html',
  ],
  parameters: {
    eventBuses: required(resources(EVENT_BUSES, 'Names or ARNs of the event buses.')),
    sources: texts(EVENT_SOURCE, 'The sources that events may name. Default: any.'),
  },
  statements: ({ eventBuses, sources }) => [allow({
    actions: ['events:PutEvents'],
    resources: eventBuses,
    // ForAllValues is true where the key is absent.
    conditions: sources.length === 0 ? undefined : {
      'ForAllValues:StringEquals': { 'events:source': oneOrMore(sources) },
      'Null': { 'events:source': 'false' },
    },
  })],
});
