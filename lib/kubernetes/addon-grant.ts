import { Token } from 'aws-cdk-lib/core';
import type { AddonOptions } from './addon-options';
import { annotatedSubjects } from './exact-subjects';
import { ADDON_NAME } from './metadata';
import { accountsOfAddOn, addOnNamed, addOnOfBundle, addOnWithoutRole } from '../bundles/add-ons';
import type { AddOn } from '../bundles/add-ons';
import { IssuerKind } from '../cluster/kubernetes-issuer-options';
import { mapOf, requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { CLUSTER_NAME, DEFAULT_AUDIENCE, NAMESPACE } from '../core/names';
import { list, show } from '../core/text';
import { requireFormat } from '../core/text-format';
import { podIdentityOf } from '../role/pod-identity-settings';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

const OPTIONS: Kinds<AddonOptions> = { addonName: TEXT, namespace: TEXT, clusterNames: mapOf(TEXT) };

/** What is wrong with the options by themselves. */
export function checkAddonOptions(options: AddonOptions): void {
  const { addonName, namespace, clusterNames = {} } = requireProps('an add-on', options, OPTIONS);
  if (addonName !== undefined) {
    requireFormat(ADDON_NAME, 'addonName', addonName);
  }
  if (namespace !== undefined) {
    requireFormat(NAMESPACE, 'namespace', namespace);
  }
  Object.entries(clusterNames).forEach(([name, clusterName]) => requireFormat(CLUSTER_NAME, `clusterNames[${show(name)}]`, clusterName));
}

/** How an add-on gets a role in one cluster. */
export interface AddonGrant {
  readonly addonName: string;
  /** A namespace of its own, which an add-on gets when it is installed. */
  readonly namespace?: string;
  readonly isIrsa: boolean;
  /** The service accounts that get the role by an association that the add-on owns. */
  readonly associated: readonly ServiceAccountSubject[];
}

/** What a role and an add-on have to do with each other in a cluster; throws if EKS would refuse it, or no pod would get the role. */
export function addonGrant(role: IServiceAccountRole, options: AddonOptions, cluster: RoleCluster): AddonGrant {
  const name = addonNameOf(options.addonName, role.bundleIds);
  if ('problem' in name) {
    throw new Error(`addonName ${name.problem}`);
  }
  const { addonName } = name;
  const { issuer, podIdentity, displayName } = cluster;
  const subjects = annotatedSubjects(role, cluster);
  const strange = strangeAccount(addonName, options.namespace, subjects);
  if (strange !== undefined) {
    throw new Error(`the service accounts of the role ${show(role.node.path)} in ${displayName} ${strangeAccountProblem(addonName, options.namespace, strange)}` +
      `${options.namespace === undefined ? ' (where the add-on is installed in another namespace, give that as "namespace")' : ''}`);
  }
  const way = wayProblem(addonName, { ...issuer, isIrsa: issuer !== undefined, isPodIdentity: podIdentity !== undefined });
  if (way !== undefined) {
    throw new Error(`the cluster ${displayName} of the role ${show(role.node.path)} ${way}`);
  }
  if (podIdentity !== undefined) {
    checkSettings(role, addonName);
  }
  return { addonName, namespace: options.namespace, isIrsa: issuer !== undefined, associated: podIdentity === undefined ? [] : subjects };
}

interface Refusal {
  readonly problem: string;
}

/** The name of the add-on, the given one or that of the bundles; or what is wrong with it: a sentence without its subject. */
export function addonNameOf(given: string | undefined, bundleIds: readonly string[]): { readonly addonName: string } | Refusal {
  const ofBundles = [...new Set(bundleIds.flatMap((id) => addOnOfBundle(id)?.name ?? []))];
  if (given === undefined) {
    return ofBundles.length === 1 ? { addonName: ofBundles[0] }
      : { problem: `must be given, since the bundles are for ${ofBundles.length === 0 ? 'no add-on that is known' : `several add-ons (${list(ofBundles)})`}` };
  }
  const refused = addOnWithoutRole(given);
  if (refused !== undefined) {
    return { problem: `must be an add-on that takes a role, and ${given} takes none, since ${refused.because} (${refused.source})` };
  }
  return ofBundles.length > 0 && addOnNamed(given) !== undefined && !ofBundles.includes(given)
    ? { problem: `must be the add-on that the bundles are for (${list(ofBundles, 'or')}), got ${show(given)}` } : { addonName: given };
}

/** The first service account that an add-on does not run as; nothing for one that is not known. */
export function strangeAccount(
  addonName: string, namespace: string | undefined, subjects: readonly ServiceAccountSubject[],
): ServiceAccountSubject | undefined {
  const known = addOnNamed(addonName);
  return known && subjects.find((subject) => subject.isPattern || !isOf(known, namespace, subject));
}

/** What is wrong with it: a sentence without its subject. */
export function strangeAccountProblem(addonName: string, namespace: string | undefined, strange: ServiceAccountSubject): string {
  const known = addOnNamed(addonName)!;
  return `must be ${list(accountsOfAddOn({ ...known, namespace: namespace ?? known.namespace }), 'or')}, as which the add-on ${addonName} runs, got ${strange.toString()}`;
}

function isOf({ namespace: usual, serviceAccounts }: AddOn, namespace: string | undefined, subject: ServiceAccountSubject): boolean {
  const isKnown = (text: string) => !Token.isUnresolved(text);
  return (!isKnown(subject.serviceAccountName) || serviceAccounts.includes(subject.serviceAccountName))
    && (!isKnown(subject.namespace) || subject.namespace === (namespace ?? usual));
}

/** How pods of a cluster get roles. */
export interface ClusterWays {
  readonly isIrsa: boolean;
  readonly isPodIdentity: boolean;
  readonly audience?: string;
  readonly kind?: IssuerKind;
}

/** Why an add-on of a cluster cannot get a role in its ways: a sentence without its subject. */
export function wayProblem(
  addonName: string, { isIrsa, isPodIdentity, audience = DEFAULT_AUDIENCE, kind }: ClusterWays,
): string | undefined {
  if (kind === IssuerKind.KUBERNETES) {
    return 'must be one of EKS, which alone has add-ons';
  }
  if (isIrsa && !Token.isUnresolved(audience) && audience !== DEFAULT_AUDIENCE) {
    return `must have the audience ${DEFAULT_AUDIENCE} for an add-on, which writes no annotation with another, got ${show(audience)}`;
  }
  const { ways, source } = addOnNamed(addonName) ?? {};
  const given = [...isIrsa ? ['irsa'] as const : [], ...isPodIdentity ? ['podIdentity'] as const : []];
  const [missing] = ways === undefined ? [] : given.filter((way) => !ways.includes(way));
  const names = { irsa: 'IRSA', podIdentity: 'EKS Pod Identity' };
  return missing === undefined ? undefined
    : `must give the add-on ${addonName} its role by ${names[missing === 'irsa' ? 'podIdentity' : 'irsa']}, the one way that is documented for it (${source!}), got ${given.map((way) => names[way]).join(' and ')}`;
}

/** What an association has that an add-on owns: a service account and a role. */
function checkSettings(role: IServiceAccountRole, addonName: string): void {
  const { disableSessionTags = false, sessionPolicy, targetRole } = podIdentityOf(role) ?? {};
  const idle = Object.entries({ disableSessionTags, sessionPolicy, targetRole })
    .filter(([, value]) => value !== undefined && value !== false).map(([key]) => key);
  if (idle.length > 0) {
    throw new Error(`podIdentity of the role ${show(role.node.path)} must be without ${list(idle)}, which an association of the add-on ${addonName} cannot have: ` +
      'create the association beside the add-on (PodIdentityAssociations)');
  }
}
