import { mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import type { BenchCase } from './cases/bench-case';
import { ROOT } from './library';
import type { Library } from './library';

/** How long one synthesis took, in milliseconds. */
export interface Times {
  readonly construct: number;
  readonly synth: number;
}

/** As apps of `cdk init` are: with the recommended feature flags. */
const CONTEXT = (JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf-8')) as { context: Record<string, unknown> }).context;

export function newApp(outdir: string): App {
  return new App({ context: CONTEXT, outdir, analyticsReporting: false });
}

export interface Synthesis {
  readonly benchCase: BenchCase;
  /** How many workloads. */
  readonly count: number;
  /** @default - what the case says */
  readonly perStack?: number;
  /** A folder to work in. */
  readonly folder: string;
  readonly library: () => Library;
  /** Sees the app and its assembly before they are gone. */
  readonly look?: (outdir: string, app: App) => void;
}

/** Builds workloads and synthesises them. */
export function synthesise({ benchCase, count, perStack = benchCase.perStack, folder, library, look }: Synthesis): Times {
  const work = join(folder, 'work');
  const outdir = join(folder, 'cdk.out');
  [work, outdir].forEach((path) => mkdirSync(path));
  try {
    benchCase.prepare?.({ count, perStack, folder: work });
    const app = newApp(outdir);
    globalThis.gc?.(); // what an earlier synthesis left is not this one's
    const start = performance.now();
    benchCase.build({ app, count, perStack, folder: work, library });
    const built = performance.now();
    app.synth();
    const times = { construct: built - start, synth: performance.now() - built };
    look?.(outdir, app);
    return times;
  } finally {
    [work, outdir].forEach((path) => rmSync(path, { recursive: true, force: true }));
  }
}

/** The templates of a cloud assembly, by file. */
export function templatesIn(outdir: string): Map<string, string> {
  return new Map(readdirSync(outdir).filter((file) => file.endsWith('.template.json')).sort()
    .map((file) => [file, readFileSync(join(outdir, file), 'utf-8')]));
}
