import { html } from './html';
import type { Html } from './html';
import { placeHtml, roleLink, table } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import { list } from '../../core/text';
import type { ReportNote } from '../report-data';

/** More files than these are counted. */
const MOST_FILES = 300;

/** Roles that no pod uses; nothing where no dump of pods is among the paths. */
export function unusedSection(index: ReportIndex): Section {
  const { roles } = index.data;
  const [unused, unknown] = (['unused', 'unknown'] as const).map((use) => roles.filter(({ pods }) => pods?.use === use));
  const row = (found: typeof roles) => found.map((role) =>
    html`<tr data-r="${role.id.slice(1)}"><td>${roleLink(role)}</td><td>${role.pods?.reason}</td><td>${placeHtml(role)}</td></tr>`);
  const isTold = roles.some(({ pods }) => pods !== null);
  return {
    id: 'unused',
    title: 'Unused roles',
    ...isTold ? { count: unused.length } : {},
    body: !isTold ? html`<p class="none">Not known: no dump of pods is among the paths. <code>npx cdk-irsa collect</code> prints the commands that make one.</p>`
      : html`<p>Roles of workloads that no pod in the dumps uses. A job that runs later may need one: ask before you delete it.</p>${
        unused.length === 0 ? html`<p class="none">Each role of a workload is used by a pod, or is not known to be unused.</p>` : table('Roles that no pod uses', ['Role', 'Why', 'Written'], row(unused))}${
        unknown.length > 0 && html`<h3>Not known</h3>${table('Roles of which it is not known whether pods use them', ['Role', 'Why', 'Written'], row(unknown))}`}`,
  };
}

/** What was read, and what was not. */
export function inputSection({ data }: ReportIndex): Section {
  const { inputs: { paths, files, skippedFiles, problems, notes, notSeen, referenceDate }, clusters, tool } = data;
  const n = (value: number) => value.toLocaleString('en-US');
  return {
    id: 'inputs',
    title: 'Inputs and limits',
    body: html`<p>Made by ${tool.name} ${tool.version} from: <code>${list(paths)}</code>. Nothing was asked of AWS or of a cluster.</p>
<p><b>Not seen</b>: ${list(notSeen)}. Where one of these allows or denies, the answer may be another.</p>
<p>Words and access levels are by the service authorization reference of AWS of ${referenceDate}.</p>
${problems.length > 0 && html`<h3>Not read</h3>${notesHtml('Inputs that could not be read', problems)}`}${notes.length > 0 && html`<h3>Notes</h3>${notesHtml('Notes', notes)}`}
${clusters.length > 0 && html`<h3>Clusters</h3>${table('Clusters', ['Cluster', 'Issuer', 'Workloads', 'Dump of pods'], clusters.map(({ name, issuer, workloads, hasPods }) =>
  html`<tr><td>${name}</td><td><code>${issuer ?? ''}</code></td><td class="n">${n(workloads)}</td><td>${hasPods ? 'yes' : 'no'}</td></tr>`))}`}
<h3>Files</h3>${table('Files', ['File', 'Roles', 'ServiceAccounts', 'Pods'], files.slice(0, MOST_FILES).map(({ file, roles, serviceAccounts, pods }) =>
  html`<tr><td><code>${file}</code></td><td class="n">${n(roles)}</td><td class="n">${n(serviceAccounts)}</td><td class="n">${n(pods)}</td></tr>`))}
${files.length > MOST_FILES && html`<p class="note">And ${n(files.length - MOST_FILES)} files more.</p>`}${skippedFiles > 0 && html`<p class="note">${n(skippedFiles)} files of the folders are nothing that is read.</p>`}`,
  };
}

function notesHtml(label: string, notes: readonly ReportNote[]): Html {
  return table(label, ['File', 'What'], notes.map(({ file, line, message }) => html`<tr><td>${line === null ? html`<span class="place">${file}</span>` : placeHtml({ file, line })}</td><td>${message}</td></tr>`));
}

