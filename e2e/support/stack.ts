import { readFileSync } from 'node:fs';
import { DescribeStackEventsCommand, DescribeStackResourcesCommand, DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { Deployed } from './intrinsics';
import { meaningIn } from './intrinsics';
import type { Place } from './places';
import type { RoleState } from './role-state';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, any>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export function templateIn(file: string): Template {
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}

export async function stackStatus(place: Place, name: string): Promise<string> {
  const { Stacks = [] } = await place.cloudFormation.send(new DescribeStacksCommand({ StackName: name })).catch(() => ({ Stacks: [] }));
  return Stacks[0]?.StackStatus ?? 'none';
}

/** Why a stack is not complete, as its events tell. */
export async function stackFailures(place: Place, name: string): Promise<string> {
  const { StackEvents = [] } = await place.cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
  return StackEvents.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'))
    .map(({ LogicalResourceId, ResourceStatusReason = 'no reason' }) => `${LogicalResourceId}: ${ResourceStatusReason}`).join('; ');
}

/** The stacks of a place, without the bootstrap stack. */
export async function stackNames(place: Place): Promise<string[]> {
  const { StackSummaries = [] } = await place.cloudFormation.send(new ListStacksCommand({}));
  return StackSummaries.filter(({ StackName, StackStatus }) => StackName !== 'CDKToolkit' && StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName!);
}

/** A role as its template means it: what was deployed, but for the id that IAM gives. */
export type MeantRole = Omit<RoleState, 'roleId'>;

/** The roles of a deployed stack as its template means them, by logical id. */
export async function meantRoles(place: Place, stackName: string, template: Template): Promise<Map<string, MeantRole>> {
  const deployed = await deployedStack(place, stackName, template);
  const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type)
    .map(([id, { Properties = {} }]) => ({ id, props: meaningIn(deployed, Properties) as Record<string, any> }));
  const policies = of('AWS::IAM::Policy');
  const managed = of('AWS::IAM::ManagedPolicy');
  return new Map(of('AWS::IAM::Role').map(({ id, props }): [string, MeantRole] => {
    const name = (props.RoleName ?? deployed.refs[id]) as string;
    const path = (props.Path ?? '/') as string;
    const isFor = (policy: { props: Record<string, any> }) => (policy.props.Roles as string[] ?? []).includes(name);
    const trust = props.AssumeRolePolicyDocument as unknown;
    return [id, {
      arn: `arn:aws:iam::${place.account}:role${path}${name}`,
      name,
      path,
      description: (props.Description ?? '') as string,
      maxSessionDuration: (props.MaxSessionDuration ?? 3600) as number,
      trust: typeof trust === 'string' ? JSON.parse(trust) as unknown : trust,
      boundary: props.PermissionsBoundary as string | undefined,
      tags: Object.fromEntries((props.Tags as { Key: string; Value: string }[] ?? []).map(({ Key, Value }) => [Key, Value]).sort()),
      inline: Object.fromEntries([
        ...(props.Policies as any[] ?? []).map(({ PolicyName, PolicyDocument }): [string, unknown] => [PolicyName, PolicyDocument]),
        ...policies.filter(isFor).map((policy): [string, unknown] => [policy.props.PolicyName as string, policy.props.PolicyDocument]),
      ].sort(([a], [b]) => a < b ? -1 : 1)),
      attached: [...(props.ManagedPolicyArns as string[] ?? []), ...managed.filter(isFor).map((policy) => deployed.refs[policy.id])].sort(),
    }];
  }));
}

async function deployedStack(place: Place, stackName: string, template: Template): Promise<Deployed> {
  const { StackResources = [] } = await place.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stackName }));
  const refs = Object.fromEntries(
    StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId!, PhysicalResourceId!]));
  const attributes = new Map<string, string>();
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    for (const [name, value] of await attributesOf(place, Type, refs[id])) {
      attributes.set(`${id}.${name}`, value);
    }
  }
  return {
    account: place.account,
    region: place.region,
    stackName,
    refs,
    attribute: (logicalId, name) => {
      const value = attributes.get(`${logicalId}.${name}`);
      // What stands in roles is looked up; the rest of a template, such as a network, is not compared.
      return value ?? `<${logicalId}.${name}>`;
    },
  };
}

/** Attributes as the services themselves tell them. */
async function attributesOf(place: Place, type: string, physicalId: string | undefined): Promise<[string, string][]> {
  if (physicalId === undefined) {
    return [];
  }
  switch (type) {
    case 'AWS::IAM::OIDCProvider':
      return [['Arn', physicalId]];
    case 'AWS::IAM::Role':
      return [['Arn', (await place.iam.send(new GetRoleCommand({ RoleName: physicalId }))).Role!.Arn!]];
    case 'AWS::S3::Bucket':
      return [['Arn', `arn:aws:s3:::${physicalId}`]];
    case 'AWS::SQS::Queue':
      return [['Arn', `arn:aws:sqs:${place.region}:${place.account}:${physicalId.split('/').pop()}`]];
    case 'AWS::KMS::Key':
      return [['Arn', `arn:aws:kms:${place.region}:${place.account}:key/${physicalId}`]];
    case 'AWS::EKS::Cluster': {
      const { cluster } = await new EKSClient(place.clientConfig).send(new DescribeClusterCommand({ name: physicalId }));
      return [['OpenIdConnectIssuerUrl', cluster!.identity!.oidc!.issuer!], ['Arn', cluster!.arn!]];
    }
    default:
      return [];
  }
}
