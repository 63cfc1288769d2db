import { unknownActionNote } from '../../lib/access/unknown-action';

const noteOf = (action: string) => unknownActionNote(action)?.replace(/\d{4}-\d\d-\d\d/, '<day>');

test.each(['s3:GetObject', 'S3:getobject', 's3:*', 's3:Get*', 's3:?etObject', 'iam:PassRole'])('%s is known', (action) => {
  expect(noteOf(action)).toBeUndefined();
});

test.each([
  ['s3:GetObjct', ': did you mean s3:GetObject?'],
  ['s3:HeadObject', ': did you mean s3:GetObject?'],
  ['s4:GetObject', ': did you mean s3:GetObject?'],
  ['nosuchservice:Frobnicate', ''],
])('%s is none', (action, hint) => {
  expect(noteOf(action)).toBe(`${action} is no action that AWS had on <day>${hint}`);
});
