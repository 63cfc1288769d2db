import type { GivenCollectOptions } from './collect-options';
import { ACCOUNTS_AND_PODS, NODES, TO_LIST } from './object-templates';
import { commentText, shellQuoted } from '../../core/escape';

/** What the script is for. */
export interface ScriptOptions extends Pick<GivenCollectOptions, 'folder' | 'region' | 'without'> {
  /** All of the region, if none is named. */
  readonly clusters: readonly string[];
  readonly version: string;
}

/** A script for POSIX sh. Whoever runs it reads it first: it has one command for each file that it writes. */
export function collectScript(options: ScriptOptions): string {
  const { without = [] } = options;
  return [
    head(options),
    SAVING,
    ...without.includes('clusters') ? [] : [without.includes('kubernetes') ? '' : OBJECTS, CLUSTER, clusters(options)],
    ...without.includes('account') ? [] : [ACCOUNT],
    END,
  ].filter((part) => part !== '').join('\n');
}

function head({ folder, region, without = [], version }: ScriptOptions): string {
  const tools = without.includes('clusters') || without.includes('kubernetes') ? 'aws awk' : 'aws awk kubectl';
  return `#!/bin/sh
# Collects what "cdk-irsa audit" judges of clusters and of the account of your AWS credentials. It reads only: nothing in AWS
# or in a cluster is changed. Values of environment variables and tokens are not written.
# Made by cdk-irsa ${commentText(version)}. What it needs is printed by: cdk-irsa collect --print policy, and --print cluster-role.
set -euf
umask 077
export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_MAX_ATTEMPTS=10 AWS_RETRY_MODE=adaptive
folder=${shellQuoted(folder)}
${region === undefined ? 'region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}' : `region=${shellQuoted(region)}`}

fail() {
  printf 'collect: %s\\n' "$1" >&2
  exit 1
}

for tool in ${tools}; do
  command -v "$tool" >/dev/null 2>&1 || fail "$tool is not in the PATH: install it, then run this again"
done
${without.includes('clusters') ? '' : `[ -n "$region" ] || fail 'no region is set: give collect --region, or set AWS_REGION'
`}case $folder in -*) folder=./$folder ;; esac
kept=0
mkdir -p "$folder" || fail "$folder cannot be made"
temporary=$(mktemp -d) || fail 'no temporary folder can be made'
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
account=$(aws sts get-caller-identity --query Account --output text) || fail 'aws has no credentials that work'
case $account in '' | *[!0-9]*) fail 'aws sts get-caller-identity printed no account number: look at what it prints, such as the page of a proxy' ;; esac
`;
}

/** What is there already stays, so that a second run goes on where the first ended. */
const SAVING = `# save FILE COMMAND...: writes what a command prints, whole or not at all; a file that is there is kept
save() {
  file=$1
  shift
  if [ -s "$file" ]; then
    kept=$((kept + 1))
    return 0
  fi
  mkdir -p "$(dirname "$file")"
  "$@" >"$file.part" || fail "$1 $2 $3 failed, as it says above: once that is mended, run this again, and it goes on"
  mv "$file.part" "$file"
}

# names COMMAND...: the names that a command lists
names() {
  "$@" --output text >"$temporary/names" || fail "$1 $2 $3 failed, as it says above: once that is mended, run this again, and it goes on"
  tr '\\t' '\\n' <"$temporary/names"
}
`;

const OBJECTS = `# The ServiceAccounts and pods of a cluster. The ARN of a pod's role is compared with the annotation in the pipe.
objects() {
  kubectl --kubeconfig "$temporary/kubeconfig" --request-timeout=120s get serviceaccounts,pods --all-namespaces --show-managed-fields \\
    -o go-template=${shellQuoted(ACCOUNTS_AND_PODS)} | awk ${shellQuoted(TO_LIST)}
}

nodes() {
  kubectl --kubeconfig "$temporary/kubeconfig" --request-timeout=120s get nodes -o go-template=${shellQuoted(NODES)}
}
`;

const CLUSTER = `cluster() {
  name=$1
  into=$folder/clusters/$account/$region/$name
  printf 'collect: cluster %s\\n' "$name" >&2
  save "$into/cluster.json" aws eks describe-cluster --name "$name" --region "$region" --output json \\
    --query '{cluster: {name: cluster.name, arn: cluster.arn, identity: cluster.identity, computeConfig: cluster.computeConfig}}'
  save "$into/add-ons.json" aws eks list-addons --cluster-name "$name" --region "$region" --output json
  save "$into/associations.json" aws eks list-pod-identity-associations --cluster-name "$name" --region "$region" --output json
  ids=$(names aws eks list-pod-identity-associations --cluster-name "$name" --region "$region" --query 'associations[].associationId')
  for id in $ids; do
    save "$into/associations/$id.json" aws eks describe-pod-identity-association --cluster-name "$name" --region "$region" \\
      --association-id "$id" --output json --query '{association: association.{clusterName: clusterName, namespace: namespace,
        serviceAccount: serviceAccount, roleArn: roleArn, associationArn: associationArn, associationId: associationId,
        targetRoleArn: targetRoleArn, disableSessionTags: disableSessionTags}}'
  done
}
`;

function clusters({ clusters: named, without = [] }: ScriptOptions): string {
  const ofCluster = without.includes('kubernetes') ? '' : `
  aws eks update-kubeconfig --name "$name" --region "$region" --kubeconfig "$temporary/kubeconfig" >/dev/null ||
    fail "no kubeconfig for the cluster $name can be made, as aws says above"
  save "$into/objects.json" objects
  save "$into/nodes.json" nodes`;
  const all = named.length > 0 ? '' : `
listed=
for name in $clusters; do
  listed="$listed\\"$name\\","
done
mkdir -p "$folder/clusters/$account/$region"
printf '{"cdkIrsaCollection": {"account": "%s", "region": "%s", "isAllClusters": true, "clusters": [%s]}}\\n' \\
  "$account" "$region" "\${listed%,}" >"$folder/clusters/$account/$region/collection.json"`;
  return `${named.length > 0 ? `clusters='${named.join(' ')}'` : 'clusters=$(names aws eks list-clusters --region "$region" --query \'clusters[]\')'}
for cluster in $clusters; do
  cluster "$cluster"${ofCluster}
done${all}
`;
}

const ACCOUNT = `into=$folder/accounts/$account
printf 'collect: account %s\\n' "$account" >&2
save "$into/roles.json" aws iam get-account-authorization-details --filter Role LocalManagedPolicy --output json
save "$into/providers.json" aws iam list-open-id-connect-providers --output json
number=0
arns=$(names aws iam list-open-id-connect-providers --query 'OpenIDConnectProviderList[].Arn')
for arn in $arns; do
  number=$((number + 1))
  save "$into/providers/$number.json" aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$arn" --output json \\
    --query '{Url: Url, ClientIDList: ClientIDList}'
done
`;

const END = `[ "$kept" -eq 0 ] || printf 'collect: %s files were there and are kept: to collect all anew, remove %s\\n' "$kept" "$folder" >&2
printf 'collect: done. Now: npx cdk-irsa audit %s\\n' "$folder" >&2
`;
