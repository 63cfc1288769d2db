import type { ClusterFacts } from './cluster-facts';
import { yamlQuoted, yamlText } from '../../core/escape';
import { explain } from '../../core/text-format';
import { KEY } from '../../fleet/file/formats';

/** What a new folder is made for. */
export interface Starter extends ClusterFacts {
  readonly createProvider: boolean;
  /** The version of this package. */
  readonly version: string;
}

/** A file of a new folder. */
export interface StarterFile {
  readonly name: string;
  readonly text: string;
}

/** The CDK CLI that is known to work; its 3.0.0 was published by accident. */
export const CDK_CLI = '^2.1148.1';

/** What the examples of the documentation install; a copy that is not released has no version of its own. */
const FIRST_RELEASE = '0.1.0';
const NOT_RELEASED = '0.0.0';

/** The example's workload. */
export const WORKLOAD = 'my-app';

/** The versions that npm installs: of this package what is compatible with the one that runs. */
export function dependencies({ version }: Pick<Starter, 'version'>): Readonly<Record<string, string>> {
  return { 'aws-cdk': CDK_CLI, 'cdk-irsa': `^${version === NOT_RELEASED ? FIRST_RELEASE : version}` };
}

/** The files of a new folder, all of them text that a person goes on with. */
export function starterFiles(starter: Starter): readonly StarterFile[] {
  return [
    { name: 'package.json', text: json({ private: true, dependencies: dependencies(starter) }) },
    { name: 'cdk.json', text: json({ app: 'npx cdk-irsa app' }) },
    { name: 'workloads.yaml', text: workloadsYaml(starter) },
    { name: '.gitignore', text: 'node_modules/\ncdk.out/\n' },
  ];
}

/** The name of the cluster in the file. */
export function clusterKey(cluster: string): string {
  const key = cluster.slice(0, 63).replace(/[-_]+$/, '');
  return explain(KEY, key) === undefined ? key : 'main';
}

function workloadsYaml({ issuer, account, region, cluster, createProvider }: Starter): string {
  const key = clusterKey(cluster);
  return `# yaml-language-server: $schema=./node_modules/cdk-irsa/schema/workloads.schema.json

clusters:
  ${yamlText(key)}:
    account: ${yamlQuoted(account)}
    region: ${yamlText(region)}
    issuerUrl: ${yamlText(issuer)}
    clusterName: ${yamlText(cluster)}
    # The cluster's IAM OIDC provider: an account holds one for each issuer (aws iam list-open-id-connect-providers).
    # true creates it here; false if it exists already.
    createProvider: ${createProvider}

workloads:
  # The IAM role "${WORKLOAD}", for the pods of the service account "${WORKLOAD}" in the namespace "default".
  ${WORKLOAD}:
    namespaces: [default]
    bundles:
      # Read access to the objects of a bucket: write the name of yours. "npx cdk-irsa bundles" lists what else there is.
      - id: s3.read
        buckets: [${WORKLOAD}-${account}]
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
