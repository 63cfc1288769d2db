import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Namespace, Pod, ServiceAccount } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

/** An object of the Kubernetes API. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: any;
}

const KINDS: Readonly<Record<string, new (object: any) => { validate(): void }>> = { Namespace, Pod, ServiceAccount };

/** The objects in the YAML files of a folder and its subfolders. */
export function objectsIn(folder: string): KubernetesObject[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort()
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJS() as KubernetesObject);
}

/** What the schema of the Kubernetes API has against an object. */
export function faultsOf(object: KubernetesObject): string[] {
  const kind = object.apiVersion === 'v1' ? KINDS[object.kind] : undefined;
  if (!kind) {
    return [`${object.apiVersion} ${object.kind} is no kind that is expected here`];
  }
  try {
    new kind(object).validate();
    return [];
  } catch (error) {
    return [`${object.kind} ${object.metadata?.name}: ${(error as Error).message}`];
  }
}
