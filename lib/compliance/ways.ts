import { CLUSTER_WAYS } from './ways/cluster-ways';
import { CODE_WAYS } from './ways/code-ways';
import { IDENTITY_WAYS } from './ways/identity-ways';
import { RESOURCE_POLICY_WAYS } from './ways/resource-policy-ways';
import type { Way } from './ways/way';

/** Every way to the permissions of others. Which roles may be passed, and to what, is a table of its own. */
export const WAYS: readonly Way[] = [...IDENTITY_WAYS, ...CLUSTER_WAYS, ...CODE_WAYS, ...RESOURCE_POLICY_WAYS];
