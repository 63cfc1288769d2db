import type { GivenFacts } from './cluster-facts';
import { isObject } from '../../core/plain-object';
import { show } from '../../core/text';
import { readText } from '../../inventory/read-text';
import { UsageError } from '../usage-error';

const HOW = 'aws eks describe-cluster --name <name> --output json prints it';

/**
 * What the output of `aws eks describe-cluster` says of a cluster.
 *
 * @param path a file, or `-` for standard input
 * @throws UsageError if it is not that output
 */
export function describedCluster(path: string): GivenFacts {
  const what = path === '-' ? 'standard input' : show(path);
  const { cluster } = parsed(path, what);
  if (!isObject(cluster)) {
    throw new UsageError(`--from must be the output of aws eks describe-cluster, got JSON without "cluster" in ${what}: ${HOW}`);
  }
  const { name, arn, identity } = cluster;
  const [, region, account] = /^arn:[^:]+:eks:([^:]*):(\d{12}):cluster\//.exec(textOf(arn) ?? '') ?? [];
  const oidc = isObject(identity) ? identity.oidc : undefined;
  const issuer = isObject(oidc) ? textOf(oidc.issuer) : undefined;
  if (issuer === undefined) {
    throw new UsageError(`--from must name the cluster's issuer (cluster.identity.oidc.issuer), got a cluster without one in ${what}: ${HOW}`);
  }
  return { issuer, account, region, cluster: textOf(name) };
}

function parsed(path: string, what: string): Record<string, unknown> {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    throw new UsageError(`--from: ${what} ${(error as Error).message}`);
  }
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(data)) {
      return data;
    }
  } catch {
    // said below
  }
  throw new UsageError(`--from must be the output of aws eks describe-cluster in JSON, got text that is not a JSON object in ${what}: ${HOW}`);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
