import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runDiff } from '../../lib/cli/diff/run-diff';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import { ACCOUNT, ISSUERS, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from '../access/inventory-fixture';

// Pods of an association with a target role get that role, and the first role is only on the way.

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const PODS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } }] };
const ASSUME = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: arn('target') };
const allow = (action: string, bucket: string) => ({ Effect: 'Allow', Action: action, Resource: `arn:aws:s3:::${bucket}/*` });
const POLICY = (action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

/** The trust of a target role: the first role, perhaps with what EKS says of the pod. */
function trustOfTarget(condition?: object) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: arn('web') }, ...condition === undefined ? {} : { Condition: condition } }] };
}

function association(account: string, others: object = { TargetRoleArn: arn('target') }) {
  const [Namespace, ServiceAccount] = account.split('/');
  return { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace, ServiceAccount, RoleArn: arn('web'), ...others } };
}

const BASE = {
  Other: roleOf('other', trustFor('system:serviceaccount:shop:other'), []), // says the account
  Web: roleOf('web', PODS, [ASSUME, allow('s3:GetObject', 'acme-first')]),
  Target: roleOf('target', trustOfTarget(), [allow('s3:PutObject', 'acme-target'), allow('s3:GetObject', 'acme-tagged/${aws:PrincipalTag/kubernetes-namespace}')]),
  Association: association('shop/web'),
};
const withBase = (resources: object) => folderWith({ 'roles.json': templateOf({ ...BASE, ...resources }) });

function who(folder: string, action: string, resource: string) {
  const console = new FakeConsole();
  const code = runWhoCan(action, resource, [join(folder, '.')], { format: 'text' }, console);
  const lines = console.stdout.split(`${folder}/`).join('').split('\n');
  return { code, out: lines, names: lines.slice(0, lines.findIndex((line) => / asked about\.$/.test(line))).filter((line) => /^\S/.test(line)) };
}

const PUT = ['s3:PutObject', 'arn:aws:s3:::acme-target/a'] as const;
const WEB = 'shop/web of cluster green';

describe('who-can', () => {
  test('a pod can what its target role may, by way of its first role', () => {
    expect(who(withBase({}), ...PUT).out.slice(0, 4)).toEqual([
      WEB,
      '  through role web (roles.json:3)',
      '  role web becomes role target (roles.json:4): statement 1 of its trust policy and statement 1 of the inline policy "own" of role web (roles.json:3) allow it',
      '  statement 1 of the inline policy "own" of role target (roles.json:4) allows it',
    ]);
  });

  test('and not what its first role may: that has only EKS', () => {
    expect(who(withBase({}), 's3:GetObject', 'arn:aws:s3:::acme-first/a').names).toEqual(['whoever becomes role web: EKS Pod Identity on behalf of shop/web of cluster green']);
  });

  test('each association by itself: one goes on to another role', () => {
    const folder = withBase({ Else: roleOf('else', trustOfTarget(), []), Cart: association('cart/web', { TargetRoleArn: arn('else') }), First: association('first/web', {}) });
    expect(who(folder, ...PUT).names).toEqual(['first/web of cluster green', WEB, 'whoever becomes role web: EKS Pod Identity on behalf of shop/web of cluster green and EKS Pod Identity on behalf of cart/web of cluster green']);
    expect(who(folder, 's3:GetObject', 'arn:aws:s3:::acme-first/a').names).toContain('first/web of cluster green');
  });

  test('its session tags go along, and so does the policy of the association', () => {
    const folder = withBase({ Cart: association('cart/web'), Narrow: association('narrow/web', { TargetRoleArn: arn('target'), DisableSessionTags: true, Policy: POLICY('s3:Get*') }) });
    const pods = (...asked: readonly [string, string]) => who(folder, ...asked).names.filter((name) => !name.includes('whoever'));
    expect(pods(...PUT)).toEqual(['cart/web of cluster green', WEB]);
    expect(pods('s3:GetObject', 'arn:aws:s3:::acme-tagged/cart/a')).toEqual(['cart/web of cluster green', 'narrow/web of cluster green']);
    expect(who(folder, 's3:GetObject', 'arn:aws:s3:::acme-tagged/cart/a').out).toContain('  if aws:PrincipalTag/kubernetes-namespace is "cart"'); // which the role may have itself
  });

  test('the policy of an association without a target role limits, too', () => {
    const folder = folderWith({ 'roles.json': templateOf({ ...BASE, Association: association('shop/web', { DisableSessionTags: true, Policy: POLICY('s3:PutObject') }), Wide: association('wide/web', {}) }) });
    expect(who(folder, 's3:GetObject', 'arn:aws:s3:::acme-first/a').names).toEqual(['wide/web of cluster green']);
  });

  test.each([
    ['its session tags', { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'cart' } }, {}],
    ['its external id', { StringEquals: { 'sts:ExternalId': `eu-central-1/${ACCOUNT}/green/cart/web` } }, { DisableSessionTags: true }],
  ])('nobody of whom the trust of the target role takes not %s', (_, condition, others) => {
    const folder = withBase({ Target: roleOf('target', trustOfTarget(condition), [allow('s3:PutObject', 'acme-target')]), Association: association('shop/web', { TargetRoleArn: arn('target'), ...others }) });
    expect(who(folder, ...PUT).names).not.toContain(WEB);
  });

  test('a chain of three roles, and a circle', () => {
    const folder = withBase({
      Target: roleOf('target', trustOfTarget(), [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn('third') }]),
      Third: roleOf('third', trustOfRoles(arn('target'), arn('web')), [allow('s3:PutObject', 'acme-target'), { Effect: 'Allow', Action: 'sts:*', Resource: '*' }]),
      Web: roleOf('web', { Version: '2012-10-17', Statement: [...PODS.Statement, ...trustOfRoles(arn('third')).Statement] }, [ASSUME]),
    });
    const { out, names } = who(folder, ...PUT);
    expect(names).toContain(WEB);
    expect(out.slice(out.indexOf(WEB)).filter((line) => line.includes('becomes role')).slice(0, 2)).toEqual([expect.stringContaining('role web becomes role target'), expect.stringContaining('role target becomes role third')]);
  });

  test('a first role that is not among the paths leaves it open', () => {
    const folder = withBase({ Association: association('shop/web', { RoleArn: arn('elsewhere'), TargetRoleArn: arn('target') }) });
    const { out } = who(folder, ...PUT);
    expect(out.slice(out.indexOf(`perhaps ${WEB}`)).slice(0, 3)).toEqual([
      `perhaps ${WEB}`, '  through role arn:aws:iam::111122223333:role/target, the target role of the association at roles.json:5',
      '  it depends on role arn:aws:iam::111122223333:role/elsewhere, which assumes it and is not among the paths',
    ]);
  });
});

