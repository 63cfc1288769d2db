import { DescribePodIdentityAssociationCommand, EKSClient, ListPodIdentityAssociationsCommand, ResourceNotFoundException } from '@aws-sdk/client-eks';
import type { DescribePodIdentityAssociationCommandOutput } from '@aws-sdk/client-eks';
import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { claimsOf, isSignedBy } from './claims';
import type { Issuer } from './issuer';
import { sessionAllows, trustAllows } from './judge';
import type { TrustRequest } from './judge';
import { permissionsOf, sessionArn } from './permissions';
import type { Session } from './permissions';
import { Refusal } from './refusal';
import type { Place } from '../support/places';
import { roleState } from '../support/role-state';
import type { RoleState } from '../support/role-state';

/** The audience of the tokens that the agent takes. */
export const POD_AUDIENCE = 'pods.eks.amazonaws.com';
const SERVICE = 'pods.eks.amazonaws.com';

/** A cluster as EKS knows it. */
export interface EksCluster {
  readonly place: Place;
  readonly name: string;
  /** Who signs the tokens of its service accounts. */
  readonly issuer: Issuer;
}

/** A session for a pod, and how long the agent keeps it. */
export interface PodSession {
  readonly session: Session;
  readonly minutes: number;
}

interface Pod {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly name: string;
  readonly uid: string;
}

type Context = TrustRequest['context'];

export function clusterArnOf({ place: { account, region }, name }: EksCluster): string {
  return `arn:aws:eks:${region}:${account}:cluster/${name}`;
}

/**
 * Whether EKS would give a session to a pod that shows its token to the agent of its node: by the association of its service account,
 * the trust of the role, and what the role may do and its target's trust says, as they stand at this moment.
 *
 * @param placeOf an account, as its administrator sees it
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 * @throws Refusal
 */
export async function assumeRoleForPodIdentity(
  cluster: EksCluster, token: string, placeOf: (account: string) => Promise<Place>,
): Promise<PodSession> {
  const pod = podOf(cluster, token);
  const association = await associationOf(cluster, pod);
  if (!association) {
    throw new Refusal('ResourceNotFoundException', `No pod identity association found for ${pod.namespace}/${pod.serviceAccount} in ${cluster.name}`, 404);
  }
  const tags = association.disableSessionTags ? undefined : tagsOf(cluster, pod);
  const name = `eks-${cluster.name}-${pod.name}-${pod.uid}`.slice(0, 64);
  const role = await roleAt(cluster.place, association.roleArn!);
  if (!role || !eksMayAssume(role, cluster, tags, name)) {
    throw unauthorized();
  }
  const first: Session = { account: cluster.place.account, roleName: role.name, name, tags };
  const policy: unknown = association.policy === undefined ? undefined : JSON.parse(association.policy);
  if (association.targetRoleArn === undefined) {
    return { session: { ...first, policy }, minutes: 360 };
  }
  const targetPlace = await placeOf(association.targetRoleArn.split(':')[4]);
  const target = await roleAt(targetPlace, association.targetRoleArn);
  if (!target || !await sessionMayAssume({ place: cluster.place, session: first, role }, target, association.externalId!)) {
    throw unauthorized();
  }
  return { session: { ...first, account: targetPlace.account, roleName: target.name, policy }, minutes: 59 };
}

/**
 * Whether a role's trust lets EKS assume it for a cluster: with session tags both of EKS's calls.
 *
 * @param tags nothing where the association disables the session tags
 */
