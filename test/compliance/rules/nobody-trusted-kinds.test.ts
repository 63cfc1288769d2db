import { judge } from '../../../lib/compliance/judge';
import { judgeOptions } from '../../../lib/compliance/judge-options';
import { readTemplate } from '../../../lib/inventory/template-reader';
import { ACCOUNT } from '../../support';
import { AUD, found, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const exact = { [SUB]: WEB, [AUD]: STS };
const PODS = 'pods.eks.amazonaws.com';
const pods = (Condition?: object, more: object = {}) =>
  ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: PODS }, ...(Condition && { Condition }), ...more });
const person = (AWS: unknown) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } });
const ofProvider = (problem: string) => [`NobodyTrusted[${provider()}]: statement 1 of the trust names the provider ${provider()}, which ${problem}`];
const ofPrincipal = (value: string, problem: string) => [`NobodyTrusted[${value}]: statement 2 of the trust names the principal "${value}", which ${problem}`];

describe('what a token of a service account does not have', () => {
  test.each([
    { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/production' } },
    { StringEquals: { 'sts:ExternalId': 'x' } },
    { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } },
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    { StringLike: { 'sts:SourceIdentity': '*' } },
    { StringEquals: { 'aws:ResourceAccount': '999999999999' } },
    { StringEquals: { 'sts:RoleSessionName': 'system:serviceaccount:shop:web' } },
    { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' }, DateGreaterThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } },
  ])('%j', ({ StringEquals, ...others }: any) => {
    expect(found(statement({ StringEquals: { ...exact, ...StringEquals }, ...others }))).toEqual([expect.stringContaining(`NobodyTrusted[${provider()}]: statement 1 of the trust takes no service account`)]);
  });

  test.each([
    { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
    { StringLike: { 'sts:RoleSessionName': 'web-*' } },
    { StringEquals: { 'aws:SourceVpce': 'vpce-0123' } },
  ])('%j is met', ({ StringEquals, ...others }: any) => {
    expect(found(statement({ StringEquals: { ...exact, ...StringEquals }, ...others }))).toEqual([]);
  });
});

describe('a provider', () => {
  /** What is found against a role of an account, as IAM prints it. */
  const inAccount = (account: string, statements: unknown) => {
    const { roles } = readTemplate({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements } } } } });
    return judge(roles.map((role) => ({ ...role, account })), [], judgeOptions({})).map(({ id, message }) => `${id}: ${message}`);
  };

  test('of another account than the role\'s', () => {
    expect(inAccount('999900001111', sound())).toEqual(ofProvider(
      `is of the account ${ACCOUNT}, and the role of 999900001111, which looks up only providers of its own account: create the provider there, and name that`));
    expect(inAccount(ACCOUNT, sound())).toEqual([]);
  });

  test('of another account than a second one', () => {
    const other = provider(1).replace(ACCOUNT, '999900001111');
    expect(found([sound(), sound(WEB, { Principal: { Federated: other } })])).toEqual([
      ...ofProvider(`is of the account ${ACCOUNT}, and others are of 999900001111, but a role looks up only providers of its own account: name providers of one account`),
      expect.stringContaining('999900001111'),
    ]);
  });

  test.each(['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:AssumeRoleWithWebIdentities'])('under %s', (Action) => {
    expect(found(sound(WEB, { Action }))).toEqual(ofProvider('becomes the role only by sts:AssumeRoleWithWebIdentity, which no statement allows it: write that as the action'));
    expect(found([sound(), sound(WEB, { Action })])).toEqual([]);
  });
});

