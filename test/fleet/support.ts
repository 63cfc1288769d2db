import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';

export { asUnderCli } from '../kubernetes/fixture';

/** A folder of a test, which is removed with all others after the run (jest.folder.ts). */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cdk-irsa-test-'));
}

/** Writes a file, and answers with its path. */
export function fileOf(content: string | Buffer, folder = temporaryFolder(), name = 'workloads.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** One cluster, `main`, of account 111122223333. */
export const MAIN = `clusters:
  main:
    account: "111122223333"
    region: eu-central-1
    issuerUrl: ${issuer()}
`;

/** Clusters `main` and `blue` of one account and region, and `other` of another account and region. */
export const THREE = `${MAIN}  blue:
    account: "111122223333"
    region: eu-central-1
    issuerUrl: ${issuer(2)}
  other:
    account: "444455556666"
    region: us-east-1
    issuerUrl: ${issuer(3, 'us-east-1')}
`;

export function fleetOf(content: string, app = new App()): ServiceAccountFleet {
  return ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(content));
}

/** The errors of a file, each as `line:column: path: message`. */
export function errorsOf(content: string | Buffer): string[] {
  const file = fileOf(content);
  try {
    ServiceAccountFleet.fromFile(new App(), 'Fleet', file);
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(`${file}:`, ''));
  }
  return [];
}

/** A cluster as a flow map. */
export function clusterOf(account: string, n: number, region = 'eu-west-1'): string {
  return `{ account: "${account}", region: ${region}, issuerUrl: ${issuer(n, region)} }`;
}
