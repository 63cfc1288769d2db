import { Annotations, Stack } from 'aws-cdk-lib/core';
import { INDEX_FILE } from './outputs/index-file';
import { WrittenIndex } from './written-index';
import { isObject } from '../core/plain-object';
import { list, show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** A role in a cluster, as two indexes know it. */
type Ways = ReadonlyMap<string, string>;

/**
 * Warns about a step between IRSA and EKS Pod Identity that is left out, by the index that is in a directory: roles that go from one to
 * the other without both between them. Pods that run lose their role then. On a stack, since the CLI shows no warning of the app itself.
 */
export function warnOfSkippedSteps(directory: string, files: ReadonlyMap<string, string>, roles: readonly IServiceAccountRole[]): void {
  const [before, after] = [writtenRoles(directory), rolesIn(files.get(INDEX_FILE.place.file))].map(waysOf);
  skippedSteps(before, after).forEach((step) => Annotations.of(Stack.of(roles[0])).addWarningV2('cdk-irsa:skippedStep', step));
}

/** What cannot be read is an error when the directory is written. */
function writtenRoles(directory: string): Record<string, unknown>[] {
  try {
    return WrittenIndex.in(directory)?.roles ?? [];
  } catch {
    return [];
  }
}

function skippedSteps(before: Ways, after: Ways): string[] {
  const [toPodIdentity, toIrsa] = [['irsa', 'podIdentity'], ['podIdentity', 'irsa']].map(([from, to]) =>
    [...after].filter(([key, way]) => way === to && before.get(key) === from).map(([key]) => key));
  return [
    ...message(toPodIdentity, 'IRSA', 'EKS Pod Identity', 'podIdentity'),
    ...message(toIrsa, 'EKS Pod Identity', 'IRSA', 'irsa'),
  ];
}

function message(keys: readonly string[], from: string, to: string, identity: string): string[] {
  const shown = keys.length > 3 ? [...keys.slice(0, 3), `${keys.length - 3} more`] : keys;
  return keys.length === 0 ? [] : [
    `${list(shown)} ${keys.length === 1 ? 'goes' : 'go'} from ${from} to ${to} in one step, by which pods that run lose the role: deploy identity: both first, ` +
    `restart the pods, and then deploy identity: ${identity} (docs/pod-identity.md#move-from-irsa-without-a-gap)`,
  ];
}

/** By the role and the cluster, as messages name them. */
function waysOf(roles: readonly Record<string, unknown>[]): Ways {
  return new Map(roles.flatMap(({ roleArn, clusters }) => (Array.isArray(clusters) ? clusters : []).filter(isObject)
    .map(({ name, identity }) => [`${show(String(roleArn))} in ${String(name)}`, typeof identity === 'string' ? identity : 'irsa'] as const)));
}

function rolesIn(index = '{ "roles": [] }'): Record<string, unknown>[] {
  return (JSON.parse(index) as { readonly roles: Record<string, unknown>[] }).roles;
}
