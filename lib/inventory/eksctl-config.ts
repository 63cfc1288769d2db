import { accountOfAddOn } from './add-on-accounts';
import { mapsIn } from './kustomize-patches';
import { arnOfMadeRole, madeRole, trustOfSubjects } from './made-access';
import type { MadeAccess } from './made-access';
import { renderedName, renderedText } from './rendered-text';
import type { InventoryServiceAccount } from './service-account';
import { TRUST_OF_PODS, trustOfAssociation } from './trust-of-pods';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { mapOf } from '../core/plain-object';
import { readDocument, readLiteralDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { isKnown } from '../iam/partial-text';

type Item = Record<string, unknown>;

/**
 * The service accounts of a ClusterConfig with roles that exist, and the roles that eksctl makes for the others.
 *
 * @see https://eksctl.io/usage/schema/
 */
export function ofEksctl(object: unknown, at: string): MadeAccess | undefined {
  const { apiVersion, kind, metadata, iam, addons } = mapOf(object);
  if (kind !== 'ClusterConfig' || !String(apiVersion).startsWith('eksctl.io/')) {
    return undefined;
  }
  const { name: clusterName } = mapOf(metadata);
  const { serviceAccounts, podIdentityAssociations } = mapOf(iam);
  const ofCluster = typeof clusterName === 'string' ? { clusterName } : {};
  const named = mapsIn(serviceAccounts).map((item) => ({ item, ...namesOf(mapOf(item.metadata)) }));
  const associated = [...mapsIn(podIdentityAssociations), ...mapsIn(addons).flatMap((addOn) =>
    mapsIn(addOn.podIdentityAssociations).map((item) => ({ namespace: accountOfAddOn(String(addOn.name)).namespace, ...item })))]
    .map((item: Item) => ({ item, ...namesOf({ name: item.serviceAccountName, namespace: item.namespace }) }));
  const issuer = issuerOfUnknown(`${String(clusterName)}.OpenIdConnectIssuerUrl`);
  const made = [
    ...named.filter(({ item }) => item.attachRoleARN === undefined).map(({ item, namespace, name }) => ofItem({
      item,
      at,
      resource: `${namespace}/${name}`,
      arns: item.attachPolicyARNs,
      trust: trustOfSubjects(issuer, [`${namespace}:${name}`]),
      account: item.roleOnly === true ? undefined : { at, namespace, name, givenBy: 'tool', tool: 'eksctl' },
    })),
    ...mapsIn(addons)
      .filter((item) => item.serviceAccountRoleARN === undefined && (item.attachPolicyARNs ?? item.attachPolicy) !== undefined)
      .map((item) => ofItem({ item, at, resource: `add-on ${String(item.name)}`, arns: item.attachPolicyARNs, trust: trustOfAddOn(String(item.name), issuer) })),
    ...associated.filter(({ item }) => item.roleARN === undefined).map(({ item, namespace, name }) => ofItem({
      item,
      at,
      resource: `${namespace}/${name}`,
      arns: item.permissionPolicyARNs,
      trust: readDocument(trustOfAssociation(namespace, name)),
      account: { at, namespace, name, givenBy: 'association', hasNoSessionTags: item.disableSessionTags === true, ...ofCluster },
    })),
  ];
  return {
    accounts: [
      ...named.flatMap(({ item: { attachRoleARN: roleArn }, namespace, name }) => typeof roleArn !== 'string' ? []
        : [{ at, namespace, name, roleArn: renderedText(roleArn) }]),
      ...associated.flatMap(({ item: { roleARN: roleArn, disableSessionTags }, namespace, name }) => typeof roleArn !== 'string' ? []
        : [{ at, namespace, name, roleArn: renderedText(roleArn), givenBy: 'association' as const, hasNoSessionTags: disableSessionTags === true, ...ofCluster }]),
      ...mapsIn(addons).flatMap(({ name, serviceAccountRoleARN: roleArn }) => typeof roleArn !== 'string' ? []
        : [{ at, ...accountOfAddOn(String(name)), roleArn: renderedText(roleArn), givenBy: 'add-on' as const, addOn: String(name) }]),
      ...made.flatMap(({ accounts }) => accounts),
    ],
    roles: made.flatMap(({ roles }) => roles),
  };
}

function namesOf({ name, namespace = 'default' }: Item): { readonly namespace: string; readonly name: string } {
  return { namespace: renderedName(String(namespace)), name: renderedName(String(name)) };
}

function trustOfAddOn(addOn: string, issuer: string): PolicyDocument {
  const { namespace, name } = accountOfAddOn(addOn);
  return isKnown(namespace) && isKnown(name) ? trustOfSubjects(issuer, [`${namespace}:${name}`]) : readLiteralDocument(TRUST_OF_PODS);
}

/** What eksctl has make a role, and for whom. */
interface MadeItem {
  readonly item: Item;
  readonly at: string;
  readonly resource: string;
  readonly arns: unknown;
  readonly trust: PolicyDocument;
  /** Nothing, if eksctl leaves the ServiceAccount to others. */
  readonly account?: InventoryServiceAccount;
}

function ofItem({ item, at, resource, arns, trust, account }: MadeItem): MadeAccess {
  const { roleName: name, attachPolicy, permissionPolicy = attachPolicy } = item;
  const { permissionsBoundary, permissionsBoundaryARN: boundaryArn = permissionsBoundary } = item;
  const roles = madeRole({
    at,
    resource,
    ...typeof name === 'string' && name !== '' ? { name } : {},
    trust,
    policies: permissionPolicy === undefined ? [] : [{ name: item.permissionPolicy === undefined ? 'attachPolicy' : 'permissionPolicy', document: permissionPolicy }],
    managedPolicyArns: arns,
    boundaryArn,
  });
  return { roles, accounts: account === undefined ? [] : roles.map(({ role }) => ({ ...account, roleArn: arnOfMadeRole(role) })) };
}
