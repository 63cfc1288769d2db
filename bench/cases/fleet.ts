import { writeFileSync } from 'fs';
import { join } from 'path';
import { PER_STACK } from './bench-case';
import type { BenchCase } from './bench-case';
import { clusterAt, workloadsOf } from '../workload';

const FILE = 'workloads.yaml';

/** Ours, from a file: reading and checking it, and the files for Kubernetes, included. */
export const FLEET: BenchCase = {
  perStack: PER_STACK,
  prepare: ({ count, perStack, folder }) => {
    writeWorkloadsFile(folder, count, perStack);
  },
  build: ({ app, folder, library }) => {
    library().ServiceAccountFleet.fromFile(app, 'Fleet', join(folder, FILE));
  },
};

/** @returns the path of the file */
export function writeWorkloadsFile(folder: string, count: number, perStack = PER_STACK): string {
  const clusters = Array.from({ length: Math.ceil(count / perStack) }, (_, index) => clusterAt(index)).map(({ name, account, region, issuer }) => `\
  ${name}:
    account: "${account}"
    region: ${region}
    issuerUrl: https://${issuer}
`);
  const workloads = workloadsOf(count, perStack).map(({ name, prefix, cluster }) => `\
  ${name}:
    clusters: [${cluster.name}]
    bundles:
      - id: s3.read
        buckets: [${cluster.bucketName}]
        prefix: ${prefix}
`);
  const file = join(folder, FILE);
  writeFileSync(file, `clusters:\n${clusters.join('')}\nworkloads:\n${workloads.join('')}`);
  return file;
}
