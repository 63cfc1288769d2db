// `npm run test:mutation`: changes the engine in small ways, one at a time, and counts how many of them a test of the engine notices.
//
//   npm run test:mutation -- [part of a file's path …] [--tests <expression for their paths>] [--sample <share>] [--seed <number>] [--survivors]
import type { ChildProcess } from 'child_process';
import { fork } from 'child_process';
import { createHash } from 'crypto';
import { readdirSync } from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import type { Mutant } from './mutants';
import type { Baseline, Order, Plan, ReachingTest, Verdict } from './trial';

const ROOT = path.join(__dirname, '..', '..');
/** The score below which the command fails. */
const LEAST_SCORE = 0.9;
/** A mutant that takes longer never ends: turns of loops are counted, but not what takes long without one. */
const PATIENCE_SECONDS = 300;
/** A mutant is tried with the shortest tests that reach it, up to so many seconds: what longer ones notice besides is not counted. */
const MOST_SECONDS = 4;
/** What a test costs besides what it takes. */
const LOADING_SECONDS = 0.02;
const ENGINE = ['decide', 'evaluator', 'language'];
/** Tests of how long hostile policies take notice only what takes longer. */
const TESTS_OF_TIME = /hostile-sizes/;

interface Options {
  readonly parts: readonly string[];
  /** Which tests are run, by their paths. */
  readonly tests: RegExp;
  /** How large a part of the mutants is tried. */
  readonly share: number;
  /** Another one tries other mutants. */
  readonly seed: number;
  readonly showsSurvivors: boolean;
}

/** @throws if an option is none of these */
function optionsOf(args: string[]): Options {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { sample: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' }, tests: { type: 'string', default: '' }, survivors: { type: 'boolean', default: false } },
  });
  const share = Number(values.sample);
  if (!(share > 0 && share <= 1)) {
    throw new Error('--sample must be a share of the mutants above 0, and 1 at most, such as 0.1');
  }
  return { parts: positionals, tests: new RegExp(values.tests), share, seed: Number(values.seed), showsSurvivors: values.survivors };
}

/** Whether a mutant is in the sample: by a hash of its number, so that the same seed tries the same ones. */
function isInSample(id: number, { share, seed }: Options): boolean {
  return createHash('sha256').update(`${seed} ${id}`).digest().readUInt32BE() < share * 2 ** 32;
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending)).map((file) => path.join(folder, file)).sort();
}

/** A process that tries mutants, and is made anew where one of them never ends. */
class Trials {
  private child?: ChildProcess;

  public constructor(private readonly plan: Plan) {}

  public async baseline(): Promise<Baseline> {
    this.child = this.start();
    return await this.ask({ plan: this.plan, withBaseline: true }, 3_600) as Baseline;
  }

  /** Which test notices the mutant, if one does: also by never ending. */
  public async killerOf(mutant: Mutant, tests: readonly ReachingTest[]): Promise<string | undefined> {
    if (this.child === undefined) {
      this.child = this.start();
      await this.ask({ plan: this.plan, withBaseline: false }, 600);
    }
    const answer = await this.ask({ mutant, tests }, PATIENCE_SECONDS);
    if (answer === undefined) {
      this.stop();
    }
    return answer === undefined ? 'its time was over' : (answer as Verdict).killer;
  }

  public stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): ChildProcess {
    return fork(path.join(__dirname, 'trial.ts'), { execArgv: ['--import', 'tsx', '--stack-size=2000'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  /** Nothing, if there is no answer in time. */
  private async ask(order: Order, seconds: number): Promise<unknown> {
    const child = this.child!;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(undefined), seconds * 1000);
      const onExit = () => {
        this.child = undefined;
        finish({ killer: 'the process ended' } satisfies Verdict);
      };
      const finish = (answer: unknown) => {
        clearTimeout(timer);
        child.off('exit', onExit);
        child.off('message', finish);
        const { error } = (answer ?? {}) as { error?: string };
        return error === undefined ? resolve(answer) : reject(new Error(error));
      };
      child.once('message', finish);
      child.once('exit', onExit);
      child.send(order);
    });
  }
}

