import { SAMPLES } from './samples';
import type { Statement } from './support';
import { list, PLACE, stackIn, statementsOf } from './support';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { statementVariants } from '../../lib/bundles/statement-variants';
import { measure, scopable } from '../../scripts/measure';

// What holds for the whole catalogue: with the least parameters, with each parameter, and for every sample.

interface Found {
  readonly from: string;
  readonly statement: Pick<Statement, 'Action' | 'Resource' | 'Condition'>;
  readonly reasons: readonly string[];
}

const FOUND: readonly Found[] = [
  ...DEFINITIONS.flatMap((definition) => statementVariants(definition)
    .map(({ statement, evidence }) => ({ from: definition.id, statement, reasons: evidence.map(({ reason }) => reason) }))),
  ...SAMPLES.flatMap(({ name, make }) => {
    const stack = stackIn(PLACE);
    const bundle = make(stack);
    const { statements = [] } = bundle.bind(stack);
    return statementsOf(bundle, stack).map((statement, i) => ({ from: name, statement, reasons: (statements[i].evidence ?? []).map(({ reason }) => reason) }));
  }),
];

/** Statements that allow an action, and break a rule. */
function breaking(action: RegExp, isBroken: (statement: Found['statement']) => boolean): string[] {
  return [...new Set(FOUND.filter(({ statement }) => list(statement.Action).some((name) => action.test(name)) && isBroken(statement))
    .map(({ from, statement }) => `${from}: ${JSON.stringify(statement)}`))];
}

const hasCondition = ({ Condition: conditions = {} }: Found['statement'], operators: string[], key: string) =>
  operators.some((operator) => conditions[operator]?.[key] !== undefined);
const hasWildcardResource = ({ Resource: on }: Found['statement']) => list(on).some((arn) => /[*?]/.test(arn));

test('no action has a wildcard, and nothing that does more than read stands on * without a condition if it could be limited', async () => {
  const { actions, wildcardActions, openWrites } = await measure(FOUND.map(({ statement }) => statement));
  expect(actions).toBeGreaterThan(50);
  expect(wildcardActions).toEqual([]);
  expect(openWrites).toEqual([]);
});

test('what only reads, and stands on * though it could be limited, is known', async () => {
  const { openReads } = await measure(FOUND.map(({ statement }) => statement));
  expect(openReads).toEqual(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics']);
});

test('evidence says that an action supports no resource where that is so, and only there', async () => {
  const wrong = await Promise.all(FOUND.filter(({ statement }) => list(statement.Resource).includes('*')).map(async ({ from, statement, reasons }) => {
    const limitable = (await scopable([statement])).map(({ action }) => action);
    const claims = reasons.some((reason) => /supports? no resource/.test(reason));
    return claims && limitable.length > 0 ? [`${from}: ${limitable.join(', ')} could be limited`]
      : limitable.length > 0 && limitable.length < list(statement.Action).length ? [`${from}: ${limitable.join(', ')} need a statement of their own`] : [];
  }));
  expect([...new Set(wrong.flat())]).toEqual([]);
});

test('no ARN leaves the region or the account open', () => {
  expect(breaking(/./, ({ Resource: on }) => list(on).some((arn) => arn !== '*' && arn.split(':').slice(0, 5).some((field) => /[*?]/.test(field))))).toEqual([]);
});

test('keys of KMS are given ones, and used through a service', () => {
  const alone = ['kms.decrypt', 'kms.encryptDecrypt'];
  expect(breaking(/^kms:/, hasWildcardResource)).toEqual([]);
  expect(breaking(/^kms:/, (statement) => !hasCondition(statement, ['StringEquals'], 'kms:ViaService'))
    .filter((text) => !alone.some((id) => text.startsWith(id)))).toEqual([]);
  expect(breaking(/^kms:CreateGrant$/, (statement) => !hasCondition(statement, ['Bool'], 'kms:GrantIsForAWSResource'))).toEqual([]);
});

test('roles are passed, assumed and made only by name, and for one service', () => {
  expect(breaking(/^(iam:PassRole|sts:AssumeRole)$/, hasWildcardResource)).toEqual([]);
  expect(breaking(/^iam:PassRole$/, (statement) => !hasCondition(statement, ['StringEquals'], 'iam:PassedToService'))).toEqual([]);
  // Some services end the role's name with an id; its path is the service's own.
  expect(breaking(/^iam:CreateServiceLinkedRole$/, ({ Resource: on, Condition: conditions }) => {
    const service = conditions?.StringEquals?.['iam:AWSServiceName'];
    return typeof service !== 'string' || !list(on).every((arn) => arn.split(`:role/aws-service-role/${service}/`).length === 2 && /\/AWSServiceRoleFor\w+\*?$/.test(arn));
  })).toEqual([]);
});

test('no bundle can raise its own permissions', () => {
  expect(breaking(
    /^iam:(Put|Attach|Detach|Delete)(Role|User|Group)(Policy|PermissionsBoundary)$|^iam:(CreatePolicy|CreatePolicyVersion|SetDefaultPolicyVersion|UpdateAssumeRolePolicy|CreateAccessKey|CreateUser|CreateRole)$/,
    () => true)).toEqual([]);
});
