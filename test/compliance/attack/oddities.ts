import { ACCOUNTS, allow, attached, attempts, AUD, bounded, deny, equal, ISSUER, like, managed, OWN, policyOf, PROVIDER, providerOf, role, roleFile, SOUND, SUB, template, tokens, trustFile, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const OTHER = ISSUER.replace('4F0C', 'A81D');
const ROLE = (name: string) => `arn:aws:iam::${OWN}:role/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const tokensOf = (principal: unknown, conditions: object, more: object = {}) => ({ Effect: 'Allow', Action: WITH_TOKEN, Principal: principal, Condition: conditions, ...more });
const inTemplate = (properties: object, more: object = {}) => template({ Role: role(policyOf(SOUND), properties) }, more);
const IF = (yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['Wide', yes, no] });
const WIDE = { Conditions: { Wide: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
const own = (action: unknown, resource: unknown = '*') => ({ PolicyName: 'own', PolicyDocument: policyOf(allow(action, resource)) });
const crd = (apiVersion: string, spec: object) => ({ 'role.yaml': JSON.stringify({ apiVersion, kind: 'Role', metadata: { name: 'web', namespace: 'shop' }, spec }) });

/** What nobody writes twice, and what hides in odd places. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'two providers, of which one is tested if it is there': trustFile(tokensOf({ Federated: [PROVIDER, providerOf(OTHER)] }, { StringEqualsIfExists: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } })),
  'an audience that begins alike': trustFile(tokens({ StringEquals: { [SUB]: WEB, [AUD]: undefined as never }, StringLike: { [AUD]: 'sts.amazonaws.com*' } })),
  'a second audience': trustFile(tokens({ StringEquals: { [SUB]: WEB, [AUD]: ['sts.amazonaws.com', 'vault'] } })),
  'no claim but one that Kubernetes does not sign': trustFile(tokens({ StringEquals: { [`${ISSUER}:kubernetes.io/serviceaccount/name`]: 'web' } })),
  'everyone but the service, denied': trustFile(tokens(), { Effect: 'Deny', NotPrincipal: { Federated: PROVIDER }, Action: WITH_TOKEN }),
  'a statement that is no list': { 'trust.json': { Version: '2012-10-17', Statement: tokens() } },
  'a trust as IAM’s API encodes it': roleFile([], { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policyOf(tokens()))) }),
  'a policy as IAM’s API encodes it': roleFile([], { RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encodeURIComponent(JSON.stringify(policyOf(allow('s3:*')))) }] }),
  'the output of get-role': { 'role.json': { Role: { RoleName: 'web', Path: '/', Arn: ROLE('web'), AssumeRolePolicyDocument: policyOf(like(`${ACCOUNTS}*:web`)) } } },
  'roles of a list of pages': { 'roles.json': [{ Roles: [{ RoleName: 'web', Path: '/', Arn: ROLE('web'), AssumeRolePolicyDocument: policyOf(tokens()) }] }] },
  'old versions, where variables are text': { 'trust.json': { ...policyOf(like(`${ACCOUNTS}\${x}*`, `${ACCOUNTS}*:*`)), Version: '2008-10-17' } },
  'pass roles to all services but one': may(allow('iam:PassRole', '*', { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })),
  'pass roles for any thing': may(allow('iam:PassRole', '*', { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:*:*:*:*' } })),
  'pass roles of the own account by a variable': may(allow('iam:PassRole', 'arn:aws:iam::${aws:PrincipalAccount}:role/*')),
  'all of IAM on itself': may(allow('iam:*', ROLE('web'))),
  'policies of all roles, denied for itself': may(allow('iam:PutRolePolicy', ROLE('*')), deny('iam:PutRolePolicy', ROLE('web'))),
  'policies of roles of a scheme, all others denied': may(allow('iam:PutRolePolicy'), { Effect: 'Deny', Action: 'iam:*', NotResource: ROLE('app-*') }),
  'a service over several statements': may(...['Get*', 'Put*', 'List*', 'Delete*', 'Create*', 'Describe*', 'Abort*', 'Replicate*', 'Restore*', 'Update*', 'Tag*', 'Untag*', 'Submit*', 'Run*', 'Initiate*', 'Associate*', 'Dissociate*', 'Object*', 'Bypass*', 'Pause*'].map((name) => allow(`s3:${name}`))),
  'a service over two policies': roleFile([allow(['sqs:Get*', 'sqs:Send*', 'sqs:Receive*', 'sqs:Delete*', 'sqs:Purge*', 'sqs:List*', 'sqs:Change*'])], attached(`arn:aws:iam::${OWN}:policy/rest`), [managed('rest', allow(['sqs:Create*', 'sqs:Set*', 'sqs:Add*', 'sqs:Remove*', 'sqs:Tag*', 'sqs:Untag*', 'sqs:Start*', 'sqs:Cancel*']))]),
  'a service by a letter that nearly all actions have': may(allow('dynamodb:*e*')),
  'everything in a region by its tables': may(allow('dynamodb:*', `arn:aws:dynamodb:eu-west-1:${OWN}:*`)),
  'everything by a boundary of the same': roleFile([allow('*')], bounded('wide'), [managed('wide', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })]),
  'a trust in one of two cases': template({ Role: role(IF(policyOf(tokens()), policyOf(SOUND))) }, WIDE),
  'a condition in one of two cases': template({ Role: role(policyOf({ ...SOUND, Condition: IF({ StringEquals: { [AUD]: 'sts.amazonaws.com' } }, { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: WEB } }) })) }, WIDE),
  'policies in one of two cases': inTemplate({ Policies: IF([own('s3:*')], []) }, WIDE),
  'one policy of a list in one of two cases': inTemplate({ Policies: [IF(own('iam:PassRole'))] }, WIDE),
  'actions in one of two cases': inTemplate({ Policies: [own(IF(['s3:*'], ['s3:GetObject']))] }, WIDE),
  'a trust with YAML’s merge keys': { 't.yaml': `x: &x {Effect: Allow, Action: ${WITH_TOKEN}, Principal: {Federated: "${PROVIDER}"}}\nResources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n        - <<: *x\n          Condition: {StringLike: {"${SUB}": "${ACCOUNTS}*:*", "${AUD}": sts.amazonaws.com}}\n` },
  'a role of ACK': crd('iam.services.k8s.aws/v1alpha1', { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(tokens())) }),
  'a policy of ACK': crd('iam.services.k8s.aws/v1alpha1', { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(SOUND)), inlinePolicies: { own: JSON.stringify(policyOf(allow('iam:PassRole'))) } }),
  'a role of Crossplane': crd('iam.aws.upbound.io/v1beta1', { forProvider: { assumeRolePolicy: JSON.stringify(policyOf(like(`${ACCOUNTS}*:web`))) } }),
  'a role in a nested stack’s shape': { 'nested/template.yaml': `Resources:\n  R: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: ${JSON.stringify(policyOf(tokens()))}}}\n` },
}).concat(attempts('told', {
  'two providers, of which one is tested': trustFile(tokensOf({ Federated: [PROVIDER, providerOf(OTHER)] }, { StringEquals: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } })),
  'a key twice': { 'trust.json': JSON.stringify(policyOf(SOUND)).replace('"StringEquals":', '"StringEquals":{},"StringEquals":') },
  'the subject as an ARN': trustFile(tokens({ ArnLike: { [SUB]: `${ACCOUNTS}shop:web` } })),
  'the subject in binary': trustFile(tokens({ BinaryEquals: { [SUB]: Buffer.from(WEB).toString('base64') } })),
  'a star that is a letter': trustFile(like(`${ACCOUNTS}shop:\${*}`)),
  'a subject with an end of line': trustFile(equal(`${WEB}\n`)),
}));

/** Policies that well-known controllers come with, shortened. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'the load balancer controller': may(
    allow('iam:CreateServiceLinkedRole', '*', { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } }),
    allow(['ec2:DescribeAccountAttributes', 'ec2:DescribeSubnets', 'elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags']),
    allow(['cognito-idp:DescribeUserPoolClient', 'acm:ListCertificates', 'acm:DescribeCertificate', 'iam:ListServerCertificates', 'wafv2:GetWebACL', 'wafv2:AssociateWebACL', 'shield:CreateProtection']),
    allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress', 'ec2:CreateSecurityGroup']),
    allow('ec2:CreateTags', 'arn:aws:ec2:*:*:security-group/*', { StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup' }, Null: { 'aws:RequestTag/elbv2.k8s.aws/cluster': 'false' } }),
    allow(['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'], '*', { Null: { 'aws:RequestTag/elbv2.k8s.aws/cluster': 'false' } })),
  'the autoscaler': may(
    allow(['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeTags', 'ec2:DescribeInstanceTypes', 'eks:DescribeNodegroup']),
    allow(['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'], '*', { StringEquals: { 'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true', 'aws:ResourceTag/k8s.io/cluster-autoscaler/prod': 'owned' } })),
  'external-dns': may(allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/*'), allow(['route53:ListHostedZones', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'])),
  'cert-manager': may(allow('route53:GetChange', 'arn:aws:route53:::change/*'), allow(['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'], 'arn:aws:route53:::hostedzone/Z0123456789', { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] } })),
  'Velero': may(allow(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'ec2:CreateTags', 'ec2:CreateVolume', 'ec2:CreateSnapshot', 'ec2:DeleteSnapshot']), allow(['s3:GetObject', 's3:DeleteObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], 'arn:aws:s3:::velero-backups/*'), allow('s3:ListBucket', 'arn:aws:s3:::velero-backups')),
  'Karpenter': may(
    allow(['ec2:RunInstances', 'ec2:CreateFleet'], ['arn:aws:ec2:eu-west-1::image/*', 'arn:aws:ec2:eu-west-1:*:security-group/*', 'arn:aws:ec2:eu-west-1:*:subnet/*']),
    allow('ec2:RunInstances', 'arn:aws:ec2:eu-west-1:*:launch-template/*', { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' }, StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' } }),
    allow(['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'], ['arn:aws:ec2:eu-west-1:*:fleet/*', 'arn:aws:ec2:eu-west-1:*:instance/*', 'arn:aws:ec2:eu-west-1:*:volume/*'], { StringEquals: { 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow('iam:PassRole', ROLE('KarpenterNodeRole-prod'), { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    allow(['iam:CreateInstanceProfile'], `arn:aws:iam::${OWN}:instance-profile/*`, { StringEquals: { 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow('eks:DescribeCluster', `arn:aws:eks:eu-west-1:${OWN}:cluster/prod`), allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/*'), allow('pricing:GetProducts')),
  'logs of nodes': may(allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:PutRetentionPolicy'])),
  'metrics of Prometheus': may(allow(['aps:RemoteWrite', 'aps:GetSeries', 'aps:GetLabels', 'aps:GetMetricMetadata'])),
  'the EBS driver': may(
    allow(['ec2:CreateSnapshot', 'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume', 'ec2:DescribeVolumes', 'ec2:DescribeInstances']),
    allow('ec2:CreateVolume', 'arn:aws:ec2:*:*:volume/*', { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } }), allow('ec2:DeleteVolume', 'arn:aws:ec2:*:*:volume/*', { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } }),
    allow(['kms:CreateGrant', 'kms:ListGrants'], `arn:aws:kms:eu-west-1:${OWN}:key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62`, { Bool: { 'kms:GrantIsForAWSResource': 'true' } })),
  'a pull of events': may(allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], `arn:aws:sqs:eu-west-1:${OWN}:karpenter-*`)),
  'what it says of itself': may(allow(['sts:GetCallerIdentity', 'sts:TagSession', 'iam:GetRole', 'iam:ListRoles'])),
  'public images': may(allow(['ecr-public:*', 'sts:GetServiceBearerToken'])),
  'a role that nobody of Kubernetes becomes': roleFile([allow('*')], { AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }) }),
  'a boundary that reads': roleFile([allow('s3:*'), allow('iam:PassRole')], bounded('limit'), [managed('limit', allow(['s3:Get*', 's3:List*']))]),
  'a case that never is': template({ Role: role(policyOf(SOUND), { Policies: [IF(own('s3:*'))] }) }, { Conditions: { Wide: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] } } }),
  'a role in a case that never is': template({ Role: { ...role(policyOf(tokens())), Condition: 'Wide' } }, { Conditions: { Wide: { 'Fn::Equals': ['a', 'b'] } } }),
  'a function of SAM': template({ Fn: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: '.', Handler: 'i.h', Runtime: 'nodejs22.x' } }, Role: role(policyOf(SOUND)) }, { Transform: 'AWS::Serverless-2016-10-31' }),
  'a role of ACK that is sound': crd('iam.services.k8s.aws/v1alpha1', { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(SOUND)) }),
}).concat(attempts('noError', {
  'a boundary of AWS that reads': roleFile([allow('*')], bounded('arn:aws:iam::aws:policy/ReadOnlyAccess')),
  'a boundary of AWS without IAM': roleFile([allow('iam:PutRolePolicy', ROLE('app-*'))], bounded('arn:aws:iam::aws:policy/PowerUserAccess')),
}));

export const ODDITIES: readonly Attempt[] = [...SILENCES, ...ALARMS];
