import { found, foundIn } from './fixture';

const ACCOUNT = '111122223333';
const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const GREEN = 'oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const SUB = `${ISSUER}:sub`;
const AUD = `${ISSUER}:aud`;
const STS = 'sts.amazonaws.com';

const web = (Condition: object, Federated: unknown = PROVIDER) => ({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity', Condition });
const missingAud = (provider = PROVIDER) => `MissingAud[${provider}]: statement 1 of the trust takes tokens of ${provider} for any audience, such as "vault": add a condition on its aud`;

describe('the trust policies that the library was made to replace', () => {
  test.each([
    ['a role for each product: no audience', web({ StringEquals: { [SUB]: ['system:serviceaccount:default:team-sync'] } }), [missingAud()]],
    ['one for the same name in two namespaces: no audience',
      web({ StringEquals: { [SUB]: ['system:serviceaccount:default:secret-sync', 'system:serviceaccount:monitoring:secret-sync'] } }), [missingAud()]],
    ['cert-manager: no audience', web({ StringEquals: { [SUB]: ['system:serviceaccount:cert-manager:cert-manager'] } }), [missingAud()]],
    ['a backup of payments: nothing is wrong', web({ StringEquals: { [SUB]: 'system:serviceaccount:payments:s3-backup', [AUD]: STS } }), []],
    ['one bucket: no audience', web({ StringEquals: { [SUB]: 'system:serviceaccount:default:s3-access-sa' } }), [missingAud()]],
    ['external secrets: no audience', web({ StringEquals: { [SUB]: 'system:serviceaccount:external-secrets:aws-secretsmanager' } }), [missingAud()]],
  ])('%s', (_, statement, expected) => expect(found([statement])).toEqual(expected));

  test('their permissions deserve none', () => {
    const statement = web({ StringEquals: { [SUB]: 'system:serviceaccount:external-secrets:aws-secretsmanager', [AUD]: STS } });
    const policies = [
      [
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::a-bucket' },
        { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject', 's3:PutObjectAcl'], Resource: 'arn:aws:s3:::a-bucket/*' },
      ],
      [
        { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], Resource: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:k8s-main/*` },
        { Effect: 'Allow', Action: 'secretsmanager:ListSecrets', Resource: '*' },
      ],
      [
        { Effect: 'Allow', Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
        { Effect: 'Allow', Action: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'], Resource: 'arn:aws:route53:::hostedzone/*' },
      ],
    ];
    expect(found([statement], {}, { Path: '/k8s-main/', Policies: policies.map((Statement, i) => ({ PolicyName: `p${i}`, PolicyDocument: { Statement } })) })).toEqual([]);
  });
});

/** Trust policies as well-known tools and pages make them, and exactly what is found. */
const SHAPES: readonly { readonly name: string; readonly statements: object[]; readonly expected: string[] }[] = [
  {
    name: 'EKS user guide, eksctl create iamserviceaccount',
    statements: [web({ StringEquals: { [SUB]: 'system:serviceaccount:default:my-service-account', [AUD]: STS } })],
    expected: [],
  },
  {
    name: "eksctl's add-ons without a known service account",
    statements: [web({ StringEquals: { [AUD]: STS } })],
    expected: [`MissingSub[${PROVIDER}]: statement 1 of the trust lets every service account of ${PROVIDER} become the role, such as system:serviceaccount:evil:x: add a condition on its sub`],
  },
  {
    name: "terraform-aws-iam's module for service accounts",
    statements: [web({ StringEquals: { [SUB]: ['system:serviceaccount:default:my-app', 'system:serviceaccount:default:my-app-staging'], [AUD]: STS } })],
    expected: [],
  },
  {
    name: "terraform-aws-iam's module with the operator StringLike, and a wildcard",
    statements: [web({ StringLike: { [SUB]: ['system:serviceaccount:default:my-app-*'], [AUD]: STS } })],
    expected: [`NeedlessStringLike[${STS}]: statement 1 of the trust tests aud under StringLike, though "${STS}" has no wildcard: write StringEquals`],
  },
  {
    name: 'a team construct for CDK: a wildcard over the namespace, and no audience',
    statements: [web({ StringLike: { [SUB]: 'system:serviceaccount:team-a:*' } })],
    expected: [
      missingAud(),
      'AnyServiceAccount[system:serviceaccount:team-a:*]: statement 1 of the trust takes "system:serviceaccount:team-a:*", every service account of the namespace team-a, such as system:serviceaccount:team-a:evil: '
        + 'name the service account',
    ],
  },
  {
    name: 'a wildcard over the cluster, and no audience',
    statements: [web({ StringLike: { [SUB]: 'system:serviceaccount:*' } })],
    expected: [
      missingAud(),
      'AnyNamespace[system:serviceaccount:*]: statement 1 of the trust takes "system:serviceaccount:*", and so service accounts of more than one namespace, such as system:serviceaccount:evil:x: '
        + 'name each namespace exactly',
    ],
  },
  {
    name: "Crossplane's guide: a pattern of names, and no audience",
    statements: [web({ StringLike: { [SUB]: 'system:serviceaccount:crossplane-system:provider-aws-*' } })],
    expected: [missingAud()],
  },
  {
    name: 'the same trust for two clusters, in a statement each',
    statements: [
      web({ StringEquals: { [SUB]: 'system:serviceaccount:default:web', [AUD]: STS } }),
      web({ StringEquals: { [`${GREEN}:sub`]: 'system:serviceaccount:default:web', [`${GREEN}:aud`]: STS } }, `arn:aws:iam::${ACCOUNT}:oidc-provider/${GREEN}`),
    ],
    expected: [],
  },
  {
    name: 'kops: a discovery document in S3, and no audience',
    statements: [web({ StringEquals: { 'discovery.s3.eu-central-1.amazonaws.com/a.example.com:sub': 'system:serviceaccount:kube-system:dns-controller' } },
      `arn:aws:iam::${ACCOUNT}:oidc-provider/discovery.s3.eu-central-1.amazonaws.com/a.example.com`)],
    expected: [`${missingAud(`arn:aws:iam::${ACCOUNT}:oidc-provider/discovery.s3.eu-central-1.amazonaws.com/a.example.com`)}, for that of the tokens in the pods, a client id of the provider ("amazonaws.com" with kops, "openshift" for OpenShift's operators)`],
  },
  {
    name: "OpenShift on AWS: an operator's role with its two service accounts, and no audience",
    statements: [web({
      StringEquals: {
        'oidc.op1.openshiftapps.com/2abc:sub': [
          'system:serviceaccount:openshift-image-registry:cluster-image-registry-operator', 'system:serviceaccount:openshift-image-registry:registry',
        ],
      },
    }, `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.op1.openshiftapps.com/2abc`)],
    expected: [`${missingAud(`arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.op1.openshiftapps.com/2abc`)}, for "openshift", which tokens of OpenShift's operators have (sts.amazonaws.com would lock them out)`],
  },
  {
    name: 'EKS user guide, EKS Pod Identity',
    statements: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
    expected: ['PodIdentityConditions[pods.eks.amazonaws.com]: statement 1 of the trust lets EKS Pod Identity give the role to any service account of any cluster: '
      + 'ask for the cluster, the namespace or the service account'],
  },
  {
    name: 'EKS user guide, EKS Pod Identity for one service account',
    statements: [{
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': ['web'], 'aws:RequestTag/kubernetes-service-account': ['web'] } },
    }],
    expected: [],
  },
  {
    name: 'for EKS and for EC2: what a role was that became one for service accounts',
    statements: [
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      web({ StringEquals: { [SUB]: 'system:serviceaccount:default:web', [AUD]: STS } }),
    ],
    expected: [],
  },
];

test.each(SHAPES.map((shape) => [shape.name, shape] as const))('%s', (_, { statements, expected }) => {
  expect(found(statements)).toEqual(expected);
});

test('what eks.ServiceAccount renders is clean: a provider made beside the cluster, conditions by CfnJson, a manifest with the role', () => {
  const cut = { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'ClusterOpenIdConnectProvider' }] }] };
  expect(foundIn({
    Cluster: { Type: 'Custom::AWSCDK-EKS-Cluster' },
    ClusterOpenIdConnectProvider: {
      Type: 'Custom::AWSCDKOpenIdConnectProvider', Properties: { ClientIDList: [STS], Url: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } },
    },
    ConditionJson: {
      Type: 'Custom::AWSCDKCfnJson',
      Properties: { Value: { 'Fn::Join': ['', ['{"', cut, `:aud":"${STS}","`, cut, ':sub":"system:serviceaccount:shop:web"}']] } },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ ...web({ StringEquals: { 'Fn::GetAtt': ['ConditionJson', 'Value'] } }), Principal: { Federated: { Ref: 'ClusterOpenIdConnectProvider' } } }],
        },
      },
    },
    Manifest: {
      Type: 'Custom::AWSCDK-EKS-KubernetesResource',
      Properties: {
        ClusterName: { Ref: 'Cluster' },
        Manifest: {
          'Fn::Join': ['', [
            '[{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"web","namespace":"shop","annotations":{"eks.amazonaws.com/role-arn":"',
            { 'Fn::GetAtt': ['Role', 'Arn'] }, '"}}}]',
          ]],
        },
      },
    },
  })).toEqual([]);
});
