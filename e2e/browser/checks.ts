import type { Page } from './browser';

/** A check of the page: what is wrong, or nothing. */
export interface PageCheck {
  readonly name: string;
  readonly needsScript?: boolean;
  readonly check: (page: Page, hasScript: boolean) => Promise<string[]>;
}

/** Where the title of the page was changed, a text of the input was run. */
const TITLE = 'Acme production';

async function expectEqual(what: string, page: Page, script: string, expected: unknown): Promise<string[]> {
  const found = await page.evaluate<unknown>(script);
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
}

async function fill(page: Page, field: string, text: string): Promise<void> {
  await page.evaluate(`document.getElementById('f-${field}').focus()`);
  await page.keyboard.type(text);
}

/** The filters wait for the end of a word. */
async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 400));
}

const VISIBLE = 'const shown = (selector) => [...document.querySelectorAll(selector)].filter((el) => el.checkVisibility({ contentVisibilityAuto: false }));';
const WORKLOADS = `(() => { ${VISIBLE} return shown('article.w').map((el) => el.dataset.n + '/' + el.dataset.a); })()`;
const WHO_DELETES = `(() => { ${VISIBLE}
  const body = shown('#resources tbody').find((el) => el.querySelector('th').textContent.startsWith('bucket acme-billing'));
  return body ? [...body.querySelectorAll('[data-r]')].filter((el) => !el.hidden && el.textContent.includes('deletes')).map((el) => (el.querySelector('a') || el).textContent) : 'no bucket'; })()`;

/** Boxes that are wider than the page, and text that is cut off where nothing scrolls. */
const OVERFLOW = `(() => {
  const scrolls = (el) => { for (let at = el; at && at !== document.body; at = at.parentElement) { if (/auto|scroll/.test(getComputedStyle(at).overflowX)) { return true; } } return false; };
  const wide = [...document.querySelectorAll('body *')].filter((el) => !el.closest('.skip') && el.getClientRects().length > 0 && el.getBoundingClientRect().right > innerWidth + 1 && !scrolls(el));
  const cut = [...document.querySelectorAll('p,h1,h2,h3,h4,dt,dd,li,td,th,label,.tag,summary,button')].filter((el) => el.getClientRects().length > 0 && el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0
    && getComputedStyle(el).display !== 'inline' && !el.closest('.matrix') && !scrolls(el));
  return [document.documentElement.scrollWidth > innerWidth ? 'the page is ' + document.documentElement.scrollWidth + ' px wide' : '',
    ...wide.slice(0, 3).map((el) => 'too wide: ' + el.outerHTML.slice(0, 120)), ...cut.slice(0, 3).map((el) => 'cut off: ' + el.outerHTML.slice(0, 120))].filter(Boolean);
})()`;

/** Siblings with text that lie over each other. */
const OVERLAP = `(() => {
  const found = [];
  for (const parent of document.querySelectorAll('main section, .card, .card h3, header, .tiles, .fields, .end, nav ul, .legend, dl.words')) {
    const boxes = [...parent.children].filter((el) => el.getClientRects().length > 0 && el.textContent.trim() !== '').map((el) => ({ el, box: el.getBoundingClientRect() }));
    boxes.forEach((one, i) => boxes.slice(i + 1, i + 4).forEach((other) => {
      const x = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const y = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (x > 1 && y > 1 && getComputedStyle(one.el).display !== 'inline' && getComputedStyle(other.el).display !== 'inline') { found.push('overlap: ' + one.el.outerHTML.slice(0, 80) + ' and ' + other.el.outerHTML.slice(0, 80)); }
    }));
  }
  return found.slice(0, 3);
})()`;

/** The contrast of each text with what is behind it, by WCAG. */
const CONTRAST = `(() => {
  const part = (c) => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = (el) => { for (let at = el; at; at = at.parentElement) { const c = numbers(getComputedStyle(at).backgroundColor); if (c.length === 3 || c[3] > 0.5) { return c; } } return [255, 255, 255]; };
  const bad = new Set();
  for (const el of document.querySelectorAll('body *')) {
    if (![...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') || el.getClientRects().length === 0 || el.closest('svg,script,style,button:disabled')) { continue; }
    const [a, b] = [light(numbers(getComputedStyle(el).color)), light(behind(el))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { bad.add(el.tagName + '.' + el.className + ' has a contrast of ' + ratio.toFixed(1)); }
  }
  return [...bad].slice(0, 4);
})()`;

