import { html, joined } from './html';
import type { Html, HtmlValue } from './html';
import type { ReportIndex } from './report-index';
import type { ReportRole, ReportStatement, ReportWorkload } from '../report-data';
import type { ReportPlace } from '../report-place';

/** A part of the page that the list at its side leads to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** How many things it lists; nothing where that says nothing. */
  readonly count?: number;
  readonly body: Html;
}

/** Where something is written. */
export function placeHtml({ file, line }: ReportPlace): Html {
  return html`<span class="place">${file}:${line}</span>`;
}

/** `shop/api`, with its cluster. */
export function workloadLink(index: ReportIndex, workload: ReportWorkload): Html {
  const { id, cluster } = workload;
  const isTold = cluster !== null && index.data.clusters.length > 1;
  return html`<a href="#${id}">${workloadText(workload)}</a>${isTold && html` <small>${index.cluster(cluster)}</small>`}`;
}

export function workloadText({ namespace, name, kind }: ReportWorkload): string {
  return kind === 'pattern' ? patternText(namespace, name) : `${namespace}/${name}`;
}

/** The service account of a role that has one, else the role's name. */
export function accountText(index: ReportIndex, { workloads: [first, ...others], name }: ReportRole): string {
  return first === undefined || others.length > 0 ? name : workloadText(index.workload(first));
}

/** What a pattern of service accounts is called. */
export function patternText(namespace: string, name: string): string {
  return namespace === '*' && name === '*' ? 'any service account' : name === '*' ? `any service account of ${namespace}` : `service accounts like ${namespace}/${name}`;
}

export function roleLink({ id, name }: ReportRole): Html {
  return html`<a href="#${id}">${name}</a>`;
}

/** Who becomes a role: its workloads, else whom its trust names. */
export function whoHtml(index: ReportIndex, role: ReportRole): Html {
  const shown = role.workloads.slice(0, 6).map((id) => html`<li>${workloadLink(index, index.workload(id))}</li>`);
  const more = role.workloads.length - shown.length;
  return role.workloads.length === 1 ? workloadLink(index, index.workload(role.workloads[0])) : role.workloads.length > 0
    ? html`<ul class="plain">${shown}${more > 0 && html`<li><a href="#${role.id}">${more.toLocaleString('en-US')} more</a></li>`}</ul>`
    : html`<small>no service account here; its trust names ${joined([...new Set(role.trust.flatMap(({ who }) => who))].slice(0, 3).map((one) => index.withShortClusters(one)), ', ')}</small>`;
}

/** A statement as it is written. The filters read its actions and resources: the first code and the second. */
export function statementHtml(policy: string, statement: ReportStatement): Html {
  const { number, sid, effect, actions, notActions, resources, notResources, conditions } = statement;
  const marks = [...effect === 'Allow' ? [] : ['other'], ...notActions.length > 0 ? ['na'] : [], ...notResources.length > 0 ? ['nr'] : []];
  const listed = (not: readonly string[], texts: readonly string[]) =>
    html`${not.length > 0 && 'everything but '}<code>${(not.length > 0 ? not : texts).join(', ')}</code>`;
  return html`<li data-t="${policy}.${number}"${marks.length > 0 && html` data-e="${marks.join(' ')}"`}><b class="${effect === 'Allow' ? 'ok' : effect === 'Deny' ? 'no' : 'odd'}">${effect}</b>${
    sid !== null && html` <small>${sid}</small>`} ${listed(notActions, actions)} on ${listed(notResources, resources)}${conditions.length > 0 && html` <span class="if">if ${conditions.join(' and ')}</span>`}`;
}

/** A table that scrolls by itself where the page is narrow. */
export function table(label: string, heads: readonly HtmlValue[], rows: readonly Html[], kind = ''): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table class="${kind}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Ids as the filters read them: numbers alone. */
export function numbersOf(ids: readonly string[]): string {
  return ids.map((id) => id.slice(1)).join(' ');
}
