import { durationSeconds } from './duration';
import { PLACEHOLDERS } from './placeholder-words';
import { roleArnFormat } from '../../bundles/resources/roles';
import { RULE_IDS } from '../../compliance/rules';
import { arnFormat } from '../../core/arn';
import { CHECKS } from '../../core/checks-name';
import { ANNOTATION_PREFIX, CHECKS_PREFIX, withoutCliPrefix } from '../../core/cli-finding-id';
import { IAM_PATH, SERVICE_ACCOUNT_NAME } from '../../core/names';
import { PLACEHOLDER_PATTERN } from '../../core/placeholders';
import { Quotas } from '../../core/quotas';
import { show, suggestion } from '../../core/text';
import { CARRIED_TEXT, explain } from '../../core/text-format';
import type { TextFormat } from '../../core/text-format';
import { FILE_NAME } from '../../kubernetes/metadata';
import { OTHER_ACCOUNT } from '../../role/other-accounts';
import { UNANNOTATED_ROLE } from '../../role/unannotated-role';
import { WARNING_IDS } from '../warning-ids';

/** A key under `clusters` and `workloads`: it becomes a construct's id and a file's name. */
export const KEY: TextFormat = {
  pattern: '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?',
  maxLength: 63,
  rule: "letters, digits, '.', '_' and '-', beginning and ending with a letter or digit, at most 63 characters",
  example: 'cert-manager',
  also: (value) => value in {} ? 'must not be a word that JavaScript keeps for itself' : FILE_NAME.also?.(value),
};

export const FLEET_NAME: TextFormat = {
  pattern: '[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?',
  maxLength: 64,
  rule: "letters, digits and '-', beginning with a letter and ending with a letter or digit, at most 64 characters (it begins the names of stacks)",
  example: 'irsa',
};

/** A stage's name, and the beginning of its stacks' names. */
export const ENVIRONMENT: TextFormat = {
  pattern: '[a-z](?:[a-z0-9-]{0,30}[a-z0-9])',
  maxLength: 32,
  rule: "lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit, 2 to 32 characters (it begins the names of stacks)",
  example: 'prod',
  also: (value) => value in {} ? 'must not be a word that JavaScript keeps for itself' : undefined,
};

/** Lower case only: the template's file must not differ from another's by case alone. */
export const STACK: TextFormat = {
  pattern: '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?',
  maxLength: 63,
  rule: "lower-case letters, digits and '-', beginning and ending with a letter or digit, at most 63 characters (it ends the name of a stack)",
  example: 'payments',
};

/** `name`, in each of the workload's namespaces, or `namespace/name`. */
export const SERVICE_ACCOUNT: TextFormat = {
  pattern: '(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?/)?[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?',
  maxLength: 317,
  rule: `a service account's name, or "namespace/name": ${SERVICE_ACCOUNT_NAME.rule}`,
  example: 'cert-manager',
  hint: (value) => {
    const hint = /[*?]/.test(value) ? "wildcards stand under 'serviceAccountPatterns', with a reason"
      : /^(?:system:serviceaccount:)?[^:/]+:[^:/]+$/.test(value) ? `write ${show(value.split(':').slice(-2).join('/'))}` : undefined;
    return hint ?? (value.includes('/') ? undefined : SERVICE_ACCOUNT_NAME.hint?.(value));
  },
  also: (value) => {
    const [name, namespace = ''] = value.split('/').reverse();
    return namespace.length > 63 ? 'must have a namespace of at most 63 characters' : explain(SERVICE_ACCOUNT_NAME, name)?.replace(/, got .*/, '');
  },
};

/** What is said of a placeholder that is written as another tool takes it. */
function placeholderHint(value: string): string | undefined {
  const [, ...names] = /\$\{\s*(\w+)\s*\}|\$\((\w+)\)/.exec(value) ?? [];
  const written = PLACEHOLDERS.find((name) => names.includes(name));
  return written === undefined ? undefined : `write {${written}}`;
}

/** The format of what a placeholder's text becomes, with a hint for the placeholders of other tools. */
function hinting(format: TextFormat): TextFormat {
  return { ...format, hint: (value) => placeholderHint(value) ?? format.hint?.(value) };
}

export const ROLE_NAME_PATTERN: TextFormat = {
  pattern: `(?:[\\w+=,.@-]|${PLACEHOLDER_PATTERN})+`,
  maxLength: 256,
  rule: 'a role name (letters, digits and _+=,.@-) that may hold placeholders such as {workload}',
  example: 'eks-{namespace}-{serviceAccount}',
  hint: (value) => value.includes('/') ? "a path is given apart, as 'path'" : placeholderHint(value),
};

/** Without braces: a placeholder that is not filled would be a part of every ARN. */
export const ROLE_PATH: TextFormat = hinting({ ...IAM_PATH, pattern: '/|/[\\u0021-\\u007A\\u007C\\u007E]+/' });

export const PARAMETER_NAME_PATTERN: TextFormat = {
  pattern: `/(?:[\\w./-]|${PLACEHOLDER_PATTERN})+`,
  maxLength: 1011,
  rule: "the name of an SSM parameter (begins with '/') that may hold placeholders such as {workload}",
  example: '/irsa/{workload}',
  hint: placeholderHint,
};

