import type { ArnFields } from '../core/arn';

/** How a resource of another account is opened to a role. */
export interface ResourcePolicyKind {
  /** Such as "queue". */
  readonly noun: string;
  /** The beginning of an ARN's last part that names the whole resource: of an object of a bucket, the bucket. */
  readonly whole: RegExp;
  /** What stands under `Resource` of a statement of its policy; by default what the role's statement has. */
  readonly resource?: 'all' | 'none';
  /** What else it takes. */
  readonly note?: string;
  /** Actions that such a policy can allow, if not all. */
  readonly actions?: RegExp;
}

const ANY = /^.*/;

/**
 * Resources with a policy of their own, which must allow a role of another account, by the service of their ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const KINDS: { readonly [service: string]: ResourcePolicyKind } = {
  's3': { noun: 'bucket or access point', whole: /^(?:accesspoint\/)?[^/]*/ },
  's3express': { noun: 'directory bucket', whole: /^bucket\/[^/]*/ },
  'sqs': { noun: 'queue', whole: ANY },
  'sns': { noun: 'topic', whole: /^[^:]*/ },
  'kms': { noun: 'key', whole: ANY, resource: 'all' },
  'secretsmanager': {
    noun: 'secret', whole: ANY, resource: 'all', note: 'its key must be a customer-managed one, whose policy allows the role as well',
  },
  'ecr': { noun: 'repository', whole: ANY, resource: 'none' },
  'lambda': { noun: 'function', whole: /^(?:function|layer):[^:]*/ },
  'dynamodb': { noun: 'table or stream', whole: /^table\/[^/]*/ },
  'events': { noun: 'event bus', whole: /^event-bus\/[^/]*/ },
  'kinesis': { noun: 'stream', whole: /^stream\/[^/]*/ },
  'elasticfilesystem': { noun: 'file system or access point', whole: ANY },
  'es': { noun: 'domain', whole: /^domain\/[^/]*/ },
  'execute-api': { noun: 'API', whole: /^[^/]*/ },
  'ses': { noun: 'identity (sending authorization)', whole: ANY, actions: /^ses:Send/i },
};

/** Services of which a resource of another account is shared in another way than by a statement. */
const OTHER_WAYS: { readonly [service: string]: string } = {
  ssm: 'a parameter of the advanced tier can be shared through AWS RAM (ssm:PutResourcePolicy)',
};

export function resourcePolicyOf({ service }: ArnFields): ResourcePolicyKind | undefined {
  return Object.hasOwn(KINDS, service) ? KINDS[service] : undefined;
}

/** What to do where there is no policy to write a statement into. */
export function otherWay({ service }: ArnFields): string {
  const way = Object.hasOwn(OTHER_WAYS, service) ? `${OTHER_WAYS[service]}; otherwise ` : '';
  return `${way}let the role assume a role of that account (StsBundle.assumeRole, sts.assumeRole)`;
}
