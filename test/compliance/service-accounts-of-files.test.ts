import { account, foundInFiles, roleTemplate, trust } from './files';

const role = roleTemplate();
const found = (manifest: unknown, template: unknown = role) => foundInFiles({ 'role.json': template, 'sa.json': manifest });
const annotated = (roleArn: unknown) => account({}, { 'eks.amazonaws.com/role-arn': roleArn });

test('a ServiceAccount that its role trusts is clean', () => {
  expect(found(account())).toEqual([]);
  expect(found({ apiVersion: 'v1', kind: 'List', items: [account()] })).toEqual([]);
  expect(found(account({ namespace: 'shop2' }))).toEqual([
    'sa.json:1 shop2/api: error UntrustedServiceAccount[shop2/api]: the ServiceAccount shop2/api names the role api, whose trust does not take it: name the role that does',
  ]);
});

describe('names that only rendering or applying knows', () => {
  const uncompared = (name: string, why: string) =>
    [`sa.json:1 ${name}: warning UncomparedServiceAccount[${idOf(name)}]: whether the role api trusts the ServiceAccount ${name} cannot be judged: ${why}: ${'%'}`];
  /** An acknowledged id has no spaces, and brackets in pairs. */
  const idOf = (name: string) => name.replace(/ /g, '-');
  const lines = (...args: Parameters<typeof found>) => found(...args).map((line) => line.replace(/(write it, or )?judge what is applied$/, '%'));

  test('a manifest without a namespace', () => {
    expect(lines(account({ namespace: undefined }))).toEqual(uncompared('<namespace>/api', 'its manifest names no namespace'));
    expect(lines({ apiVersion: 'v1', kind: 'List', items: [account({ namespace: undefined })] }).map((line) => line.slice(0, 60))).toHaveLength(1);
    expect(found(account({ namespace: undefined }), roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:web')))).toEqual([
      'sa.json:1 <namespace>/api: error UntrustedServiceAccount[<namespace>/api]: the ServiceAccount <namespace>/api names the role api, whose trust does not take it: name the role that does',
    ]);
    expect(found(account({ namespace: undefined }), { Resources: {} })).toEqual([]);
  });

  test.each(['{{ .Release.Namespace }}', '${namespace}', '$NAMESPACE', '${NS:=shop}', '$(NAMESPACE)', '{{ include "a.ns" . }}', '<NAMESPACE>', '__NAMESPACE__', '#{ns}#', '{% ns %}', '%{ns}'])(
    'the namespace %s', (namespace) =>
      expect(lines(account({ namespace }))).toEqual(uncompared(`${namespace.replace(/"/g, '\'')}/api`, 'its namespace is known only when it is rendered')));

  test.each(['{{ .Values.name }}', 'api-{{ .Values.suffix }}', '{{ .Release.Name }}-api', '${name}'])('the name %s', (name) => {
    const template = roleTemplate({ RoleName: 'api' }, {
      ...trust(),
      Statement: [{
        ...trust().Statement[0],
        Condition: {
          StringLike: Object.fromEntries(
            Object.entries(trust().Statement[0].Condition.StringEquals).map(([key, value]) => [key, key.endsWith(':sub') ? 'system:serviceaccount:shop:*api*' : value])),
        },
      }],
    });
    expect(found(account({ name }), template).filter((line) => line.includes('error'))).toEqual([]);
    expect(found(account({ name })).filter((line) => line.includes(' error ') && !name.includes('-'))).toEqual([]);
  });

  test('a role that takes any namespace takes this one', () => {
    const any = { ...trust(), Statement: [{ ...trust().Statement[0], Condition: { StringLike: trust('system:serviceaccount:*:api').Statement[0].Condition.StringEquals } }] };
    expect(found(account({ namespace: '{{ .Release.Namespace }}' }), roleTemplate({ RoleName: 'api' }, any)).filter((line) => line.startsWith('sa'))).toEqual([]);
  });

  test('ARNs', () => {
    for (const arn of ['{{ .Values.roleArn }}', 'arn:aws:iam::${ACCOUNT_ID}:role/api', 'arn:aws:iam::{{ .Values.account }}:role/{{ .Values.role }}', '${role_arn}',
      'arn:${partition}:iam::111122223333:role/api']) {
      expect(found(annotated(arn))).toEqual([]);
    }
  });
});

