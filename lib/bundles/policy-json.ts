import { readJson } from './json-text';
import { PolicyStatement, Token } from '../core/cdk';
import { isObject } from '../core/plain-object';
import { show, suggestion } from '../core/text';

const REFERENCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html';
const POLICY_KEYS = ['Version', 'Id', 'Statement'];
const STATEMENT_KEYS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

type Json = Readonly<Record<string, unknown>>;
type Report = (place: string, problem: string) => void;

/**
 * The statements of an IAM policy in JSON. Throws with all that is wrong, a line each, which begins with
 * the source.
 */
export function readPolicy(source: string, text: string): PolicyStatement[] {
  const json = readJson(text);
  if (json.problem !== undefined) {
    throw new Error(Token.isUnresolved(text)
      ? `${source}: must be known at synth, got a deploy-time value`
      : `${source}:${json.line}:${json.column}: must be JSON, ${json.problem}`);
  }
  const { value } = json;
  return collect(source, (report) => {
    if (!isObject(value)) {
      report('', `must be an IAM policy, an object with "Version" and "Statement", got ${show(value)}`);
      return [];
    }
    unknownKeys(report, '', value, POLICY_KEYS);
    if (value.Version !== '2012-10-17') {
      report('Version', `must be "2012-10-17", got ${shown(value.Version)}: in the older version policy variables are plain text`);
    }
    const statements = Array.isArray(value.Statement) ? value.Statement : value.Statement === undefined ? [] : [value.Statement];
    if (statements.length === 0) {
      report('Statement', `must have at least one statement, got ${shown(value.Statement)}`);
    }
    statements.forEach((statement, i) => checkStatement(report, `Statement[${i}]`, statement));
    const sids = statements.map((statement) => isObject(statement) ? statement.Sid : undefined);
    sids.forEach((sid, i) => sid !== undefined && sids.indexOf(sid) < i && report(`Statement[${i}].Sid`, `must be unique in the policy, got ${show(sid)} again`));
    return statements;
  }).map((statement) => PolicyStatement.fromJson(statement));
}

/** Copies of statements that a program made, checked as those of a policy in JSON. */
export function checkStatements(source: string, statements: readonly PolicyStatement[]): PolicyStatement[] {
  return collect(source, (report) => {
    statements.forEach((statement, i) => checkStatement(report, `statements[${i}]`, statement.toStatementJson()));
    return statements;
  }).map((statement) => statement.copy());
}

function collect<T>(source: string, check: (report: Report) => T): T {
  const problems: string[] = [];
  const checked = check((place, problem) => problems.push(`${source}: ${place}${place && ' '}${problem}`));
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return checked;
}

function checkStatement(report: Report, place: string, statement: unknown): void {
  if (!isObject(statement)) {
    report(place, `must be an object, got ${show(statement)}`);
    return;
  }
  for (const key of ['Principal', 'NotPrincipal'].filter((name) => name in statement)) {
    report(`${place}.${key}`, 'must be left out: the policy of a role is for the role itself');
  }
  unknownKeys(report, place, statement, STATEMENT_KEYS, ['Principal', 'NotPrincipal']);
  const { Sid: sid, Effect: effect } = statement;
  if (sid !== undefined && !isTokenOr(sid, /^[A-Za-z0-9]*$/)) {
    report(`${place}.Sid`, `must be letters and digits, got ${show(sid)}`);
  }
  if (effect !== 'Allow' && effect !== 'Deny') {
    report(`${place}.Effect`, `must be "Allow" or "Deny", got ${shown(effect)}`);
  }
  for (const [key, notKey] of [['Action', 'NotAction'], ['Resource', 'NotResource']]) {
    checkElement(report, place, statement, key, notKey);
  }
  checkCondition(report, `${place}.Condition`, statement.Condition);
}

function checkElement(report: Report, place: string, statement: Json, key: string, notKey: string): void {
  if (key in statement && notKey in statement) {
    report(place, `must have ${key} or ${notKey}, not both`);
  } else if (!(key in statement) && !(notKey in statement)) {
    report(`${place}.${key}`, 'must name at least one, got none');
  }
  if (notKey in statement && statement.Effect === 'Allow') {
    report(`${place}.${notKey}`, `must not stand with "Allow": it grants everything that AWS adds later; name each ${key.toLowerCase()} (${REFERENCE})`);
  }
  for (const name of [key, notKey].filter((candidate) => candidate in statement)) {
    const value = statement[name];
    const values = Array.isArray(value) ? value : [value];
    if (values.length === 0 || values.some((item) => typeof item !== 'string' || item === '')) {
      report(`${place}.${name}`, `must be a text or a list of texts, got ${show(value)}`);
    } else if (key === 'Action') {
      values.forEach((action) => checkAction(report, `${place}.${name}`, action as string, statement.Effect));
    }
  }
}

function checkAction(report: Report, place: string, action: string, effect: unknown): void {
  if (Token.isUnresolved(action) || (action === '*' && effect === 'Deny')) {
    return;
  }
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
    report(place, `must be an action such as "s3:GetObject" (service:Name), got ${show(action)}`);
  } else if (action.includes('?')) {
    // Legal in IAM; PolicyStatement refuses it.
    report(place, `must be without "?", which CDK refuses in an action, got ${show(action)}`);
  }
}

function checkCondition(report: Report, place: string, condition: unknown): void {
  if (condition === undefined || isResolvable(condition)) {
    return;
  }
  if (!isObject(condition)) {
    report(place, `must be an object of operators, such as {"StringEquals": {…}}, got ${show(condition)}`);
    return;
  }
  for (const [operator, test] of Object.entries(condition)) {
    if (isResolvable(test)) {
      continue;
    }
    if (!isObject(test)) {
      report(`${place}.${operator}`, `must be an object of condition keys, such as {"aws:RequestedRegion": "eu-central-1"}, got ${show(test)}`);
      continue;
    }
    for (const [key, value] of Object.entries(test)) {
      const values = Array.isArray(value) ? value : [value];
      if (values.some((item) => !['string', 'number', 'boolean'].includes(typeof item) && !isResolvable(item))) {
        report(`${place}.${operator}`, `must give ${show(key)} a text, number, boolean or a list of them, got ${show(value)}`);
      }
    }
  }
}

function unknownKeys(report: Report, place: string, value: Json, known: readonly string[], reported: readonly string[] = []): void {
  Object.keys(value).filter((key) => !known.includes(key) && !reported.includes(key))
    .forEach((key) => report(place, `must have no ${show(key)}, which IAM does not know: ${suggestion(key, known)}`));
}

/** A deploy-time value that stands for an object; a statement made in a program may have one. */
function isResolvable(value: unknown): boolean {
  return typeof value === 'object' && Token.isUnresolved(value);
}

function isTokenOr(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && (Token.isUnresolved(value) || pattern.test(value));
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : show(value);
}
