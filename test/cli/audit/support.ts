import { spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Command } from 'commander';
import { addAuditCommand } from '../../../lib/cli/audit/command';
import { requireCurrentBuild } from '../../current-build';
import { temporaryFolder } from '../../fleet/support';

export { temporaryFolder };

const ROOT = join(__dirname, '..', '..', '..');
/** As it is published: to compile it for each run would take most of the time. */
const COMMAND = join(ROOT, 'build', 'cli', 'main.js');

requireCurrentBuild();

export const FIXTURES = join(__dirname, 'fixtures');
export const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
export const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
}

/**
 * What the command prints, and its exit code. It runs in this process, which takes a tenth of the time of a process of its own,
 * unless it reads standard input or a device. Wrong usage is for `command`.
 */
export function audit(args: readonly string[], options: RunOptions = {}): Run {
  const isOfProcess = options.input !== undefined || args.some((arg) => arg.startsWith('/dev/'));
  return isOfProcess ? command(['audit', ...args], options) : auditHere(args, options);
}

function auditHere(args: readonly string[], { cwd = FIXTURES, env = {} }: RunOptions): Run {
  const printed = { stdout: '', stderr: '' };
  const streamOf = (name: keyof typeof printed) => ({ write: (text: string) => { printed[name] += text; }, on: () => undefined });
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const before = process.cwd();
  const own = Object.getOwnPropertyDescriptors(process);
  Object.entries({ stdout: streamOf('stdout'), stderr: streamOf('stderr'), env: { ...rest, ...env }, exitCode: undefined })
    .forEach(([name, value]) => Object.defineProperty(process, name, { configurable: true, writable: true, value }));
  process.chdir(cwd);
  try {
    const program = new Command('cdk-irsa').exitOverride();
    addAuditCommand(program, '0.0.0');
    program.parse(['audit', ...args], { from: 'user' });
    return { ...printed, status: Number(process.exitCode) };
  } finally {
    process.chdir(before);
    ['stdout', 'stderr', 'env', 'exitCode'].forEach((name) => name in own ? Object.defineProperty(process, name, own[name]) : Reflect.deleteProperty(process, name));
  }
}

/** The real command, as a process of its own. */
export function command(args: readonly string[], { cwd = FIXTURES, input = '', env = {} }: RunOptions = {}): Run {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd, input, encoding: 'utf-8', maxBuffer: 250_000_000, env: { ...rest, ...env },
  });
  return { status, stdout, stderr };
}

/** A folder with files: text, bytes, or what is written as JSON. */
export function folderWith(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, undefined, 2));
  }
  return folder;
}

/** A statement for service accounts; sound, unless the conditions are others. */
export function statement(conditions: unknown = { StringEquals: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:api', [`${ISSUER}:aud`]: 'sts.amazonaws.com' } }) {
  return { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: PROVIDER }, Condition: conditions };
}

export function role(trust: unknown = { Version: '2012-10-17', Statement: [statement()] }, more: object = {}) {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...more } };
}

/** A role that every service account of the cluster may become. */
export function openRole(more: object = {}) {
  return role({ Version: '2012-10-17', Statement: [statement({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } })] }, more);
}

export const MISSING_SUB = `statement 1 of the trust lets every service account of ${PROVIDER} become the role, such as system:serviceaccount:evil:x: add a condition on its sub`;
