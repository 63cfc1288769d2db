import { ACCOUNTS, allow, attached, attempts, AUD, bounded, deny, ISSUER, managed, OWN, policyOf, providerOf, role, roleFile, SOUND, SUB, template, tokens, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const GITHUB = 'token.actions.githubusercontent.com';
const trusting = (statements: unknown[], policies: unknown[] = [], more: object = {}, managedOnes: unknown[] = []) =>
  roleFile(policies, { AssumeRolePolicyDocument: policyOf(...statements), ...more }, managedOnes);
const detail = (name: string, trust: unknown, statements: unknown[], more: object = {}) => ({
  RoleName: name,
  Path: '/',
  Arn: ROLE(name),
  AssumeRolePolicyDocument: trust,
  RolePolicyList: statements.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: policyOf(...statements) }],
  AttachedManagedPolicies: [],
  ...more,
});
const CLUSTER_TAG = 'aws:ResourceTag/elbv2.k8s.aws/cluster';
const REQUEST_TAG = 'aws:RequestTag/elbv2.k8s.aws/cluster';
const pods = (condition?: object) => ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, ...condition === undefined ? {} : { Condition: condition } });

/** What good teams and well-known programs write. */
export const SOUND_TEAMS: readonly Attempt[] = attempts('quiet', {
  'what Terraform’s module makes': trusting([{ Sid: '', Effect: 'Allow', Principal: { Federated: providerOf(ISSUER) }, Action: WITH_TOKEN, Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: [WEB, `${ACCOUNTS}shop:api`] } } }], [], attached(`arn:aws:iam::${OWN}:policy/web-2026`), [managed('web-2026', allow('s3:GetObject', 'arn:aws:s3:::shop/*'))]),
  'what eksctl makes': template({
    Role1: role({ Version: '2012-10-17', Statement: [{ Action: [WITH_TOKEN], Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: WEB } }, Effect: 'Allow', Principal: { Federated: providerOf(ISSUER) } }] }, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] }),
  }, { Description: 'IAM role for serviceaccount "shop/web" [created and managed by eksctl]', Outputs: { Role1: { Value: { 'Fn::GetAtt': 'Role1.Arn' } } } }),
  'the whole policy of the load balancer controller': may(
    allow('iam:CreateServiceLinkedRole', '*', { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } }),
    allow(['ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses', 'ec2:DescribeAvailabilityZones', 'ec2:GetSecurityGroupsForVpc', 'ec2:DescribeIpamPools', 'ec2:DescribeRouteTables', 'elasticloadbalancing:DescribeTrustStores', 'elasticloadbalancing:DescribeCapacityReservation']),
    allow(['acm:DescribeCertificate', 'iam:GetServerCertificate', 'waf-regional:AssociateWebACL', 'wafv2:DisassociateWebACL', 'shield:DeleteProtection']),
    allow(['ec2:CreateTags', 'ec2:DeleteTags'], 'arn:aws:ec2:*:*:security-group/*', { Null: { [REQUEST_TAG]: 'true', [CLUSTER_TAG]: 'false' } }),
    allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup'], '*', { Null: { [CLUSTER_TAG]: 'false' } }),
    allow(['elasticloadbalancing:CreateListener', 'elasticloadbalancing:DeleteListener', 'elasticloadbalancing:CreateRule', 'elasticloadbalancing:DeleteRule']),
    allow(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'], ['arn:aws:elasticloadbalancing:*:*:targetgroup/*/*', 'arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*/*'], { Null: { [REQUEST_TAG]: 'true', [CLUSTER_TAG]: 'false' } }),
    allow(['elasticloadbalancing:ModifyLoadBalancerAttributes', 'elasticloadbalancing:DeleteLoadBalancer', 'elasticloadbalancing:ModifyTargetGroup', 'elasticloadbalancing:SetSecurityGroups'], '*', { Null: { [CLUSTER_TAG]: 'false' } }),
    allow(['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'], 'arn:aws:elasticloadbalancing:*:*:targetgroup/*/*'),
    allow(['elasticloadbalancing:SetWebAcl', 'elasticloadbalancing:ModifyListener', 'elasticloadbalancing:AddListenerCertificates', 'elasticloadbalancing:ModifyRule', 'elasticloadbalancing:SetRulePriorities'])),
  'Karpenter’s instance profiles': may(
    allow('iam:PassRole', ROLE('KarpenterNodeRole-prod'), { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } }),
    allow('iam:TagInstanceProfile', `arn:aws:iam::${OWN}:instance-profile/*`, { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned', 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned' }, StringLike: { 'aws:RequestTag/karpenter.k8s.aws/ec2nodeclass': '*' } }),
    allow(['iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'], `arn:aws:iam::${OWN}:instance-profile/*`, { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow('ec2:CreateTags', 'arn:aws:ec2:eu-west-1:*:instance/*', { 'StringEquals': { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] } }),
    allow(['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'], ['arn:aws:ec2:eu-west-1:*:instance/*', 'arn:aws:ec2:eu-west-1:*:launch-template/*'], { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow(['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'], `arn:aws:sqs:eu-west-1:${OWN}:prod`), allow(['iam:GetInstanceProfile', 'iam:ListInstanceProfiles'])),
  'External Secrets': may(allow(['secretsmanager:GetResourcePolicy', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'], `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:shop/*`), allow(['secretsmanager:ListSecrets', 'secretsmanager:BatchGetSecretValue']), allow(['ssm:GetParameter*', 'ssm:ListTagsForResource'], `arn:aws:ssm:eu-west-1:${OWN}:parameter/shop/*`), allow('kms:Decrypt', `arn:aws:kms:eu-west-1:${OWN}:key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62`, { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } })),
  'the EFS driver': may(allow(['elasticfilesystem:DescribeAccessPoints', 'elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:DescribeMountTargets', 'ec2:DescribeAvailabilityZones']), allow('elasticfilesystem:CreateAccessPoint', '*', { 'Null': { 'aws:RequestTag/efs.csi.aws.com/cluster': 'false' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': 'efs.csi.aws.com/cluster' } }), allow('elasticfilesystem:DeleteAccessPoint', '*', { Null: { 'aws:ResourceTag/efs.csi.aws.com/cluster': 'false' } })),
  'the network plugin': roleFile([], { ...attached('arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'), AssumeRolePolicyDocument: policyOf(tokens({ StringEquals: { [SUB]: `${ACCOUNTS}kube-system:aws-node` } })) }),
  'ENIs of Cilium': may(allow(['ec2:CreateNetworkInterface', 'ec2:AttachNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses', 'ec2:DeleteNetworkInterface', 'ec2:DescribeSubnets', 'ec2:CreateTags'])),
  'Loki and Thanos': may(allow(['s3:ListBucket', 's3:PutObject', 's3:GetObject', 's3:DeleteObject'], ['arn:aws:s3:::acme-loki-chunks', 'arn:aws:s3:::acme-loki-chunks/*', 'arn:aws:s3:::acme-thanos', 'arn:aws:s3:::acme-thanos/*'])),
  'Grafana for all accounts': may(allow(['cloudwatch:DescribeAlarms*', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'logs:StartQuery', 'logs:StopQuery', 'logs:GetQueryResults', 'logs:DescribeLogGroups', 'tag:GetResources', 'ec2:DescribeTags', 'oam:ListSinks']), allow('sts:AssumeRole', 'arn:aws:iam::*:role/grafana-cloudwatch')),
  'Argo CD that manages other clusters': may(allow('sts:AssumeRole', ['444455556666', '777788889999'].map((account) => ROLE('argocd-deployer', account)))),
  'KEDA on queues': may(allow('sqs:GetQueueAttributes', `arn:aws:sqs:*:${OWN}:*`), allow('cloudwatch:GetMetricData')),
  'Vault that unseals and authenticates': may(allow(['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'], `arn:aws:kms:eu-west-1:${OWN}:key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62`), allow(['ec2:DescribeInstances', 'iam:GetInstanceProfile', 'iam:GetUser', 'iam:GetRole']), allow('sts:AssumeRole', ROLE('vault-auth', '444455556666'))),
  'OpenCost': may(allow(['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'glue:GetTable', 'glue:GetDatabase', 'glue:GetPartitions']), allow(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:PutObject'], 'arn:aws:s3:::aws-athena-query-results-*'), allow(['ec2:DescribeSpotPriceHistory', 'pricing:GetProducts', 'savingsplans:Describe*', 'ce:GetCostAndUsage'])),
  'the handler of terminations': may(allow(['autoscaling:CompleteLifecycleAction', 'autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeTags', 'ec2:DescribeInstances']), allow(['sqs:DeleteMessage', 'sqs:ReceiveMessage'], `arn:aws:sqs:eu-west-1:${OWN}:nth`)),
  'a program of ACK for tables of a scheme': may(allow('dynamodb:*', [`arn:aws:dynamodb:*:${OWN}:table/shop-*`]), allow(['dynamodb:ListTables', 'dynamodb:DescribeLimits'])),
  'a program of ACK for buckets of a scheme': may(allow(['s3:CreateBucket', 's3:DeleteBucket', 's3:Get*', 's3:List*', 's3:PutBucketTagging', 's3:PutBucketVersioning', 's3:PutBucketPolicy', 's3:PutEncryptionConfiguration'], 'arn:aws:s3:::shop-*')),
  'a maker of roles behind a boundary': may(
    allow(['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'], ROLE('crossplane/*'), { StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${OWN}:policy/workloads` } }),
    allow(['iam:DeleteRole', 'iam:DetachRolePolicy', 'iam:DeleteRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'], ROLE('crossplane/*'))),
  'GitHub beside pods, in an account': {
    'account.json': {
      RoleDetailList: [
        detail('deploy', policyOf({ Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: providerOf(GITHUB) }, Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/infra:*' } } }), [allow('*')]),
        detail('web', policyOf(SOUND), [allow('s3:GetObject', 'arn:aws:s3:::shop/*')]),
        detail('node', policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }), [allow('iam:*')]),
        { ...detail('AWSServiceRoleForAmazonEKS', policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'eks.amazonaws.com' } }), []), Path: '/aws-service-role/eks.amazonaws.com/', Arn: ROLE('aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS') },
      ],
      Policies: [],
      UserDetailList: [],
      GroupDetailList: [],
    },
  },
  'a chain to an account with an external id': { 'a.json': roleFile([allow(['sts:AssumeRole', 'sts:TagSession'], ROLE('shop-target', '444455556666'))])['account.json'], 'b.json': { Role: { RoleName: 'shop-target', Path: '/', Arn: ROLE('shop-target', '444455556666'), AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: ROLE('web') }, Condition: { StringEquals: { 'sts:ExternalId': 'shop-0c6b1d1e' } } }) } } },
  'a deny that leaves a break-glass role': may(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::shop/*'), deny(['iam:*', 'organizations:*', 'account:*'], '*', { ArnNotLike: { 'aws:PrincipalArn': ROLE('break-glass') } })),
  'a bastion beside pods': trusting([SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${OWN}:root` }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, ArnLike: { 'aws:PrincipalArn': ROLE('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_*') } } }]),
  'EKS Pod Identity with attributes': trusting([pods({ StringEquals: { 'aws:SourceAccount': OWN, 'aws:RequestTag/eks-cluster-name': 'prod', 'aws:RequestTag/kubernetes-namespace': 'shop' }, ArnEquals: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:cluster/prod` } })],
    [allow('s3:*', ['arn:aws:s3:::tenants/${aws:PrincipalTag/kubernetes-namespace}/*']), allow(['secretsmanager:GetSecretValue'], '*', { StringEquals: { 'secretsmanager:ResourceTag/kubernetes-namespace': '${aws:PrincipalTag/kubernetes-namespace}' } })]),
  'both ways at once, for a move': trusting([SOUND, pods({ ArnEquals: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:cluster/prod` } })]),
  'two clusters of green and blue': trusting([SOUND, JSON.parse(JSON.stringify(SOUND).replaceAll('4F0C', 'A81D'))]),
  'a boundary and a wide policy': roleFile([allow(['s3:*', 'sqs:*', 'dynamodb:*'])], bounded('workloads'), [managed('workloads', allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::shop-*/*'), allow(['sqs:SendMessage', 'sqs:ReceiveMessage'], `arn:aws:sqs:*:${OWN}:shop-*`), deny('iam:*'))]),
  'an operator of batches on EMR': may(allow(['emr-containers:StartJobRun', 'emr-containers:DescribeJobRun'], `arn:aws:emr-containers:eu-west-1:${OWN}:/virtualclusters/abc123`, { StringEquals: { 'emr-containers:ExecutionRoleArn': ROLE('emr-job') } })),
  'a runner that deploys one service of ECS': may(allow(['ecs:UpdateService', 'ecs:DescribeServices'], `arn:aws:ecs:eu-west-1:${OWN}:service/prod/web`), allow('ecs:RegisterTaskDefinition'), allow('iam:PassRole', [ROLE('web-task'), ROLE('web-execution')], { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } })),
  'a workflow that starts its own state machine': may(allow('states:StartExecution', `arn:aws:states:eu-west-1:${OWN}:stateMachine:orders`), allow(['states:DescribeExecution', 'states:StopExecution'], `arn:aws:states:eu-west-1:${OWN}:execution:orders:*`), allow('lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${OWN}:function:orders-*`)),
  'models and vectors': may(allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], ['arn:aws:bedrock:*::foundation-model/anthropic.*', `arn:aws:bedrock:*:${OWN}:inference-profile/*`]), allow('aoss:APIAccessAll', `arn:aws:aoss:eu-west-1:${OWN}:collection/abc`)),
  'a database by its user': may(allow('rds-db:connect', `arn:aws:rds-db:eu-west-1:${OWN}:dbuser:cluster-ABCDEFGHIJKL/web`)),
  'mail of one domain': may(allow(['ses:SendEmail', 'ses:SendRawEmail'], '*', { StringLike: { 'ses:FromAddress': '*@shop.example.com' } })),
}).concat(attempts('noError', {
  'the whole of a node’s agents': roleFile([], attached('arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore', 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy', 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy')),
  'the control plane of ACK for EKS': may(allow('eks:*', `arn:aws:eks:*:${OWN}:cluster/team-*`), allow('iam:PassRole', ROLE('team-*'), { StringEquals: { 'iam:PassedToService': 'eks.amazonaws.com' } })),
}));
