import { serviceAccountsOf } from './cluster-resources';
import type { InventoryPart } from './inventory';
import { LinkedPolicies } from './linked-policies';
import type { PolicyFinder } from './linked-policies';
import { issuersOfProviders, providerIdsIn, providersIn } from './oidc-provider';
import type { InventoryPolicy, InventoryRole, StandalonePolicy } from './role';
import { standInRole, unreadRole } from './stand-in-role';
import { evaluateAll } from '../cloudformation/all-ways';
import { evaluate } from '../cloudformation/intrinsics';
import type { TemplateResource, TemplateScope } from '../cloudformation/intrinsics';
import { misplacedFunctions } from '../cloudformation/misplaced-functions';
import { MANAGED_POLICY_TYPE, POLICY_TYPES, ROLE_TYPE } from '../cloudformation/resource-types';
import { parameterValue } from '../cloudformation/template-parameters';
import { readableOr, scopeOf } from '../cloudformation/template-scope';
import { mapOf } from '../core/plain-object';
import { show } from '../core/text';
import type { PolicyDocument } from '../iam/document';
import { EMPTY_DOCUMENT, readDocument, undecidedDocument } from '../iam/document';
import { isKnown, isLiteral, masked, nameOfUnknown, namesOfUnknown, plain, unknownPart } from '../iam/partial-text';

/** What stands in other templates and belongs to this one. */
export interface Besides {
  readonly account?: string;
  /** Finds the policies that stand beside a role, in any template. */
  readonly policiesOf?: PolicyFinder;
  /** The issuers of the providers of all templates, as this one names them. */
  readonly issuers?: ReadonlyMap<string, readonly string[]>;
  /** The names of the roles of all templates, in lower case: IAM tells none apart by case. */
  readonly roleNames?: ReadonlySet<string>;
}

const ROLE_KEYS = ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'];

/** Reads a CloudFormation template, as JSON or as it comes from YAML with the short forms written out. */
export function readTemplate(template: unknown): InventoryPart {
  return new TemplateReader(scopeOf(template)).read();
}

type Surroundings = Besides & Required<Pick<Besides, 'issuers' | 'policiesOf'>>;

/** Reads one template. */
export class TemplateReader {
  /** The policies that stand beside the roles. */
  public readonly policies: readonly StandalonePolicy[];
  /** The names of its roles, of those that have one, in lower case. */
  public readonly roleNames: readonly string[];
  private readonly entries: readonly (readonly [string, TemplateResource])[];

  public constructor(private readonly scope: TemplateScope) {
    this.entries = Object.entries(scope.resources);
    this.roleNames = this.entries.flatMap(([, { Type: type, Properties: properties }]) =>
      type === ROLE_TYPE ? this.texts(mapOf(properties).RoleName).map((name) => name.toLowerCase()) : []);
    this.policies = this.policiesOfTypes(POLICY_TYPES);
  }

  /** The policies that are resources of their own. */
  public policiesOfTypes(types: readonly string[]): StandalonePolicy[] {
    return this.entries.flatMap(([id, resource]) => types.includes(String(resource.Type)) ? this.policiesAt(id, resource) : []);
  }

  /** The resources of a type with their properties. */
  public resourcesOf(type: string): (readonly [id: string, properties: Readonly<Record<string, unknown>>])[] {
    return this.entries.filter(([, resource]) => resource.Type === type).map(([id, { Properties: properties }]) => [id, mapOf(properties)]);
  }

  /** What a user or a group has, as a role would have it, once for each way in which it can come out. */
  public holderAt(id: string, nameKey: string, besides: Besides & Pick<Required<Besides>, 'policiesOf'>): InventoryRole[] {
    const { Properties: properties, ...resource } = this.scope.resources[id];
    const { [nameKey]: RoleName, AssumeRolePolicyDocument: _, ...others } = mapOf(properties);
    const named = { ...resource, Properties: RoleName === undefined ? others : { ...others, RoleName } };
    const unread = unreadRole(id, 'what it has, which is nested too deep or too long');
    return readableOr([unread], () => this.rolesOf(id, named, { issuers: new Map(), ...besides }))
      .map((holder) => ({ ...holder, trust: EMPTY_DOCUMENT }));
  }

