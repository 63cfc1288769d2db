import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { UsageError } from '../../lib/cli/usage-error';
import { ASKED_EXAMPLES } from '../access/asked-examples';
import { temporaryFolder } from '../fleet/support';

const ROLE = 'arn:aws:iam::111122223333:role/api';
const OBJECT = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::acme-media/a' };
const READS = { Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' }] };

function requests(entries: unknown, format: 'text' | 'json' = 'text') {
  const file = join(temporaryFolder(), 'requests.json');
  writeFileSync(file, typeof entries === 'string' ? entries : JSON.stringify(entries, undefined, 2));
  const console = new FakeConsole();
  const code = runCanI([], { requests: file, format }, console);
  return { code, out: console.stdout, err: console.stderr.split(file).join('requests.json') };
}

describe('--requests', () => {
  test('answers each with its reason, and says which is not as expected', () => {
    const { code, out, err } = requests([
      { ...OBJECT, name: 'reads media', identityPolicies: READS, expect: 'allowed' },
      { ...OBJECT, name: 'deletes media', action: 's3:DeleteObject', identityPolicies: READS, expect: 'allowed' },
      { ...OBJECT, identityPolicies: [READS, READS], permissionsBoundary: READS, serviceControlPolicies: [] },
    ]);
    expect(out).toBe([
      'reads media: allowed',
      '  statement 1 ("Read") of identityPolicies allows it; the resource is taken to be of account 111122223333, since its ARN has none',
      'deletes media: denied, expected allowed',
      '  no statement of the identity policies allows it',
      'request 3: allowed',
      '  statement 1 ("Read") of identityPolicies[0], statement 1 ("Read") of identityPolicies[1] and statement 1 ("Read") of permissionsBoundary allow it; the resource is taken to be of account 111122223333, since its ARN has none',
      '',
      '3 requests, 1 not as expected.',
      '',
    ].join('\n'));
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  test('--format json: name, decision and reason', () => {
    const { code, out } = requests([
      { ...OBJECT, name: 'yes', identityPolicies: READS, resourceAccount: '111122223333', expect: 'allowed' },
      { ...OBJECT, name: 'no', identityPolicies: READS, resourceAccount: '444455556666', expect: 'denied' },
      { name: 'perhaps', principal: ROLE, action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-central-1:111122223333:key/1', identityPolicies: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, expect: 'undecided' },
    ], 'json');
    expect(JSON.parse(out)).toEqual([
      { name: 'yes', decision: 'allowed', reason: 'statement 1 ("Read") of identityPolicies allows it' },
      { name: 'no', decision: 'denied', reason: 'the resource has no policy that allows it' },
      { name: 'perhaps', decision: 'undecided', reason: 'it depends on the policy of the key, which is not given (resourcePolicy)' },
    ]);
    expect(code).toBe(0);
  });

  test('AWS\'s worked examples, all of them', () => {
    const { code, out, err } = requests(ASKED_EXAMPLES, 'json');
    const answers = JSON.parse(out) as { readonly name: string; readonly decision: string }[];
    expect(err).toBe('');
    expect(answers.map(({ name, decision }) => ({ name, decision }))).toEqual(ASKED_EXAMPLES.map(({ name, expect: decision }) => ({ name, decision })));
    expect(code).toBe(0);
    expect(answers.length).toBeGreaterThanOrEqual(60);
  });

  test('what is wrong is said of each entry and key, with its place', () => {
    const { code, out, err } = requests([
      { ...OBJECT, name: 'typo', actoin: 's3:GetObject', expect: 'allow' },
      { name: 'nobody', action: 's3', resource: 'bucket', identityPolicies: { Statement: [{ Efect: 'Allow', Action: 's3:*', Resource: '*' }] } },
      'text',
    ]);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^requests\.json:7:5: request 1 \("typo"\): actoin is no key of a request: did you mean "action"\?$/),
      expect.stringMatching(/^requests\.json:8:5: request 1 \("typo"\): expect must be "allowed", "denied" or "undecided", got "allow": did you mean "allowed"\?$/),
      expect.stringMatching(/^requests\.json:12:5: request 2 \("nobody"\): action must be one action, such as "s3:GetObject", got "s3"$/),
      expect.stringMatching(/^requests\.json:13:5: request 2 \("nobody"\): resource must be the ARN of a resource, or "\*" for an action that is about none, got "bucket"$/),
      expect.stringMatching(/^requests\.json:10:3: request 2 \("nobody"\) must say who acts: /),
      expect.stringMatching(/^requests\.json:\d+:\d+: request 2 \("nobody"\): identityPolicies\.Statement\[0\] must have no "Efect", which IAM does not know: did you mean "Effect"\?$/),
      expect.stringMatching(/^requests\.json:\d+:3: request 3 must be an object with "principal" or "as", "action" and "resource", got "text"$/),
      '',
    ]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test.each([
    ['{}', 'requests.json:1:1: must be a JSON array of requests, got {}\n'],
    ['[]', 'requests.json:1:1: must be a JSON array of requests, got none\n'],
    ['[{', 'requests.json:1:3: must be JSON'],
  ])('%s is no file of requests', (content, message) => {
    const { code, err } = requests(content);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('a file that does not exist', () => {
    const console = new FakeConsole();
    expect(runCanI([], { requests: '/nowhere.json', format: 'text' }, console)).toBe(2);
    expect(console.stderr).toBe('/nowhere.json: does not exist\n');
  });

  test('nothing in a name or a statement id reaches the terminal as it is', () => {
    const hostile = '\u001b[2J\u202eevil\n';
    const entry = { ...OBJECT, name: hostile, identityPolicies: { Statement: [{ Sid: `${hostile}x`, Effect: 'Allow', Action: '*', Resource: '*' }] } };
    expect(requests([entry]).out).not.toMatch(/[\u001b\u202e]/);
    expect(requests([entry]).out.split('\n')).toHaveLength(5);
    expect(requests([entry], 'json').out).not.toMatch(/[\u001b\u202e]/);
    expect(JSON.parse(requests([entry], 'json').out)[0].name).toBe(hostile);
    expect(requests([{ ...entry, [hostile]: 1 }]).err).not.toMatch(/[\u001b\u202e]/);
  });
});

test('without a question it is wrong usage', () => {
  expect(() => runCanI([], { format: 'text' }, new FakeConsole())).toThrow(UsageError);
});