describe('diff', () => {
  const lines = (after: object, before: object = {}) => {
    const console = new FakeConsole();
    const folder = withBase({ ...before, ...after });
    runDiff(withBase(before), folder, { format: 'json', failOn: 'none' }, console);
    return JSON.parse(console.stdout).groups.flatMap(({ subject, differences }: any) => differences.map(({ kind, text }: any) => [subject, kind, text]));
  };

  test('another association gets the target role, and not the first', () => {
    expect(lines({ Cart: association('cart/web') })).toEqual([['role target', 'mayBecome', 'cart/web of cluster green, by EKS Pod Identity']]);
  });

  test('an association that loses its target role gets the first', () => {
    expect(lines({ Association: association('shop/web', {}) })).toEqual([
      ['role web', 'mayBecome', 'shop/web of cluster green, by EKS Pod Identity'],
      ['role target', 'mayNoLongerBecome', 'shop/web of cluster green, by EKS Pod Identity'],
      ['service account shop/web of cluster green', 'gets', `the role of its association itself in place of role ${arn('target')}: running pods have the old one until restarted`],
    ]);
  });

  test('the first role may no longer assume the target role', () => {
    expect(lines({ Web: roleOf('web', PODS, [allow('s3:GetObject', 'acme-first')]) }, {
      Target: roleOf('target', trustOfRoles(`arn:aws:iam::${ACCOUNT}:root`), [allow('s3:PutObject', 'acme-target')]),
      Association: association('shop/web', { TargetRoleArn: arn('target'), DisableSessionTags: true }),
    })).toEqual(expect.arrayContaining([['role target', 'mayNoLongerBecome', 'shop/web of cluster green, by EKS Pod Identity']]));
  });

  test('the policy of an association limits the target role', () => {
    expect(lines({ Association: association('shop/web', { TargetRoleArn: arn('target'), Policy: POLICY('s3:Get*') }) })).toEqual([
      ['role target', 'loses', expect.stringMatching(/^writes objects of acme-target/)],
    ]);
  });
});

test('a service account with a token and an association is named for both', () => {
  const folder = withBase({ Target: roleOf('target', { Version: '2012-10-17', Statement: [...trustOfTarget().Statement, ...trustFor('system:serviceaccount:shop:web').Statement] }, [allow('s3:PutObject', 'acme-target')]) });
  expect(who(folder, ...PUT).names).toEqual([WEB, `shop/web of cluster ${ISSUERS.green}`, 'whoever becomes role web: EKS Pod Identity on behalf of shop/web of cluster green']);
});