describe('a principal that nobody is', () => {
  const wildcard = 'has a wildcard, which IAM takes in no principal but "*" alone: name the role, or the account with a condition on aws:PrincipalArn';

  test.each([
    ['arn:aws:iam::*:root', wildcard],
    [`arn:aws:iam::${ACCOUNT}:role/*`, wildcard],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/*`, wildcard],
    ['arn:aws:iam::11112222333:root', 'names the account "11112222333", and accounts have 12 digits: write the account\'s id'],
    ['11112222333', 'names the account "11112222333", and accounts have 12 digits: write the account\'s id'],
    ['000000000000', 'names an account that nobody has: write the account\'s id'],
    [`arn:aws:iam:${ACCOUNT}:role/x`, 'is no account, role, user or session: write the account\'s id, or the ARN of a role'],
    [`arn:aws:iam::${ACCOUNT}:group/admins`, 'is no principal in IAM: name a role, a user, a session or an account'],
    ['AROAEXAMPLEID12345678', 'is the id that IAM leaves of a deleted role or user: name one that exists, or take it away'],
    [provider(), 'is an identity provider, which is a principal only as Federated: write "Federated"'],
  ])('%s', (value, problem) => {
    expect(found([sound(), person(value)])).toEqual(ofPrincipal(value, problem));
  });

  test('of another kind', () => {
    expect(found([sound(), { ...person(''), Principal: { CanonicalUser: '79a5' } }])).toEqual(ofPrincipal('79a5', 'is for policies of S3, not for roles: write the ARN of a role or an account'));
    expect(found([sound(), { ...person(''), Principal: { Service: '*' } }])).toEqual(ofPrincipal('*', 'has a wildcard, which the name of a service cannot have: name the service'));
    expect(found([sound(), pods(undefined, { Principal: { Service: 'pods.eks.eu-central-1.amazonaws.com' } })]))
      .toEqual(ofPrincipal('pods.eks.eu-central-1.amazonaws.com', `is no service of AWS: EKS Pod Identity is "${PODS}" in every region and partition`));
  });

  test.each([
    ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:role/path/x`, `arn:aws:iam::${ACCOUNT}:user/x`, `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`,
    `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
  ])('is not %s', (value) => {
    expect(found([sound(), person(value)])).toEqual([]);
  });
});

describe('EKS Pod Identity', () => {
  const NO_POD = `NobodyTrusted[${PODS}]: statement 1 of the trust lets EKS Pod Identity give the role to no pod: `
    + 'EKS never sends what the conditions ask for, or another statement denies it; ask for the ARN of the cluster in aws:SourceArn, or for tags that EKS sets';
  const NO_TAGS = `NobodyTrusted[${PODS}-sts:TagSession]: the trust lets EKS Pod Identity call sts:AssumeRole, but not sts:TagSession, and EKS tags each session unless the association disables session tags: allow both`;
  const own = { 'aws:SourceAccount': ACCOUNT };

  test.each([
    { ArnLike: { 'aws:SourceArn': `arn:aws:eks:eu-central-1:${ACCOUNT}:podidentityassociation/production/*` } },
    { StringEquals: { 'aws:SourceArn': `arn:aws:eks:eu-central-1:${ACCOUNT}:cluster/*` } },
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:eu-central-1::cluster/production' } },
    { StringEquals: { 'aws:SourceAccount': '11112222333' } },
    { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'Shop' } },
    { StringEquals: { 'aws:RequestTag/kubernetes-service-account': WEB } },
    { StringEquals: { 'aws:RequestTag/kubernetes-namespaces': 'shop', ...own } },
    { StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'shop', ...own } },
  ])('%j is met by no pod', (condition) => {
    expect(found(pods(condition))).toContainEqual(NO_POD);
  });

  const CLUSTER = (name: string, account = ACCOUNT) => `arn:aws:eks:eu-central-1:${account}:cluster/${name}`;

  test.each([
    { StringEquals: { 'aws:SourceAccount': '999999999999' }, ArnEquals: { 'aws:SourceArn': CLUSTER('blue') } },
    { StringEquals: { 'aws:SourceArn': CLUSTER('blue'), 'aws:RequestTag/eks-cluster-name': 'green' } },
    { StringEquals: { 'aws:SourceArn': CLUSTER('blue'), 'aws:RequestTag/eks-cluster-arn': CLUSTER('green') } },
    { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': [CLUSTER('blue', '999999999999'), CLUSTER('green', '888888888888')] } },
    { StringEquals: { 'aws:RequestTag/eks-cluster-arn': CLUSTER('blue'), 'aws:SourceAccount': ['999999999999', '888888888888'] } },
  ])('%j speaks of one cluster with the account or name of another', (condition) => {
    expect(found(pods(condition))).toContainEqual(NO_POD);
  });

  test.each([
    { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnEquals: { 'aws:SourceArn': CLUSTER('blue') } },
    { StringEquals: { 'aws:SourceAccount': [ACCOUNT, '999999999999'] }, ArnLike: { 'aws:SourceArn': [CLUSTER('blue'), CLUSTER('green', '888888888888')] } },
    { StringEquals: { 'aws:SourceArn': CLUSTER('blue'), 'aws:RequestTag/eks-cluster-name': ['green', 'blue'] } },
    { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/blue' } },
    { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': CLUSTER('blue') }, StringNotEquals: { 'aws:RequestTag/eks-cluster-name': 'green' } },
  ])('%j is met by pods of the cluster', (condition) => {
    expect(found(pods(condition))).toEqual([]);
  });

  test('needs sts:AssumeRole', () => {
    expect(found(pods({ StringEquals: own }, { Action: 'sts:TagSession' }))).toEqual([
      `NobodyTrusted[${PODS}-sts:AssumeRole]: the trust names EKS Pod Identity, but does not let it call sts:AssumeRole, by which it gives a role to a pod: allow sts:AssumeRole and sts:TagSession`,
    ]);
  });

  test('needs sts:TagSession, in whatever statement', () => {
    expect(found(pods({ StringEquals: own }, { Action: 'sts:AssumeRole' }))).toEqual([NO_TAGS]);
    expect(found([pods({ StringEquals: own }), { Effect: 'Deny', Action: 'sts:TagSession', Principal: '*' }])).toEqual([NO_TAGS]);
    expect(found([pods({ StringEquals: own }, { Action: 'sts:AssumeRole' }), pods(undefined, { Action: 'sts:TagSession' })])).toEqual([]);
  });

  const TOGETHER = `NobodyTrusted[${PODS}-sts:AssumeRole-and-sts:TagSession]: the trust lets EKS Pod Identity call sts:AssumeRole for some pods and sts:TagSession for others, but for none both, `
    + 'and EKS tags each session unless the association disables session tags: write the same conditions for both';
  const apart = (ofRole: object, ofTags: object) => [pods(ofRole, { Action: 'sts:AssumeRole' }), pods(ofTags, { Action: 'sts:TagSession' })];
  const source = (name: string) => ({ StringEquals: { 'aws:SourceArn': CLUSTER(name) } });
  const namespace = (name: string) => ({ StringEquals: { 'aws:SourceArn': CLUSTER('blue'), 'aws:RequestTag/kubernetes-namespace': name } });

  test.each<[string, object[]]>([
    ['two clusters', apart(source('blue'), source('green'))],
    ['a cluster, and the name of another', apart(source('blue'), { StringEquals: { 'aws:RequestTag/eks-cluster-name': 'green' } })],
    ['two namespaces', apart(namespace('shop'), namespace('bank'))],
    ['a namespace, and a Deny of tags for it', [pods(namespace('shop')), { ...pods({ StringEquals: { 'aws:RequestTag/kubernetes-service-account': 'web' } }), Effect: 'Deny', Action: 'sts:TagSession' },
      { ...pods({ StringNotEquals: { 'aws:RequestTag/kubernetes-service-account': 'web' } }), Effect: 'Deny', Action: 'sts:AssumeRole' }]],
  ])('gives no pod a role with tags by %s', (_, statements) => {
    expect(found(statements)).toEqual([TOGETHER]);
  });

  test.each<[string, object[]]>([
    ['one cluster of two', [...apart(source('blue'), source('green')), pods(source('green'), { Action: 'sts:AssumeRole' })]],
    ['a cluster by its ARN and by its name', apart(source('blue'), { StringEquals: { 'aws:RequestTag/eks-cluster-name': 'blue' } })],
    ['tags without conditions', apart(source('blue'), { StringEquals: own })],
  ])('gives pods a role with tags by %s', (_, statements) => {
    expect(found(statements)).toEqual([]);
  });

  test.each<[object, string | undefined]>([
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace', 'kubernetes-service-account'] } }, NO_TAGS],
    [{ 'ForAllValues:StringLike': { 'aws:TagKeys': ['kubernetes-*', 'eks-cluster-*'] } }, undefined],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace'] } }, undefined],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, NO_POD],
    [{ Null: { 'aws:TagKeys': 'true' } }, NO_TAGS],
  ])('sends all its tags at once: %j', (condition, message) => {
    expect(found(pods({ ...source('blue'), ...condition }))).toEqual(message === undefined ? [] : [message]);
  });
});
