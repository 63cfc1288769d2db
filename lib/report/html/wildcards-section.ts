import { html, joined } from './html';
import type { Html } from './html';
import { numbersOf, roleLink, table } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import type { ReportPolicy, ReportRole, ReportWildcard } from '../report-data';

interface Found extends Omit<ReportWildcard, 'value' | 'statement'> {
  /** The name that the policy has with each of the roles. */
  readonly policy: string;
  readonly roles: readonly string[];
  readonly values: readonly string[];
  readonly statements: readonly number[];
}

/** How many roles a row shows before one asks for the others. */
const MOST_ROLES = 4;

const EVIDENCE = { none: 'no reason', reason: 'reason written', reference: 'AWS takes nothing else', inside: 'inside a named resource' } as const;
const RANKS = { none: 0, reason: 1, reference: 2, inside: 3 } as const;
const WIDTHS = { any: 0, pattern: 1, inside: 2 } as const;

/** Each wildcard, and why it is there: those without a reason first, the widest of them at the top. */
export function wildcardSection(index: ReportIndex): Section {
  const all = together(index.data.policies.flatMap(grouped));
  const rank = ({ evidence, breadth }: Found) => RANKS[evidence] * 3 + WIDTHS[breadth];
  const inOrder = [...all].sort((one, other) => rank(one) - rank(other));
  return {
    id: 'wildcards',
    title: 'Wildcards',
    count: withoutReason(index),
    body: html`<p>Which roles have wildcards, and why. Those without a reason come first. A reason stands in the template of the role, or follows from the service authorization reference of AWS of ${index.data.inputs.referenceDate}.</p>${
      all.length === 0 ? html`<p class="none">No policy has a wildcard.</p>`
        : table('Wildcards', ['Evidence', 'Role', 'Wildcard', 'Policy', 'Why'], inOrder.map((found) => rowHtml(index, found)), 'wild')}`,
  };
}

/** The wildcards of a policy; those of one kind and one reason are one row. */
function grouped(policy: ReportPolicy): Found[] {
  const found = new Map<string, Found>();
  for (const { value, statement, element, breadth, evidence, why } of policy.wildcards) {
    const key = [element, breadth, evidence, evidence === 'inside' ? '' : why].join('\n');
    const { values = [], statements = [], ...known } = found.get(key) ?? {};
    const all = { values: [...new Set([...values, value])], statements: [...new Set([...statements, statement])] };
    found.set(key, { policy: policy.name, roles: policy.roles, element, breadth, evidence, why, ...known, ...all });
  }
  return [...found.values()];
}

/** What several policies of one name have alike, such as those of one workload in several accounts, is one row. */
function together(all: readonly Found[]): Found[] {
  const found = new Map<string, Found & { readonly roles: string[] }>();
  for (const { roles, ...same } of all) {
    const key = JSON.stringify(same);
    const known = found.get(key) ?? { ...same, roles: [] };
    found.set(key, known);
    known.roles.push(...roles);
  }
  return [...found.values()];
}

/** How many wildcards nobody gave a reason for. */
export function withoutReason({ data }: ReportIndex): number {
  return data.policies.reduce((sum, { wildcards }) => sum + wildcards.filter(({ evidence }) => evidence === 'none').length, 0);
}

function rowHtml(index: ReportIndex, { policy, roles: ids, statements, element, values, breadth, evidence, why }: Found): Html {
  const roles = [...new Set(ids)].map((id) => index.role(id));
  const isTwice = new Set(roles.map(({ name }) => name)).size < roles.length;
  const linked = (some: readonly ReportRole[]) => joined(some.map((role) => html`${roleLink(role)}${isTwice && html` <small>${role.account}</small>`}`), ', ');
  const more = roles.slice(MOST_ROLES);
  return html`<tr data-r="${numbersOf(ids)}"><td><span class="tag ${evidence === 'none' ? breadth === 'any' ? 'bad' : 'warn' : ''}">${EVIDENCE[evidence]}</span></td>
<td>${linked(roles.slice(0, MOST_ROLES))}${more.length > 0 && html`<details><summary>and ${more.length.toLocaleString('en-US')} more</summary>${linked(more)}</details>`}</td><td><small>${element}</small> ${joined(values.map((value) => html`<code>${value}</code>`), ' ')}</td>
<td>${policy} <small>statement ${statements.join(', ')}</small></td><td>${evidence === 'inside' ? '' : why}</td></tr>`;
}
