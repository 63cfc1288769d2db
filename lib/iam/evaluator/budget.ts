/** Enough for every policy that IAM stores; a fifth of a second of comparing. */
const MOST_STEPS = 20_000_000;

/** Bounds the time of an evaluation: texts of which the comparison takes longer are not compared to the end. */
export class Budget {
  private left = MOST_STEPS;

  /** Whether so many steps were left. */
  public spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}
