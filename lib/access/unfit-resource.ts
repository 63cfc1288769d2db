import { actionsOf, takes } from './guardrails/guardrail-actions';
import { list } from '../core/text';
import { hasWildcard } from '../iam/glob';

/** How many kinds of ARNs a note names. */
const MOST_KINDS = 3;

/**
 * What is to be said of a resource that AWS does not ask an action about, such as a bucket in place of its objects: the answer is about
 * a request that there is not. Nothing if the service authorization reference has it so, or does not know.
 */
export function unfitResourceNote(action: string, resource: string): string | undefined {
  const known = action === '*' ? [] : actionsOf([action]);
  if (known.length === 0 || known.some(({ name }) => takes(name, resource))) {
    return undefined;
  }
  const kinds = [...new Set(known.flatMap(({ resources = [] }) => resources))].map((kind) => `arn:*:${kind}`)
    .sort((one, other) => one.length - other.length);
  if (kinds.length === 0) {
    return `AWS asks ${action} about "*", and about no resource by itself`;
  }
  const more = kinds.length - MOST_KINDS;
  const named = list([...kinds.slice(0, MOST_KINDS), ...more > 0 ? [`${more} more kinds`] : []], 'or');
  return resource === '*' ? `AWS asks ${action} about one resource (${named}): with "*" only statements about all resources count`
    : `AWS asks ${action} about ${named}, ${hasWildcard(resource) ? 'which this pattern is not' : 'and this resource is none'}`;
}
