import { undecidedParts } from '../../lib/compliance/undecided';
import { readDocument } from '../../lib/iam/document';
import { unknownPart } from '../../lib/iam/partial-text';

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const part = unknownPart('Parameter');

const undecided = (...principals: unknown[]) => undecidedParts(readDocument({
  Statement: principals.map((principal) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, Condition: part })),
}));

test.each<[string, object, string[]]>([
  ['but not of a trust for a service', { Service: 'ec2.amazonaws.com' }, []],
  ['but not of a trust for an account', { AWS: ['arn:aws:iam::111122223333:root', unknownPart('Role.Arn')] }, []],
  ['also of one for pods', { Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] }, ['the conditions of statement 1']],
  ['also of one for a service that is not known', { Service: part }, ['the conditions of statement 1']],
  ['also of one for everyone', { AWS: '*' }, ['the conditions of statement 1']],
  ['also of one for a cluster besides', { AWS: 'arn:aws:iam::111122223333:root', Federated: PROVIDER }, ['the conditions of statement 1']],
])('what cannot be decided is said, %s', (_, principal, expected) => {
  expect(undecided(principal)).toEqual(expected);
});

test('of several statements, those that are for others are left out', () => {
  expect(undecided({ Service: 'ec2.amazonaws.com' }, { Federated: PROVIDER }, { AWS: '111122223333' }, '*')).toEqual(['the conditions of statement 2', 'the conditions of statement 4']);
});

test('what is wrong with the whole policy counts for all', () => {
  expect(undecidedParts(readDocument(part))).toEqual(['the whole policy']);
  expect(undecidedParts(readDocument({ Statement: [null] }))).toEqual(['statement 1']);
});
