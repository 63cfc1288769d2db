import type { DescribedCluster, LiveAssociation, LiveFacts } from './live-facts';
import { LIVE_TITLE, LiveReader } from './live-part';
import type { LiveValue, Written } from './live-part';
import { mapsIn, textIn } from './values';
import { POD_IDENTITY_AGENT } from '../../core/names';
import { isObject, mapOf } from '../../core/plain-object';
import { arnParts } from '../../iam/arn';
import { accountOfAddOn } from '../add-on-accounts';
import { InputProblem } from '../problem';
import type { InventoryServiceAccount } from '../service-account';
import type { FileData, Source } from '../source-reader';

/** What `aws eks` prints of clusters, their add-ons and their Pod Identity associations. */
export const EKS_OUTPUT: Source = {
  title: LIVE_TITLE,
  sign: /"(associationArn|addons|addonArn|cdkIrsaCollection)"\s*:|"cluster"\s*:\s*\{\s*"/,
  makeReader: () => new LiveReader(readEks),
};

function readEks({ data }: FileData): LiveValue | undefined {
  if (!isObject(data.value)) {
    return undefined;
  }
  const { cluster, associations, association, addons, addon, cdkIrsaCollection: collection } = data.value;
  const isPartial = textIn(data.value.nextToken) !== undefined || textIn(data.value.NextToken) !== undefined;
  const problems = isPartial ? [new InputProblem('is one page of several: have all listed, without --max-items and --no-paginate')] : [];
  if (isObject(cluster) && textIn(cluster.name) !== undefined && (isObject(cluster.identity) || arnParts(String(cluster.arn))?.service === 'eks')) {
    return ofCluster(cluster);
  }
  if (isObject(association) && isAssociation(association)) {
    return ofAssociations([{ item: association, keys: ['association'] }], {}, []);
  }
  if (Array.isArray(associations) && mapsIn(associations).every(isAssociation)) {
    const items = mapsIn(associations).map((item, i) => ({ item, keys: ['associations', String(i)] }));
    return ofAssociations(items, { listsAssociations: !isPartial }, problems);
  }
  if (Array.isArray(addons) && addons.every((name) => typeof name === 'string')) {
    return { facts: isPartial ? {} : { addOns: addons.map(String) }, written: new Map(), problems };
  }
  if (isObject(addon) && textIn(addon.addonName) !== undefined) {
    return ofAddOn(addon);
  }
  return isObject(collection) ? ofCollection(collection) : undefined;
}

function ofCluster(cluster: Record<string, unknown>): LiveValue {
  const { name, arn, identity, computeConfig } = cluster;
  const { region, account } = arnParts(String(arn)) ?? {};
  const at = String(name);
  const described: DescribedCluster = {
    at,
    name: at,
    arn: textIn(arn),
    account: textIn(account),
    region: textIn(region),
    issuer: textIn(mapOf(mapOf(identity).oidc).issuer)?.replace(/^https:\/\//, ''),
    isAutoMode: mapOf(computeConfig).enabled === true,
  };
  return { facts: { cluster: described }, written: new Map([[at, { resource: `cluster ${at}`, keys: ['cluster'] }]]) };
}

/** Of add-ons. One that is degraded may work on some nodes. */
const FAILURES = ['CREATE_FAILED', 'UPDATE_FAILED', 'DEGRADED'];

/** What describes an add-on names the role that it gives its ServiceAccount. */
function ofAddOn({ addonName, serviceAccountRoleArn, clusterName, namespaceConfig, status }: Record<string, unknown>): LiveValue {
  const at = String(addonName);
  const account = accountOfAddOn(at);
  const namespace = textIn(mapOf(namespaceConfig).namespace) ?? account.namespace;
  const roleArn = textIn(serviceAccountRoleArn);
  return {
    facts: at === POD_IDENTITY_AGENT && FAILURES.includes(String(status)) ? { agentFailure: String(status) } : {},
    part: { serviceAccounts: roleArn === undefined ? [] : [{ at, namespace, name: account.name, roleArn, givenBy: 'add-on', addOn: at, clusterName: textIn(clusterName) }] },
    written: new Map([[at, { resource: `add-on ${at}`, keys: ['addon'] }]]),
  };
}

function isAssociation({ clusterName, namespace, serviceAccount }: Record<string, unknown>): boolean {
  return [clusterName, namespace, serviceAccount].every((value) => textIn(value) !== undefined);
}

interface Item {
  readonly item: Record<string, unknown>;
  readonly keys: readonly string[];
}

function ofAssociations(items: readonly Item[], facts: LiveFacts, problems: readonly InputProblem[]): LiveValue {
  const associations = items.map(({ item }) => associationOf(item));
  return {
    facts: { ...facts, associations },
    part: { serviceAccounts: associations.flatMap(accountOf) },
    written: new Map(associations.map(({ at, namespace, serviceAccount }, i): [string, Written] => [at, { resource: `${namespace}/${serviceAccount}`, keys: items[i].keys }])),
    problems,
  };
}

function associationOf(item: Record<string, unknown>): LiveAssociation {
  const [clusterName, namespace, serviceAccount] = [item.clusterName, item.namespace, item.serviceAccount].map(String);
  const { partition, region, account } = arnParts(String(item.associationArn)) ?? {};
  const id = textIn(item.associationId) ?? `${clusterName}/${namespace}/${serviceAccount}`;
  return {
    at: id,
    id,
    clusterName,
    clusterArn: partition === undefined ? undefined : `arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`,
    namespace,
    serviceAccount,
    roleArn: textIn(item.roleArn),
    targetRoleArn: textIn(item.targetRoleArn),
    hasNoSessionTags: typeof item.disableSessionTags === 'boolean' ? item.disableSessionTags : undefined,
  };
}

function accountOf(association: LiveAssociation): InventoryServiceAccount[] {
  const { at, namespace, serviceAccount, roleArn, hasNoSessionTags, clusterName, clusterArn } = association;
  return roleArn === undefined ? [] : [{ at, namespace, name: serviceAccount, roleArn, givenBy: 'association', hasNoSessionTags, clusterName, clusterArn }];
}

function ofCollection({ account, region, clusters, isAllClusters }: Record<string, unknown>): LiveValue {
  const isListed = isAllClusters === true && Array.isArray(clusters) && textIn(account) !== undefined && textIn(region) !== undefined;
  const listing = isListed ? { account: String(account), region: String(region), names: clusters.map(String) } : undefined;
  return { facts: { listing }, written: new Map() };
}
