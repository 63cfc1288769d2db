import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Reads the documents of many texts at once: a process for each would take too long. */
export interface YamlReader {
  readonly name: string;
  read(texts: readonly string[]): unknown[][];
}

// It has no types of its own.
const jsYaml = jest.requireActual<{ loadAll(text: string): unknown[] }>('js-yaml');

const IN_NODE: readonly YamlReader[] = [
  ...(['1.1', '1.2'] as const).map((version) => ({
    name: `yaml, version ${version}`,
    read: (texts: readonly string[]) => texts.map((text) => parseAllDocuments(text, { version }).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS();
    })),
  })),
  { name: 'js-yaml', read: (texts) => texts.map((text) => jsYaml.loadAll(text)) },
];

const PROGRAM = `
import json, sys, yaml
loader = getattr(yaml, sys.argv[1])
texts = json.load(sys.stdin)
print(json.dumps([list(yaml.load_all(text, Loader=loader)) for text in texts]))
`;

function inPython(command: string, loader: string): YamlReader {
  return {
    name: `PyYAML, ${loader}`,
    read: (texts) => {
      const { status, stdout, stderr } = spawnSync(command, ['-c', PROGRAM, loader], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e9 });
      expect([status, stderr]).toEqual([0, '']);
      return JSON.parse(stdout) as unknown[][];
    },
  };
}

/** The virtual environment of the proof by deployment, or any Python that has PyYAML. */
function pythonReaders(): YamlReader[] {
  const cache = join(__dirname, '..', '..', 'e2e', '.cache');
  const environments = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('venv-')).map((name) => join(cache, name, 'bin', 'python')) : [];
  for (const command of [...environments, process.env.PYTHON ?? 'python3']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import yaml; print(yaml.__with_libyaml__)'], { encoding: 'utf8' });
    if (status === 0) {
      // libyaml is what kubectl's and Helm's reader was translated from.
      return [inPython(command, 'SafeLoader'), ...stdout.trim() === 'True' ? [inPython(command, 'CSafeLoader')] : []];
    }
  }
  return [];
}

/** Readers of YAML that are not ours, of both versions; those of Python where there is one. */
export const YAML_READERS: readonly YamlReader[] = [...IN_NODE, ...pythonReaders()];

/** Whether the readers of Python are among them. */
export const HAS_PYTHON = YAML_READERS.length > IN_NODE.length;
