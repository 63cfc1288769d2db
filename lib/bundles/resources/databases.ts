import type { IDatabaseCluster, IDatabaseInstance, IDatabaseProxy } from 'aws-cdk-lib/aws-rds';
import type { IResource } from 'aws-cdk-lib/core';
import { arnsByRegion } from './resource-kind';
import type { OneResource, ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn, parseArn } from '../../core/arn';
import { Aws, Fn, Token } from '../../core/cdk';
import type { TextFormat } from '../../core/text-format';

const ID = '(?:db|cluster|prx)-[A-Z0-9]{10,60}';
const PROXY_ID = 'prx-[a-z0-9]{10,60}';

const RESOURCE_ID: TextFormat = {
  pattern: `${ID}|${PROXY_ID}`,
  rule: "the resource id of a database ('db-', 'cluster-' or 'prx-', then letters and digits)",
  example: 'db-ABCDEFGHIJKL01234',
  hint: (value) => /^[a-z][a-z0-9-]*$/i.test(value) || /^arn:[^:]*:rds:.*:(?:db|cluster|db-proxy):/.test(value)
    ? 'IAM knows a database by its resource id, not by its name (aws rds describe-db-instances prints DbiResourceId, describe-db-clusters '
      + 'prints DbClusterResourceId; the ARN of a proxy ends with it)'
    : undefined,
};

const DATABASE_ARN = arnFormat({
  service: 'rds-db',
  noun: 'the ARN of its users without a name',
  resource: `dbuser:(?:${ID}|${PROXY_ID})`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:rds-db:eu-central-1:111122223333:dbuser:cluster-ABCDEFGHIJKL01234',
  hint: (value) => {
    const database = /^(arn:.*:dbuser:[^/]+)\//.exec(value)?.[1];
    return database ? `write the database, "${database}", and its users by name as 'users'` : RESOURCE_ID.hint?.(value);
  },
});

/** A user of a database, who is made in the database itself. */
export const DATABASE_USER: TextFormat = {
  pattern: '[A-Za-z0-9_][A-Za-z0-9_.@$-]{0,62}',
  rule: "the name of a user of the database (1 to 63 letters, digits and '_.@$-')",
  example: 'app',
  hint: (value) => /[*?]/.test(value) ? 'a wildcard would give users with more rights too, such as the administrator' : undefined,
};

/** Databases of RDS and Aurora, and proxies, by their resource ids. The ARN is that of their users, without a name. */
export const DATABASES: Pick<ResourceKind<never>, 'format' | 'arns'> = {
  format: nameOrArn(RESOURCE_ID, DATABASE_ARN),
  arns: (databases, place) => arnsByRegion(databases, place, (id, region) => `arn:${place.partition}:rds-db:${region}:${place.account}:dbuser:${id}`),
};

/** Instances of RDS. */
export const DATABASE_INSTANCES = databasesOf<IDatabaseInstance>('instanceResourceId', ({ instanceResourceId }) => instanceResourceId);

/** Clusters of Aurora and of RDS. */
export const DATABASE_CLUSTERS = databasesOf<IDatabaseCluster>('clusterResourceIdentifier', ({ clusterResourceIdentifier }) => clusterResourceIdentifier);

/** Proxies of RDS, whose ARN ends with the resource id. */
export const DATABASE_PROXIES = databasesOf<IDatabaseProxy>('dbProxyArn', ({ dbProxyArn }) =>
  Token.isUnresolved(dbProxyArn) ? Fn.select(6, Fn.split(':', dbProxyArn)) : parseArn(dbProxyArn)?.resource.split(':')[1]);

function databasesOf<Database extends IResource>(property: string, idOf: (database: Database) => string | undefined) {
  return {
    format: DATABASES.format,
    arnOf: (database: Database, one: OneResource) => {
      const { region, account } = database.env;
      const id = knownId(database, idOf);
      return id === undefined ? undefined : one(`arn:${Aws.PARTITION}:rds-db:${region}:${account}:dbuser:${id}`);
    },
    whenUnknown: `must know its resource id: import it with ${property}, or give the id in resourceIds`,
  };
}

/** An imported cluster throws where it does not know its id. */
function knownId<Database>(database: Database, idOf: (database: Database) => string | undefined): string | undefined {
  try {
    return idOf(database);
  } catch {
    return undefined;
  }
}
