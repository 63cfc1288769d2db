import type { IAlias, IKey } from 'aws-cdk-lib/aws-kms';
import { refuseKind, requireOne } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat } from '../../core/arn';
import { show } from '../../core/text';
import type { BundleInput, BundleParameter } from '../bundle-parameter';
import type { ParameterPath } from '../parameter-error';
import { checkList, texts } from '../parameters';

/** A key of KMS by its ARN; an alias is refused, since IAM compares the ARN of the key behind it. */
const KEY_ARN = arnFormat({
  service: 'kms',
  noun: "a KMS key's ARN",
  resource: 'key/(?:mrk-)?[0-9a-fA-F-]{32,36}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  hint: (value) => aliasHint(value) ?? (/^(?:mrk-)?[0-9a-fA-F-]{32,36}$/.test(value) ? 'this is the id of a key (aws kms describe-key prints the key ARN)' : undefined),
});

/** Keys of KMS, by their ARNs. */
export function kmsKeys(description: string): BundleParameter<IKey[] | undefined, string[]> {
  return {
    ...texts(KEY_ARN, description),
    fromOption: (given, name, input) => unique(checkList(given, name, input).map((key, i) => keyArn(key, [name, i], input))),
  };
}

/**
 * The customer-managed keys that encrypt resources. In TypeScript the keys of the resources that are given as constructs come along,
 * and a list may be empty.
 *
 * @param of the options that give the resources
 */
export function encryptionKeys<Option extends string = never>(
  of: { readonly [Name in Option]: ResourceKind<any> },
  description = 'ARNs of the customer-managed KMS keys that encrypt the resources; not needed for keys that AWS manages.',
): BundleParameter<IKey[] | undefined, string[], Option> {
  const kinds = Object.entries<ResourceKind<any>>(of);
  return {
    ...kmsKeys(description),
    reads: kinds.map(([name]) => name as Option),
    fromOption: (given, name, input) => unique([
      ...kinds.flatMap(([option, { keyOf }]) => givenList(input.given(option)).flatMap((construct, i) => {
        const key = construct === undefined || construct === null ? undefined : keyOf?.(construct);
        return key === undefined ? [] : [keyArn(key, [option, i], input, 'its key ')];
      })),
      ...(Array.isArray(given) && given.length === 0 ? [] : checkList(given, name, input)).map((key, i) => keyArn(key, [name, i], input)),
    ]),
  };
}

/** What is wrong with the list of another option is for that option to say. */
function givenList(given: unknown): unknown[] {
  return Array.isArray(given) ? given: [];
}

function unique(arns: readonly string[]): string[] {
  return [...new Set(arns)];
}

/** The ARN of a key construct. An imported alias has the alias's ARN, which IAM would never match. */
function keyArn(key: IKey, path: ParameterPath, input: BundleInput, subject = ''): string {
  if (typeof key?.keyArn !== 'string') {
    return refuseKind(key, path, input);
  }
  if ('aliasName' in key) {
    return keyArn(targetOf(key as IAlias, path, input, subject), path, input, subject);
  }
  return /:alias\//.test(key.keyArn) ? refuseAlias(key, path, input, subject) : requireOne(key.keyArn, path, input);
}

/** The key behind an alias of this app; that of an imported alias is not known. */
function targetOf(alias: IAlias, path: ParameterPath, input: BundleInput, subject: string): IKey {
  try {
    return alias.aliasTargetKey;
  } catch {
    return refuseAlias(alias, path, input, subject);
  }
}

function refuseAlias(key: IKey, path: ParameterPath, input: BundleInput, subject: string): never {
  return input.refuse(path, `${subject}must be a key, not an alias: ${aliasHint('alias/')}, got ${show(key.node.path)}`);
}

function aliasHint(value: string): string | undefined {
  return value.includes('alias/') ? 'IAM compares the ARN of the key, an alias is no ARN for it (aws kms describe-key prints the key ARN)' : undefined;
}
