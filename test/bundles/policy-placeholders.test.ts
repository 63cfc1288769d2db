import { filled, filledStatement, fillProblem, placeholderIn, withoutFilled } from '../../lib/bundles/policy-placeholders';
import type { Place } from '../../lib/bundles/resources/place';

const PLACE: Place = { partition: 'aws', account: '111122223333', regions: ['eu-central-1', 'eu-west-1'], clusterNames: ['blue', 'green'] };
const ONE: Place = { ...PLACE, regions: ['eu-central-1'], clusterNames: ['blue'] };

describe('what is filled', () => {
  test.each<[string, string[]]>([
    ['arn:{partition}:sqs:eu-central-1:{account}:orders', ['arn:aws:sqs:eu-central-1:111122223333:orders']],
    ['arn:aws:sqs:{region}:111122223333:q', ['arn:aws:sqs:eu-central-1:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q']],
    ['arn:aws:s3:::{cluster}-{cluster}', ['arn:aws:s3:::blue-blue', 'arn:aws:s3:::green-green']],
    ['arn:aws:s3:::media', ['arn:aws:s3:::media']],
  ])('%s', (text, expected) => expect(filled(text, PLACE)).toEqual(expected));

  test('resources and values of conditions, and nothing else of a statement', () => {
    const statement = {
      Sid: '{account}',
      Effect: 'Allow',
      Action: 's3:{region}',
      Resource: ['arn:aws:s3:::{cluster}', 'arn:aws:s3:::media'],
      Condition: { StringEquals: { 'aws:RequestedRegion': '{region}', 'aws:PrincipalTag/{account}': ['a', '{account}'] } },
    };
    expect(filledStatement(statement, ONE)).toEqual({
      ...statement,
      Resource: ['arn:aws:s3:::blue', 'arn:aws:s3:::media'],
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1', 'aws:PrincipalTag/{account}': ['a', '111122223333'] } },
    });
  });

  test('a value for several regions becomes a list', () => {
    expect(filledStatement({ Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': '{region}' } } }, PLACE))
      .toEqual({ Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } } });
  });

  test.each(['${account}', '{{ account }}'])('%s is of another tool', (text) => expect(withoutFilled(text)).toBe(text));

  test('a brace that is written twice is one', () => {
    expect(withoutFilled('{{account}')).toBe('account}');
    expect(filled('arn:aws:s3:::b/{{account}/{account}', ONE)).toEqual(['arn:aws:s3:::b/{account}/111122223333']);
    expect(placeholderIn('arn:aws:s3:::b/{{account}', () => true)).toBeUndefined();
    expect(placeholderIn('arn:aws:s3:::b/{{account}}', () => true)).toBe('{{account}}');
  });

  test('what a workloads.yaml has beside these', () => {
    const place: Place = { ...PLACE, placeholders: { names: ['environment', 'namespace', 'clusterName'], candidates: (name) => name === 'environment' ? ['dev'] : ['a', 'b'] } };
    expect(filled('{environment}-{clusterName}', place)).toEqual(['dev-blue', 'dev-green']);
    expect(fillProblem('{namespace}', place)).toBe('must not hold {namespace}, which stands for several values (a and b) here: write each of them');
  });
});

describe('what cannot be filled', () => {
  test.each<[string, string, Place | undefined, RegExp]>([
    ['a cluster where the app knows none', '{cluster}', undefined, /write the name that the cluster has in EKS$/],
    ['a cluster without its name in EKS', '{cluster}', { ...ONE, clusterNames: undefined }, /give each cluster of the workload its "clusterName"/],
    ['a cluster and a region of several', '{region}-{cluster}', PLACE, /each region would get each name; write one of them$/],
  ])('%s', (_, text, place, problem) => expect(fillProblem(text, place)).toMatch(problem));

  test.each(['{region}-{cluster}', '{account}', 'media'])('%s can', (text) => expect(fillProblem(text, ONE)).toBeUndefined());
});

test('the first placeholder of a text is named whole', () => {
  expect(placeholderIn('arn:aws:s3:::<BUCKET>/{{ key }}', () => true)).toBe('<BUCKET>');
  expect(placeholderIn('arn:aws:s3:::media/${aws:username}', () => true)).toBeUndefined();
  expect(placeholderIn('arn:aws:s3:::media/${stage:name}', () => false)).toBe('${stage:name}');
});

test('past what a policy can hold nothing is looked for', () => {
  expect(placeholderIn(`${'a'.repeat(10_000)}<BUCKET>`, () => true)).toBe('<BUCKET>');
  expect(placeholderIn(`${'a'.repeat(11_000)}<BUCKET>`, () => true)).toBeUndefined();
});
