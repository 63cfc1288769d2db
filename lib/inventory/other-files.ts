import { basename } from 'path';
import { templateTool } from './template-tool';
import { isObject, mapOf } from '../core/plain-object';

/** What is said of a file that people give to the audit in place of one that it reads. */
export interface OtherFile {
  /** A sentence without its subject. */
  readonly message: string;
  /** What it is: the output of a command that failed or printed for people, which somebody takes for the right one. */
  readonly isFailure?: boolean;
}

interface Kind {
  readonly pattern: RegExp;
  readonly message: string;
}

const AGAIN = 'and no output: run the command again, once that is mended';

/** Outputs of commands that nothing reads, by their first lines. */
const FAILURES: readonly Kind[] = [
  { pattern: /^\s*(?:aws: \[ERROR\]: )?(?:An error occurred \(|Unable to locate credentials|Could not connect to the endpoint|The config profile \()/, message: `is an error message of the AWS CLI, ${AGAIN}` },
  { pattern: /^\s*(?:Error from server|error: |The connection to the server|Unable to connect to the server)/, message: `is an error message of kubectl, ${AGAIN}` },
  { pattern: /^(?:NAMESPACE {2,}NAME|NAME)(?: {2,}[A-Z][A-Z-]*(?: [A-Z-]+)*)+ *\r?\n/, message: 'is a table of kubectl, which is for people: print it with -o json' },
  { pattern: /^Name: {2,}\S.*\r?\nNamespace: {2,}\S.*\r?\n(?:Labels|Priority): /, message: 'is what kubectl describe prints, which is for people: print it with kubectl get -o json' },
  { pattern: /^\s*-{10,}\r?\n\|/, message: 'is a table of the AWS CLI, which is for people: print it with --output json' },
  { pattern: /^[A-Z]{4,}\t\S/, message: 'is what the AWS CLI prints with --output text: print it with --output json' },
  { pattern: /^\s*<(?:!doctype html|html)\b/i, message: 'is HTML, such as the page of a login or a proxy: fetch the file itself' },
];

/** What a file that nothing reads says of who may become a role: in another form of the AWS CLI, or in another tool's. */
const TRUST = /assume_?role_?policy(?:_?document)?\\?["']?\s*:/i;
const TRUST_OF_PROVIDER = [/Federated\\?["']?\s*:/, /AssumeRoleWithWebIdentity/];

const OF_TERRAFORM = 'of Terraform, which audit does not read: apply it, and audit what aws iam get-account-authorization-details prints';

/** What a text is by how it begins, if it is nothing to judge; nothing for any other. */
export function otherText(beginning: string): OtherFile | undefined {
  const failure = FAILURES.find(({ pattern }) => pattern.test(beginning));
  if (failure !== undefined) {
    return { message: failure.message, isFailure: true };
  }
  if (/^(?:\s|#.*\n)*(?:resource|module|variable|provider|data|terraform|locals|include|dependency|inputs|output|import|moved|removed)\b[^\n:={]*\{\s*\n/.test(beginning)) {
    return { message: `is source code ${OF_TERRAFORM}` };
  }
  const tool = templateTool(beginning);
  return tool === undefined ? undefined : { message: `is a ${tool}: audit what it renders${tool.startsWith('Helm') ? ' (helm template)' : ''}` };
}

/** What is said of a text that speaks of the trust of roles, of which nothing is read; nothing for any other. */
export function unreadTrust(beginning: string): OtherFile | undefined {
  return TRUST.test(beginning) || TRUST_OF_PROVIDER.every((sign) => sign.test(beginning))
    ? { message: 'has the trust of a role in a form that is not read: audit what aws iam get-account-authorization-details prints, without --query' } : undefined;
}

/** What the value of a file is, if it is nothing to judge; nothing for any other. */
export function otherValue(value: unknown): OtherFile | undefined {
  const { terraform_version: terraform, format_version: format, lineage, version, deployment } = mapOf(value);
  if (typeof terraform === 'string' && (typeof format === 'string' || typeof lineage === 'string')) {
    return { message: `is a ${format === undefined ? 'state' : 'plan or state'} ${OF_TERRAFORM}` };
  }
  const { '@level': level, type, terraform: own, tofu = own } = mapOf(value);
  if (typeof level === 'string' && type === 'version' && typeof tofu === 'string') {
    return { message: `is the log of a command ${OF_TERRAFORM}` };
  }
  const known = EXPORTS.find(({ is }) => is(mapOf(value)));
  if (known !== undefined) {
    return { message: `has ${known.what}, which are not judged: audit what aws iam get-account-authorization-details prints` };
  }
  return typeof version === 'number' && isObject(deployment) && ('resources' in deployment || 'manifest' in deployment)
    ? { message: 'is a stack of Pulumi, which audit does not read: audit what aws iam get-account-authorization-details prints' } : undefined;
}

/** What other services of AWS export: what was done or found, and not what there is. */
const EXPORTS: readonly { readonly is: (value: Record<string, unknown>) => boolean; readonly what: string }[] = [
  { is: ({ Records: records }) => firstHas(records, 'eventSource', 'eventName'), what: 'events of CloudTrail' },
  { is: ({ Events: events }) => firstHas(events, 'CloudTrailEvent'), what: 'events of CloudTrail' },
  { is: ({ configurationItems: items, baseConfigurationItems: base = items }) => firstHas(base, 'resourceType'), what: 'items of AWS Config' },
  { is: ({ Findings: findings }) => firstHas(findings, 'SchemaVersion', 'ProductArn'), what: 'findings of Security Hub' },
  { is: ({ findings }) => firstHas(findings, 'resourceType', 'analyzedAt'), what: 'findings of IAM Access Analyzer' },
];

function firstHas(list: unknown, ...keys: readonly string[]): boolean {
  const [first] = Array.isArray(list) ? list : [];
  return isObject(first) && keys.every((key) => Object.hasOwn(first, key));
}

/** The same of a file that was named, of which less is sure. */
export function otherNamedValue(file: string, value: unknown): OtherFile | undefined {
  const isPolicy = isObject(value) && 'Statement' in value;
  return otherValue(value)
    ?? (/^values([.-].*)?\.ya?ml$/i.test(basename(file)) && isObject(value) ? { message: 'is a file of values for a Helm chart: audit what helm template prints with it' } : undefined)
    ?? (isPolicy ? { message: 'is a policy of permissions, which names no role: audit the role that has it' } : undefined);
}
