import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Breach } from './breach';
import { breachFix, breachText } from './breach-text';
import { FILE_GUARDRAILS } from './file-guardrails';
import type { FileGuardrails } from './file-guardrails';
import type { GuardrailRule } from './guardrail-rule';
import { GuardrailSearch } from './guardrail-search';
import type { GuardrailFindings } from './guardrail-search';
import { idleReasons } from './idle-guardrails';
import { SearchFacts } from './search-facts';
import type { UnseenRole } from './search-facts';
import { isBelow, stagesOf, TreeModel } from './tree-model';
import { GUARDRAILS } from '../../core/checks-name';
import { EXISTING_ROLE } from '../../core/existing-role-facts';
import { list } from '../../core/text';

/** Something that a guardrail finds. */
export interface GuardrailFinding {
  /** `Guardrails-invoices`. */
  readonly id: string;
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
  readonly node: IConstruct;
  /** Where it is written, if in a file: the workload, or the guardrail. */
  readonly place?: string;
  /** The workload of a file. */
  readonly workload?: string;
  readonly rule?: GuardrailRule;
}

/** Guardrails, and what they are about. */
interface Scoped extends FileGuardrails {
  readonly scope: IConstruct;
}

/**
 * Judges a construct tree by guardrails that are given, or by those of the files of its fleets.
 *
 * @param synthesis which one it is part of (`synthesisOf`)
 */
export function judgeGuardrails(root: IConstruct, given?: readonly GuardrailRule[], synthesis?: string): GuardrailFinding[] {
  const scoped: Scoped[] = given !== undefined ? [{ scope: root, rules: given, unseen: existingRoles(root), clusters: [] }]
    : stagesOf(root).flatMap((scope) => FILE_GUARDRAILS.get(scope) === undefined ? [] : [{ scope, ...FILE_GUARDRAILS.get(scope)! }]);
  if (scoped.every(({ rules }) => rules.length === 0)) {
    return [];
  }
  const tree = new TreeModel(root, scoped.flatMap(({ clusters }) => clusters), synthesis);
  const all = scoped.flatMap((one) => findingsOf(one, tree));
  return [
    ...all.flatMap(({ found }) => found.breaches.map((breach) => ofBreach(breach, tree))),
    ...ofUnseen(all, root),
    ...ofIdle(all, root),
  ];
}

/** Roles that exist already, whichever program or file names them. */
function existingRoles(root: IConstruct): UnseenRole[] {
  return root.node.findAll().flatMap((node) => EXISTING_ROLE.get(node) ?? []).filter(({ roleArn }) => !Token.isUnresolved(roleArn));
}

interface Found {
  readonly rule: GuardrailRule;
  readonly found: GuardrailFindings;
  readonly facts: SearchFacts;
}

function findingsOf({ scope, rules, unseen }: Scoped, tree: TreeModel): Found[] {
  const isIn = (path: string | undefined) => isBelow(tree.nodeOf(path), scope);
  const facts = new SearchFacts(tree.model, {
    workloadOf: (role) => tree.workloadOf(role),
    isJudged: (role) => isIn(role.origin.path),
    isResourceJudged: ({ policies }) => isIn(policies[0]?.origin().path),
    unseen: unseen.filter(({ roleArn }) => tree.model.rolesOfArn(roleArn).length === 0),
  });
  return rules.map((rule) => ({ rule, found: new GuardrailSearch(facts, rule).find(), facts }));
}

function ofBreach(breach: Breach, tree: TreeModel): GuardrailFinding {
  const { rule, level, role, workload, resource } = breach;
  return {
    id: `${GUARDRAILS}-${rule.name}`,
    level: level === 'warn' ? 'warning' : 'error',
    message: breachText(breach),
    fix: breachFix(breach),
    node: tree.nodeOf(role?.origin.path ?? resource?.policies[0]?.origin().path),
    rule,
    ...workload === undefined ? {} : { workload: workload.key, place: workload.place },
  };
}

/** One for each role: it says for which guardrails nothing is known. */
function ofUnseen(all: readonly Found[], node: IConstruct): GuardrailFinding[] {
  const byRole = new Map<UnseenRole, string[]>();
  all.forEach(({ rule, found: { unseen } }) => unseen.forEach((role) => byRole.set(role, [...byRole.get(role) ?? [], rule.name])));
  return [...byRole].map(([{ workload, serviceAccounts, roleArn }, names]) => ({
    id: `${GUARDRAILS}-unseen`,
    level: 'warning',
    message: `the role ${roleArn} of ${workload === undefined ? list(serviceAccounts.map(({ namespace, name }) => `${namespace}/${name}`)) : `workload ${workload.key}`} exists already, and what it may do ` +
      `is written elsewhere: whether it keeps to ${names.length === 1 ? 'the guardrail' : 'the guardrails'} ${list(names)} is not checked`,
    fix: 'Check it where it is made (npx cdk-irsa who-can), or name the workload under "only" of the guardrails that it need not keep to.',
    node,
    ...workload === undefined ? {} : { workload: workload.key, place: workload.place },
  }));
}

/** What of a guardrail never applies, in whichever environment. */
function ofIdle(all: readonly Found[], node: IConstruct): GuardrailFinding[] {
  const byRule = new Map<string, Found[]>();
  all.forEach((one) => byRule.set(`${one.rule.place} ${one.rule.name}`, [...byRule.get(`${one.rule.place} ${one.rule.name}`) ?? [], one]));
  return [...byRule.values()].flatMap((same) => {
    const [{ rule }] = same;
    const reasons = same.map(({ found, facts }) => idleReasons(rule, found, facts));
    const inAll = [...new Set(reasons[0])].filter((reason) => reasons.every((others) => others.includes(reason)));
    return inAll.map((message): GuardrailFinding => ({
      id: `${GUARDRAILS}-${rule.name}`,
      level: 'warning',
      message,
      fix: 'Correct it, or take it away: a guardrail that speaks of nothing protects nothing.',
      node,
      rule,
      ...rule.place === undefined ? {} : { place: rule.place },
    }));
  });
}
