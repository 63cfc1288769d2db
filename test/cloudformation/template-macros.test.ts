import { macrosOf } from '../../lib/cloudformation/template-macros';

test.each([
  [undefined, []],
  ['AWS::Serverless-2016-10-31', []],
  [['AWS::LanguageExtensions', 'Company::Roles', 'Company::Roles'], ['Company::Roles']],
  [{ Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } }, ['AWS::Include']],
  [[{ Parameters: {} }, { Name: { Ref: 'Macro' } }, 7, null], ['that is not named']],
])('of %j', (transform, expected) => expect(macrosOf({ Transform: transform, Resources: {} })).toEqual(expected));

test('of what is no template', () => expect(macrosOf('text')).toEqual([]));
