import type { KnownCluster } from '../../access/model/known-clusters';
import type { ControlPolicies } from '../../access/routes/role-policies';
import type { KnownTrusts } from '../../compliance/known-trusts';
import type { PlacedFinding } from '../../compliance/placed-finding';
import type { Inventory } from '../../inventory/inventory';
import type { Problem } from '../../inventory/problem';

/** What the report is made of. */
export interface ReportInput {
  readonly title: string;
  readonly generatedAt: Date;
  readonly toolVersion: string;
  /** As they were given. */
  readonly paths: readonly string[];
  readonly inventory: Inventory;
  readonly clusters: readonly KnownCluster[];
  readonly control: ControlPolicies;
  readonly findings: readonly PlacedFinding[];
  readonly acknowledged: readonly PlacedFinding[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
  readonly skippedFiles: number;
  /** What the audit read of the trusts of the roles. */
  readonly trusts?: KnownTrusts;
}
