import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { regionalKind } from './regional';
import type { TextFormat } from '../../core/text-format';

/** Event buses of EventBridge. */
export const EVENT_BUSES = regionalKind<IEventBus>({
  service: 'events',
  name: { pattern: '[A-Za-z0-9_./-]{1,256}', rule: "the name of an event bus (1 to 256 letters, digits and '._-/')", example: 'orders' },
  noun: "an event bus's ARN",
  resource: (name) => `event-bus/${name}`,
}, ({ eventBusArn }, one) => one(eventBusArn));

/** What stands in the field `source` of an event. */
export const EVENT_SOURCE: TextFormat = {
  pattern: '[A-Za-z0-9_./-]{1,256}',
  rule: "the source of an event (1 to 256 letters, digits and '._-/')",
  example: 'com.example.shop',
  also: (value) => value.startsWith('aws.') ? "must not begin with 'aws.', which AWS keeps for itself" : undefined,
};

/** Groups of schedules, of EventBridge Scheduler. */
export const SCHEDULE_GROUPS = regionalKind<IScheduleGroup>({
  service: 'scheduler',
  name: { pattern: '[0-9A-Za-z_.-]{1,64}', rule: "the name of a schedule group (1 to 64 letters, digits and '_.-')", example: 'reminders' },
  noun: "a schedule group's ARN",
  resource: (name) => `schedule-group/${name}`,
  hint: (value) => /:schedule\/[^/]+\/./.test(value) ? 'this is the ARN of a schedule; write its group' : undefined,
}, ({ scheduleGroupArn }, one) => one(scheduleGroupArn));
