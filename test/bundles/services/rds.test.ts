import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AuroraPostgresEngineVersion, ClusterInstance, DatabaseCluster, DatabaseClusterEngine, DatabaseInstance, DatabaseInstanceEngine, DatabaseProxy } from 'aws-cdk-lib/aws-rds';
import { App, Stack } from 'aws-cdk-lib/core';
import { RdsBundle } from '../../../lib/bundles/services/rds';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const users = ['app'];
const withoutId = DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Instance', {
  instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [],
});
const clusterWithoutId = DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', { clusterIdentifier: 'stock' });
const anyProxy = DatabaseProxy.fromDatabaseProxyAttributes(stack, 'Proxy', {
  dbProxyArn: 'arn:aws:rds:eu-central-1:111122223333:db-proxy:prx-*', dbProxyName: 'any', endpoint: 'any.example.com', securityGroups: [],
});

describe('the factory refuses', () => {
  test.each<[string, () => unknown]>([
    ['RdsBundle.connect: must have at least one of resourceIds, instances, clusters or proxies', () => RdsBundle.connect({ users })],
    ['RdsBundle.connect: users: must name at least one, got []', () => RdsBundle.connect({ resourceIds: ['db-ABCDEFGHIJKL01234'], users: [] })],
    ['RdsBundle.connect: instances[0]: must know its resource id: import it with instanceResourceId, or give the id in resourceIds, got', () =>
      RdsBundle.connect({ instances: [withoutId], users })],
    ['RdsBundle.connect: clusters[0]: must know its resource id: import it with clusterResourceIdentifier, or give the id in resourceIds, got', () =>
      RdsBundle.connect({ clusters: [clusterWithoutId], users })],
    ['RdsBundle.connect: proxies[0]: must be one resource, without wildcards and policy variables, got "arn:', () =>
      RdsBundle.connect({ proxies: [anyProxy], users })],
    ['RdsBundle.connect: instances[0]: must have an ARN, got 5: give the construct itself', () => RdsBundle.connect({ instances: [5 as any], users })],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });
});

test('databases of the stack are named by their resource ids', () => {
  // GIVEN
  const own = new Stack(new App(), 'Stack');
  const vpc = new Vpc(own, 'Vpc');
  const instance = new DatabaseInstance(own, 'Instance', { engine: DatabaseInstanceEngine.POSTGRES, vpc });
  const cluster = new DatabaseCluster(own, 'Cluster', {
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_4 }),
    vpc,
    writer: ClusterInstance.provisioned('Writer', { instanceType: new InstanceType('r6g.large') }),
  });
  const proxy = cluster.addProxy('Proxy', { vpc, secrets: [cluster.secret!] });
  // WHEN
  const { statements = [] } = RdsBundle.connect({ instances: [instance], clusters: [cluster], proxies: [proxy], users }).bind(own);
  const { Resource: on } = own.resolve(statements[0].statement.toStatementJson());
  // THEN
  const texts = on.map((item: unknown) => JSON.stringify(item));
  expect(texts).toEqual([
    expect.stringMatching(/"Fn::GetAtt":\["Instance\w+","DbiResourceId"\]/),
    expect.stringMatching(/"Fn::GetAtt":\["Cluster\w+","DBClusterResourceId"\]/),
    expect.stringMatching(/"Fn::Select":\[6,\{"Fn::Split":\[":",\{"Fn::GetAtt":\["\w*Proxy\w+","DBProxyArn"\]/),
  ]);
  texts.forEach((text: string) => expect(text).toMatch(/:rds-db:.*:dbuser:.*\/app"/));
});

describe('workloads.yaml', () => {
  const BY_ID = 'IAM knows a database by its resource id, not by its name (aws rds describe-db-instances prints DbiResourceId, describe-db-clusters prints '
    + 'DbClusterResourceId; the ARN of a proxy ends with it)';

  test.each<[parameter: string, value: string, hint: string | undefined]>([
    ['resourceIds', 'orders', BY_ID],
    ['resourceIds', 'arn:aws:rds:eu-central-1:111122223333:db:orders', BY_ID],
    ['resourceIds', 'arn:aws:rds-db:eu-central-1:111122223333:dbuser:db-ABCDEFGHIJKL01234/app', 'write the database, "arn:aws:rds-db:eu-central-1:111122223333:dbuser:db-ABCDEFGHIJKL01234", and its users by name as \'users\''],
    ['resourceIds', '*', undefined],
    ['users', '*', 'a wildcard would give users with more rights too, such as the administrator'],
  ])('refuses %s: %s', (parameter, value, hint) => {
    const format = formatOf('rds.connect', parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['resourceIds', 'cluster-ABCDEFGHIJKL01234'],
    ['resourceIds', 'prx-0123456789abcdef0'],
    ['users', 'app_read-only'],
  ])('takes %s: %s', (parameter, value) => {
    expect(explain(formatOf('rds.connect', parameter), value)).toBeUndefined();
  });
});