  public read(besides: Besides = {}): InventoryPart {
    const own = { id: '', policies: this.policies };
    const {
      issuers = issuersOfProviders(providerIdsIn(this.scope), this.scope),
      policiesOf = new LinkedPolicies([own]).seenBy(own),
    } = besides;
    return {
      roles: [...this.entries.flatMap(([id, resource]) => {
        if (id.startsWith('Fn::')) { // CloudFormation puts what it makes in its place
          const made = unreadRole(id, `what ${plain(id)} makes`);
          return readableOr([made], () => id === 'Fn::Transform' || JSON.stringify(resource).includes('AWS::IAM::') ? [made] : []);
        }
        return resource.Type !== ROLE_TYPE ? []
          : readableOr([unreadRole(id, 'the role, which is nested too deep or too long')], () => this.rolesOf(id, resource, { ...besides, issuers, policiesOf }));
      }), ...this.unknownRoles(besides.roleNames ?? new Set(this.roleNames))],
      foreignRoles: [],
      policies: this.policies,
      providers: providersIn(this.scope),
      serviceAccounts: this.entries.flatMap(([id, { Type: type, Properties: properties }]) =>
        readableOr([], () => serviceAccountsOf(id, String(type), properties, this.scope))),
    };
  }

  /** The ways of a policy that is a resource; nothing of one under a condition that never holds. */
  private policiesAt(id: string, resource: TemplateResource): StandalonePolicy[] {
    const properties = mapOf(resource.Properties);
    const onlyIf = conditionOf(resource);
    const kind = resource.Type === MANAGED_POLICY_TYPE ? 'managed' : 'inline';
    const name = `the ${kind} policy ${id}`;
    const policyNames = kind === 'inline' ? this.texts(properties.PolicyName) : [];
    const policyName = policyNames.length === 1 ? policyNames[0] : undefined;
    const ways = readableOr([{ name, kind, policyName, at: id, document: undecidedDocument('a policy that is nested too deep or too long') }],
      () => alternatives(evaluateAll(properties.PolicyDocument, this.scope, onlyIf), { name, kind, policyName, at: id }));
    const names = kind === 'managed' ? this.texts(properties.ManagedPolicyName) : [];
    const [roles, users, groups] = [['Roles', 'RoleName'], ['Users', 'UserName'], ['Groups', 'GroupName']]
      .map((keys) => keys.map((key) => properties[key]).flatMap((value) => value === undefined ? [] : this.texts(value)));
    const others = { ...users.length === 0 ? {} : { users }, ...groups.length === 0 ? {} : { groups } };
    return ways.length === 0 ? [] : [{ at: id, ways, names, roles, ...others }];
  }

  /** One role for each way in which it can come out. */
  private rolesOf(id: string, resource: TemplateResource, besides: Surroundings): InventoryRole[] {
    const properties = Object.fromEntries(Object.entries(mapOf(resource.Properties)).filter(([key]) => ROLE_KEYS.includes(key)));
    const onlyIf = conditionOf(resource);
    const ways = evaluateAll(properties, this.scope, onlyIf);
    if (ways) {
      const { AssumeRolePolicyDocument: trust, Policies: policies } = properties;
      const misplaced = misplacedFunctions([trust, policies], this.scope);
      const made = Object.keys(mapOf(resource.Properties)).filter((key) => key === 'Fn::Transform' || key.startsWith('Fn::ForEach::'))
        .map((key) => `what ${plain(key)} makes of the role`);
      return ways.map((way) => ({ ...this.role(id, mapOf(way), besides), undecided: made }))
        .map((role) => misplaced.length === 0 ? role : { ...role, misplaced });
    }
    const whole = this.role(id, mapOf(evaluate(properties, this.scope)), besides);
    const trusts = evaluateAll(properties.AssumeRolePolicyDocument, this.scope, onlyIf) ?? [];
    return trusts.length === 0 ? [{ ...whole, undecided: ['the role, which depends on more than four conditions'] }]
      : trusts.map((trust) => ({ ...whole, trust: readDocument(trust), undecided: ['the policies of the role, which depend on more than four conditions'] }));
  }

  private role(id: string, properties: Record<string, unknown>, { account, policiesOf, issuers }: Surroundings): InventoryRole {
    const { RoleName: name, Path: path } = properties;
    const roleName = typeof name === 'string' ? name : undefined;
    const written = [properties.ManagedPolicyArns].flat().flatMap((arn) => typeof arn === 'string' ? [this.withDefault(arn)] : []);
    const arns = written.flat();
    const { policies: beside, managedPolicies, followedArns } = policiesOf(id, roleName, arns);
    return {
      at: id,
      ...nameOf(id, roleName),
      path: typeof path === 'string' ? path : '/',
      account,
      trust: this.withDefaultPrincipals(readDocument(properties.AssumeRolePolicyDocument)),
      policies: [...inlinePolicies(properties.Policies), ...beside],
      managedPolicyArns: arns,
      managedPolicies: managedPolicies - written.filter(({ length }) => length > 1).length,
      ...followedArns.length === 0 ? {} : { followedArns },
      ...boundaryOf(properties.PermissionsBoundary, (arn) => policiesOf('', undefined, [arn]).policies),
      issuersOfProviders: issuers,
      undecided: [],
    };
  }

