import type { Place } from './resources/place';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/** The placeholders that are filled in policies. */
const WORDS = ['account', 'region', 'partition', 'cluster'] as const;
type Word = typeof WORDS[number];

const FILLED = /\{(account|region|partition|cluster)\}/g;

/** The text without the placeholders that are filled: each stands for something that is not known here, as `*` does. */
export function withoutFilled(text: string): string {
  return text.replace(/(?<![${])\{(?:account|region|partition|cluster)\}(?!\})/g, '*');
}

/** Why a text cannot be filled in a place: a sentence without its subject; nothing if it can. */
export function fillProblem(text: string, place: Place | undefined): string | undefined {
  const words = wordsOf(text);
  if (words.includes('cluster') && !place?.clusterNames?.length) {
    return place?.account === undefined || !/^\d{12}$/.test(place.account)
      ? 'must not hold {cluster}, which is filled in the policies of a workloads.yaml alone: write the name that the cluster has in EKS'
      : 'must not hold {cluster} unless the name of each cluster in EKS is known: give each cluster of the workload its "clusterName" in clusters';
  }
  return words.includes('cluster') && words.includes('region') && (place?.regions.length ?? 0) > 1 && (place?.clusterNames?.length ?? 0) > 1
    ? 'must not hold {region} and {cluster} together, since the clusters of the role are in several regions: each region would get each name; write one of them'
    : undefined;
}

/** A text once for each region and each cluster that its placeholders stand for. */
export function filled(text: string, place: Place): string[] {
  const values: Record<Word, readonly string[]> = {
    account: [place.account], region: place.regions, partition: [place.partition], cluster: place.clusterNames ?? [],
  };
  return [...new Set(wordsOf(text).reduce<string[]>((texts, word) =>
    texts.flatMap((one) => values[word].map((value) => one.replaceAll(`{${word}}`, value))), [text]))];
}

/** A statement in JSON whose resources and condition values are filled. */
export function filledStatement(statement: unknown, place: Place): unknown {
  if (!isObject(statement)) {
    return statement;
  }
  const { Condition: conditions } = statement;
  const result: Record<string, unknown> = { ...statement };
  for (const key of ['Resource', 'NotResource'].filter((name) => name in statement)) {
    result[key] = filledValue(statement[key], place);
  }
  if (isObject(conditions)) {
    result.Condition = mapValues(conditions, (tests) => isObject(tests) ? mapValues(tests, (value) => filledValue(value, place)) : tests);
  }
  return result;
}

/** Whether a text holds a placeholder that is filled. */
export function isFilled(text: string): boolean {
  return wordsOf(text).length > 0;
}

