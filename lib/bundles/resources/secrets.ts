import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Place } from './place';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { SESSION_TAG, withSessionTags } from '../pod-session-tags';

const NAME = '[A-Za-z0-9/_+=.@-]';

const ANY = `(?:${SESSION_TAG}|${NAME})`;

const SECRET_NAME: TextFormat = withSessionTags({
  pattern: '',
  rule: 'the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in \'*\'',
  example: 'k8s-main/*',
  hint: (value) => value === '*' ? 'this would give every secret of the account'
    : value.startsWith('arn:') ? 'this is an ARN; give the secret itself, secrets: [Secret.fromSecretCompleteArn(…)]'
      : value.endsWith('-??????') ? `the suffix is added by itself: "${value.slice(0, -7)}"` : undefined,
}, `${ANY}{1,512}|${ANY}{1,511}\\*`);

const SECRET_ARN = arnFormat({
  service: 'secretsmanager',
  noun: "a secret's ARN",
  resource: `secret:(?:${NAME}{1,519}|${NAME}{1,511}\\*)`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-main/db-AbCdEf',
  hint: (value) => value.endsWith(':secret:*') ? 'this would give every secret of the account'
    : value.endsWith('-??????') ? `the suffix is added by itself: "${value.slice(0, -7)}"` : undefined,
});

/** A secret in a `workloads.yaml`. */
const SECRET = nameOrArn(SECRET_NAME, SECRET_ARN);

/** A prefix stands as it is; a full name gets its six characters. */
function withSuffix(name: string): string {
  return name.endsWith('*') ? name : `${name}-??????`;
}

/** `secret:my-secret` looks as if it ended with a suffix too, so such an ARN means both. */
function arnsOfSecrets(values: readonly string[], place: Place): string[] {
  return values.flatMap((value) => {
    if (!value.startsWith('arn:')) {
      return place.regions.map((region) => `arn:${place.partition}:secretsmanager:${region}:${place.account}:secret:${withSuffix(value)}`);
    }
    return /-[A-Za-z0-9]{6}$/.test(value) ? [value, withSuffix(value)] : [withSuffix(value)];
  });
}

/** Secrets of Secrets Manager, or prefixes of their names. */
export const SECRETS: ResourceKind<ISecret> = {
  format: SECRET,
  nameFormat: SECRET_NAME,
  arns: arnsOfSecrets,
  arnOf: ({ secretFullArn, secretArn }, one) => secretFullArn ? one(secretFullArn) : `${one(secretArn)}-??????`,
  keyOf: ({ encryptionKey }) => encryptionKey,
};
