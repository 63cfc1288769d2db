import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { USER_POOLS } from '../resources/load-balancing';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `CognitoBundle.readUsers`. */
export interface CognitoReadUsersOptions {
  /** The user pools. At least one. */
  readonly userPools: IUserPool[];
}

/** Options for `CognitoBundle.manageUsers`. */
export interface CognitoManageUsersOptions {
  /** The user pools. At least one. */
  readonly userPools: IUserPool[];

  /**
   * Allow setting and resetting passwords, with which the workload can sign in as any user.
   *
   * @default false
   */
  readonly allowPasswords?: boolean;

  /**
   * Allow deleting users and their attributes.
   *
   * @default false
   */
  readonly allowDelete?: boolean;
}

/**
 * Cognito: the users of given user pools.
 *
 * @example
 * role.addBundle(CognitoBundle.readUsers({ userPools: [userPool] }));
 */
export class CognitoBundle {
  /**
   * Read users and groups, and find users. Signing in, and what users do for themselves, needs no permission. Bundle id
   * `cognito.readUsers`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/security-iam.html
   */
  public static readUsers(options: CognitoReadUsersOptions): IPolicyBundle {
    return READ_USERS.fromOptions(options);
  }

  /**
   * Read users, make, change and disable them, and say which groups they are in. Passwords, and deleting users, are options. Bundle id
   * `cognito.manageUsers`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/security-iam.html
   */
  public static manageUsers(options: CognitoManageUsersOptions): IPolicyBundle {
    return MANAGE_USERS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ_USERS, MANAGE_USERS];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/cognito/latest/developerguide/security-iam.html', 'https://docs.aws.amazon.com/cognito/latest/developerguide/security_iam_service-with-iam.html'];

const READ_ACTIONS = [
  'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:GetGroup', 'cognito-idp:ListGroups', 'cognito-idp:ListUsers',
  'cognito-idp:ListUsersInGroup',
];

const MANAGE_ACTIONS = [
  'cognito-idp:AdminAddUserToGroup', 'cognito-idp:AdminConfirmSignUp', 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminEnableUser', 'cognito-idp:AdminRemoveUserFromGroup', 'cognito-idp:AdminUpdateUserAttributes', 'cognito-idp:AdminUserGlobalSignOut',
];

const READ_USERS = defineBundle<CognitoReadUsersOptions>()({
  id: 'cognito.readUsers',
  summary: 'Read the users and groups of given user pools',
  sources: SOURCES,
  parameters: {
    userPools: required(resources(USER_POOLS, 'Ids or ARNs of the user pools.')),
  },
  statements: ({ userPools }) => [allow({ actions: READ_ACTIONS, resources: userPools })],
});

const MANAGE_USERS = defineBundle<CognitoManageUsersOptions>()({
  id: 'cognito.manageUsers',
  summary: 'Make, change and disable the users of given user pools',
  sources: SOURCES,
  parameters: {
    userPools: required(resources(USER_POOLS, 'Ids or ARNs of the user pools.')),
    allowPasswords: flag('Allow setting passwords, with which the workload can sign in as any user.'),
    allowDelete: flag('Allow deleting users.'),
  },
  statements: ({ userPools, allowPasswords, allowDelete }) => [allow({
    actions: [
      ...READ_ACTIONS,
      ...MANAGE_ACTIONS,
      ...(allowPasswords ? ['cognito-idp:AdminResetUserPassword', 'cognito-idp:AdminSetUserPassword'] : []),
      ...(allowDelete ? ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminDeleteUserAttributes'] : []),
    ],
    resources: userPools,
  })],
});
