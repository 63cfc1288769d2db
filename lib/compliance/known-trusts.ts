import { isOfWorkload } from './escalation';
import type { JudgedRole, TrustFacts } from './judged-role';
import type { InventoryRole } from '../inventory/role';

/** What was read of the trusts of roles, for whoever asks again: of ten thousand roles, reading is much of the work. */
export class KnownTrusts {
  private readonly facts = new Map<InventoryRole, TrustFacts>();
  private readonly workloads = new Map<InventoryRole, boolean>();

  /** @param keepsFacts whether roles are judged again; what is read of one is otherwise forgotten, but for whether it is a workload's */
  public constructor(private readonly keepsFacts: boolean) {}

  /** What was read of the trust of a role so far: to be given to `judgedRole`. */
  public factsOf(role: InventoryRole): TrustFacts {
    const known = this.facts.get(role) ?? new Map();
    if (this.keepsFacts) {
      this.facts.set(role, known);
    }
    return known;
  }

  /**
   * Whether service accounts or pods become the role, or get it through another.
   *
   * @param judged the role with its facts, where there is one
   */
  public isOfWorkload(role: InventoryRole, judged: JudgedRole = role): boolean {
    const known = this.workloads.get(role) ?? isOfWorkload(judged);
    this.workloads.set(role, known);
    return known;
  }
}
