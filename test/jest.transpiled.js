const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** As tsconfig.json has it, for what matters to the text that comes out. */
const OPTIONS = { loader: 'ts', format: 'cjs', target: 'es2022', sourcemap: 'inline', sourcesContent: false };

/** What becomes of a file of lib/ without its types, and the file that keeps it for other workers and runs. */
function transpiled(file, cacheDirectory) {
  const source = readFileSync(file, 'utf8');
  const { version } = require('esbuild');
  const key = createHash('sha256').update(JSON.stringify([version, OPTIONS, file, source])).digest('hex');
  const filename = join(cacheDirectory, 'cdk-irsa-lib', key.slice(0, 2), `${key}.js`);
  return { filename, text: kept(filename) ?? keep(filename, transpile(source, file)) };
}

/** By esbuild: TypeScript's own transpiling took a tenth of the CPU time of all tests in a fresh clone. */
function transpile(source, file) {
  return require('esbuild').transformSync(source, { ...OPTIONS, sourcefile: file }).code;
}

function kept(filename) {
  try {
    return readFileSync(filename, 'utf8');
  } catch {
    return undefined;
  }
}

/** Under its name only when it is whole: another worker may look for it at any moment. */
function keep(filename, text) {
  mkdirSync(dirname(filename), { recursive: true });
  const part = `${filename}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, filename);
  return text;
}

module.exports = { transpiled };
