// Runs in a process of its own, since a mutant may end it: tries one mutant after another, as it is told.
import { readFileSync } from 'fs';
import Module from 'module';
import * as path from 'path';
import fc from 'fast-check';
import ts from 'typescript';
import { marked, mutated } from './mutants';
import type { Mutant } from './mutants';
import { TestRegistry } from '../plain/registry';

const ROOT = path.join(__dirname, '..', '..');
const ENGINE = path.join(ROOT, 'lib', 'iam') + path.sep;
/** What has no end in so many turns of loops has none: some seconds. */
const ENDLESS = 100_000_000;
/** A test that takes so many times the turns that it takes without a mutant waits until the others have been tried. */
const PATIENCE = { factor: 5, turns: 200_000 };

/** What the process is told: which files have mutants, and which tests are run. */
export interface Plan {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** One test, by its file and which of the file's tests it is: the mutants that it reaches, and what it takes without them. */
export interface ReachingTest {
  readonly test: string;
  /** Of the processor. */
  readonly seconds: number;
  readonly turns: number;
  readonly ids: readonly number[];
}

/** What a run of all tests without a mutant shows. */
export interface Baseline {
  readonly mutants: readonly Mutant[];
  readonly reached: readonly ReachingTest[];
}

interface NamedTest {
  readonly name: string;
  readonly run: () => unknown;
}

class Endless extends Error {}

/** The library and its tests, evaluated anew for each mutant. */
class Trial {
  private readonly mutants: Mutant[] = [];
  private readonly texts = new Map<string, string>();
  private reached = new Uint8Array();
  private turnsLeft = 0;

  public constructor(private readonly plan: Plan) {
    Object.assign(globalThis, {
      __turn: () => {
        if (--this.turnsLeft < 0) {
          throw new Endless('a loop takes more turns than it may');
        }
      },
    });
    fc.configureGlobal({ endOnFailure: true }); // whether a case fails is asked, not which is the smallest
    this.takeOver();
  }

  public async baseline(): Promise<Baseline> {
    for (const file of this.plan.files) {
      const { text, mutants } = marked(file, sourceOf(file), this.mutants.length);
      this.texts.set(path.join(ROOT, file), transpiled(text, file));
      this.mutants.push(...mutants);
    }
    const reached: ReachingTest[] = [];
    for (const file of this.plan.tests) {
      const atLoad = this.markAnew();
      this.forget();
      for (const [index, { run }] of this.load(file).entries()) {
        const own = this.markAnew();
        const start = process.cpuUsage();
        await run();
        const { user, system } = process.cpuUsage(start);
        const ids = this.mutants.map(({ id }) => id).filter((id) => own[id] === 1 || atLoad[id] === 1);
        reached.push({ test: `${file}\n${index}`, seconds: (user + system) / 1_000_000, turns: ENDLESS - this.turnsLeft, ids });
      }
    }
    this.texts.clear();
    return { mutants: this.mutants, reached };
  }

  /** Which of the tests fails with the mutant first, or never ends; nothing if none does. */
  public async killerOf({ number, file }: Mutant, tests: readonly ReachingTest[]): Promise<string | undefined> {
    const place = path.join(ROOT, file);
    this.texts.set(place, transpiled(mutated(file, sourceOf(file), number), file));
    try {
      this.forget();
      return await this.failing(tests);
    } finally {
      this.texts.delete(place);
    }
  }

  private async failing(tests: readonly ReachingTest[]): Promise<string | undefined> {
    const loaded = new Map<string, readonly NamedTest[]>();
    const fails = async ({ test }: ReachingTest, turns: number): Promise<boolean | 'endless'> => {
      const [file, index] = test.split('\n');
      this.turnsLeft = turns;
      try {
        const all = loaded.get(file) ?? this.load(file);
        loaded.set(file, all);
        await all[Number(index)].run();
        return this.turnsLeft < 0 ? 'endless' : false;
      } catch {
        return this.turnsLeft < 0 ? 'endless' : true;
      }
    };
    const long: ReachingTest[] = [];
    for (const own of tests) {
      const verdict = await fails(own, own.turns * PATIENCE.factor + PATIENCE.turns);
      if (verdict === true) {
        return own.test;
      }
      long.push(...verdict === 'endless' ? [own] : []);
    }
    for (const own of long) {
      if (await fails(own, ENDLESS) !== false) {
        return own.test;
      }
    }
    return undefined;
  }

  private markAnew(): Uint8Array {
    this.reached = new Uint8Array(this.mutants.length);
    this.turnsLeft = ENDLESS;
    (globalThis as Record<string, unknown>).__reached = this.reached;
    return this.reached;
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
    const plain = new Map<string, string>();
    extensions['.ts'] = (module, file) => {
      const own = this.texts.get(file) ?? plain.get(file) ?? transpiled(file.startsWith(ENGINE) ? mutated(file, sourceOf(file)) : sourceOf(file), file);
      if (!this.texts.has(file)) {
        plain.set(file, own);
      }
      module._compile(own, file);
    };
  }
}

interface Compiled {
  _compile(text: string, file: string): void;
}

const SOURCES = new Map<string, string>();

/** Read once, so that a file may be edited while its mutants are tried. */
function sourceOf(file: string): string {
  const place = path.resolve(ROOT, file);
  const source = SOURCES.get(place) ?? readFileSync(place, 'utf8');
  SOURCES.set(place, source);
  return source;
}

function transpiled(text: string, fileName: string): string {
  return ts.transpileModule(text, { fileName, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true } }).outputText;
}

/** A message to the process: a plan first, then mutants. */
export type Order = { readonly plan: Plan; readonly withBaseline: boolean } | { readonly mutant: Mutant; readonly tests: readonly ReachingTest[] };

/** Which test noticed a mutant, if one did. */
export interface Verdict {
  readonly killer?: string;
}

if (process.send !== undefined) {
  const answer = (message: unknown) => process.send!(message);
  let trial: Trial | undefined;
  process.on('message', (order: Order) => void (async () => {
    if ('plan' in order) {
      trial = new Trial(order.plan);
      answer(order.withBaseline ? await trial.baseline() : {});
    } else {
      const verdict: Verdict = { killer: await trial!.killerOf(order.mutant, order.tests) };
      answer(verdict);
    }
  })().catch((error: Error) => answer({ error: error.stack })));
}
