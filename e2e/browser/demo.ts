// An account and a cluster with each thing that the report speaks of, and with names that a page might take for its own.

export const ACCOUNT = '111122223333';
const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
export const HOSTILE = '"><img src=x onerror=document.title=1><script>document.title=1</script>';

type Statement = Readonly<Record<string, unknown>>;

const allow = (actions: string | string[], resources: string | string[], more: object = {}): Statement =>
  ({ Effect: 'Allow', Action: actions, Resource: resources, ...more });
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

function trustOf(subject: string, operator = 'StringEquals') {
  const [audience, sub] = [{ [`${ISSUER}:aud`]: 'sts.amazonaws.com' }, { [`${ISSUER}:sub`]: subject }];
  return document([{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
    Condition: operator === 'StringEquals' ? { StringEquals: { ...audience, ...sub } } : { StringEquals: audience, [operator]: sub },
  }]);
}

interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly pods: number;
}

const WORKLOADS: readonly Workload[] = [
  {
    namespace: 'payments',
    name: 'billing',
    pods: 3,
    statements: [
      allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'arn:aws:s3:::acme-billing/invoices/*'),
      allow('s3:ListBucket', 'arn:aws:s3:::acme-billing', { Condition: { StringLike: { 's3:prefix': 'invoices/*' } } }),
      allow('kms:Decrypt', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
      allow('sts:AssumeRole', arnOf('archive')),
    ],
  },
  { namespace: 'payments', name: 'reports', pods: 0, statements: [allow('s3:Get*', 'arn:aws:s3:::acme-*/*'), allow(['dynamodb:Query'], `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`)] },
  {
    namespace: 'ops',
    name: 'cleaner',
    pods: 1,
    statements: [
      allow(['s3:DeleteObject', 's3:ListAllMyBuckets', 'ec2:DescribeInstances'], '*'),
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::acme-archive/*' },
    ],
  },
  { namespace: 'platform-engineering-internal-tools', name: 'a-tool-with-a-rather-long-name-that-somebody-chose-in-2019', pods: 1, statements: [allow(['iam:*', 's3:*'], '*')] },
  { namespace: 'shop', name: 'mailer', pods: 2, statements: [allow('ses:SendEmail', `arn:aws:ses:eu-west-1:${ACCOUNT}:identity/acme.example`), allow('s3:GetObject', `arn:aws:s3:::acme-${HOSTILE}/*`)] },
  ...Array.from({ length: 30 }, (_, i): Workload => ({
    namespace: 'shop',
    name: `worker-${i}`,
    pods: i % 3,
    statements: [
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs-${i % 4}`),
      allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/worker-${i}-??????`),
    ],
  })),
];

/** What `aws iam get-account-authorization-details` and `kubectl get -o json` print, by file. */
export function demoFiles(): Readonly<Record<string, unknown>> {
  const role = (name: string, trust: object, statements: readonly Statement[]) => ({
    RoleName: name,
    Path: '/',
    Arn: arnOf(name),
    AssumeRolePolicyDocument: trust,
    AttachedManagedPolicies: [],
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: document(statements) }],
  });
  const roles = [
    ...WORKLOADS.map(({ namespace, name, statements }) => role(name, trustOf(`system:serviceaccount:${namespace}:${name}`), statements)),
    role('archive', document([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arnOf('billing') } }]), [allow('s3:PutObject', 'arn:aws:s3:::acme-archive/*')]),
    role('batch', trustOf('system:serviceaccount:batch:*', 'StringLike'), [allow('cloudwatch:PutMetricData', '*')]),
  ];
  const metadata = (namespace: string, name: string) => ({ namespace, name, uid: `uid-${namespace}-${name}` });
  const accounts = WORKLOADS.map(({ namespace, name }) =>
    ({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { ...metadata(namespace, name), annotations: { 'eks.amazonaws.com/role-arn': arnOf(name) } } }));
  const pods = WORKLOADS.flatMap(({ namespace, name, pods: count }) => Array.from({ length: count }, (_, i) =>
    ({ kind: 'Pod', apiVersion: 'v1', metadata: metadata(namespace, `${name}-${i}`), spec: { serviceAccountName: name, containers: [] }, status: { phase: 'Running' } })));
  return {
    'account.json': { RoleDetailList: roles, Policies: [] },
    'cluster.json': { cluster: { name: 'production', arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/production`, identity: { oidc: { issuer: `https://${ISSUER}` } } } },
    'objects.json': { kind: 'List', apiVersion: 'v1', items: [...accounts, ...pods] },
  };
}
