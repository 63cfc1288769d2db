import { statement } from './fixture';
import { COMBINED, mayBeOfWay } from '../../lib/compliance/possible-ways';
import { WAYS } from '../../lib/compliance/ways';
import { readLiteralDocument } from '../../lib/iam/document';

const isPossible = (more: object) => mayBeOfWay(readLiteralDocument({ Statement: statement(undefined, { Resource: '*', ...more }) }).statements[0]);

test('each action that a way needs may be of one, in whatever case, and by a pattern', () => {
  const needed = [...new Set(WAYS.flatMap(({ needs }) => needs.map(({ action }) => action)))].filter((action) => !/[*?]/.test(action));
  expect(needed.filter((Action) => !isPossible({ Action }) || !isPossible({ Action: Action.toUpperCase() }) || !isPossible({ Action: `${Action.slice(0, -2)}*` }))).toEqual([]);
  expect(COMBINED.length).toBeGreaterThan(0);
});

test.each<[object, boolean]>([
  [{ Action: 's3:GetObject' }, false],
  [{ Action: ['s3:GetObject', 'sqs:SendMessage', 'kms:Decrypt'] }, false],
  [{ Action: ['s3:GetObject', 's3:PutBucketPolicy'] }, true],
  [{ Action: '*' }, true],
  [{ Action: 'iam:*' }, true],
  [{ Action: 'iam:*', Effect: 'Deny' }, false],
  [{ Action: undefined, NotAction: 'iam:*' }, true],
])('%j: %j', (more, expected) => expect(isPossible(more)).toBe(expected));
