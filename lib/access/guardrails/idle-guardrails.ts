import { actionsOf } from './guardrail-actions';
import type { GuardrailRule } from './guardrail-rule';
import type { GuardrailFindings } from './guardrail-search';
import { nameOf } from './named-resources';
import type { SearchFacts } from './search-facts';
import { isArn } from './workload-names';
import { nearest, show } from '../../core/text';
import { arnParts } from '../../iam/arn';
import { globIncludes } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';

/** Entries that are about whoever there is. */
const EVERYBODY = /^\*+(?:\/\*+)?$/;

/** Why a guardrail, or a part of it, never applies: a sentence each. */
export function idleReasons(rule: GuardrailRule, { unusedEntries }: GuardrailFindings, facts: SearchFacts): string[] {
  return [
    ...rule.may.filter((action) => actionsOf([action]).length === 0)
      .map((action) => `${show(action)} under "may" is no action that AWS had on ${KnownActions.date}, so the guardrail keeps nobody from it`),
    ...(rule.only ?? []).filter((entry) => EVERYBODY.test(entry))
      .map((entry) => `every workload is meant by ${show(entry)} under "only", so the guardrail keeps none from it`),
    ...Object.entries(rule.except ?? {}).filter(([action, arns]) => arns.includes('*') && rule.may.every((one) => globIncludes(action.toLowerCase(), one.toLowerCase())))
      .map(([action]) => `everything is excepted by ${show(action)} under "except", so the guardrail keeps nobody from it`),
    ...unusedEntries.filter((entry) => !EVERYBODY.test(entry)).map((entry) => unusedText(entry, facts)),
    ...(rule.on ?? []).flatMap((arn) => misspelt(rule, arn, facts)),
  ];
}

function unusedText(entry: string, facts: SearchFacts): string {
  const kind = isArn(entry) ? 'role or principal' : entry.includes('/') ? 'service account' : 'workload';
  const known = kind === 'workload' ? facts.workloadKeys : kind === 'service account' ? facts.serviceAccounts : [];
  const near = nearest(entry, known);
  return `no ${kind} is meant by ${show(entry)} under "only"${near === undefined ? '' : `: did you mean ${show(near)}?`}`;
}

/** A resource that nothing here names, where something is named nearly so, or where even those who may do not name it. */
function misspelt(rule: GuardrailRule, pattern: string, { named }: SearchFacts): string[] {
  const { service = '', resource = '' } = arnParts(pattern) ?? {};
  const name = nameOf(service, resource);
  if (name === '' || /[*?]/.test(name) || named.has(service, name)) {
    return [];
  }
  const near = nearest(name, named.of(service));
  return near !== undefined ? [`nothing here names ${show(pattern)} under "on": did you mean ${show(pattern.replace(name, near))}?`]
    : rule.only === undefined ? [] : [`nothing here names ${show(pattern)} under "on", not even the policies of those under "only": is it misspelt?`];
}
