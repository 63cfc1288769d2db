import { elementsOf, listOf } from './elements';
import { isLiteral, isUnknown, knownLength, literalText, parsedJson } from './partial-text';
import { readStatement } from './policy-statement';
import type { PolicyStatement, UndecidedPart } from './policy-statement';
import { isObject } from '../core/plain-object';

/** A policy as far as it can be read. */
export interface PolicyDocument {
  /** `2012-10-17`; nothing if none is written, which IAM takes for `2008-10-17`. */
  readonly version?: string;
  readonly id?: string;
  /** The statements that can be read. */
  readonly statements: readonly PolicyStatement[];
  /** What of it is not known yet, or cannot be read. */
  readonly undecided: readonly UndecidedPart[];
  /** Characters as IAM counts them; those of parts that are not known are not among them. */
  readonly characters: number;
}

/** Reads a policy in which every text is literal, such as one of the IAM API. */
export function readLiteralDocument(value: unknown): PolicyDocument {
  return guarded(() => {
    const json = JSON.stringify(value) ?? '';
    return isLiteral(json) ? read(value, json) : read(asLiteral(value));
  });
}

/** Reads a policy whose texts may have parts that are not known yet: an object, or JSON text, which the IAM API gives percent-encoded. */
export function readDocument(value: unknown): PolicyDocument {
  return guarded(() => read(value));
}

/** Stands for a policy of which nothing can be read. */
export function undecidedDocument(what: string, characters = 0): PolicyDocument {
  return { statements: [], undecided: [{ what, path: [] }], characters };
}

/** Stands for a policy that says nothing. */
export const EMPTY_DOCUMENT: PolicyDocument = { statements: [], undecided: [], characters: 0 };

/** The size of a policy in JSON as IAM counts it: all characters but the white space between them. */
export function policyCharacters(value: unknown): number {
  return knownLength(JSON.stringify(value) ?? '');
}

/** @param json the value as JSON text, if the caller has it */
function read(value: unknown, json?: string): PolicyDocument {
  if (typeof value === 'string') {
    return readText(value);
  }
  const policy = elementsOf(value);
  if (policy === undefined) {
    return undecidedDocument('a policy that is no map');
  }
  const undecided: UndecidedPart[] = policy.hasUnknown ? [{ what: 'a part of the policy', path: [] }] : [];
  const statements = listOf(policy.of('Statement')).flatMap((statement, i) => {
    const elements = elementsOf(statement);
    if (elements === undefined) {
      undecided.push({ what: `statement ${i + 1}`, path: ['Statement', String(i)] });
      return [];
    }
    return [readStatement(elements, i + 1, undecided)];
  });
  if (policy.of('Statement') === undefined) {
    undecided.push({ what: 'a policy without statements', path: [] });
  }
  const [version, id] = [policy.of('Version'), policy.of('Id')];
  return {
    version: typeof version === 'string' ? version : undefined,
    id: typeof id === 'string' ? id : undefined,
    statements,
    undecided,
    characters: json === undefined ? policyCharacters(value) : knownLength(json),
  };
}

function readText(text: string): PolicyDocument {
  const content = isUnknown(text) ? undefined : parsedJson(text) ?? parsedJson(decoded(text));
  return content !== null && typeof content === 'object' ? read(content)
    : undecidedDocument(isUnknown(text) ? 'the whole policy' : 'a policy that is no JSON', knownLength(text));
}

function asLiteral(value: unknown): unknown {
  if (typeof value === 'string') {
    return literalText(value);
  }
  if (Array.isArray(value)) {
    return value.map(asLiteral);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [literalText(key), asLiteral(item)])) : value;
}

/** A document that is nested without end takes nothing from the others. */
function guarded(reading: () => PolicyDocument): PolicyDocument {
  try {
    return reading();
  } catch (error) {
    if (error instanceof RangeError) {
      return undecidedDocument('a policy that is nested too deep');
    }
    throw error;
  }
}

function decoded(text: string): string {
  try {
    return literalText(decodeURIComponent(text));
  } catch {
    return text;
  }
}
