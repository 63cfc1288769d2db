import type { DataPath } from './workloads-file-error';
import { typeName } from './source';
import { show } from '../../core/text';
import type { TextFormat } from '../../core/text-format';
import { explain } from '../../core/text-format';

/** What a list of maps may be taken for a list of. */
const FIRST_KEYS: Readonly<Record<string, string>> = { bundles: 'id', managedPolicies: 'arn', policies: 'file', acknowledge: 'id' };

const NOUNS: Readonly<Record<string, string>> = {
  object: 'a map', array: 'a list', string: 'text', boolean: 'true or false', integer: 'a whole number', number: 'a number',
};

/** What is said of a value of another kind than the schema asks for; `written` is it as the file has it, `1.0` for 1. */
export function typeMessage(type: string | string[], data: unknown, at: DataPath, written = String(data), format?: TextFormat): string {
  const wanted = Array.isArray(type) ? type[0] : type;
  const isWord = typeof data === 'number' || typeof data === 'boolean';
  const hint = wanted === 'string' && isWord ? quotesHint(written, format)
    : wanted === 'array' ? listHint(data, at) : wanted === 'object' ? mapHint(data, at)
      : wanted === 'integer' && typeof data === 'string' && /^\d+$/.test(data) ? 'write it without quotes' : undefined;
  return `must be ${NOUNS[wanted] ?? wanted}, got ${isWord ? written : typeName(data)}${hint === undefined ? '' : `: ${hint}`}`;
}

/** To YAML it is a number or a word of its own; in quotes it may still be no such text as is asked for. */
function quotesHint(written: string, format?: TextFormat): string {
  return format && explain(format, written) !== undefined ? `write it in quotes, and as ${format.rule}` : `write it in quotes, ${show(written)}`;
}

function listHint(data: unknown, at: DataPath): string | undefined {
  if (typeof data === 'string') {
    return `write it as a list, [${data}]`;
  }
  const first = FIRST_KEYS[at[at.length - 1]];
  const value = first === undefined ? undefined : (data as Readonly<Record<string, unknown>> | null)?.[first];
  return typeof value === 'string' ? `write it as a list, "- ${first}: ${value}"` : undefined;
}

function mapHint(data: unknown, at: DataPath): string | undefined {
  const [parent, key] = at.slice(-2);
  if (typeof data === 'string' && parent in FIRST_KEYS) {
    return `write "- ${FIRST_KEYS[parent]}: ${data}"`;
  }
  if (key === 'publishRoleArn' && data !== false) {
    return typeof data === 'string' && data !== 'stackOutput' ? `write { parameter: ${show(data.startsWith('/') ? data : '/irsa/{workload}')} }`
      : 'write { stackOutput: true }';
  }
  return (key === 'helm' || parent === 'workloads') && (data === true || data === null) ? 'write {}' : undefined;
}
