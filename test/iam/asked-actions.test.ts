import { AskedActions } from '../../lib/iam/asked-actions';
import { KnownActions } from '../../lib/iam/known-actions';

const asked = new AskedActions(KnownActions.read());
const takes = (action: string, entry: string) => asked.kindsOf(action).some((kind) => asked.takes(kind, entry));

test.each([
  ['s3:GetObject', 'arn:aws:s3:::media/*', true],
  ['s3:GetObject', 'arn:aws:s3:::media', false],
  ['s3:ListBucket', 'arn:aws:s3:::media', true],
  ['s3:ListBucket', 'arn:aws:s3:::media/*', false],
  ['s3:*', 'arn:aws:s3:::media', true],
  ['S3:getobject', 'arn:aws:s3:::media/*', true],
  ['s3:GetObject', 'arn:aws:sqs:eu-central-1:111122223333:jobs', false],
  ['sqs:SendMessage', '*', true],
])('%s on %s: %s', (action, entry, expected) => {
  expect(takes(action, entry)).toBe(expected);
  expect(takes(action, entry)).toBe(expected); // and when it is asked again
});

test('actions that take the same resources are of one kind, whichever way they are written', () => {
  const [kind, ...more] = asked.kindsOf('s3:GetObject');
  expect(more).toEqual([]);
  expect(asked.kindsOf('s3:*').length).toBeLessThan(20);
  expect(asked.kindsOf('S3:GetObj*').includes(kind)).toBe(true);
});

test('a service that is not known has no actions', () => {
  expect(asked.matching('none:Get')).toBeUndefined();
  expect(asked.kindsOf('none:Get')).toEqual([]);
});
