import { evaluateAll } from '../../lib/cloudformation/all-ways';
import { evaluate, UnreadableError } from '../../lib/cloudformation/intrinsics';
import type { TemplateScope } from '../../lib/cloudformation/intrinsics';
import { isKnown, plain } from '../../lib/iam/partial-text';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';

const SCOPE: TemplateScope = {
  resources: {
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } } },
    OldProvider: { Type: 'Custom::AWSCDKOpenIdConnectProvider' },
    Cluster: { Type: 'AWS::EKS::Cluster' },
    Json: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: { 'Fn::Join': ['', ['{"', { Ref: 'Issuer' }, ':sub":"system:serviceaccount:web:web"}']] } } },
    Broken: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: { 'Fn::Join': ['', ['{"a":', { Ref: 'Number' }, '}']] } } },
    Selfish: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: { 'Fn::Join': ['', ['{"a":"', { 'Fn::GetAtt': ['Selfish', 'Value'] }, '"}']] } } },
  },
  mappings: { Issuers: { production: { issuer: ISSUER, list: ['a', 'b'] } } },
};

/** As messages show it. */
function shown(value: unknown): unknown {
  return JSON.parse(plain(JSON.stringify(value) ?? 'null'));
}

const evaluated = (value: unknown, scope = SCOPE) => shown(evaluate(value, scope));

