import { liveExampleOf } from './live-rule-examples';
import { judge } from '../lib/compliance/judge';
import type { Finding } from '../lib/compliance/judge';
import { judgeOptions } from '../lib/compliance/judge-options';
import { readTemplate } from '../lib/inventory/template-reader';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const SUBJECT = 'system:serviceaccount:shop:checkout';

const arnOf = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const key = (claim: string) => `${ISSUER}:${claim}`;
const aud = { [key('aud')]: 'sts.amazonaws.com' };
const exactly = (sub: unknown) => ({ StringEquals: { ...aud, [key('sub')]: sub } });
const alike = (sub: string) => ({ StringEquals: aud, StringLike: { [key('sub')]: sub } });

const statement = (condition: object, provider = arnOf(ISSUER)) =>
  ({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider }, Condition: condition });
const role = (statements: object[], properties: object = {}) =>
  ({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements }, ...properties } } });
const trusting = (condition: object, provider?: string) => role([statement(condition, provider)]);
const ofIssuer = (issuer: string) =>
  trusting({ StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: SUBJECT } }, arnOf(issuer));
const allowed = (action: string, resource: string) => role([statement(exactly(SUBJECT))], {
  Policies: [{ PolicyName: 'checkout', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] } }],
});
const applied = (name: string, annotations?: object) => ({
  Manifest: {
    Type: 'Custom::AWSCDK-EKS-KubernetesResource',
    Properties: { Manifest: JSON.stringify([{ kind: 'ServiceAccount', metadata: { name, namespace: 'shop', annotations } }]) },
  },
});

/** Resources that a rule finds fault with, by its id. */
const RESOURCES: Readonly<Record<string, object>> = {
  MissingSub: trusting({ StringEquals: aud }),
  MissingAud: trusting({ StringEquals: { [key('sub')]: SUBJECT } }),
  UnexpectedAud: trusting({ StringEquals: { [key('aud')]: 'vault', [key('sub')]: SUBJECT } }),
  AnyNamespace: trusting(alike('system:serviceaccount:*:checkout')),
  AnyServiceAccount: trusting(alike('system:serviceaccount:shop:*')),
  WildcardNeverMatches: trusting(exactly('system:serviceaccount:shop:*')),
  NeedlessStringLike: trusting(alike(SUBJECT)),
  WeakOperator: trusting({ 'StringEquals': aud, 'ForAllValues:StringEquals': { [key('sub')]: SUBJECT } }),
  ForeignIssuer: trusting(exactly(SUBJECT), arnOf(ISSUER.replace('4F0C', 'A81D'))),
  MalformedSubject: trusting(exactly('shop:checkout')),
  DualStackIssuer: ofIssuer(ISSUER.replace('oidc.eks.eu-central-1.amazonaws.com', 'oidc-eks.eu-central-1.api.aws')),
  MalformedIssuer: ofIssuer(ISSUER.replace('4F0C', '4f0c')),
  MisplacedFunction: trusting({ StringEquals: { 'oidc.eks.${AWS::Region}.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213:sub': SUBJECT } }),
  DefaultServiceAccount: trusting(exactly('system:serviceaccount:shop:default')),
  AnyProvider: trusting(exactly(SUBJECT), 'arn:aws:iam::111122223333:oidc-provider/*'),
  AnyTenant: role([statement(exactly(SUBJECT)), statement({ StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }, arnOf('token.actions.githubusercontent.com'))]),
  NobodyTrusted: trusting({ StringEquals: { ...aud, [key('sub')]: [] } }),
  UnrelatedServiceAccounts: trusting(exactly([SUBJECT, 'system:serviceaccount:media:thumbnailer'])),
  PodIdentityConditions: role([{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } }]),
  PassAnyRole: allowed('iam:PassRole', '*'),
  AssumeAnyRole: allowed('sts:AssumeRole', 'arn:aws:iam::*:role/*'),
  PrivilegeEscalation: allowed('iam:PutRolePolicy', '*'),
  BroadManagedPolicy: role([statement(exactly(SUBJECT))], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }),
  BroadPolicy: allowed('s3:*', '*'),
  MissingBoundary: trusting(exactly(SUBJECT)),
  NearQuota: role([statement(exactly(SUBJECT))], { ManagedPolicyArns: Array.from({ length: 10 }, (_, i) => `arn:aws:iam::111122223333:policy/team-${i}`) }),
  UntrustedServiceAccount: { ...trusting(exactly(SUBJECT)), ...applied('chekcout', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/checkout' }) },
  UnusedTrust: { ...trusting(exactly(SUBJECT)), ...applied('checkout') },
  UntrustedAssociation: {
    ...trusting(exactly(SUBJECT)),
    Association: {
      Type: 'AWS::EKS::PodIdentityAssociation',
      Properties: { ClusterName: 'production', Namespace: 'shop', ServiceAccount: 'checkout', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
  },
  MalformedAnnotation: { ...trusting(exactly(SUBJECT)), ...applied('checkout', { 'eks.amazonaws.com/role-arn': 'checkout' }) },
  MismatchedAudience: {
    ...trusting(exactly(SUBJECT)),
    ...applied('checkout', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/checkout', 'eks.amazonaws.com/audience': 'vault' }),
  },
  UnreadAnnotation: { ...trusting(exactly(SUBJECT)), ...applied('checkout', { 'eks.amazonaws.com/role_arn': 'arn:aws:iam::111122223333:role/checkout' }) },
  UncomparedServiceAccount: { ...trusting(exactly(SUBJECT)), ...applied('{{ .Release.Name }}', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/checkout' }) },
  Undecidable: trusting(exactly({ Ref: 'Subject' })),
};

interface Example {
  readonly finding: Finding;
  /** What the finding is about, as it stands in a template or a manifest. */
  readonly written: object;
}

/** A finding of a rule, as an example, with what it is about; nothing if there is none. */
export function exampleOf(rule: string): Example | undefined {
  const resources = JSON.parse(JSON.stringify(RESOURCES[rule] ?? {}));
  if (['UntrustedServiceAccount', 'MismatchedAudience', 'UncomparedServiceAccount'].includes(rule)) {
    resources.Role.Properties.RoleName = 'checkout';
  }
  const { roles, serviceAccounts } = readTemplate({ Resources: resources });
  const finding = judge(roles, serviceAccounts, judgeOptions({ requirePermissionsBoundary: rule === 'MissingBoundary' }))
    .find((each) => each.rule.id === rule);
  return finding === undefined ? liveExampleOf(rule) : { finding, written: writtenIn(resources) };
}

interface ExampleResources {
  readonly Role: { readonly Properties: RoleProperties };
  readonly Manifest?: { readonly Properties: { readonly Manifest: string } };
  readonly Association?: { readonly Properties: object };
}

interface RoleProperties {
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly object[] };
  readonly Policies?: readonly { readonly PolicyDocument: { readonly Statement: readonly object[] } }[];
  readonly ManagedPolicyArns?: readonly string[];
}

/** The part of an example that differs from a sound role: the last of what was added to it, or else a statement of its trust. */
function writtenIn({ Role: { Properties: properties }, Manifest, Association }: ExampleResources): object {
  if (Manifest !== undefined) {
    return JSON.parse(Manifest.Properties.Manifest)[0];
  }
  if (Association !== undefined) {
    return Association.Properties;
  }
  return properties.ManagedPolicyArns !== undefined
    ? { ManagedPolicyArns: properties.ManagedPolicyArns }
    : properties.Policies?.[0].PolicyDocument.Statement[0] ?? properties.AssumeRolePolicyDocument.Statement.at(-1)!;
}
