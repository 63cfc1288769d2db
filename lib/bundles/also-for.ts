/** A program that needs nothing but bundles of the catalogue, under a name by which one looks for it. */
export interface AlsoFor {
  readonly program: string;
  /** The bundles for it, by their ids. */
  readonly bundles: readonly string[];
  /** How they are used for it. */
  readonly how: string;
  /** The page of the program that says what it does. */
  readonly source: string;
}

/** Programs without bundles of their own, in the order of the alphabet. Only the search and the documentation read it. */
export const ALSO_FOR: readonly AlsoFor[] = [
  {
    program: 'Airflow',
    bundles: ['s3.readWrite', 'cloudwatch.writeLogs'],
    how: 'remote logs in a bucket, or in log groups',
    source: 'https://airflow.apache.org/docs/apache-airflow-providers-amazon/stable/logging/s3-task-handler.html',
  },
  {
    program: 'Argo CD Image Updater',
    bundles: ['ecr.pull'],
    how: 'with listImages',
    source: 'https://argocd-image-updater.readthedocs.io/en/stable/configuration/registries/',
  },
  {
    program: 'Argo Workflows',
    bundles: ['s3.readWrite'],
    how: 'artifacts; with allowDelete for their garbage collection',
    source: 'https://argo-workflows.readthedocs.io/en/latest/configure-artifact-repository/',
  },
  {
    program: 'Backstage',
    bundles: ['s3.readWrite'],
    how: 'TechDocs in a bucket; with allowDelete for pages that are gone',
    source: 'https://backstage.io/docs/features/techdocs/using-cloud-storage',
  },
  {
    program: 'EMR on EKS',
    bundles: ['s3.readWrite', 'cloudwatch.writeLogs', 'glue.read'],
    how: 'job execution roles, with emrNamespaces for their trust: scripts, data and logs',
    source: 'https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/iam-execution-role.html',
  },
  {
    program: 'GitLab Runner',
    bundles: ['s3.readWrite'],
    how: 'the distributed cache',
    source: 'https://docs.gitlab.com/runner/configuration/advanced-configuration/#the-runnerscaches3-section',
  },
  {
    program: 'Grafana Alloy',
    bundles: ['yace.exporter', 'prometheus.write', 'objectStorage.loki'],
    how: 'metrics of CloudWatch, and what it writes to',
    source: 'https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.cloudwatch/',
  },
  {
    program: 'Jenkins',
    bundles: ['s3.readWrite', 'ecr.push'],
    how: 'artifacts and stashes in a bucket, below a prefix; images that agents build',
    source: 'https://github.com/jenkinsci/artifact-manager-s3-plugin#readme',
  },
  {
    program: 'Kaniko and BuildKit',
    bundles: ['ecr.push'],
    how: 'images that are built in the cluster',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html',
  },
  {
    program: 'Kubecost',
    bundles: ['athena.query', 's3.read', 'sts.assumeRole'],
    how: 'the cost and usage report by Athena, of another account by a role; the feed of spot prices in a bucket',
    source: 'https://github.com/kubecost/docs/blob/v1.x/install-and-configure/install/cloud-integration/aws-cloud-integrations/aws-cloud-integration-using-irsa.md',
  },
  {
    program: 'MLflow',
    bundles: ['s3.readWrite'],
    how: 'the artifact store; with allowDelete for its garbage collection',
    source: 'https://mlflow.org/docs/latest/self-hosting/architecture/artifact-store/',
  },
  {
    program: 'OpenCost',
    bundles: ['athena.query'],
    how: 'the cost and usage report, by Athena',
    source: 'https://opencost.io/docs/configuration/aws/',
  },
  {
    program: 'Spark',
    bundles: ['s3.readWrite', 'glue.read'],
    how: 'tables of the Glue Data Catalog, and their data',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html',
  },
  {
    program: 'Strimzi',
    bundles: ['msk.consume', 'msk.produce'],
    how: 'Kafka Connect and MirrorMaker with MSK',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html',
  },
  {
    program: 'Vector',
    bundles: ['cloudwatch.writeLogs', 'firehose.put', 'kinesis.produce', 's3.write', 'sqs.consume'],
    how: 'its sinks and sources, each with its own bundle',
    source: 'https://vector.dev/docs/reference/configuration/sinks/',
  },
];
