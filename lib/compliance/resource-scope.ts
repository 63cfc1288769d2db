import { resourceMatches } from '../iam/arn';
import { globMatches, hasWildcard } from '../iam/glob';
import { isKnown, splitText } from '../iam/partial-text';

/**
 * How much of a kind of resources entries of `Resource` take: `any` of them; `many`, where they leave names out that nobody
 * chose, such as `*e*`; `named`, where they take those of a name or a naming scheme alone, or none.
 */
export type Breadth = 'any' | 'many' | 'named';

/** What of a kind is taken. */
export interface Scope {
  readonly breadth: Breadth;
  /** The ARN of one that is taken, and is named by nobody. */
  readonly witness?: string;
}

/**
 * The resources of a kind, as `iam::*:role/*`: the parts of an ARN behind the partition. `*` stands for the name, `~` for a
 * part that says where it is, such as the cluster of an access entry: one of them is as good as any.
 */
export type ResourceKind = string;

type IsTaken = (arn: string) => boolean;

/** Where nothing takes anything away: of everything, no name has to be tried. */
export const ALWAYS: IsTaken = () => true;

export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];
const REGIONS = ['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-1', 'cn-north-1', 'us-gov-west-1'];
const ACCOUNT = '111122223333';
const FITS = { fillsUp: true };

/** Names that say nothing: of one character, in many lengths, so that a pattern takes them only if it names nobody. */
const LOWER_CASE_NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter, i) => letter.repeat(6 + i));
const OTHER_NAMES = [...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, i) => letter.repeat(6 + i)), 'x-----x', 'x.....x', 'x_____x'];
const ALL_NAMES = [...LOWER_CASE_NAMES, ...OTHER_NAMES];
/** With a dash, as most have one. */
const NAMES = [...LOWER_CASE_NAMES, 'x-----x'];
const FEW_NAMES = [NAMES[0], NAMES[17], NAMES[25]];
/** How the ids of resources begin to which AWS gives them: a pattern of that alone names nobody. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'ec2:*:*:instance/*': 'i-0',
  'ec2:*:*:volume/*': 'vol-0',
  'ec2:*:*:security-group/*': 'sg-0',
  'ec2:*:*:subnet/*': 'subnet-0',
  'ec2:*:*:vpc/*': 'vpc-0',
  'ec2:*:*:network-interface/*': 'eni-0',
  'ec2:*:*:launch-template/*': 'lt-0',
  'ec2:*::image/*': 'ami-0',
  'ec2:*::snapshot/*': 'snap-0',
  'ssm:*:*:managed-instance/*': 'mi-0',
  'elasticfilesystem:*:*:file-system/*': 'fs-0',
  'elasticfilesystem:*:*:access-point/*': 'fsap-0',
  'route53:::hostedzone/*': 'Z0',
  'cloudfront::*:distribution/*': 'E0',
};

/** Names for messages. */
const READABLE = ['any', 'Admin'];

/** Kinds of which no name has a slash: what is behind one is another kind. */
const WITHOUT_PATHS = /^(?:s3:::\*|sqs:.*|sns:.*|dynamodb:[^/]*:table\/\*|lambda:.*:function:\*|ec2:.*|kms:.*:key\/\*|route53:.*)$/;

/** Services whose resources have names in lower case. */
const LOWER_CASE = /^(?:s3|s3express|ecr|ecr-public|es|aoss):/;

/**
 * What of a kind of resources the entries of a statement take together.
 *
 * @param isTaken what else decides: what a Deny or a boundary takes away
 * @param isBrief tries few names: a role of more statements than anybody writes is judged in time
 */
export function scopeOf(
  entries: StatementResources, kind: ResourceKind, account: string | undefined, isTaken: IsTaken = ALWAYS, isBrief = false,
): Scope {
  if (kind === '*') {
    return takesResource(entries, '*') && isTaken('*') ? { breadth: 'any', witness: '*' } : { breadth: 'named' };
  }
  const nameless = entries.resources.filter((entry) => mayBeNameless(entry, kind));
  if (nameless.length === 0 && entries.notResources.length === 0) {
    return { breadth: 'named' };
  }
  return scopeOfNameless({ ...entries, resources: nameless }, kind, account, isTaken, isBrief);
}

function scopeOfNameless(
  entries: StatementResources, kind: ResourceKind, account: string | undefined, isTaken: IsTaken, isBrief: boolean,
): Scope {
  const begins = beginningsOf(entries, kind, account);
  const paths = (name: string) => WITHOUT_PATHS.test(kind) ? [name] : [name, `${name}/${name}`];
  const witnessOf = (name: string) => begins.flatMap((begin) => paths(name).map((path) => fill(begin, path)))
    .find((arn) => takesResource(entries, arn) && isTaken(arn));
  if (entries.resources.includes('*')) {
    if (isTaken === ALWAYS) {
      return { breadth: 'any', witness: witnessOf(READABLE[0]) };
    }
    entries = { resources: ['*'], notResources: [] };
  }
  const beginning = Object.hasOwn(BEGINNINGS, kind) ? BEGINNINGS[kind] : undefined;
  const names = (isBrief ? FEW_NAMES : LOWER_CASE.test(kind) || beginning !== undefined ? NAMES : ALL_NAMES).map((name) => `${beginning ?? ''}${name}`);
  const taken = names.flatMap((name) => witnessOf(name) ?? []);
  return taken.length === 0 ? { breadth: 'named' } : {
    breadth: taken.length === names.length ? 'any' : 'many',
    witness: [...READABLE, ...READABLE.map((name) => `${beginning ?? ''}${name}`)].map(witnessOf).find((arn) => arn !== undefined) ?? taken[0],
  };
}

