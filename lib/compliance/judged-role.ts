import type { InventoryRole } from '../inventory/role';

/** A role while rules judge it. */
export interface JudgedRole extends InventoryRole {
  /** What rules have read of the role; a role without it is read anew by each of them. */
  readonly facts?: RoleFacts;
}

/** What several rules ask of one role, read once. It is kept no longer than the role is judged. */
class RoleFacts {
  private readonly known = new Map<unknown, unknown>();

  public get<T>(role: JudgedRole, read: (role: JudgedRole) => T): T {
    if (!this.known.has(read)) {
      this.known.set(read, read(role));
    }
    return this.known.get(read) as T;
  }
}

/** A role of which each fact is read once. */
export function judgedRole(role: InventoryRole): JudgedRole {
  return { ...role, facts: new RoleFacts() };
}

/** A function that reads a fact of a role, once for all rules that ask for it. */
export function ofRole<T>(read: (role: JudgedRole) => T): (role: JudgedRole) => T {
  return (role) => role.facts === undefined ? read(role) : role.facts.get(role, read);
}
