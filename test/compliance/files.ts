import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { audit } from '../../lib/cli/audit/audit';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { findFiles } from '../../lib/inventory/find-files';
import { temporaryFolder } from '../fleet/support';

export const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
export const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
/** The moment for which files are judged. */
const NOW = Date.parse('2026-11-01T00:00:00Z');

/** What is found in a folder of files, each as `<file>:<line> <resource>: <level> <id>: <message>`, and what is not judged as `<file>: <message>`. */
export function foundInFiles(files: Record<string, unknown>, paths: readonly string[] = ['.'], options: { readonly audiences?: string[] } = {}): string[] {
  const folder = folderOf(files);
  const found = findFiles(paths.map((path) => join(folder, path)));
  const { findings, problems, notes } = audit(found.files, { ...judgeOptions({ now: NOW, ...options }), levels: new Map() });
  const named = (file: string) => relative(folder, file);
  return [
    ...findings.map(({ where: { file, place, resource }, level, id, message }) => `${named(file)}:${place.line} ${resource}: ${level} ${id.replace('IrsaChecks-', '')}: ${message}`),
    ...[...found.problems, ...problems].map(({ file, place, message }) => `${named(file)}${place === undefined ? '' : `:${place.line}`}: ${message}`),
    ...notes.map(({ file, place, message }) => `${named(file)}${place === undefined ? '' : `:${place.line}`}: note: ${message}`),
  ];
}

/** The commands that findings of the files name. */
export function commandsIn(files: Record<string, unknown>): string[] {
  return audit(findFiles([folderOf(files)]).files, { ...judgeOptions({ now: NOW }), levels: new Map() }).findings.flatMap(({ command }) => command ?? []);
}

function folderOf(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  }
  return folder;
}

/** A trust of one service account. */
export function trust(subject = 'system:serviceaccount:shop:api', aud = 'sts.amazonaws.com', issuer = ISSUER) {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
      Condition: { StringEquals: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: subject } },
    }],
  };
}

/** A template with one role. */
export function roleTemplate(properties: object = { RoleName: 'api' }, document: unknown = trust(), besides: object = {}) {
  return { Resources: { Api: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ...properties } }, ...besides } };
}

/** A manifest in YAML. */
export function account(metadata: object = {}, annotations: object = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api' }) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api', namespace: 'shop', annotations, ...metadata } };
}
