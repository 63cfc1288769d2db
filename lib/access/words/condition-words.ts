import { withTagWords } from './session-tag-words';
import { list } from '../../core/text';
import type { ConditionOperator } from '../../iam/operator';
import { plain } from '../../iam/partial-text';
import type { ConditionTest } from '../../iam/policy-statement';

/** How many values are written out. */
const MOST_VALUES = 5;

/** What a condition asks for, in words: `aws:SourceVpc is "vpc-1"`. */
export function conditionText({ operator, key, values }: ConditionTest): string {
  const name = plain(key);
  if (!operator.known) {
    return `${name} ${plain(operator.name)} ${valuesText(values)}`;
  }
  if (operator.type === 'null') {
    return values.length === 1 && ['true', 'false'].includes(values[0]) ? `${name} is ${values[0] === 'true' ? 'absent' : 'there'}` : `${name} is null: ${valuesText(values)}`;
  }
  const { quantifier, ifExists } = operator;
  const subject = quantifier === 'ForAllValues' ? `each value of ${name}` : quantifier === 'ForAnyValue' ? `a value of ${name}` : name;
  return `${subject}${ifExists && quantifier === 'none' ? ', if there,' : ''} ${relationText(operator)} ${valuesText(values, operator)}`;
}

/** Several conditions, all of which must hold. */
export function conditionsText(tests: readonly ConditionTest[]): string {
  return list(tests.map(conditionText));
}

/** The condition that holds just where another does not; nothing if that takes more words. */
export function opposite({ operator, key, values }: ConditionTest): ConditionTest | undefined {
  const { known, type, quantifier, ifExists, relation, negated } = operator;
  if (type === 'null' && values.length === 1 && ['true', 'false'].includes(values[0])) {
    return { operator, key, values: [values[0] === 'true' ? 'false' : 'true'] };
  }
  const isBoth = ['string', 'arn', 'ip', 'number', 'date'].includes(type) && ['equals', 'like'].includes(relation);
  return known && isBoth && quantifier === 'none' && negated && !ifExists ? { operator: { ...operator, negated: false }, key, values } : undefined;
}

function relationText({ type, relation, negated }: ConditionOperator): string {
  const not = negated ? ' not' : '';
  switch (relation) {
    case 'like':
      return `is${not} like`;
    case 'equals':
      return type === 'ip' ? `is${not} in` : type === 'arn' ? `is${not} like` : `is${not}`;
    case 'lessThan':
      return type === 'date' ? 'is before' : 'is less than';
    case 'lessThanEquals':
      return type === 'date' ? 'is not after' : 'is at most';
    case 'greaterThan':
      return type === 'date' ? 'is after' : 'is more than';
    case 'greaterThanEquals':
      return type === 'date' ? 'is not before' : 'is at least';
  }
}

function valuesText(values: readonly string[], operator?: ConditionOperator): string {
  if (values.length === 0) {
    return 'nothing';
  }
  const isQuoted = operator === undefined || ['string', 'arn', 'binary'].includes(operator.type);
  const shown = values.slice(0, MOST_VALUES).map((value) => isQuoted ? `"${plain(withTagWords(value))}"` : plain(value));
  const more = values.length - shown.length;
  return list([...shown, ...more > 0 ? [`${more} more`] : []], 'or');
}