export function eksMayAssume(
  { trust, arn }: RoleState, cluster: EksCluster, tags: Readonly<Record<string, string>> | undefined, name = 'eks-session',
): boolean {
  const account = arn.split(':')[4];
  const context: Context = {
    'aws:SourceArn': clusterArnOf(cluster), 'aws:SourceAccount': cluster.place.account, 'sts:RoleSessionName': name, ...inRequest(tags ?? {}),
  };
  return (tags ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'])
    .every((action) => trustAllows(trust, { principal: SERVICE, action, roleArn: arn, account, context }));
}

/** What EKS says of a pod, for a service account of a cluster. */
export function tagsOf(cluster: EksCluster, pod: Pod): Record<string, string> {
  return {
    'eks-cluster-arn': clusterArnOf(cluster),
    'eks-cluster-name': cluster.name,
    'kubernetes-namespace': pod.namespace,
    'kubernetes-service-account': pod.serviceAccount,
    'kubernetes-pod-name': pod.name,
    'kubernetes-pod-uid': pod.uid,
  };
}

/** A session that assumes another role. */
export interface Chained {
  readonly place: Place;
  readonly session: Session;
  readonly role: RoleState;
}

/**
 * Whether a session of a role may assume a target: by the role's own policies, and by the target's trust. The tags of the session
 * are transitive, so the second request has them too; the external id is in the request for the role, and in none for its tags.
 */
export async function sessionMayAssume({ place, session, role }: Chained, target: RoleState, externalId?: string): Promise<boolean> {
  const { tags = {} } = session;
  const principalTags = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
  const context: Context = {
    'aws:PrincipalArn': role.arn, 'aws:PrincipalAccount': place.account, 'sts:RoleSessionName': session.name, ...inRequest(tags), ...principalTags,
  };
  const permissions = await permissionsOf(place, session);
  for (const action of ['sts:AssumeRole', 'sts:TagSession']) {
    const own = action === 'sts:AssumeRole' && externalId !== undefined ? { 'sts:ExternalId': externalId } : undefined;
    const isTrusted = trustAllows(target.trust, {
      principal: sessionArn(session), action, roleArn: target.arn, account: target.arn.split(':')[4], context: { ...context, ...own }, isPermitted: true,
    });
    if (!isTrusted || !await sessionAllows(permissions, { action, resource: target.arn }, place.region)) {
      return false;
    }
  }
  return true;
}

function inRequest(tags: Readonly<Record<string, string>>): Context {
  const keys = Object.keys(tags);
  return keys.length === 0 ? {} : {
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key]])), 'aws:TagKeys': keys, 'sts:TransitiveTagKeys': keys,
  };
}

/** @throws Refusal if the token is not one of the cluster, for the agent */
function podOf({ issuer }: EksCluster, token: string): Pod {
  const claims = claimsOf(token);
  if (claims.iss !== issuer.url || !isSignedBy(issuer, token)) {
    throw new Refusal('InvalidTokenException', 'Unauthorized, failed to validate service account token');
  }
  if (claims.exp * 1000 < Date.now()) {
    throw new Refusal('ExpiredTokenException', 'Token expired');
  }
  if (![claims.aud].flat().includes(POD_AUDIENCE)) {
    throw new Refusal('InvalidTokenException', `Audience must be ${POD_AUDIENCE}`);
  }
  const { namespace, serviceaccount, pod } = claims['kubernetes.io']!;
  return { namespace, serviceAccount: serviceaccount.name, name: pod!.name, uid: pod!.uid };
}

/** The association of a service account in EKS, with all that EKS tells of it. */
export async function associationOf(
  { place, name }: Pick<EksCluster, 'place' | 'name'>, { namespace, serviceAccount }: Pick<Pod, 'namespace' | 'serviceAccount'>,
): Promise<DescribePodIdentityAssociationCommandOutput['association']> {
  const eks = new EKSClient(place.clientConfig);
  const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName: name, namespace, serviceAccount }));
  if (associations.length === 0) {
    return undefined;
  }
  const [{ associationId }] = associations;
  try {
    return (await eks.send(new DescribePodIdentityAssociationCommand({ clusterName: name, associationId }))).association;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined; // deleted between the two calls
    }
    throw error;
  }
}

async function roleAt({ iam }: Place, arn: string): Promise<RoleState | undefined> {
  const role = await roleState(iam, arn.split('/').pop()!).catch((error: unknown) => {
    if (error instanceof NoSuchEntityException) {
      return undefined;
    }
    throw error;
  });
  return role?.arn === arn ? role : undefined;
}

function unauthorized(): Refusal {
  return new Refusal('AccessDeniedException', 'Unauthorized Exception! EKS does not have permissions to assume the associated role.', 403);
}
