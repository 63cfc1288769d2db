import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { SAMPLES } from './samples';
import type { Request, Statement } from './support';
import { decide, decideUnchecked, list, PLACE, stackIn, statementsOf } from './support';
import { inSample } from '../property-runs';

/**
 * What a bundle must not allow, beside its nearest neighbour that it must: neither proves anything alone.
 * One request, or a list of those that the rule is about.
 */
interface Case {
  readonly rule: string;
  readonly allowed: Request | Request[];
  readonly denied: Request | Request[];
  /** Why iam-simulate takes a request for impossible, and must decide without its checks. */
  readonly unchecked?: string;
}

const FOLDER = path.join(__dirname, 'cases');

/**
 * iam-simulate decides every request in every run. Whether a request can be made at all takes it ten times as long, so that
 * only a full run asks that of all of them; and of those that the policy of a key or a role must allow as well, which it
 * leaves out only then.
 */
const isChecked = (index: number, { action }: Request) => inSample(index, 12) || /^(kms|sts):/.test(action);

const casesOf = (sample: string) => JSON.parse(readFileSync(path.join(FOLDER, `${sample}.json`), 'utf8')) as Case[];
const golden = (sample: string) => JSON.parse(readFileSync(path.join(__dirname, 'golden', `${sample}.json`), 'utf8')) as Statement[];

test('each bundle has its file of cases', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(SAMPLES.map(({ name }) => `${name}.json`).sort());
});

describe.each(SAMPLES)('$name', ({ name, make }) => {
  let statements: readonly Statement[];

  beforeAll(() => {
    const stack = stackIn(PLACE);
    statements = statementsOf(make(stack), stack);
  });

  test.each(casesOf(name).map((item, index) => ({ ...item, index })))('$rule', async ({ allowed, denied, unchecked, index }) => {
    // GIVEN
    const [toAllow, toDeny] = [list(allowed), list(denied)];
    // WHEN
    const decided = await Promise.all([...toAllow, ...toDeny].map(async (request) => ({
      ...request, decision: unchecked || !isChecked(index, request) ? decideUnchecked(statements, request) : await decide(statements, request),
    })));
    // THEN
    expect(decided).toEqual([
      ...toAllow.map((request) => ({ ...request, decision: 'allowed' })),
      ...toDeny.map((request) => ({ ...request, decision: 'denied' })),
    ]);
    expect([toAllow, toDeny]).not.toContainEqual([]);
    if (unchecked) {
      // Once iam-simulate knows better, the word "unchecked" must go.
      await expect(Promise.all([...toAllow, ...toDeny].map((request) => decide(statements, request)))).rejects.toThrow();
    }
  });
});

describe('every action that is granted is allowed in a case', () => {
  /** `s3.read-prefix` is a sample of `s3.read`. */
  const idOf = (sample: string) => sample.split('-')[0];

  test.each([...new Set(SAMPLES.map(({ name }) => idOf(name)))])('of %s', (id) => {
    // GIVEN
    const samples = SAMPLES.map(({ name }) => name).filter((name) => idOf(name) === id);
    // WHEN
    const granted = samples.flatMap((name) => golden(name).flatMap(({ Action: actions }) => list(actions)));
    const asked = new Set(samples.flatMap((name) => casesOf(name).flatMap(({ allowed }) => list(allowed).map(({ action }) => action))));
    // THEN
    expect([...new Set(granted)].filter((action) => !asked.has(action)).sort()).toEqual([]);
  });
});
