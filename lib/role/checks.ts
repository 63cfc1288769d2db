import type { IConstruct } from 'constructs';
import type { ServiceAccountRoleProps } from './service-account-role-props';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { Stack, Stage, Token } from '../core/cdk';
import { IAM_PATH, ROLE_DESCRIPTION, ROLE_NAME, TAG_KEY, TAG_VALUE } from '../core/names';
import { partitionOfRegion } from '../core/partition';
import { Quotas } from '../core/quotas';
import { count, show, suggestion } from '../core/text';
import { requireFormat } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Where a role is, as far as it is known at synth. */
export interface RolePlace {
  readonly account?: string;
  readonly partition?: string;
  /** What says its partition, as in a message: `the role's stack, "aws" (eu-central-1)`. */
  readonly inWords?: string;
  /** The construct that makes it, if this app does. */
  readonly madeBy?: IConstruct;
}

/** A role that its own stack makes. */
function placeOfStack(scope: IConstruct): RolePlace {
  const { account, region } = Stack.of(scope);
  const partition = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  return {
    account: Token.isUnresolved(account) ? undefined : account,
    partition,
    inWords: `the role's stack, "${partition}" (${region})`,
    madeBy: scope,
  };
}

/** What is wrong with the trust by itself. */
export function checkTrusted(
  scope: IConstruct, clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[], place = placeOfStack(scope)): void {
  if (!clusters?.length) {
    throw new Error(`clusters must name at least one cluster, got ${clusters ? '[]' : 'none'}: a role that trusts no cluster is of use to no pod`);
  }
  if (!subjects?.length) {
    throw new Error(`serviceAccounts must name at least one service account, got ${subjects ? '[]' : 'none'}: without a subject the role would trust the whole cluster`);
  }
  // From plain JavaScript anything may come; an undefined subject would leave the condition away, and trust the whole cluster.
  subjects.forEach((subject, index) => requireObject(`serviceAccounts[${index}]`, 'a ServiceAccountSubject', subject, subject?.subject));
  clusters.forEach((cluster, index) => requireObject(`clusters[${index}]`, 'a ClusterIssuer', cluster, cluster?.providerArn && cluster.issuer));
  const seen = new Map<string, ClusterIssuer>();
  const { account, partition, inWords, madeBy } = place;
  for (const cluster of clusters) {
    const identity = cluster.isLiteral ? cluster.issuer : cluster.providerArn;
    const twin = seen.get(identity);
    if (twin) {
      throw new Error(`clusters must be different, but ${twin.clusterName} and ${cluster.clusterName} have the same issuer ${cluster.toString()}`);
    }
    seen.set(identity, cluster);
    if (partition !== undefined && cluster.partition !== undefined && cluster.partition !== partition) {
      throw new Error(
        `the cluster ${cluster.clusterName} must be in the partition of ${inWords}, got "${cluster.partition}": ` +
        'a role is trusted in its own partition only');
    }
    if (cluster.account !== undefined && account !== undefined && cluster.account !== account) {
      throw new Error(
        `the OIDC provider of ${cluster.clusterName} must be registered in the role's own account, ${account}, got ${show(cluster.account)}: ` +
        `register the issuer in ${account} as well, and use ClusterIssuer.fromIssuerUrl({ account: '${account}', … })`);
    }
    const provider = cluster._dependency;
    if (madeBy && provider && Token.isUnresolved(cluster.providerArn) && Stage.of(provider) !== Stage.of(madeBy)) {
      throw new Error(
        `the OIDC provider of ${cluster.clusterName} must be made in the role's own Stage, or have an ARN known at synth, got ${show(provider.node.path)}: ` +
        'a Stage refers to another by literal text alone, so use ClusterIssuer.fromIssuerUrl with account and issuerUrl written out');
    }
  }
}

/** Every property, so that the compiler keeps the list complete. */
const PROPERTIES: Record<keyof ServiceAccountRoleProps, true> = {
  clusters: true,
  serviceAccounts: true,
  bundles: true,
  separatePolicy: true,
  managedPolicies: true,
  roleName: true,
  path: true,
  description: true,
  permissionsBoundary: true,
  maxSessionDuration: true,
  tags: true,
  quotas: true,
  _writtenAt: true,
};

