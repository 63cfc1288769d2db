// Makes build/index.js load the submodule `compliance` when it is first used: it needs cdk-nag, which takes 200 ms.
// TypeScript has no export of that kind, and jsii reads none but TypeScript's own.
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const file = join(process.argv[2] ?? join(__dirname, '..'), 'build', 'index.js');
const EAGER = /^exports\.compliance = __importStar\((require\("\.\/compliance\/[\w-]+"\))\);$/m;
const LAZY = 'exports.compliance = require("./core/lazy-module").lazyModule(() => $1);';

const text = readFileSync(file, 'utf-8');
if (EAGER.test(text)) {
  writeFileSync(file, text.replace(EAGER, LAZY));
} else if (!text.includes('.lazyModule(')) {
  console.error(`${file} must export "compliance" as TypeScript compiles "export * as compliance from", but has no such line: change scripts/lazy-exports.ts`);
  process.exitCode = 1;
}
