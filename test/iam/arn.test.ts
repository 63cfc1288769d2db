import { arnMatches, arnParts, managedPolicyOf, resourceMatches, resourceStart } from '../../lib/iam/arn';
import { unknownPart } from '../../lib/iam/partial-text';

const account = unknownPart('AWS::AccountId');
const partition = unknownPart('AWS::Partition:*');

test('where the resource of an ARN begins', () => {
  expect(['arn:aws:s3:::b:c', `arn:${partition}:s3:::*`, 'arn:aws:s3::', 'x', 'arn:aws:s3:::'].map((arn) => { const at = resourceStart(arn); return at === undefined ? undefined : arn.slice(at); })).toEqual(['b:c', '*', undefined, undefined, '']);
});

describe('the parts of an ARN', () => {
  test.each<[string, readonly string[]]>([
    ['arn:aws:iam::111122223333:role/app/web', ['aws', 'iam', '', '111122223333', 'role/app/web']],
    ['arn:aws:sns:eu-central-1:111122223333:topic:a:b', ['aws', 'sns', 'eu-central-1', '111122223333', 'topic:a:b']],
    ['arn:aws:s3:::bucket/*', ['aws', 's3', '', '', 'bucket/*']],
    ['arn:*:iam::*:', ['*', 'iam', '', '*', '']],
    [`arn:${partition}:iam::${account}:role/x`, [partition, 'iam', '', account, 'role/x']],
  ])('%s', (arn, [of, service, region, owner, resource]) => {
    expect(arnParts(arn)).toEqual({ partition: of, service, region, account: owner, resource });
  });

  test.each(['', '*', 'arn', 'arn:aws:iam::1', 'arn:aws:iam::*', 'ARN:aws:iam::1:x', 'urn:aws:iam::1:x', account, 'a:b:c:d:e:f'])('%j has none', (text) => {
    expect(arnParts(text)).toBeUndefined();
  });

  test.each<[string, object | undefined]>([
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', { account: 'aws', name: 'ReadOnlyAccess' }],
    ['arn:aws:iam::aws:policy/aws-service-role/X', { account: 'aws', name: 'X' }],
    [`arn:${partition}:iam::${account}:policy/a/${unknownPart('x/y')}`, { account, name: unknownPart('x/y') }],
    ['arn:aws:iam::aws:role/x', undefined],
    ['arn:aws:iot:eu-central-1:111122223333:policy/x', undefined],
    ['arn:aws:iot::aws:policy/x', undefined],
    ['x', undefined],
  ])('%s as that of a managed policy', (arn, expected) => {
    expect(managedPolicyOf(arn)).toEqual(expected);
  });
});

const ROLE = 'arn:aws:iam::111122223333:role/app/web';
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:topic:a';

describe('ArnLike compares part by part', () => {
  test.each<[string, string, boolean]>([
    [ROLE, ROLE, true],
    ['arn:aws:iam::111122223333:role/*', ROLE, true],
    ['arn:aws:iam::*:role/*', ROLE, true],
    ['arn:aws:iam::1111????3333:role/app/w?b', ROLE, true],
    ['arn:*:*:*:*:*', ROLE, true],
    ['arn:aws:iam:*:role/*', ROLE, false],
    ['arn:aws:*:role/*', ROLE, false],
    ['arn:*', ROLE, false],
    ['*', ROLE, false],
    ['arn:aws:iam::111122223333:*/web', ROLE, true],
    ['arn:aws:sns:*:*:topic:*', TOPIC, true],
    ['arn:aws:sns:*:*:topic*', TOPIC, true],
    ['arn:aws:sns:*:topic:a', TOPIC, false],
    ['arn:aws:sns:eu-*:*', TOPIC, false],
    ['arn:aws:iam::111122223333:role/App/*', ROLE, false],
    ['arn:AWS:iam::111122223333:role/*', ROLE, false],
    ['arn:aws:iam:::role/app/web', ROLE, false],
    [`arn:${partition}:iam::*:role/*`, `arn:${partition}:iam::${account}:role/x`, true],
    ['arn:*:iam::*:role/*', `arn:${partition}:iam::${account}:role/x`, true],
    ['arn:aws:iam::*:role/*', `arn:${partition}:iam::${account}:role/x`, false],
    [`arn:aws:iam::${account}:role/*`, ROLE, false],
  ])('%s for %s: %s', (pattern, arn, expected) => expect(arnMatches(pattern, arn)).toBe(expected));
});

describe('Resource', () => {
  test.each<[string, boolean, boolean]>([
    ['*', true, true],
    ['?*', true, true],
    ['', false, false],
    ['??', false, false],
    [ROLE, true, true],
    ['arn:aws:iam::*:role/*', true, true],
    ['arn:*', true, false],
    ['arn:aws:iam::111122223333', true, false],
    ['arn:aws:s3', false, false],
    ['arn:aws:iam:*:role/*', false, false],
    ['role/*', false, false],
  ])('%j takes the role in a policy that is filled up: %s, in another: %s', (entry, filledUp, otherwise) => {
    expect([resourceMatches(entry, ROLE, { fillsUp: true }), resourceMatches(entry, ROLE, { fillsUp: false })]).toEqual([filledUp, otherwise]);
  });
});
