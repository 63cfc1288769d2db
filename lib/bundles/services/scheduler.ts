import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { keyUseStatements, keyUseStatementsIn } from './kms-statements';
import { passRoleStatement } from './pass-role-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { SCHEDULE_GROUPS } from '../resources/event-buses';
import { encryptionKeys } from '../resources/kms-keys';
import { withPart } from '../resources/regional';
import { resources } from '../resources/resource-kind';
import { OWN_ACCOUNT, PASSED_ROLES } from '../resources/roles';
import { allow } from '../statement';

/** Options for `SchedulerBundle.manage`. */
export interface SchedulerManageOptions {
  /** The schedule groups. At least one. */
  readonly groups: IScheduleGroup[];

  /**
   * The roles with which schedules invoke their targets, which trust `scheduler.amazonaws.com`. At least one. Who may pass a role to a
   * schedule has the role's permissions.
   */
  readonly targetRoles: IRole[];

  /**
   * Customer-managed KMS keys of schedules; usable through EventBridge Scheduler only, for schedules of the groups.
   *
   * @default - none, which is enough for the key that AWS owns
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * EventBridge Scheduler: schedules of given groups.
 *
 * @example
 * role.addBundle(SchedulerBundle.manage({ groups: [scheduleGroup], targetRoles: [targetRole] }));
 */
export class SchedulerBundle {
  /** Make, read, change and delete the schedules of given groups, each with one of given roles. Bundle id `scheduler.manage`. */
  public static manage(options: SchedulerManageOptions): IPolicyBundle {
    return MANAGE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [MANAGE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policies.html';

const MANAGE = defineBundle<SchedulerManageOptions>()({
  id: 'scheduler.manage',
  summary: 'Make, change and delete schedules of given groups, with given roles',
  sources: [
    GUIDE,
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html',
  ],
  parameters: {
    groups: required(resources(SCHEDULE_GROUPS, 'Names or ARNs of the schedule groups.')),
    targetRoles: required(resources(PASSED_ROLES, 'ARNs of the roles with which schedules invoke their targets.', OWN_ACCOUNT)),
    encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys that schedules are encrypted with.'),
  },
  statements: ({ groups, targetRoles, encryptionKeys: keys }, { scope }) => {
    const schedules = groups.map((group) => `${withPart(group, ':schedule-group/', ':schedule/')}/*`);
    return [
      allow({
        actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
        resources: schedules,
        evidence: { reason: 'the schedules of a group are made at run time', source: GUIDE },
      }),
      passRoleStatement(targetRoles, 'scheduler.amazonaws.com'),
      ...keyUseStatementsIn(
        { key: 'aws:scheduler:schedule:arn', values: schedules }, scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'scheduler',
      ),
      // It encrypts nothing, so it has no encryption context.
      ...keyUseStatements(scope, ['kms:DescribeKey'], keys, 'scheduler'),
    ];
  },
});