export const CHECKS: readonly PageCheck[] = [
  {
    name: 'the top of the page',
    check: async (page) => [
      ...await page.evaluate<string[]>(OVERFLOW), ...await page.evaluate<string[]>(OVERLAP), ...await page.evaluate<string[]>(CONTRAST),
      ...await expectEqual('the title', page, 'document.title', TITLE),
    ],
  },
  {
    name: 'all is there to be read',
    check: async (page, hasScript) => [
      ...await expectEqual('the filters are shown only with a script', page, 'document.getElementById("filters").hidden', !hasScript),
      ...await expectEqual('workloads', page, 'document.querySelectorAll("article.w").length', 36),
      ...await expectEqual('who deletes', page, WHO_DELETES, ['payments/billing', 'ops/cleaner', 'platform-engineering-internal-tools/a-tool-with-a-rather-long-name-that-somebody-chose-in-2019']),
      ...await expectEqual('no text was run', page, 'document.title', TITLE),
      ...await expectEqual('no image', page, 'document.images.length', 0),
    ],
  },
  ...['resources', 'matrix', 'findings', 'wildcards', 'unused', 'roles', 'inputs'].map((id): PageCheck => ({
    name: `the part ${id}`,
    check: async (page) => {
      await page.evaluate(`document.getElementById('${id}').scrollIntoView()`);
      await settled();
      return [...await page.evaluate<string[]>(OVERFLOW), ...await page.evaluate<string[]>(OVERLAP)];
    },
  })),
  {
    name: 'filters by keyboard answer who can delete',
    needsScript: true,
    check: async (page) => {
      await page.keyboard.press('/');
      const focused = await expectEqual('the slash leads to a filter', page, 'document.activeElement.id', 'f-workload');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.type('s3:DeleteObject');
      await page.keyboard.press('Tab');
      await page.keyboard.type('acme-billing');
      await settled();
      return [
        ...focused,
        ...await expectEqual('workloads', page, WORKLOADS, ['ops/cleaner', 'payments/billing', 'platform-engineering-internal-tools/a-tool-with-a-rather-long-name-that-somebody-chose-in-2019']),
        ...await expectEqual('who deletes', page, WHO_DELETES, ['payments/billing', 'ops/cleaner', 'platform-engineering-internal-tools/a-tool-with-a-rather-long-name-that-somebody-chose-in-2019']),
        ...await expectEqual('what is said', page, 'document.getElementById("f-status").textContent.replace(/\\d+ resources/, "… resources")', '3 workloads, 3 roles and … resources match'),
        ...await page.evaluate<string[]>(OVERFLOW),
      ];
    },
  },
  {
    name: 'filters by namespace, workload and service, and back',
    needsScript: true,
    check: async (page) => {
      await fill(page, 'namespace', 'payments');
      await settled();
      const byNamespace = await expectEqual('by namespace', page, WORKLOADS, ['payments/billing', 'payments/reports']);
      await fill(page, 'workload', 'bill');
      await settled();
      const byName = await expectEqual('by workload', page, WORKLOADS, ['payments/billing']);
      await page.evaluate('document.getElementById("f-service").focus()');
      await page.keyboard.type('DynamoDB');
      await settled();
      const byService = await expectEqual('by service', page, WORKLOADS, []);
      const empty = await expectEqual('nothing matches', page, 'document.querySelector("#workloads .empty").hidden', false);
      await page.evaluate('document.querySelector("#filters button").focus()');
      await page.keyboard.press('Enter');
      await settled();
      return [...byNamespace, ...byName, ...byService, ...empty, ...await expectEqual('all again', page, `${WORKLOADS}.length`, 36)];
    },
  },
  {
    name: 'a link to what the filters hide shows it',
    needsScript: true,
    check: async (page) => {
      await fill(page, 'workload', 'billing');
      await settled();
      await page.evaluate('location.hash = "#" + document.querySelector("article.w[data-a=cleaner]").id');
      await settled();
      return expectEqual('hidden', page, 'document.querySelector("article.w[data-a=cleaner]").hidden', false);
    },
  },
  {
    name: 'paper',
    check: async (page) => {
      await page.emulateMediaType('print');
      return [
        ...await expectEqual('no filters on paper', page, 'getComputedStyle(document.querySelector("nav")).display', 'none'),
        ...await page.evaluate<string[]>(OVERLAP),
      ];
    },
  },
];
