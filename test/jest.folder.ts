import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

// Every CDK app without a folder of its own makes one, a few thousand in a run: they are made in one, which is removed in the end.
const FOLDER = 'CDK_IRSA_TEST_FOLDER';

/** Before the first test, in the process that starts all others, which inherit its environment. */
export default function makeFolder(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'cdk-irsa-tests-'));
  process.env.TMPDIR = process.env[FOLDER];
}

/** After the last one. */
export function removeFolder(): void {
  const folder = process.env[FOLDER];
  if (folder !== undefined) {
    rmSync(folder, { recursive: true, force: true });
  }
}
