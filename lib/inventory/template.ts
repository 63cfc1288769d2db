import { Policies } from './attached-policies';
import type { PolicyFinder, StandingPolicy } from './attached-policies';
import type { InventoryPolicy, InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import type { TemplateResource, TemplateScope } from '../cloudformation/intrinsics';
import { evaluate, evaluateAll, PROVIDER_TYPES, textOf, UnreadableError } from '../cloudformation/intrinsics';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { readDocument } from '../iam/document';
import { isKnown, nameOfUnknown, parsedJson, plain } from '../iam/partial-text';

/** What there is to judge in a CloudFormation template. */
export interface JudgedTemplate {
  readonly roles: readonly InventoryRole[];
  readonly manifests: readonly InventoryServiceAccount[];
}

/** What stands in other templates and belongs to this one. */
export interface Besides {
  readonly account?: string;
  /** Finds the policies that stand beside a role, in any template. */
  readonly policiesOf?: PolicyFinder;
  /** The issuers of the providers of all templates, as this one names them. */
  readonly issuers?: ReadonlyMap<string, readonly string[]>;
}

/** What `KubernetesManifest` of `aws-eks` and `aws-eks-v2` makes. */
export const MANIFEST_TYPE = 'Custom::AWSCDK-EKS-KubernetesResource';
export const CLUSTER_TYPES = ['AWS::EKS::Cluster', 'Custom::AWSCDK-EKS-Cluster'];
export const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];
export const ROLE_ARN_ANNOTATION = 'eks.amazonaws.com/role-arn';

const ROLE_KEYS = ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'];

/** Reads a CloudFormation template, as JSON or as it comes from YAML with the short forms written out. */
export function readTemplate(template: unknown): JudgedTemplate {
  return new TemplateReader(scopeOf(template)).read();
}

/** What the intrinsic functions of a template refer to. */
export function scopeOf(template: unknown): TemplateScope {
  const { Resources: resources, Mappings: mappings, Conditions: conditions } = mapOf(template);
  return {
    resources: Object.fromEntries(Object.entries(mapOf(resources))
      .map(([id, resource]) => [id, id.startsWith('Fn::') ? { Properties: resource } : mapOf(resource)])),
    mappings: mapOf(mappings),
    conditions: mapOf(conditions),
  };
}

/** The logical ids of the OIDC providers that a template makes. */
export function providersOf({ resources }: TemplateScope): string[] {
  return Object.entries(resources).flatMap(([id, { Type: type }]) => PROVIDER_TYPES.includes(String(type)) ? [id] : []);
}

/** The issuers, in all spellings, of these providers, by what refers to them. */
export function issuersOfProviders(providers: readonly string[], scope: TemplateScope): Map<string, readonly string[]> {
  const { resources, prefix = '' } = scope;
  return new Map(providers.map((id) => {
    const { Url: url, url: ofCustomResource } = mapOf(resources[id].Properties);
    const [text] = guarded([], () => [evaluate(url ?? ofCustomResource, scope)]);
    return [`${prefix}${id}`, typeof text === 'string' ? [issuerOf(text)] : []];
  }));
}

type Surroundings = Besides & Required<Pick<Besides, 'issuers' | 'policiesOf'>>;

/** Reads one template. */
export class TemplateReader {
  /** The policies that stand beside the roles. */
  public readonly policies: readonly StandingPolicy[];
  private readonly entries: readonly (readonly [string, TemplateResource])[];

  public constructor(private readonly scope: TemplateScope) {
    this.entries = Object.entries(scope.resources);
    this.policies = this.entries.flatMap(([id, resource]) => this.policiesAt(id, String(resource.Type), mapOf(resource.Properties)));
  }

  public read(besides: Besides = {}): JudgedTemplate {
    const own = { id: '', policies: this.policies };
    const { issuers = issuersOfProviders(providersOf(this.scope), this.scope), policiesOf = new Policies([own]).seenBy(own) } = besides;
    return {
      roles: this.entries.flatMap(([id, resource]) => {
        if (id.startsWith('Fn::')) { // CloudFormation puts what it makes in its place
          const made = notRead(id, `what ${plain(id)} makes`);
          return guarded([made], () => id === 'Fn::Transform' || JSON.stringify(resource).includes('AWS::IAM::') ? [made] : []);
        }
        return resource.Type !== 'AWS::IAM::Role' ? []
          : guarded([notRead(id, 'the role, which is nested too deep or too long')], () => this.rolesOf(id, resource, { ...besides, issuers, policiesOf }));
      }),
      manifests: this.entries.flatMap(([id, { Type: type, Properties: properties }]) =>
        type === MANIFEST_TYPE ? guarded([], () => this.manifests(id, mapOf(properties))) : []),
    };
  }

  private policiesAt(id: string, type: string, properties: Record<string, unknown>): StandingPolicy[] {
    if (!POLICY_TYPES.includes(type)) {
      return [];
    }
    const kind = type === 'AWS::IAM::ManagedPolicy' ? 'managed' : 'inline';
    const name = `the ${kind} policy ${id}`;
    const ways = guarded([{ name, kind, at: id, document: { statements: [], undecided: ['a policy that is nested too deep or too long'], characters: 0 } }],
      () => alternatives(evaluateAll(properties.PolicyDocument, this.scope), { name, kind, at: id }));
    const names = kind === 'managed' ? this.texts(properties.ManagedPolicyName) : [];
    return [{ id, ways, names, roles: [...this.texts(properties.Roles), ...this.texts(properties.RoleName)] }];
  }

