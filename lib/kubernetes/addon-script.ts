import { GENERATED } from './generated-header';
import { commentText, shellQuoted } from '../core/escape';

/** One add-on with what it is given. */
export interface AddonCommand {
  readonly addonName: string;
  /** A namespace of its own. */
  readonly namespace?: string;
  readonly serviceAccountRoleArn?: string;
  readonly associations: readonly { readonly namespace: string; readonly serviceAccount: string; readonly roleArn: string }[];
}

/** A script that gives the add-ons of a cluster their roles. */
export function addonScript(
  { clusterName, region }: { readonly clusterName: string; readonly region?: string }, file: string, addons: readonly AddonCommand[],
): string {
  const where = ['--cluster-name', shellQuoted(clusterName), ...region === undefined ? [] : ['--region', shellQuoted(region)]].join(' ');
  return [
    '#!/bin/sh',
    `# ${GENERATED}`,
    '# Gives add-ons of EKS their roles. Deploy the roles first. EKS restarts the pods of an add-on whose role changes.',
    '# An add-on that is missing is installed with INSTALL=true:',
    `#   ${commentText(`INSTALL=true sh ${file}`)}`,
    '# The variable AWS may say which AWS CLI and profile to use: AWS=\'aws --profile production\'',
    'set -eu',
    ': "${AWS:=aws}"',
    '',
    '# give <add-on> <namespace of its own> <options>. $AWS is not quoted, since it may hold options.',
    'give() {',
    '  addon=$1',
    '  namespace=$2',
    '  shift 2',
    '  action=update-addon',
    `  if [ "\${INSTALL:-}" = true ] && ! $AWS eks describe-addon ${where} --addon-name "$addon" >/dev/null 2>&1; then`,
    '    action=create-addon',
    '    [ -z "$namespace" ] || set -- "$@" --namespace-config "namespace=$namespace"',
    '  fi',
    `  $AWS eks "$action" ${where} --addon-name "$addon" "$@" >/dev/null`,
    `  $AWS eks wait addon-active ${where} --addon-name "$addon"`,
    '  echo "$addon has its role."',
    '}',
    '',
    ...addons.map(giveCommand),
    '',
  ].join('\n');
}

/** JSON, since names of roles may hold the commas and equals signs of the CLI's shorthand. */
function giveCommand({ addonName, namespace = '', serviceAccountRoleArn, associations }: AddonCommand): string {
  return [
    `give ${shellQuoted(addonName)} ${shellQuoted(namespace)}`,
    ...serviceAccountRoleArn === undefined ? [] : [`--service-account-role-arn ${shellQuoted(serviceAccountRoleArn)}`],
    ...associations.length === 0 ? [] : [`--pod-identity-associations ${shellQuoted(JSON.stringify(
      associations.map(({ serviceAccount, roleArn }) => ({ serviceAccount, roleArn }))))}`],
  ].join(' \\\n  ');
}
