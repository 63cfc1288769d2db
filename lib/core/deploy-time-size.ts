import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { DefaultTokenResolver, Reference, Token, Tokenization } from './cdk';

/** How many characters a JSON document takes in IAM's count, and whether that is exact. */
export interface DocumentSize {
  /** Characters without white space between tokens; an upper bound if the document is not literal. */
  readonly characters: number;
  /** False if a part of the document is known only at deploy time. */
  readonly exact: boolean;
}

/** `arn:aws-us-gov:iam::111122223333:oidc-provider/` and an issuer. */
const LONGEST_PROVIDER_ARN = 130;

/**
 * The longest values that deploy-time attributes can have, by resource type and attribute; the
 * fields of an ARN before its resource take at most 62 characters
 * (`arn:aws-us-gov:secretsmanager:ap-southeast-1:111122223333:` and the longest resource prefix).
 */
const LONGEST: Readonly<Record<string, number>> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 10,
  'AWS::Region': 14,
  'AWS::URLSuffix': 16,
  'AWS::StackName': 128,
  'AWS::StackId': 240,
  'AWS::S3::Bucket.Arn': 83,
  'AWS::S3::Bucket.Ref': 63,
  'AWS::SQS::Queue.Arn': 62 + 80,
  'AWS::SNS::Topic.TopicArn': 62 + 256,
  'AWS::SNS::Topic.Ref': 62 + 256,
  'AWS::KMS::Key.Arn': 62 + 40,
  'AWS::KMS::Key.KeyId': 40,
  'AWS::KMS::Key.Ref': 40,
  'AWS::Route53::HostedZone.Ref': 32,
  'AWS::Route53::HostedZone.Id': 32,
  'AWS::IAM::Role.Arn': 40 + 512 + 64,
  'AWS::SecretsManager::Secret.Ref': 62 + 14 + 512 + 7,
  'AWS::SecretsManager::Secret.Id': 62 + 14 + 512 + 7,
  'AWS::SSM::Parameter.Ref': 1_011,
  'AWS::IAM::Role.Ref': 64,
  'AWS::IAM::OIDCProvider.Ref': LONGEST_PROVIDER_ARN,
  'AWS::IAM::OIDCProvider.Arn': LONGEST_PROVIDER_ARN,
  'Custom::AWSCDKOpenIdConnectProvider.Ref': LONGEST_PROVIDER_ARN,
  'AWS::EKS::Cluster.OpenIdConnectIssuerUrl': 90,
  'AWS::EKS::Cluster.Arn': 62 + 100,
  'AWS::EKS::Cluster.Ref': 100,
  'AWS::Logs::LogGroup.Arn': 62 + 512,
  'AWS::DynamoDB::Table.Arn': 62 + 255,
  'AWS::DynamoDB::Table.StreamArn': 62 + 255 + 32,
  'AWS::DynamoDB::GlobalTable.Arn': 62 + 255,
  'AWS::DynamoDB::GlobalTable.StreamArn': 62 + 255 + 32,
  'AWS::Lambda::Function.Arn': 62 + 64,
  'AWS::Lambda::Function.Ref': 64,
  'AWS::Lambda::Alias.Ref': 62 + 64 + 129,
  'AWS::Lambda::Version.Ref': 62 + 64 + 21,
  'AWS::Kinesis::Stream.Arn': 62 + 128,
  'AWS::KinesisFirehose::DeliveryStream.Arn': 62 + 64,
  'AWS::ECR::Repository.Arn': 62 + 256,
  'AWS::StepFunctions::StateMachine.Arn': 62 + 80,
  'AWS::StepFunctions::StateMachine.Ref': 62 + 80,
  'AWS::Events::EventBus.Arn': 62 + 256,
  'AWS::EFS::FileSystem.Arn': 62 + 40,
  'AWS::EFS::AccessPoint.Arn': 62 + 40,
  'AWS::Cognito::UserPool.Arn': 62 + 55,
  'AWS::OpenSearchService::Domain.Arn': 62 + 28,
};

/** `oidc.eks.ap-southeast-1.amazonaws.com.cn/id/` and 32 digits, with room for longer regions. */
const LONGEST_ISSUER = 82;

/** Secrets, parameters, imports and what a future resource type may return. */
const LONGEST_OTHERWISE = 512;

