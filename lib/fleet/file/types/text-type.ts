import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { isObject } from '../../../core/plain-object';
import { show } from '../../../core/text';
import { explain } from '../../../core/text-format';
import type { TextFormat } from '../../../core/text-format';
import type { Reading } from '../reading';

class TextType extends ValueType<string> {
  public constructor(private readonly format: TextFormat, description?: string) {
    super(description);
  }

  public schema(): JsonSchema {
    const { pattern, maxLength, example } = this.format;
    return {
      type: 'string',
      pattern: `^(?:${pattern})$`,
      ...(maxLength ? { maxLength } : {}),
      ...(this.description === undefined ? {} : { description: this.description, ...(example ? { examples: [example] } : {}) }),
    };
  }

  public read(value: unknown, reading: Reading): string | undefined {
    if (typeof value !== 'string') {
      return reading.wrongKind('text', value, typeof value === 'number' || typeof value === 'boolean' ? this.quotesHint(reading.written(value)) : this.namedHint(value));
    }
    const problem = explain(this.format, value);
    return problem === undefined ? value : reading.wrong(problem);
  }

  /** What Kubernetes names by a map, `{ name: web, namespace: shop }`. */
  private namedHint(value: unknown): string | undefined {
    const { name, namespace, ...others } = isObject(value) ? value : {};
    const meant = namespace === undefined ? String(name) : `${String(namespace)}/${String(name)}`;
    return name !== undefined && Object.keys(others).length === 0 && explain(this.format, meant) === undefined ? `write ${show(meant)}` : undefined;
  }

  /** To YAML it is a number or a word of its own; in quotes it may still not have the format. */
  private quotesHint(written: string): string {
    return explain(this.format, written) === undefined ? `write it in quotes, ${show(written)}` : `write it in quotes, and as ${this.format.rule}`;
  }
}

/** Text of a format. */
export function text(format: TextFormat, description?: string): ValueType<string> {
  return new TextType(format, description);
}
