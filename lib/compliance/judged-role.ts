import { boundaryOfAws } from './boundaries-of-aws';
import type { InventoryRole } from '../inventory/role';

/** A role while rules judge it. */
export interface JudgedRole extends InventoryRole {
  /** What rules have read of the role; a role without it is read anew by each of them. */
  readonly facts?: RoleFacts;
  /** Whether it is a workload's role in one of the ways in which its template can come out, be it not in this one. */
  readonly isElseOfWorkload?: boolean;
  /** Whether pods become it, where a role with a trust of the same shape has shown that. */
  readonly isOfWorkload?: boolean;
  /** Whether its boundary is a policy of AWS that allows little, whose document is not given. */
  readonly hasNarrowBoundary?: boolean;
  /** The moment for which it is judged, in milliseconds; nothing that depends on time is told without one. */
  readonly now?: number;
}

/** What several rules ask of one role, read once. It is kept no longer than the role is judged. */
class RoleFacts {
  private readonly known = new Map<unknown, unknown>();

  public constructor(private readonly trustFacts: TrustFacts) {}

  public get<T>(role: JudgedRole, read: (role: JudgedRole) => T): T {
    return once(this.known, role, read);
  }

  public getOfTrust<T>(role: JudgedRole, read: (role: JudgedRole) => T): T {
    return once(this.trustFacts, role, read);
  }
}

/** What was read of a role's trust alone: it is the same for each view of the role. */
export type TrustFacts = Map<unknown, unknown>;

function once<T>(facts: TrustFacts, role: JudgedRole, read: (role: JudgedRole) => T): T {
  const known = facts.get(read) as T | undefined;
  if (known !== undefined) {
    return known;
  }
  const fact = read(role);
  facts.set(read, fact);
  return fact;
}

/** Every field, so that none is forgotten in a copy. */
type Fields = { readonly [K in keyof Required<JudgedRole>]: JudgedRole[K] };

/** A role of which each fact is read once. Each field is copied by its name: spreading ten thousand roles takes many times as long. */
export function judgedRole(
  role: InventoryRole, isElseOfWorkload = false, trustFacts: TrustFacts = new Map(), ofWorkload?: boolean, now?: number,
): JudgedRole {
  const ofAws = role.boundary === undefined && role.boundaryArn !== undefined ? boundaryOfAws(role.boundaryArn) : undefined;
  const judged: Fields = {
    at: role.at,
    roleName: role.roleName,
    namePattern: role.namePattern,
    writtenName: role.writtenName,
    namedAfter: role.namedAfter,
    path: role.path,
    account: role.account,
    trust: role.trust,
    policies: role.policies,
    managedPolicyArns: role.managedPolicyArns,
    followedArns: role.followedArns,
    managedPolicies: role.managedPolicies,
    permissionsBoundary: role.permissionsBoundary,
    boundaryArn: role.boundaryArn,
    boundary: ofAws?.document ?? role.boundary,
    hasNarrowBoundary: ofAws?.isNarrow === true,
    isElseOfWorkload,
    isOfWorkload: ofWorkload,
    issuersOfProviders: role.issuersOfProviders,
    misplaced: role.misplaced,
    lacksPolicies: role.lacksPolicies,
    isAssumedByPods: role.isAssumedByPods,
    perhaps: role.perhaps,
    standsFor: role.standsFor,
    undecided: role.undecided,
    now,
    facts: new RoleFacts(trustFacts),
  };
  return judged;
}

/** A function that reads a fact of a role, once for all rules that ask for it. */
export function ofRole<T>(read: (role: JudgedRole) => T): (role: JudgedRole) => T {
  return (role) => role.facts === undefined ? read(role) : role.facts.get(role, read);
}

/** The same of what follows from the role's trust and the providers that it names, and from nothing else. */
export function ofTrust<T>(read: (role: JudgedRole) => T): (role: JudgedRole) => T {
  return (role) => role.facts === undefined ? read(role) : role.facts.getOfTrust(role, read);
}
