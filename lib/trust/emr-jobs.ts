import { Token } from '../core/cdk';
import { ACCOUNT, ROLE_NAME } from '../core/names';
import { requireFormat } from '../core/text-format';

/** How EMR on EKS begins the names of the service accounts that it makes. */
export const EMR_ACCOUNT_PREFIX = 'emr-containers-sa-';

/**
 * The service accounts that EMR on EKS makes for job runs with a role: `emr-containers-sa-<framework>-<component>-<account>-<role>`, with
 * the role's name in base 36.
 *
 * @see https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/iam-execution-role.html
 */
export function emrJobsPattern(account: string, roleName: string): string {
  if (Token.isUnresolved(account) || Token.isUnresolved(roleName)) {
    // Under StringLike a deploy-time "*" would trust the whole namespace.
    throw new Error('account and roleName of EMR job runs must be literal, got a deploy-time value: they are parts of the names of the service accounts');
  }
  requireFormat(ACCOUNT, 'account', account);
  requireFormat(ROLE_NAME, 'roleName', roleName);
  return `${EMR_ACCOUNT_PREFIX}*-*-${account}-${base36(roleName)}`;
}

/** The name of the role for which EMR makes service accounts of this name; nothing where it is not known. */
export function roleNameOfEmrAccount(serviceAccountName: string): string | undefined {
  const [, code] = /^emr-containers-sa-.*-\d{12}-([0-9a-z]{1,100})$/.exec(serviceAccountName) ?? [];
  const name = code === undefined ? '' : textOf(code);
  return /^[\w+=,.@-]{1,64}$/.test(name) ? name : undefined;
}

/** A text of ASCII as one number, its first character the highest, in the digits 0 to 9 and a to z. */
function base36(text: string): string {
  return [...text].reduce((number, character) => number * 256n + BigInt(character.charCodeAt(0)), 0n).toString(36);
}

function textOf(code: string): string {
  let number = [...code].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
  let text = '';
  for (; number > 0n; number /= 256n) {
    text = String.fromCharCode(Number(number % 256n)) + text;
  }
  return text;
}
