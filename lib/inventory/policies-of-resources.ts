import type { InventoryResource, ResourcePolicy } from './resource';
import { resourceArn } from './resource-arns';
import { evaluateAll } from '../cloudformation/all-ways';
import { textOf } from '../cloudformation/intrinsics';
import type { TemplateScope } from '../cloudformation/intrinsics';
import { readableOr } from '../cloudformation/template-scope';
import { addTo } from '../core/add-to';
import { mapOf } from '../core/plain-object';
import { arnParts } from '../iam/arn';
import { readDocument, undecidedDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { nameOfUnknown, unknownPart } from '../iam/partial-text';

type Kind = InventoryResource['kind'];

/** The types of resources that have a policy of their own. */
const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::S3::Bucket': 'bucket',
  'AWS::KMS::Key': 'key',
  'AWS::SQS::Queue': 'queue',
  'AWS::SNS::Topic': 'topic',
  'AWS::SecretsManager::Secret': 'secret',
};

interface PolicyType {
  readonly kind: Kind;
  readonly of: string;
  readonly document: string;
}

/** The types of policies that stand beside them, with the properties that name the resources and hold the document. */
const POLICY_TYPES: Readonly<Record<string, PolicyType>> = {
  'AWS::S3::BucketPolicy': { kind: 'bucket', of: 'Bucket', document: 'PolicyDocument' },
  'AWS::SQS::QueuePolicy': { kind: 'queue', of: 'Queues', document: 'PolicyDocument' },
  'AWS::SQS::QueueInlinePolicy': { kind: 'queue', of: 'Queue', document: 'PolicyDocument' },
  'AWS::SNS::TopicPolicy': { kind: 'topic', of: 'Topics', document: 'PolicyDocument' },
  'AWS::SNS::TopicInlinePolicy': { kind: 'topic', of: 'TopicArn', document: 'PolicyDocument' },
  'AWS::SecretsManager::ResourcePolicy': { kind: 'secret', of: 'SecretId', document: 'ResourcePolicy' },
};

/** The types of policies of resources that are resources of their own. */
export const RESOURCE_POLICY_TYPES: readonly string[] = Object.keys(POLICY_TYPES);

/** What AWS gives a key that has no policy of its own: the account decides. */
const KEY_POLICY = readDocument({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: `arn:${unknownPart('AWS::Partition')}:iam::${unknownPart('AWS::AccountId')}:root` }, Action: 'kms:*', Resource: '*' },
});

/** The resources of a template that have policies of their own, with these. */
export function resourcesIn(scope: TemplateScope): InventoryResource[] {
  const entries = Object.entries(scope.resources)
    .map(([id, { Type: type, Properties: properties }]) => ({ id, type: String(type), properties: mapOf(properties) }));
  const beside = new Map<string, ResourcePolicy[]>();
  const alone: InventoryResource[] = [];
  for (const { id, type, properties } of entries.filter((entry) => Object.hasOwn(POLICY_TYPES, entry.type))) {
    const { kind, of, document } = POLICY_TYPES[type];
    const policy = { at: id, document: documentOf(properties[document], scope) };
    for (const name of [properties[of]].flat(1).flatMap((item) => textOf(item, scope) ?? [])) {
      const reference = nameOfUnknown(name)?.replace(/\.(?:Arn|TopicArn|QueueUrl|Id)$/, '');
      const arn = reference === undefined ? arnOf(kind, name) : undefined;
      addTo(beside, reference ?? '', [policy]);
      alone.push(...arn === undefined ? [] : [{ at: id, kind, arn, policies: [policy] }]);
    }
  }
  const own = entries.flatMap(({ id, type, properties }) => {
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    const arn = resourceArn(id, { Type: type, Properties: properties }, scope);
    return kind === undefined || arn === undefined ? []
      : [{ at: id, kind, arn, policies: kind === 'key' ? [keyPolicy(id, properties, scope)] : beside.get(id) ?? [] }];
  });
  return [...own, ...alone];
}

function keyPolicy(id: string, { KeyPolicy: policy }: Record<string, unknown>, scope: TemplateScope): ResourcePolicy {
  return policy === undefined ? { document: KEY_POLICY } : { at: id, document: documentOf(policy, scope) };
}

/** A policy that can come out in several ways is not known. */
function documentOf(value: unknown, scope: TemplateScope): PolicyDocument {
  const [document] = readableOr([undecidedDocument('a policy that is nested too deep or too long')], () => {
    const ways = evaluateAll(value, scope);
    return [ways?.length === 1 ? readDocument(ways[0]) : undecidedDocument('a policy that depends on conditions of the template')];
  });
  return document;
}

/** The ARN of a resource that a policy names by a text: a name, a URL, or the ARN itself. */
function arnOf(kind: Kind, name: string): string | undefined {
  const partition = unknownPart('AWS::Partition');
  if (arnParts(name) !== undefined) {
    return name;
  }
  const [, region, account, queue] = /^https:\/\/sqs\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]+)$/.exec(name) ?? [];
  return kind === 'bucket' ? `arn:${partition}:s3:::${name}`
    : kind === 'queue' && queue !== undefined ? `arn:${partition}:sqs:${region}:${account}:${queue}` : undefined;
}
