// Compares the bundles of controllers with the documents and releases of their programs on GitHub (npx projen bundles:drift).
import { writeFileSync } from 'fs';
import { parseArgs } from 'util';
import { driftOf } from './drift/compare';
import { REASONS } from './drift/reasons';
import { driftReport, hasDrift } from './drift/report';
import { CachedSource, GitHubSource, RecordedSource, RecordingSource } from './drift/sources';
import type { UpstreamSource } from './drift/sources';
import { DEFINITIONS } from '../lib/bundles/definitions';
import { show, suggestion } from '../lib/core/text';

const HELP = `Compares the bundles of controllers with the documents and releases of their programs on GitHub.

  npx projen bundles:drift [-- [id …] [options]]

  --output FILE    writes the report, in Markdown, rather than to the terminal
  --record FOLDER  keeps what was read, for --from
  --from FOLDER    reads what was kept, without a network

GITHUB_TOKEN, if it is set, is sent to api.github.com alone, which else answers 60 questions an hour.
Exit code: 0 if nothing differs, 1 if something differs or could not be read, 2 if this was called in a wrong way.
`;

async function main(args: readonly string[]): Promise<number> {
  const { values: { help, output, record, from }, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean' }, output: { type: 'string' }, record: { type: 'string' }, from: { type: 'string' },
    },
  });
  if (help) {
    console.log(HELP);
    return 0;
  }
  const withUpstream = DEFINITIONS.filter(({ upstream }) => upstream.length > 0);
  const ids = withUpstream.map(({ id }) => id);
  const unknown = positionals.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new Error(`each id must be that of a bundle of a controller, got ${show(unknown)}: ${suggestion(unknown, ids)}`);
  }
  const reached: UpstreamSource = from === undefined ? new GitHubSource(process.env.GITHUB_TOKEN || undefined) : new RecordedSource(from);
  const source = new CachedSource(record === undefined ? reached : new RecordingSource(reached, record));
  const asked = withUpstream.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  const drifts = [];
  for (const definition of asked) {
    drifts.push(await driftOf(definition, withUpstream, source, REASONS));
  }
  const report = driftReport(drifts);
  if (output === undefined) {
    process.stdout.write(report);
  } else {
    writeFileSync(output, report);
  }
  return drifts.some(hasDrift) ? 1 : 0;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, (error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
