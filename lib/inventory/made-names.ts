import { nameProperty } from './resource-arns';
import { mapOf } from '../core/plain-object';

/** What CloudFormation puts behind the name of the stack and the logical id. */
const SUFFIX = 'made-by-cloudformation';

/**
 * The resources of a template, those without a name with one as CloudFormation makes it: `stack-logicalid-…`. What is not known of it
 * stands as text that nobody writes, so that the resource is neither one that somebody names nor the next one without a name.
 */
export function withMadeNames(resources: Readonly<Record<string, unknown>>, stackName: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) => {
    const { Type: type, Properties: properties } = mapOf(resource);
    const property = nameProperty(type);
    if (property === undefined || property === '' || mapOf(properties)[property] !== undefined) {
      return [id, resource];
    }
    return [id, { ...mapOf(resource), Properties: { ...mapOf(properties), [property]: madeName(type, id, stackName) } }];
  }));
}

/** What stands for the id of a resource that has no name at all, such as a key. */
export function madeId(id: string): string {
  return `${id}-${SUFFIX}`.toLowerCase();
}

function madeName(type: unknown, id: string, stackName: string): string {
  const name = `${stackName}-${id}-${SUFFIX}`;
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}
