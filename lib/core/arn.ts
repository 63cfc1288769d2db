import { PARTITION_NAMES, partitionOfRegion } from './partition';
import type { TextFormat } from './text-format';

/** The fields of a literal ARN. */
export interface ArnFields {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything behind the fifth colon. */
  readonly resource: string;
}

export function parseArn(arn: string): ArnFields | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(arn);
  return match ? { partition: match[1], service: match[2], region: match[3], account: match[4], resource: match[5] } : undefined;
}

/** What an ARN of one resource type looks like. */
export interface ArnShape {
  readonly service: string;
  /** As in a message: "an SQS queue's ARN". */
  readonly noun: string;
  /** A pattern for the resource part. */
  readonly resource: string;
  readonly region: 'required' | 'none';
  readonly account: 'required' | 'none' | 'aws';
  readonly example: string;
  readonly hint?: (value: string) => string | undefined;
}

/** The text format of the ARNs of one resource type; strict in every field. */
export function arnFormat(shape: ArnShape): TextFormat {
  const partition = `(?:${PARTITION_NAMES.join('|')})`;
  const region = shape.region === 'none' ? '' : '[a-z]{2,4}(?:-[a-z]+){1,2}-\\d';
  const account = { required: '\\d{12}', none: '', aws: '(?:\\d{12}|aws)' }[shape.account];
  return {
    pattern: `arn:${partition}:${shape.service}:${region}:${account}:${shape.resource}`,
    rule: `${shape.noun}, such as ${shape.example}`,
    example: shape.example,
    hint: (value) => shape.hint?.(value) ?? arnHint(shape, value),
    also: shape.region === 'none' ? undefined : outsideItsPartition,
  };
}

/** The format of a parameter that takes the name of a resource, or its ARN. */
export function nameOrArn(name: TextFormat, arn: TextFormat): TextFormat {
  const formatOf = (value: string) => value.startsWith('arn:') ? arn : name;
  return {
    pattern: `(?:${name.pattern})|(?:${arn.pattern})`,
    rule: `${name.rule}, or ${arn.rule}`,
    example: name.example,
    hint: (value) => formatOf(value).hint?.(value),
    also: (value) => formatOf(value).also?.(value),
  };
}

/** Such an ARN is well-formed, and of nothing. */
function outsideItsPartition(value: string): string | undefined {
  const { partition, region } = parseArn(value)!;
  return partitionOfRegion(region)?.name === partition ? undefined : `must be in a region of its partition "${partition}"`;
}

function arnHint(shape: ArnShape, value: string): string | undefined {
  if (!value.startsWith('arn:')) {
    return undefined;
  }
  const fields = parseArn(value);
  if (!fields) {
    return 'an ARN has six fields, joined by ":"';
  }
  if (!PARTITION_NAMES.includes(fields.partition)) {
    return `there is no partition "${fields.partition}"`;
  }
  if (fields.service !== shape.service) {
    return `this ARN is of service "${fields.service}", not "${shape.service}"`;
  }
  if (shape.region === 'required' && fields.region === '') {
    return 'its region (the fourth field) is missing';
  }
  if (shape.region === 'none' && fields.region !== '') {
    return 'it has no region: leave the fourth field empty';
  }
  if (shape.account === 'none' && fields.account !== '') {
    return 'it has no account: leave the fifth field empty';
  }
  return shape.account !== 'none' && !/^(\d{12}|aws)$/.test(fields.account) ? 'its account (the fifth field) must be 12 digits' : undefined;
}
