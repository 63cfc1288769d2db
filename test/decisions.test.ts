import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';

const ROOT = join(__dirname, '..');
const DECISIONS = join(ROOT, 'docs', 'decisions');
const pages = readdirSync(DECISIONS).filter((file) => file !== 'README.md');
const index = readFileSync(join(DECISIONS, 'README.md'), 'utf-8');

test('the index lists each decision once, by its title', () => {
  const links = [...index.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, title, file]) => ({ title, file }));
  expect(links.map(({ file }) => file).sort()).toEqual([...pages].sort());
  links.forEach(({ title, file }) => expect(readFileSync(join(DECISIONS, file), 'utf-8')).toMatch(`# ${title}\n`));
});

test('links between our documents lead to files, and to headings in them', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/ARCHITECTURE.md', 'docs/PERFORMANCE.md', 'docs/decisions/README.md',
    ...pages.map((page) => `docs/decisions/${page}`)];
  const broken = documents.flatMap((document) => linksOf(document).filter((link) => !leadsSomewhere(document, link)).map((link) => `${document}: ${link}`));
  expect(broken).toEqual([]);
});

test('files of lib/ that documents name exist', () => {
  const documents = ['CONTRIBUTING.md', 'docs/ARCHITECTURE.md', ...pages.map((page) => `docs/decisions/${page}`)];
  const named = documents.flatMap((document) => [...readFileSync(join(ROOT, document), 'utf-8').matchAll(/`((?:lib|test|scripts|projenrc|core|iam|bundles|cluster|cloudformation|trust|inventory|role|compliance|kubernetes|fleet)\/[\w./-]*)`/g)]
    .map(([, path]) => ({ document, path })));
  // Decisions name files of lib/ without it, and without `.ts`.
  const exists = (path: string) => [path, join('lib', path), join('lib', `${path}.ts`)].some((candidate) => existsSync(join(ROOT, candidate)));
  expect(named.length).toBeGreaterThan(20);
  const planned = ['lib/access', 'lib/adopt'];
  expect(named.filter(({ path }) => !exists(path) && !planned.includes(path))).toEqual([]);
});

function linksOf(document: string): string[] {
  const text = readFileSync(join(ROOT, document), 'utf-8').replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^(https?|mailto):/.test(link));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const file = path === '' ? join(ROOT, document) : resolve(ROOT, dirname(document), path);
  return existsSync(file) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  return [...readFileSync(file, 'utf-8').replace(/```[^]*?```/g, '').matchAll(/^#+ (.+)$/gm)]
    .map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-'));
}
