import { foundInPolicy } from './fixture';

const allow = (Condition?: object) => ({ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*', ...Condition && { Condition } });
const deny = (Condition: object) => ({ Effect: 'Deny', Action: 'iam:*', Resource: '*', Condition });
const region = (operator: string, ...values: string[]) => ({ [operator]: { 'aws:RequestedRegion': values } });

test('conditions that exclude each other allow nothing', () => {
  expect(foundInPolicy(allow({ ...region('StringEquals', 'us-east-1'), ...region('StringNotLike', 'us-*') }))).toEqual([]);
  expect(foundInPolicy(allow({ ...region('StringEquals', 'us-east-1'), ...region('StringNotLike', 'eu-*') }))).toHaveLength(1);
});

test('denies that leave nothing between them take all away', () => {
  expect(foundInPolicy([allow(), deny(region('StringEquals', 'eu-west-1')), deny(region('StringNotEquals', 'eu-west-1'))])).toEqual([]);
  expect(foundInPolicy([allow(), deny(region('StringEquals', 'eu-west-1')), deny(region('StringNotEquals', 'eu-west-1', 'us-east-1'))])).toHaveLength(1);
});
