import type { Run } from './evaluation-run';
import { VariableText } from './policy-variable';
import type { VariableSupport } from './policy-variable';
import type { KeyValue } from './request-keys';
import { arnPatternTakes, patternOf, patternTakes } from './text-pattern';
import type { Pattern } from './text-pattern';
import { either, everyOf, not, someOf } from './truth';
import type { Truth } from './truth';
import { typedTruth } from './typed-value';
import { lowerCased } from '../action';
import type { ConditionOperator } from '../operator';
import { isKnown, knownLength, plain, symbolsOf } from '../partial-text';
import type { ConditionTest } from '../policy-statement';

/**
 * One key under one operator, read once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
export class ConditionMatch {
  private readonly operator: ConditionOperator;
  private readonly key: string;
  private readonly name: string;
  /** Values without variables, wildcards and unknown parts, which are looked up. */
  private readonly literals = new Set<string>();
  private readonly values: VariableText[] = [];
  private readonly isEmpty: boolean;

  public constructor({ operator, key, values }: ConditionTest, support: VariableSupport) {
    this.operator = operator;
    this.key = key;
    this.name = `${plain(key)} under ${plain(operator.name)}`;
    this.isEmpty = values.length === 0;
    const { type, relation, ignoreCase } = operator;
    const hasVariables = ['string', 'arn', 'bool'].includes(type);
    const hasWildcards = type === 'arn' || relation === 'like';
    for (const value of values) {
      const text = new VariableText(value, hasWildcards, hasVariables ? support : 'literal');
      if (type === 'string' && text.literal !== undefined) {
        this.literals.add(ignoreCase ? lowerCased(value) : value);
      } else {
        this.values.push(text);
      }
    }
  }

  public holds(run: Run): Truth {
    const { operator } = this;
    if (!operator.known || !isKnown(this.key)) {
      return run.open(operator.known ? `the condition key ${plain(this.key)}` : `the operator ${plain(operator.name)}`);
    }
    const found = run.keys.find(this.key);
    if (found.kind === 'open') {
      return run.open(`${this.name}: ${found.why}`);
    }
    if (this.isEmpty) {
      return run.open(`${this.name}, which has no value in the policy`);
    }
    switch (operator.type === 'null' ? 'null' : operator.quantifier) {
      case 'null':
        return this.nullHolds(found, run);
      case 'none':
        return this.plainHolds(found, run);
      case 'ForAllValues':
        return this.forAllHolds(found, run);
      case 'ForAnyValue':
        return this.forAnyHolds(found, run);
    }
  }

  private nullHolds(found: KeyValue, run: Run): Truth {
    if (this.operator.quantifier !== 'none') {
      return run.open(`${this.name}, which AWS does not document`);
    }
    const isNull = this.isNull(found, run);
    return someOf(this.values, ({ text }) => text === 'true' ? isNull
      : text === 'false' ? not(isNull)
        : run.open(`${this.name}, which is neither true nor false`));
  }

  /** Whether a key has no value. AWS calls an empty text null, and compares it as a text, too. */
  private isNull(found: KeyValue, run: Run): Truth {
    const values = valuesOf(found);
    return values.length === 0 ? true
      : values.length === 1 && knownLength(values[0]) === 0 ? run.open(`whether the empty value of ${plain(this.key)} is null`) : false;
  }

  private plainHolds(found: KeyValue, run: Run): Truth {
    const { negated, ifExists } = this.operator;
    if (found.kind === 'absent') {
      return negated || ifExists;
    }
    if (found.kind === 'one') {
      return this.holdsFor(found.value, run);
    }
    const values = valuesOf(found);
    if (values.length > 1 && !negated) {
      return false;
    }
    // A key that may have several values matches nothing without a set operator, says AWS; it also says that the number of values counts.
    return values.length === 1 && this.holdsFor(values[0], run) === false ? false
      : run.open(`${this.name}, a key that may have several values, without a set operator`);
  }

  private forAllHolds(found: KeyValue, run: Run): Truth {
    const values = valuesOf(found);
    const holds = everyOf(values, (value) => this.holdsFor(value, run));
    return holds !== true && isEmptyText(values) ? run.open(`${this.name}: whether an empty value counts as none`) : holds;
  }

  private forAnyHolds(found: KeyValue, run: Run): Truth {
    const values = valuesOf(found);
    if (values.length === 0) {
      return this.operator.ifExists ? run.open(`${this.name} where the key is absent`) : false;
    }
    const holds = someOf(values, (value) => this.holdsFor(value, run));
    return holds !== false && isEmptyText(values) ? run.open(`${this.name}: whether an empty value counts as none`) : holds;
  }

  /** Whether the test holds for one value of the request. */
  private holdsFor(given: string, run: Run): Truth {
    const matches = this.takes(given, run);
    return this.operator.negated ? not(matches) : matches;
  }

  /** Whether one of the policy's values is in the relation to the request's. */
  private takes(given: string, run: Run): Truth {
    const { ignoreCase, type } = this.operator;
    const value = ignoreCase ? lowerCased(given) : given;
    if (this.literals.has(value)) {
      return true;
    }
    const ofLiterals = isKnown(value) ? false
      : someOf(this.literals, (literal) => this.compare(patternOf(literal, { wildcards: false }), value, run));
    const all = either(ofLiterals, someOf(this.values, (text) => this.valueTakes(text, value, run)));
    return all === false && type === 'string' && isOfTagKeys(this.key) && this.takesInOtherCase(value, run)
      ? run.open(`${this.name}: whether case counts in the keys of tags`) : all;
  }

  private valueTakes(text: VariableText, given: string, run: Run): Truth {
    const { type, relation, ignoreCase } = this.operator;
    const resolution = text.resolvedBy(run.keys);
    if (resolution === 'noValue') {
      return false;
    }
    if ('open' in resolution) {
      return run.open(resolution.open);
    }
    const { pattern } = resolution;
    if (type === 'string' || type === 'arn') {
      return this.compare(ignoreCase ? pattern.map((symbol) => typeof symbol === 'string' ? lowerCased(symbol) : symbol) : pattern, given, run);
    }
    const written = pattern.join('');
    return isKnown(given) && isKnown(written) && type !== 'null' ? typedTruth(type, relation, given, written) ?? run.open(`${this.name}, which compares "${plain(given)}" with "${plain(written)}"`)
      : run.open(`the value of ${this.name}`);
  }

  private compare(pattern: Pattern, given: string, run: Run): Truth {
    const { type, negated } = this.operator;
    const truth = type === 'arn' ? arnPatternTakes(pattern, given, 'open', run.budget) : patternTakes(pattern, given, run.budget);
    // What has not six parts is like no ARN; whether it is unlike one, AWS does not say.
    if (truth === false && type === 'arn' && negated && (isShort(pattern) || isShort(symbolsOf(given)))) {
      return run.open(`${this.name}, which compares what is no ARN with one`);
    }
    return truth ?? run.open(`the value of ${this.name}`);
  }

  private takesInOtherCase(given: string, run: Run): boolean {
    const lower = lowerCased(given);
    return [...this.literals].some((literal) => lowerCased(literal) === lower) || this.values.some((text) => {
      const resolution = text.resolvedBy(run.keys);
      return typeof resolution === 'object' && 'pattern' in resolution
        && patternTakes(resolution.pattern.map((symbol) => typeof symbol === 'string' ? lowerCased(symbol) : symbol), lower, run.budget) !== false;
    });
  }
}

function isShort(arn: Pattern): boolean {
  return arn.filter((symbol) => symbol === ':').length < 5;
}

function valuesOf(found: KeyValue): readonly string[] {
  return found.kind === 'several' ? found.values : found.kind === 'one' ? [found.value] : [];
}

function isEmptyText(values: readonly string[]): boolean {
  return values.length === 1 && knownLength(values[0]) === 0;
}

/** Whether the values of a key are the keys of tags, of which case may not count. */
function isOfTagKeys(key: string): boolean {
  return key.toLowerCase().endsWith(':tagkeys');
}
