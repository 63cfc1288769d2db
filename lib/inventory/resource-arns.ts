import { textOf } from '../cloudformation/intrinsics';
import type { TemplateResource, TemplateScope } from '../cloudformation/intrinsics';
import { ROLE_TYPE, USER_TYPE } from '../cloudformation/resource-types';
import { readableOr } from '../cloudformation/template-scope';
import { mapOf } from '../core/plain-object';
import { isKnown, unknownPart } from '../iam/partial-text';

/** The name of a part that is not known, and what it stands for. */
type Part = [name: string, text: string];

/** How a type of resource is named. */
interface Naming {
  /** The property that gives the name. */
  readonly name: string;
  /** The ARN behind its partition: R is the region, A the account, N the name. */
  readonly arn: string;
  /** What `Ref` gives: the name, unless it is the ARN or something else. */
  readonly ref?: 'arn' | 'other';
  /** Attributes that are the ARN, beside `Arn`. */
  readonly arnAttribute?: string;
  /** Attributes that are the name. */
  readonly nameAttribute?: string;
}

const NAMINGS: Readonly<Record<string, Naming>> = {
  'AWS::S3::Bucket': { name: 'BucketName', arn: 's3:::N' },
  'AWS::SQS::Queue': { name: 'QueueName', arn: 'sqs:R:A:N', ref: 'other', nameAttribute: 'QueueName' },
  'AWS::SNS::Topic': { name: 'TopicName', arn: 'sns:R:A:N', ref: 'arn', arnAttribute: 'TopicArn', nameAttribute: 'TopicName' },
  'AWS::KMS::Key': { name: '', arn: 'kms:R:A:key/N' },
  'AWS::SecretsManager::Secret': { name: 'Name', arn: 'secretsmanager:R:A:secret:N-S', ref: 'arn', arnAttribute: 'Id' },
  'AWS::DynamoDB::Table': { name: 'TableName', arn: 'dynamodb:R:A:table/N' },
  'AWS::DynamoDB::GlobalTable': { name: 'TableName', arn: 'dynamodb:R:A:table/N' },
  'AWS::Kinesis::Stream': { name: 'Name', arn: 'kinesis:R:A:stream/N' },
  'AWS::KinesisFirehose::DeliveryStream': { name: 'DeliveryStreamName', arn: 'firehose:R:A:deliverystream/N' },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', arn: 'logs:R:A:log-group:N:*' },
  'AWS::Lambda::Function': { name: 'FunctionName', arn: 'lambda:R:A:function:N' },
  'AWS::ECR::Repository': { name: 'RepositoryName', arn: 'ecr:R:A:repository/N' },
  'AWS::StepFunctions::StateMachine': { name: 'StateMachineName', arn: 'states:R:A:stateMachine:N', ref: 'arn' },
  'AWS::Events::EventBus': { name: 'Name', arn: 'events:R:A:event-bus/N' },
};

/** The types of resources of which the ARN follows from the name, or is known otherwise. */
export const NAMED_TYPES: readonly string[] = Object.keys(NAMINGS);

/** The property that gives resources of a type their name; an empty text where CloudFormation always makes it. */
export function nameProperty(type: unknown): string | undefined {
  return namingOf(type)?.name;
}

/** The ARN of a resource that has one by its name; the parts that CloudFormation makes are not known. */
export function resourceArn(id: string, { Type: type, Properties: written }: TemplateResource, scope: TemplateScope): string | undefined {
  const naming = namingOf(type);
  return naming && arnText(naming, nameIn(naming, mapOf(written), scope) ?? unknownPart(id), id);
}

/**
 * What references to the named resources of a template stand for, by the names of the parts that are not known.
 *
 * @param template before the ids of roles and users without a name, so that they are the same wherever they are named
 */
export function namedParts(scope: TemplateScope, template: string): Map<string, string> {
  return new Map(Object.entries(scope.resources).flatMap(([id, { Type: type, Properties: properties }]) => readableOr<Part>([], () =>
    type === ROLE_TYPE || type === USER_TYPE ? holderParts(id, type, mapOf(properties), scope, template)
      : resourceParts(id, type, mapOf(properties), scope))));
}

function resourceParts(id: string, type: unknown, properties: Readonly<Record<string, unknown>>, scope: TemplateScope): Part[] {
  const naming = namingOf(type);
  const name = naming && nameIn(naming, properties, scope);
  if (naming === undefined || name === undefined) {
    return [];
  }
  const arn = arnText(naming, name, id);
  const { ref, arnAttribute, nameAttribute } = naming;
  return [
    [`${id}.Arn`, arn],
    ...ref === 'other' ? [] : [[id, ref === 'arn' ? arn : name] as Part],
    ...arnAttribute === undefined ? [] : [[`${id}.${arnAttribute}`, arn] as Part],
    ...nameAttribute === undefined ? [] : [[`${id}.${nameAttribute}`, name] as Part],
  ];
}

function namingOf(type: unknown): Naming | undefined {
  return typeof type === 'string' && Object.hasOwn(NAMINGS, type) ? NAMINGS[type] : undefined;
}

function holderParts(
  id: string, type: string, properties: Readonly<Record<string, unknown>>, scope: TemplateScope, template: string,
): Part[] {
  const kind = type === ROLE_TYPE ? 'role' : 'user';
  const { [kind === 'role' ? 'RoleName' : 'UserName']: written, Path: path } = properties;
  const name = written === undefined ? undefined : textOf(written, scope);
  const below = path === undefined ? '/' : textOf(path, scope) ?? '/';
  const arn = `arn:${unknownPart('AWS::Partition')}:iam::${unknownPart('AWS::AccountId')}:${kind}${below}${name ?? unknownPart(`${template}/${id}`)}`;
  return [[`${id}.Arn`, arn], ...name !== undefined && isKnown(name) ? [[id, name] as Part] : []];
}

function nameIn({ name: property }: Naming, properties: Readonly<Record<string, unknown>>, scope: TemplateScope): string | undefined {
  return property === '' || properties[property] === undefined ? undefined : textOf(properties[property], scope);
}

function arnText({ arn }: Naming, name: string, id: string): string {
  const parts: Readonly<Record<string, string>> = {
    R: unknownPart('AWS::Region'), A: unknownPart('AWS::AccountId'), N: name, S: unknownPart(`the suffix of ${id}`),
  };
  return `arn:${unknownPart('AWS::Partition')}:${arn.replace(/\b[RANS]\b/g, (letter) => parts[letter])}`;
}
