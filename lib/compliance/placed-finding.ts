import type { Level } from './level';
import type { Rule } from './rule';
import type { Origin } from '../inventory/inventory';

/** A finding of the audit, and where it stands. */
export interface PlacedFinding {
  readonly where: Origin;
  readonly rule: Rule;
  readonly level: Level;
  /** What it is acknowledged by: `IrsaChecks-AnyNamespace[system:serviceaccount:*:web]`. */
  readonly id: string;
  readonly message: string;
  /** One command that mends it, for what is live. */
  readonly command?: string;
  /** Why it was acknowledged. */
  readonly reason?: string;
}
