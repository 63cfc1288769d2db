import { join } from 'node:path';
import { ROOT } from './folders';
import type { Place } from './places';
import type { Finished } from './processes';
import { run } from './processes';

const CLI = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The repository's own CDK CLI, as an administrator of a place uses it. */
export class Cdk {
  public constructor(private readonly place: Place, private readonly home: string) {}

  /** @throws if the CLI fails */
  public async succeed(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.try(args);
    requireSuccess(args.join(' '), status, stdout + stderr);
    return stdout + stderr;
  }

  public try(args: readonly string[], cwd = ROOT): Promise<Finished> {
    const { emulatorUrl, region, credentials } = this.place;
    return run(process.execPath, [CLI, ...args, '--no-notices', '--no-color'], {
      cwd,
      env: {
        PATH: process.env.PATH,
        HOME: this.home, // the CLI keeps account ids there, and must find nobody's profiles
        AWS_ENDPOINT_URL: emulatorUrl,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: '1',
        CI: '1',
        NODE_NO_WARNINGS: '1',
        NO_COLOR: '1',
      },
    });
  }

  public async bootstrap(): Promise<void> {
    // In the repository's folder it would run the app first.
    const { status, stdout, stderr } = await this.try(['bootstrap', this.place.environment], this.home);
    requireSuccess('bootstrap', status, stdout + stderr);
  }

  /** Deploys stacks of an app, or of a folder that was synthesised. */
  public deploy(app: string, ...rest: string[]): Promise<string> {
    return this.succeed('deploy', '--app', app, '--require-approval', 'never', ...rest);
  }
}

function requireSuccess(command: string, status: number | null, output: string): void {
  if (status !== 0) {
    throw new Error(`cdk ${command} must succeed, got exit code ${status}:\n${lastLines(output)}`);
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-15).map((line) => `  ${line}`).join('\n');
}
