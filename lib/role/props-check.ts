import type { ServiceAccountRoleProps } from './service-account-role-props';
import { Token } from '../core/cdk';
import { IAM_PATH, ROLE_DESCRIPTION, ROLE_NAME, TAG_KEY, TAG_VALUE } from '../core/names';
import { Quotas } from '../core/quotas';
import { count, show, suggestion } from '../core/text';
import { requireFormat, requireObject } from '../core/text-format';

/** Every property, so that the compiler keeps the list complete. */
const PROPERTIES: Record<keyof ServiceAccountRoleProps, true> = {
  clusters: true,
  serviceAccounts: true,
  bundles: true,
  separatePolicy: true,
  managedPolicies: true,
  roleName: true,
  path: true,
  description: true,
  permissionsBoundary: true,
  maxSessionDuration: true,
  tags: true,
  quotas: true,
};

/** What is of another kind than its type says, as only plain JavaScript can give it; nothing is dropped in silence. */
function checkKinds(props: ServiceAccountRoleProps): void {
  const unknown = Object.keys(props).find((key) => !(key in PROPERTIES));
  if (unknown !== undefined) {
    throw new Error(`unknown property ${show(unknown)} of a ServiceAccountRole: ${suggestion(unknown, Object.keys(PROPERTIES))}`);
  }
  const { permissionsBoundary, maxSessionDuration, separatePolicy } = props;
  if (separatePolicy !== undefined && typeof separatePolicy !== 'boolean') {
    throw new Error(`separatePolicy must be true or false, got ${show(separatePolicy)}`);
  }
  if (permissionsBoundary !== undefined) {
    requireObject('permissionsBoundary', 'a managed policy (ManagedPolicy.fromManagedPolicyArn)', permissionsBoundary, permissionsBoundary?.managedPolicyArn);
  }
  props.managedPolicies?.forEach((policy, index) =>
    requireObject(`managedPolicies[${index}]`, 'a managed policy (ManagedPolicy.fromManagedPolicyArn)', policy, policy?.managedPolicyArn));
  props.bundles?.forEach((bundle, index) => requireObject(`bundles[${index}]`, 'a bundle', bundle, bundle?.bundleId));
  if (maxSessionDuration !== undefined && typeof maxSessionDuration?.toSeconds !== 'function') {
    throw new Error(`maxSessionDuration must be a Duration, such as Duration.hours(4), got ${show(maxSessionDuration)}`);
  }
}

/** What is wrong with a literal property by itself. */
export function checkProps(props: ServiceAccountRoleProps): void {
  checkKinds(props);
  if (props.roleName !== undefined) {
    requireFormat(ROLE_NAME, 'roleName', props.roleName);
  }
  if (props.path !== undefined) {
    requireFormat(IAM_PATH, 'path', props.path);
  }
  if (props.description !== undefined) {
    requireFormat(ROLE_DESCRIPTION, 'description', props.description);
  }
  const seconds = props.maxSessionDuration && !props.maxSessionDuration.isUnresolved() ? props.maxSessionDuration.toSeconds() : undefined;
  if (seconds !== undefined && (seconds < Quotas.sessionSeconds.minimum || seconds > Quotas.sessionSeconds.maximum)) {
    throw new Error(`maxSessionDuration must be from 1 hour to 12 hours, got ${count(seconds, 'second')}`);
  }
  const keys = Object.keys(props.tags ?? {});
  const twin = keys.find((key, index) => keys.findIndex((other) => other.toLowerCase() === key.toLowerCase()) !== index);
  if (twin !== undefined) {
    throw new Error(`the keys of tags must be different whatever their case, got ${show(keys)}`);
  }
  for (const [key, value] of Object.entries(props.tags ?? {})) {
    requireFormat(TAG_KEY, 'a key of tags', key);
    requireFormat(TAG_VALUE, `tags[${show(key)}]`, value);
  }
  checkQuota('quotas.trustPolicyCharacters', props.quotas?.trustPolicyCharacters,
    Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum);
  checkQuota('quotas.managedPolicies', props.quotas?.managedPolicies, Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum);
}

function checkQuota(what: string, value: number | undefined, minimum: number, maximum: number): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= minimum && value <= maximum)) {
    throw new Error(`${what} must be a whole number from ${minimum} to ${maximum}, as AWS grants it, got ${show(value)}`);
  }
}