  /** An ARN, and what it is unless parameters are given: as a whole, or in parts of it. */
  private withDefault(arn: string): string[] {
    const whole = nameOfUnknown(arn);
    const inPart = (text: string, name: string) => text.split(unknownPart(name)).join(this.defaultsOf(name)[0] ?? unknownPart(name));
    return [...new Set([arn, ...whole !== undefined ? this.defaultsOf(whole) : [namesOfUnknown(arn).reduce(inPart, arn)]])];
  }

  private defaultsOf(name: string): string[] {
    const parameter = this.parameter(name);
    return typeof parameter?.Default === 'string' ? [parameterValue(parameter, parameter.Default)].flat().map(String) : [];
  }

  /** A trust that takes everyone unless a parameter is given is judged as one that does. */
  private withDefaultPrincipals(trust: PolicyDocument): PolicyDocument {
    const isAnyone = (text: string) => !isKnown(text) && this.withDefault(text).includes('*');
    return !trust.statements.some(({ principals }) => principals.some(({ value }) => isAnyone(value))) ? trust : {
      ...trust,
      statements: trust.statements.map((statement) => ({
        ...statement, principals: statement.principals.map((principal) => isAnyone(principal.value) ? { ...principal, value: '*' } : principal),
      })),
    };
  }

  private parameter(name: string): Record<string, unknown> | undefined {
    const { parameters = {} } = this.scope;
    return Object.hasOwn(parameters, name) ? mapOf(parameters[name]) : undefined;
  }

  /**
   * Stand for roles that a policy is attached to and that no template has: pods may become them. Only a parameter, an import or a
   * function knows their names, or they are written and the role is made elsewhere.
   */
  private unknownRoles(roleNames: ReadonlySet<string>): InventoryRole[] {
    const isUnknown = (name: string) => this.parameter(name) !== undefined || /^(?:import|output|part|Fn::) ?/.test(name);
    return this.policies.flatMap(({ at, ways, roles }) => {
      const name = roles.flatMap((role) => nameOfUnknown(role) ?? []).find(isUnknown);
      const standsFor = roles.find((role) => isLiteral(role) && !roleNames.has(role.toLowerCase()));
      const who = name !== undefined ? plain(name) : `the role ${show(standsFor ?? '')}`;
      return name === undefined && standsFor === undefined ? []
        : [standInRole({ at, policies: ways, who, standsFor: name === undefined ? standsFor : undefined })];
    });
  }

  /** The texts of a list, or one text, in all ways; none, if it cannot be read. */
  public texts(value: unknown): string[] {
    return readableOr([], () => [...new Set((evaluateAll(value, this.scope) ?? []).flat(1).filter((item) => typeof item === 'string'))]);
  }
}

function conditionOf({ Condition: condition }: TemplateResource): string | undefined {
  return typeof condition === 'string' ? condition : undefined;
}

/** The ways in which one policy can come out. Its size counts once. */
function alternatives(documents: readonly unknown[] | undefined, policy: Omit<InventoryPolicy, 'document'>): InventoryPolicy[] {
  const all = (documents ?? [undefined]).map((document) => ({ ...policy, document: readDocument(document) }));
  const largest = all.reduce((one, other) => other.document.characters > one.document.characters ? other : one, all[0]);
  return all.map((one) => one === largest ? one : { ...one, document: { ...one.document, characters: 0 } });
}

/** What of a role's boundary is known; the document, if it is one and can be read. */
function boundaryOf(
  value: unknown, policiesOf: (arn: string) => readonly InventoryPolicy[],
): Pick<InventoryRole, 'permissionsBoundary' | 'boundaryArn' | 'boundary'> {
  if (value === undefined || value === '') { // which CloudFormation takes for none
    return { permissionsBoundary: 'absent' };
  }
  const policies = typeof value === 'string' ? policiesOf(value) : [];
  return {
    permissionsBoundary: 'present',
    boundaryArn: typeof value === 'string' ? value : undefined,
    boundary: policies.length === 1 ? policies[0].document : undefined,
  };
}

function inlinePolicies(value: unknown): InventoryPolicy[] {
  return [value].flat(1).filter((policy) => policy !== undefined).map((policy) => {
    const { PolicyName: name, PolicyDocument: document } = mapOf(policy);
    return {
      name: `the inline policy "${plain(String(name ?? ''))}"`, kind: 'inline', policyName: typeof name === 'string' ? name : undefined, document: readDocument(document),
    };
  });
}

/** A role's name, or what is known of it. */
function nameOf(id: string, roleName: string | undefined): Pick<InventoryRole, 'roleName' | 'namePattern' | 'writtenName' | 'namedAfter'> {
  return roleName === undefined ? { roleName, namedAfter: id }
    : isKnown(roleName) ? { roleName } : { roleName: undefined, namePattern: masked(roleName, '*'), writtenName: roleName };
}
