import { mapsIn } from './kustomize-patches';
import { arnOfRoleNamed, madeRole, trustOfSubjects } from './made-access';
import type { MadeAccess } from './made-access';
import { renderedName } from './rendered-text';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { isObject, mapOf } from '../core/plain-object';
import { hasWildcard } from '../iam/glob';
import { isKnown, parsedJson, unknownPart } from '../iam/partial-text';

type Item = Record<string, unknown>;

/** What IAM takes; kOps cuts a longer name, and puts a hash behind it. */
const MOST_OF_NAME = 64;
const HASH_OF_NAME = 6;

/**
 * The roles that kOps makes for service accounts, which its webhook gives to their pods.
 *
 * @see https://kops.sigs.k8s.io/cluster_spec/#service-account-issuer-discovery-and-aws-iam-roles-for-service-accounts-irsa
 */
export function ofKops(object: unknown, at: string): MadeAccess | undefined {
  const { apiVersion, kind, metadata, spec } = mapOf(object);
  if (kind !== 'Cluster' || !/^kops(\.k8s\.io)?\//.test(String(apiVersion))) {
    return undefined;
  }
  const { name: cluster } = mapOf(metadata);
  const { serviceAccountExternalPermissions: permissions, permissionsBoundary } = mapOf(mapOf(spec).iam);
  const named = mapsIn(permissions).filter(({ aws }) => isObject(aws)).map((item) => ({ item, ...namesOf(item) }));
  const nameOf = (namespace: string, name: string) => roleName(namespace, name, typeof cluster === 'string' ? cluster : unknownPart('cluster'));
  const issuer = issuerOf(mapOf(spec), String(cluster));
  return {
    accounts: named.filter(({ namespace }) => !hasWildcard(namespace)).map(({ namespace, name }) => ({
      at,
      namespace,
      name,
      roleArn: arnOfRoleNamed(nameOf(namespace, name).replace(/\?+$/, unknownPart('hash'))),
      givenBy: 'tool',
      tool: `the cluster ${String(cluster)} of kOps`,
      ...isKnown(issuer) ? { issuer } : {},
    })),
    roles: named.flatMap(({ item, namespace, name }) => {
      const { policyARNs, inlinePolicy } = mapOf(item.aws);
      const own = nameOf(namespace, name);
      return madeRole({
        at,
        resource: `${namespace}/${name}`,
        ...hasWildcard(own) || !isKnown(own) ? { namePattern: own } : { name: own },
        trust: trustOfSubjects(issuer, [`${namespace}:${name}`]),
        policies: inlinePolicy === undefined || inlinePolicy === '' ? [] : [{ name: 'inlinePolicy', document: documentOf(inlinePolicy) }],
        managedPolicyArns: policyARNs,
        boundaryArn: permissionsBoundary ?? undefined,
      });
    }),
  };
}

/** A namespace may have `*`, as kOps takes it. */
function namesOf({ namespace, name }: Item): { readonly namespace: string; readonly name: string } {
  return { namespace: renderedName(String(namespace ?? '')), name: renderedName(String(name ?? '')) };
}

function roleName(namespace: string, name: string, cluster: string): string {
  const whole = `${name}.${namespace.replace(/\*/g, 'wildcard')}.sa.${cluster}`;
  return whole.length <= MOST_OF_NAME ? whole : `${whole.slice(0, MOST_OF_NAME - HASH_OF_NAME - 1)}-${'?'.repeat(HASH_OF_NAME)}`;
}

/** As the configuration writes it, or `kops get cluster --full` prints it; the region of a bucket is not written elsewhere. */
function issuerOf({ kubeAPIServer: apiServer }: Item, cluster: string): string {
  const { serviceAccountIssuer: written } = mapOf(apiServer);
  return typeof written === 'string' && /^https:\/\/[^\s/]/.test(written) ? written.replace(/^https:\/\//, '').replace(/\/$/, '')
    : issuerOfUnknown(`${cluster}.OpenIdConnectIssuerUrl`);
}

/** The statements of a policy, in JSON. */
function documentOf(statements: unknown): unknown {
  const value = typeof statements === 'string' ? parsedJson(statements) : statements;
  return Array.isArray(value) ? { Version: '2012-10-17', Statement: value } : statements;
}
