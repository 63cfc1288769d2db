import { canBe, takesAdministrator, takesAny } from './iam-resources';
import type { JudgedRole } from './judged-role';
import { ofRole } from './judged-role';
import { webIdentitiesOf } from './web-identity';
import { actionMatches, coversAction } from '../iam/action';
import { globIncludes, isOnlyWildcards } from '../iam/glob';
import { requiresValue } from '../iam/operator';
import { masked, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';
import type { InventoryPolicy } from '../inventory/role';

/** A resource on which a policy allows something. */
export interface AllowedOn {
  readonly policy: InventoryPolicy;
  readonly statement: PolicyStatement;
  /** As people read it. */
  readonly resource: string;
}

/** Actions by which whoever has them can have everything. */
export interface Escalation extends AllowedOn {
  /** As it is written: `iam:PutRolePolicy`, `iam:*`. */
  readonly pattern: string;
  /** Which actions the pattern stands for. */
  readonly actions: readonly string[];
}

/**
 * The type of resource of each action by which whoever has it can have everything.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const ESCALATIONS: Readonly<Record<string, string>> = {
  'iam:AddUserToGroup': 'group',
  'iam:AttachGroupPolicy': 'group',
  'iam:AttachRolePolicy': 'role',
  'iam:AttachUserPolicy': 'user',
  'iam:CreateAccessKey': 'user',
  'iam:CreateLoginProfile': 'user',
  'iam:CreatePolicyVersion': 'policy',
  'iam:DeleteRolePermissionsBoundary': 'role',
  'iam:DeleteUserPermissionsBoundary': 'user',
  'iam:PutGroupPolicy': 'group',
  'iam:PutRolePermissionsBoundary': 'role',
  'iam:PutRolePolicy': 'role',
  'iam:PutUserPermissionsBoundary': 'user',
  'iam:PutUserPolicy': 'user',
  'iam:SetDefaultPolicyVersion': 'policy',
  'iam:UpdateAssumeRolePolicy': 'role',
  'iam:UpdateLoginProfile': 'user',
  'iam:UpdateSAMLProvider': 'saml-provider',
};

const ACTIONS = Object.keys(ESCALATIONS);

/** What a condition on the boundary of the role or user limits; taking the boundary away is not among it. */
const BOUNDED = /^iam:(Attach(Role|User)Policy|Put(Role|User)(Policy|PermissionsBoundary)|UpdateAssumeRolePolicy)$/;
const ATTACHING = /^iam:Attach(Role|User|Group)Policy$/;

interface Allowed {
  readonly statement: PolicyStatement;
  readonly policy: InventoryPolicy;
}

/** Whether service accounts or pods become the role: only then are its permissions those of a workload. */
export function isOfWorkload(role: JudgedRole): boolean {
  return webIdentitiesOf(role).trusts.length > 0 || role.trust.statements.some((statement) => isForPodIdentity(statement));
}

/** Whether a statement lets EKS Pod Identity give the role to pods. */
export function isForPodIdentity(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, 'sts:AssumeRole')
    && statement.principals.some(({ type, value }) => type === 'Service' && value === 'pods.eks.amazonaws.com');
}

/** Where a workload's role may call an action on any role of an account. */
export function onAnyRole(role: JudgedRole, action: string): AllowedOn[] {
  return allowed(role).filter(({ statement }) => coversAction(statement, action)).flatMap(({ statement, policy }) => {
    const { resources, notResources } = statement;
    const isOpen = (resource: string) => takesAny(resource, 'role');
    const open = notResources.length > 0 && !notResources.some(isOpen) ? [everythingBut(notResources)] : resources.filter(isOpen);
    return open.filter((resource) => !isDenied(role, action, resource))
      .map((resource) => ({ policy, statement, resource: plain(resource) }));
  });
}

