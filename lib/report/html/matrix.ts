import { html } from './html';
import type { Html } from './html';
import { numbersOf, workloadLink } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import { mergedAccess } from '../data/service-access';
import type { ReportServiceAccess, ReportWorkload } from '../report-data';

/** How many services have a column of their own. */
const MOST_COLUMNS = 40;

const LETTERS = { everything: 'all', read: 'r', write: 'w', delete: 'd', permissions: 'p' } as const;
const MARKS = { named: '', pattern: '~', any: '*' } as const;

/** Workloads by services: what is broad stands out. */
export function matrixSection(index: ReportIndex): Section {
  const rows = index.data.workloads.filter(({ roles }) => roles.length > 0)
    .map((workload) => ({ workload, access: mergedAccess(workload.roles.flatMap(({ role }) => index.role(role).services)) }));
  const times = new Map<string, number>();
  rows.forEach(({ access }) => access.forEach(({ service }) => times.set(service, (times.get(service) ?? 0) + 1)));
  const byUse = [...times].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1)).map(([service]) => service);
  const columns = byUse.slice(0, MOST_COLUMNS).sort((one, other) => one.toLowerCase() < other.toLowerCase() ? -1 : 1);
  const others = byUse.length - columns.length;
  const heads = html`<tr><th scope="col">Workload</th>${columns.map((service) => html`<th scope="col"><span>${service}</span></th>`)}${others > 0 && html`<th scope="col"><span>${others} others</span></th>`}</tr>`;
  return {
    id: 'matrix',
    title: 'Matrix',
    body: rows.length === 0 ? html`<p class="none">No workload becomes a role among the paths.</p>`
      : html`${legend()}<div class="scroll matrix" role="region" aria-label="Workloads by services" tabindex="0"><table><thead>${heads}</thead><tbody>${rows.map((row) => rowHtml(index, row.workload, row.access, columns))}</tbody></table></div>`,
  };
}

const EMPTY_CELL = html`<td>`;

function legend(): Html {
  return html`<p>What each workload may do with each service, by what its policies allow; denies and boundaries are not weighed here.</p>
<p class="legend"><span><b>r</b> reads</span> <span><b>w</b> writes</span> <span><b>d</b> deletes</span> <span><b>p</b> changes permissions</span> <span><b>all</b> everything</span>
<span><b class="cell named">r</b> named resources</span> <span><b class="cell pattern">r~</b> names by a pattern</span> <span><b class="cell any">r*</b> any resource</span> <span><b class="cell wide">all*</b> everything with any resource</span> <span><b class="cell named cond">r</b> under conditions only</span></p>`;
}

function rowHtml(index: ReportIndex, workload: ReportWorkload, access: readonly ReportServiceAccess[], columns: readonly string[]): Html {
  const byService = new Map(access.map((one) => [one.service, one]));
  const rest = access.filter(({ service }) => !columns.includes(service));
  const isOpen = access.length > rest.length || rest.length > 0;
  return html`<tr data-k="${workload.id.slice(1)}" data-r="${numbersOf(workload.roles.map(({ role }) => role))}"><th scope="row">${workloadLink(index, workload)}${
    columns.map((service) => cellHtml(byService.get(service)))}${isOpen && rest.length > 0 && html`<td>+${rest.length}`}\n`;
}

function cellHtml(access: ReportServiceAccess | undefined): Html {
  if (access === undefined) {
    return EMPTY_CELL;
  }
  const { access: kinds, breadth, isConditional } = access;
  const letters = kinds.includes('everything') ? LETTERS.everything : kinds.map((kind) => LETTERS[kind]).join('');
  const shade = breadth === 'any' && (kinds.includes('everything') || kinds.includes('permissions')) ? 'wide' : breadth;
  return html`<td><b class="cell ${shade}${isConditional ? ' cond' : ''}">${letters}${MARKS[breadth]}</b>`;
}
