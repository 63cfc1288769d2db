import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { makeCalls } from './calls';
import type { Call, Outcome } from './calls';
import { E2E } from '../support/folders';
import type { Credentials } from '../support/places';
import { start } from '../support/processes';

/** A pod, whichever way it gets its role. */
interface Pod {
  readonly gatewayUrl: string;
  readonly region: string;
  /** Its service account's token, for who gives the role. */
  readonly token: string;
  /** A folder for the token's file. */
  readonly folder: string;
}

/** A pod with IRSA: the webhook tells it the role. */
export interface PodProps extends Pod {
  readonly roleArn: string;
}

/** A pod with an EKS Pod Identity association: the webhook tells it where the agent is. */
export interface AssociatedPodProps extends Pod {
  readonly agentUrl: string;
}

let tokens = 0;

/** Makes calls in a process of its own, with nothing but the environment of a pod. */
export function runPod(pod: PodProps | AssociatedPodProps, calls: readonly Call[]): Promise<Outcome[]> {
  const { gatewayUrl, region, token, folder } = pod;
  const tokenFile = join(folder, `token-${tokens++}`);
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const child = start(process.execPath, [program(folder)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...'agentUrl' in pod
        ? { AWS_CONTAINER_CREDENTIALS_FULL_URI: pod.agentUrl, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile }
        : { AWS_ROLE_ARN: pod.roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile },
      AWS_REGION: region,
      // Not of EKS: where the emulator is, that no other source of credentials is asked, and what Node.js needs.
      AWS_ENDPOINT_URL: gatewayUrl,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      HOME: join(folder, 'nobody'),
      PATH: process.env.PATH,
      TMPDIR: tmpdir(),
      NODE_NO_WARNINGS: '1',
    },
  });
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
    child.once('error', reject);
    child.once('close', (status) => status === 0 ? resolve(JSON.parse(stdout) as Outcome[]) : reject(new Error(`the pod must end well, got ${status}: ${stderr.slice(-1_000)}`)));
    child.stdin!.end(JSON.stringify(calls));
  });
}

/** The same without a process: a session for the token, then the calls with it. Everything fails that fails in a pod. */
export async function callAsPod(pod: PodProps | AssociatedPodProps, calls: readonly Call[]): Promise<Outcome[]> {
  return callWith(pod, await ('agentUrl' in pod ? askAgent(pod) : assume(pod)), calls);
}

/** Calls with a session that a pod has already, as the SDK keeps one. */
export async function callWith({ gatewayUrl, region }: Pick<Pod, 'gatewayUrl' | 'region'>, session: Session, calls: readonly Call[]): Promise<Outcome[]> {
  return 'refused' in session ? calls.map(() => session.refused)
    : makeCalls(calls, { endpoint: gatewayUrl, region, credentials: session, maxAttempts: 1 });
}

/** The pod's program as JavaScript, below `e2e/` so that it finds the SDK: a pod is to start quickly. */
function program(folder: string): string {
  const main = join(folder, 'main.js');
  for (const name of existsSync(main) ? [] : ['calls', 'main']) {
    const { outputText } = transpileModule(readFileSync(join(E2E, 'pod', `${name}.ts`), 'utf8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
    });
    writeFileSync(join(folder, `${name}.js`), outputText);
  }
  return main;
}

/** What a pod gets of STS or of the agent. */
export type Session = Required<Credentials> | { readonly refused: string };

/** Asks the agent of the node, as the SDK does. */
export async function askAgent({ agentUrl, token }: Pick<AssociatedPodProps, 'agentUrl' | 'token'>): Promise<Session> {
  const answer = await fetch(agentUrl, { headers: { authorization: token } });
  const body = await answer.json() as Record<string, string>;
  return answer.ok ? { accessKeyId: body.AccessKeyId, secretAccessKey: body.SecretAccessKey, sessionToken: body.Token }
    : { refused: `${body.Code}: ${body.Message}` };
}

/** Becomes a role with a token. */
export async function assume(
  { gatewayUrl, roleArn, region, token }: Omit<PodProps, 'folder'>, DurationSeconds?: number,
): Promise<Session> {
  const sts = new STSClient({ endpoint: gatewayUrl, region, credentials: { accessKeyId: 'none', secretAccessKey: 'none' }, maxAttempts: 1 });
  try {
    const { Credentials: made } = await sts.send(new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn, RoleSessionName: 'pod', WebIdentityToken: token, DurationSeconds,
    }));
    return { accessKeyId: made!.AccessKeyId!, secretAccessKey: made!.SecretAccessKey!, sessionToken: made!.SessionToken! };
  } catch (error) {
    return { refused: `${(error as Error).name}: ${(error as Error).message}` };
  }
}