/** Puts those first that noticed most mutants of the same file for what they cost. */
class TestOrder {
  private readonly kills = new Map<string, number>();

  public sorted(file: string, tests: readonly ReachingTest[]): ReachingTest[] {
    const worth = ({ test, seconds }: ReachingTest) => (1 + (this.kills.get(`${file}\n${test}`) ?? 0)) / (seconds + LOADING_SECONDS);
    return [...tests].sort((a, b) => worth(b) - worth(a));
  }

  public noticed(file: string, killer: string): void {
    this.kills.set(`${file}\n${killer}`, (this.kills.get(`${file}\n${killer}`) ?? 0) + 1);
  }
}

async function main(options: Options): Promise<void> {
  const isMeant = (file: string) => options.parts.length === 0 || options.parts.some((part) => file.includes(part));
  const plan: Plan = {
    files: ENGINE.flatMap((folder) => filesIn(path.join('lib', 'iam', folder), '.ts')).filter(isMeant),
    tests: ENGINE.flatMap((folder) => filesIn(path.join('test', 'iam', folder), '.test.ts')).filter((file) => options.tests.test(file) && !TESTS_OF_TIME.test(file)),
  };
  const trials = new Trials(plan);
  const baseline = await trials.baseline();
  const tried = baseline.mutants.filter(({ id }) => isInSample(id, options));
  const tests = [...baseline.reached].sort((a, b) => a.seconds - b.seconds);
  process.stdout.write(`${baseline.mutants.length} mutants in ${plan.files.length} files, of which ${tried.length} are tried with ${tests.length} tests\n`);
  const order = new TestOrder();
  const survivors: Mutant[] = [];
  for (const mutant of tried) {
    let left = MOST_SECONDS;
    const own = tests.filter(({ ids, seconds }) => ids.includes(mutant.id) && (left -= seconds) >= 0);
    const killer = own.length > 0 ? await trials.killerOf(mutant, order.sorted(mutant.file, own)) : undefined;
    if (killer !== undefined) {
      order.noticed(mutant.file, killer);
      continue;
    }
    survivors.push(mutant);
    if (options.showsSurvivors) {
      process.stdout.write(`  ${own.length === 0 ? 'not reached' : 'not noticed'}  ${mutant.file}:${mutant.line}  ${mutant.change}\n`);
    }
  }
  trials.stop();
  process.exitCode = report(plan.files, tried, survivors, options.share < 1) >= LEAST_SCORE ? 0 : 1;
}

/** Prints the score of each file, and answers with that of all. */
function report(files: readonly string[], tried: readonly Mutant[], survivors: readonly Mutant[], isSample: boolean): number {
  const scoreOf = (isOf: (mutant: Mutant) => boolean) => {
    const [all, left] = [tried.filter(isOf).length, survivors.filter(isOf).length];
    return { all, left, score: all === 0 ? 1 : 1 - left / all };
  };
  const line = (name: string, { all, left, score }: ReturnType<typeof scoreOf>) =>
    process.stdout.write(`${(score * 100).toFixed(1).padStart(6)} %  ${String(left).padStart(4)} of ${String(all).padStart(4)} left  ${name}\n`);
  files.forEach((name) => line(name, scoreOf(({ file }) => file === name)));
  const whole = scoreOf(() => true);
  line(isSample ? `of the sample; of all mutants with 95 % certainty ${interval(whole.all - whole.left, whole.all)}` : 'all', whole);
  return whole.score;
}

/** What a sample says of all, by Wilson's interval. */
function interval(killed: number, all: number): string {
  const [z, share, n] = [1.96, killed / Math.max(1, all), Math.max(1, all)];
  const middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const half = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  return `${((middle - half) * 100).toFixed(1)} to ${((middle + half) * 100).toFixed(1)} %`;
}

Promise.resolve(process.argv.slice(2)).then(optionsOf).then(main).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
