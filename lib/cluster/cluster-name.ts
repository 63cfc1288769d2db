import type { IConstruct } from 'constructs';
import type { ClusterIssuerOptions } from './cluster-issuer-options';
import { CLUSTER } from './issuer-checks';
import { Names, Reference, Token, Tokenization } from '../core/cdk';
import { givenName } from '../core/cdk-internals';

type Cluster = IConstruct & { readonly clusterName: string };

/** As long as a name in files and tables is readable; a longer path is cut, with a hash. */
const LENGTH = 63;

/**
 * The name of a cluster in files, tables and messages. CDK gives the name of a cluster that it creates as a deploy-time value,
 * even where it is written out.
 */
export function nameOfCluster(cluster: Cluster): string {
  return nameInEks(cluster) ?? nameOfPath(cluster);
}

/** The name of a cluster in EKS, if it is known at synth. */
export function nameInEks(cluster: Cluster): string | undefined {
  const { clusterName } = cluster;
  return literal(clusterName) ?? writtenName(cluster) ?? nameOfReference(clusterName);
}

/** The options with the name of a cluster, where they have none, and the construct is one. */
export function named(options: ClusterIssuerOptions, construct: IConstruct | undefined): ClusterIssuerOptions {
  return CLUSTER.isOne(construct) ? { ...options, clusterName: options.clusterName ?? nameOfCluster(construct as Cluster) } : options;
}

/** A name of a cluster as it is written out: CDK gives that of a cluster of this app as a reference to its resource. */
export function writtenClusterName(clusterName: string): string | undefined {
  return literal(clusterName) ?? nameOfReference(clusterName);
}

/** The path of a construct, as a name. */
export function nameOfPath(construct: IConstruct): string {
  const name = construct.node.path.replace(/\//g, '-');
  return /^[A-Za-z0-9][\w-]*$/.test(name) && name.length <= LENGTH ? name : Names.uniqueResourceName(construct, { maxLength: LENGTH });
}

/** A cluster that is imported by the name of another, `clusterName: other.clusterName`, has that one's name. */
function nameOfReference(clusterName: string): string | undefined {
  const { tokens, firstToken } = Tokenization.reverseString(clusterName);
  if (tokens.length !== 1 || firstToken === undefined || !Reference.isReference(firstToken)) {
    return undefined;
  }
  const { target } = firstToken;
  return writtenName(target) ?? target.node.scopes.slice(0, -1).reverse().map(writtenName).find((name) => name !== undefined);
}

/** The name in the resource, or that given to its construct: an Aspect or a property injector may have written another. */
function writtenName(construct: IConstruct): string | undefined {
  const resource = construct.node.defaultChild;
  return [resource, construct].map(nameInResource).find((name) => name !== undefined) ?? literal(givenName(construct));
}

/** `AWS::EKS::Cluster`; that of `aws-eks` is a custom resource, which has no such property. */
function nameInResource(resource: IConstruct | undefined): string | undefined {
  const { cfnResourceType, name } = (resource ?? {}) as { readonly cfnResourceType?: unknown; readonly name?: unknown };
  return cfnResourceType === 'AWS::EKS::Cluster' && typeof name === 'string' ? literal(name) : undefined;
}

function literal(text: string | undefined): string | undefined {
  return Token.isUnresolved(text) || text === '' ? undefined : text;
}
