import { takesAdministrator } from './iam-resources';
import type { Truth } from '../iam/evaluator/truth';
import { isOnlyWildcards } from '../iam/glob';
import { asksForPresence, requiresValue } from '../iam/operator';
import type { ConditionOperator } from '../iam/operator';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/**
 * Whether a condition keeps a pod from what the statement allows: `none`, since the pod chooses the value or has it anyway;
 * `limited`, to what others have marked or approved; `unclear`, where the key says something of the request that only its
 * service knows.
 */
export type Limit = 'none' | 'unclear' | 'limited';

/** What decides whether a condition limits an action. */
export interface LimitContext {
  readonly action: string;
  /** Whether a test holds in all requests of the role's sessions, or in none; nothing where it may hold in some. */
  readonly truthOf: (test: ConditionTest) => Truth;
  /** Whether the role may write the managed policies that an ARN or a pattern stands for. */
  readonly writesPolicy: (arn: string) => boolean;
  /** Whether the role may give the resources a tag of that name, with one of the values. */
  readonly writesTags: (tag: string, values: readonly string[]) => boolean;
  /** Whether the action gives others' permissions also where its resources are named: a tag then names them, too. */
  readonly isWayEvenNamed?: boolean;
}

/** What is attached, or changed, stays within the boundary; taking the boundary away is not among it. */
const BOUNDED = /^iam:(Attach(Role|User)Policy|Put(Role|User)(Policy|PermissionsBoundary)|UpdateAssumeRolePolicy)$/i;
const ATTACHING = /^iam:Attach(Role|User|Group)Policy$/i;
/** Actions of which a tag says whose thing it is: its owner gave it, not the caller. */
const RESOURCE_TAG = /^[a-z0-9-]+:ResourceTag\//i;

/** What a caller chooses, or what a pod's request has whatever it does. */
const CHOSEN = new RegExp(`^(?:aws:(?:${[
  'RequestedRegion', 'UserAgent', 'Referer', 'SourceIp', 'VpcSourceIp', 'SourceVpc', 'SourceVpcArn', 'SourceVpce', 'CurrentTime', 'EpochTime', 'SecureTransport',
  'RequestTag/.*', 'TagKeys', 'PrincipalType', 'PrincipalAccount', 'PrincipalOrgID', 'PrincipalOrgPaths', 'PrincipalArn', 'PrincipalTag/.*',
  'ResourceAccount', 'ResourceOrgID', 'ResourceOrgPaths', 'TokenIssueTime', 'userid', 'FederatedProvider', 'PrincipalIsAWSService', 'Ec2InstanceSourceVpc',
  'VpceAccount', 'VpceOrgID', 'VpceOrgPaths', 'SourceIdentity', 'IsMcpServiceAction', 'ViaAWSMCPService', 'CalledViaAWSMCP',
].join('|')})|sts:(?:ExternalId|RoleSessionName|DurationSeconds|SourceIdentity|TransitiveTagKeys)|iam:PassedToService|ssm:SessionDocumentAccessCheck|eks:namespaces`
  + '|s3:(?:ResourceAccount|authType|signatureversion|signatureAge|TlsVersion)|kms:CallerAccount|ec2:Region)$', 'i');

/** Set where a service calls for the caller. A pod may have one call for it. */
const THROUGH_A_SERVICE = /^(?:aws:(?:ViaAWSService|CalledVia|CalledViaFirst|CalledViaLast))$/i;
const FOR_A_SERVICE = /^kms:GrantIsForAWSResource$/i;
const MFA = /^aws:MultiFactorAuth(?:Present|Age)$/i;

/** What the conditions of an Allow leave a pod. All must hold. */
export function limitOf({ conditions, hasUndecidedConditions }: PolicyStatement, context: LimitContext): Limit {
  return strongest([hasUndecidedConditions ? 'unclear' : 'none', ...conditions.map((test) => limitOfTest(present(test, conditions), context))]);
}

/** A test of a key that another condition requires holds for nobody who lacks it: `ForAllValues` and `IfExists` then leave nobody out. */
function present(test: ConditionTest, conditions: readonly ConditionTest[]): ConditionTest {
  const { key, operator } = test;
  return (operator.quantifier === 'ForAllValues' || operator.ifExists) && conditions.some((other) => requiresKey(other, key))
    ? { ...test, operator: { ...operator, quantifier: 'none', ifExists: false } } : test;
}

function requiresKey({ key: own, operator, values }: ConditionTest, key: string): boolean {
  return asksForPresence(operator) && own.toLowerCase() === key.toLowerCase() && values.length > 0 && values.every((value) => value.toLowerCase() === 'false');
}

