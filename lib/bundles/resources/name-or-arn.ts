import type { TextFormat } from '../../core/text-format';

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
