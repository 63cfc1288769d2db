import type { Place } from './place';
import { withPart } from './regional';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const CLUSTER = '[A-Za-z0-9-]{1,64}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-z]{1,3}';

/** Clusters of MSK, whose ARNs have an id that AWS makes. */
export const KAFKA_CLUSTERS = {
  format: arnFormat({
    service: 'kafka',
    noun: "an MSK cluster's ARN",
    resource: `cluster/${CLUSTER}`,
    region: 'required',
    account: 'required',
    example: 'arn:aws:kafka:eu-central-1:111122223333:cluster/events/1234abcd-12ab-34cd-56ef-1234567890ab-5',
    hint: (value) => /:(?:topic|group|transactional-id)\//.test(value) ? 'write the ARN of the cluster, and topics and groups by name'
      : /^[A-Za-z0-9-]{1,64}$/.test(value) ? 'this is a name (aws kafka list-clusters-v2 prints the ARN)' : undefined,
  }),
  arns: (arns: readonly string[], _place: Place) => [...arns],
};

/** Names within a cluster; a `*` at the end stands for all that begin so. */
function namesWithin(what: string, example: string): TextFormat {
  return {
    pattern: '[A-Za-z0-9._-]{1,249}|[A-Za-z0-9._-]{1,248}\\*',
    rule: `${what} (1 to 249 letters, digits and '._-'), or a prefix that ends in '*'`,
    example,
    hint: (value) => value === '*' ? 'this would give all of the cluster; write what their names begin with' : undefined,
  };
}

export const TOPIC = namesWithin('the name of a topic', 'orders');
export const CONSUMER_GROUP = namesWithin('the name of a consumer group', 'shop');
export const TRANSACTIONAL_ID = namesWithin('a transactional id', 'shop-1');

/** The ARNs of topics and the like, in each cluster; the cluster's may be known at deploy time only. */
export function withinClusters(clusters: readonly string[], kind: 'topic' | 'group' | 'transactional-id', names: readonly string[]): string[] {
  return clusters.flatMap((cluster) => names.map((name) => `${withPart(cluster, ':cluster/', `:${kind}/`)}/${name}`));
}
