import { show } from '../../core/text';
import {
  ROLE_ARN_ANNOTATION, SERVICE_ACCOUNT_ANNOTATIONS, STS_REGIONAL_ENDPOINTS_ANNOTATION, TOKEN_EXPIRATION_ANNOTATION, WEBHOOK_PREFIX,
} from '../../core/webhook-annotations';
import { isKnown } from '../../iam/partial-text';
import { renderedText } from '../../inventory/rendered-text';
import type { InventoryServiceAccount, WrittenAnnotation } from '../../inventory/service-account';
import type { Rule } from '../rule';
import { accountName } from '../service-account-match';

export const UNREAD_ANNOTATION: Rule = {
  id: 'UnreadAnnotation',
  level: 'warning',
  title: 'An annotation of a ServiceAccount has no effect',
  question: 'Does an annotation speak of a role under a key or at a place that EKS does not read, or have a value that it ignores?',
  why: 'EKS reads eks.amazonaws.com/role-arn of a ServiceAccount, to the letter. With any other key its pods get no role, and fall back to the node\'s.',
  fix: 'Write eks.amazonaws.com/role-arn below metadata.annotations of the ServiceAccount; "true" or "false" for sts-regional-endpoints, and a number of seconds for token-expiration.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeTogether: (_, manifests) => manifests.flatMap((manifest) => [
    ...unreadOf(manifest).map(({ in: place, key }) => ({
      at: manifest.at,
      detail: `${accountName(manifest)} ${key}`,
      message: messageOf(accountName(manifest), place, key),
    })),
    ...ignoredValues(manifest).map(({ key, value }) => ({
      at: manifest.at,
      detail: `${accountName(manifest)} ${key}`,
      message: `the annotation ${key} of the ServiceAccount ${accountName(manifest)} is ignored by EKS: it must be ${VALUES[key].rule}, got ${show(value)}`,
    })),
  ]),
};

/**
 * What the webhook takes for a boolean and a number, and ignores without a word where it is something else.
 *
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/pkg/cache/cache.go
 */
const VALUES: Readonly<Record<string, { readonly pattern: RegExp; readonly rule: string }>> = {
  [STS_REGIONAL_ENDPOINTS_ANNOTATION]: { pattern: /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/, rule: '"true" or "false"' },
  [TOKEN_EXPIRATION_ANNOTATION]: { pattern: /^[+-]?\d{1,18}$/, rule: 'a whole number of seconds, such as "86400"' },
};

function ignoredValues({ annotations = [] }: InventoryServiceAccount): { readonly key: string; readonly value: string }[] {
  return annotations.flatMap(({ in: place, key, value }) => place === 'metadata.annotations' && Object.hasOwn(VALUES, key)
    && typeof value === 'string' && isKnown(renderedText(value)) && !VALUES[key].pattern.test(value) ? [{ key, value }] : []);
}

function messageOf(account: string, place: string, key: string): string {
  const meant = SERVICE_ACCOUNT_ANNOTATIONS.find((known) => bare(known) === bare(key)) ?? ROLE_ARN_ANNOTATION;
  return place === 'metadata.annotations' ? `the ServiceAccount ${account} has the annotation ${show(key)}, which nothing reads: write ${meant}`
    : `the ServiceAccount ${account} has ${show(key)} in ${place}, where nothing reads it: write ${meant} into metadata.annotations`;
}

function unreadOf({ annotations = [], roleArn }: InventoryServiceAccount): WrittenAnnotation[] {
  return annotations.filter((item) => {
    const isOfEks = SERVICE_ACCOUNT_ANNOTATIONS.includes(item.key);
    const isMeant = looksMeant(item, roleArn !== undefined);
    return item.in === 'metadata.annotations' ? !isOfEks && (isMeant || item.key.startsWith(WEBHOOK_PREFIX)) : isOfEks || isMeant;
  });
}

/** Whether a key was meant for EKS: by its spelling, or by a role that stands at it while none stands where it should. */
function looksMeant({ key, value }: WrittenAnnotation, hasRole: boolean): boolean {
  const isRole = typeof value === 'string' && /^arn:[\w-]*:iam:.*\brole\//.test(value);
  return SERVICE_ACCOUNT_ANNOTATIONS.some((known) => isAlike(bare(key), bare(known)))
    || (!hasRole && (isRole ? /eks|iam|role|aws/i.test(key) : /^iam\.amazonaws\.com\/role/i.test(key)));
}

/** Without what is easily mistaken: case, and the characters between words. */
function bare(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Whether two texts differ by at most three characters that are added, missing or other. */
function isAlike(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 3) {
    return false;
  }
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const before = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
  }
  return row[b.length] <= 3;
}
