import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { DynamoDbBundle } from '../../../lib/bundles/services/dynamodb';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const table = Table.fromTableName(stack, 'Table', 'jobs');
const anyTable = Table.fromTableArn(stack, 'AnyTable', 'arn:aws:dynamodb:eu-central-1:111122223333:table/*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['DynamoDbBundle.read: tables: must name at least one, got []', () => DynamoDbBundle.read({ tables: [] })],
    ['DynamoDbBundle.readWrite: tables: must name at least one, got []', () => DynamoDbBundle.readWrite({ tables: [] })],
    ['DynamoDbBundle.read: leadingKeys[0]: must limit the keys; leave leadingKeys out for items with any key, got "*"', () =>
      DynamoDbBundle.read({ tables: [table], leadingKeys: ['*'] })],
    ['DynamoDbBundle.read: partiQl: must be left out with leadingKeys, got true: a statement of PartiQL may name no key', () =>
      DynamoDbBundle.read({ tables: [table], leadingKeys: ['a'], partiQl: true })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported wildcard', () => {
    expect(() => DynamoDbBundle.readWrite({ tables: [anyTable] }))
      .toThrow(/^DynamoDbBundle.readWrite: tables\[0\]: must be one resource, without wildcards and policy variables, got "arn:.*:dynamodb:.*\*"$/);
  });
});

test('a key may be a tag of the session, as EKS Pod Identity sets them', () => {
  const own = '${aws:PrincipalTag/kubernetes-namespace}';
  const [, items] = statementsOf(DynamoDbBundle.read({ tables: [table], leadingKeys: [own] }), stack);
  expect(items).toEqual({
    Effect: 'Allow',
    Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
    Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs',
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': own }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['dynamodb.read', 'tables', 'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs/index/by-state', 'write the table, "arn:aws:dynamodb:eu-central-1:111122223333:table/jobs", and its indexes by name as \'indexNames\''],
    ['dynamodb.read', 'indexNames', 'table/jobs/index/by-state', 'write the name alone, "by-state"'],
    ['dynamodb.readWrite', 'tables', 'jobs-*', undefined],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['dynamodb.read', 'leadingKeys', 'team-a'],
    ['dynamodb.readWrite', 'leadingKeys', '${aws:PrincipalTag/kubernetes-namespace}'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
