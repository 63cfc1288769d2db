import { readDocument } from '../../lib/iam/document';
import { mayBeAbout, resourceOverlaps } from '../../lib/iam/entry-overlap';
import { unknownPart } from '../../lib/iam/partial-text';

const ROLE = 'arn:aws:iam::111122223333:role/reader';

test.each(['*', ROLE, 'arn:aws:iam::111122223333:role/re*', 'arn:aws:iam::*:role/rea?er', 'arn:aws:iam', 'arn:*', `arn:aws:iam::${unknownPart('Account')}:role/x`, 'arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}', 'arn:aws:iam::111122223333:role/r${aws:PrincipalTag/team, \'}\'}'])(
  '%s may be a role', (entry) => expect(resourceOverlaps(entry, ROLE)).toBe(true));

test.each(['arn:aws:iam::111122223333:role/writer', 'arn:aws:iam::111122223333:role/Reader', 'arn:aws:iam::444455556666:role/*', 'arn:aws:sts', 'arn:aws:iam::111122223333:role/read', 'arn:aws:iam::111122223333:role/team/${aws:PrincipalTag/team}'])(
  '%s is none', (entry) => expect(resourceOverlaps(entry, ROLE)).toBe(false));

test('a pattern may stand for something of another', () => {
  expect(resourceOverlaps('arn:aws:s3:::shop-*', 'arn:aws:s3:::*-logs/*')).toBe(true);
  expect(resourceOverlaps('arn:aws:s3:::shop-*', 'arn:aws:s3:::media/*')).toBe(false);
});

test('a statement may be about whatever it does not except, and about what is not known', () => {
  const may = { Effect: 'Allow', Action: 'sts:AssumeRole' };
  const [named, excepting] = readDocument({ Statement: [{ ...may, Resource: 'arn:aws:iam::111122223333:role/writer' }, { ...may, NotResource: ROLE }] }).statements;
  expect(mayBeAbout(named, ROLE)).toBe(false);
  expect(mayBeAbout(named, `arn:aws:iam::111122223333:role/${unknownPart('Role')}`)).toBe(true);
  expect(mayBeAbout(excepting, 'arn:aws:iam::111122223333:role/writer')).toBe(true);
});
