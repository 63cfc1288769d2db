import type { IConstruct } from 'constructs';
import type { PodIdentityOptions } from './pod-identity-options';
import type { RolePlace } from './role-trust-props';
import { checkTarget } from './target-check';
import { sessionTagsIn } from '../bundles/pod-session-tags';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { parseArn } from '../core/arn';
import { Reference, Stage, Token, Tokenization } from '../core/cdk';
import { ACCOUNT, CLUSTER_NAME, REGION } from '../core/names';
import { partitionOfRegion } from '../core/partition';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';
import { explain, isProvisional } from '../core/text-format';

/** Throws if EKS Pod Identity cannot give the role where it is. */
export function checkPodIdentity(
  scope: IConstruct, options: PodIdentityOptions, issuers: readonly ClusterIssuer[], place: RolePlace): void {
  const { clusters } = options;
  if (!clusters?.length) {
    throw new Error(`podIdentity.clusters must name at least one cluster, got ${clusters ? '[]' : 'none'}: leave podIdentity out for a role of IRSA alone`);
  }
  checkSessions(options, issuers);
  checkTargetRole(options, place, scope);
  const seen = new Map<string, PodIdentityCluster>();
  const named = new Map<string, PodIdentityCluster>();
  for (const cluster of clusters) {
    const twin = seen.get(cluster.clusterArn);
    if (twin) {
      throw new Error(`podIdentity.clusters must be different, but ${twin.displayName} and ${cluster.displayName} are the same cluster ${cluster.toString()}`);
    }
    seen.set(cluster.clusterArn, cluster);
    requireOwnName(cluster, named);
    requireSound(cluster);
    checkPlace(cluster, place);
    checkIssuer(cluster, issuers.find(({ displayName }) => displayName === cluster.displayName));
  }
}

/** In files, messages and `serviceAccountsByCluster` a name is one cluster. Of two that only the deploy knows, nobody gave the name. */
function requireOwnName(cluster: PodIdentityCluster, named: Map<string, PodIdentityCluster>): void {
  const { displayName } = cluster;
  const other = named.get(displayName);
  if (other && ![cluster, other].every(({ clusterName }) => Token.isUnresolved(clusterName))) {
    throw new Error(`podIdentity.clusters must have different names, but ${other.toString()} and ${cluster.toString()} are both ${show(displayName)}: give one of them another displayName`);
  }
  named.set(displayName, cluster);
}

/** What excludes each other, and the size of the session policy. */
function checkSessions({ disableSessionTags, sessionPolicy, targetRole }: PodIdentityOptions, issuers: readonly ClusterIssuer[]): void {
  if (sessionPolicy && disableSessionTags !== true) {
    throw new Error(`podIdentity.disableSessionTags must be true with sessionPolicy, since EKS takes a session policy only without session tags, got ${disableSessionTags ?? 'none'}: ` +
      'the trust then asks for the cluster and its account, and no longer for the namespace and the service account');
  }
  if (targetRole && issuers.length > 0) {
    throw new Error(`podIdentity.targetRole must be left out for a role with clusters (IRSA), got ${show(targetRole.node.path)}: pods of ${issuers[0].displayName} would get this role and not the target, ` +
      'so make a role for IRSA and another for EKS Pod Identity');
  }
  if (sessionPolicy) {
    const { statementCount } = sessionPolicy;
    const [tag] = sessionTagsIn(JSON.stringify(sessionPolicy.toJSON() ?? ''));
    if (tag !== undefined) {
      throw new Error(`podIdentity.sessionPolicy must not name the session tag ${tag}, which disableSessionTags leaves out, as a session policy needs`);
    }
    const text = statementCount === 0 ? '' : JSON.stringify(sessionPolicy.toJSON());
    const most = Quotas.sessionPolicyCharacters;
    if (statementCount === 0 || (!Token.isUnresolved(text) && text.length > most)) {
      throw new Error(`podIdentity.sessionPolicy must have at least one statement and at most ${count(most, 'character')}, got ${count(text.length, 'character')}: ` +
        'name fewer resources, or give the rest to the role\'s own policies, which a session policy only limits');
    }
  }
}

/** A target has to be one that the role can assume. */
function checkTargetRole({ targetRole, clusters: [{ region }] }: PodIdentityOptions, place: RolePlace, scope: IConstruct): void {
  if (targetRole) {
    const ofCluster = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
    checkTarget({
      target: targetRole, scope, place, partition: place.partition ?? ofCluster, partitionSource: place.partition === undefined ? `its cluster, "${ofCluster}"` : place.partitionSource,
    });
  }
}

/** A mark can be copied by who knows it, and a policy variable in the ARN would be any cluster. */
function requireSound({ clusterArn, clusterName, account, region }: PodIdentityCluster): void {
  const fields = parseArn(clusterArn);
  const isLiteral = ![clusterArn, clusterName, account, region].some((text) => Token.isUnresolved(text) || isProvisional(text));
  const problems = [explain(ACCOUNT, account), explain(REGION, region), explain(CLUSTER_NAME, clusterName)];
  const isWellFormed = problems.every((problem) => problem === undefined);
  const isOwn = isWellFormed && fields?.resource === `cluster/${clusterName}` && fields.account === account && fields.region === region
    && fields.service === 'eks';
  if (isLiteral && !isOwn) {
    throw new Error(`clusterArn must be that of the cluster ${show(clusterName)} of ${account} in ${region}, got ${show(clusterArn)}`);
  }
}

/** EKS takes a role of the cluster's own account only. */
function checkPlace(
  { displayName, account, region, clusterArn }: PodIdentityCluster, { account: own, partition, partitionSource, scope }: RolePlace): void {
  const partitionOfCluster = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  if (partition !== undefined && partitionOfCluster !== undefined && partitionOfCluster !== partition) {
    throw new Error(`the cluster ${displayName} must be in the partition of ${partitionSource}, got "${partitionOfCluster}": a role is trusted in its own partition only`);
  }
  if (own !== undefined && !Token.isUnresolved(account) && account !== own) {
    throw new Error(
      `the cluster ${displayName} must be in the role's own account, ${own}, got ${show(account)}: EKS Pod Identity gives pods roles of their cluster's ` +
      'account only, so create a role there');
  }
  const { firstToken } = Token.isUnresolved(clusterArn) ? Tokenization.reverseString(clusterArn) : { firstToken: undefined };
  const isElsewhere = firstToken && Reference.isReference(firstToken) && !firstToken.displayName.startsWith('AWS::')
    && scope !== undefined && Stage.of(firstToken.target) !== Stage.of(scope);
  if (isElsewhere) {
    throw new Error(
      `the cluster ${displayName} must be in the role's own Stage, or have a name known at synth, got ${show(firstToken.target.node.path)}: ` +
      'a Stage refers to another by literal text alone, so use PodIdentityCluster.fromClusterAttributes');
  }
}

/** One name is one cluster, in files and messages. */
function checkIssuer({ displayName, region }: PodIdentityCluster, issuer: ClusterIssuer | undefined): void {
  if (issuer?.region !== undefined && !Token.isUnresolved(region) && issuer.region !== region) {
    throw new Error(
      `clusters and podIdentity.clusters must mean one cluster by one name, but ${displayName} has an issuer of ${issuer.region} and is in ${region}: ` +
      'give one of them another name (clusterName of the ClusterIssuer, displayName of the PodIdentityCluster)');
  }
}
