import type { JudgeOptions } from './rule';
import { CHECKS } from '../core/checks-name';
import { AUDIENCE, DEFAULT_AUDIENCE } from '../core/names';
import { Quotas } from '../core/quotas';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';

/** Options as users give them. */
export interface GivenOptions {
  readonly audiences?: readonly string[];
  readonly requirePermissionsBoundary?: boolean;
  readonly trustPolicyCharacters?: number;
  readonly managedPoliciesPerRole?: number;
  /**
   * Milliseconds.
   *
   * @default the moment of the call
   */
  readonly now?: number;
}

/** Checks options, and fills in what is not given: from the settings of the roles' own file, or with defaults. */
export function judgeOptions(given: GivenOptions, ofFile: GivenOptions = {}): JudgeOptions {
  const {
    audiences = [DEFAULT_AUDIENCE], requirePermissionsBoundary = false,
    trustPolicyCharacters = Quotas.trustPolicyCharacters, managedPoliciesPerRole = Quotas.managedPoliciesPerRole,
    now = Date.now(),
  } = { ...ofFile, ...withoutUndefined(given) };
  if (audiences.length === 0) {
    throw new Error(`audiences of ${CHECKS} must name at least one, got []`);
  }
  audiences.forEach((audience, i) => requireFormat(AUDIENCE, `audiences[${i}] of ${CHECKS}`, audience));
  requireBetween('trustPolicyCharacters', trustPolicyCharacters, Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum);
  requireBetween('managedPoliciesPerRole', managedPoliciesPerRole, Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum);
  return { audiences, requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole, now };
}

function withoutUndefined(given: GivenOptions): GivenOptions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function requireBetween(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} of ${CHECKS} must be a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}, got ${show(value)}`);
  }
}
