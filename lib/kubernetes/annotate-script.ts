import { GENERATED } from './generated-header';
import { commentText, shellQuoted, shellWord } from '../core/escape';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** A script for the service accounts of one cluster. */
export function annotateScript(clusterName: string, file: string, commands: readonly string[]): string {
  return [
    '#!/bin/sh',
    `# ${GENERATED}`,
    '# Annotates service accounts that exist already with the ARNs of their roles. To choose the cluster:',
    `#   ${commentText(`${chosenCluster(clusterName)} sh ${file}`)}`,
    '# The webhook looks at a pod once, when it is made: restart the pods that run already, such as with',
    '#   kubectl rollout restart deployment,statefulset,daemonset --namespace <namespace>',
    '# kubectl get pods --field-selector spec.serviceAccountName=<name> --namespace <namespace> lists them.',
    'set -eu',
    ': "${KUBECTL:=kubectl}"',
    '',
    '# $KUBECTL is not quoted, since it may hold options.',
    ...commands,
    '',
    "echo 'Annotated. Pods that run already must be restarted to get their role.'",
    '',
  ].join('\n');
}

/** One `kubectl annotate`. */
export function annotateCommand(subject: ServiceAccountSubject, annotations: { [key: string]: string }): string {
  return [
    `$KUBECTL annotate serviceaccount ${shellQuoted(subject.serviceAccountName)} --namespace ${shellQuoted(subject.namespace)} --overwrite`,
    ...Object.entries(annotations).map(([key, value]) => shellQuoted(`${key}=${value}`)),
  ].join(' \\\n  ');
}

/** How to choose the cluster. KUBECTL is split at blanks, so it can hold a name of plain characters only. */
function chosenCluster(clusterName: string): string {
  const context = shellWord(clusterName) === clusterName ? clusterName : '<context>';
  return `KUBECTL=${shellQuoted(`kubectl --context ${context}`)}`;
}
