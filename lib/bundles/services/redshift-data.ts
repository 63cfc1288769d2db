import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { REDSHIFT_CLUSTERS, REDSHIFT_NAME, REDSHIFT_WORKGROUPS } from '../resources/data-catalogue';
import { withPart } from '../resources/regional';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `RedshiftDataBundle.query`. */
export interface RedshiftDataQueryOptions {
  /** Ids of clusters in the account and region of the role's stack, or ARNs. At least one. */
  readonly clusters: string[];

  /** Names of the databases of the clusters. At least one. */
  readonly databases: string[];

  /** Names of the users of the databases as whom statements run. At least one. */
  readonly users: string[];
}

/** Options for `RedshiftDataBundle.queryServerless`. */
export interface RedshiftDataQueryServerlessOptions {
  /** Ids of workgroups in the account and region of the role's stack, or ARNs. At least one. */
  readonly workgroups: string[];
}

/**
 * The Data API of Redshift: given clusters and workgroups. Results can be read of the statements that the session itself ran.
 *
 * @example
 * role.addBundle(RedshiftDataBundle.query({ clusters: ['warehouse'], databases: ['sales'], users: ['reporting'] }));
 */
export class RedshiftDataBundle {
  /**
   * Run statements in clusters, as given users with temporary credentials. Bundle id `redshiftData.query`.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
   */
  public static query(options: RedshiftDataQueryOptions): IPolicyBundle {
    return QUERY.fromOptions(options);
  }

  /**
   * Run statements in workgroups of Redshift Serverless, as the user of the role. Bundle id `redshiftData.queryServerless`.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
   */
  public static queryServerless(options: RedshiftDataQueryServerlessOptions): IPolicyBundle {
    return QUERY_SERVERLESS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [QUERY, QUERY_SERVERLESS];
  }

  private constructor() {}
}

const ACCESS = 'https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html';

const QUERY = defineBundle<RedshiftDataQueryOptions>()({
  id: 'redshiftData.query',
  summary: 'Run statements in given clusters as given users',
  sources: [ACCESS, 'https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html'],
  parameters: {
    clusters: required(names(REDSHIFT_CLUSTERS, 'Ids or ARNs of the clusters.')),
    databases: required(texts(REDSHIFT_NAME, 'Names of the databases of the clusters.')),
    users: required(texts(REDSHIFT_NAME, 'Names of the users of the databases.')),
  },
  statements: ({ clusters, databases, users }) => [
    executionStatement(clusters),
    allow({
      actions: ['redshift:GetClusterCredentials'],
      resources: [...within(clusters, 'dbname', databases), ...within(clusters, 'dbuser', users)],
    }),
    ownStatements(),
  ],
});

const QUERY_SERVERLESS = defineBundle<RedshiftDataQueryServerlessOptions>()({
  id: 'redshiftData.queryServerless',
  summary: 'Run statements in given workgroups of Redshift Serverless',
  sources: [ACCESS],
  parameters: {
    workgroups: required(names(REDSHIFT_WORKGROUPS, 'Ids or ARNs of the workgroups.')),
  },
  statements: ({ workgroups }) => [
    executionStatement(workgroups),
    allow({ actions: ['redshift-serverless:GetCredentials'], resources: workgroups }),
    ownStatements(),
  ],
});

function executionStatement(resources: readonly string[]): BundleStatement {
  return allow({ actions: ['redshift-data:BatchExecuteStatement', 'redshift-data:ExecuteStatement'], resources });
}

/** Following statements that the session itself ran, and reading their results. */
function ownStatements(): BundleStatement {
  return allow({
    actions: ['redshift-data:CancelStatement', 'redshift-data:DescribeStatement', 'redshift-data:GetStatementResult', 'redshift-data:ListStatements'],
    resources: ['*'],
    conditions: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
    evidence: { reason: 'a statement gets its id when it is run, and the actions support no resource; the condition limits them to own statements', source: ACCESS },
  });
}

/** The ARNs of databases or users of clusters. */
function within(clusters: readonly string[], kind: 'dbname' | 'dbuser', given: readonly string[]): string[] {
  return clusters.flatMap((cluster) => given.map((name) => `${withPart(cluster, ':cluster:', `:${kind}:`)}/${name}`));
}
