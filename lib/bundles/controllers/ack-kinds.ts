import type { BundleStatement } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';

/** What a controller does with one kind of resources. */
interface KindOfResource {
  /** What stands before the name in the ARN. */
  readonly type: string;
  readonly always: readonly string[];
  /** What the flag `allowDelete` adds. */
  readonly remove: string;
  /** What AWS makes for all, by the ends of ARNs, and what is asked for on them. */
  readonly defaults?: { readonly names: readonly string[]; readonly always: readonly string[] };
}

/** The kinds of a service, with the pages that say what is asked for on them. */
export interface Kinds {
  readonly service: string;
  readonly noun: string;
  readonly source: string;
  readonly kinds: readonly KindOfResource[];
  /** The page that shows what AWS makes for all. */
  readonly defaultsSource: string;
}

const TAGS = ['AddTagsToResource', 'ListTagsForResource', 'RemoveTagsFromResource'];
const NEW_INSTANCE = ['CreateDBInstance', 'CreateDBInstanceReadReplica'];
const NEW_CACHE = ['CreateCacheCluster', 'CreateReplicationGroup'];

/** The service authorization reference says on which kinds a call is asked for. */
export const RDS_KINDS: Kinds = {
  service: 'rds',
  noun: 'databases',
  source: 'https://github.com/aws-controllers-k8s/rds-controller/tree/v1.11.1/pkg/resource',
  defaultsSource: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples-create-and-modify-examples.html',
  kinds: [
    { type: 'db:', always: [...TAGS, ...NEW_INSTANCE, 'DescribeDBInstances', 'ModifyDBInstance'], remove: 'DeleteDBInstance' },
    { type: 'cluster:', always: [...TAGS, ...NEW_INSTANCE, 'CreateDBCluster', 'DescribeDBClusters', 'ModifyDBCluster'], remove: 'DeleteDBCluster' },
    {
      type: 'pg:',
      always: [
        ...TAGS, ...NEW_INSTANCE, 'CreateDBParameterGroup', 'DescribeDBParameterGroups', 'DescribeDBParameters', 'ModifyDBCluster', 'ModifyDBInstance',
        'ModifyDBParameterGroup', 'ResetDBParameterGroup',
      ],
      remove: 'DeleteDBParameterGroup',
      defaults: { names: ['pg:default.*'], always: [...NEW_INSTANCE, 'ModifyDBCluster', 'ModifyDBInstance'] },
    },
    {
      type: 'cluster-pg:',
      always: [
        ...TAGS, 'CreateDBCluster', 'CreateDBClusterParameterGroup', 'DescribeDBClusterParameterGroups', 'DescribeDBClusterParameters', 'ModifyDBCluster',
        'ModifyDBClusterParameterGroup', 'ResetDBClusterParameterGroup',
      ],
      remove: 'DeleteDBClusterParameterGroup',
      defaults: { names: ['cluster-pg:default.*'], always: ['CreateDBCluster', 'ModifyDBCluster'] },
    },
    {
      type: 'subgrp:',
      always: [...TAGS, ...NEW_INSTANCE, 'CreateDBCluster', 'CreateDBSubnetGroup', 'DescribeDBSubnetGroups', 'ModifyDBInstance', 'ModifyDBSubnetGroup'],
      remove: 'DeleteDBSubnetGroup',
      defaults: { names: ['subgrp:default', 'subgrp:default-vpc-*'], always: [...NEW_INSTANCE, 'CreateDBCluster', 'ModifyDBInstance'] },
    },
  ],
};

/** Option groups are made by others; that of a new database is one that RDS makes. */
export const DEFAULT_OPTION_CALLS = [...NEW_INSTANCE, 'CreateDBCluster', 'ModifyDBCluster', 'ModifyDBInstance'];

export const ELASTICACHE_KINDS: Kinds = {
  service: 'elasticache',
  noun: 'caches',
  source: 'https://github.com/aws-controllers-k8s/elasticache-controller/tree/v1.8.0/pkg/resource',
  defaultsSource: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.html',
  kinds: [
    {
      type: 'replicationgroup:',
      always: [
        ...TAGS, ...NEW_CACHE, 'DecreaseReplicaCount', 'DescribeReplicationGroups', 'IncreaseReplicaCount', 'ListAllowedNodeTypeModifications',
        'ModifyReplicationGroup', 'ModifyReplicationGroupShardConfiguration',
      ],
      remove: 'DeleteReplicationGroup',
    },
    { type: 'cluster:', always: [...TAGS, ...NEW_CACHE, 'DescribeCacheClusters', 'ListAllowedNodeTypeModifications', 'ModifyCacheCluster'], remove: 'DeleteCacheCluster' },
    {
      type: 'parametergroup:',
      always: [
        ...TAGS, ...NEW_CACHE, 'CreateCacheParameterGroup', 'DescribeCacheParameterGroups', 'DescribeCacheParameters', 'ModifyCacheCluster',
        'ModifyCacheParameterGroup', 'ModifyReplicationGroup', 'ResetCacheParameterGroup',
      ],
      remove: 'DeleteCacheParameterGroup',
      defaults: { names: ['parametergroup:default.*'], always: [...NEW_CACHE, 'ModifyCacheCluster', 'ModifyReplicationGroup'] },
    },
    {
      type: 'subnetgroup:',
      always: [...TAGS, ...NEW_CACHE, 'CreateCacheSubnetGroup', 'DescribeCacheSubnetGroups', 'ModifyCacheSubnetGroup'],
      remove: 'DeleteCacheSubnetGroup',
      defaults: { names: ['subnetgroup:default'], always: NEW_CACHE },
    },
  ],
};

export const CACHE_USER_KINDS: Kinds = {
  ...ELASTICACHE_KINDS,
  noun: 'users',
  kinds: [
    {
      type: 'user:',
      always: [...TAGS, 'CreateUser', 'CreateUserGroup', 'DescribeUsers', 'ModifyUser', 'ModifyUserGroup'],
      remove: 'DeleteUser',
      defaults: { names: ['user:default'], always: ['CreateUserGroup', 'ModifyUserGroup'] },
    },
    {
      type: 'usergroup:',
      always: [...TAGS, 'CreateReplicationGroup', 'CreateUserGroup', 'DescribeUserGroups', 'ModifyReplicationGroup', 'ModifyUserGroup'],
      remove: 'DeleteUserGroup',
    },
  ],
};

/** A statement for each kind: a call is asked for on all that it names, such as a new instance and its parameter group. */
export function kindStatements(
  place: Place, { service, noun, source, kinds, defaultsSource }: Kinds, names: readonly string[], allowDelete: boolean,
): BundleStatement[] {
  const actions = (calls: readonly string[]) => calls.map((call) => `${service}:${call}`);
  return kinds.flatMap(({ type, always, remove, defaults }) => [
    ...[always, ...(allowDelete ? [[remove]] : [])].map((calls) => allow({
      actions: actions(calls),
      resources: regionalArns(place, service, ...names.map((name) => `${type}${name}`)),
      evidence: { reason: `the controller makes ${noun} with names that begin so`, source },
    })),
    ...(defaults === undefined ? [] : [allow({
      actions: actions(defaults.always),
      resources: regionalArns(place, service, ...defaults.names),
      evidence: { reason: 'what names no group of its own gets the one that AWS makes, whose name has the version or the network', source: defaultsSource },
    })]),
  ]);
}
