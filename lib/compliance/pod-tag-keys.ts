import { POD_IDENTITY_SERVICE, POD_SESSION_TAGS } from '../core/names';
import { readLiteralDocument } from '../iam/document';
import { evaluate } from '../iam/evaluator/evaluate';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

const TAG_KEYS = 'aws:TagKeys';
const ROLE = 'arn:aws:iam::111122223333:role/example';
const DOCUMENT = readLiteralDocument({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: POD_IDENTITY_SERVICE }, Action: 'sts:AssumeRole' },
});

/** Statements without their tests of the names of tags, which are the same for each pod: where one never holds, the statement says nothing. */
export function withoutTagKeys(statements: readonly PolicyStatement[], hasTags: boolean): PolicyStatement[] {
  return statements.flatMap((statement) => {
    const tests = statement.conditions.map((test) => ({ test, holds: isOfTagKeys(test) ? holds(test, hasTags) : undefined }));
    return tests.some((one) => one.holds === false) ? []
      : [{ ...statement, conditions: tests.filter((one) => one.holds !== true).map(({ test }) => test) }];
  });
}

function isOfTagKeys({ key }: ConditionTest): boolean {
  return key.toLowerCase() === TAG_KEYS.toLowerCase();
}

/** Whether a test holds for a pod; nothing, where that is not known. */
function holds(test: ConditionTest, hasTags: boolean): boolean | undefined {
  const [statement] = DOCUMENT.statements;
  const { decision } = evaluate({
    principal: { kind: 'service', name: POD_IDENTITY_SERVICE },
    action: 'sts:AssumeRole',
    resource: ROLE,
    context: { [TAG_KEYS]: hasTags ? POD_SESSION_TAGS : undefined },
  }, { trust: [{ ...DOCUMENT, statements: [{ ...statement, conditions: [test] }] }] });
  return decision === 'undecided' ? undefined : decision === 'allowed';
}
