import type { Incomplete } from './incomplete';
import { NOT_FILLED } from './text-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { mayHoldPlaceholders } from '../../../core/placeholders';
import { list, nearest, show } from '../../../core/text';
import type { Reading } from '../reading';

class FlagType extends ValueType<boolean> {
  public constructor(description: string, private readonly byDefault?: boolean) {
    super(description);
  }

  public schema(): JsonSchema {
    return { type: 'boolean', description: this.description, ...(this.byDefault === undefined ? {} : { default: this.byDefault }) };
  }

  public read(value: unknown, reading: Reading): boolean | undefined {
    if (typeof value === 'boolean') {
      return value;
    }
    const text = typeof value === 'string' ? value : '';
    const meant = /^(?:true|yes|on)$/i.test(text) || value === 1 ? 'true' : /^(?:false|no|off)$/i.test(text) || value === 0 ? 'false' : undefined;
    return reading.wrongKind('true or false', value, meant !== undefined ? `write ${meant}${text === meant ? ', without quotes' : ''}`
      : mayHoldPlaceholders(text) ? NOT_FILLED : undefined);
  }
}

class WholeNumberType extends ValueType<number> {
  public constructor(private readonly minimum: number, private readonly maximum: number, description: string) {
    super(description);
  }

  public schema(): JsonSchema {
    return { type: 'integer', minimum: this.minimum, maximum: this.maximum, description: this.description };
  }

  public read(value: unknown, reading: Reading): number | undefined {
    if (!Number.isInteger(value)) {
      return reading.wrongKind('a whole number', value, typeof value === 'string' && /^\d+$/.test(value) ? 'write it without quotes' : undefined);
    }
    const number = value as number;
    return number >= this.minimum && number <= this.maximum ? number
      : reading.wrong(`must be a whole number from ${this.minimum} to ${this.maximum}, got ${show(number)}`);
  }
}

class ChoiceType<V extends string> extends ValueType<V> {
  public constructor(private readonly values: readonly V[], description: string) {
    super(description);
  }

  public schema(): JsonSchema {
    return { enum: this.values, description: this.description };
  }

  public read(value: unknown, reading: Reading): Incomplete<V> | undefined {
    const found = this.values.find((one) => one === value);
    if (found !== undefined) {
      return found as Incomplete<V>;
    }
    const meant = typeof value === 'string' ? nearest(value, this.values) : undefined;
    return reading.wrong(`must be one of ${list(this.values.map(show), 'or')}, got ${show(value)}${meant === undefined ? '' : `: did you mean ${show(meant)}?`}`);
  }
}

/** True or false. */
export function flag(description: string, byDefault?: boolean): ValueType<boolean> {
  return new FlagType(description, byDefault);
}

export function wholeNumber(minimum: number, maximum: number, description: string): ValueType<number> {
  return new WholeNumberType(minimum, maximum, description);
}

/** One of a few words. */
export function choice<const V extends string>(values: readonly V[], description: string): ValueType<V> {
  return new ChoiceType<V>(values, description);
}
