import { html } from './html';
import type { Html } from './html';
import type { ReportIndex } from './report-index';
import type { ReportLine, ReportPolicy, ReportRole } from '../report-data';

/** How many lines of a policy of several roles stand with each of them. */
const MOST_SHARED = 12;

/** How many lines of one policy the page has in all, before each role has only a few of them. */
const [MOST_REPEATED, FEWEST_SHARED] = [1_500, 3];

/** A role of more workloads has its words once, with the role. */
const MOST_WORKLOADS = 3;

/** Longer lines are cut. */
const MOST_CHARACTERS = 400;

interface WordLine extends ReportLine {
  readonly policy: ReportPolicy;
}

/** Whether what a role may do is said with each of its workloads. */
export function isSaidWithWorkloads({ workloads }: ReportRole): boolean {
  return workloads.length > 0 && workloads.length <= MOST_WORKLOADS;
}

/** What a role may do in words, by service, with the policy of each line, its reasons and limits. */
export function wordsHtml(index: ReportIndex, role: ReportRole): Html {
  const policies = role.policies.map((id) => index.policy(id));
  const lines = policies.flatMap((policy) => shownLines(policy).map((line): WordLine => ({ ...line, policy })));
  const services = [...new Set(lines.map(({ service }) => service))].sort((one, other) => one < other ? -1 : 1);
  const isNamed = new Set(policies.map(({ name }) => name)).size > 1;
  return html`${services.length === 0 ? html`<p class="dim">nothing by policies that are among the paths</p>`
    : html`<dl class="words">${services.map((service) => serviceHtml(service, lines.filter((line) => line.service === service), isNamed))}</dl>`}${
    policies.filter((policy) => shownLines(policy).length < policy.lines.length).map(restHtml)}${limitsHtml(index, role)}`;
}

/** All lines of a policy, by service. */
export function policyWordsHtml(policy: ReportPolicy): Html {
  const lines = policy.lines.map((line): WordLine => ({ ...line, policy }));
  const services = [...new Set(lines.map(({ service }) => service))].sort((one, other) => one < other ? -1 : 1);
  return html`<dl class="words">${services.map((service) => serviceHtml(service, lines.filter((line) => line.service === service), false))}</dl>`;
}

function shownLines({ lines, roles }: ReportPolicy): readonly ReportLine[] {
  const isLong = lines.length > MOST_SHARED;
  const isOften = roles.length * lines.length > MOST_REPEATED && lines.length > FEWEST_SHARED + 1;
  return roles.length < 2 ? lines : isOften ? lines.slice(0, FEWEST_SHARED) : isLong ? lines.slice(0, MOST_SHARED / 2) : lines;
}

function serviceHtml(service: string, lines: readonly WordLine[], isNamed: boolean): Html {
  return html`<dt>${service}<dd><ul class="plain">${lines.map(({ text, statement, policy }) =>
    html`<li class="l${text.startsWith('never ') ? ' never' : ''}" data-t="${policy.id}.${statement}">${shortened(text)}${isNamed && html` <i>${policy.name}</i>`}`)}</ul>`;
}

/** A list without end, as of all that `ec2:Describe*` stands for, is cut: the statement stands with the role. */
function shortened(text: string): string {
  const items = text.split(', ');
  let [length, kept] = [0, 0];
  while (kept < items.length && length + items[kept].length < MOST_CHARACTERS) {
    length += items[kept++].length + 2;
  }
  const more = items.length - kept;
  return more > 2 && kept > 0 ? `${items.slice(0, kept).join(', ')} and ${more.toLocaleString('en-US')} more` : text;
}

function restHtml(policy: ReportPolicy): Html {
  return html`<p class="note">and ${(policy.lines.length - shownLines(policy).length).toLocaleString('en-US')} lines more of <a href="#${policy.id}">${policy.name}</a></p>`;
}

function limitsHtml(index: ReportIndex, { boundary, notes, policies }: ReportRole): Html {
  const limit = boundary === null ? false
    : html`<p class="note"><b>At most</b> what ${boundary.policy === null ? boundary.name : html`<a href="#${boundary.policy}">${boundary.name}</a>`} allows, its permissions boundary.</p>`;
  const reasons = policies.map((id) => index.policy(id)).flatMap(({ name, reasons: own }) => own.map((reason) => ({ name, reason })));
  return html`${limit}${notes.map((note) => html`<p class="note"><b>Note</b> ${note}.</p>`)}${
    reasons.map(({ name, reason }) => html`<p class="note"><b>Why ${name}</b> ${reason}</p>`)}`;
}
