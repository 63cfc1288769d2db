import { readFileSync } from 'fs';
import { join } from 'path';
import { requireCurrentBuild } from './current-build';

// The Python of docs/other-languages.md, by the names of the jsii assembly. "npm run package:check" runs the Python example itself.

requireCurrentBuild();

const ROOT = join(__dirname, '..');
const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf-8')) as { types: Record<string, any> };
const BLOCKS = [...readFileSync(join(ROOT, 'docs/other-languages.md'), 'utf-8').matchAll(/^```python\n([^]*?)^```$/gm)].map(([, text]) => text);

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const named = (name: string) => Object.values(types).find((type) => type.name === name && type.namespace === undefined);

/** The properties that a call takes as keyword arguments. */
function keywords(parameters: readonly any[] = []): string[] {
  const struct = types[parameters.at(-1)?.type.fqn];
  const own = (type: any): string[] => [...type.properties ?? [], ...(type.interfaces ?? []).flatMap((fqn: string) => types[fqn] === undefined ? [] : own(types[fqn]))]
    .map((item) => typeof item === 'string' ? item : item.name);
  return struct === undefined ? [] : own(struct);
}

/** What is written wrong in a block: classes, methods and keyword arguments that the assembly does not have. */
function mistakes(text: string): string[] {
  const imported = [...text.matchAll(/^from cdk_irsa import (.+)$/gm)].flatMap(([, names]) => names.split(', '));
  return imported.flatMap((name) => {
    const type = named(name);
    const calls = [...text.matchAll(new RegExp(`\\b${name}(?:\\.(\\w+))?\\(((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*)\\)`, 'g'))];
    return type === undefined ? [name] : calls.flatMap(([, method, given]) => {
      const called = method === undefined ? type.initializer : type.methods?.find((one: any) => one.name === camelCase(method));
      const outer = given.replace(/\((?:[^()]|\([^()]*\))*\)/g, '()');
      return called === undefined ? [`${name}.${method}`] : [...outer.matchAll(/\b(\w+)=/g)].map(([, key]) => key)
        .filter((key) => !keywords(called.parameters).includes(camelCase(key))).map((key) => `${name}: ${key}`);
    });
  });
}

test('the Python blocks use classes, methods and properties that there are', () => {
  expect(BLOCKS.length).toBeGreaterThan(1);
  expect(BLOCKS.flatMap(mistakes)).toEqual([]);
});

test('a mistake would be found', () => {
  const [text] = BLOCKS;
  expect(mistakes(text.replace('from_issuer_url', 'from_issuer'))).toEqual(['ClusterIssuer.from_issuer']);
  expect(mistakes(text.replace('service_accounts=', 'serviceaccounts='))).toEqual(['ServiceAccountRole: serviceaccounts']);
  expect(mistakes(text.replace('Route53Bundle,', 'Route54Bundle,'))).toEqual(['Route54Bundle']);
});
