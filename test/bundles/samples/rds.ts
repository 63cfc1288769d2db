import { DatabaseCluster, DatabaseInstance, DatabaseProxy } from 'aws-cdk-lib/aws-rds';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { RdsBundle } from '../../../lib/bundles/services/rds';

const instance = (stack: Stack) => DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Instance', {
  instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [], instanceResourceId: 'db-ABCDEFGHIJKL01234',
});
const cluster = (stack: Stack) => DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', {
  clusterIdentifier: 'stock', clusterResourceIdentifier: 'cluster-ABCDEFGHIJKL01234',
});
const proxy = (stack: Stack) => DatabaseProxy.fromDatabaseProxyAttributes(stack, 'Proxy', {
  dbProxyArn: 'arn:aws:rds:eu-central-1:111122223333:db-proxy:prx-0123456789abcdef0', dbProxyName: 'stock', endpoint: 'stock.example.com', securityGroups: [],
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'rds.connect',
    make: (stack) => RdsBundle.connect({ instances: [instance(stack)], users: ['app'] }),
    values: { resourceIds: ['db-ABCDEFGHIJKL01234'], users: ['app'] },
  },
  {
    name: 'rds.connect-cluster',
    make: (stack) => RdsBundle.connect({
      clusters: [cluster(stack)], proxies: [proxy(stack)], resourceIds: ['arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-MNOPQRSTUVWX56789'], users: ['app', 'reports'],
    }),
    values: {
      resourceIds: ['arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-MNOPQRSTUVWX56789', 'cluster-ABCDEFGHIJKL01234', 'prx-0123456789abcdef0'],
      users: ['app', 'reports'],
    },
  },
];
