// The policies that a document of a program shows: JSON by itself, in Markdown, in a shell's here-document or in a CloudFormation template.
import { parse, parseAllDocuments } from 'yaml';

/** What a document says about permissions. */
export interface FoundPolicies {
  /** Policies for a role: what only says who may use something is none of them. */
  readonly policies: readonly unknown[];
  /** How often something that looks like a policy or a part of one could not be read. */
  readonly unread: number;
}

type Json = Readonly<Record<string, unknown>>;

/** How many braces before a key may begin its policy, how long that may be, and after how many a document is given up. */
const [MOST_BRACES, MOST_OF_POLICY, MOST_UNREAD, MOST_POLICIES] = [4, 20_000, 20, 500];
/** The longest document that is read as YAML. */
const MOST_OF_YAML = 200_000;
/** What a policy has, and what a statement has that is shown without its policy. */
const KEYS = /"(Statement|Action|NotAction)"\s*:/g;

/** The policies in a text. */
export function policiesIn(text: string, path: string): FoundPolicies {
  const ofYaml = /\.ya?ml$/.test(path) ? yamlPolicies(text) : { policies: [], unread: 0 };
  const ofJson = jsonPolicies(text);
  const all = [...ofYaml.policies, ...ofJson.policies].map(withoutPrincipals).filter((policy) => policy !== undefined);
  return { policies: distinct(all), unread: ofYaml.unread + ofJson.unread };
}

/** What stands below a heading of Markdown, up to the next one of its level; nothing if there is no such heading. */
export function below(heading: string, text: string): string | undefined {
  const lines = text.split('\n');
  const level = (line: string) => /^(#{1,6}) /.exec(line)?.[1].length ?? 0;
  const start = lines.findIndex((line) => level(line) > 0 && line.replace(/^#+ +/, '').trim() === heading);
  if (start < 0) {
    return undefined;
  }
  const own = level(lines[start]);
  const length = lines.slice(start + 1).findIndex((line) => level(line) > 0 && level(line) <= own);
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

function jsonPolicies(text: string): FoundPolicies {
  const policies: unknown[] = [];
  let unread = 0;
  let end = 0; // of the last policy, within which others are parts of it
  for (const { index, 1: key } of text.matchAll(KEYS)) {
    if (unread >= MOST_UNREAD || policies.length >= MOST_POLICIES) {
      return { policies, unread: unread + 1 };
    }
    if (index >= end) {
      const found = around(index, key, text);
      end = found?.end ?? end;
      policies.push(...found === undefined ? [] : [key === 'Statement' ? found.object : { Statement: found.object }]);
      unread += found === undefined ? 1 : 0;
    }
  }
  return { policies, unread };
}

/** The object that has a key at a place: the braces before it are tried, the nearest first. */
function around(index: number, key: string, text: string): { readonly object: Json; readonly end: number } | undefined {
  let start = index;
  for (let tried = 0; tried < MOST_BRACES && start > 0; tried++) {
    start = text.lastIndexOf('{', start - 1);
    if (start < 0) {
      return undefined;
    }
    const end = endOf(start, text);
    const object = end > index ? parsed(text.slice(start, end)) : undefined;
    if (object !== undefined && Object.hasOwn(object, key)) {
      return { object, end };
    }
  }
  return undefined;
}

/** Where the object ends that begins at a brace; -1 if it does not. */
function endOf(start: number, text: string): number {
  let depth = 0;
  let isText = false;
  for (let i = start; i < Math.min(text.length, start + MOST_OF_POLICY); i++) {
    if (isText) {
      i += text[i] === '\\' ? 1 : 0;
      isText = text[i] !== '"';
    } else if (text[i] === '"') {
      isText = true;
    } else {
      depth += text[i] === '{' ? 1 : text[i] === '}' ? -1 : 0;
      if (depth === 0) {
        return i + 1;
      }
    }
  }
  return -1;
}

/** JSON, and what people write as JSON: YAML takes a comma after the last item, too. */
function parsed(text: string): Json | undefined {
  for (const read of [JSON.parse, parse] as ((text: string) => unknown)[]) {
    try {
      const value = read(text);
      return value !== null && typeof value === 'object' ? value as Json : undefined;
    } catch {
      // Perhaps the other one can read it.
    }
  }
  return undefined;
}

/** Policies that are written as YAML; one that is JSON within a text is found there. */
function yamlPolicies(text: string): FoundPolicies {
  const found: Json[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (value === null || typeof value !== 'object' || depth > 50) {
      return;
    }
    if (!Array.isArray(value) && 'Statement' in value) {
      found.push(value as Json);
      return;
    }
    Object.values(value).forEach((item) => walk(item, depth + 1));
  };
  if (text.length > MOST_OF_YAML) {
    return { policies: [], unread: 1 };
  }
  try {
    for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
      walk((document as { toJS: () => unknown }).toJS(), 0);
    }
  } catch {
    return { policies: found, unread: 1 }; // too many aliases, or nested too deep
  }
  return { policies: found, unread: 0 };
}

/** A policy without the statements that say who may use a resource; nothing if none is left. */
function withoutPrincipals(policy: unknown): Json | undefined {
  const { Statement: statements } = policy as Json;
  const own = [statements].flat().filter((statement) =>
    statement !== null && typeof statement === 'object' && !('Principal' in statement) && !('NotPrincipal' in statement));
  return own.length === 0 ? undefined : withAnyNames({ Version: '2012-10-17', Statement: own }) as Json;
}

/** The same with a wildcard for each name that the reader is to fill in: `${AWS::Partition}`, `$ACCOUNT`, `<region>`, `{{ bucket }}`. */
function withAnyNames(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{[^{}]*\}|\$[A-Za-z_]\w*|<[^<>]*>|\{\{[^{}]*\}\}/g, '*');
  }
  if (Array.isArray(value)) {
    return value.map(withAnyNames);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [withAnyNames(key), withAnyNames(item)])) : value;
}

function distinct(policies: readonly unknown[]): unknown[] {
  return [...new Map(policies.map((policy) => [JSON.stringify(policy), policy])).values()];
}
