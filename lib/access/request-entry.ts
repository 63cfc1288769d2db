import { ANSWER_DECISIONS } from './access-answer';
import type { AnswerDecision } from './access-answer';
import type { AccessQuestion } from './access-question';
import { DOCUMENT_KEYS, entryDocuments } from './entry-documents';
import type { Report } from './entry-documents';
import { requestedPrincipal } from './requested-principal';
import { serviceAccountName } from './service-account-name';
import { isObject } from '../core/plain-object';
import { list, show, suggestion } from '../core/text';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../iam/access-request';
import { arnParts } from '../iam/arn';
import { literalText, unknownPart } from '../iam/partial-text';

const KEYS: readonly string[] = ['name', 'as', 'principal', 'action', 'resource', 'resourceAccount', 'context', 'expect', ...DOCUMENT_KEYS];

/** The policies that the roles of a service account have. */
const OF_ROLES = ['identityPolicies', 'permissionsBoundary', 'sessionPolicy', 'trustPolicy'];

/** What is wrong with an entry, and where in it. */
export interface EntryProblem {
  readonly path: readonly string[];
  /** A sentence without its subject. */
  readonly problem: string;
}

/**
 * Reads an entry of a requests file; the problems are added to a list.
 *
 * @param hasPaths whether there are paths with the roles that service accounts become
 */
export function questionOf(entry: unknown, number: number, hasPaths: boolean, problems: EntryProblem[]): AccessQuestion | undefined {
  const before = problems.length;
  const reader = new EntryReader(entry, (path, problem) => problems.push({ path, problem }));
  const question = reader.question(number, hasPaths);
  return problems.length > before ? undefined : question;
}

class EntryReader {
  private readonly entry: Readonly<Record<string, unknown>>;

  public constructor(private readonly written: unknown, private readonly report: Report) {
    this.entry = isObject(written) ? written : {};
  }

  public question(number: number, hasPaths: boolean): AccessQuestion | undefined {
    const { entry, report } = this;
    if (!isObject(this.written)) {
      report([], `must be an object with "principal" or "as", "action" and "resource", got ${show(this.written)}`);
      return undefined;
    }
    Object.keys(entry).filter((key) => !KEYS.includes(key)).forEach((key) => report([key], `is no key of a request: ${suggestion(key, KEYS)}`));
    const name = this.text('name', 'a text by which the answer is called') ?? `request ${number}`;
    const context = this.context();
    const request = requestOf(this.required('action'), this.required('resource'), context, this.resourceAccount(), (key, problem) => report([key], problem));
    this.reportWithoutRoles(hasPaths);
    return { name, ...this.who(context), request, policies: entryDocuments(entry, report), expect: this.expect() };
  }

  private who(context: Readonly<Record<string, ContextValue>> | undefined): Pick<AccessQuestion, 'as' | 'principal'> {
    const { entry, report } = this;
    const [hasAs, hasPrincipal] = ['as', 'principal'].map((key) => Object.hasOwn(entry, key));
    if (hasAs === hasPrincipal) {
      report(hasAs ? ['as'] : [], hasAs ? 'must stand alone: an entry has "as" (a service account) or "principal", not both'
        : 'must say who acts: "as" for a service account, such as "shop/api", or "principal" for a principal of AWS, such as the ARN of a role');
      return {};
    }
    try {
      if (hasPrincipal) {
        return { principal: requestedPrincipal(entry.principal, principalArnIn(context)) };
      }
      const as = this.text('as', 'a text such as "shop/api"');
      return as === undefined ? {} : { as: serviceAccountName(as) };
    } catch (error) {
      report([hasPrincipal ? 'principal' : 'as'], (error as Error).message);
      return {};
    }
  }

  /** A service account acts through its roles, which are among the paths, with their own policies. */
  private reportWithoutRoles(hasPaths: boolean): void {
    const { entry, report } = this;
    if (!Object.hasOwn(entry, 'as') || Object.hasOwn(entry, 'principal')) {
      return;
    }
    if (!hasPaths) {
      report(['as'], 'needs the roles of the service account: name the files or folders that have them behind the options, as in can-i --requests FILE PATH');
    }
    OF_ROLES.filter((key) => Object.hasOwn(entry, key)).forEach((key) =>
      report([key], 'must not stand beside "as", whose roles have their own among the paths: write the role as "principal", or leave the policies out'));
  }

