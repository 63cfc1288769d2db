import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { HAS_PLUGIN } from '../access/guardrails/file-guardrails';
import { isObject } from '../core/plain-object';

/** CDK prints annotations by itself where this flag is on. */
const WITHOUT_REPORT = { '@aws-cdk/core:annotationsInValidationReport': false };

/**
 * An app for as long as it is used: its folder is removed at once, no output directory is written or read, and CloudFormation's
 * validation, which takes longer than all the rest, is off.
 */
export function withScratchApp<T>(use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  const { CDK_OUTDIR: cliOutdir, CDK_VALIDATION: validation } = process.env;
  delete process.env.CDK_OUTDIR;
  process.env.CDK_VALIDATION = 'false';
  try {
    const app = new App({ autoSynth: false, outdir, treeMetadata: false, context: { ...contextOfApp(), ...WITHOUT_REPORT } });
    HAS_PLUGIN.set(app, true); // who checks guardrails here asks for what they find
    return use(app);
  } finally {
    restore('CDK_OUTDIR', cliOutdir);
    restore('CDK_VALIDATION', validation);
    rmSync(outdir, { recursive: true, force: true });
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}

/** What the app of the working directory is synthesised with, such as templates without indentation. */
function contextOfApp(): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(readFileSync('cdk.json', 'utf-8'));
    const context = isObject(data) ? data.context : undefined;
    return isObject(context) ? context : {};
  } catch {
    return {}; // none, or one that the CLI will speak of
  }
}
