import { mapsIn, textsIn } from './kustomize-patches';
import { arnOfRoleNamed, madeRole, trustOfSubjects } from './made-access';
import type { MadeAccess } from './made-access';
import { renderedName, renderedText } from './rendered-text';
import { TRUST_OF_PODS } from './trust-of-pods';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { isObject, mapOf } from '../core/plain-object';
import { readLiteralDocument } from '../iam/document';
import { unknownPart } from '../iam/partial-text';

type Item = Record<string, unknown>;

/** The ARNs of roles in Secrets of AWS profiles, by `namespace/name`; of other Secrets nothing is read. */
export type RolesOfSecrets = ReadonlyMap<string, string>;

/** Which role each Secret names that `ccoctl` wrote for a CredentialsRequest. */
export function rolesOfSecrets(objects: readonly unknown[]): RolesOfSecrets {
  return new Map(objects.flatMap((object): [string, string][] => {
    const { kind, metadata, stringData } = mapOf(object);
    const { namespace, name } = mapOf(metadata);
    const { credentials } = mapOf(kind === 'Secret' ? stringData : undefined);
    const [, arn] = /^[ \t]*role_arn[ \t]*=[ \t]*(\S+)/m.exec(typeof credentials === 'string' ? credentials : '') ?? [];
    return arn === undefined ? [] : [[`${String(namespace)}/${String(name)}`, arn]];
  }));
}

/**
 * What a CredentialsRequest of OpenShift asks for: a role that exists, for its service accounts, or permissions, with which `ccoctl` makes
 * a role for them.
 *
 * @see https://docs.okd.io/latest/rest_api/security_apis/credentialsrequest-cloudcredential-openshift-io-v1.html
 */
export function ofCredentialsRequest(object: unknown, at: string, secrets: RolesOfSecrets = new Map()): MadeAccess | undefined {
  const { apiVersion, kind, metadata, spec } = mapOf(object);
  const { secretRef, serviceAccountNames, providerSpec } = mapOf(spec);
  const { kind: provider, stsIAMRoleARN: written, statementEntries } = mapOf(providerSpec);
  if (kind !== 'CredentialsRequest' || !String(apiVersion).startsWith('cloudcredential.openshift.io/') || provider !== 'AWSProviderSpec') {
    return undefined;
  }
  const { namespace: given, name: secret } = mapOf(secretRef);
  const namespace = typeof given === 'string' ? renderedName(given) : unknownPart('namespace');
  const request = String(mapOf(metadata).name ?? '');
  const arn = typeof written === 'string' && written !== '' ? renderedText(written) : secrets.get(`${namespace}/${String(secret)}`);
  const names = textsIn(serviceAccountNames).map(renderedName);
  return {
    accounts: names.map((name) => ({
      at, namespace, name, roleArn: arn ?? arnOfRoleNamed(unknownPart('{{ made by ccoctl }}')), givenBy: 'tool', tool: `the CredentialsRequest ${request}`,
    })),
    roles: arn !== undefined ? [] : madeRole({
      at,
      resource: request,
      namePattern: `*-${namespace}-*`,
      trust: names.length === 0 ? readLiteralDocument(TRUST_OF_PODS) : trustOfSubjects(ISSUER, names.map((name) => `${namespace}:${name}`)),
      policies: [{ name: 'statementEntries', document: { Version: '2012-10-17', Statement: mapsIn(statementEntries).map(statementOf) } }],
    }),
  };
}

/** `ccoctl` is told of the provider. */
const ISSUER = issuerOfUnknown('OpenShift.OpenIdConnectIssuerUrl');

function statementOf({ effect, action, resource, policyCondition }: Item): Item {
  return { Effect: effect, Action: action, Resource: resource, ...isObject(policyCondition) ? { Condition: policyCondition } : {} };
}