  private required(key: string): string {
    if (!Object.hasOwn(this.entry, key)) {
      this.report([], `must have the key "${key}", such as ${key === 'action' ? '"s3:GetObject"' : '"arn:aws:s3:::acme-media/logo.png"'}, got none`);
      return '';
    }
    return this.text(key, 'a text') ?? '';
  }

  private text(key: string, what: string): string | undefined {
    const value = this.entry[key];
    if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
      this.report([key], `must be ${what}, got ${show(value)}`);
      return undefined;
    }
    return value;
  }

  private resourceAccount(): string | undefined {
    const { entry: { resourceAccount: value }, report } = this;
    if (value !== undefined && !(typeof value === 'string' && /^\d{12}$/.test(value))) {
      report(['resourceAccount'], `must be an account's 12 digits in quotes, got ${show(value)}`);
      return undefined;
    }
    return value;
  }

  private context(): Readonly<Record<string, ContextValue>> | undefined {
    const { entry: { context: value }, report } = this;
    if (value !== undefined && !isObject(value)) {
      report(['context'], `must be an object of condition keys, such as {"aws:SecureTransport": true}, got ${show(value)}`);
    }
    return !isObject(value) ? undefined : Object.fromEntries(Object.entries(value).map(([key, given]) => {
      const values: unknown[] = Array.isArray(given) ? given : [given];
      if (values.some((item) => !['string', 'number', 'boolean'].includes(typeof item))) {
        report(['context', key], `must be a text, a number, true or false, or a list of them, got ${show(given)}`);
      }
      return [literalText(key), Array.isArray(given) ? values.map(literal) : literal(given)];
    }));
  }

  private expect(): AnswerDecision | undefined {
    const value = this.entry.expect;
    const found = ANSWER_DECISIONS.find((decision) => decision === value);
    if (value !== undefined && found === undefined) {
      this.report(['expect'], `must be ${list(ANSWER_DECISIONS.map((decision) => show(decision)), 'or')}, got ${show(value)}${
        typeof value === 'string' ? `: ${suggestion(value, ANSWER_DECISIONS)}` : ''}`);
    }
    return found;
  }
}

/**
 * The request of a question. A wildcard in the action or the resource stands for whatever may be there: the answer is yes if it is
 * yes for all of it, no if it is no for all of it, and else undecided.
 *
 * @param report says what is wrong with `action` or `resource`
 */
export function requestOf(
  action: string, resource: string, context: AccessRequest['context'], resourceAccount: string | undefined, report: (key: string, problem: string) => void,
): Omit<AccessRequest, 'principal'> {
  if (action !== '' && action !== '*' && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
    report('action', `must be one action, such as "s3:GetObject", got ${show(action)}`);
  }
  if (resource !== '' && resource !== '*' && arnParts(resource) === undefined) {
    report('resource', `must be the ARN of a resource, or "*" for an action that is about none, got ${show(resource)}`);
  }
  return {
    action: withOpenWildcards(action),
    resource: resource === '*' ? resource : withOpenWildcards(resource),
    ...context === undefined ? {} : { context },
    ...resourceAccount === undefined ? {} : { resourceAccount },
  };
}

/** The account that the resource is taken to be of where nobody says it: the principal's, as AWS's simulator does. */
export function assumedAccount({ resource, resourceAccount }: Omit<AccessRequest, 'principal'>, principal: RequestPrincipal): string | undefined {
  const { account } = arnParts(resource) ?? {};
  const arn = principal.kind === 'roleSession' ? principal.roleArn : principal.kind === 'user' || principal.kind === 'accountRoot' ? principal.arn : '';
  return resourceAccount === undefined && account === '' ? arnParts(arn)?.account : undefined;
}

function withOpenWildcards(text: string): string {
  let number = 0;
  return literalText(text).replace(/[*?]+/g, (wildcards) => unknownPart(`what ${wildcards} stands for${number++ === 0 ? '' : `, ${number}`}`));
}

function principalArnIn(context: Readonly<Record<string, ContextValue>> = {}): string | undefined {
  const [, value] = Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:principalarn') ?? [];
  return typeof value === 'string' ? value : undefined;
}

function literal(value: unknown): string {
  return literalText(String(value));
}
