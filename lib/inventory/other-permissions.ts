import { NAMED_TYPES } from './resource-arns';
import { evaluateAll } from '../cloudformation/all-ways';
import type { TemplateScope } from '../cloudformation/intrinsics';
import { MANAGED_POLICY_TYPE, ROLE_TYPE } from '../cloudformation/resource-types';
import { readableOr } from '../cloudformation/template-scope';
import { mapOf } from '../core/plain-object';

/** Something of a template that gives or takes permissions and is read nowhere else. */
export interface OtherPermission {
  /** Its logical id, or its name in the template. */
  readonly at: string;
  /** As sentences call it: `AWS::S3::AccessPoint Media`, `parameter Bucket`. */
  readonly subject: string;
  /** The property: `Policies`; what a default or a condition is. */
  readonly what: string;
  /** What it says, as a text. */
  readonly text: string;
}

/** The properties of resources by which somebody may do something, beside roles and the policies that are read. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::AccessKey': ['UserName', 'Status'],
  'AWS::IAM::InstanceProfile': ['Roles'],
  'AWS::IAM::OIDCProvider': ['Url', 'ClientIdList'],
  'AWS::IAM::SAMLProvider': ['SamlMetadataDocument'],
  [ROLE_TYPE]: ['MaxSessionDuration'],
  'AWS::RolesAnywhere::Profile': ['RoleArns', 'SessionPolicy', 'ManagedPolicyArns', 'Enabled'],
  'AWS::Cognito::IdentityPoolRoleAttachment': ['Roles', 'RoleMappings'],
  'AWS::SSO::PermissionSet': ['InlinePolicy', 'ManagedPolicies', 'CustomerManagedPolicyReferences', 'PermissionsBoundary'],
  'AWS::SSO::Assignment': ['PrincipalId', 'PermissionSetArn', 'TargetId'],
  'AWS::Organizations::Policy': ['Content', 'TargetIds'],
  'AWS::EKS::AccessEntry': ['PrincipalArn', 'AccessPolicies', 'KubernetesGroups'],
  'AWS::RAM::ResourceShare': ['Principals', 'ResourceArns', 'AllowExternalPrincipals'],
  'AWS::S3::Bucket': ['PublicAccessBlockConfiguration', 'AccessControl', 'OwnershipControls'],
  'AWS::S3::AccessPoint': ['Policy', 'PublicAccessBlockConfiguration'],
  'AWS::Lambda::Permission': ['FunctionName', 'Principal', 'Action', 'SourceArn', 'SourceAccount', 'PrincipalOrgID', 'FunctionUrlAuthType'],
  'AWS::Lambda::Url': ['AuthType'],
  'AWS::Lambda::LayerVersionPermission': ['LayerVersionArn', 'Principal', 'OrganizationId'],
  'AWS::ECR::Repository': ['RepositoryPolicyText'],
  'AWS::ECR::RegistryPolicy': ['PolicyText'],
  'AWS::EFS::FileSystem': ['FileSystemPolicy'],
  'AWS::DynamoDB::Table': ['ResourcePolicy'],
  'AWS::Kinesis::ResourcePolicy': ['ResourceArn', 'ResourcePolicy'],
  'AWS::Events::EventBusPolicy': ['Statement', 'Principal', 'Action', 'Condition'],
  'AWS::Events::EventBus': ['Policy'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument'],
  'AWS::OpenSearchService::Domain': ['AccessPolicies'],
  'AWS::Elasticsearch::Domain': ['AccessPolicies'],
  'AWS::Backup::BackupVault': ['AccessPolicy'],
  'AWS::CodeArtifact::Domain': ['PermissionsPolicyDocument'],
  'AWS::CodeArtifact::Repository': ['PermissionsPolicyDocument'],
  'AWS::EC2::VPCEndpoint': ['PolicyDocument'],
  'AWS::ApiGateway::RestApi': ['Policy'],
  'AWS::MSK::ClusterPolicy': ['ClusterArn', 'Policy'],
  'AWS::VpcLattice::AuthPolicy': ['ResourceIdentifier', 'Policy'],
  'AWS::VpcLattice::ResourcePolicy': ['ResourceArn', 'Policy'],
};

/** Policies that are compared by what they allow, unless they can come out in several ways: those of resources, and boundaries. */
const COMPARED = /^AWS::(?:S3::BucketPolicy|SQS::Queue(?:Inline)?Policy|SNS::Topic(?:Inline)?Policy|SecretsManager::ResourcePolicy|KMS::Key)$/;
const DOCUMENTS = ['PolicyDocument', 'ResourcePolicy', 'KeyPolicy'];

/** What counts where a template says nothing, as a text: to write it down changes nothing. */
const DEFAULTS: Readonly<Record<string, string>> = { MaxSessionDuration: '3600', Status: '"Active"' };

/** The types of which templates are read for this, beside roles and what else is read. */
export const OTHER_PERMISSION_TYPES = Object.keys(PROPERTIES);

