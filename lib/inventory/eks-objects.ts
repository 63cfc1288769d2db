import { accountOfAddOn } from './add-on-accounts';
import { mapsIn } from './kustomize-patches';
import { arnOfRoleNamed } from './made-access';
import { renderedName, renderedText } from './rendered-text';
import type { InventoryServiceAccount } from './service-account';
import { mapOf } from '../core/plain-object';
import { readLiteralDocument } from '../iam/document';
import { unknownPart } from '../iam/partial-text';

type Item = Record<string, unknown>;

/** Whose custom resource it is: of the ACK controllers, of Crossplane's providers, or of Cluster API. */
type Maker = 'ack' | 'crossplane' | 'cluster-api';

function makerOf(object: unknown, service: 'eks' | 'iam'): Maker | undefined {
  const group = String(mapOf(object).apiVersion).replace(/\/.*$/s, '');
  return group === `${service}.services.k8s.aws` ? 'ack'
    : new RegExp(`^${service}\\.aws(\\.m)?\\.(upbound|crossplane)\\.io$`).test(group) ? 'crossplane'
      : service === 'eks' && group === 'controlplane.cluster.x-k8s.io' ? 'cluster-api' : undefined;
}

/** The paths and names in IAM of roles that are custom resources, by what references call them. */
export type NamesOfRoles = ReadonlyMap<string, string>;

export function namesOfRoles(objects: readonly unknown[]): NamesOfRoles {
  return new Map(objects.flatMap((object): [string, string][] => {
    const { kind, metadata, spec } = mapOf(object);
    const maker = kind === 'Role' ? makerOf(object, 'iam') : undefined;
    const { name, namespace, annotations } = mapOf(metadata);
    const of = maker === 'ack' ? mapOf(spec) : mapOf(mapOf(spec).forProvider);
    const own = maker === 'ack' ? of.name : mapOf(annotations)['crossplane.io/external-name'] ?? name;
    const path = typeof of.path === 'string' ? of.path.replace(/^\//, '') : '';
    return maker === undefined || typeof own !== 'string' ? [] : [[keyOf(maker, namespace, name), `${path}${own}`]];
  }));
}

/** Resources of ACK are of a namespace. */
function keyOf(maker: Maker, namespace: unknown, name: unknown): string {
  return [maker, maker === 'ack' ? String(namespace) : '', String(name)].join('\n');
}

/** The service accounts to which a custom resource gives roles: an add-on of EKS, an association, or a control plane of Cluster API. */
export function givenByEksObject(object: unknown, at: string, names: NamesOfRoles = new Map()): InventoryServiceAccount[] {
  const maker = makerOf(object, 'eks');
  if (maker === undefined) {
    return [];
  }
  const { kind, metadata, spec } = mapOf(object);
  const own = maker === 'crossplane' ? mapOf(mapOf(spec).forProvider) : mapOf(spec);
  const giver = new Giver(at, maker, mapOf(metadata).namespace, names);
  switch (kind) {
    case 'PodIdentityAssociation': return giver.association(own, own.namespace);
    case 'Addon': return giver.addOn(own);
    case 'AWSManagedControlPlane': return mapsIn(own.addons).flatMap((item) => giver.addOn(item));
    default: return [];
  }
}

class Giver {
  public constructor(
    private readonly at: string, private readonly maker: Maker, private readonly namespace: unknown, private readonly names: NamesOfRoles,
  ) {}

  public addOn(item: Item): InventoryServiceAccount[] {
    const { addonName, name = addonName, namespaceConfig } = item;
    const { podIdentityAssociations, podIdentityAssociation: associations = podIdentityAssociations } = item;
    const account = accountOfAddOn(String(name));
    const given = mapsIn(namespaceConfig)[0] ?? mapOf(namespaceConfig);
    const namespace = typeof given.namespace === 'string' ? renderedName(given.namespace) : account.namespace;
    const roleArn = this.role(item, 'serviceAccountRole');
    return [
      ...roleArn === undefined ? [] : [{ at: this.at, namespace, name: account.name, roleArn, givenBy: 'add-on' as const, addOn: String(name) }],
      ...mapsIn(associations).flatMap((one) => this.association({ clusterName: item.clusterName, ...one }, namespace)),
    ];
  }

  public association(item: Item, namespace: unknown): InventoryServiceAccount[] {
    const { serviceAccount, disableSessionTags, clusterName, policy } = item;
    const [roleArn, target] = [this.role(item, 'role'), this.role(item, 'targetRole')];
    return roleArn === undefined || typeof serviceAccount !== 'string' || typeof namespace !== 'string' ? [] : [{
      at: this.at,
      namespace: renderedName(namespace),
      name: renderedName(serviceAccount),
      roleArn,
      givenBy: 'association',
      hasNoSessionTags: disableSessionTags === true,
      ...typeof clusterName === 'string' ? { clusterName } : {},
      ...target === undefined ? {} : { targetRoleArn: target },
      ...policy === undefined || policy === null ? {} : { sessionPolicy: readLiteralDocument(policy) },
    }];
  }

  /** A role by its ARN, or by a reference to its object: `roleARN`, `roleArn`, `roleRef.from.name`, `roleArnRef.name`. */
  private role(item: Item, key: string): string | undefined {
    const written = item[`${key}ARN`] ?? item[`${key}Arn`];
    const ref = mapOf(item[`${key}Ref`] ?? item[`${key}ArnRef`]);
    const { name, namespace = this.namespace } = this.maker === 'ack' ? mapOf(ref.from) : ref;
    return typeof written === 'string' && written !== '' ? renderedText(written)
      : typeof name === 'string' ? arnOfRoleNamed(this.names.get(keyOf(this.maker, namespace, name)) ?? unknownPart(`the role ${name}`)) : undefined;
  }
}
