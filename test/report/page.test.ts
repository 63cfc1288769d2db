import { createHash } from 'crypto';
import { dataOf, platform, report } from './report-fixture';
import { escapeHtml, html } from '../../lib/report/html/html';
import { reportPage } from '../../lib/report/html/page';
import type { ReportData } from '../../lib/report/report-data';

const DATA = dataOf(platform());
const PAGE = reportPage(DATA);

/** Each text of the data, with another in its place; what programs write keeps its form. */
function withTexts<T>(value: T, write: (text: string) => string, key = ''): T {
  const isFixed = ['id', 'roles', 'role', 'through', 'workloads', 'policies', 'policy', 'kind', 'how', 'decision', 'access', 'breadth', 'evidence', 'element', 'level', 'by', 'use', 'generatedAt', 'referenceDate'].includes(key);
  if (typeof value === 'string') {
    return (isFixed ? value : write(value)) as T;
  }
  return (Array.isArray(value) ? value.map((item) => withTexts<unknown>(item, write, key))
    : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTexts(item, write, name)])) : value) as T;
}

function tagsOf(page: string): string[] {
  return page.replace(/<(script|style)>[^]*?<\/\1>/g, '<$1></$1>').match(/<[^>]*>/g)!.map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

const HARMLESS = tagsOf(reportPage(withTexts(DATA, (text) => `${text} x`)));

test('a page without anything from elsewhere, whose policy names its own style and script', () => {
  const digest = (tag: string) => `sha256-${createHash('sha256').update(new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(PAGE)![1]).digest('base64')}`;
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(PAGE)!;
  expect(policy.replace(/&#39;/g, '\'')).toBe(`default-src 'none'; style-src '${digest('style')}'; script-src '${digest('script')}'; base-uri 'none'; form-action 'none'`);
  expect(PAGE.match(/<(script|style|link|img|iframe|object|embed|base|form)\b/g)!.sort()).toEqual(['<form', '<script', '<style']);
  expect(PAGE.match(/ (src|srcset|action|on\w+|style)=/g)).toBeNull();
  expect([...PAGE.matchAll(/ href="([^"]*)"/g)].filter(([, href]) => !/^#[\w-]+$/.test(href))).toEqual([]);
});

test('each link leads to a part of the page, and each id is there once', () => {
  const ids = [...PAGE.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect([...PAGE.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
});

test.each([
  ['a tag', '</script></style><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['the end of an attribute', '" onmouseover="alert(1)" x="'],
  ['single quotes and backticks', '\' onfocus=alert(1) ` onload=alert(1) '],
  ['a comment', '--><!-- <![CDATA[ ]]>'],
  ['entities', '&lt;b&gt; &#60;script&#62; &amp;'],
  ['what is not seen', '\u202Eevil\u2066\u0000\u2028\uFEFF\u{E0041}'],
  ['half of a character', '\uD800 x \uDC00'],
  ['a template', '${constructor.constructor("alert(1)")()} {{7*7}}'],
])('%s in every text of the input changes no tag of the page', (_, evil) => {
  const page = reportPage(withTexts(DATA, (text) => `${text}${evil}`));
  expect(tagsOf(page)).toEqual(HARMLESS);
  expect(page).not.toMatch(/[\u202E\u2066\u0000\u2028\uFEFF]|\p{Surrogate}/u);
});

test('says who may delete from a bucket, what a workload may do, and which wildcards have no reason', () => {
  const text = PAGE.replace(/<(script|style)>[^]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(text).toContain('bucket acme-billing arn:aws:s3:::acme-billing payments/billing');
  expect(text).toMatch(/payments\/billing oidc\S*|payments\/billing \S+ …\w+ reads, writes, deletes objects below acme-billing\/invoices\/ billing By wider names any service account of ops deletes/);
  expect(text).toMatch(/payments\/ billing cluster .* as role billing by its token KMS decrypts with key 1234… S3 reads, writes and deletes objects below acme-billing\/invoices\/ STS becomes role archive/);
  expect(text).toContain('no reason cleaner Resource * own statement 1 no reason is written; s3:DeleteObject could name resources');
  expect(text).toContain('reason written billing Resource arn:aws:s3:::acme-billing/invoices/* own statement 1 invoices get their keys when they are written');
});

test('an empty report says so, and inputs that could not be read stand at the top', () => {
  const empty: ReportData = {
    ...DATA,
    clusters: [],
    workloads: [],
    roles: [],
    policies: [],
    resources: [],
    findings: [],
    acknowledged: [],
    rules: {},
    inputs: { ...DATA.inputs, files: [], problems: [{ file: 'a.json', line: 3, message: 'is no JSON' }] },
  };
  const page = reportPage(empty);
  expect(page).toContain('<b>Not complete.</b> One input could not be read or judged');
  expect(page).toContain('No service account among the paths becomes a role.');
  expect(page).toContain('<span class="place">a.json:3</span>');
});

test('the command writes the page, and the same page each time', () => {
  const folder = platform();
  const { code, out, err } = report(folder, { format: 'html', title: 'Acme <b>' });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('<h1>Acme &lt;b&gt;</h1>');
  expect(out).toContain('<time datetime="2026-01-31T00:00:00.000Z">31 January 2026, 00:00 UTC</time>');
  expect(report(folder, { format: 'html', title: 'Acme <b>' }).out).toBe(out);
});

test('templates escape each value, but for HTML', () => {
  expect(html`<a title="${'"<&>\''}">${[html`<b>${1}</b>`, null, false, undefined, 'x']}</a>`.text).toBe('<a title="&quot;&lt;&amp;&gt;&#39;"><b>1</b>x</a>');
  expect(escapeHtml('a\u00a0b')).toBe('a\\u00a0b');
});

test('a wildcard that several roles have alike is one row, with each of the roles', () => {
  const [role] = DATA.roles.filter(({ name }) => name === 'cleaner');
  const [policy] = DATA.policies.filter(({ roles }) => roles.includes(role.id));
  const copies = Array.from({ length: 6 }, (_, i) => ({ role: { ...role, id: `r${100 + i}`, account: `${111111111110 + i}`, policies: [`p${100 + i}`] }, policy: { ...policy, id: `p${100 + i}`, roles: [`r${100 + i}`] } }));
  const page = reportPage({ ...DATA, roles: [...DATA.roles, ...copies.map((copy) => copy.role)], policies: [...DATA.policies, ...copies.map((copy) => copy.policy)] });
  const rows = page.split('<tr ').filter((row) => row.includes('s3:DeleteObject could name resources'));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatch(/^data-r="\d+ 100 101 102 103 104 105">/);
  expect(rows[0]).toContain('<a href="#r100">cleaner</a> <small>111111111110</small>');
  expect(rows[0]).toMatch(/<details><summary>and 3 more<\/summary>.*<a href="#r105">cleaner<\/a> <small>111111111115<\/small><\/details>/);
});

test('clusters are called by what tells their issuers apart', () => {
  const issuer = (id: string) => `oidc.eks.eu-west-1.amazonaws.com/id/${id}`;
  const titles = (...ids: string[]) => {
    const clusters = ids.map((id) => ({ name: issuer(id), issuer: issuer(id), workloads: 1, hasPods: false }));
    const roles = DATA.roles.map((role) => ({ ...role, workloads: [] }));
    const page = reportPage({ ...DATA, clusters, roles, workloads: clusters.map(({ name }, i) => ({ ...DATA.workloads[1], id: `w${i + 1}`, cluster: name })) });
    return [...page.matchAll(/cluster (eu-west-1 [^<]*|oidc[^<]*)<\/span><\/h3>|cluster (eu-west-1 [^<]*|oidc[^<]*)<\/span>/g)].map(([, one, other]) => one ?? other).slice(0, ids.length);
  };
  expect(titles('AAAAAA00000000000000000000111111', 'BBBBBB00000000000000000000222222')).toEqual(['eu-west-1 …111111', 'eu-west-1 …222222']);
  expect(titles('AAAAAA00000000000000000000111111', 'BBBBBB00000000000000000000111111')).toEqual(['eu-west-1 AAAAAA…', 'eu-west-1 BBBBBB…']);
  expect(titles('AAAAAA00000000000000000000111111', 'AAAAAA00000000000000000001111111')).toEqual([issuer('AAAAAA00000000000000000000111111'), issuer('AAAAAA00000000000000000001111111')]);
});

test('a policy of many lines has few of them with each of many roles, and a link to the rest', () => {
  const [role] = DATA.roles.filter(({ name }) => name === 'billing');
  const lines = Array.from({ length: 10 }, (_, i) => ({ statement: 1, service: 'S3', text: `reads bucket b${i}` }));
  const pageFor = (times: number) => {
    const roles = Array.from({ length: times }, (_, i) => ({ ...role, id: `r${i + 1}`, workloads: [], policies: ['p1'], boundary: null }));
    const policy = { ...DATA.policies[0], id: 'p1', roles: roles.map(({ id }) => id), lines };
    return reportPage({ ...DATA, roles, policies: [policy], workloads: [], resources: [], findings: [], acknowledged: [] });
  };
  const wordsOf = (page: string) => /<article class="card r" id="r1"[^]*?<\/article>/.exec(page)![0].match(/reads bucket b\d/g);
  expect(wordsOf(pageFor(2))).toHaveLength(10);
  expect(wordsOf(pageFor(200))).toHaveLength(3);
  expect(pageFor(200)).toContain('and 7 lines more of <a href="#p1">');
});
