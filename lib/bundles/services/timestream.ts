import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { TIMESTREAM_TABLES } from '../resources/data-catalogue';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `TimestreamBundle.write` and `TimestreamBundle.read`. */
export interface TimestreamOptions {
  /** Tables with their databases, such as `sensors/readings`, in the account and region of the role's stack, or ARNs. At least one. */
  readonly tables: string[];
}

/**
 * Timestream for LiveAnalytics: given tables.
 *
 * @example
 * role.addBundle(TimestreamBundle.write({ tables: ['sensors/readings'] }));
 */
export class TimestreamBundle {
  /** Write records to tables. Bundle id `timestream.write`. */
  public static write(options: TimestreamOptions): IPolicyBundle {
    return WRITE.fromOptions(options);
  }

  /** Query tables. Bundle id `timestream.read`. */
  public static read(options: TimestreamOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [WRITE, READ];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/timestream/latest/developerguide/security_iam_id-based-policy-examples.html', 'https://docs.aws.amazon.com/timestream/latest/developerguide/Using-API.endpoint-discovery.how-it-works.html'];

const PARAMETERS = { tables: required(names(TIMESTREAM_TABLES, 'Tables with their databases, such as sensors/readings, or ARNs.')) };

const WRITE = defineBundle<TimestreamOptions>()({
  id: 'timestream.write',
  summary: 'Write records to given tables',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ tables }) => [
    allow({ actions: ['timestream:WriteRecords'], resources: tables }),
    endpointStatement(),
  ],
});

const READ = defineBundle<TimestreamOptions>()({
  id: 'timestream.read',
  summary: 'Query given tables',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ tables }) => [
    allow({ actions: ['timestream:DescribeTable', 'timestream:ListMeasures', 'timestream:Select'], resources: tables }),
    endpointStatement('timestream:CancelQuery', 'timestream:SelectValues'),
  ],
});

/** Every client asks for the endpoint first. */
function endpointStatement(...more: string[]): BundleStatement {
  return allow({
    actions: ['timestream:DescribeEndpoints', ...more],
    resources: ['*'],
    evidence: {
      reason: 'clients find the endpoint, and run queries that name no table, before a table is asked for; this supports no resource', source: SOURCES[1],
    },
  });
}
