import { audit, folderWith, ISSUER, role, statement } from './support';

const trusting = (sub: unknown) => role({ Statement: [statement({ StringLike: { [`${ISSUER}:sub`]: sub }, StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } })] });
const folder = folderWith({
  'any.json': { Parameters: { Name: { Type: 'String' } }, Resources: { A: trusting({ 'Fn::Sub': 'system:serviceaccount:shop:${Name}' }) } },
  'few.json': { Parameters: { Name: { Type: 'String', AllowedValues: ['web', '*'] } }, Resources: { A: trusting({ 'Fn::Sub': 'system:serviceaccount:shop:${Name}' }) } },
  'none.json': { Resources: { A: trusting('system:serviceaccount:shop:web-*') } },
});
const found = (...args: string[]) => audit([...args, '--format', 'json'], { cwd: folder });
const rulesOf = (...args: string[]) => JSON.parse(found(...args).stdout).findings.map(({ rule }: { rule: string }) => rule.replace('IrsaChecks-', ''));

test('without a value, the subject cannot be judged; with one, it is', () => {
  expect(rulesOf('any.json')).toEqual(['Undecidable']);
  expect(rulesOf('any.json', '--parameter', 'Name=web-*')).toEqual([]);
  expect(rulesOf('any.json', '--parameter', 'Name=*')).toEqual(['AnyServiceAccount']);
  expect(rulesOf('any.json', '--parameter', 'Name=web')).toEqual(['NeedlessStringLike']);
});

test('each of a few allowed values is judged, unless one is given', () => {
  expect(rulesOf('few.json')).toEqual(['AnyServiceAccount']); // "*" needs StringLike, so that it is not needless for "web"
  expect(rulesOf('few.json', '--parameter', 'Name=web')).toEqual(['NeedlessStringLike']);
});

test.each([
  [['few.json', '--parameter', 'Name=api'], 'few.json: takes for the parameter Name only "web", "*", got "api"'],
  [['few.json', '--parameter', 'Nmae=web'], '--parameter "Nmae": must name a parameter of a template, and none declares it: did you mean "Name"?'],
  [['none.json', '--parameter', 'Name=web'], '--parameter "Name": must name a parameter of a template, and none declares any'],
])('%j is wrong', (args, message) => {
  const { status, stderr } = found(...args);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});

test('one without a value is refused before anything is read', () => {
  expect(() => found('any.json', '--parameter', 'Name')).toThrow('--parameter must be <name>=<value> with the name of a template\'s parameter, got "Name"');
});
