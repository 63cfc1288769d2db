import { mayBeAbout } from '../../iam/entry-overlap';
import { isKnown } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { AccessRole } from '../model/access-role';

/** A role, and its place among all. */
interface Placed {
  readonly role: AccessRole;
  readonly place: number;
}

/** Roles that are found by the beginnings of their ARNs: of ten thousand of an account, most policies name few. */
export class RolesByArn {
  private readonly placed: readonly Placed[];
  private readonly sorted: readonly Placed[];
  /** Those whose ARN is not known, which any entry may stand for. */
  private readonly unknown: readonly Placed[];

  public constructor(roles: readonly AccessRole[]) {
    this.placed = roles.map((role, place) => ({ role, place }));
    const known = this.placed.filter(({ role: { arn } }) => isKnown(arn));
    this.sorted = known.sort(({ role: { arn: one } }, { role: { arn: other } }) => one < other ? -1 : one > other ? 1 : 0);
    this.unknown = this.placed.filter(({ role: { arn } }) => !isKnown(arn));
  }

  /** The roles that one of several statements may be about, in their order. */
  public named(statements: readonly PolicyStatement[]): AccessRole[] {
    const possible = new Set(statements.flatMap((statement) => this.possible(statement)));
    return [...possible].filter(({ role }) => statements.some((statement) => mayBeAbout(statement, role.arn)))
      .sort((one, other) => one.place - other.place).map(({ role }) => role);
  }

  private possible({ resources, notResources }: PolicyStatement): readonly Placed[] {
    const beginnings = notResources.length > 0 || resources.length === 0 ? [''] : resources.map(literalBeginning);
    return beginnings.includes('') ? this.placed : [...this.unknown, ...beginnings.flatMap((beginning) => this.startingWith(beginning))];
  }

  private startingWith(beginning: string): readonly Placed[] {
    let [from, to] = [0, this.sorted.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      [from, to] = this.sorted[middle].role.arn < beginning ? [middle + 1, to] : [from, middle];
    }
    let end = from;
    while (end < this.sorted.length && this.sorted[end].role.arn.startsWith(beginning)) {
      end++;
    }
    return this.sorted.slice(from, end);
  }
}

/** What of an entry stands for itself alone. */
function literalBeginning(entry: string): string {
  return isKnown(entry) ? /^[^*?$]*/.exec(entry)![0] : '';
}