/** Whether an entry may take the names that say nothing: most entries have a name in them, and are not looked at further. */
function mayBeNameless(entry: string, kind: ResourceKind): boolean {
  if (entry === '*') {
    return true;
  }
  if (!kind.includes('*', kind.lastIndexOf(':'))) {
    return true;
  }
  const [prefix, ...rest] = kind.split(':').slice(3).join(':').split('*');
  const [,,,,, ...resource] = entry.split(':');
  const own = withoutBeginning(resource.join(':'), prefix, Object.hasOwn(BEGINNINGS, kind) ? BEGINNINGS[kind] : '');
  if (prefix.includes('~') || resource.length === 0 || !isKnown(entry) || !own.startsWith(prefix)) {
    return true;
  }
  return own.includes('*') || own.includes('?') ? rest.join('').length > 2 || new Set(own.slice(prefix.length).replace(/[*?/:]/g, '')).size < 2 : false;
}

/** What an entry says behind how all ids of its kind begin: `instance/*` for `instance/i-*`. */
function withoutBeginning(own: string, prefix: string, beginning: string): string {
  const [head] = own.slice(prefix.length).split(/[*?]/);
  const isAlike = own.startsWith(prefix) && (beginning.startsWith(head) || head.startsWith(beginning));
  const known = isAlike ? Math.min(head.length, beginning.length) : 0;
  return `${own.slice(0, prefix.length)}${own.slice(prefix.length + known)}`;
}

/** What `Resource` and `NotResource` of a statement say. */
export interface StatementResources {
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

/** Whether a statement of a role's policy is about a resource. */
export function takesResource({ resources, notResources }: StatementResources, arn: string): boolean {
  const isOf = (entries: readonly string[]) => entries.some((entry) => arn === '*' ? /^\*+$/.test(entry) : resourceMatches(entry, arn, FITS));
  return isOf(resources) || (notResources.length > 0 && !isOf(notResources));
}

/** ARNs of the kind up to the name, in the partition, region and account of each entry. */
function beginningsOf({ resources, notResources }: StatementResources, kind: ResourceKind, account: string | undefined): string[] {
  const [service, regionOfKind, accountOfKind, ...rest] = kind.split(':');
  // An ARN without a region or an account is none of a kind that has one.
  const mayBeOf = (entry: string) => {
    const [,,, region, owner] = splitText(entry, ':');
    return !(region === '' && regionOfKind !== '') && !(owner === '' && accountOfKind !== '');
  };
  const entries = (resources.length > 0 ? resources : notResources.length > 0 ? ['*'] : []).filter(mayBeOf);
  return [...new Set(entries.map((entry) => {
    const parts = splitText(entry, ':');
    const own = (index: number, among: readonly string[]) => {
      const part = parts[index] ?? '*';
      return hasWildcard(part) ? among.find((value) => globMatches(part, value)) ?? part.replace(/[*?]/g, '1') : part;
    };
    const partition = own(1, PARTITIONS);
    const region = regionOfKind === '' ? '' : own(3, REGIONS);
    const owner = accountOfKind !== '*' ? accountOfKind : own(4, [...account === undefined ? [] : [account], ACCOUNT, digitsFor(parts[4] ?? '*')]);
    return ['arn', partition, service, region, owner, placeOf(rest.join(':'), parts.slice(5).join(':'))].join(':');
  }))];
}

/** A number of twelve digits that a pattern takes, if there is one. */
export function digitsFor(pattern: string): string {
  const [head, ...tails] = pattern.replace(/\?/g, '1').split('*');
  const tail = tails.join('');
  return tails.length === 0 ? head : `${head}${'1'.repeat(Math.max(0, 12 - head.length - tail.length))}${tail}`;
}

/** The resource of a kind, with those parts of an entry that say where it is. */
function placeOf(kind: string, entry: string): string {
  const given = splitText(entry, '/');
  return kind.split('/').map((part, i) => part !== '~' ? part : given[i] === undefined || hasWildcard(given[i]) ? 'any' : given[i]).join('/');
}

function fill(beginning: string, name: string): string {
  return beginning.split('*').join(name);
}

/** Resources that a pattern takes. */
export function samplesOf(pattern: string): string[] {
  return ['any', 'x'].map((name) => pattern.replace(/\*/g, name).replace(/\?/g, 'x'));
}
