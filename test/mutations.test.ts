import { readFileSync } from 'fs';
import { join } from 'path';
import { MUTATIONS } from '../e2e/cases/mutations';

// The proof by deployment plants these faults, and takes minutes to say that the text of one is gone.

test.each(MUTATIONS.map((mutation) => [mutation.id, mutation] as const))('the fault %s can be planted', (_, { file, replace }) => {
  let text = readFileSync(join(__dirname, '..', 'lib', file), 'utf-8');
  for (const [from, to] of replace) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, () => to);
  }
});
