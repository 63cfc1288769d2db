import { document, INVOICES, ROLE_OF, Templates } from './tree-fixture';

// A pod whose association has a target role gets that one, and EKS alone has the first.

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-billing/*' };
const PODS = document({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } });
const ASSUME = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: ROLE_OF('target') };
const POLICY = (action: string) => JSON.stringify(document({ Effect: 'Allow', Action: action, Resource: '*' }));

function pods({ first = [ASSUME], target = [READ], account = 'web', more = {} }: {
  readonly first?: readonly object[]; readonly target?: readonly object[]; readonly account?: string; readonly more?: object;
}): Templates {
  const templates = new Templates();
  templates.role('first', { trust: PODS, statements: first });
  templates.role('target', { trust: document({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: ROLE_OF('first') } }), statements: target });
  templates.add('Association', 'AWS::EKS::PodIdentityAssociation', {
    ClusterName: 'green', Namespace: 'shop', ServiceAccount: account, RoleArn: ROLE_OF('first'), TargetRoleArn: ROLE_OF('target'), ...more,
  });
  return templates;
}

const errors = (templates: Templates) => templates.findings({ invoices: INVOICES }).filter((line) => line.startsWith('error'));

test('the pod of the target role is the one who may', () => {
  expect(errors(pods({}))).toEqual([
    'error Guardrails-invoices: shop/web of cluster green (role target) may s3:GetObject on arn:aws:s3:::acme-billing/example; '
    + 'statement 1 of the inline policy "own" allows it; only shop/billing may, because invoices hold personal data',
  ]);
});

test('and it is free where the guardrail lets it', () => {
  expect(errors(pods({ account: 'billing' }))).toEqual([]);
});

test('of the first role it is said that EKS has it', () => {
  expect(errors(pods({ first: [ASSUME, READ], target: [] }))).toEqual([
    expect.stringMatching(/^error Guardrails-invoices: EKS Pod Identity on behalf of shop\/web of cluster green \(role first\) may s3:GetObject /),
  ]);
  expect(errors(pods({ first: [ASSUME, READ], target: [], account: 'billing' }))).toEqual([]);
});

test('its session tags and the policy of the association count for the target role', () => {
  const tagged = (namespace: string) => pods({ target: [{ ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': namespace } } }] });
  expect([errors(tagged('shop')).length, errors(tagged('cart')).length]).toEqual([1, 0]);
  const limited = (action: string) => pods({ more: { DisableSessionTags: true, Policy: POLICY(action) } });
  expect([errors(limited('s3:*')).length, errors(limited('sqs:*')).length]).toEqual([1, 0]);
});

test('a role that is assumed by the target role is reached; one that only the first may assume is not', () => {
  const third = (by: string) => {
    const templates = pods({ first: [ASSUME, { ...ASSUME, Resource: ROLE_OF('third') }], target: [{ ...ASSUME, Resource: ROLE_OF('third') }] });
    templates.role('third', { trust: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE_OF(by) } }), statements: [READ] });
    return errors(templates).filter((line) => line.includes('shop/web'));
  };
  expect(third('target')).toEqual([expect.stringMatching(/shop\/web of cluster green \(role target\) may .*; role target becomes role third /)]);
  expect(third('first')).toEqual([]);
});
