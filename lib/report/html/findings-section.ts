import { html } from './html';
import type { Html } from './html';
import { placeHtml, roleLink, table } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import type { ReportFinding } from '../report-data';

/** What the audit finds, and what is accepted with a reason. */
export function findingSection(index: ReportIndex): Section {
  const { findings, acknowledged, rules } = index.data;
  const open = [...findings].sort((one, other) => (one.level === 'error' ? 0 : 1) - (other.level === 'error' ? 0 : 1));
  const found = new Set([...findings, ...acknowledged].map(({ rule }) => rule));
  return {
    id: 'findings',
    title: 'Findings',
    count: findings.length,
    body: html`<h3>Open</h3>${open.length === 0 ? html`<p class="none">No open findings.</p>`
      : table('Open findings', ['Level', 'Rule', 'Where', 'What'], open.map((finding) => rowHtml(index, finding)))}
<h3 id="acknowledged">Accepted, with a reason</h3>${acknowledged.length === 0 ? html`<p class="none">No finding is accepted.</p>`
  : table('Accepted findings', ['Level', 'Rule', 'Where', 'What', 'Why it is accepted'], acknowledged.map((finding) => rowHtml(index, finding)))}
${found.size > 0 && html`<h3>What the rules say</h3>${Object.entries(rules).filter(([id]) => found.has(id)).map(([id, { title, why, fix, link }]) =>
  html`<article class="rule" id="${id}"><h4>${title} <small>${id}</small></h4><p>${why}</p><p><b>Fix</b> ${fix}</p><p class="place">${link}</p></article>`)}`}`,
  };
}

function rowHtml(index: ReportIndex, finding: ReportFinding): Html {
  const { level, rule, role: id, resource, message, command, reason } = finding;
  const role = id === null ? undefined : index.role(id);
  return html`<tr data-r="${id === null ? '' : id.slice(1)}"><td><span class="tag ${reason === null ? level === 'error' ? 'bad' : 'warn' : ''}">${level}</span></td>
<td><a href="#${rule}">${rule.replace(/^IrsaChecks-/, '')}</a></td><td>${role === undefined ? resource : roleLink(role)}<br>${placeHtml(finding)}</td>
<td>${message}${command !== null && html`<pre>${command}</pre>`}</td>${reason !== null && html`<td>${reason}</td>`}</tr>`;
}
