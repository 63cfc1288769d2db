import type { Filling } from './filling';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { mayHoldPlaceholders, PLACEHOLDER_PATTERN, placeholderNames, unknownPlaceholder } from '../../../core/placeholders';
import { isObject } from '../../../core/plain-object';
import { show, visible } from '../../../core/text';
import { explain } from '../../../core/text-format';
import type { TextFormat } from '../../../core/text-format';
import { PLACEHOLDERS } from '../placeholder-words';
import type { Reading } from '../reading';

/** Of what is no text of a file's own, such as the name of a cluster. */
export const NOT_FILLED = 'placeholders are not filled here';

class TextType extends ValueType<string> {
  public constructor(protected readonly format: TextFormat, description?: string) {
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
      return reading.wrongKind('text', value, typeof value === 'number' || typeof value === 'boolean' ? this.quotesHint(reading.written(value)) : this.placeholderHint(value) ?? this.namedHint(value));
    }
    const problem = explain(this.format, value);
    return problem === undefined ? value : reading.wrong(this.unfilledProblem(value, reading) ?? problem);
  }

  /** The same problem of a text with a placeholder, which has no meaning here. */
  protected unfilledProblem(value: string, reading: Reading): string | undefined {
    return placeholderNames(value).some((name) => knownNames(reading).includes(name)) ? `${explain({ ...this.format, hint: undefined }, value)}: ${NOT_FILLED}` : undefined;
  }

  /** `{region}` without quotes is a map to YAML. */
  private placeholderHint(value: unknown): string | undefined {
    const [[key, nothing] = [], ...others] = isObject(value) ? Object.entries(value) : [];
    return key !== undefined && nothing === null && others.length === 0 ? `write it in quotes, "{${visible(key)}}"` : undefined;
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

/** A text whose format says where it may hold placeholders, such as a role's name. What they stand for is checked where it is filled. */
class PatternTextType extends TextType {
  public override read(value: unknown, reading: Reading): string | undefined {
    const unknown = typeof value === 'string' && mayHoldPlaceholders(value) ? unknownPlaceholder(value, knownNames(reading)) : undefined;
    return unknown === undefined ? this.readKnown(value, reading) : reading.wrong(unknown);
  }

  protected override unfilledProblem(): undefined {
    return undefined;
  }

  protected readKnown(value: unknown, reading: Reading): string | undefined {
    return super.read(value, reading);
  }
}

/** A text that has its format when its placeholders are filled. */
class FilledTextType extends PatternTextType {
  public override schema(): JsonSchema {
    const { maxLength, pattern, ...rest } = super.schema();
    const most = maxLength === undefined ? '' : `(?=[\\s\\S]{0,${maxLength}}$)`;
    return { ...rest, pattern: `^${most}(?:${this.format.pattern})$|${PLACEHOLDER_PATTERN}|\\{\\{` };
  }

  public override fill<V>(value: V, filling: Filling): V | undefined {
    if (!mayHoldPlaceholders(value as string)) {
      return value;
    }
    const filled = filling.text(value as string);
    const problem = filled === undefined ? undefined : explain(this.format, filled);
    return problem === undefined ? filled as V | undefined : filling.wrong(`${problem}${filled === value ? '' : ` (written ${show(value)})`}`);
  }

  protected override readKnown(value: unknown, reading: Reading): string | undefined {
    return typeof value === 'string' && mayHoldPlaceholders(value) ? value : super.readKnown(value, reading);
  }
}

/** The placeholders that the file has, without braces. */
function knownNames({ file }: Reading): string[] {
  const variables: unknown = isObject(file) ? file.variables : undefined;
  return [...PLACEHOLDERS, ...Object.keys(isObject(variables) ? variables : {})];
}

/** Text that may hold placeholders, and has the format when they are filled. */
export function filledText(format: TextFormat, description?: string): ValueType<string> {
  return new FilledTextType(format, description);
}

/** Text of a format in which placeholders have their places. */
export function patternText(format: TextFormat, description?: string): ValueType<string> {
  return new PatternTextType(format, description);
}

/** Text of a format. */
export function text(format: TextFormat, description?: string): ValueType<string> {
  return new TextType(format, description);
}
