import { foundInPolicy as allFoundInPolicy } from '../fixture';

/** Findings without the request that they show, which has a test of its own. */
const foundInPolicy = (...given: Parameters<typeof allFoundInPolicy>) => allFoundInPolicy(...given).map((line) => line.replace(/, such as on [^ ]+: /, ': '));

const assume = (Resource: unknown, more: object = {}) => ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource, ...more });
const message = (resource: string) => `AssumeAnyRole[${resource.replace(/ /g, '-')}]: the inline policy "own" allows sts:AssumeRole on ${resource}: name each role`;

test('roles that are named are clean, also in whichever account, and by a pattern', () => {
  expect(foundInPolicy(assume(['arn:aws:iam::444455556666:role/dns', 'arn:aws:iam::*:role/dns', 'arn:aws:iam::444455556666:role/dns-*']))).toEqual([]);
  expect(foundInPolicy(assume('*', { Action: 'sts:GetCallerIdentity' }))).toEqual([]);
});

test.each(['*', 'arn:aws:iam::444455556666:role/*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::444455556666:*'])('%s is found', (resource) => {
  expect(foundInPolicy(assume(resource))).toEqual([message(resource)]);
});

test('so it is by a wildcard in the action, and by NotAction and NotResource', () => {
  expect(foundInPolicy(assume('*', { Action: 'sts:*' }))).toContain(message('*'));
  expect(foundInPolicy(assume('*', { Action: 'sts:AssumeRole*' }))).toEqual([message('*')]);
  expect(foundInPolicy(assume('*', { Action: undefined, NotAction: 'iam:*' }))).toContain(message('*'));
  expect(foundInPolicy(assume(undefined, { NotResource: 'arn:aws:s3:::*' }))).toEqual([message('everything but arn:aws:s3:::*')]);
});

test('a tag that the roles have is a limit; an external id, an account and an organization are none', () => {
  expect(foundInPolicy(assume('*', { Condition: { StringEquals: { 'aws:ResourceTag/for': 'pods' } } }))).toEqual([]);
  expect(foundInPolicy(assume('*', { Condition: { StringLike: { 'iam:ResourceTag/for': 'pods-*' } } }))).toEqual([]);
  for (const condition of [
    { StringLike: { 'aws:ResourceTag/for': '*' } }, { StringEqualsIfExists: { 'aws:ResourceTag/for': 'pods' } }, { StringEquals: { 'sts:ExternalId': 'a' } },
    { StringEquals: { 'aws:ResourceAccount': '111122223333' } }, { StringEquals: { 'aws:ResourceOrgID': 'o-1' } },
  ]) {
    expect(foundInPolicy(assume('*', { Condition: condition }))).toEqual([message('*')]);
  }
});

test('what a Deny takes away is not found', () => {
  expect(foundInPolicy([assume('*'), assume('*', { Effect: 'Deny' })])).toEqual([]);
  expect(foundInPolicy([assume('*'), assume('arn:aws:iam::*:role/*', { Effect: 'Deny' })])).toEqual([]);
  expect(foundInPolicy([assume('*'), assume('arn:aws:iam::*:role/admin', { Effect: 'Deny' })])).toEqual([message('*')]);
});

test('a tag that the role may give itself, or that is compared with itself, is no limit', () => {
  const tagged = assume('*', { Condition: { StringEquals: { 'aws:ResourceTag/for': 'pods' } } });
  expect(foundInPolicy([tagged, { Effect: 'Allow', Action: 'iam:TagRole', Resource: '*' }])).toEqual([
    message('*').replace(': name', ', such as on arn:aws:iam::111122223333:role/any (it may give any role the tag of its condition on aws:ResourceTag/for): name'),
  ]);
  expect(foundInPolicy(assume('*', { Condition: { StringEquals: { 'aws:ResourceTag/for': '${aws:ResourceTag/for}' } } }))).toEqual([message('*')]);
});
