import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { parseArn } from '../../lib/core/arn';
import { errorsOf, MAIN } from '../fleet/support';

const FOLDER = join(__dirname, '..', '..', 'docs', 'bundles');
const PAGE = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf-8')).join('\n');

/** The samples of the pages, each a list of bundles, and their measures. */
const SAMPLES = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => ({ id: /id: (\S+)/.exec(yaml)![1], yaml }));
const CLUSTER = MAIN.replace('    region', '    clusterName: production\n    region');

test('each bundle has a sample', () => expect(SAMPLES.map(({ id }) => id).sort()).toEqual(DEFINITIONS.map(({ id }) => id).sort()));

test.each(SAMPLES)('the sample of $id is one that a workloads file may have', ({ yaml }) => {
  expect(errorsOf(`${CLUSTER}${stringify({ workloads: { web: { bundles: parse(yaml) } } })}`)).toEqual([]);
});

test('the examples of parameters are of the account that they must be of', () => {
  const examples = DEFINITIONS.flatMap(({ id, parameters }) => Object.entries(parameters).flatMap(([name, { type, ofOwnAccount }]) =>
    type.kind === 'flag' || ofOwnAccount === undefined ? [] : [`${id} ${name} ${parseArn(type.format.example)?.account ?? '111122223333'}`]));
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter((example) => !example.endsWith(' 111122223333'))).toEqual([]);
});

test('one is no plural', () => {
  expect(PAGE).not.toMatch(/\b1 actions\b/);
  expect(PAGE).toMatch(/^Measure: 1 action; /m);
});
