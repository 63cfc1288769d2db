import { NAMED, permissionsOf, prefixOf } from '../../lib/iam/api-names';
import { KnownActions } from '../../lib/iam/known-actions';

const reference = KnownActions.read();

test('what is named is in the reference, and an operation is none of its actions', () => {
  expect(NAMED.actions.filter((action) => reference.matching(action)?.length !== 1)).toEqual([]);
  expect(NAMED.prefixes.filter((prefix) => reference.service(prefix) === undefined)).toEqual([]);
  expect(NAMED.operations.filter((operation) => reference.matching(operation)?.length !== 0)).toEqual([]);
});

test('upper and lower case are the same', () => {
  expect(permissionsOf('S3:headobject')).toEqual(['s3:GetObject']);
  expect(permissionsOf('s3:GetObject')).toBeUndefined();
  expect([prefixOf('StepFunctions'), prefixOf('step-functions'), prefixOf('constructor')]).toEqual(['states', 'states', undefined]);
});