export const MANAGED_POLICY_ARN = arnFormat({
  service: 'iam',
  noun: "an IAM managed policy's ARN",
  resource: 'policy/[\\w+=,.@/-]+',
  region: 'none',
  account: 'aws',
  example: 'arn:aws:iam::111122223333:policy/workload-boundary',
});

export const ROLE_ARN = roleArnFormat({ example: 'arn:aws:iam::111122223333:role/web' });

/** The name of a policy in the role's account, or an ARN. */
export const POLICY: TextFormat = {
  pattern: `(?:[\\w+=,.@-]+|${MANAGED_POLICY_ARN.pattern})`,
  rule: `the name of a managed policy in the role's account, or ${MANAGED_POLICY_ARN.rule}`,
  example: 'workload-boundary',
  hint: (value) => placeholderHint(value) ?? MANAGED_POLICY_ARN.hint?.(value),
};

export const SESSION_DURATION: TextFormat = {
  pattern: '\\d{1,6}[smh]',
  rule: 'a duration from 1h to 12h, in seconds, minutes or hours (such as 90m)',
  example: '4h',
  also: between(Quotas.sessionSeconds.minimum, Quotas.sessionSeconds.maximum, 'must be a duration from 1h to 12h'),
};

export const TOKEN_EXPIRATION: TextFormat = {
  pattern: '\\d{1,6}[smh]',
  rule: 'a duration from 10m to 24h, in seconds, minutes or hours',
  example: '1h',
  also: between(600, 86_400, 'must be a duration from 10m to 24h'),
};

/** An action as a policy names it, which may have wildcards. */
export const ACTION: TextFormat = {
  pattern: '[A-Za-z0-9-]+:[A-Za-z0-9*?]+',
  rule: 'an action (service:Name) as it stands in the policy',
  example: 's3:GetObject',
  hint: (value) => value === '*' ? 'name each action: the reason counts for these alone' : undefined,
};

export const CHART_VERSION: TextFormat = {
  pattern: 'v?\\d{1,6}(?:\\.\\d{1,6}){0,2}(?:[-+][0-9A-Za-z.+-]{1,60})?',
  rule: 'the version of a chart, such as 2.14.0',
  example: '2.14.0',
};

export const FILE: TextFormat = {
  pattern: '[^\\u0000]+',
  rule: "a file's path, relative to this file",
  example: 'policies/media.json',
};

/** What is no finding of a rule and can be acknowledged all the same. */
const OWN_IDS = [OTHER_ACCOUNT, UNANNOTATED_ROLE, ...Object.values(WARNING_IDS)];

/** The id of a finding, with or without what the CDK CLI puts before it. */
export const FINDING_ID: TextFormat = {
  pattern: `(?:(?:${CHECKS_PREFIX})?${CHECKS}-[A-Za-z]+|(?:${ANNOTATION_PREFIX})?cdk-irsa:[A-Za-z]+)(?:\\[.+\\])?`,
  rule: `the id of a finding of ${CHECKS}, as the finding shows it, or of another message of cdk-irsa that names its id`,
  example: `${CHECKS}-DefaultServiceAccount[system:serviceaccount:batch:default]`,
  hint: (value) => {
    const [, name] = /AwsSolutions-(IAM[45])(?:\[|$)/.exec(value) ?? [];
    return name === 'IAM4' ? "a policy that AWS manages has its reason under 'managedPolicies'"
      : name === 'IAM5' ? "a wildcard has its reason under 'evidence' of the policy" : undefined;
  },
  also: (value) => {
    const id = withoutCliPrefix(value);
    const [ownId] = /^cdk-irsa:[A-Za-z]+/.exec(id) ?? [];
    if (ownId !== undefined) {
      return OWN_IDS.includes(ownId) ? undefined : `must be an id that a file can acknowledge (${suggestion(ownId, OWN_IDS)})`;
    }
    const [, name] = new RegExp(`^${CHECKS}-([A-Za-z]+)`).exec(id)!;
    return RULE_IDS.includes(name) ? undefined : `must name a rule of ${CHECKS} (${suggestion(name, RULE_IDS)})`;
  },
};

/** Where a reason is documented. */
export const SOURCE: TextFormat = { pattern: '[\\s\\S]*\\S[\\s\\S]*', rule: 'the page that shows it', example: 'https://docs.aws.amazon.com/' };

/** The name of a variable. */
export const VARIABLE: TextFormat = {
  pattern: '[A-Za-z][A-Za-z0-9_-]*',
  maxLength: 63,
  rule: "letters, digits, '_' and '-', beginning with a letter, at most 63 characters",
  example: 'hostedZone',
  also: (value) => value in {} ? 'must not be a word that JavaScript keeps for itself'
    : PLACEHOLDERS.some((name) => name === value) ? `must not be the name of a placeholder that every file has, {${value}}` : undefined,
};

export const FOLDER: TextFormat = { ...FILE, rule: "a folder's path, relative to this file", example: 'deploy' };

export const ANY_TEXT: TextFormat = { ...CARRIED_TEXT, example: '' };

function between(minimum: number, maximum: number, rule: string) {
  return (value: string) => durationSeconds(value) >= minimum && durationSeconds(value) <= maximum ? undefined : rule;
}
