// Synthesises workloads files, each with a library: a JSON list of { library, file, output, problem } is read from
// standard input. One process for all, since loading the CDK takes the most of its time. Without the checks
// of `cdk-irsa app`, so that a fault of the library reaches the deploy, which is to find it.
import { readFileSync, writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';

interface Job {
  /** The first file of a library. */
  readonly library: string;
  readonly file: string;
  readonly output: string;
  /** Where to write why the file is refused, if it is. Otherwise the run fails then. */
  readonly problem?: string;
}

const problems = (JSON.parse(readFileSync(0, 'utf8')) as Job[]).flatMap(({ library, file, output, problem }) => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which library it is, is known at run time
    const { ServiceAccountFleet } = require(library) as typeof import('../../lib/index.js');
    const app = new App({ outdir: output, autoSynth: false });
    ServiceAccountFleet.fromFile(app, 'Fleet', file);
    app.synth();
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (problem !== undefined) {
      writeFileSync(problem, message);
      return [];
    }
    return [`${file}: ${message}`];
  }
});
process.stderr.write(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
