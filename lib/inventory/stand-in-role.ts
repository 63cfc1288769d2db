import type { InventoryPolicy, InventoryRole } from './role';
import { TRUST_OF_PODS } from './trust-of-pods';
import { EMPTY_DOCUMENT, readLiteralDocument } from '../iam/document';

/** The trust of a role for pods, against which nothing is to be said. */
const PODS = readLiteralDocument(TRUST_OF_PODS);

/** What has the policies that are attached to a role which was not read: its permissions are judged as if pods became it. */
interface StandIn {
  readonly at: string;
  readonly policies?: readonly InventoryPolicy[];
  readonly managedPolicyArns?: readonly string[];
  /** As sentences call the role. */
  readonly who: string;
  /** The role's name, if it is known. */
  readonly standsFor?: string;
}

/** Stands for a role that was not read. */
export function standInRole({ at, policies = [], managedPolicyArns = [], who, standsFor }: StandIn): InventoryRole {
  return {
    at,
    trust: PODS,
    policies,
    managedPolicyArns,
    managedPolicies: managedPolicyArns.length,
    permissionsBoundary: 'unknown',
    issuersOfProviders: new Map(),
    undecided: [],
    perhaps: `pods become ${who}, to which it is attached`,
    standsFor,
  };
}

/** Stands for what cannot be read, so that it is said. */
export function unreadRole(at: string, what: string): InventoryRole {
  return {
    at,
    trust: EMPTY_DOCUMENT,
    policies: [],
    managedPolicyArns: [],
    managedPolicies: 0,
    permissionsBoundary: 'unknown',
    issuersOfProviders: new Map(),
    undecided: [what],
  };
}
