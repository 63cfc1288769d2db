import { Stack } from 'aws-cdk-lib/core';
import type { App } from 'aws-cdk-lib/core';

/** One service account that reads a part of a bucket: what every case makes a role for. */
export interface Workload {
  /** The name of the workload, its service account and its role. */
  readonly name: string;
  readonly namespace: string;
  /** The beginning of the keys that it reads. */
  readonly prefix: string;
  readonly cluster: ClusterFacts;
}

/** A cluster, its account and the bucket that its workloads share. There is one of each for a stack. */
export interface ClusterFacts {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Without `https://`. */
  readonly issuer: string;
  readonly providerArn: string;
  readonly bucketName: string;
  readonly bucketArn: string;
}

const REGION = 'eu-central-1';
const AUDIENCE = 'sts.amazonaws.com';

export function clusterAt(index: number): ClusterFacts {
  const account = String(100_000_000_001 + index);
  const issuer = `oidc.eks.${REGION}.amazonaws.com/id/${(index + 1).toString(16).toUpperCase().padStart(32, 'A')}`;
  const bucketName = `acme-data-${account}`;
  return {
    name: `cluster-${index + 1}`,
    account,
    region: REGION,
    issuer,
    providerArn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
    bucketName,
    bucketArn: `arn:aws:s3:::${bucketName}`,
  };
}

/** The first workloads, spread over clusters of so many. */
export function workloadsOf(count: number, perCluster: number): Workload[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `workload-${String(index + 1).padStart(5, '0')}`;
    return { name, namespace: 'default', prefix: `${name}/`, cluster: clusterAt(Math.floor(index / perCluster)) };
  });
}

/** Makes a stack for each cluster, and in it what belongs to the stack and to each workload. */
export function inStacks<T>(
  app: App, workloads: readonly Workload[], prepare: (stack: Stack, cluster: ClusterFacts) => T,
  add: (stack: Stack, workload: Workload, prepared: T) => void,
): void {
  const stacks = new Map<string, { stack: Stack; prepared: T }>();
  for (const workload of workloads) {
    const { account, region } = workload.cluster;
    let known = stacks.get(account);
    if (known === undefined) {
      const stack = new Stack(app, `irsa-${account}`, { env: { account, region } });
      known = { stack, prepared: prepare(stack, workload.cluster) };
      stacks.set(account, known);
    }
    add(known.stack, workload, known.prepared);
  }
}

/** Who may become the role, as the condition of its trust policy. */
export function trustCondition({ name, namespace, cluster }: Workload): Record<string, Record<string, string>> {
  return {
    StringEquals: { [`${cluster.issuer}:aud`]: AUDIENCE, [`${cluster.issuer}:sub`]: `system:serviceaccount:${namespace}:${name}` },
  };
}

export interface Statement {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, string>>;
}

/** What the role may do: what `S3Bundle.read` gives for the bucket and the prefix. */
export function statementsOf({ cluster, prefix }: Workload): Statement[] {
  return [
    { actions: ['s3:GetBucketLocation'], resources: [cluster.bucketArn] },
    { actions: ['s3:ListBucket'], resources: [cluster.bucketArn], conditions: { StringLike: { 's3:prefix': `${prefix}*` } } },
    { actions: ['s3:GetObject'], resources: [`${cluster.bucketArn}/${prefix}*`] },
  ];
}

/** The trust policy, written out. */
export function trustDocument(workload: Workload): object {
  return {
    Statement: [{
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: trustCondition(workload),
      Effect: 'Allow',
      Principal: { Federated: workload.cluster.providerArn },
    }],
    Version: '2012-10-17',
  };
}

/** A policy, written out. */
export function policyDocument(statements: readonly Statement[]): object {
  return {
    Statement: statements.map(({ actions, resources, conditions }) =>
      ({ Action: actions[0], ...(conditions && { Condition: conditions }), Effect: 'Allow', Resource: resources[0] })),
    Version: '2012-10-17',
  };
}
