import { spawn } from 'child_process';
import { mkdirSync, mkdtempSync } from 'fs';
import * as nodeModule from 'module';
import { tmpdir } from 'os';
import { join } from 'path';

// Every CDK app without a folder of its own makes one, a few thousand in a run: they are made in one, which is removed in the end.
const FOLDER = 'CDK_IRSA_TEST_FOLDER';

/** Before the first test, in the process that starts all others, which inherit its environment. */
export default function makeFolder(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'cdk-irsa-tests-'));
  process.env.TMPDIR = process.env[FOLDER];
  keepCompiled(join(process.env.TMPDIR, 'compiled'));
}

/** The processes that tests start keep what V8 compiled for each other: Node.js itself does from 22.1 on. */
function keepCompiled(folder: string): void {
  if ('enableCompileCache' in nodeModule) {
    process.env.NODE_COMPILE_CACHE = folder;
    return;
  }
  mkdirSync(folder);
  process.env.CDK_IRSA_COMPILED = folder;
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(join(__dirname, 'jest.compiled.cjs'))}`;
}

/** After the last one, by a process that goes on when Jest has ended: removing ten thousand small files takes a disk up to a minute. */
export function removeFolder(): void {
  const folder = process.env[FOLDER];
  if (folder !== undefined) {
    const remove = 'fs.rmSync(process.argv[1], { recursive: true, force: true })';
    spawn(process.execPath, ['-e', remove, folder], { cwd: tmpdir(), detached: true, stdio: 'ignore', env: {} }).unref();
  }
}
