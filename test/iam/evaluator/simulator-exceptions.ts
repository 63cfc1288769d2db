import type { WrittenPolicies } from './simulator';
import type { AccessRequest } from '../../../lib/iam/access-request';

/**
 * Where iam-simulate 0.1.173 differs from what AWS documents. Each exception says the rule, and writes the policies so that they mean by
 * AWS's rule the same without what iam-simulate takes otherwise: with these it must agree.
 */
interface SimulatorException {
  readonly url: string;
  /** AWS's text, and what iam-simulate does instead. */
  readonly rule: string;
  readonly rewrite: (document: Json, request: AccessRequest) => Json;
}

type Json = any;

/** Takes no text of a request. */
const NOTHING = 'takes-nothing';

/** Whom no request is of. */
const NOBODY = 'arn:aws:iam::000000000000:user/nobody';

const VARIABLES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html';

const OPERATORS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';

const EXCEPTIONS: readonly SimulatorException[] = [
  {
    url: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
    rule: 'Calling AssumeRoleWithWebIdentity does not require the use of AWS security credentials: who has a token is no principal of the account in which the provider is. iam-simulate takes the account of the provider for that of the caller.',
    rewrite: (document, { principal }) => principal.kind !== 'webIdentity' ? document : mapStatements(document, (statement) => ({
      ...statement,
      ...Object.fromEntries(['Principal', 'NotPrincipal'].filter((name) => typeof statement[name] === 'object')
        .map((name) => [name, { ...statement[name], ...'AWS' in statement[name] && statement[name].AWS !== '*' ? { AWS: NOBODY } : {} }])),
    })),
  },
  {
    url: `${OPERATORS}#Conditions_Date`,
    rule: 'Dates may be written in epoch (UNIX) time, which counts seconds. iam-simulate takes the number for another date.',
    rewrite: (document) => mapConditionValues(document, (value) => /^\d{10}$/.test(value) ? new Date(Number(value) * 1000).toISOString() : value),
  },
  {
    url: `${OPERATORS}#Conditions_IPAddress`,
    rule: 'The value is a range in CIDR format; 0.0.0.0/0 is the range of all IPv4 addresses. iam-simulate takes none for one of it.',
    rewrite: (document) => mapConditionValues(document, (value) => value === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : value),
  },
  {
    url: `${OPERATORS}#Conditions_IPAddress`,
    rule: 'NotIpAddress takes all addresses except the specified ones, so that an IPv6 address is not in an IPv4 range. iam-simulate lets it take none of another version.',
    rewrite: (document, { context = {} }) => mapConditionValues(document, (value) => {
      const given = String(context['aws:SourceIp'] ?? '');
      const isRange = /^((\d+\.){3}\d+|[0-9a-f:]*:[0-9a-f:]*)(\/\d+)?$/.test(value);
      return !isRange || given === '' || given.includes(':') === value.includes(':') ? value : given.includes(':') ? '100::/128' : '192.0.2.1/32';
    }),
  },
  {
    url: `${VARIABLES}#policy-vars-specialchars`,
    rule: 'The predefined variables can be used in any string where you can use regular policy variables. iam-simulate knows them only where there are wildcards.',
    rewrite: (document) => document.Version !== '2012-10-17' ? document
      : mapConditionValues(document, (value, operator) => /String(Not)?Equals/.test(operator) ? value.replace(/\$\{([*?$])\}/g, '$1') : value),
  },
  {
    url: `${VARIABLES}#policy-vars-using-variables`,
    rule: 'Earlier versions of the policy language do not support policy variables: they are treated as literal strings. iam-simulate resolves them.',
    rewrite: (document) => document.Version === '2012-10-17' ? document : mapTexts(document, (text) => text.replaceAll('${', '{')),
  },
  {
    url: `${VARIABLES}#policy-vars-no-value`,
    rule: 'Inverted condition operators like StringNotEquals match against a variable without value. iam-simulate lets them not match.',
    rewrite: (document, request) => mapConditionValues(document, (value) => hasNoValue(value, request) ? NOTHING : value),
  },
  {
    url: `${VARIABLES}#policy-vars-no-value`,
    rule: 'A variable without value as part of Resource or NotResource matches no resource, so that NotResource excepts nothing. iam-simulate drops the statement.',
    rewrite: (document, request) => mapStatements(document, (statement) => ({
      ...statement,
      ...Object.fromEntries(['Resource', 'NotResource'].filter((name) => name in statement)
        .map((name) => [name, [statement[name]].flat().map((entry: string) => hasNoValue(entry, request) ? `arn:aws:s3:::${NOTHING}` : entry)])),
    })),
  },
  {
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html#object-key-guidelines-safe-characters',
    rule: 'The asterisk is one of the characters that are generally safe in key names. iam-simulate takes one in the resource of a request for any text. The request has a question mark in its place, which it takes for itself.',
    rewrite: (document, request) => !hasAsterisk(request) ? document
      : mapConditionValues(mapTexts(document, (text) => text.replaceAll('${*}', '${?}')), (value, operator) => /String(Not)?Equals/.test(operator) ? value.replaceAll('*', '?') : value),
  },
];

