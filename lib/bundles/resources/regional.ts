import type { Place } from './place';
import { arnsByRegion } from './resource-kind';
import type { OneResource, ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import { Fn } from '../../core/cdk';
import type { TextFormat } from '../../core/text-format';

/** Resources that have a name of their own in an account and region, as those of most services. */
export interface RegionalResource {
  /** The service in the ARN. */
  readonly service: string;
  readonly name: TextFormat;
  /** As in a message: "a guardrail's ARN". */
  readonly noun: string;
  /** The end of the ARN: `(name) => `guardrail/${name}``. */
  readonly resource: (name: string) => string;
  /** What was probably meant by a text that is neither a name nor such an ARN. */
  readonly hint?: (value: string) => string | undefined;
}

/** Resources that options of TypeScript name too, because CDK has no interface for them. */
export function regionalNames({ service, name, noun, resource, hint }: RegionalResource): Pick<ResourceKind<never>, 'format' | 'arns'> {
  return {
    format: nameOrArn({ ...name, hint: hint ?? name.hint }, arnFormat({
      service,
      noun,
      resource: resource(`(?:${name.pattern})`),
      region: 'required',
      account: 'required',
      example: `arn:aws:${service}:eu-central-1:111122223333:${resource(name.example)}`,
      hint,
    })),
    arns: (given: readonly string[], place: Place) =>
      arnsByRegion(given, place, (one, region) => `arn:${place.partition}:${service}:${region}:${place.account}:${resource(one)}`),
  };
}

/** Resources that CDK has an interface for. */
export function regionalKind<Construct>(
  resource: RegionalResource, arnOf: (construct: Construct, one: OneResource) => string | undefined,
): ResourceKind<Construct> {
  return { ...regionalNames(resource), arnOf };
}

/** What stands in an ARN before and after a part of it, such as `:repository/`. An ARN that is known at deploy time only is divided then. */
export function aroundPart(arn: string, part: string): readonly [before: string, after: string] {
  const at = arn.indexOf(part);
  return at >= 0 ? [arn.slice(0, at), arn.slice(at + part.length)] : [Fn.select(0, Fn.split(part, arn)), Fn.select(1, Fn.split(part, arn))];
}

/** The ARN with another part in the place of one: that of a topic from that of its cluster. */
export function withPart(arn: string, part: string, other: string): string {
  return aroundPart(arn, part).join(other);
}
