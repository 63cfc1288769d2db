import { ROLE_TYPE } from './resource-types';
import { mapOf } from '../core/plain-object';
import { nameOfUnknown, unknownPart } from '../iam/partial-text';

/** What stands before the name in the ARN of a role without a path. */
const BEFORE_NAMES = ['/', ':role/', 'role/'];

interface Resource {
  readonly Type?: unknown;
  readonly Properties?: unknown;
}

/** The name of a role without a path, as `Fn::Select` and `Fn::Split` cut it out of its ARN: what a `Ref` of the role is. */
export function roleNameOutOfArn(
  text: string, delimiter: string, index: number, resources: Readonly<Record<string, Resource>>,
): string | undefined {
  const [, id = ''] = /^(.*)\.Arn$/.exec(nameOfUnknown(text) ?? '') ?? [];
  const resource = Object.hasOwn(resources, id) ? resources[id] : undefined;
  const hasNoPath = ['/', undefined].includes(mapOf(resource?.Properties).Path as string | undefined);
  return resource?.Type === ROLE_TYPE && hasNoPath && index === 1 && BEFORE_NAMES.includes(delimiter) ? unknownPart(id) : undefined;
}
