import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { asUnderCli, roleIn, stackIn } from './fixture';
import type { KubernetesFiles as Files } from '../../lib/kubernetes/kubernetes-files';
import { outputOf, OUTPUTS, pathIn } from '../../lib/kubernetes/outputs';
import { LibraryCopy } from '../library-copy';

const ROOT = join(__dirname, '..', '..');
const placeOf = ({ place }: typeof OUTPUTS[number]) => 'file' in place ? place.file : `${place.folder}/`;

test('each output has a place of its own, and a file is found by it', () => {
  expect(OUTPUTS.map(placeOf).sort())
    .toEqual(['addons/', 'annotate/', 'aws-profiles/', 'check-pods/', 'eksctl/', 'helm/', 'index.json', 'manifests/', 'permissions/', 'pod-tokens/', 'target-roles/']);
  expect(new Set(OUTPUTS.map(({ title }) => title)).size).toBe(OUTPUTS.length);
  OUTPUTS.forEach((output) => expect(outputOf(pathIn(output, 'production/web'))).toBe(output));
  expect(outputOf('other/web.yaml')).toBeUndefined();
});

test('each file in the folder of outputs is in the list, and documented', () => {
  const list = readFileSync(join(ROOT, 'lib/kubernetes/outputs.ts'), 'utf-8');
  const files = readdirSync(join(ROOT, 'lib/kubernetes/outputs')).map((file) => file.replace(/\.ts$/, ''));
  expect(files.filter((file) => !list.includes(`from './outputs/${file}'`))).toEqual([]);
  expect(files).toHaveLength(OUTPUTS.length);
  const docstring = readFileSync(join(ROOT, 'lib/kubernetes/kubernetes-files.ts'), 'utf-8');
  expect(OUTPUTS.map(placeOf).filter((place) => !docstring.includes(` * - \`${place}`))).toEqual([]);
});

test('each output is a line of the page on Kubernetes', () => {
  const page = readFileSync(join(ROOT, 'docs/kubernetes.md'), 'utf-8');
  expect(OUTPUTS.map(placeOf).filter((place) => !page.includes(`\`${place}`))).toEqual([]);
});

describe('one more output', () => {
  const copy = new LibraryCopy('kubernetes');
  afterAll(() => copy.remove());
  asUnderCli();

  copy.write('kubernetes/outputs/role-list.ts', `import { GENERATED } from '../generated-header';
import type { KubernetesOutput } from '../kubernetes-output';

export const ROLE_LIST: KubernetesOutput = {
  place: { folder: 'lists', extension: '.yaml' },
  title: 'Lists',
  start: (files) => ({
    addToCluster: ({ role, workload }, cluster) => files.write(\`\${cluster.displayName}/\${workload}\`, role.node.path, (path) => \`# \${GENERATED}\\n# \${path}\\n\`),
  }),
};
`)
    // In TypeScript this is two lines, the import and the entry.
    .addLine('kubernetes/outputs.ts', 'import { MANIFEST_FILES }', "import { ROLE_LIST } from './outputs/role-list';")
    .addLine('kubernetes/outputs.ts', 'MANIFEST_FILES,', '  ROLE_LIST,');
  const { KubernetesFiles } = copy.load('kubernetes/kubernetes-files');
  const outputDirectory = join(mkdtempSync(join(tmpdir(), 'cdk-irsa-')), 'deploy');

  function synth(workload: string): Files {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk-irsa-')) });
    const files: Files = new KubernetesFiles(app, 'Files', { outputDirectory });
    files.addRole(roleIn(stackIn(app)), { workload, createdBy: copy.load('kubernetes/service-account-creation').ServiceAccountCreation.manifest() });
    app.synth();
    return files;
  }

  test('is one file and its entry in the list: it is written, and in the summary', () => {
    const files = synth('web');
    expect(files.files).toContain('lists/production/web.yaml');
    expect(readFileSync(join(files.directory, 'lists/production/web.yaml'), 'utf-8')).toContain('# lists/production/web.yaml\n');
    expect(copy.load('kubernetes/outputs').outputOf('lists/').title).toBe('Lists');
  });

  test('its stale files are removed', () => {
    synth('web');
    expect(existsSync(join(outputDirectory, 'lists/production/web.yaml'))).toBe(true);
    synth('shop');
    expect(existsSync(join(outputDirectory, 'lists/production/web.yaml'))).toBe(false);
    expect(existsSync(join(outputDirectory, 'lists/production/shop.yaml'))).toBe(true);
    copy.load('kubernetes/output-directory').OutputDirectory.clear(outputDirectory);
    expect(existsSync(outputDirectory)).toBe(false);
  });
});
