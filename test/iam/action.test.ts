import { actionMatches, coversAction } from '../../lib/iam/action';
import { unknownPart } from '../../lib/iam/partial-text';

const part = unknownPart('Name');

test.each<[string, string, boolean]>([
  ['s3:GetObject', 's3:GetObject', true], ['S3:getobject', 's3:GetObject', true], ['s3:GetObject', 'S3:GETOBJECT', true], ['s3:Get*', 's3:GetObject', true],
  ['s3:*', 's3:GetObject', true], ['*', 's3:GetObject', true], ['s?:GetObjec?', 's3:GetObject', true], ['*:GetObject', 's3:GetObject', true], ['s3:GetObject', 's3:GetObjectAcl', false],
  ['s3', 's3:GetObject', false], ['s3:', 's3:GetObject', false], ['', 's3:GetObject', false],
  [`s3:${part}`, `S3:${part}`, true], [`s3:${part}`, `s3:${unknownPart('name')}`, false], ['s3:*', `s3:${part}`, true], [`s3:${part}`, 's3:Name', false],
])('%j stands for %j: %s', (pattern, action, expected) => expect(actionMatches(pattern, action)).toBe(expected));

test('a statement is about its actions, or about all but those of NotAction', () => {
  const covers = (actions: string[], notActions: string[]) => coversAction({ actions, notActions }, 'iam:PassRole');
  expect([covers(['s3:*', 'iam:*'], []), covers(['s3:*'], []), covers([], []), covers([], ['s3:*']), covers([], ['s3:*', 'IAM:pass*'])]).toEqual([true, false, false, true, false]);
});