/** An upper bound for the size of a JSON document that may hold deploy-time values. */
export function documentSize(document: unknown, scope: IConstruct): DocumentSize {
  const resolver = new BoundResolver(true);
  return { characters: sizeWith(resolver, document, scope), exact: !resolver.guessed };
}

/** A lower bound for it: what it takes for certain. */
export function leastSize(document: unknown, scope: IConstruct): number {
  return sizeWith(new BoundResolver(false), document, scope);
}

function sizeWith(resolver: BoundResolver, document: unknown, scope: IConstruct): number {
  return JSON.stringify(Tokenization.resolve(document, { scope, resolver, preparing: false }) ?? '').length;
}

/**
 * Puts text of the greatest length, or of hardly any, in the place of each deploy-time value: the same text for the
 * same value and another for another, since policy documents drop statements that are equal.
 */
class BoundResolver extends DefaultTokenResolver {
  public guessed = false;
  private readonly placeholders = new Map<string, string>();

  public constructor(private readonly isUpper: boolean) {
    super({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      return this.longest(attributeOf(token), `${token.target.node.path}.${token.displayName}`, beyondEks(urlOf(token)));
    }
    const value = this.replaceIntrinsics(super.resolveToken(token, context, postProcessor));
    // What a trust policy federates with is a provider, wherever its ARN comes from.
    return this.isUpper && typeof value === 'string' && context.documentPath.at(-1) === 'Federated'
      ? value.slice(0, LONGEST_PROVIDER_ARN + beyondEks(value.split(':oidc-provider/')[1])) : value;
  }

  /** `Fn::Select` and its kin stand in the resolved value as objects with one key. */
  private replaceIntrinsics(value: unknown): unknown {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return value;
    }
    const keys = Object.keys(value);
    if (keys.length !== 1) {
      return value;
    }
    const argument = (value as Record<string, unknown>)[keys[0]];
    switch (keys[0]) {
      case 'Ref':
        return this.longest(String(argument), String(argument));
      case 'Fn::Join': {
        const [delimiter, parts] = argument as [string, unknown[]];
        return Array.isArray(parts) ? parts.map((part) => this.replaceIntrinsics(part)).join(delimiter) : this.longest('', JSON.stringify(value));
      }
      case 'Fn::Select': {
        // A part is never longer than the whole.
        const [, list] = argument as [unknown, unknown];
        const whole = this.replaceIntrinsics(list);
        return typeof whole === 'string' ? whole : Array.isArray(whole) ? whole.reduce(longer, '') : this.longest('', JSON.stringify(value));
      }
      case 'Fn::Split': {
        const [delimiter, source] = argument as [string, unknown];
        const whole = this.replaceIntrinsics(source);
        // Behind `arn:…:oidc-provider/` and behind `https://` stands the issuer alone.
        return this.isUpper && (delimiter.endsWith(':oidc-provider/') || delimiter === '//')
          ? String(whole).slice(0, LONGEST_ISSUER).padEnd(LONGEST_ISSUER, 'x') : whole;
      }
      default:
        return keys[0].startsWith('Fn::') ? this.longest('', JSON.stringify(value)) : value;
    }
  }

  private longest(attribute: string, identity: string, more = 0): string {
    this.guessed = true;
    const length = this.isUpper ? (LONGEST[attribute] ?? Math.max(LONGEST_OTHERWISE, identity.length)) + more : 0;
    const placeholder = this.placeholders.get(identity) ?? `${this.placeholders.size}`.padEnd(length, 'x');
    this.placeholders.set(identity, placeholder);
    return placeholder;
  }
}

function longer(a: unknown, b: unknown): string {
  return String(b).length > String(a).length ? String(b) : String(a);
}

/** By how much an issuer is longer than those of EKS: that of another cluster may be. */
function beyondEks(issuer = ''): number {
  return Math.max(0, issuer.length - LONGEST_ISSUER);
}

/** The issuer of a provider, if it is literal. */
function urlOf({ target }: Reference): string | undefined {
  const { url } = target as { readonly url?: unknown };
  return typeof url === 'string' && !Token.isUnresolved(url) ? url.replace(/^https:\/\//, '') : undefined;
}

function attributeOf(reference: Reference): string {
  const target = reference.target as { readonly cfnResourceType?: string };
  if (target.cfnResourceType !== undefined) {
    return `${target.cfnResourceType}.${reference.displayName}`;
  }
  return reference.displayName;
}