describe('what is known', () => {
  test.each<[string, unknown, unknown]>([
    ['text', 'a', 'a'],
    ['a number, a flag and nothing', [1, true, null], [1, true, null]],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', 1, true]] }, 'a-1-true'],
    ['Fn::Join in Fn::Join', { 'Fn::Join': ['', ['a', { 'Fn::Join': [',', ['b', 'c']] }]] }, 'ab,c'],
    ['Fn::Join of a list that is computed', { 'Fn::Join': ['/', { 'Fn::Split': [':', 'a:b:c'] }] }, 'a/b/c'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${A}-${A}-${B}', { A: 'x', B: { 'Fn::Join': ['', ['y', 'z']] } }] }, 'x-x-yz'],
    ['Fn::Sub with what only looks like a variable', { 'Fn::Sub': 'x${!A}${' }, 'x${A}${'],
    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Select with the index as text', { 'Fn::Select': ['1', { 'Fn::Split': ['//', `https://${ISSUER}`] }] }, ISSUER],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Issuers', 'production', 'issuer'] }, ISSUER],
    ['Fn::FindInMap with computed keys', { 'Fn::FindInMap': ['Issuers', { 'Fn::Join': ['', ['prod', 'uction']] }, 'issuer'] }, ISSUER],
    ['Fn::FindInMap of a list', { 'Fn::Select': [1, { 'Fn::FindInMap': ['Issuers', 'production', 'list'] }] }, 'b'],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Issuers', 'staging', 'issuer', { DefaultValue: 'other' }] }, 'other'],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { 'Fn::Join': ['', ['b', 'c']] } } }, '{"a":"bc"}'],
    ['AWS::NoValue in a map', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['AWS::NoValue in Fn::Join', { 'Fn::Join': ['', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    ['AWS::NoValue alone', { Ref: 'AWS::NoValue' }, null],
    ["a policy's Condition, which is no function", { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
    ["a policy's Condition as text", { Condition: 'IsProduction' }, { Condition: 'IsProduction' }],
  ])('%s', (_, given, expected) => {
    expect(evaluated(given)).toEqual(expected);
  });
});

describe('what is known only at deploy time', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Parameter' }, '<Parameter>'],
    ['Ref of a parameter of the stack', { Ref: 'AWS::Region' }, '<AWS::Region>'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '<Bucket.Arn>'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Nested.Outputs.Arn' }, '<Nested.Outputs.Arn>'],
    ['the ARN of a provider, which is its reference', [{ Ref: 'Provider' }, { 'Fn::GetAtt': ['Provider', 'Arn'] }, { Ref: 'OldProvider' }], ['<Provider>', '<Provider>', '<OldProvider>']],
    ['Fn::Join of known and unknown', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'iam']] }, 'arn:<AWS::Partition>:iam'],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${Account}:role/${Role.Name}' }, 'arn:<AWS::Partition>:iam::<Account>:role/<Role.Name>'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stack}-arn' } }, '<import <Stack>-arn>'],
    ['Fn::GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'Cluster', OutputName: 'Arn' } }, '<output Cluster.Arn>'],
    ['a piece of an ARN before which all is plain', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x' }] }] }, 'role/x'],
    ['the issuer of a URL', { 'Fn::Select': [1, { 'Fn::Split': ['//', { Ref: 'Url' }] }] }, '<issuer of Url>'],
    ['the issuer of a URL, cut otherwise', { 'Fn::Select': [1, { 'Fn::Split': ['https://', { Ref: 'Url' }] }] }, '<issuer of Url>'],
    ["the issuer of a provider's ARN", { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] }, '<issuer of Provider>'],
    ["the issuer of a provider's ARN of which a part is known", { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { 'Fn::Sub': `arn:\${AWS::Partition}:iam::1:oidc-provider/${ISSUER}` }] }] }, ISSUER],
    ["the issuer of CDK's own cluster", { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuer'] }, '<issuer of Cluster.OpenIdConnectIssuerUrl>'],
    ['a CfnJson', { 'Fn::GetAtt': ['Json', 'Value'] }, { '<Issuer>:sub': 'system:serviceaccount:web:web' }],
    ['a CfnJson that is no JSON yet', { 'Fn::GetAtt': ['Broken', 'Value'] }, '<Broken.Value>'],
    ['a CfnJson that holds itself', { 'Fn::GetAtt': ['Selfish', 'Value'] }, { a: '<Selfish.Value>' }],
    ['a branch that nobody chose', { 'Fn::If': ['C', 'a', 'b'] }, expect.stringMatching(/^<Fn::If C,a,b #[0-9a-f]{8}>$/)],
    ['a map without such a key', { 'Fn::FindInMap': ['Issuers', 'staging', 'issuer'] }, expect.stringMatching(/^<Fn::FindInMap Issuers,staging,issuer #[0-9a-f]{8}>$/)],
    ['a map of a region', { 'Fn::FindInMap': ['Issuers', { Ref: 'AWS::Region' }, 'issuer', { DefaultValue: 'x' }] }, expect.stringMatching(/^<Fn::FindInMap Issuers,Ref:AWS::Region,issuer,DefaultValue:x #/)],
    ['a key that every object has', { 'Fn::FindInMap': ['Issuers', 'constructor', 'name'] }, expect.stringMatching(/^<Fn::FindInMap Issuers,constructor,name #/)],
    ['Fn::Split', { 'Fn::Split': [':', { Ref: 'A' }] }, expect.stringMatching(/^<Fn::Split :,Ref:A #/)],
    ['Fn::Join of a list that is not known', { 'Fn::Join': [',', { Ref: 'List' }] }, expect.stringMatching(/^<Fn::Join ,,Ref:List #/)],
    ['Fn::Select beyond the end', { 'Fn::Select': [9, ['a']] }, expect.stringMatching(/^<Fn::Select 9,a #/)],
    ['a function that needs the account', { 'Fn::GetAZs': '' }, expect.stringMatching(/^<Fn::GetAZs #/)],
    ['a function that nobody knows', { 'Fn::Tomorrow': ['a'] }, expect.stringMatching(/^<Fn::Tomorrow a #/)],
    ['a map that a transform completes', { 'Effect': 'Allow', 'Fn::Transform': { Name: 'AWS::Include' } }, expect.stringMatching(/^<Fn::Transform Effect:Allow,/)],
    ['a map that a loop completes', { 'Version': '1', 'Fn::ForEach::X': ['I', ['a'], {}] }, expect.stringMatching(/^<Fn::Transform Version:1,/)],
  ])('%s', (_, given, expected) => {
    expect(evaluated(given)).toEqual(expected);
  });

  test('pieces of which nobody can tell which they are', () => {
    // a parameter may hold colons
    expect(evaluated({ 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Join': ['', [{ Ref: 'A' }, ':x']] }] }] })).toBe("<part 1 of <A>:x by ':'>");
    expect(evaluated({ 'Fn::Select': [0, { 'Fn::Split': [':', { Ref: 'A' }] }] })).toBe("<part 0 of <A> by ':'>");
  });

  test('is equal by name, and only the same is', () => {
    const long = 'x'.repeat(300);
    const name = (value: unknown) => evaluate(value, SCOPE);
    expect(name({ 'Fn::FindInMap': [long, 'a', 'b'] })).toBe(name({ 'Fn::FindInMap': [long, 'a', 'b'] }));
    expect(name({ 'Fn::FindInMap': [long, 'a', 'b'] })).not.toBe(name({ 'Fn::FindInMap': [long, 'a', 'c'] }));
    expect(name({ 'Fn::Base64': ['a"', 'b'] })).not.toBe(name({ 'Fn::Base64': ['a', '"b'] }));
    expect(name({ Ref: 'A b' })).not.toBe(name({ Ref: 'A,b' }));
  });
});

describe('conditions', () => {
  const either = (condition: string, yes: unknown = `${condition}+`, no: unknown = `${condition}-`) => ({ 'Fn::If': [condition, yes, no] });
  const ways = (value: unknown, conditions: Record<string, unknown> = {}, onlyIf?: string) => shown(evaluateAll(value, { ...SCOPE, conditions }, onlyIf));

  test('give one result for each way', () => {
    expect(ways('a')).toEqual(['a']);
    expect(ways(either('A'))).toEqual(['A-', 'A+']);
    expect(ways([either('A'), either('B'), either('A')])).toEqual([['A-', 'B-', 'A-'], ['A-', 'B+', 'A-'], ['A+', 'B-', 'A+'], ['A+', 'B+', 'A+']]);
  });

  test('of a branch count as well', () => {
    expect(ways(either('A', either('B')))).toEqual(['A-', 'A-', 'B-', 'B+']);
  });

  test('take a value away', () => {
    expect(ways({ a: 1, b: either('A', 2, { Ref: 'AWS::NoValue' }) })).toEqual([{ a: 1 }, { a: 1, b: 2 }]);
  });

  test('up to four, and no more', () => {
    expect(ways(['A', 'B', 'C', 'D'].map((name) => either(name)))).toHaveLength(16);
    expect(evaluateAll(['A', 'B', 'C', 'D', 'E'].map((name) => either(name)), SCOPE)).toBeUndefined();
  });

  test('that depend on each other are not taken apart', () => {
    // GIVEN
    const conditions = {
      IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] },
      IsTest: { 'Fn::Equals': ['test', { Ref: 'Stage' }] },
      IsOther: { 'Fn::Not': [{ 'Fn::Or': [{ Condition: 'IsProduction' }, { Condition: 'IsTest' }] }] },
      Always: { 'Fn::Equals': ['a', 'a'] },
      Never: { 'Fn::And': [{ Condition: 'Always' }, { 'Fn::Equals': ['a', 'b'] }] },
    };
    // THEN
    expect(ways(['IsProduction', 'IsTest', 'IsOther', 'Always', 'Never'].map((name) => either(name, name, { Ref: 'AWS::NoValue' })), conditions))
      .toEqual([['IsOther', 'Always'], ['IsProduction', 'Always'], ['IsTest', 'Always']]);
  });

  test('of the resource hold wherever it is made', () => {
    expect(ways(either('A'), {}, 'A')).toEqual(['A+']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['asks for itself', { A: { Condition: 'A' } }],
    ['asks for another that asks for it', { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } }],
    ['is no condition', { A: 7 }],
    ['is text', { A: 'yes' }],
    ['is nothing', { A: null }],
    ['compares lists', { A: { 'Fn::Equals': [['a'], ['a']] } }],
    ['compares nothing', { A: { 'Fn::Equals': null } }],
    ['is compared with a part', { A: { 'Fn::Equals': [{ 'Fn::Sub': 'x${B}' }, 'xy'] } }],
    ['is nested deeper than anybody writes', { A: nested(100, (inner) => ({ 'Fn::Not': [inner] }), { Condition: 'B' }) }],
  ])('one that %s is one of which nobody can tell', (_, conditions) => {
    expect([['A-'], ['A-', 'A+'], ['A+', 'A-']]).toContainEqual(ways(either('A'), conditions));
  });

  test('that double at each level come to an end', () => {
    const conditions = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`C${i}`, { 'Fn::And': [{ Condition: `C${i + 1}` }, { Condition: `C${i + 1}` }] }]));
    // Each looked at twice would be 2^60 looks.
    expect(ways(either('C0'), conditions)).toEqual(['C0-', 'C0+']);
  });
});

function nested(levels: number, wrap: (inner: unknown) => unknown, inner: unknown = 'x'): unknown {
  return levels === 0 ? inner : wrap(nested(levels - 1, wrap, inner));
}

describe('hostile values', () => {
  test('literal text does not pass for what is not known', () => {
    const text = '\uE000AWS::Region\uE001';
    for (const value of [text, { [text]: 1 }, { 'Fn::Join': [text, ['a', 'b']] }, { 'Fn::Sub': `${text}\${!${text}}` }, { 'Fn::Join': ['', [text, '']] },
      { 'Fn::Select': [0, [text]] }, { 'Fn::Split': ['x', text] }, { 'Fn::ToJsonString': { a: text } }]) {
      expect(isKnown(JSON.stringify(evaluate(value, SCOPE)))).toBe(true);
    }
    // nor within the JSON of a CfnJson, however it is escaped
    const json = { resources: { J: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: '{"a":"\\ue000x\\uE001","b":"\\\\ue000"}' } } } };
    expect(evaluate({ 'Fn::GetAtt': ['J', 'Value'] }, json)).toEqual({ a: '\uFFFDx\uFFFD', b: '\\ue000' });
    // nor within a mapping
    expect(isKnown(evaluate({ 'Fn::FindInMap': ['A', 'B', 'C'] }, { resources: {}, mappings: { A: { B: { C: text } } } }) as string)).toBe(true);
  });

  test('keys that every object has are keys', () => {
    const value = JSON.parse('{"__proto__": {"a": "b"}, "constructor": {"Ref": "__proto__"}}');
    const result = evaluate(value, SCOPE) as object;
    expect(Object.keys(result)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(evaluated({ 'Fn::GetAtt': ['constructor', 'Value'] })).toBe('<constructor.Value>');
    expect(evaluated({ 'Fn::Sub': ['${constructor}', {}] })).toBe('<constructor>');
  });

  test.each(['Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::Split', 'Fn::If', 'Fn::FindInMap', 'Fn::ImportValue', 'Fn::GetStackOutput', 'Fn::ToJsonString'])(
    'wrong types in %s give something that is not known', (name) => {
      for (const argument of [undefined, null, 7, true, [], {}, [null, null, null], [7, 7, 7], [{}, {}, {}], [[], [], []], [{ a: 1, b: 2 }, 'a'], [7, [[]]]]) {
        const result = evaluate({ [name]: argument }, SCOPE);
        const isMade = name === 'Fn::ToJsonString' && typeof argument === 'object' && argument !== null;
        expect(isMade || (typeof result === 'string' && !isKnown(result)) ? 'not known' : { argument, result }).toBe('not known');
      }
    });

  test.each<[string, (inner: unknown) => unknown]>([
    ['maps', (inner) => ({ a: inner })],
    ['lists', (inner) => [inner]],
    ['functions', (inner) => ({ 'Fn::Join': ['', [inner]] })],
    ['variables', (inner) => ({ 'Fn::Sub': ['${a}', { a: inner }] })],
    ['branches', (inner) => ({ 'Fn::If': ['A', inner, 'x'] })],
  ])('%s nested 1,000 deep are refused', (_, wrap) => {
    expect(() => evaluateAll(nested(1_000, wrap), SCOPE)).toThrow(new UnreadableError('nested too deep'));
  });

  test('text that doubles at each level is refused', () => {
    const doubled = nested(60, (inner) => ({ 'Fn::Sub': ['${a}${a}', { a: inner }] }));
    expect(() => evaluate(doubled, SCOPE)).toThrow(new UnreadableError('too long'));
  });
});

describe('parameters with a few allowed values', () => {
  const STAGE = { Type: 'String', AllowedValues: ['dev', 'prod'] };
  const scope = {
    ...SCOPE,
    parameters: { Stage: STAGE, Region: { AllowedValues: ['eu', 'us'] } },
    conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsOther: { 'Fn::Equals': [{ Ref: 'Other' }, 'x'] } },
  };
  const all = (value: unknown, onlyIf?: string) => evaluateAll(value, scope, onlyIf)?.map(shown);

  test('a value that names one comes out in one way for each', () => {
    expect(all({ 'Fn::Sub': '${Stage}-${Region}-${Other}' })).toEqual(['dev-eu-<Other>', 'dev-us-<Other>', 'prod-eu-<Other>', 'prod-us-<Other>']);
    expect(all('plain')).toEqual(['plain']);
  });

  test('a condition on it comes out as its value says', () => {
    expect(all({ 'Fn::If': ['IsProd', { 'Fn::Sub': 'yes ${Stage}' }, { 'Fn::Sub': 'no ${Stage}' }] })).toEqual(['no dev', 'yes prod']);
    expect(all({ Ref: 'Stage' }, 'IsProd')).toEqual(['prod']);
    expect(all({ 'Fn::If': ['IsOther', { Ref: 'Stage' }, 'b'] })).toEqual(expect.arrayContaining(['dev', 'prod', 'b']));
  });

  test('what another stack passes comes first', () => {
    expect(evaluateAll({ Ref: 'Stage' }, { ...scope, elsewhere: (name) => name === 'Stage' ? 'given' : undefined })).toEqual(['given']);
  });
});
