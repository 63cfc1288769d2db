import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { SAMPLES } from './samples';
import type { Request } from './support';
import { decide, decideUnchecked, PLACE, stackIn, statementsOf } from './support';

/** What a bundle must not allow, beside its nearest neighbour that it must: neither proves anything alone. */
interface Case {
  readonly rule: string;
  readonly allowed: Request;
  readonly denied: Request;
  /** Why iam-simulate takes a request for impossible, and must decide without its checks. */
  readonly unchecked?: string;
}

const FOLDER = path.join(__dirname, 'cases');

test('each bundle has its file of cases', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(SAMPLES.map(({ name }) => `${name}.json`).sort());
});

describe.each(SAMPLES)('$name', ({ name, make }) => {
  const cases = JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as Case[];

  test.each(cases)('$rule', async ({ allowed, denied, unchecked }) => {
    // GIVEN
    const stack = stackIn(PLACE);
    const statements = statementsOf(make(stack), stack);
    // WHEN
    const decisions = unchecked
      ? [decideUnchecked(statements, allowed), decideUnchecked(statements, denied)]
      : [await decide(statements, allowed), await decide(statements, denied)];
    // THEN
    expect(decisions).toEqual(['allowed', 'denied']);
    if (unchecked) {
      // Once iam-simulate knows better, the word "unchecked" must go.
      await expect(Promise.all([decide(statements, allowed), decide(statements, denied)])).rejects.toThrow();
    }
  });
});
