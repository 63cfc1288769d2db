import { show } from '../../core/text';
import { ROLE_ARN_ANNOTATION, SERVICE_ACCOUNT_ANNOTATIONS, WEBHOOK_PREFIX } from '../../core/webhook-annotations';
import type { InventoryServiceAccount, WrittenAnnotation } from '../../inventory/service-account';
import type { Rule } from '../rule';
import { accountName } from '../service-account-match';

export const UNREAD_ANNOTATION: Rule = {
  id: 'UnreadAnnotation',
  level: 'warning',
  title: 'An annotation looks as if it gave a role, and nothing reads it',
  question: 'Does an annotation speak of a role, under a key or at a place that EKS does not read?',
  why: 'EKS reads eks.amazonaws.com/role-arn of a ServiceAccount, to the letter. With any other key its pods get no role, and fall back to the node\'s.',
  fix: 'Write eks.amazonaws.com/role-arn below metadata.annotations of the ServiceAccount.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeTogether: (_, manifests) => manifests.flatMap((manifest) => unreadOf(manifest).map(({ in: place, key }) => ({
    at: manifest.at,
    detail: `${accountName(manifest)} ${key}`,
    message: messageOf(accountName(manifest), place, key),
  }))),
};

function messageOf(account: string, place: string, key: string): string {
  const meant = SERVICE_ACCOUNT_ANNOTATIONS.find((known) => bare(known) === bare(key)) ?? ROLE_ARN_ANNOTATION;
  return place === 'metadata.annotations' ? `the ServiceAccount ${account} has the annotation ${show(key)}, which nothing reads: write ${meant}`
    : `the ServiceAccount ${account} has ${show(key)} in ${place}, where nothing reads it: write ${meant} into metadata.annotations`;
}

function unreadOf({ annotations = [], roleArn }: InventoryServiceAccount): WrittenAnnotation[] {
  return annotations.filter((item) => {
    const isKnown = SERVICE_ACCOUNT_ANNOTATIONS.includes(item.key);
    return item.in === 'metadata.annotations' ? !isKnown && looksMeant(item, roleArn !== undefined) : isKnown || looksMeant(item, roleArn !== undefined);
  });
}

/** Whether a key was meant for EKS: by its spelling, by its prefix, or by a role that stands at it while none stands where it should. */
function looksMeant({ key, value }: WrittenAnnotation, hasRole: boolean): boolean {
  const isRole = typeof value === 'string' && /^arn:[\w-]*:iam:.*\brole\//.test(value);
  return SERVICE_ACCOUNT_ANNOTATIONS.some((known) => isAlike(bare(key), bare(known))) || key.startsWith(WEBHOOK_PREFIX)
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
