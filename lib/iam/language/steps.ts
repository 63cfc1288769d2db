/** The work that a question may take, counted in steps and not by the clock: an answer never depends on the machine. */
export class Steps {
  private spent = 0;

  /** @param limit how many moves of automata, splits of boxes and the like; a million take about half a second */
  public constructor(private readonly limit: number) {}

  public get used(): number {
    return this.spent;
  }

  public get areSpent(): boolean {
    return this.spent > this.limit;
  }

  /** @throws OutOfSteps once the limit is passed */
  public spend(count = 1): void {
    this.spent += count;
    if (this.spent > this.limit) {
      throw new OutOfSteps();
    }
  }
}

/** A question takes more work than it may: its answer stays open. */
export class OutOfSteps extends Error {
  public constructor() {
    super('the question takes more steps than it may');
  }
}

/** What a computation says, or nothing where it takes more steps than it may. */
export function withinSteps<T>(computed: () => T): T | undefined {
  try {
    return computed();
  } catch (error) {
    if (error instanceof OutOfSteps) {
      return undefined;
    }
    throw error;
  }
}
