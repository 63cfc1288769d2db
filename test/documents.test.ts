import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf-8');

test('docs/BUNDLES.md is generated from the catalogue', () => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-bundles.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
});

test('what README links to in docs/BUNDLES.md is there', () => {
  const page = readFileSync(join(ROOT, 'docs', 'BUNDLES.md'), 'utf-8');
  const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^a-z0-9 ]/g, '').replace(/ /g, '-'));
  const links = [...readme.matchAll(/\]\(docs\/BUNDLES\.md#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  expect(links).toContain('all');
  expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
});

test('README\'s table of a workload\'s keys names every key of the schema', () => {
  const { properties } = JSON.parse(readFileSync(join(ROOT, 'schema', 'workloads.schema.json'), 'utf-8'));
  const section = readme.slice(readme.indexOf('### What a workload may say'), readme.indexOf('## In TypeScript'));
  for (const key of [...Object.keys(properties.workloads.additionalProperties.properties), ...Object.keys(properties)]) {
    expect(section.includes(`\`${key}\``) || ['clusters', 'defaults', 'workloads'].includes(key) ? key : `${key} is missing`).toBe(key);
  }
});

test('the published schema is generated from the code that validates', () => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-schema.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
});

test('the schema asks every object to have known keys only, and describes each of them', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schema', 'workloads.schema.json'), 'utf-8'));
  const undescribed: string[] = [];
  const visit = (node: any, path: string): void => {
    if (node?.properties) {
      expect(`${path} ${node.additionalProperties}`).toBe(`${path} false`);
      Object.entries<any>(node.properties).filter(([key, value]) => !value.description && key !== 'id').forEach(([key]) => undescribed.push(`${path}.${key}`));
    }
    if (node !== null && typeof node === 'object') {
      Object.entries(node).forEach(([key, value]) => visit(value, `${path}.${key}`));
    }
  };
  visit(schema, '');
  expect(undescribed.filter((path) => !path.endsWith('quotas') || !path.includes('accounts'))).toEqual([]);
});