/** The escalations that a workload's role is allowed, by the pattern that allows them, on each resource. */
export function escalations(role: JudgedRole): Escalation[] {
  return allowed(role).flatMap(({ statement, policy }) => {
    const { actions, notActions, resources, notResources } = statement;
    const patterns = actions.filter(isOfIdentity)
      .map((pattern) => ({ pattern, all: escalating((action) => actionMatches(pattern, action)) }));
    if (notActions.length > 0) {
      patterns.push({ pattern: everythingBut(notActions), all: escalating((action) => coversAction(statement, action)) });
    }
    const on = [...resources, ...(notResources.length > 0 ? [everythingBut(notResources)] : [])];
    return patterns.flatMap(({ pattern, all }) => on.flatMap((resource): Escalation[] => {
      const left = all.filter((action) => (notResources.length > 0 || canEscalate(action, resource))
        && !isLimited(statement, action) && !isDenied(role, action, resource));
      return left.length === 0 ? [] : [{ policy, statement, pattern: plain(pattern), actions: left, resource: plain(resource) }];
    }));
  });
}

/** Whether a condition of a statement holds only for those whom it names, and names something. */
export function hasLimit({ conditions }: PolicyStatement, key: RegExp, isEnough = (value: string) => !isOnlyWildcards(value)): boolean {
  return conditions.some((test) => key.test(test.key) && ['string', 'arn'].includes(test.operator.type) && requiresValue(test.operator)
    && test.values.length > 0 && test.values.every(isEnough));
}

/** The statements that allow something of IAM or STS: most are about other services. */
const allowed = ofRole((role): readonly Allowed[] => (isOfWorkload(role) ? role.policies : []).flatMap((policy) =>
  policy.document.statements.filter((statement) => statement.effect !== 'Deny' && isAboutIdentity(statement))
    .map((statement) => ({ statement, policy }))));

function isAboutIdentity({ actions, notActions }: PolicyStatement): boolean {
  return notActions.length > 0 || actions.some(isOfIdentity);
}

function isOfIdentity(pattern: string): boolean {
  return /^(?:(?:iam|sts):|[^:]*[*?])/i.test(pattern);
}

function escalating(test: (action: string) => boolean): string[] {
  return ACTIONS.filter(test);
}

/** Nobody can change a service-linked role. */
function canEscalate(action: string, resource: string): boolean {
  return canBe(resource, ESCALATIONS[action]) && !/:role\/aws-service-role\//.test(masked(resource));
}

/** As AWS has it for those who delegate: whatever is attached stays within a boundary, or is one of the policies that are named. */
function isLimited(statement: PolicyStatement, action: string): boolean {
  const isSafe = (value: string) => !takesAdministrator(value);
  return (BOUNDED.test(action) && hasLimit(statement, /^iam:PermissionsBoundary$/i, isSafe))
    || (ATTACHING.test(action) && hasLimit(statement, /^iam:PolicyARN$/i, isSafe));
}

/** Whether a policy of the role takes away what another allows, whatever the circumstances. */
function isDenied(role: JudgedRole, action: string, resource: string): boolean {
  return denying(role).some((statement) => coversAction(statement, action)
    && statement.resources.some((denied) => globIncludes(denied, resource)));
}

/** Not of a policy that can come out in several ways: it may deny in one of them alone. */
const denying = ofRole(({ policies }): readonly PolicyStatement[] => {
  const ways = new Map<string, Set<InventoryPolicy>>();
  const waysOf = (policy: InventoryPolicy) => {
    const key = `${policy.at}\n${policy.name}`;
    const known = ways.get(key) ?? new Set();
    ways.set(key, known);
    return known;
  };
  policies.forEach((policy) => waysOf(policy).add(policy));
  return policies.filter((policy) => waysOf(policy).size === 1).flatMap(({ document }) => document.statements
    .filter((statement) => statement.effect === 'Deny' && statement.conditions.length === 0 && !statement.hasUndecidedConditions && isAboutIdentity(statement)));
});

function everythingBut(patterns: readonly string[]): string {
  return `everything but ${patterns.map(plain).join(', ')}`;
}
