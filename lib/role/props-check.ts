import { ROLE_PROPS } from './role-kinds';
import type { ServiceAccountRoleProps } from './service-account-role-props';
import { Token } from '../core/cdk';
import { requireProps } from '../core/kinds';
import type { Kind, Kinds } from '../core/kinds';
import { IAM_PATH, ROLE_DESCRIPTION, ROLE_NAME, TAG_KEY, TAG_VALUE } from '../core/names';
import { Quotas } from '../core/quotas';
import { count, show, suggestion } from '../core/text';
import { isProvisional, requireFormat } from '../core/text-format';

/** The class whose properties are checked. */
interface CheckedClass {
  readonly what: string;
  readonly kinds: Kinds<any>;
}

const OF_A_ROLE: CheckedClass = { what: 'a ServiceAccountRole', kinds: ROLE_PROPS };

/** Nothing is dropped in silence, and nothing is of another kind than its type says. */
function checkKinds(props: object, { what, kinds }: CheckedClass): void {
  requireProps(what, props, kinds);
  requireKnown(what, props, kinds);
}

/** Down to the properties of properties, such as those of `podIdentity`. */
export function requireKnown(what: string, props: object, kinds: Kinds<any>): void {
  for (const key of Object.keys(props)) {
    const kind = Object.hasOwn(kinds, key) ? (kinds as Record<string, Kind>)[key] : undefined;
    if (kind === undefined) {
      throw new Error(`unknown property ${show(key)} of ${what}: ${suggestion(key, Object.keys(kinds))}`);
    }
    const fields = kind.fields && (props as Record<string, object | undefined>)[key];
    if (fields !== undefined) {
      requireKnown(`${key} of ${what}`, fields, kind.fields!);
    }
  }
}

/** A name that the CDK CLI has yet to look up, as CDK's own check takes it. */
export function roleNameOf({ roleName }: ServiceAccountRoleProps): string | undefined {
  return roleName !== undefined && isProvisional(roleName) ? roleName.replace(/[^\w.-]/g, '-').slice(-ROLE_NAME.maxLength!) : roleName;
}

/** What is wrong with a literal property by itself. */
export function checkProps(props: Omit<ServiceAccountRoleProps, 'clusters' | 'podIdentity' | 'serviceAccounts' | 'serviceAccountsByCluster'>, of = OF_A_ROLE): void {
  checkKinds(props, of);
  if (props.roleName !== undefined) {
    requireFormat(ROLE_NAME, 'roleName', props.roleName);
  }
  if (props.path !== undefined) {
    requireFormat(IAM_PATH, 'path', props.path);
  }
  if (props.description !== undefined) {
    requireFormat(ROLE_DESCRIPTION, 'description', props.description);
  }
  if (props.maxSessionDuration?.isUnresolved()) { // CDK takes none either, and shows its number for it
    throw new Error('maxSessionDuration must be known at synth, got a deploy-time value');
  }
  const seconds = props.maxSessionDuration?.toSeconds();
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
  if (value !== undefined && !(Number.isInteger(value) && value >= minimum && value <= maximum)) {
    throw new Error(`${what} must be a whole number from ${minimum} to ${maximum}, as AWS grants it, got ${Token.isUnresolved(value) ? 'a deploy-time value' : show(value)}`);
  }
}
