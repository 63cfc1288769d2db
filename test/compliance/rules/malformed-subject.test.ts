import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (sub: string, problem: string, id = sub) => `MalformedSubject[${id}]: statement 1 of the trust asks for the subject "${sub}", which ${problem}`;
const SHAPE = 'must be "system:serviceaccount:<namespace>:<name>"';
const LABEL = "must be an RFC 1123 label (a-z, 0-9 and '-', beginning and ending with a letter or digit, at most 63 characters)";
const SUBDOMAIN = "must be an RFC 1123 subdomain (labels of a-z, 0-9 and '-', each beginning and ending with a letter or digit, joined by '.', "
  + 'at most 253 characters)';

test('what Kubernetes calls a service account is clean', () => {
  for (const sub of [WEB, 'system:serviceaccount:a:b', 'system:serviceaccount:shop:1', `system:serviceaccount:${'n'.repeat(63)}:a.b-c.${'d'.repeat(200)}`]) {
    expect(found(sound(sub))).toEqual([]);
  }
});

test.each([
  'web', 'shop:web', 'system:serviceaccount:shop', 'system:serviceaccount:shop/web', 'system:serviceaccounts:shop:web', 'system:serviceaccount:shop:web:x',
  'System:serviceaccount:shop:web', 'system:node:ip-10-0-0-1', 'system.serviceaccount.shop.web', '',
])('%j has another shape', (sub) => {
  expect(found(sound(sub))).toEqual([message(sub, SHAPE)]);
});

test.each([
  ['system:serviceaccount::web', `has a namespace that ${LABEL}, got ""`],
  ['system:serviceaccount:Shop:web', `has a namespace that ${LABEL}, got "Shop": perhaps "shop"`],
  ['system:serviceaccount:shop.eu:web', `has a namespace that ${LABEL}, got "shop.eu"`],
  ['system:serviceaccount:shop:', `has a service account that ${SUBDOMAIN}, got ""`],
  ['system:serviceaccount:shop:Web_App', `has a service account that ${SUBDOMAIN}, got "Web_App": perhaps "web-app"`],
  ['system:serviceaccount:shop:-web', `has a service account that ${SUBDOMAIN}, got "-web": perhaps "web"`],
])('%s has a name that Kubernetes refuses', (sub, problem) => {
  expect(found(sound(sub))).toEqual([message(sub, problem)]);
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: [sub, `${WEB}-*`] } }))).toEqual([message(sub, problem)]);
});

test('each of several is found, and another condition takes none away', () => {
  expect(found(sound([WEB, 'web', 'api']))).toEqual([message('web', SHAPE), message('api', SHAPE)]);
  expect(found(statement({ StringEquals: { [AUD]: STS, [SUB]: 'web' }, StringLike: { [SUB]: `${WEB}*` } }))).toEqual([message('web', SHAPE)]);
});

test.each([
  ['shop:*', SHAPE], ['system:serviceaccounts:*', SHAPE], ['system:serviceaccount:shop:web:*', SHAPE], ['?ystem:serviceaccount:a:b:*', SHAPE], ['s?', SHAPE],
  ['system:serviceaccount:Shop:web-*', `has a namespace that ${LABEL}, got "Shop": perhaps "shop"`],
  ['system:serviceaccount:[a-z]*:web', `has a namespace that ${LABEL}, got "[a-z]*": wildcards are * and ? alone`],
  ['system:serviceaccount:Shop*:web', `has a namespace that ${LABEL}, got "Shop*": wildcards are * and ? alone`],
  ['system:serviceaccount:shop-{a,b}?:web', `has a namespace that ${LABEL}, got "shop-{a,b}?": wildcards are * and ? alone`],
  ['system:serviceaccount:shop:Web*', "has a service account that must be of lower-case letters, digits, '-' and '.'"],
])('the pattern %s stands for no subject', (sub, problem) => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: sub } }))).toEqual([message(sub, problem)]);
});

test('a policy variable is found, also where it looks like a name', () => {
  const problem = 'has a policy variable, which stands for what the token says of itself';
  expect(found(sound(`\${${SUB}}`))).toEqual([message(`\${${SUB}}`, problem)]);
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: `\${${SUB}}*` } }))).toEqual([message(`\${${SUB}}*`, problem)]);
});

test('the case does not matter where the operator ignores it', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringEqualsIgnoreCase: { [SUB]: WEB.toUpperCase() } }))).toEqual([]);
});

test('a subject is judged as far as it is known', () => {
  const role = (sub: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound(sub) } } } });
  expect(role({ 'Fn::Sub': 'serviceaccount:${Namespace}:web' })).toEqual([message('serviceaccount:<Namespace>:web', SHAPE)]);
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${Namespace}:Web' }))
    .toEqual([message('system:serviceaccount:<Namespace>:Web', `has a service account that ${SUBDOMAIN}, got "Web": perhaps "web"`)]);
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${NamespaceAndName}' })).toEqual([
    'Undecidable[the-subject-system:serviceaccount:<NamespaceAndName>]: the subject system:serviceaccount:<NamespaceAndName> is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});
