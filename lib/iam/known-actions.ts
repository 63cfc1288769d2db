import { inflateRawSync } from 'node:zlib';
import { actionMatches } from './action';
import { ACTION_TABLE, ACTION_TABLE_DATE } from './action-table';
import { globsOverlap, hasWildcard } from './glob';

/** What an action does, as the reference says it. */
export type AccessLevel = 'read' | 'list' | 'write' | 'tagging' | 'permissions';

const LEVELS: Readonly<Record<string, AccessLevel>> = { R: 'read', L: 'list', W: 'write', T: 'tagging', P: 'permissions' };

/** An action of the service authorization reference. */
export interface KnownAction {
  /** In the reference's own spelling, without its service. */
  readonly name: string;
  /** The resources that it takes, as `s3:::*`, without `arn:` and the partition; none if it takes `*` alone, nothing if that is not known. */
  readonly resources?: readonly string[];
  readonly level: AccessLevel;
}

/** What an entry of `Resource` may stand for. */
export interface Reach {
  /**
   * Whether an action with these resources may be about the entry. Where a service has two resources one within the other,
   * such as buckets and objects, an entry that is certainly of the inner one is none of the outer one.
   */
  readonly takes: (resources: KnownAction['resources']) => boolean;
}

/** A resource of the reference, such as `s3:::*`. */
interface Pattern {
  readonly text: string;
  /** The service, region, account and resource of it. */
  readonly parts: readonly string[];
}

interface KnownService {
  readonly patterns: readonly Pattern[];
  readonly actions: readonly KnownAction[];
  /** By their names in lower case, since IAM ignores the case. */
  readonly byName: ReadonlyMap<string, KnownAction>;
}

/** The actions that the reference lists, read once. */
export class KnownActions {
  /** The day of the reference. */
  public static readonly date = ACTION_TABLE_DATE;

  /** The reference, which is unpacked once. */
  public static read(): KnownActions {
    return KnownActions.whole ??= new KnownActions();
  }

  private static whole?: KnownActions;

  private readonly lines = new Map<string, string>();
  private readonly services = new Map<string, KnownService>();

  private constructor() {
    for (const line of inflateRawSync(Buffer.from(ACTION_TABLE, 'base64')).toString('utf-8').split('\n')) {
      this.lines.set(line.slice(0, line.indexOf('\t')), line);
    }
  }

  public get serviceNames(): string[] {
    return [...this.lines.keys()];
  }

  /** A service by the prefix of its actions; nothing if it is not known. */
  public service(prefix: string): KnownService | undefined {
    const name = prefix.toLowerCase();
    const line = this.lines.get(name);
    if (line !== undefined && !this.services.has(name)) {
      this.services.set(name, serviceOf(line));
    }
    return this.services.get(name);
  }

  /** The actions that an action of a policy, with or without wildcards, stands for; nothing if its service is not known. */
  public matching(action: string): readonly KnownAction[] | undefined {
    const [prefix, name] = action.split(':');
    return this.service(prefix)?.actions.filter((known) => actionMatches(name, known.name));
  }

  /** The actions of a service that any of several names stands for, with or without wildcards; nothing if the service is not known. */
  public matchingAny(prefix: string, names: readonly string[]): readonly KnownAction[] | undefined {
    const service = this.service(prefix);
    if (service === undefined || names.some(hasWildcard)) {
      return service?.actions.filter(({ name }) => names.some((pattern) => actionMatches(pattern, name)));
    }
    const found = new Set(names.flatMap((name) => service.byName.get(name.toLowerCase()) ?? []));
    return found.size < 2 ? [...found] : service.actions.filter((action) => found.has(action));
  }

  /** What an entry of `Resource` may stand for, of the resources of a service. */
  public reach(prefix: string, entry: string): Reach {
    if (entry === '*') {
      return { takes: () => true };
    }
    const arn = sixParts(entry);
    const patterns = this.service(prefix)?.patterns ?? [];
    const possible = patterns.filter((pattern) => overlaps(arn, pattern)).map(({ text }) => text);
    const resource = (arn[3] ?? '*').replace(/[*?]+/g, 'x');
    const certain = patterns.filter((pattern) => isCertainly(arn, resource, pattern)).map(({ text }) => text);
    return {
      takes: (resources) => resources === undefined || possible.some((pattern) => resources.includes(pattern)
        && !certain.some((other) => isWithin(other, pattern) && !resources.includes(other))),
    };
  }
}

function serviceOf(line: string): KnownService {
  const [, patternText, ...groups] = line.split('\t');
  const patterns = patternText.split(' ').filter((pattern) => pattern !== '');
  const actions = groups.flatMap((group) => {
    const at = group.indexOf('=');
    const [level, key] = [LEVELS[group[0]], group.slice(1, at)];
    const resources = key === '?' ? undefined : key.split(',').filter((n) => n !== '').map((n) => patterns[parseInt(n, 36)]);
    return group.slice(at + 1).split(' ').map((name) => ({ name, resources, level }));
  });
  const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]));
  return { patterns: patterns.map((text) => ({ text, parts: fourParts(text) })), actions, byName };
}

/** The service, region, account and resource of an entry, each of which may have wildcards. */
function sixParts(entry: string): string[] {
  const parts = entry.split(':');
  return [...parts.slice(2, 5), parts.slice(5).join(':')];
}

function fourParts(pattern: string): string[] {
  const parts = pattern.split(':');
  return [...parts.slice(0, 3), parts.slice(3).join(':')];
}

function overlaps(arn: readonly string[], { parts }: Pattern): boolean {
  return parts.every((part, i) => globsOverlap(part, arn[i] ?? '*') && !(part === '*' && lacks(arn, i)));
}

/** What AWS has of its own in Systems Manager, in no account: `arn:aws:ssm:eu-central-1::document/AWS-RunShellScript`. */
const OF_AWS = /^(?:parameter\/aws|document|automation-definition)\//;

/** Whether the region or account is left out, as in no ARN of a resource that has one; but for AWS's own, which the reference does not list. */
function lacks([service, region, account, resource = '*']: readonly string[], i: number): boolean {
  return (i === 1 && region === '') || (i === 2 && account === '' && !(service === 'ssm' && OF_AWS.test(resource)));
}

/**
 * Whether everything that the entry stands for is of a pattern: its own wildcards stand for any text, so they must be under those of the pattern.
 *
 * @param resource that of the entry, with a letter for its wildcards
 */
function isCertainly([service = '*']: readonly string[], resource: string, { parts }: Pattern): boolean {
  return globsOverlap(parts[0], service) && globsOverlap(parts[3], resource);
}

/** Whether a pattern is that of something within another: `s3:::*` and `/*` after it. Behind a colon is a version of the same thing. */
function isWithin(inner: string, outer: string): boolean {
  return inner.length > outer.length && inner.startsWith(outer) && /^\//.test(inner.slice(outer.length));
}
