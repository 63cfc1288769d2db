import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { SAMPLES } from './samples';
import { PLACE, stackIn, statementsOf } from './support';

const FOLDER = path.join(__dirname, 'golden');

/** `UPDATE_GOLDEN=1 npx jest test/bundles/golden` writes the files anew: then read the difference. */
describe('the statements of', () => {
  test.each(SAMPLES)('$name are those in its golden file', ({ name, make }) => {
    // GIVEN
    const stack = stackIn(PLACE);
    const file = path.join(FOLDER, `${name}.json`);
    // WHEN
    const statements = statementsOf(make(stack), stack);
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(file, `${JSON.stringify(statements, undefined, 2)}\n`);
    }
    // THEN
    expect(existsSync(file)).toBe(true);
    expect(statements).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  test('no bundle has a golden file left over', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(SAMPLES.map(({ name }) => `${name}.json`).sort());
  });
});
