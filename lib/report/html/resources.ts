import { resourceGraph } from './graph';
import { html, joined } from './html';
import type { Html } from './html';
import { accountText, placeHtml, roleLink, whoHtml } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import { addTo } from '../../core/add-to';
import type { ReportReach, ReportReachLine, ReportResource, ReportResourcePolicy } from '../report-resource';

/** Who reaches each resource, service by service. */
export function resourceSection(index: ReportIndex): Section {
  const { resources } = index.data;
  const byService = new Map<string, ReportResource[]>();
  resources.forEach((resource) => addTo(byService, resource.service, [resource]));
  const intro = html`<p>Everything that policies name, and who reaches it: policies, denies, boundaries and the policies of resources put together, as far as they are among the paths. Roles that reach a resource by a wider name stand behind it.</p>`;
  return {
    id: 'resources',
    title: 'Resources',
    count: resources.length,
    body: html`${intro}${resources.length === 0 ? html`<p class="none">No policy among the paths names a resource.</p>`
      : [...byService].map(([service, own]) => serviceHtml(index, service, own))}`,
  };
}

function serviceHtml(index: ReportIndex, service: string, resources: readonly ReportResource[]): Html {
  return html`<div class="svc" data-s="${service}"><h3>${service}</h3><div class="scroll" role="region" aria-label="Who reaches what of ${service}" tabindex="0"><table class="reach"><thead><tr><th scope="col">Who</th><th scope="col">May</th><th scope="col">Which part, and when</th><th scope="col">Role</th></tr></thead>${
    resources.map((resource) => resourceHtml(index, resource))}</table></div></div>\n`;
}

function isWide({ by }: ReportReach, { kind }: ReportResource): boolean {
  return kind === 'named' && (by === 'pattern' || by === 'any');
}

function resourceHtml(index: ReportIndex, resource: ReportResource): Html {
  const { id, arn, name, kind, reach, moreByPattern, policy } = resource;
  const wide = reach.filter((one) => isWide(one, resource));
  const mark = kind === 'named' ? false : html` <span class="tag${kind === 'any' ? ' warn' : ''}">${kind === 'any' ? 'wildcard' : 'pattern'}</span>`;
  const graph = resourceGraph(index, resource);
  return html`<tbody id="${id}"><tr class="head"><th colspan="4" scope="rowgroup">${name}${mark}${
    arn !== '*' && html` <code>${arn}</code>`}${reach.filter((one) => !isWide(one, resource)).map((one) => one.lines.map((line, i) => rowHtml(index, resource, one, line, i)))}${
    (wide.length > 0 || moreByPattern > 0) && html`<tr><td colspan="4">${wideHtml(index, wide, moreByPattern)}`}${
    policy !== null && html`<tr><td colspan="4">${policyHtml(policy)}`}${graph !== false && html`<tr><td colspan="4">${graph}`}</tbody>\n`;
}

function rowHtml(index: ReportIndex, { name }: ReportResource, { role: id, by }: ReportReach, line: ReportReachLine, i: number): Html {
  const role = index.role(id);
  const { verbs, on, decision } = line;
  const isOfPolicy = by === 'the policy of the resource';
  return html`<tr data-r="${id.slice(1)}"><td>${i === 0 && whoHtml(index, role)}<td>${decision === 'undecided' && html`<b class="tag warn">perhaps</b> `}${verbs.join(', ')}<td>${on !== name && on}${restHtml(line)}<td>${
    i === 0 && roleLink(role)}${i === 0 && isOfPolicy && html` <small>by the policy of the resource</small>`}`;
}

function restHtml({ conditions, dependsOn }: ReportReachLine): Html {
  return html`${conditions.length > 0 && html` <span class="if">if ${conditions.join(' and ')}</span>`}${dependsOn !== null && html` <span class="if">it depends on ${dependsOn}</span>`}`;
}

/** The roles that reach it by a wider name, each on less than a line. */
function wideHtml(index: ReportIndex, reach: readonly ReportReach[], more: number): Html {
  const items = reach.map(({ role: id, lines }) => {
    const role = index.role(id);
    const [sure, open] = (['allowed', 'undecided'] as const).map((decision) => lines.filter((line) => line.decision === decision));
    const verbs = [...new Set(sure.flatMap((line) => line.verbs))].join(', ');
    const perhaps = [...new Set(open.flatMap((line) => line.verbs))].join(', ');
    const conditions = lines.some((line) => line.conditions.length > 0) && ' under conditions';
    return html`<li data-r="${id.slice(1)}"><a href="#${id}">${accountText(index, role)}</a> ${verbs}${verbs !== '' && perhaps !== '' && ', '}${perhaps !== '' && `perhaps ${perhaps}`}${conditions}`;
  });
  return html`<b class="dim">By wider names</b><ul class="inline">${items}${more > 0 && html`<li>${more.toLocaleString('en-US')} ${more === 1 ? 'role' : 'roles'}: see the patterns and wildcards above</li>`}</ul>`;
}

function policyHtml(policy: ReportResourcePolicy): Html {
  return html`<b class="dim">Its own policy</b> ${placeHtml(policy)}<ul class="facts">${policy.statements.map(({ effect, who, text }) =>
    html`<li><b class="${effect === 'Allow' ? 'ok' : 'no'}">${effect}</b> ${joined(who, ', ')}: ${text}</li>`)}</ul>`;
}
