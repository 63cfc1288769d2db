import { AGENT_WAYS } from './agent-ways';
import { CLUSTER_WAYS } from './cluster-ways';
import { CODE_WAYS } from './code-ways';
import { IDENTITY_WAYS } from './identity-ways';
import { LOGIN_WAYS } from './login-ways';
import { NAMED_ROLE_WAYS } from './named-role-ways';
import { ORGANIZATION_WAYS } from './organization-ways';
import { PEOPLE_WAYS } from './people-ways';
import { RESOURCE_POLICY_WAYS } from './resource-policy-ways';
import { SECRET_WAYS } from './secret-ways';
import { SUPPLY_WAYS } from './supply-ways';
import type { Way } from './way';

/** Every way to the permissions of others that has a line of its own. Which roles may be passed, and to what, is a table of its own. */
export const LISTED_WAYS: readonly Way[] = [
  ...IDENTITY_WAYS,
  ...ORGANIZATION_WAYS,
  ...NAMED_ROLE_WAYS,
  ...CLUSTER_WAYS,
  ...CODE_WAYS,
  ...AGENT_WAYS,
  ...LOGIN_WAYS,
  ...PEOPLE_WAYS,
  ...RESOURCE_POLICY_WAYS,
  ...SECRET_WAYS,
  ...SUPPLY_WAYS,
];
