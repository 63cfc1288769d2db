// Runs in a process of its own, since a mutant may never end: tries one mutant after another, as it is told.
import { readFileSync } from 'fs';
import Module from 'module';
import * as path from 'path';
import ts from 'typescript';
import { mutated } from './mutants';
import type { Mutant } from './mutants';
import { TestRegistry } from '../plain/registry';

const ROOT = path.join(__dirname, '..', '..');

/** What the process is told: which files have mutants, and which tests are run. */
export interface Plan {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** What a run of all tests without a mutant shows. */
export interface Baseline {
  readonly mutants: readonly Mutant[];
  /** For each test, by its file and name: the mutants that it reaches, and its seconds. */
  readonly reached: readonly { readonly test: string; readonly seconds: number; readonly ids: readonly number[] }[];
}

interface NamedTest {
  readonly name: string;
  readonly run: () => unknown;
}

/** The files of the engine with their mutants in them, and the tests, evaluated anew for each mutant. */
class Trial {
  public readonly mutants: Mutant[] = [];
  private readonly texts = new Map<string, string>();
  private active = -1;
  private reached?: Set<number>;

  public constructor(private readonly plan: Plan) {
    for (const file of plan.files) {
      const { text, mutants } = mutated(file, readFileSync(path.join(ROOT, file), 'utf8'), this.mutants.length);
      this.texts.set(path.join(ROOT, file), transpiled(text, file));
      this.mutants.push(...mutants);
    }
    (globalThis as Record<string, unknown>).__mutant = (id: number) => {
      this.reached?.add(id);
      return id === this.active;
    };
    this.takeOver();
  }

  public async baseline(): Promise<Baseline> {
    const reached: { test: string; seconds: number; ids: number[] }[] = [];
    for (const file of this.plan.tests) {
      const loaded = this.reached = new Set();
      this.forget();
      const tests = this.load(file);
      for (const { name, run } of tests) {
        this.reached = new Set(loaded);
        const start = performance.now();
        await run();
        reached.push({ test: `${file}\n${name}`, seconds: (performance.now() - start) / 1000, ids: [...this.reached] });
      }
    }
    this.reached = undefined;
    return { mutants: this.mutants, reached };
  }

  /** Whether one of the tests fails with the mutant. */
  public async isKilled(id: number, tests: readonly string[]): Promise<boolean> {
    this.active = id;
    try {
      this.forget();
      const loaded = new Map<string, readonly NamedTest[]>();
      for (const [file, own] of tests.map((test) => test.split('\n'))) {
        const all = loaded.get(file) ?? this.load(file);
        loaded.set(file, all);
        await all.find(({ name }) => name === own)?.run();
      }
      return false;
    } catch {
      return true;
    } finally {
      this.active = -1;
    }
  }

  /** Has all files evaluated anew: what a mutant changed in them is gone. */
  private forget(): void {
    for (const known of Object.keys(require.cache)) {
      if (known.startsWith(path.join(ROOT, 'lib')) || known.startsWith(path.join(ROOT, 'test', 'iam')) || known === path.join(ROOT, 'test', 'property-runs.ts')) {
        Reflect.deleteProperty(require.cache, known);
      }
    }
  }

  private load(file: string): readonly NamedTest[] {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a test file declares its tests as it is loaded
    return new TestRegistry().declaredBy(() => require(path.join(ROOT, file))).tests;
  }

  /** Node.js gets the files from here, each translated once. */
  private takeOver(): void {
    const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, (module: Compiled, file: string) => void> };
    extensions['.ts'] = (module, file) => {
      const known = this.texts.get(file) ?? transpiled(readFileSync(file, 'utf8'), file);
      this.texts.set(file, known);
      module._compile(known, file);
    };
  }
}

interface Compiled {
  _compile(text: string, file: string): void;
}

function transpiled(text: string, fileName: string): string {
  return ts.transpileModule(text, { fileName, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true } }).outputText;
}

/** A message to the process: a plan first, then mutants. */
export type Order = { readonly plan: Plan; readonly withBaseline: boolean } | { readonly id: number; readonly tests: readonly string[] };

if (process.send !== undefined) {
  const answer = (message: unknown) => process.send!(message);
  let trial: Trial | undefined;
  process.on('message', (order: Order) => void (async () => {
    if ('plan' in order) {
      trial = new Trial(order.plan);
      answer(order.withBaseline ? await trial.baseline() : {});
    } else {
      answer(await trial!.isKilled(order.id, order.tests));
    }
  })().catch((error: Error) => answer({ error: error.stack })));
}
