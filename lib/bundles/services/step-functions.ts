import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { keyUseStatementsIn } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { executionsOf, STATE_MACHINES } from '../resources/state-machines';
import { allow } from '../statement';

/** Options for `StepFunctionsBundle.start`. */
export interface StepFunctionsStartOptions {
  /** The state machines. At least one. */
  readonly stateMachines: IStateMachine[];

  /**
   * Allow starting Express workflows and waiting for the answer.
   *
   * @default false
   */
  readonly synchronous?: boolean;

  /**
   * Allow stopping executions.
   *
   * @default false
   */
  readonly allowStop?: boolean;

  /**
   * Customer-managed KMS keys of the state machines; usable through Step Functions only, to read what executions of these state machines
   * return. Starting an execution needs no key.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * Step Functions: given state machines.
 *
 * @example
 * role.addBundle(StepFunctionsBundle.start({ stateMachines: [stateMachine] }));
 */
export class StepFunctionsBundle {
  /**
   * Start executions of state machines, and follow them. Those of Express workflows can be waited for with `synchronous`. Bundle id
   * `stepFunctions.start`.
   */
  public static start(options: StepFunctionsStartOptions): IPolicyBundle {
    return START.fromOptions(options);
  }

  /**
   * Answer tasks that wait for a callback, and tasks of activities: success, failure and heartbeats. Who has the token of a task may
   * answer it. Bundle id `stepFunctions.callback`.
   */
  public static callback(): IPolicyBundle {
    return CALLBACK.fromOptions({});
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [START, CALLBACK];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

const START = defineBundle<StepFunctionsStartOptions>()({
  id: 'stepFunctions.start',
  summary: 'Start executions of given state machines, and follow them',
  sources: [`${GUIDE}/concept-create-iam-advanced.html`, `${GUIDE}/encryption-at-rest.html`],
  parameters: {
    stateMachines: required(resources(STATE_MACHINES, 'Names or ARNs of the state machines.')),
    synchronous: flag('Allow starting Express workflows and waiting for the answer.'),
    allowStop: flag('Allow stopping executions.'),
    encryptionKeys: encryptionKeys({}),
  },
  statements: ({ stateMachines, synchronous, allowStop, encryptionKeys: keys }, { scope }) => [
    allow({ actions: ['states:StartExecution', ...(synchronous ? ['states:StartSyncExecution'] : [])], resources: stateMachines }),
    allow({
      actions: ['states:DescribeExecution', ...(allowStop ? ['states:StopExecution'] : [])],
      resources: stateMachines.map(executionsOf),
      evidence: { reason: 'an execution gets its name when it is started', source: `${GUIDE}/concept-create-iam-advanced.html` },
    }),
    // What callers need, rather than the roles of the state machines: StartExecution and StopExecution need nothing.
    ...keyUseStatementsIn({ key: 'aws:states:stateMachineArn', values: stateMachines }, scope, ['kms:Decrypt'], keys, 'states'),
  ],
});

const CALLBACK = defineBundle<object>()({
  id: 'stepFunctions.callback',
  summary: 'Answer tasks that wait for a callback',
  sources: [`${GUIDE}/connect-to-resource.html`],
  parameters: {},
  statements: () => [allow({
    actions: ['states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess'],
    resources: ['*'],
    evidence: {
      reason: 'the token of a task names it, and the actions support no resource',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html',
    },
  })],
});
