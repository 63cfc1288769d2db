import { isDeepStrictEqual } from 'node:util';

/** What became of one check. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What was seen, or what is wrong. */
  readonly seen: string;
}

/** The checks of a run, in their order; each name stands once, so that a name says which check it was. */
export class Checks {
  private readonly all = new Map<string, CheckResult>();

  public constructor(private readonly report: (result: CheckResult) => void = () => {}) {}

  public get results(): CheckResult[] {
    return [...this.all.values()];
  }

  public get failed(): CheckResult[] {
    return this.results.filter(({ passed }) => !passed);
  }

  /** Passes if both are the same in depth. */
  public equal(name: string, actual: unknown, expected: unknown): void {
    const passed = isDeepStrictEqual(actual, expected);
    this.add(name, passed, passed ? brief(actual) : `${brief(actual)}, expected ${brief(expected)}`);
  }

  /** Passes if the text matches. */
  public matches(name: string, actual: string, expected: RegExp): void {
    const passed = expected.test(actual);
    this.add(name, passed, passed ? brief(actual) : `${brief(actual)}, expected ${String(expected)}`);
  }

  /** Passes if there is nothing in the list of what is wrong. */
  public none(name: string, wrong: readonly string[], seen: string): void {
    this.add(name, wrong.length === 0, wrong.length === 0 ? seen : wrong.join('; '));
  }

  /** Passes unless the function throws; what it returns was seen. */
  public async succeeds(name: string, run: () => Promise<string>): Promise<void> {
    try {
      this.add(name, true, await run());
    } catch (error) {
      this.add(name, false, error instanceof Error ? error.message : String(error));
    }
  }

  /** Fails. */
  public fails(name: string, why: string): void {
    this.add(name, false, why);
  }

  private add(name: string, passed: boolean, seen: string): void {
    if (this.all.has(name)) {
      throw new Error(`the name of a check must stand once, got "${name}" twice`);
    }
    const result = { name, passed, seen };
    this.all.set(name, result);
    this.report(result);
  }
}

const WIDTH = 300;

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? String(value);
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}… (${text.length} characters)` : text;
}