describe('names of roles that nobody wrote', () => {
  const unused = (arn: string) => [`warning UnusedTrust[shop/api]: the role trusts the ServiceAccount shop/api, which names ${arn}: annotate it with this role`];
  const lines = (manifest: unknown, template: unknown) => found(manifest, template).map((line) => line.replace(/^\S+ [^:]*: /, ''));

  test('CloudFormation makes one of the logical id', () => {
    for (const name of ['stack-Api-1ABCDEFGHIJKL', 'eksctl-prod-addon-iamserviceaccount-shop-api-Api-0aBcDeFgHiJk']) {
      expect(lines(annotated(`arn:aws:iam::111122223333:role/${name}`), roleTemplate({}))).toEqual([]);
    }
    for (const name of ['stack-Cart-1ABCDEFGHIJKL', 'Api', 'api-ApiRole-1ABCDEFGHIJKL', 'stack-Api-x']) {
      expect(lines(annotated(`arn:aws:iam::111122223333:role/${name}`), roleTemplate({}))).toEqual(unused(`arn:aws:iam::111122223333:role/${name}`));
    }
  });

  test('a name that is too long is cut', () => {
    const { Resources: { Api } } = roleTemplate({});
    const name = 'a-long-name-of-a-stack-in-an-account-Checkout-1ABCDEFGHIJKLMNOPQ'.slice(0, 51) + '1ABCDEFGHIJKL';
    const made = 'a-very-long-name-of-a-stack-of-some-team-CheckoutS-1ABCDEFGHIJKL';
    expect([name.length, made.length]).toEqual([64, 64]);
    expect(lines(annotated(`arn:aws:iam::111122223333:role/${made}`), { Resources: { CheckoutServiceRole: Api } })).toEqual([]);
  });

  test('a part of it is a parameter', () => {
    const template = roleTemplate({ RoleName: { 'Fn::Sub': '${Environment}-api' } });
    expect(lines(annotated('arn:aws:iam::111122223333:role/prod-api'), template)).toEqual([]);
    expect(lines(annotated('arn:aws:iam::111122223333:role/prod-web'), template)).toEqual(unused('arn:aws:iam::111122223333:role/prod-web'));
  });

  test('a trust policy alone has none', () => {
    expect(lines(account(), trust())).toEqual([]);
    expect(lines(account({}, {}), trust())).toEqual(unused('no role'));
  });
});

