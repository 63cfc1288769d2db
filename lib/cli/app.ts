import { existsSync, rmSync } from 'fs';
import { relative, resolve } from 'path';
import { Annotations, App } from 'aws-cdk-lib/core';
import { findingsIn, findingsText } from './findings';
import { ProgressLine } from './progress-line';
import { summaryOf } from './summary';
import { addChecks } from '../compliance/add-checks';
import { CHECKS } from '../core/checks-name';
import { terminalLines } from '../core/escape';
import { count, show } from '../core/text';
import { WorkloadsFileError } from '../fleet/file/workloads-file-error';
import { ServiceAccountFleet } from '../fleet/service-account-fleet';

export interface WorkloadsAppOptions {
  /** The workloads file, if the context `workloads` names none. */
  readonly defaultFile: string;
}

/**
 * The CDK app of a workloads file: reads it, makes its stacks and files, checks them with cdk-nag and our rules, and
 * prints what it made. Errors of the user's are printed without a stack trace, and the process gets
 * exit code 1.
 *
 * Context: `-c workloads=path` names the file, `-c summary=false` prints nothing, `-c permissions=true` says what each role may do.
 */
export function runWorkloadsApp(options: WorkloadsAppOptions): void {
  const progress = ProgressLine.forApp();
  // Without the CDK CLI the CDK writes to a folder of its own among the temporary ones, which nobody looks for.
  const isByHand = process.env.CDK_OUTDIR === undefined;
  let outdir: string | undefined;
  try {
    // Synthesised below or not at all: by default, an app with an error would be at the end of the process.
    const app = new App({ autoSynth: false });
    ({ outdir } = app);
    const fleet = ServiceAccountFleet._fromFile(app, 'Fleet', workloadsFile(app, options.defaultFile), {}, progress.tell);
    addChecks(app);
    // The checks warn of it as well, and with its place in the file.
    Annotations.of(app).acknowledgeWarning('cdk-irsa:defaultServiceAccount', `${CHECKS}-DefaultServiceAccount reports it`);
    fleet._deferOutput();
    const assembly = app.synth();
    progress.end();
    if (process.exitCode) {
      return; // the findings were printed by aws-cdk-lib
    }
    const findings = findingsIn(assembly.directory);
    if (findings.hasFailed) {
      // The CLI prints those of the stacks that it was told to look at, and without a pattern these are none of a stage.
      if (hasStages(fleet)) {
        process.stderr.write(`${findingsText(findings)}\n`);
        process.exitCode = 1;
      }
      return;
    }
    fleet._writeOutput();
    const wanted: unknown = app.node.tryGetContext('summary');
    if (wanted !== false && wanted !== 'false') {
      // Not on standard output: `cdk ls` and `cdk synth STACK` are read by other programs.
      const file: unknown = app.node.tryGetContext('workloads');
      const permissions: unknown = app.node.tryGetContext('permissions');
      process.stderr.write(`${summaryOf(fleet, {
        outdir: isByHand ? undefined : assembly.directory, columns: columns(), file: typeof file === 'string' ? file : undefined, permissions: permissions === true || permissions === 'true',
      })}\n`);
      if (hasStages(fleet) && findings.warnings.length > 0) {
        process.stderr.write(`\n${count(findings.warnings.length, 'warning')}; the CDK CLI shows those of the stacks that it is asked for, such as npx cdk synth --quiet '**'\n`);
      }
    }
  } catch (error) {
    progress.end();
    process.stderr.write(`${terminalLines(messageOf(error))}\n`);
    process.exitCode = 1;
  } finally {
    if (isByHand && outdir !== undefined) {
      rmSync(outdir, { recursive: true, force: true });
    }
  }
}

/** The width of the terminal. Under the CDK CLI standard error is a pipe, and a shell may say how wide its terminal is. */
function columns(): number | undefined {
  const width = process.stderr.columns as number | undefined ?? Number(process.env.COLUMNS);
  return Number.isInteger(width) && width > 0 ? width : undefined;
}

function hasStages(fleet: ServiceAccountFleet): boolean {
  return fleet.environments.some(({ environment }) => environment !== undefined);
}

function workloadsFile(app: App, defaultFile: string): string {
  if (app.node.tryGetContext('workload') !== undefined) {
    throw new Error('unknown context "workload": did you mean -c workloads=path?');
  }
  if (app.node.tryGetContext('environment') !== undefined) {
    throw new Error("unknown context \"environment\": choose the stacks of an environment, such as cdk deploy 'prod/*'");
  }
  const given: unknown = app.node.tryGetContext('workloads');
  if (given !== undefined && (typeof given !== 'string' || given === '')) {
    throw new Error(`the context "workloads" must be the path of a workloads file (-c workloads=path), got ${show(given)}`);
  }
  const path = resolve(given as string | undefined ?? defaultFile);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') && existsSync(path) ? path : fromHere;
}

function messageOf(error: unknown): string {
  if (error instanceof WorkloadsFileError) {
    const { problems } = error;
    return `${error.message}\n\n${problems.length === 1 ? '1 error' : `${problems.length} errors`}; nothing was written`;
  }
  return error instanceof Error ? error.message : String(error);
}
