import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { document, ROLE_OF, Templates } from './tree-fixture';
import { Guardrail, GuardrailUndecided } from '../../../lib/access/guardrails/guardrail';
import { actionsOf } from '../../../lib/access/guardrails/guardrail-actions';
import { mayProblems, onProblems } from '../../../lib/access/guardrails/guardrail-checks';
import { Guardrails } from '../../../lib/access/guardrails/guardrails';
import { READY_GUARDRAILS, READY_IDS } from '../../../lib/access/guardrails/ready-guardrails';
import { ServiceAccountRole } from '../../../lib/role/service-account-role';
import { ACCOUNT, literalCluster, messageOf, REGION, subject } from '../../support';

const INVOICES = { reason: 'invoices hold personal data', may: ['s3:*'], on: ['arn:aws:s3:::acme-billing/*'] };

test('the plugin judges any role of an app, and fails the synth on a breach alone', () => {
  const templates = new Templates();
  templates.role('api', { statements: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-billing/*' }] });
  templates.add('Function', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }),
    Policies: [{ PolicyName: 'all', PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }) }],
  });
  const plugin = new Guardrails({ guardrails: [Guardrail.only('invoices', ['shop/billing', 'arn:aws:iam::*:role/Func*'], INVOICES), Guardrail.ready('keep-cloudtrail')] });
  expect(plugin.ruleIds).toEqual(['Guardrails-invoices', 'Guardrails-keep-cloudtrail']);
  expect(plugin.validateScope(templates.app)).toEqual({
    success: false,
    violations: [
      {
        ruleName: 'Guardrails-invoices',
        description: 'shop/api (role api) may s3:GetObject on arn:aws:s3:::acme-billing/example; statement 1 of the inline policy "own" allows it; '
          + 'only shop/billing and arn:aws:iam::*:role/Func* may, because invoices hold personal data',
        fix: 'Narrow the statement, or change who may by the guardrail: its only, or except.',
        severity: 'error',
        violatingResources: [{ constructPath: 'Stack/Api', locations: ['Properties'] }],
      },
      {
        ruleName: 'Guardrails-keep-cloudtrail',
        description: expect.stringMatching(/^lambda\.amazonaws\.com \(role Function\) may cloudtrail:\w+ on arn:aws:cloudtrail:[^;]+; statement 1 of the inline policy "all" allows it; nobody may, because the trail is the record of what everybody did$/),
        fix: 'Narrow the statement, or change who may by the guardrail: only, or except. See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
        severity: 'error',
        violatingResources: [{ constructPath: 'Stack/Function', locations: ['Properties'] }],
      },
      {
        ruleName: 'Guardrails-invoices',
        description: 'no service account is meant by "shop/billing" under "only"',
        fix: 'Correct it, or take it away: a guardrail that speaks of nothing protects nothing.',
        severity: 'warning',
        violatingResources: [{ constructPath: '', locations: ['Properties'] }],
      },
    ],
  });
});

test('a synth shows a breach', () => {
  const app = new App({ autoSynth: false });
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const role = new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [subject('api', 'shop')] });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));
  Validations.of(app).addPlugins(new Guardrails({ guardrails: [Guardrail.ready('no-iam-changes')] }));
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    expect(() => app.synth()).toThrow(/shop\/api \(role \w+\) may iam:PutRolePolicy on arn:aws:iam::111122223333:role\/example/);
  } finally {
    printed.mockRestore();
    process.exitCode = undefined;
  }
});

test('an imported role is said not to be checked', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
  ServiceAccountRole.fromRole(stack, 'Existing', {
    role: iam.Role.fromRoleArn(stack, 'Imported', ROLE_OF('web')), clusters: [literalCluster()], serviceAccounts: [subject('web', 'shop')],
  });
  expect(new Guardrails({ guardrails: [Guardrail.ready('no-iam-changes')] }).validateScope(app).violations.map(({ description, severity }) => `${severity} ${description}`)).toEqual([
    `warning the role ${ROLE_OF('web')} of shop/web exists already, and what it may do is written elsewhere: whether it keeps to the guardrail no-iam-changes is not checked`,
  ]);
});

test('what is wrong is told in one sentence each', () => {
  expect(messageOf(() => Guardrail.ready('no-iam'))).toMatch(/^guardrail no-iam: ready must be a ready guardrail, got "no-iam": known: no-iam-changes, /);
  expect(messageOf(() => Guardrail.only('a b', ['x'], INVOICES))).toBe('the name of a guardrail must be letters, digits, \'.\', \'_\' and \'-\', beginning and ending with a letter or digit, got "a b"');
  expect(messageOf(() => Guardrail.nobody('a', { ...INVOICES, may: ['s3:GetObjet'] }))).toBe('guardrail a: may[0] must be an action that AWS has, got "s3:GetObjet": did you mean "s3:GetObject"?');
  expect(messageOf(() => Guardrail.nobody('a', { ...INVOICES, reason: 'TODO' }))).toMatch(/^reason of the guardrail a must say why nobody else may, in a sentence/);
  expect(messageOf(() => new Guardrails({ guardrails: [Guardrail.ready('keep-config'), Guardrail.ready('keep-config')] })))
    .toBe('guardrails of Guardrails must have a name each, got "keep-config" twice: give one another name');
  expect(messageOf(() => new Guardrails({ guardrails: [] }))).toBe('guardrails of Guardrails must name at least one, got []');
});

test('undecided may be accepted', () => {
  const templates = new Templates();
  templates.role('api', { others: { ManagedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/team`] } });
  const severities = (undecided: GuardrailUndecided) =>
    new Guardrails({ guardrails: [Guardrail.ready('no-iam-changes', { undecided })] }).validateScope(templates.app).violations.map(({ severity }) => severity);
  expect([GuardrailUndecided.BREACH, GuardrailUndecided.WARN, GuardrailUndecided.ALLOW].map(severities)).toEqual([['error'], ['warning'], []]);
});

describe('ready guardrails', () => {
  test('the names are frozen, since files have them', () => {
    expect(READY_IDS).toEqual([
      'no-iam-changes', 'no-passing-of-roles', 'no-assuming-of-roles', 'no-reading-of-all-secrets', 'no-reading-of-all-parameters', 'decrypting', 'no-public-buckets',
      'no-sharing-of-snapshots', 'keep-cloudtrail', 'keep-guardduty', 'keep-config', 'keep-security-hub', 'keep-keys', 'stay-in-organization', 'no-shells', 'no-cluster-access-changes',
    ]);
  });

  test.each(READY_GUARDRAILS.map((ready) => [ready.id, ready] as const))('%s refuses what it says, and each of its actions is one of AWS', (id, { may, on = [], except = {}, needsOn, refuses, source }) => {
    expect(mayProblems([...may, ...Object.keys(except)])).toEqual([]);
    expect([...may, ...Object.keys(except)].filter((action) => actionsOf([action]).length === 0)).toEqual([]);
    expect(onProblems(on, may)).toEqual([]);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    for (const [action, rest] of refuses) {
      const resource = rest === '*' ? rest : `arn:aws:${rest}`;
      const templates = new Templates();
      templates.role('api', { statements: [{ Effect: 'Allow', Action: action, Resource: resource }] });
      const { violations } = new Guardrails({ guardrails: [Guardrail.ready(id, needsOn === true ? { on: [resource] } : {})] }).validateScope(templates.app);
      expect([action, violations.map(({ severity }) => severity)]).toEqual([action, ['error']]);
    }
  });

  test('what a workload needs of its own is no breach of those about everything', () => {
    const templates = new Templates();
    templates.role('api', {
      statements: [
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shop/*` },
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } },
        { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/shop/*` },
        { Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*', Condition: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } } },
      ],
    });
    const all = READY_IDS.filter((id) => id !== 'decrypting' && id !== 'no-iam-changes').map((id) => Guardrail.ready(id));
    expect(new Guardrails({ guardrails: all }).validateScope(templates.app).violations).toEqual([]);
  });
});
