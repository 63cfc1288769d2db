import { workloadsSchema } from '../../lib/fleet/file/json-schema';
import { LibraryCopy } from '../library-copy';

describe('one more key', () => {
  const copy = new LibraryCopy('fleet');
  afterAll(() => copy.remove());
  copy.addLine('fleet/file/entries/workload-entry.ts', 'description: text(ROLE_DESCRIPTION,', "  team: text(NAMESPACE, 'The team that owns the workload.'),");

  test('is one line: the schema with its documentation, for the file and for environments', () => {
    const { properties } = copy.load('fleet/file/json-schema').workloadsSchema();
    expect(properties.workloads.additionalProperties.properties.team).toMatchObject({ type: 'string', description: 'The team that owns the workload.' });
    expect(properties.environments.additionalProperties.properties.workloads.additionalProperties.properties.team.type).toEqual(['string', 'null']);
    expect(workloadsSchema().properties.workloads.additionalProperties.properties.team).toBeUndefined();
  });

  test('is checked', () => {
    const { WORKLOAD } = copy.load('fleet/file/entries/workload-entry');
    const { Reading } = copy.load('fleet/file/reading');
    const read = (entry: object) => {
      const problems: { message: string }[] = [];
      const source = { problem: (_: unknown, message: string) => ({ message }), writtenAt: () => undefined };
      return [WORKLOAD.read(entry, new Reading(source, problems)), problems.map(({ message }) => message)];
    };
    expect(read({ team: 'shop' })).toEqual([{ team: 'shop' }, []]);
    expect(read({ team: 'The Shop' })).toEqual([{}, [expect.stringMatching(/^must be an RFC 1123 label .*, got "The Shop": perhaps "the-shop"$/)]]);
    expect(read({ taem: 'shop' })).toEqual([{}, ['unknown key "taem": did you mean "team"?']]);
  });

  test('has its type', () => {
    expect(copy.typeErrors('fleet/use.ts', `import type { WorkloadEntry } from './file/entries/workload-entry';
export const wrong = (entry: WorkloadEntry): number => entry.team;
export const right = (entry: WorkloadEntry): string | undefined => entry.team;
`)).toEqual(["Type 'string | undefined' is not assignable to type 'number'.\n  Type 'undefined' is not assignable to type 'number'."]);
  });
});