describe('annotations', () => {
  const malformed = (problem: string, got: string) => [
    `sa.json:1 shop/api: error MalformedAnnotation[shop/api]: the ServiceAccount shop/api is annotated with what is not the ARN of its role: ${problem}, got "${got}"`,
  ];

  test.each([
    ['arn:aws:iam::::111122223333:role/api', 'it must be arn:<partition>:iam::<account>:role/<name>'],
    ['arn:aws:iam::111122223333:policy/api', 'it must name a role (role/<name>), and names a policy'],
    ['arn:aws:iam::111122223333:user/api', 'it must name a role (role/<name>), and names "user"'],
    ['api', 'it must be arn:<partition>:iam::<account>:role/<name>'],
    ['arn:aws:iam::11112222333:role/api', 'its account must have 12 digits'],
    ['arn:aws:iam::ACCOUNT_ID:role/api', 'its account must have 12 digits'],
    ['arn:aws:iam:eu-west-1:111122223333:role/api', 'IAM has no regions, so its fourth part must be empty'],
    ['arn:aws:sts::111122223333:assumed-role/api/x', 'it must be of the service iam'],
    ['arn:asw:iam::111122223333:role/api', 'its partition must be one of aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc or aws'],
    ['arn:aws:iam::111122223333:role', 'the name of a role has letters, digits and _+=,.@- only, at most 64, and it names "role"'],
    [' arn:aws:iam::111122223333:role/api', 'it must be arn:<partition>:iam::<account>:role/<name>'],
    ['', 'it is empty'],
    ['111122223333', 'it must be arn:<partition>:iam::<account>:role/<name>'],
  ])('%j is no ARN of a role', (arn, problem) => expect(foundInFiles({ 'sa.json': annotated(arn) })).toEqual(malformed(problem, arn)));

  test.each(['arn:aws:iam::111122223333:role/api', 'arn:aws-cn:iam::111122223333:role/k8s/team/api', 'arn:aws-us-gov:iam::111122223333:role/a_b+=,.@-c', 'arn:aws:iam::{{ .Values.id }}:role/api'])(
    '%s is one', (arn) => expect(foundInFiles({ 'sa.json': annotated(arn) })).toEqual([]));

  test('a number or a boolean is no text', () => {
    const yaml = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/';
    expect(foundInFiles({ 'sa.yaml': `${yaml}role-arn: 1111` })).toEqual([
      'sa.yaml:1 shop/api: error MalformedAnnotation[shop/api-eks.amazonaws.com/role-arn]: '
      + 'the annotation eks.amazonaws.com/role-arn of the ServiceAccount shop/api must be text, got 1111: write the ARN of its role',
    ]);
    expect(foundInFiles({ 'sa.yaml': `${yaml}sts-regional-endpoints: true` })).toEqual([
      'sa.yaml:1 shop/api: error MalformedAnnotation[shop/api-eks.amazonaws.com/sts-regional-endpoints]: '
      + 'the annotation eks.amazonaws.com/sts-regional-endpoints of the ServiceAccount shop/api must be text, got true: put it in quotes',
    ]);
    expect(foundInFiles({ 'sa.yaml': `${yaml}token-expiration: "3600"` })).toEqual([]);
  });

  test('the role of another partition', () => {
    expect(found(annotated('arn:aws-cn:iam::111122223333:role/api'))).toEqual(malformed('the provider that the role trusts is of the partition aws', 'arn:aws-cn:iam::111122223333:role/api'));
  });

  test('another audience than the role takes', () => {
    const audience = (value: string) => account({}, { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api', 'eks.amazonaws.com/audience': value });
    expect(found(audience('vault'))).toEqual([
      'sa.json:1 shop/api: error MismatchedAudience[shop/api]: the ServiceAccount shop/api has tokens for the audience "vault", '
      + 'and the trust of its role api asks for sts.amazonaws.com: take the annotation eks.amazonaws.com/audience away',
    ]);
    expect(found(audience('sts.amazonaws.com'))).toEqual([]);
    expect(found(audience('{{ .Values.audience }}'))).toEqual([]);
    expect(found(audience('vault'), { Resources: {} })).toEqual([]);
  });

  test.each([
    ['eks.amazon.com/role-arn', 'eks.amazonaws.com/role-arn'], ['eks.amazonaws.com/role_arn', 'eks.amazonaws.com/role-arn'], ['eks.amazonaws.com/rolearn', 'eks.amazonaws.com/role-arn'],
    ['eks.amazonaws.com/Role-ARN', 'eks.amazonaws.com/role-arn'], ['eks.amazonaws.com/iam-role', 'eks.amazonaws.com/role-arn'], ['iam.amazonaws.com/role', 'eks.amazonaws.com/role-arn'],
    ['eks.amazonaws.com/role-name', 'eks.amazonaws.com/role-arn'], ['eks.amazonaws.com\\role-arn', 'eks.amazonaws.com/role-arn'], ['eks.amazonaws.com/sts_regional_endpoints', 'eks.amazonaws.com/sts-regional-endpoints'],
    ['role-arn', 'eks.amazonaws.com/role-arn'],
  ])('%s is read by nothing', (key, meant) => {
    const written = account({}, { [key]: 'arn:aws:iam::111122223333:role/api' });
    expect(foundInFiles({ 'sa.json': written })).toEqual([
      `sa.json:1 shop/api: warning UnreadAnnotation[shop/api-${key}]: the ServiceAccount shop/api has the annotation ${JSON.stringify(key)}, which nothing reads: write ${meant}`,
    ]);
  });

  test('the right key at the wrong place', () => {
    const key = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api' };
    const places = (manifest: object) => foundInFiles({ 'sa.json': manifest }).map((line) => /has "[^"]*" in (.*), where/.exec(line)?.[1]);
    expect(places(account({ labels: key }, {}))).toEqual(['metadata.labels']);
    expect(places(account(key, {}))).toEqual(['metadata']);
    expect(places({ ...account({}, {}), annotations: key })).toEqual(['annotations']);
  });

  test('annotations of others say nothing', () => {
    const others = {
      'meta.helm.sh/release-name': 'api',
      'azure.workload.identity/client-id': 'x',
      'iam.gke.io/gcp-service-account': 'api@p.iam.gserviceaccount.com',
      'eks.amazonaws.com/token-expiration': '3600',
      'helm.sh/hook': 'pre-install',
      'kubernetes.io/enforce-mountable-secrets': 'true',
    };
    expect(found(account({ labels: { 'app.kubernetes.io/name': 'eks' } }, { ...account().metadata.annotations, ...others }))).toEqual([]);
  });
});
