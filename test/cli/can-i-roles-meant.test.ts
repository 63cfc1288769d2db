import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { runWhatCan } from '../../lib/cli/what-can/run-what-can';
import { ACCOUNT, folderWith, roleOf, templateOf, trustFor } from '../access/inventory-fixture';

const OBJECT = 'arn:aws:s3:::acme-media/a.png';
const TRUST = trustFor('system:serviceaccount:shop:api');
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' };

function ask(folder: string, asRole: string, parameter?: readonly string[], path = '.') {
  const console = new FakeConsole();
  return runCanI(['s3:GetObject', OBJECT, join(folder, path)], { format: 'text', asRole, ...parameter === undefined ? {} : { parameter } }, console);
}

describe('roles whose names CloudFormation makes', () => {
  const folder = folderWith({
    'one.template.json': templateOf({ Api: roleOf(undefined, TRUST, [READ]), Other: roleOf('named', TRUST, [READ]) }),
    'two.template.json': templateOf({ Api: roleOf(undefined, TRUST, []), Web: roleOf(undefined, TRUST, [READ]) }),
  });

  test.each([
    ['its logical id', 'Web', 0], ['its stack and logical id', 'one/Api', 0], ['that of another stack', 'two/Api', 1],
    ['its name', 'named', 0], ['the logical id of a role that has a name', 'Other', 0], ['both', 'one/Other', 0],
  ])('%s', (_, name, code) => expect(ask(folder, name)).toBe(code));

  test('two of one logical id are two', () => {
    expect(() => ask(folder, 'Api')).toThrow('--as-role "Api" is the name of several roles: write one of one/Api or two/Api');
  });

  test.each([
    ['one/Apy', '--as-role must be a role among the paths, got "one/Apy": did you mean "one/Api"?'],
    ['Wep', '--as-role must be a role among the paths, got "Wep": did you mean "Web"?'],
    [`arn:aws:iam::${ACCOUNT}:role/one-Api-1ABCDEFGH`, `--as-role must be a role among the paths, got "arn:aws:iam::${ACCOUNT}:role/one-Api-1ABCDEFGH": a role whose name CloudFormation makes is given by its logical id, or as STACK/LOGICAL-ID`],
  ])('%s is none', (name, message) => expect(() => ask(folder, name)).toThrow(message));

  test('a stack of which several files are given', () => {
    const both = folderWith({ 'app.template.json': templateOf({ Api: roleOf(undefined, TRUST, [READ]) }), 'app.yaml': templateOf({ Api: roleOf(undefined, TRUST, []) }) });
    expect(() => ask(both, 'app/Api')).toThrow(/^--as-role "app\/Api" is a role of several files: name one of .*app\.template\.json or .*app\.yaml in place of all of them$/);
    expect([ask(both, 'app/Api', undefined, 'app.template.json'), ask(both, 'app/Api', undefined, 'app.yaml')]).toEqual([0, 1]);
  });
});

describe('--parameter', () => {
  const folder = folderWith({
    'roles.json': JSON.stringify({
      Parameters: { Bucket: { Type: 'String', Default: 'acme-other' } },
      Resources: { Api: roleOf('api', TRUST, [{ ...READ, Resource: { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' } }]) },
    }),
  });

  test('gives a parameter of the templates its value', () => {
    expect(ask(folder, 'api', ['Bucket=acme-media'])).toBe(0);
    expect(ask(folder, 'api', ['Bucket=acme-else'])).toBe(1);
    expect(ask(folder, 'api', ['Bukket=acme-media'])).toBe(2);
    expect(() => ask(folder, 'api', ['acme-media'])).toThrow('--parameter must be <name>=<value> with the name of a template\'s parameter, got "acme-media"');
    const console = new FakeConsole();
    runWhatCan('shop/api', [folder], { format: 'text', parameter: ['Bucket=acme-media'] }, console);
    expect(console.stdout).toContain('reads objects of acme-media');
  });
});