function filledValue(value: unknown, place: Place): unknown {
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  if (!values.some((item) => typeof item === 'string' && isFilled(item))) {
    return value;
  }
  const all = values.flatMap((item) => typeof item === 'string' ? filled(item, place) : [item]);
  return all.length === 1 && !Array.isArray(value) ? all[0] : all;
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function wordsOf(text: string): Word[] {
  const found = [...text.matchAll(FILLED)].map(([, word]) => word);
  return WORDS.filter((word) => found.includes(word));
}

/** Forms of placeholders that templates of other tools leave behind; each takes the whole of one. */
const FORMS: readonly RegExp[] = [
  /\$\{[^}]*\}?/, // Terraform, CloudFormation, Serverless
  /\{\{.*?\}\}|\{%.*?%\}/, // Helm, Jinja
  /<%.*?%>|<[^<>]*>/,
  /#\{[^}]*\}?/,
  /\(\([^()]*\)\)/,
  /%\([A-Za-z_]\w*\)[sd]|%\{[^}]*\}|%[A-Za-z_]\w*%|%(?:\d+\$)?[sdv](?![A-Za-z0-9])/,
  /\$\([^)]*\)?/,
  // Words behind a "$" that are names of AWS: stages and routes of API Gateway, Lambda's newest version, topics of IoT, marks of EMR.
  /\$(?!(?:LATEST|DEFAULT|aws|share|default|connect|disconnect|folder\$)(?![A-Za-z0-9_]))[A-Za-z_]\w*/,
  /\{[^{}]*\}/,
  /!(?:Ref|Sub|GetAtt|ImportValue|Join|Select)\s+[\w.]+(?:\s+\w+)*/, // CloudFormation, in YAML
  /@@?[A-Za-z_]\w*@@?|__[A-Za-z]\w*?__/,
  /\[[A-Za-z][A-Za-z0-9 _-]*\]/,
  /…|\.\.\./,
  /(?<![A-Za-z0-9])(?:YOUR|REPLACE|CHANGE|INSERT|ENTER|FILL)[_-]?(?:[A-Z0-9]+[_-]?)+(?![a-z])|(?<![A-Za-z0-9])(?:TODO|FIXME|TBD|PLACEHOLDER|X{3,}|x{4,})(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])(?:your|replace|change|insert|enter)[_-](?:me|with|here|the|own|aws|bucket|account|region|cluster|table|queue|topic|secret|key|role|function|parameter|name|id)(?:[_-][a-z]+)*(?![a-z0-9])/,
  /(?<![A-Za-z0-9])(?:[A-Z0-9]+[_-])*(?:ACCOUNT|BUCKET|CLUSTER|TABLE|QUEUE|TOPIC|SECRET|KEY|ROLE|FUNCTION|PARAMETER|RESOURCE|STREAM|USER|VPC|AWS)[_-]?(?:NAME|ID|ARN|NUMBER|PREFIX|HERE)(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])(?:[A-Z]+[_-])?(?:REGION|PARTITION|BUCKET)(?![A-Za-z0-9_-])|DOC-EXAMPLE-BUCKET\d*|amzn-s3-demo-[a-z0-9-]+/,
];

/** Variables of IAM: a key of the request's context, with a default in single quotes perhaps, or an escaped character. */
const VARIABLE = /\$\{(?:[*?$]|\s*([A-Za-z0-9][\w./-]*):(?!:)[\w./:@+=-]+\s*(?:,\s*'[^']*'\s*)?)\}/g;

/** Words that other tools know under the prefix of IAM's own variables. */
const NO_KEYS = /^\$\{\s*aws:(?:account(?:id)?|region|partition)\s*\}$/i;

/** No policy of a role may be longer, so a longer text is refused anyway; to search it would take seconds. */
const LONGEST = 10_240;

/**
 * The placeholder that a text holds and nothing fills, as far as a policy can be long; nothing if there is none.
 *
 * @param isPrefix whether a word before the colon of a variable is one of IAM
 */
export function placeholderIn(text: string, isPrefix: (prefix: string) => boolean): string | undefined {
  const rest = withoutFilled(text.slice(0, LONGEST).replace(VARIABLE, (whole: string, prefix?: string) =>
    NO_KEYS.test(whole) || (prefix !== undefined && !/^(?:aws|saml)$|\./i.test(prefix) && !isPrefix(prefix)) ? whole : '*'));
  return FORMS.map((form) => form.exec(rest)).filter((match) => match !== null).sort((a, b) => a.index - b.index)[0]?.[0];
}

/** What is wrong with a text that holds a placeholder: a sentence without its subject. */
export function placeholderProblem(placeholder: string, text: string): string {
  const word = placeholder.replace(/[^A-Za-z]/g, '').toLowerCase().replace(/^(?:your|my|values?|var|target|local|env|param|self|the)*(?:aws)?/, '');
  const meant: Partial<Record<string, Word>> = {
    account: 'account',
    accountid: 'account',
    accountnumber: 'account',
    region: 'region',
    regionname: 'region',
    partition: 'partition',
    cluster: 'cluster',
    clustername: 'cluster',
    eksclustername: 'cluster',
    ekscluster: 'cluster',
  };
  const write = meant[word] === undefined ? 'write what it stands for; {account}, {region}, {partition} and {cluster} are filled' : `write {${meant[word]}}`;
  return `must not hold the placeholder ${show(placeholder)}, which nothing fills: ${write}, got ${show(text)}`;
}
