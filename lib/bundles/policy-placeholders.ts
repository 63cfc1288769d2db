import type { Place } from './resources/place';
import { fillPlaceholders, placeholderNames } from '../core/placeholders';
import { isObject } from '../core/plain-object';
import { list, nearest, show } from '../core/text';

/** The placeholders that are filled in every policy. */
const WORDS = ['account', 'region', 'partition', 'cluster'] as const;

/** Those of a cluster's name in EKS. */
const CLUSTER_WORDS = ['cluster', 'clusterName'];

/** The placeholders that are filled in policies of a place. */
export function knownPlaceholders(place: Place | undefined): string[] {
  return [...new Set([...WORDS, ...place?.placeholders?.names ?? []])];
}

/**
 * The text without the placeholders that are filled, each of which stands for something that is not known here, as `*` does; and without
 * the braces that are written `{{`.
 */
export function withoutFilled(text: string, known: readonly string[] = WORDS): string {
  return text.replace(/\$\{[^}]*\}?|\{\{[^{}]*\}\}|\{\{|\{([A-Za-z][A-Za-z0-9_-]*)\}/g, (written, name?: string) =>
    name !== undefined && known.includes(name) ? '*' : written === '{{' ? '' : written);
}

/** Why a text cannot be filled in a place: a sentence without its subject; nothing if it can. */
export function fillProblem(text: string, place: Place | undefined): string | undefined {
  const words = wordsOf(text, place);
  const cluster = words.find((word) => CLUSTER_WORDS.includes(word));
  if (cluster !== undefined && !place?.clusterNames?.length) {
    return place?.account === undefined || !/^\d{12}$/.test(place.account)
      ? `must not hold {${cluster}}, which is filled in the policies of a workloads.yaml alone: write the name that the cluster has in EKS`
      : `must not hold {${cluster}} unless the name of each cluster in EKS is known: give each cluster of the workload its "clusterName" in clusters`;
  }
  if (cluster !== undefined && words.includes('region') && (place?.regions.length ?? 0) > 1 && (place?.clusterNames?.length ?? 0) > 1) {
    return `must not hold {region} and {${cluster}} together, since the clusters of the role are in several regions: each region would get each name; write one of them`;
  }
  const unfilled = words.find((word) => !isOfPlace(word) && place?.placeholders?.candidates(word).length !== 1);
  const values = unfilled === undefined ? [] : place!.placeholders!.candidates(unfilled);
  return unfilled === undefined ? undefined
    : `must not hold {${unfilled}}, which stands for ${values.length === 0 ? 'nothing' : `several values (${list(values)})`} here: write ${values.length === 0 ? 'the value itself' : 'each of them'}`;
}

/** A text once for each region and each cluster that its placeholders stand for. */
export function filled(text: string, place: Place): string[] {
  const choices = wordsOf(text, place).reduce<ReadonlyMap<string, string>[]>((ways, word) =>
    ways.flatMap((way) => valuesOf(word, place).map((value) => new Map([...way, [word, value]]))), [new Map()]);
  return [...new Set(choices.map((values) => fillPlaceholders(text, (name) => values.get(name) ?? `{${name}}`)))];
}

function valuesOf(word: string, place: Place): readonly string[] {
  const { account, regions, partition, clusterNames = [] } = place;
  const values: Partial<Record<string, readonly string[]>> = {
    account: [account], region: regions, partition: [partition], cluster: clusterNames, clusterName: clusterNames,
  };
  return isOfPlace(word) ? values[word]! : place.placeholders!.candidates(word);
}

/** Whether it stands for a part of the place, of which there may be several. */
function isOfPlace(word: string): boolean {
  return WORDS.some((name) => name === word) || word === 'clusterName';
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

function filledValue(value: unknown, place: Place): unknown {
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  if (!values.some((item) => typeof item === 'string' && /(?<!\$)\{/.test(item))) {
    return value;
  }
  const all = values.flatMap((item) => typeof item === 'string' ? filled(item, place) : [item]);
  return all.length === 1 && !Array.isArray(value) ? all[0] : all;
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function wordsOf(text: string, place: Place | undefined): string[] {
  const names = placeholderNames(text);
  return names.length === 0 ? names : knownPlaceholders(place).filter((word) => names.includes(word));
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
 * @param known the placeholders that are filled
 */
export function placeholderIn(text: string, isPrefix: (prefix: string) => boolean, known: readonly string[] = WORDS): string | undefined {
  const rest = withoutFilled(text.slice(0, LONGEST).replace(VARIABLE, (whole: string, prefix?: string) =>
    NO_KEYS.test(whole) || (prefix !== undefined && !/^(?:aws|saml)$|\./i.test(prefix) && !isPrefix(prefix)) ? whole : '*'), known);
  return FORMS.map((form) => form.exec(rest)).filter((match) => match !== null).sort((a, b) => a.index - b.index)[0]?.[0];
}

/** Words by which other tools name what is filled here. */
const MEANT: Partial<Record<string, typeof WORDS[number]>> = {
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

/** What is wrong with a text that holds a placeholder: a sentence without its subject. */
export function placeholderProblem(placeholder: string, text: string, known: readonly string[]): string {
  const word = placeholder.replace(/[^A-Za-z]/g, '').toLowerCase().replace(/^(?:your|my|values?|var|target|local|env|param|self|the)*(?:aws)?/, '');
  const meant = known.find((name) => name === /^\W*([\w-]+)\W*$/.exec(placeholder)?.[1]) ?? MEANT[word]
    ?? (/^\{\w+\}$/.test(placeholder) ? nearest(placeholder.slice(1, -1), known) : undefined);
  const write = meant === undefined ? `write what it stands for; ${list(known.map((name) => `{${name}}`))} are filled` : `write {${meant}}`;
  return `must not hold the placeholder ${show(placeholder)}, which nothing fills: ${write}, got ${show(text)}`;
}
