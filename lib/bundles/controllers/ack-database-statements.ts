import type { IConstruct } from 'constructs';
import { CACHE_USER_KINDS, DEFAULT_OPTION_CALLS, ELASTICACHE_KINDS, kindStatements, RDS_KINDS } from './ack-kinds';
import type { BundleStatement } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { keyGrantStatements, keyUseStatements } from '../services/kms-statements';
import { passRoleStatement } from '../services/pass-role-statement';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow } from '../statement';

/** What AWS looks up in the network of a database or cache, with the permissions of who makes it. */
function networkStatement(actions: readonly string[], policy: string): BundleStatement {
  return allow({
    actions: actions.map((action) => `ec2:${action}`),
    resources: ['*'],
    evidence: {
      reason: `subnets and security groups are looked up: ${policy}, which the controller recommends, has them, and the actions support no resource`,
      source: `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${policy}.html`,
    },
  });
}

interface DatabaseAccess {
  readonly databases: readonly string[];
  readonly allowDelete: boolean;
  readonly encryptionKeys: readonly string[];
  readonly monitoringRoles: readonly string[];
}

export function databaseStatements(
  place: Place, scope: IConstruct, { databases, allowDelete, encryptionKeys: keys, monitoringRoles }: DatabaseAccess,
): BundleStatement[] {
  const { source, defaultsSource } = RDS_KINDS;
  return [
    ...kindStatements(place, RDS_KINDS, databases, allowDelete),
    allow({
      actions: DEFAULT_OPTION_CALLS.map((call) => `rds:${call}`),
      resources: regionalArns(place, 'rds', 'og:default:*', ...databases.map((name) => `og:${name}`)),
      evidence: { reason: 'a database gets one that RDS makes, whose name has the version, or one with a name that begins so', source: defaultsSource },
    }),
    allow({
      actions: ['rds:DescribeEngineDefaultClusterParameters', 'rds:DescribeEngineDefaultParameters'],
      resources: ['*'],
      evidence: { reason: 'the parameters of an engine are looked up, and the actions support no resource', source },
    }),
    networkStatement(
      ['DescribeAccountAttributes', 'DescribeAvailabilityZones', 'DescribeInternetGateways', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'],
      'AmazonRDSFullAccess',
    ),
    allow({
      actions: ['ec2:DescribeVpcAttribute'],
      resources: regionalArns(place, 'ec2', 'vpc/*'),
      evidence: { reason: 'the network is that of the subnets, whose names do not tell it', source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSFullAccess.html' },
    }),
    serviceLinkedRoleStatement(place, 'rds.amazonaws.com', 'AWSServiceRoleForRDS'),
    ...keyGrantStatements(scope, keys, 'rds'),
    ...keyUseStatements(scope, ['kms:DescribeKey'], keys, 'rds'),
    ...(monitoringRoles.length > 0 ? [passRoleStatement(monitoringRoles, 'monitoring.rds.amazonaws.com')] : []),
  ];
}

interface CacheAccess {
  readonly caches: readonly string[];
  readonly allowDelete: boolean;
  readonly users: boolean;
}

export function cacheStatements(place: Place, { caches, allowDelete, users }: CacheAccess): BundleStatement[] {
  const whole = caches.filter((name) => !name.endsWith('*'));
  return [
    ...kindStatements(place, ELASTICACHE_KINDS, caches, allowDelete),
    ...(users ? kindStatements(place, CACHE_USER_KINDS, caches, allowDelete) : []),
    ...(whole.length > 0 ? [allow({
      actions: ['elasticache:DescribeCacheClusters', 'elasticache:ListTagsForResource'],
      resources: regionalArns(place, 'elasticache', ...whole.map((name) => `cluster:${name}-*`)),
      evidence: { reason: 'the nodes of a replication group have its name and a number', source: ELASTICACHE_KINDS.source },
    })] : []),
    allow({
      actions: ['elasticache:DescribeEvents'],
      resources: ['*'],
      evidence: { reason: 'the events of a cache are part of its status, and the action supports no resource', source: ELASTICACHE_KINDS.source },
    }),
    networkStatement(['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'], 'AmazonElastiCacheFullAccess'),
    serviceLinkedRoleStatement(place, 'elasticache.amazonaws.com', 'AWSServiceRoleForElastiCache'),
  ];
}
