const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** As test/tsconfig.json has it, for what matters to the text that comes out. */
const OPTIONS = { target: 'ES2022', module: 'CommonJS', esModuleInterop: true, experimentalDecorators: true, inlineSourceMap: true, inlineSources: true };

/** What TypeScript makes of a file of lib/, and the file that keeps it for other workers and runs. */
function transpiled(file, cacheDirectory) {
  const source = readFileSync(file, 'utf8');
  const { version } = require('typescript/package.json');
  const key = createHash('sha256').update(JSON.stringify([version, OPTIONS, file, source])).digest('hex');
  const filename = join(cacheDirectory, 'cdk-irsa-lib', key.slice(0, 2), `${key}.js`);
  return { filename, text: kept(filename) ?? keep(filename, transpile(source, file)) };
}

function transpile(source, file) {
  const { convertCompilerOptionsFromJson, transpileModule } = require('typescript');
  const { options } = convertCompilerOptionsFromJson({ ...OPTIONS, sourceRoot: dirname(file) }, dirname(file));
  return transpileModule(source, { compilerOptions: options, fileName: file }).outputText;
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
