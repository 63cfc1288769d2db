import { html, joined } from './html';
import type { Html } from './html';
import { numbersOf, placeHtml, statementHtml, workloadLink } from './parts';
import type { Section } from './parts';
import type { ReportIndex } from './report-index';
import { isSaidWithWorkloads, policyWordsHtml, wordsHtml } from './words';
import type { ReportPolicy, ReportRole, ReportTrust } from '../report-data';

/** Who may become each role, and its policies as they are written. */
export function roleSection(index: ReportIndex): Section {
  const { roles } = index.data;
  const [own, others] = [roles.filter(({ workloads }) => workloads.length > 0), roles.filter(({ workloads }) => workloads.length === 0)];
  return {
    id: 'roles',
    title: 'Roles and trust',
    count: roles.length,
    body: html`<p>Who may become each role by its trust policy, and its policies as they are written.</p>${own.map((role) => roleHtml(index, role))}${
      others.length > 0 && html`<h3>Roles that no service account here becomes</h3>${others.map((role) => roleHtml(index, role))}`}`,
  };
}

/** The policies that several roles have. */
export function policySection(index: ReportIndex): Section {
  const shared = index.data.policies.filter(isShared);
  return {
    id: 'policies',
    title: 'Shared policies',
    count: shared.length,
    body: html`<p>Policies of several roles, and permissions boundaries. The others stand with their roles.</p>${
      shared.length === 0 ? html`<p class="none">No policy is shared.</p>` : shared.map((policy) => sharedHtml(index, policy))}`,
  };
}

function isShared({ roles, kind }: ReportPolicy): boolean {
  return roles.length > 1 || kind === 'boundary';
}

function roleHtml(index: ReportIndex, role: ReportRole): Html {
  const { id, name, arn, constructPath, workloads, trust, policies, services } = role;
  const all = policies.map((policy) => index.policy(policy));
  const shared = all.filter(isShared);
  return html`<article class="card r" id="${id}" data-k="${numbersOf(workloads)}" data-p="${numbersOf(shared.map((policy) => policy.id))}" data-s="${services.map(({ service }) => service).join('|')}">
<h3>${name}${useTag(role)}</h3>
<p class="arn"><code>${arn}</code> ${placeHtml(role)}${constructPath !== null && html` <span class="place">${constructPath}</span>`}</p>
${!isByTrustAlone(index, role) && workloads.length > 0 && html`<p class="who"><b>Becomes it</b> ${joined(workloads.map((workload) => workloadLink(index, index.workload(workload))), ', ')}</p>`}
<ul class="facts">${trust.map((one) => trustHtml(index, role, one))}${trust.length === 0 && html`<li class="dim">Its trust policy is not known.</li>`}</ul>
${!isSaidWithWorkloads(role) && wordsHtml(index, role)}
${all.filter((policy) => !isShared(policy)).map(writtenHtml)}${shared.length > 0 && html`<p class="note"><b>Shared policies</b> ${joined(shared.map((policy) => html`<a href="#${policy.id}">${policy.name}</a>`), ', ')}</p>`}</article>\n`;
}

/** Whether the trust says all of who becomes it. */
function isByTrustAlone(index: ReportIndex, { id, workloads }: ReportRole): boolean {
  const [first, ...others] = workloads;
  return first !== undefined && others.length === 0 && index.workload(first).roles.every(({ role, through, how }) => role !== id || (through.length === 0 && how === 'token'));
}

function useTag({ pods }: ReportRole): Html | false {
  return pods !== null && (pods.use === 'unused' ? html` <span class="tag warn">no pod uses it</span>` : pods.use === 'used' && html` <span class="tag">used by pods</span>`);
}

function trustHtml(index: ReportIndex, role: ReportRole, { effect, who, actions, conditions, isBroad }: ReportTrust): Html {
  const isAlone = who.length === 1 && isByTrustAlone(index, role);
  // The subject is the service account that is named before.
  const rest = conditions.filter((text) => who.length !== 1 || !who[0].startsWith(`${/^sub is "system:serviceaccount:(.*)"$/.exec(text)?.[1].replace(':', '/') ?? ' '} of `));
  return html`<li><b class="${effect === 'Deny' ? 'no' : 'ok'}">${effect === 'Deny' ? 'Does not trust' : 'Trusts'}</b> ${isAlone ? workloadLink(index, index.workload(role.workloads[0])) : joined(who.length > 0 ? who.map((one) => index.withShortClusters(one)) : ['nobody'], ', ')}${
    isBroad && html` <span class="tag warn">broad</span>`} <small>${actions.join(', ')}${rest.length > 0 && html`, if ${rest.join(' and ')}`}</small>`;
}

function writtenHtml({ id, name, kind, statements, undecided }: ReportPolicy): Html {
  return html`<details><summary>${name} <small>${kind}, ${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}</small></summary><ul class="facts">${
    statements.map((statement) => statementHtml(id, statement))}${undecided.map((what) => html`<li><b class="odd">Not known</b> ${what}`)}</ul></details>`;
}

function sharedHtml(index: ReportIndex, policy: ReportPolicy): Html {
  const { id, name, kind, roles } = policy;
  const shown = roles.slice(0, 20).map((role) => html`<a href="#${role}">${index.role(role).name}</a>`);
  return html`<article class="card p" id="${id}"><h3>${name} <span class="tag">${kind === 'boundary' ? 'permissions boundary' : kind}</span></h3>
<p class="who"><b>${kind === 'boundary' ? 'Limits' : 'Of'}</b> ${joined(shown, ', ')}${roles.length > shown.length && ` and ${(roles.length - shown.length).toLocaleString('en-US')} more`}</p>
${policyWordsHtml(policy)}${writtenHtml(policy)}</article>\n`;
}
