import { Aws, Lazy } from 'aws-cdk-lib/core';
import { ACCOUNT, AUDIENCE, IAM_PATH, NAMESPACE, REGION, ROLE_NAME, SERVICE_ACCOUNT_NAME, SERVICE_ACCOUNT_PATTERN, TAG_KEY, TAG_VALUE } from '../../lib/core/names';
import { explain, requireFormat } from '../../lib/core/text-format';

const CASES = [
  { format: NAMESPACE, legal: ['a', '0', 'kube-system', 'x'.repeat(63)], illegal: ['', '-a', 'a-', 'a.b', 'A', 'a_b', 'x'.repeat(64)] },
  {
    format: SERVICE_ACCOUNT_NAME,
    legal: ['a', '0', 'a.b', 'cert-manager', 'x'.repeat(253)],
    illegal: ['', 'a..b', '.a', 'a.', 'a.-b', 'a-.b', 'Web', 'a/b', 'a*', 'x'.repeat(254)],
  },
  { format: SERVICE_ACCOUNT_PATTERN, legal: ['a*', 'provider-aws-*', '?a'], illegal: ['*', '**?', 'abc', 'A*', '', 'a*/b'] },
  { format: ROLE_NAME, legal: ['a', 'A_b+=,.@-9', 'x'.repeat(64)], illegal: ['', 'a/b', 'a b', 'x'.repeat(65), 'ä'] },
  { format: IAM_PATH, legal: ['/', '/a/', '/k8s-main/x/'], illegal: ['', 'a', '/a', 'a/', '/a b/', `/${'x'.repeat(511)}/`] },
  { format: ACCOUNT, legal: ['012345678901'], illegal: ['', '12345678901', '1234567890123', '1111-2222-3333'] },
  { format: REGION, legal: ['eu-central-1', 'us-gov-west-1', 'cn-north-1', 'us-isob-east-1', 'eusc-de-east-1'], illegal: ['', 'eu-central-1a', 'europe', 'EU-central-1', 'aws-global'] },
  { format: AUDIENCE, legal: ['sts.amazonaws.com', 'https://x/y'], illegal: ['', 'a b', '*', 'sts.*', 'st?'] },
  { format: TAG_KEY, legal: ['owner', 'a b', 'k8s.io/x'], illegal: ['', 'aws:x', 'AWS:x', 'a{b', 'x'.repeat(129)] },
  { format: TAG_VALUE, legal: ['', 'x y', 'x'.repeat(256)], illegal: ['a{b', 'x'.repeat(257)] },
];

describe.each(CASES)('$format.rule', ({ format, legal, illegal }) => {
  test.each(legal)('accepts %j', (value) => expect(explain(format, value)).toBeUndefined());
  test.each(illegal)('refuses %j', (value) => expect(explain(format, value)).toMatch(/^must .+, got "/));
  test('its own example is legal', () => expect(explain(format, format.example)).toBeUndefined());
});

test.each([
  [REGION, 'eu-central1', 'eu-central-1'], [REGION, 'EU-West-1', 'eu-west-1'], [REGION, 'us_east_1', 'us-east-1'], [REGION, 'eucentral-1', 'eu-central-1'],
  [NAMESPACE, 'My_App', 'my-app'], [SERVICE_ACCOUNT_NAME, 'Web', 'web'],
])('a slip of the pen has its fix: %#', (format, written, fixed) => expect(explain(format, written)).toContain(`, got "${written}": perhaps "${fixed}"`));

test.each([[REGION, 'europe'], [NAMESPACE, 'team-*'], [SERVICE_ACCOUNT_NAME, 'run-*']])('nothing else is guessed: %#', (format, written) => {
  expect(explain(format, written)).not.toContain('perhaps');
});

test('an account with hyphens, as the console shows it', () => {
  expect(explain(ACCOUNT, '1111-2222-3333')).toBe('must be an AWS account id (12 digits, in quotes in YAML), got "1111-2222-3333": write it without hyphens, "111122223333"');
});

test('a message names what was written, the value, the rule and a likely fix', () => {
  expect(() => requireFormat(SERVICE_ACCOUNT_NAME, 'serviceAccountName', 'Web_App')).toThrow(
    "serviceAccountName must be an RFC 1123 subdomain (labels of a-z, 0-9 and '-', each beginning and ending with a letter or digit, " +
    'joined by \'.\', at most 253 characters), got "Web_App": perhaps "web-app"');
  expect(() => requireFormat(REGION, 'region', 'eu-central-1 ')).toThrow('got "eu-central-1 ": it begins or ends with white space');
  expect(() => requireFormat(REGION, 'region', 'eu-central-1a')).toThrow('got "eu-central-1a": this is an availability zone of "eu-central-1"');
  expect(() => requireFormat(NAMESPACE, 'namespace', 'x'.repeat(64))).toThrow('(64 characters)');
});

test('a deploy-time value passes every format, since nobody knows it at synth', () => {
  for (const { format } of CASES) {
    requireFormat(format, 'value', Aws.REGION);
    requireFormat(format, 'value', `prefix ${Lazy.string({ produce: () => '***' })}`);
  }
});
