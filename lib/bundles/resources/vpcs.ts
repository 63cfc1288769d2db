import type { TextFormat } from '../../core/text-format';

/** The id of something of EC2, such as `vpc-0123456789abcdef0`. */
function idFormat(prefix: string, noun: string): TextFormat {
  return {
    pattern: `${prefix}-[0-9a-f]{8}(?:[0-9a-f]{9})?`,
    rule: `the id of ${noun} (${prefix}- and 8 or 17 of 0-9 and a-f)`,
    example: `${prefix}-0123456789abcdef0`,
    hint: (value) => {
      const id = new RegExp(`^arn:[^:]+:ec2:[^:]*:\\d*:[a-z-]+/(${prefix}-[0-9a-f]+)$`).exec(value)?.[1];
      return id && `write the id alone, "${id}"`;
    },
  };
}

export const VPC_ID = idFormat('vpc', 'a VPC');

export const SUBNET_ID = idFormat('subnet', 'a subnet');

export const SECURITY_GROUP_ID = idFormat('sg', 'a security group');
