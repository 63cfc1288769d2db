import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { ACCOUNT, folderWith, shop } from '../access/inventory-fixture';

const OBJECT = 'arn:aws:s3:::acme-media/a.png';
const SHOP = shop();

describe('--requests with paths', () => {
  function requests(entries: readonly object[], hasPaths = true) {
    const file = join(folderWith({}), 'requests.json');
    writeFileSync(file, JSON.stringify(entries));
    const console = new FakeConsole();
    const code = runCanI(hasPaths ? [SHOP] : [], { requests: file, format: 'json' }, console);
    return { code, out: console.stdout, err: console.stderr.split(file).join('requests.json') };
  }

  test('service accounts, roles among the paths, and principals with policies of their own', () => {
    const { code, out } = requests([
      { name: 'reads', as: 'shop/api', action: 's3:GetObject', resource: OBJECT, expect: 'allowed' },
      { name: 'deletes', as: 'shop/api', action: 's3:DeleteObject', resource: OBJECT, expect: 'denied' },
      { name: 'puts from elsewhere', as: 'shop/api', action: 's3:PutObject', resource: OBJECT, context: { 'aws:SourceVpc': 'vpc-2' }, expect: 'denied' },
      { name: 'the role', principal: `arn:aws:iam::${ACCOUNT}:role/api`, action: 's3:GetObject', resource: OBJECT, expect: 'allowed' },
      { name: 'another', principal: `arn:aws:iam::${ACCOUNT}:role/api`, action: 's3:GetObject', resource: OBJECT, identityPolicies: { Statement: [] }, expect: 'denied' },
      { name: 'limited', as: 'shop/api', action: 's3:GetObject', resource: OBJECT, resourcePolicy: { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } }, expect: 'denied' },
    ]);
    expect((JSON.parse(out) as { decision: string }[]).map(({ decision }) => decision)).toEqual(['allowed', 'denied', 'denied', 'allowed', 'denied', 'denied']);
    expect(code).toBe(0);
    expect(JSON.parse(out)[5].reason).toContain('statement 1 of resourcePolicy denies it');
  });

  test('a service account needs paths, and has the policies of its roles', () => {
    expect(requests([{ name: 'x', as: 'shop/api', action: 's3:GetObject', resource: OBJECT }], false)).toEqual({
      code: 2,
      out: '',
      err: 'requests.json:1:14: request 1 ("x"): as needs the roles of the service account: name the files or folders that have them behind the options, as in can-i --requests FILE PATH\n',
    });
    expect(requests([{ as: 'shop/api', action: 's3:GetObject', resource: OBJECT, identityPolicies: { Statement: [] } }]).err)
      .toContain('request 1: identityPolicies must not stand beside "as", whose roles have their own among the paths');
  });

  test('an action that AWS does not have is noted: an expected "denied" would hold for ever', () => {
    const { code, err } = requests([
      { name: 'mistyped', as: 'shop/api', action: 's3:GetObjct', resource: OBJECT, expect: 'denied' },
      { name: 'of no action', as: 'shop/api', action: 's3:Gte*', resource: OBJECT, expect: 'denied' },
      { name: 'right', as: 'shop/api', action: 's3:PutObjectAc?', resource: OBJECT },
    ]);
    expect(code).toBe(0);
    expect(err.replace(/\d{4}-\d\d-\d\d/g, '<day>').split('\n')).toEqual([
      'note: mistyped: s3:GetObjct is no action that AWS had on <day>: did you mean s3:GetObject?',
      'note: of no action: s3:Gte* is no action that AWS had on <day>',
      '',
    ]);
  });
});