/**
 * The request and its policies without what iam-simulate takes otherwise than AWS. Besides the above, it takes a key with an empty list
 * for one with a value: "the key exists and its value is not null" is what Null asks for, and set operators call an empty list
 * a null data set, for which they do what they do for a key that is absent.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
export function withoutExceptions(request: AccessRequest, policies: WrittenPolicies): [AccessRequest, WrittenPolicies] {
  const rewrite = (document: Json): Json => EXCEPTIONS.reduce((rewritten, exception) => exception.rewrite(rewritten, request), document);
  const context = Object.fromEntries(Object.entries(request.context ?? {}).filter(([, value]) => !Array.isArray(value) || value.length > 0));
  // What stands for itself in policies of earlier versions does so in the request.
  const literal = (text: string) => text.replaceAll('${', '{');
  const asked = mapTexts({ resource: request.resource, context }, hasAsterisk(request) ? (text) => literal(text).replaceAll('*', '?') : literal) as Pick<AccessRequest, 'resource' | 'context'>;
  return [{ ...request, ...asked }, mapDocuments(policies, rewrite)];
}

export function mapDocuments(policies: WrittenPolicies, map: (document: Json) => Json): WrittenPolicies {
  return Object.fromEntries(Object.entries(policies).map(([kind, documents]: [string, Json[]]) =>
    [kind, documents.map((item) => Array.isArray(item) ? item.map(map) : map(item))]));
}

/** Whether the resource has a name with an asterisk, rather than being none at all. */
function hasAsterisk({ resource }: AccessRequest): boolean {
  return resource !== '*' && resource.includes('*');
}

function hasNoValue(text: string, { context = {} }: AccessRequest): boolean {
  const names = [...text.matchAll(/\$\{([^{}',]+)\}/g)].map(([, key]) => key.toLowerCase()).filter((key) => !['*', '?', '$'].includes(key));
  return names.some((key) => !Object.keys(context).some((name) => name.toLowerCase() === key));
}

function mapStatements(document: Json, map: (statement: Json) => Json): Json {
  return { ...document, Statement: document.Statement.map(map) };
}

function mapConditionValues(document: Json, map: (value: string, operator: string) => string | readonly string[]): Json {
  return mapStatements(document, (statement) => statement.Condition === undefined ? statement : {
    ...statement,
    Condition: Object.fromEntries(Object.entries(statement.Condition as Record<string, Record<string, Json>>).map(([operator, tests]) =>
      [operator, Object.fromEntries(Object.entries(tests).map(([key, values]) => [key, [values].flat().flatMap((value: string) => map(value, operator))]))])),
  });
}

function mapTexts(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') {
    return map(value);
  }
  return Array.isArray(value) ? value.map((item) => mapTexts(item, map))
    : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, map)])) : value;
}
