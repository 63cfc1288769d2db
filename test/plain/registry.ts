import { createRequire } from 'module';
import { format } from 'util';

/** Jest brings it. */
const { expect } = createRequire(require.resolve('jest'))('expect') as { readonly expect: unknown };

/** A test as a file declares it. */
export interface DeclaredTest {
  /** With the names of the groups around it. */
  readonly name: string;
  readonly run: () => unknown;
}

/** The tests of one file, in the order in which they stand. */
export interface DeclaredTests {
  readonly tests: readonly DeclaredTest[];
  /** What stands under `afterAll`. */
  readonly last: readonly (() => unknown)[];
}

type Body = (...values: unknown[]) => unknown;

/**
 * What test files find as global functions in place of Jest's: enough for tests that call functions and compare results. There
 * are no mocks, timers, snapshots, and no hooks but `afterAll`. A process can thus run many tests many times without starting Jest.
 */
export class TestRegistry {
  private readonly groups: string[] = [];
  private readonly tests: DeclaredTest[] = [];
  private readonly last: (() => unknown)[] = [];

  /** The functions under the names that tests call them by. */
  public globals(): Record<string, unknown> {
    const test = (name: string, run: Body) => this.add(name, run);
    const describe = (name: string, declare: Body) => this.group(name, declare);
    return {
      expect,
      test: Object.assign(test, { each: eachOf(test), skip: () => undefined }),
      describe: Object.assign(describe, { each: eachOf(describe) }),
      afterAll: (run: Body) => this.last.push(run),
    };
  }

  /** Makes the functions global, declares the tests of one file by running it, and hands them out. */
  public declaredBy(evaluateFile: () => void): DeclaredTests {
    this.tests.length = 0;
    this.last.length = 0;
    Object.assign(globalThis, this.globals());
    evaluateFile();
    return { tests: [...this.tests], last: [...this.last] };
  }

  private add(name: string, run: () => unknown): void {
    this.tests.push({ name: [...this.groups, name].join(' › '), run });
  }

  private group(name: string, declare: () => unknown): void {
    this.groups.push(name);
    declare();
    this.groups.pop();
  }
}

/** `test.each`: once for each row, whose values stand in the name in place of %s and the like. */
function eachOf(one: (name: string, body: Body) => void) {
  return (rows: readonly unknown[]) => (name: string, body: Body): void => rows.forEach((row) => {
    const values = Array.isArray(row) ? row as unknown[] : [row];
    const places = name.match(/%[sdjpo]/g)?.length ?? 0;
    one(format(name.replace(/%p/g, '%j'), ...values.slice(0, places)), () => body(...values));
  });
}
