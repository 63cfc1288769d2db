import { workloadGraph } from './graph';
import { html, joined } from './html';
import type { Html } from './html';
import { numbersOf, patternText, roleLink } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import { isSaidWithWorkloads, wordsHtml } from './words';
import type { ReportRoute, ReportWorkload } from '../report-data';

const HOW = { token: 'by its token', association: 'by EKS Pod Identity', assumed: 'through another role' } as const;

/** What each workload may do. */
export function workloadSection(index: ReportIndex): Section {
  const { workloads } = index.data;
  const intro = html`<p>Each service account with the roles that its pods become, and what these allow in words. A line that begins with <i>never</i> counts more than the others.</p>`;
  return {
    id: 'workloads',
    title: 'Workloads',
    count: workloads.length,
    body: html`${intro}${workloads.length === 0 ? html`<p class="none">No service account among the paths becomes a role.</p>` : workloads.map((workload) => workloadHtml(index, workload))}`,
  };
}

function workloadHtml(index: ReportIndex, workload: ReportWorkload): Html {
  const { id, kind, cluster, namespace, name, roles, unseenRoles, pods } = workload;
  const title = kind === 'pattern' ? patternText(namespace, name) : html`<small>${namespace}/</small>${name}`;
  const roleIds = roles.map(({ role }) => role);
  return html`<article class="card w" id="${id}" data-r="${numbersOf(roleIds)}" data-c="${cluster === null ? '' : index.data.clusters.findIndex((one) => one.name === cluster)}" data-n="${namespace}" data-a="${name}">
<h3>${title}${cluster !== null && html` <span class="tag">cluster ${index.cluster(cluster)}</span>`}${kind === 'pattern' && html` <span class="tag warn">pattern</span>`}${
  pods !== null && html` <span class="tag${pods === 0 ? ' warn' : ''}">${pods === 0 ? 'no pods' : pods === 1 ? '1 pod' : `${pods.toLocaleString('en-US')} pods`}</span>`}</h3>
${roles.map((route) => routeHtml(index, route))}${unseenRoles.map((arn) => html`<p class="note"><b>Not seen</b> its manifest or association names the role <code>${arn}</code>, which is not among the paths.</p>`)}
${workloadGraph(index, workload)}</article>\n`;
}

function routeHtml(index: ReportIndex, { role: id, through, how, decision, conditions, reasons, isAnnotated }: ReportRoute): Html {
  const role = index.role(id);
  const way = through.length === 0 ? HOW[how] : html`through ${joined(through.map((one) => roleLink(index.role(one))), ', then ')}`;
  return html`<section class="as"><p class="how">${decision === 'undecided' && html`<b class="tag warn">perhaps</b> `}as role ${roleLink(role)} <small>${way}${
    isAnnotated === false && through.length === 0 && ', though its manifest does not name that role'}${conditions.length > 0 && html`, if ${conditions.join(' and ')}`}</small></p>${
    decision === 'undecided' && html`<p class="note">${reasons.at(-1)}</p>`}${
    isSaidWithWorkloads(role) ? wordsHtml(index, role)
      : html`<p class="note">What this role may do is said once, <a href="#${id}">with the role</a>: ${role.workloads.length.toLocaleString('en-US')} workloads become it.</p>`}</section>`;
}
