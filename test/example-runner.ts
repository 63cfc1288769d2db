import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import type { StageSynthesisOptions } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IrsaChecks } from '../lib/compliance/irsa-checks';

// Runs several CDK apps in one process, each as the CDK CLI runs it: most of the time of a small app is the start of its process.

/** An app, and how the CLI would start it. */
export interface ExampleRun {
  /** The file, and its arguments. */
  readonly program: readonly string[];
  readonly cwd: string;
  readonly outdir: string;
  /** Whether CloudFormation's own validation of the templates is on. */
  readonly validate: boolean;
}

/** Written to `findings.json` of the assembly. */
export interface ExampleFindings {
  /** cdk-nag's findings that nothing acknowledges, as `<construct path> <rule>`. */
  readonly findings: string[];
  /** The same of our own rules, with a permissions boundary asked for. */
  readonly ruleFindings: string[];
  readonly stderr: string;
}

type Judged = Omit<ExampleFindings, 'stderr'>;

let stderr = '';
let judged: Judged | undefined;

/** Judges an app's tree after its synth, whether or not the app asks for it itself. */
function judgeAfterSynth(): void {
  const { synth } = App.prototype;
  App.prototype.synth = function (this: App, options?: StageSynthesisOptions) {
    const assembly = synth.call(this, options);
    const judge = (pack: AwsSolutionsChecks | IrsaChecks) => pack.validateScope(this).violations
      .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`));
    judged = {
      findings: judge(new AwsSolutionsChecks()),
      ruleFindings: judge(new IrsaChecks(undefined, { requirePermissionsBoundary: true })),
    };
    return assembly;
  };
}

/** Keeps what is written to standard error, and writes it. */
function listen(): void {
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((text: string | Uint8Array) => {
    stderr += text.toString();
    return write(text);
  }) as typeof process.stderr.write;
}

async function run({ program, cwd, outdir, validate }: ExampleRun): Promise<void> {
  process.chdir(cwd);
  process.argv = [process.argv[0], ...program];
  process.env.CDK_OUTDIR = outdir;
  if (validate) {
    delete process.env.CDK_VALIDATION;
  } else {
    process.env.CDK_VALIDATION = 'false';
  }
  stderr = '';
  judged = undefined;
  delete require.cache[program[0]]; // two examples are the same command in different folders
  require(program[0]); // eslint-disable-line @typescript-eslint/no-require-imports
  process.emit('beforeExit', 0); // an app that does not call synth() is synthesised at the end of its process
  await new Promise((done) => setImmediate(done)); // Node.js writes its own warnings a little later
  if (process.exitCode || judged === undefined) {
    throw new Error(`${program.join(' ')} must succeed in ${cwd}, got exit code ${process.exitCode ?? 0}`);
  }
  const found: ExampleFindings = { ...judged as Judged, stderr };
  writeFileSync(join(outdir, 'findings.json'), JSON.stringify(found));
}

async function runAll(runs: readonly ExampleRun[]): Promise<void> {
  for (const each of runs) {
    await run(each);
  }
}

listen();
judgeAfterSynth();
runAll(JSON.parse(process.argv[2]) as ExampleRun[]).catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
