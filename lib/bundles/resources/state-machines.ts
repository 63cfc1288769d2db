import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { regionalKind, withPart } from './regional';

/** State machines of Step Functions. */
export const STATE_MACHINES = regionalKind<IStateMachine>({
  service: 'states',
  name: { pattern: '[A-Za-z0-9_-]{1,80}', rule: "the name of a state machine (1 to 80 letters, digits and '_-')", example: 'checkout' },
  noun: "a state machine's ARN",
  resource: (name) => `stateMachine:${name}`,
  hint: (value) => value.includes(':execution:') ? 'this is the ARN of an execution; write that of its state machine' : undefined,
}, ({ stateMachineArn }, one) => one(stateMachineArn));

/** The ARN of all executions of a state machine, which may be known at deploy time only. */
export function executionsOf(stateMachineArn: string): string {
  return `${withPart(stateMachineArn, ':stateMachine:', ':execution:')}:*`;
}
