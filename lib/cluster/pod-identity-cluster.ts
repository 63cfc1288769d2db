import type { ICluster } from 'aws-cdk-lib/aws-eks';
import type { ICluster as IClusterV2 } from 'aws-cdk-lib/aws-eks-v2';
import type { IConstruct } from 'constructs';
import { nameOfPath, nameInEks } from './cluster-name';
import { CLUSTER } from './issuer-checks';
import type { PodIdentityClusterAttributes, PodIdentityClusterOptions } from './pod-identity-cluster-options';
import type { IRoleCluster } from './role-cluster';
import { parseArn } from '../core/arn';
import { Aws, Token } from '../core/cdk';
import { requireKind, requireProps, required, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { ACCOUNT, CLUSTER_NAME, REGION } from '../core/names';
import { partitionOfRegion } from '../core/partition';
import { seal } from '../core/sealed';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';

const OPTIONS: Kinds<PodIdentityClusterOptions> = { displayName: TEXT };
const ATTRIBUTES: Kinds<PodIdentityClusterAttributes> = {
  ...OPTIONS, account: required(TEXT), region: required(TEXT), clusterName: required(TEXT),
};

/**
 * An EKS cluster whose pods become roles by EKS Pod Identity: by an association of their service account with the role, without
 * an OIDC issuer. The role's trust names the cluster by its ARN.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class PodIdentityCluster implements IRoleCluster {
  /**
   * A cluster of `aws-cdk-lib/aws-eks`, created in this app or imported.
   * @example const production = PodIdentityCluster.fromCluster(cluster);
   */
  public static fromCluster(cluster: ICluster, options: PodIdentityClusterOptions = {}): PodIdentityCluster {
    return PodIdentityCluster.ofCluster('PodIdentityCluster.fromCluster', cluster, options);
  }

  /**
   * The same for a cluster of `aws-cdk-lib/aws-eks-v2`.
   * @example const production = PodIdentityCluster.fromClusterV2(cluster);
   */
  public static fromClusterV2(cluster: IClusterV2, options: PodIdentityClusterOptions = {}): PodIdentityCluster {
    return PodIdentityCluster.ofCluster('PodIdentityCluster.fromClusterV2', cluster, options);
  }

  /**
   * An existing cluster by its name, account and region. Creates no resource.
   *
   * @throws if what is literal of them is no account, region or name of a cluster in EKS
   * @example
   * const production = PodIdentityCluster.fromClusterAttributes({
   *   account: '111122223333', region: 'eu-central-1', clusterName: 'production',
   * });
   */
  public static fromClusterAttributes(attributes: PodIdentityClusterAttributes): PodIdentityCluster {
    return new PodIdentityCluster(requireProps('PodIdentityCluster.fromClusterAttributes', attributes, ATTRIBUTES));
  }

  /**
   * An existing cluster by its ARN, `arn:<partition>:eks:<region>:<account>:cluster/<name>`.
   *
   * @throws if the ARN is known only at deploy time, or is none of a cluster
   * @example PodIdentityCluster.fromClusterArn('arn:aws:eks:eu-central-1:111122223333:cluster/production');
   */
  public static fromClusterArn(clusterArn: string, options: PodIdentityClusterOptions = {}): PodIdentityCluster {
    requireKind('clusterArn', TEXT, clusterArn);
    requireProps('PodIdentityCluster.fromClusterArn', options, OPTIONS);
    const fields = Token.isUnresolved(clusterArn) ? undefined : parseArn(clusterArn);
    const isCluster = fields?.service === 'eks' && fields.resource.startsWith('cluster/') && partitionOfRegion(fields.region)?.name === fields.partition;
    if (!isCluster) {
      throw new Error('clusterArn must be the literal ARN of an EKS cluster (arn:<partition>:eks:<region>:<account>:cluster/<name>), ' +
        `got ${show(clusterArn)}${Token.isUnresolved(clusterArn) ? ': use PodIdentityCluster.fromClusterAttributes' : ''}`);
    }
    const { account, region, resource } = fields;
    return new PodIdentityCluster({ ...options, account, region, clusterName: resource.slice('cluster/'.length) });
  }

  private static ofCluster(factory: string, cluster: ICluster | IClusterV2, options: PodIdentityClusterOptions): PodIdentityCluster {
    requireKind('cluster', CLUSTER, cluster);
    requireProps(factory, options, OPTIONS);
    const name = nameInEks(cluster);
    const { account, region } = cluster.env;
    return new PodIdentityCluster({
      account,
      region,
      clusterName: name ?? cluster.clusterName,
      displayName: options.displayName ?? name ?? nameOfPath(cluster),
      // An export of another stack, where it is not known.
      clusterArn: name === undefined ? cluster.clusterArn : undefined,
      cluster,
    });
  }

  /** The cluster's ARN. May be a deploy-time value, or have deploy-time parts. */
  public readonly clusterArn: string;
  /** The cluster's name in EKS. May be a deploy-time value. */
  public readonly clusterName: string;
  /** The cluster's account. May be a deploy-time value. */
  public readonly account: string;
  /** The cluster's region. May be a deploy-time value. */
  public readonly region: string;
  /** The cluster's name in files, tables and messages. */
  public readonly displayName: string;
  /** The cluster's construct, if it was made from one. @internal */
  public readonly _cluster?: IConstruct;

  private constructor({ account, region, clusterName, displayName, clusterArn, cluster }: ClusterParts) {
    requireFormat(ACCOUNT, 'account', account);
    requireFormat(REGION, 'region', region);
    requireFormat(CLUSTER_NAME, 'clusterName', clusterName);
    const partition = Token.isUnresolved(region) ? Aws.PARTITION : partitionOfRegion(region)!.name;
    this.clusterArn = clusterArn ?? `arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`;
    this.clusterName = clusterName;
    this.account = account;
    this.region = region;
    this.displayName = displayName ?? (Token.isUnresolved(clusterName) ? 'cluster' : clusterName);
    this._cluster = cluster;
    seal(this, 'PodIdentityCluster');
  }

  /** The cluster's ARN, or its name where the ARN is known only at deploy time. */
  public toString(): string {
    return Token.isUnresolved(this.clusterArn) ? `the cluster ${this.displayName} (known at deploy time)` : this.clusterArn;
  }
}

interface ClusterParts extends PodIdentityClusterAttributes {
  readonly clusterArn?: string;
  readonly cluster?: IConstruct;
}
