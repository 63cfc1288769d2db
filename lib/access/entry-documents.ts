import { KIND_KEYS } from './evaluation-text';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';
import type { ApplicablePolicies, PolicyKind } from '../iam/applicable-policies';
import { readLiteralDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { policyProblems } from '../iam/grammar';
import { pathText } from '../iam/written-path';

/** Says what is wrong at a path of keys within an entry: a sentence without its subject. */
export type Report = (path: readonly string[], problem: string) => void;

const KINDS = Object.keys(KIND_KEYS) as PolicyKind[];
/** The kinds of which there is one list for each level of the organization. */
const LEVELLED: readonly PolicyKind[] = ['serviceControlPolicies', 'resourceControlPolicies'];
/** The kinds whose statements say for whom they are. */
const WITH_PRINCIPAL: readonly PolicyKind[] = ['resource', 'trust', 'resourceControlPolicies'];

const ELEMENTS = ['Version', 'Id', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** The keys of an entry that hold policies. */
export const DOCUMENT_KEYS: readonly string[] = KINDS.map((kind) => KIND_KEYS[kind]);

/** Reads the policies that stand in an entry: each key a document, or a list of them. */
export function entryDocuments(entry: Readonly<Record<string, unknown>>, report: Report): ApplicablePolicies {
  const given = KINDS.filter((kind) => Object.hasOwn(entry, KIND_KEYS[kind]));
  return Object.fromEntries(given.map((kind) => {
    const key = KIND_KEYS[kind];
    const value = entry[key];
    const path = [key];
    return [kind, LEVELLED.includes(kind) ? levelsOf(kind, value, path, report) : documentsOf(kind, value, path, report)];
  }));
}

/** A document or a list of them is one level; a list of lists has one for each. */
function levelsOf(kind: PolicyKind, value: unknown, path: readonly string[], report: Report): PolicyDocument[][] {
  if (!Array.isArray(value) || !value.some((item) => Array.isArray(item))) {
    const documents = documentsOf(kind, value, path, report);
    return documents.length === 0 ? [] : [documents];
  }
  if (!value.every((item) => Array.isArray(item))) {
    report(path, 'must be a list of documents, which is one level, or a list of such lists, one for each level; got both');
    return [];
  }
  return value.map((level, i) => documentsOf(kind, level, [...path, String(i)], report));
}

function documentsOf(kind: PolicyKind, value: unknown, path: readonly string[], report: Report): PolicyDocument[] {
  const isList = Array.isArray(value);
  const written: unknown[] = isList ? value : [value];
  return written.map((document, i) => {
    const place = isList ? [...path, String(i)] : path;
    documentProblems(kind, document).forEach(({ path: within, problem }) => report([...place, ...within], problem));
    return readLiteralDocument(document);
  });
}

/** What AWS would not take: a mistyped element would make a statement say something else, or nothing. */
function documentProblems(kind: PolicyKind, document: unknown): { readonly path: readonly string[]; readonly problem: string }[] {
  if (!isObject(document)) {
    return [{ path: [], problem: `must be an IAM policy, an object with "Version" and "Statement", got ${show(document)}` }];
  }
  const policy = inOwnSpelling(document);
  const written = policy.Statement;
  const statements: unknown[] = Array.isArray(written) ? written : [written];
  if (written !== undefined && statements.length === 0) {
    return []; // says nothing
  }
  const isForPrincipals = WITH_PRINCIPAL.includes(kind);
  const judged = statements.map((statement) => isObject(statement) ? ofIdentity(inOwnSpelling(statement), isForPrincipals) : statement);
  const found = policyProblems({ ...policy, Statement: written === undefined ? undefined : judged }, () => false);
  const nameless = !isForPrincipals ? [] : statements.flatMap((statement, i) => {
    const { Principal: principal, NotPrincipal: notPrincipal } = isObject(statement) ? inOwnSpelling(statement) : { Principal: '*', NotPrincipal: undefined };
    return principal === undefined && notPrincipal === undefined
      ? [{ path: ['Statement', String(i), 'Principal'], problem: 'must say for whom the statement is, such as {"AWS": "111122223333"}, got none' }] : [];
  });
  return [...found, ...nameless];
}

/** The statement without what only the policies of resources have; they are also less strict about ids, and some name no resource. */
function ofIdentity(statement: Record<string, unknown>, isForPrincipals: boolean): Record<string, unknown> {
  const { Sid: _, ...written } = statement;
  if (!isForPrincipals) {
    return written;
  }
  const { Principal: __, NotPrincipal: ___, ...rest } = written;
  return 'Resource' in rest || 'NotResource' in rest ? rest : { ...rest, Resource: '*' };
}

/** IAM ignores the case of elements. */
function inOwnSpelling(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) =>
    [ELEMENTS.find((element) => element.toLowerCase() === key.toLowerCase()) ?? key, item]));
}

/** What a document of an entry is called: `identityPolicies[1]`, or `resourcePolicy` where there is one. */
export function nameOfEntryDocument(policies: ApplicablePolicies) {
  return ({ policy, level, document }: { readonly policy: PolicyKind; readonly level?: number; readonly document: number }): string => {
    const levels = policy === 'serviceControlPolicies' || policy === 'resourceControlPolicies' ? policies[policy] ?? [] : undefined;
    const documents = levels === undefined ? policies[policy] ?? [] : levels[level ?? 0] ?? [];
    const ofLevel = (levels?.length ?? 0) > 1 ? [String(level)] : [];
    return pathText([KIND_KEYS[policy], ...ofLevel, ...documents.length > 1 ? [String(document)] : []]);
  };
}