  /** One role for each way in which it can come out. */
  private rolesOf(id: string, resource: TemplateResource, besides: Surroundings): InventoryRole[] {
    const properties = Object.fromEntries(Object.entries(mapOf(resource.Properties)).filter(([key]) => ROLE_KEYS.includes(key)));
    const onlyIf = typeof resource.Condition === 'string' ? resource.Condition : undefined;
    const ways = evaluateAll(properties, this.scope, onlyIf);
    if (ways) {
      return ways.map((way) => this.role(id, mapOf(way), besides));
    }
    const whole = this.role(id, mapOf(evaluate(properties, this.scope)), besides);
    const trusts = evaluateAll(properties.AssumeRolePolicyDocument, this.scope, onlyIf) ?? [];
    return trusts.length === 0 ? [{ ...whole, undecided: ['the role, which depends on more than four conditions'] }]
      : trusts.map((trust) => ({ ...whole, trust: readDocument(trust), undecided: ['the policies of the role, which depend on more than four conditions'] }));
  }

  private role(id: string, properties: Record<string, unknown>, { account, policiesOf, issuers }: Surroundings): InventoryRole {
    const { RoleName: name, Path: path } = properties;
    const roleName = typeof name === 'string' ? name : undefined;
    const arns = [properties.ManagedPolicyArns].flat().filter((arn) => typeof arn === 'string');
    const { policies: beside, managedPolicies } = policiesOf(id, roleName, arns);
    return {
      at: id,
      roleName: roleName !== undefined && isKnown(roleName) ? roleName : undefined,
      path: typeof path === 'string' ? path : '/',
      account,
      trust: readDocument(properties.AssumeRolePolicyDocument),
      policies: [...inlinePolicies(properties.Policies), ...beside],
      managedPolicyArns: arns,
      managedPolicies,
      permissionsBoundary: properties.PermissionsBoundary === undefined ? 'absent' : 'present',
      issuersOfProviders: issuers,
      undecided: [],
    };
  }

  private manifests(id: string, { Manifest: manifest, ClusterName: clusterName }: Record<string, unknown>): InventoryServiceAccount[] {
    const name = nameOfUnknown(textOf(clusterName, this.scope) ?? '') ?? '';
    const cluster = CLUSTER_TYPES.includes(String(this.scope.resources[name]?.Type)) ? name : undefined;
    return (evaluateAll(manifest, this.scope) ?? [evaluate(manifest, this.scope)])
      .flatMap((objects) => serviceAccountOf(typeof objects === 'string' ? parsedJson(objects) : objects, id))
      .map((account) => ({ ...account, cluster }));
  }

  /** The texts of a list, or one text, in all ways; none, if it cannot be read. */
  private texts(value: unknown): string[] {
    return guarded([], () => [...new Set((evaluateAll(value, this.scope) ?? []).flat(1).filter((item) => typeof item === 'string'))]);
  }
}

/** The ServiceAccounts among the objects of a manifest, those of a `List` included. */
export function serviceAccountOf(objects: unknown, at: string): InventoryServiceAccount[] {
  return [objects].flat(1).flatMap((object): InventoryServiceAccount[] => {
    const { kind, metadata, items } = mapOf(object);
    const { name, namespace = 'default', annotations } = mapOf(metadata);
    if (/List$/.test(String(kind)) && Array.isArray(items)) {
      return items.flatMap((item) => serviceAccountOf(/List$/.test(String(mapOf(item).kind)) ? undefined : item, at));
    }
    const roleArn = mapOf(annotations)[ROLE_ARN_ANNOTATION];
    return kind === 'ServiceAccount' && typeof name === 'string' && typeof namespace === 'string'
      ? [{ at, name, namespace, roleArn: typeof roleArn === 'string' ? roleArn : undefined }] : [];
  });
}

/** A map, or an empty one in place of what is none. */
export function mapOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as Record<string, unknown> : {};
}

/** The ways in which one policy can come out. Its size counts once. */
function alternatives(documents: readonly unknown[] | undefined, policy: Omit<InventoryPolicy, 'document'>): InventoryPolicy[] {
  const all = (documents ?? [undefined]).map((document) => ({ ...policy, document: readDocument(document) }));
  const largest = all.reduce((one, other) => other.document.characters > one.document.characters ? other : one);
  return all.map((one) => one === largest ? one : { ...one, document: { ...one.document, characters: 0 } });
}

function inlinePolicies(value: unknown): InventoryPolicy[] {
  return [value].flat(1).filter((policy) => policy !== undefined).map((policy) => {
    const { PolicyName: name, PolicyDocument: document } = mapOf(policy);
    return { name: `the inline policy "${plain(String(name ?? ''))}"`, kind: 'inline', document: readDocument(document) };
  });
}

function issuerOf(url: string): string {
  const name = nameOfUnknown(url);
  return name === undefined ? url.replace(/^https:\/\//, '') : issuerOfUnknown(name);
}

/** One resource that is nested too deep, or too long, takes nothing from the others. */
export function guarded<T>(otherwise: T[], reading: () => T[]): T[] {
  try {
    return reading();
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof RangeError) {
      return otherwise;
    }
    throw error;
  }
}

/** Stands for what cannot be read, so that it is said. */
function notRead(at: string, what: string): InventoryRole {
  return {
    at,
    trust: { statements: [], undecided: [], characters: 0 },
    policies: [],
    managedPolicyArns: [],
    managedPolicies: 0,
    permissionsBoundary: 'unknown',
    issuersOfProviders: new Map(),
    undecided: [what],
  };
}
