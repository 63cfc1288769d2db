import { html, joined } from './html';
import type { Html } from './html';
import { numbersOf, roleLink, table } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import type { ReportPolicy, ReportWildcard } from '../report-data';

type Found = Omit<ReportWildcard, 'value' | 'statement'> & { readonly policy: ReportPolicy; readonly values: readonly string[]; readonly statements: readonly number[] };

const EVIDENCE = { none: 'no reason', reason: 'reason written', reference: 'AWS takes nothing else', inside: 'inside a named resource' } as const;
const RANKS = { none: 0, reason: 1, reference: 2, inside: 3 } as const;
const WIDTHS = { any: 0, pattern: 1, inside: 2 } as const;

/** Each wildcard, and why it is there: those without a reason first, the widest of them at the top. */
export function wildcardSection(index: ReportIndex): Section {
  const all = index.data.policies.flatMap(grouped);
  const rank = ({ evidence, breadth }: Found) => RANKS[evidence] * 3 + WIDTHS[breadth];
  const inOrder = [...all].sort((one, other) => rank(one) - rank(other));
  return {
    id: 'wildcards',
    title: 'Wildcards',
    count: withoutReason(index),
    body: html`<p>Which roles have wildcards, and why. Those without a reason come first. A reason stands in the template of the role, or follows from the service authorization reference of AWS of ${index.data.inputs.referenceDate}.</p>${
      all.length === 0 ? html`<p class="none">No policy has a wildcard.</p>`
        : table('Wildcards', ['Evidence', 'Role', 'Wildcard', 'Policy', 'Why'], inOrder.map((found) => rowHtml(index, found)))}`,
  };
}

/** The wildcards of a policy; those of one kind and one reason are one row. */
function grouped(policy: ReportPolicy): Found[] {
  const found = new Map<string, Found>();
  for (const { value, statement, element, breadth, evidence, why } of policy.wildcards) {
    const key = [element, breadth, evidence, evidence === 'inside' ? '' : why].join('\n');
    const { values = [], statements = [], ...known } = found.get(key) ?? {};
    const all = { values: [...new Set([...values, value])], statements: [...new Set([...statements, statement])] };
    found.set(key, { policy, element, breadth, evidence, why, ...known, ...all });
  }
  return [...found.values()];
}

/** How many wildcards nobody gave a reason for. */
export function withoutReason({ data }: ReportIndex): number {
  return data.policies.reduce((sum, { wildcards }) => sum + wildcards.filter(({ evidence }) => evidence === 'none').length, 0);
}

function rowHtml(index: ReportIndex, { policy, statements, element, values, breadth, evidence, why }: Found): Html {
  const roles = policy.roles.slice(0, 3).map((id) => roleLink(index.role(id)));
  const more = policy.roles.length - roles.length;
  return html`<tr data-r="${numbersOf(policy.roles)}"><td><span class="tag ${evidence === 'none' ? breadth === 'any' ? 'bad' : 'warn' : ''}">${EVIDENCE[evidence]}</span></td>
<td>${joined(roles, ', ')}${more > 0 && html` and <a href="#${policy.id}">${more.toLocaleString('en-US')} more</a>`}</td><td><small>${element}</small> ${joined(values.map((value) => html`<code>${value}</code>`), ' ')}</td>
<td>${policy.name} <small>statement ${statements.join(', ')}</small></td><td>${evidence === 'inside' ? '' : why}</td></tr>`;
}
