import { Checks } from '../e2e/support/checks';
import type { Deployed } from '../e2e/support/intrinsics';
import { meaningIn } from '../e2e/support/intrinsics';
import { parseOptions } from '../e2e/support/options';

describe('Checks', () => {
  test('pass by equality in depth, by a pattern, and by nothing being wrong', () => {
    const checks = new Checks();
    checks.equal('same', { a: [1] }, { a: [1] });
    checks.matches('text', 'ok', /^ok$/);
    checks.none('nothing wrong', [], '3 roles');
    expect(checks.failed).toEqual([]);
    expect(checks.results.map(({ seen }) => seen)).toEqual(['{"a":[1]}', 'ok', '3 roles']);
  });

  test('fail with what was seen and what was expected', () => {
    const checks = new Checks();
    checks.equal('differs', { a: [1] }, { a: [2] });
    checks.matches('text', 'denied', /^ok$/);
    checks.none('something wrong', ['a role is missing'], '3 roles');
    expect(checks.failed.map(({ seen }) => seen)).toEqual([
      '{"a":[1]}, expected {"a":[2]}', 'denied, expected /^ok$/', 'a role is missing',
    ]);
  });

  test('fail with the message of what is thrown', async () => {
    const checks = new Checks();
    await checks.succeeds('throws', () => Promise.reject(new Error('no')));
    expect(checks.failed).toEqual([{ name: 'throws', passed: false, seen: 'no' }]);
  });

  test('have names that stand once: a mutation names the check that finds it', () => {
    const checks = new Checks();
    checks.equal('name', 1, 1);
    expect(() => checks.equal('name', 1, 1)).toThrow('the name of a check must stand once, got "name" twice');
  });
});

describe('meaningIn', () => {
  const deployed: Deployed = {
    account: '111122223333',
    region: 'eu-west-1',
    stackName: 'Stack',
    refs: { Role: 'role-1' },
    attribute: (logicalId, name) => `${logicalId}/${name}`,
  };

  test.each<[string, unknown, unknown]>([
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['a resource', { Ref: 'Role' }, 'role-1'],
    ['an attribute', { 'Fn::GetAtt': ['Provider', 'Arn'] }, 'Provider/Arn'],
    ['an attribute in its short form', { 'Fn::GetAtt': 'Provider.Endpoint.Url' }, 'Provider/Endpoint.Url'],
    ['a text with parts', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam']] }, 'arn:aws:iam'],
    ['a part of a text', { 'Fn::Select': [1, { 'Fn::Split': ['//', 'https://host/id'] }] }, 'host/id'],
    ['properties that are left out', { A: { Ref: 'AWS::NoValue' }, B: [{ Ref: 'AWS::NoValue' }, 'b'] }, { B: ['b'] }],
    ['what is literal', { A: [1, true, null, { B: 'b' }] }, { A: [1, true, null, { B: 'b' }] }],
  ])('%s', (_, value, meaning) => expect(meaningIn(deployed, value)).toEqual(meaning));

  test('refuses what it does not know, rather than leave it in its place', () => {
    expect(() => meaningIn(deployed, { 'Fn::Base64': 'x' })).toThrow('intrinsic functions must be Ref, GetAtt, Join, Split and Select, got Fn::Base64');
    expect(() => meaningIn(deployed, { Ref: 'Nobody' })).toThrow('a reference must be to a parameter or a deployed resource, got Nobody');
  });
});

describe('parseOptions', () => {
  test('reads a pattern in both forms', () => {
    expect(parseOptions(['--only', 'mutations/sub', '--keep'])).toEqual({ only: /mutations\/sub/i, keep: true, help: false });
    expect(parseOptions(['--only=updates'])).toEqual({ only: /updates/i, keep: false, help: false });
  });

  test('refuses what it does not know', () => {
    expect(() => parseOptions(['--all'])).toThrow('options must be --only PATTERN, --keep or --help, got "--all"');
    expect(() => parseOptions(['--only'])).toThrow('options must be --only PATTERN, --keep or --help, got "--only"');
  });
});
