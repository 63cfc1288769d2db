import { serviceOf, SINGLE, singlesFor } from '../../lib/compliance/single-ways';

const actionsFor = (pattern: string) => singlesFor(pattern).map(({ action }) => action);

test('those of the service, with those that the reference tells of', () => {
  expect(actionsFor('kms:*')).toEqual(['kms:PutKeyPolicy', 'kms:CreateGrant']);
  expect(actionsFor('kafka:Put*')).toEqual(['kafka:BatchAssociateScramSecret', 'kafka:PutClusterPolicy']);
  expect(actionsFor('oam:Put*')).toEqual(['oam:PutSinkPolicy']);
  expect(actionsFor('oam:Get*')).toEqual([]);
});

test('those of all tables where the service has a wildcard', () => {
  expect(singlesFor('*')).toBe(SINGLE);
  expect(singlesFor('ia?:Put*')).toBe(SINGLE);
});

test('the service of an action', () => {
  expect(serviceOf('IAM:PutRolePolicy')).toBe('iam');
  expect(serviceOf('*')).toBe('*');
});