/** What a Deny leaves a pod that can be told of: a request to which one of its conditions does not apply. */
export function leftByDeny({ conditions, hasUndecidedConditions }: PolicyStatement, given: LimitContext): Limit {
  const context = { ...given, isWayEvenNamed: false };
  if (hasUndecidedConditions) {
    return 'none';
  }
  const left = conditions.map((test): Limit => {
    const truth = context.truthOf(test);
    if (truth !== undefined) {
      return truth ? 'limited' : 'none';
    }
    const opposite = oppositeOf(test);
    // What cannot be told of a test cannot be told of its opposite.
    return opposite === undefined ? 'none' : limitOfTest(opposite, { ...context, truthOf: () => undefined });
  });
  return left.includes('none') ? 'none' : left.includes('unclear') ? 'unclear' : 'limited';
}

function limitOfTest(test: ConditionTest, context: LimitContext): Limit {
  const { key, operator } = test;
  if (!operator.known || !isKnown(key)) {
    return 'unclear';
  }
  const truth = context.truthOf(test);
  if (truth !== undefined) {
    return truth ? 'none' : 'limited';
  }
  if (/^iam:PermissionsBoundary$/i.test(key) && /^iam:/i.test(context.action)) {
    return BOUNDED.test(context.action) && namesOnly(test, (value) => !takesAdministrator(value) && !context.writesPolicy(value)) ? 'limited' : 'none';
  }
  if (/^iam:PolicyARN$/i.test(key) && /^iam:/i.test(context.action)) {
    return ATTACHING.test(context.action) && namesOnly(test, (value) => !takesAdministrator(value) && !context.writesPolicy(value)) ? 'limited' : 'none';
  }
  if (/^iam:AWSServiceName$/i.test(key) && namesOnly(test, (value) => /^[a-z0-9]/i.test(value))) {
    return 'limited';
  }
  if (RESOURCE_TAG.test(key)) {
    return !namesOnly(test, (value) => !isOnlyWildcards(value)) || isTagItGives(test, context) ? 'none'
      : context.isWayEvenNamed !== true && namesOnly(test, (value) => /[^*?]{2}/.test(value) || !/[*?]/.test(value) || operator.relation !== 'like') ? 'limited' : 'unclear';
  }
  if (MFA.test(key) || FOR_A_SERVICE.test(key) || THROUGH_A_SERVICE.test(key)) {
    return !needsOthers(test) ? 'none' : THROUGH_A_SERVICE.test(key) ? 'unclear' : 'limited';
  }
  return CHOSEN.test(key) || !requiresValue(operator) ? 'none' : 'unclear';
}

/** Whether a test names resources by a tag that the role may give them itself. */
export function isTagItGives(test: ConditionTest, { writesTags }: LimitContext): boolean {
  const { key, values } = test;
  return isKnown(key) && RESOURCE_TAG.test(key) && namesOnly(test, (value) => !isOnlyWildcards(value)) && writesTags(key.slice(key.indexOf('/') + 1), values);
}

/** Whether a test holds only where the request has one of the values, each of which is as given. A value that is the key itself is every value. */
function namesOnly({ key, operator, values }: ConditionTest, isNarrow: (value: string) => boolean): boolean {
  const isItself = (value: string) => value.toLowerCase().includes(`\${${key.toLowerCase()}}`);
  return ['string', 'arn'].includes(operator.type) && requiresValue(operator) && values.length > 0 && values.every((value) => !isItself(value) && isNarrow(value));
}

/** Whether a test asks for a second factor, or for a service in between, neither of which a pod's own request has. */
function needsOthers({ operator, values }: ConditionTest): boolean {
  const says = (value: string) => values.length > 0 && values.every((given) => given.toLowerCase() === value);
  return operator.type === 'bool' ? requiresValue(operator) && says('true') : operator.type !== 'null' && requiresValue(operator);
}

/** The test that holds where another does not, `Null` and sets of values included where there is one. */
function oppositeOf({ key, operator, values }: ConditionTest): ConditionTest | undefined {
  const { known, type, quantifier, negated, relation, ifExists } = operator;
  const as = (change: Partial<ConditionOperator>, others = values) => ({ key, operator: { ...operator, ...change }, values: others });
  const turned = (value: string) => value.toLowerCase() === 'true' ? 'false' : 'true';
  if (!known || quantifier !== 'none' || values.length === 0) {
    return undefined;
  }
  switch (type) {
    case 'bool':
      return as({ ifExists: !ifExists }, values.map(turned));
    case 'null':
      return as({}, values.map(turned));
    case 'string':
    case 'arn':
      return relation === 'equals' || relation === 'like' ? as({ negated: !negated, ifExists: false }) : undefined;
    default:
      return undefined;
  }
}

function strongest(limits: readonly Limit[]): Limit {
  return limits.includes('limited') ? 'limited' : limits.includes('unclear') ? 'unclear' : 'none';
}