/** What is of another kind than its type says, as only plain JavaScript can give it; nothing is dropped in silence. */
function checkKinds(props: ServiceAccountRoleProps): void {
  const unknown = Object.keys(props).find((key) => !(key in PROPERTIES));
  if (unknown !== undefined) {
    throw new Error(`unknown property ${show(unknown)} of a ServiceAccountRole: ${suggestion(unknown, Object.keys(PROPERTIES).filter((key) => !key.startsWith('_')))}`);
  }
  const { permissionsBoundary, maxSessionDuration, separatePolicy } = props;
  if (separatePolicy !== undefined && typeof separatePolicy !== 'boolean') {
    throw new Error(`separatePolicy must be true or false, got ${show(separatePolicy)}`);
  }
  if (permissionsBoundary !== undefined) {
    requireObject('permissionsBoundary', 'a managed policy (ManagedPolicy.fromManagedPolicyArn)', permissionsBoundary, permissionsBoundary?.managedPolicyArn);
  }
  props.managedPolicies?.forEach((policy, index) =>
    requireObject(`managedPolicies[${index}]`, 'a managed policy (ManagedPolicy.fromManagedPolicyArn)', policy, policy?.managedPolicyArn));
  props.bundles?.forEach((bundle, index) => requireObject(`bundles[${index}]`, 'a bundle', bundle, bundle?.bundleId));
  if (maxSessionDuration !== undefined && typeof maxSessionDuration?.toSeconds !== 'function') {
    throw new Error(`maxSessionDuration must be a Duration, such as Duration.hours(4), got ${show(maxSessionDuration)}`);
  }
}

/** A part tells what a value is: nothing that is another kind of thing has it. */
export function requireObject(what: string, noun: string, value: unknown, part: string | undefined): void {
  if (typeof part !== 'string' || part === '') {
    throw new Error(`${what} must be ${noun}, got ${show(value)}`);
  }
}

/** What is wrong with a literal property by itself. */
export function checkProps(props: ServiceAccountRoleProps): void {
  checkKinds(props);
  if (props.roleName !== undefined) {
    requireFormat(ROLE_NAME, 'roleName', props.roleName);
  }
  if (props.path !== undefined) {
    requireFormat(IAM_PATH, 'path', props.path);
  }
  if (props.description !== undefined) {
    requireFormat(ROLE_DESCRIPTION, 'description', props.description);
  }
  const seconds = props.maxSessionDuration && !props.maxSessionDuration.isUnresolved() ? props.maxSessionDuration.toSeconds() : undefined;
  if (seconds !== undefined && (seconds < Quotas.sessionSeconds.minimum || seconds > Quotas.sessionSeconds.maximum)) {
    throw new Error(`maxSessionDuration must be from 1 hour to 12 hours, got ${count(seconds, 'second')}`);
  }
  const keys = Object.keys(props.tags ?? {});
  const twin = keys.find((key, index) => keys.findIndex((other) => other.toLowerCase() === key.toLowerCase()) !== index);
  if (twin !== undefined) {
    throw new Error(`the keys of tags must be different whatever their case, got ${show(keys)}`);
  }
  for (const [key, value] of Object.entries(props.tags ?? {})) {
    requireFormat(TAG_KEY, 'a key of tags', key);
    requireFormat(TAG_VALUE, `tags[${show(key)}]`, value);
  }
  checkQuota('quotas.trustPolicyCharacters', props.quotas?.trustPolicyCharacters,
    Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum);
  checkQuota('quotas.managedPolicies', props.quotas?.managedPolicies, Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum);
}

function checkQuota(what: string, value: number | undefined, minimum: number, maximum: number): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= minimum && value <= maximum)) {
    throw new Error(`${what} must be a whole number from ${minimum} to ${maximum}, as AWS grants it, got ${show(value)}`);
  }
}
