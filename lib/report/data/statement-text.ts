import { conditionText } from '../../access/words/condition-words';
import { plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { ReportStatement } from '../report-data';

/** A statement as it is written, for people. */
export function statementText(statement: PolicyStatement): ReportStatement {
  const { number, sid, effect, actions, notActions, resources, notResources } = statement;
  return {
    number,
    sid: sid === undefined ? null : plain(sid),
    effect: plain(effect),
    actions: actions.map(plain),
    notActions: notActions.map(plain),
    resources: resources.map(plain),
    notResources: notResources.map(plain),
    conditions: conditionsOf(statement),
  };
}

/** The conditions of a statement in words, those included that cannot be read. */
export function conditionsOf({ conditions, hasUndecidedConditions }: PolicyStatement): string[] {
  return [...conditions.map(conditionText), ...hasUndecidedConditions ? ['conditions that are not known hold'] : []];
}
