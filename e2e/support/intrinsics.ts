/** What the intrinsic functions of a template refer to, once its stack is deployed. */
export interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  /** Parameters, and the physical ids of resources. */
  readonly refs: Readonly<Record<string, string>>;
  /** An attribute of a resource. */
  attribute(logicalId: string, name: string): string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What a part of a template means in a deployed stack. Written from CloudFormation's reference, for
 * comparison with what the emulator made of the same template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 * @throws on a function that no template here has
 */
export function meaningIn(deployed: Deployed, value: unknown): unknown {
  return resolve(deployed, value as Json);
}

function resolve(deployed: Deployed, value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(deployed, item)).filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
    return call(deployed, keys[0], value[keys[0]]);
  }
  return Object.fromEntries(keys.map((key) => [key, resolve(deployed, value[key])]).filter(([, item]) => item !== NO_VALUE)) as Json;
}

/** Stands for a property that is left out. */
const NO_VALUE = '\u0000AWS::NoValue';

function call(deployed: Deployed, name: string, argument: Json): Json {
  const text = (part: Json) => String(resolve(deployed, part));
  const list = (part: Json) => resolve(deployed, part) as Json[];
  const parts = argument as Json[];
  switch (name) {
    case 'Ref':
      return reference(deployed, argument as string);
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = Array.isArray(argument) ? argument as string[] : (argument as string).split(/\.(.*)/);
      return deployed.attribute(logicalId, attribute);
    }
    case 'Fn::Join':
      return list(parts[1]).join(parts[0] as string);
    case 'Fn::Split':
      return text(parts[1]).split(parts[0] as string);
    case 'Fn::Select':
      return list(parts[1])[Number(text(parts[0]))];
    default:
      throw new Error(`intrinsic functions must be Ref, GetAtt, Join, Split and Select, got ${name}`);
  }
}

function reference({ account, region, stackName, refs }: Deployed, name: string): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': NO_VALUE,
  };
  const found = pseudo[name] ?? refs[name];
  if (found === undefined) {
    throw new Error(`a reference must be to a parameter or a deployed resource, got ${name}`);
  }
  return found;
}
