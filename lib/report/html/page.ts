import { createHash } from 'node:crypto';
import { findingSection } from './findings-section';
import { Html, html } from './html';
import { inputSection, unusedSection } from './inputs';
import { matrixSection } from './matrix';
import type { Section } from './parts';
import { ReportIndex } from './report-index';
import { resourceSection } from './resources';
import { policySection, roleSection } from './roles-section';
import { SCRIPT } from './script';
import { STYLE } from './style';
import { wildcardSection, withoutReason } from './wildcards-section';
import { workloadSection } from './workloads';
import { serviceText } from '../../access/words/service-words';
import { addTo } from '../../core/add-to';
import { KnownActions } from '../../iam/known-actions';
import type { ReportData } from '../report-data';

/** What the page may load: nothing but its own style and script, which are known by their digests. */
const POLICY = `default-src 'none'; style-src '${digestOf(STYLE)}'; script-src '${digestOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;

/** The report as one HTML file. */
export function reportPage(data: ReportData): string {
  const index = new ReportIndex(data);
  const sections = [
    workloadSection(index), resourceSection(index), matrixSection(index), findingSection(index), wildcardSection(index),
    unusedSection(index), roleSection(index), policySection(index), inputSection(index),
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="cdk-irsa ${data.tool.version}">
<title>${data.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page">
${headerHtml(index)}
<div class="layout">
<nav aria-label="Parts of the report"><ul>${sections.map(({ id, title, count }) => html`<li><a href="#${id}">${title}${count !== undefined && html` <span>${count.toLocaleString('en-US')}</span>`}</a></li>`)}</ul></nav>
<main id="content">
${filtersHtml(index)}
${sections.map(sectionHtml)}
</main>
</div>
</div>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function sectionHtml({ id, title, body }: Section): Html {
  return html`<section class="part" id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${body}<p class="none empty" hidden>Nothing here matches the filters.</p></section>\n`;
}

function headerHtml(index: ReportIndex): Html {
  const { title, generatedAt, tool, inputs: { problems }, workloads, roles, clusters, findings, acknowledged } = index.data;
  const errors = findings.filter(({ level }) => level === 'error').length;
  const unused = roles.filter(({ pods }) => pods?.use === 'unused').length;
  const tiles: readonly (readonly [string, number, string])[] = [
    ['Workloads', workloads.length, ''], ['Roles', roles.length, ''], ['Clusters', clusters.length, ''],
    ['Errors', errors, errors > 0 ? 'bad' : ''], ['Warnings', findings.length - errors, findings.length > errors ? 'warn' : ''],
    ['Accepted', acknowledged.length, ''], ['Wildcards without a reason', withoutReason(index), withoutReason(index) > 0 ? 'warn' : ''],
    ...roles.some(({ pods }) => pods !== null) ? [['Roles no pod uses', unused, unused > 0 ? 'warn' : ''] as const] : [],
  ];
  return html`<header>
<h1>${title}</h1>
<p>Written on <time datetime="${generatedAt}">${dateText(generatedAt)}</time> by ${tool.name} ${tool.version}, from files alone.</p>
${problems.length > 0 && html`<p class="alert"><b>Not complete.</b> ${problems.length === 1 ? 'One input' : `${problems.length.toLocaleString('en-US')} inputs`} could not be read or judged: <a href="#inputs">which, and why</a>.</p>`}
<dl class="tiles">${tiles.map(([name, value, kind]) => html`<div${kind !== '' && html` class="${kind}"`}><dt>${name}</dt><dd>${value.toLocaleString('en-US')}</dd></div>`)}</dl>
<ul class="ask"><li>What may a workload do? <a href="#workloads">Workloads</a></li><li>Who can read or delete here? <a href="#resources">Resources</a></li><li>Where is it broad? <a href="#matrix">Matrix</a></li><li>Which roles have wildcards, and why? <a href="#wildcards">Wildcards</a></li></ul>
</header>`;
}

function dateText(iso: string): string {
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${months[month - 1]} ${year}, ${iso.slice(11, 16)} UTC`;
}

/** Shown by the script, as they do nothing without it. */
function filtersHtml(index: ReportIndex): Html {
  const { clusters, workloads, roles, resources } = index.data;
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))].sort();
  const named = [...roles.flatMap((role) => role.services), ...resources];
  const services = [...new Set(named.map(({ service }) => service))]
    .sort((one, other) => one.toLowerCase() < other.toLowerCase() ? -1 : 1);
  const select = (id: string, label: string, options: readonly Html[]) =>
    html`<label for="f-${id}">${label}<select id="f-${id}"><option value="">any</option>${options}</select></label>`;
  const prefixes = prefixesByService();
  const input = (id: string, label: string, hint: string, listed: readonly string[] = []) =>
    html`<label for="f-${id}">${label}<input id="f-${id}" type="search" autocomplete="off" spellcheck="false" placeholder="${hint}"${listed.length > 0 && html` list="l-${id}"`}></label>${
      listed.length > 0 && html`<datalist id="l-${id}">${listed.slice(0, 500).map((value) => html`<option value="${value}"></option>`)}</datalist>`}`;
  return html`<form class="filters" id="filters" aria-label="Filters" hidden><div class="fields">
${select('cluster', 'Cluster', clusters.map(({ name }, i) => html`<option value="${i}">${index.cluster(name)}</option>`))}${input('namespace', 'Namespace', 'any', namespaces)}${input('workload', 'Workload', 'any')}
${select('service', 'Service', services.map((name) => html`<option value="${name}" data-p="${prefixes.get(name)?.join(' ') ?? ''}">${name}</option>`))}${input('action', 'Action', 's3:DeleteObject')}${input('resource', 'Resource', 'name or ARN')}
</div><div class="end"><button type="reset">Reset</button><output id="f-status" role="status"></output><span class="dim note">Action and resource find statements that allow them; Resources say what denies and boundaries leave of it.</span></div></form>
<noscript><p class="note">Filters need a script, and this page runs without it: everything is listed. Use the search of your browser.</p></noscript>`;
}

/** By which prefixes the actions of a service begin. */
function prefixesByService(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  KnownActions.read().serviceNames.forEach((prefix) => addTo(found, serviceText(prefix), [prefix]));
  return found;
}