/** What of a template gives or takes permissions and is read nowhere else, and on what in it permissions depend. */
export function otherPermissionsIn(scope: TemplateScope): OtherPermission[] {
  const resources = Object.entries(scope.resources).map(([id, { Type: type, Properties: properties, Condition: condition }]) =>
    ({ id, type: String(type), properties: mapOf(properties), condition }));
  const own = resources.flatMap(({ id, type, properties }) => propertiesOf(type).flatMap((what): OtherPermission[] => {
    const text = properties[what] === undefined ? undefined : valueText(properties[what], scope);
    return text === undefined || text === DEFAULTS[what] ? [] : [{ at: id, subject: `${type} ${id}`, what, text }];
  }));
  const boundaries = JSON.stringify(resources.flatMap(({ properties: { PermissionsBoundary: boundary } }) => boundary ?? []));
  const inWays = resources.filter(({ id, type, properties: { ManagedPolicyName: name } }) => COMPARED.test(type)
    || (type === MANAGED_POLICY_TYPE && [id, name].some((text) => typeof text === 'string' && boundaries.includes(text))))
    .flatMap(({ id, type, properties }) => DOCUMENTS.flatMap((what): OtherPermission[] =>
      hasOneWay(properties[what], scope) ? [] : [{ at: id, subject: `${type} ${id}`, what, text: valueText(properties[what], scope) }]));
  const asking = resources.filter(({ type }) => isOfPermissions(type));
  const written = JSON.stringify(asking);
  const tags = resources.flatMap(({ id, type, properties: { Tags: all } }) => tagsRead(all, written, scope)
    .map(([key, text]): OtherPermission => ({ at: id, subject: `${type} ${id}`, what: `the tag ${key}`, text })));
  const conditions = conditionsAsked(scope, asking, written);
  return [...own, ...inWays, ...tags, ...defaultsOf(scope, `${written}${JSON.stringify(conditions)}`), ...conditionsOf(conditions, asking)];
}

function propertiesOf(type: string): readonly string[] {
  return Object.hasOwn(PROPERTIES, type) ? PROPERTIES[type] : [];
}

function isOfPermissions(type: string): boolean {
  return type.startsWith('AWS::IAM::') || type === 'AWS::EKS::PodIdentityAssociation' || /Polic(?:y|ies)$/.test(type)
    || Object.hasOwn(PROPERTIES, type) || NAMED_TYPES.includes(type);
}

function hasOneWay(value: unknown, scope: TemplateScope): boolean {
  return value === undefined || readableOr([false], () => [evaluateAll(value, scope)?.length === 1])[0];
}

/** A value in all ways in which it can come out. */
function valueText(value: unknown, scope: TemplateScope): string {
  return readableOr(['what is nested too deep or too long'], () => {
    const ways = evaluateAll(value, scope);
    return [JSON.stringify(ways === undefined ? value : ways.length === 1 ? ways[0] : ways) ?? ''];
  })[0];
}

/** The tags of which policies of the template speak. */
function tagsRead(tags: unknown, written: string, scope: TemplateScope): [key: string, text: string][] {
  return (Array.isArray(tags) ? tags : []).flatMap((tag): [string, string][] => {
    const { Key: key, Value: value } = mapOf(tag);
    return typeof key === 'string' && key !== '' && written.toLowerCase().includes(JSON.stringify(`Tag/${key}`).slice(1, -1).toLowerCase())
      ? [[key, valueText(value, scope)]] : [];
  });
}

function defaultsOf({ parameters = {} }: TemplateScope, written: string): OtherPermission[] {
  return Object.entries(parameters).flatMap(([name, parameter]): OtherPermission[] => {
    const { Default: value, AllowedValues: allowed } = mapOf(parameter);
    const isSettled = Array.isArray(allowed) && allowed.length === 1 && String(allowed[0]) === String(value); // by whoever compares, perhaps
    return value === undefined || isSettled || !isNamed(name, written) ? [] : [{ at: name, subject: `parameter ${name}`, what: 'the default', text: JSON.stringify(value) }];
  });
}

/** A resource on which permissions depend. */
interface Asking {
  readonly id: string;
  readonly type: string;
  readonly condition?: unknown;
}

/** The conditions on which permissions depend, also by way of others, with their expressions. */
function conditionsAsked(
  { conditions = {} }: TemplateScope, asking: readonly Asking[], written: string,
): [name: string, expression: unknown][] {
  const all = Object.entries(conditions);
  const found = new Set(all.map(([name]) => name).filter((name) =>
    written.includes(`"Fn::If":[${JSON.stringify(name)}`) || asking.some(({ condition }) => condition === name)));
  // What is added while the set is walked is walked, too.
  found.forEach((name) => all.forEach(([other]) => {
    if (JSON.stringify(conditions[name] ?? '').includes(`{"Condition":${JSON.stringify(other)}}`)) {
      found.add(other);
    }
  }));
  return all.filter(([name]) => found.has(name));
}

/** What conditions say on which permissions depend, and which resources depend on one as a whole. */
function conditionsOf(conditions: readonly (readonly [string, unknown])[], asking: readonly Asking[]): OtherPermission[] {
  return [
    ...conditions.map(([name, condition]): OtherPermission => ({ at: name, subject: `condition ${name}`, what: 'the expression', text: JSON.stringify(condition) })),
    ...asking.flatMap(({ id, type, condition }): OtherPermission[] =>
      typeof condition === 'string' ? [{ at: id, subject: `${type} ${id}`, what: 'the condition by which it is there', text: condition }] : []),
  ];
}

function isNamed(name: string, written: string): boolean {
  return written.includes(`{"Ref":${JSON.stringify(name)}}`) || written.includes(`\${${name}}`);
}
