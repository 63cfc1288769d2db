import { allow, attempts, OWN, roleFile } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const own = (service: string, resource: string, region = 'eu-west-1') => `arn:aws:${service}:${region}:${OWN}:${resource}`;
const ec2 = (...kinds: string[]) => kinds.map((kind) => `arn:aws:ec2:*:*:${kind}/*`);
const bucket = (name: string) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
const tagged = (key: string) => ({ StringLike: { [`ec2:ResourceTag/${key}`]: '*' } });

/** What well-known programs publish, shortened, with what a security engineer would say of it. */
const SOUND_CONTROLLERS: readonly Attempt[] = attempts('quiet', {
  'the driver of EBS, with copies of volumes': may(
    allow(['ec2:CreateSnapshot', 'ec2:ModifyVolume'], ec2('volume')), allow('ec2:CopyVolumes', ec2('volume').map((arn) => arn.replace('/*', '/vol-*'))),
    allow(['ec2:AttachVolume', 'ec2:DetachVolume'], ec2('volume', 'instance')), allow(['ec2:CreateVolume', 'ec2:EnableFastSnapshotRestores'], ec2('snapshot')),
    allow('ec2:CreateTags', ec2('volume', 'snapshot'), { StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] } }), allow('ec2:DeleteTags', ec2('volume', 'snapshot')),
    allow('ec2:DeleteVolume', ec2('volume'), tagged('CSIVolumeName')), allow('ec2:DeleteSnapshot', ec2('snapshot'), tagged('CSIVolumeSnapshotName'))),
  'the driver of FSx': may(
    allow(['fsx:CreateFileSystem', 'fsx:UpdateFileSystem', 'fsx:TagResource'], `arn:aws:fsx:*:${OWN}:file-system/*`, { StringEquals: { 'aws:ResourceTag/cluster': 'prod' } }), allow('fsx:DescribeFileSystems'),
    allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*'), allow(['s3:ListBucket', 's3:GetObject', 's3:PutObject'], bucket('shop-lustre'))),
  'the driver of buckets': may(allow('s3:ListBucket', 'arn:aws:s3:::shop-files'), allow(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], 'arn:aws:s3:::shop-files/*')),
  'the autoscaler without tags': may(
    allow(['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeLaunchConfigurations', 'autoscaling:DescribeScalingActivities', 'ec2:DescribeImages', 'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions', 'ec2:GetInstanceTypesFromInstanceRequirements', 'eks:DescribeNodegroup']),
    allow(['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'])),
  'the handler of terminations': may(allow(['autoscaling:CompleteLifecycleAction', 'autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeTags', 'ec2:DescribeInstances']), allow(['sqs:DeleteMessage', 'sqs:ReceiveMessage'], own('sqs', 'nth'))),
  'Karpenter, where it makes profiles': may(
    allow(['ec2:RunInstances', 'ec2:CreateFleet'], [...ec2('security-group', 'subnet', 'launch-template', 'spot-instances-request'), 'arn:aws:ec2:*::image/*', 'arn:aws:ec2:*::snapshot/*']),
    allow(['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'], ec2('fleet', 'instance', 'volume', 'network-interface', 'launch-template'), { StringEquals: { 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned' }, StringLike: { 'aws:RequestTag/karpenter.sh/nodepool': '*' } }),
    allow('ec2:CreateTags', ec2('instance', 'launch-template'), { StringEquals: { 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned', 'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'] } }),
    allow(['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'], ec2('instance', 'launch-template'), { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow('iam:PassRole', ROLE('KarpenterNodeRole-prod'), { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    allow('iam:CreateInstanceProfile', '*', { StringEquals: { 'aws:RequestTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow(['iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'], '*', { StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/prod': 'owned' } }),
    allow(['iam:GetInstanceProfile', 'pricing:GetProducts'])),
  'Cluster API’s controllers': may(
    allow(['ec2:AllocateAddress', 'ec2:AssociateRouteTable', 'ec2:AttachInternetGateway', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:CreateInternetGateway', 'ec2:CreateNatGateway', 'ec2:CreateRoute', 'ec2:CreateSubnet', 'ec2:CreateTags', 'ec2:CreateVpc', 'ec2:DeleteVpc', 'ec2:Describe*', 'ec2:ModifyVpcAttribute', 'ec2:RunInstances', 'ec2:TerminateInstances', 'ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion', 'ec2:DeleteLaunchTemplate', 'elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:DeleteLoadBalancer', 'autoscaling:DescribeAutoScalingGroups', 'tag:GetResources']),
    allow(['autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup', 'autoscaling:DeleteAutoScalingGroup'], 'arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*'),
    allow('iam:CreateServiceLinkedRole', 'arn:*:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing', { StringLike: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } }),
    allow('iam:PassRole', 'arn:*:iam::*:role/*.cluster-api-provider-aws.sigs.k8s.io'),
    allow(['secretsmanager:CreateSecret', 'secretsmanager:DeleteSecret', 'secretsmanager:TagResource'], 'arn:*:secretsmanager:*:*:secret:aws.cluster.x-k8s.io/*')),
  'Velero, with tags of objects': may(
    allow(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'ec2:CreateTags', 'ec2:CreateVolume', 'ec2:CreateSnapshot', 'ec2:DeleteSnapshot']),
    allow(['s3:GetObject', 's3:DeleteObject', 's3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], 'arn:aws:s3:::acme-velero/*'), allow('s3:ListBucket', 'arn:aws:s3:::acme-velero')),
  'Tempo, Mimir and their rules': may(allow(['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject', 's3:GetObjectTagging', 's3:PutObjectTagging'], ['tempo', 'mimir-blocks', 'mimir-ruler'].flatMap((name) => bucket(`acme-${name}`)))),
  'cert-manager, by names of zones': may(
    allow('route53:GetChange', 'arn:aws:route53:::change/*'), allow('route53:ListHostedZonesByName'),
    allow(['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'], 'arn:aws:route53:::hostedzone/*', { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] } })),
  'certificates of a private authority for pods': may(allow(['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:IssueCertificate'], own('acm-pca', 'certificate-authority/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62'))),
  'External Secrets, that pushes': may(
    allow(['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], own('secretsmanager', 'secret:dev-*')),
    allow('secretsmanager:DeleteSecret', own('secretsmanager', 'secret:dev-*'), { StringEquals: { 'secretsmanager:ResourceTag/managed-by': 'external-secrets' } }), allow(['secretsmanager:ListSecrets', 'secretsmanager:BatchGetSecretValue'])),
  'the provider of secrets for volumes': may(allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], own('secretsmanager', 'secret:shop/db-AbCdEf')), allow('ssm:GetParameters', own('ssm', 'parameter/shop/*'))),
  'Fluent Bit for four destinations': may(
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutRetentionPolicy']),
    allow('firehose:PutRecordBatch', own('firehose', 'deliverystream/*')), allow('kinesis:PutRecords', own('kinesis', 'stream/logs')), allow('es:ESHttp*', own('es', 'domain/logs/*'))),
  'exporters of metrics': may(allow(['tag:GetResources', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics', 'apigateway:GET', 'aps:ListWorkspaces', 'autoscaling:DescribeAutoScalingGroups', 'dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks', 'ec2:DescribeTransitGatewayAttachments', 'ec2:DescribeSpotFleetRequests', 'shield:ListProtections', 'storagegateway:ListGateways', 'iam:ListAccountAliases'])),
  'an integration that watches everything': may(allow(['apigateway:GET', 'autoscaling:Describe*', 'backup:List*', 'budgets:ViewBudget', 'cloudfront:GetDistributionConfig', 'cloudtrail:LookupEvents', 'cloudwatch:Get*', 'codedeploy:BatchGet*', 'dynamodb:Describe*', 'ec2:GetTransitGatewayPrefixListReferences', 'ecs:List*', 'elasticache:List*', 'elasticmapreduce:Describe*', 'health:DescribeEvents', 'kinesis:List*', 'lambda:GetPolicy', 'logs:TestMetricFilter', 'logs:PutSubscriptionFilter', 'logs:DeleteSubscriptionFilter', 'organizations:Describe*', 'redshift:DescribeLoggingStatus', 'route53:List*', 's3:GetBucketTagging', 'ses:Get*', 'sns:List*', 'sns:Publish', 'sqs:ListQueues', 'states:DescribeStateMachine', 'support:RefreshTrustedAdvisorCheck', 'support:DescribeTrustedAdvisor*', 'xray:BatchGetTraces', 'xray:GetTraceSummaries'])),
  'costs of clusters': may(allow(['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'], own('athena', 'workgroup/primary')), allow(['glue:GetDatabase*', 'glue:GetTable*', 'glue:GetPartition*']), allow(['s3:GetObject', 's3:ListBucket', 's3:PutObject'], bucket('acme-costs')), allow(['ce:GetCostAndUsage', 'pricing:GetProducts', 'ec2:DescribeSpotPriceHistory'])),
  'images that are looked up': may(allow(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:DescribeImages', 'ecr:DescribeRepositories', 'ecr:ListImages', 'ecr:GetDownloadUrlForLayer'])),
  'Kaniko in one team’s repositories': may(allow('ecr:GetAuthorizationToken'), allow(['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage', 'ecr:BatchCheckLayerAvailability'], own('ecr', 'repository/shop/*')), allow(['s3:GetObject', 's3:ListBucket'], bucket('shop-builds'))),
  'agents of Jenkins on machines': may(
    allow(['ec2:DescribeInstances', 'ec2:DescribeKeyPairs', 'ec2:DescribeRegions', 'ec2:DescribeImages', 'ec2:DescribeSubnets', 'ec2:DescribeSpotInstanceRequests', 'ec2:RequestSpotInstances', 'ec2:CancelSpotInstanceRequests', 'ec2:GetConsoleOutput', 'ec2:RunInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:CreateTags', 'ec2:DeleteTags', 'ec2:GetPasswordData']),
    allow('iam:PassRole', ROLE('jenkins-agent')), allow('iam:ListInstanceProfilesForRole')),
  'Spark on a bucket and a catalog': may(allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'], bucket('acme-lake')), allow(['glue:Get*', 'glue:BatchCreatePartition', 'glue:CreateTable', 'glue:UpdateTable', 'glue:BatchUpdatePartition'], [own('glue', 'catalog'), own('glue', 'database/shop_*'), own('glue', 'table/shop_*/*')])),
  'Airflow’s workers': may(allow(['elasticmapreduce:AddJobFlowSteps', 'elasticmapreduce:DescribeStep'], own('elasticmapreduce', 'cluster/j-ABCDEFGHIJKLM')), allow('emr-containers:StartJobRun', own('emr-containers', '/virtualclusters/abcdefghij'), { StringEquals: { 'emr-containers:ExecutionRoleArn': ROLE('shop-spark') } }), allow('redshift-data:ExecuteStatement', own('redshift-serverless', 'workgroup/0c6b1d1e'))),
  'roles of other pods’ names': may(allow('sts:AssumeRole', [ROLE('k8s-*'), ROLE('pods/*')])),
  'keys for envelopes': may(allow(['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], own('kms', 'key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62'))),
  'DNS of a mesh': may(allow(['servicediscovery:RegisterInstance', 'servicediscovery:DeregisterInstance', 'servicediscovery:DiscoverInstances', 'route53:GetHealthCheck', 'route53:CreateHealthCheck', 'route53:DeleteHealthCheck'])),
  'security groups of pods': may(allow(['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:AssociateTrunkInterface', 'ec2:DisassociateTrunkInterface', 'ec2:ModifyNetworkInterfaceAttribute', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface', 'ec2:CreateTags'])),
  'limits of services that are raised': may(allow(['servicequotas:ListServiceQuotas', 'servicequotas:GetServiceQuota', 'servicequotas:RequestServiceQuotaIncrease', 'support:DescribeTrustedAdvisorChecks'])),
});

/** Of these something is to be said: they have what others may do. */
const BROAD_CONTROLLERS: readonly Attempt[] = attempts('error', {
  'Crossplane with everything': may(allow('*')),
  'ACK for IAM': may(allow(['iam:GetRole', 'iam:CreateRole', 'iam:DeleteRole', 'iam:UpdateRole', 'iam:PutRolePermissionsBoundary', 'iam:ListAttachedRolePolicies', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:CreateUser', 'iam:CreateOpenIDConnectProvider'])),
  'ACK for buckets': may(allow('s3:*')),
  'Vault that makes users': may(allow(['iam:CreateUser', 'iam:CreateAccessKey', 'iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:DeleteUser', 'iam:DeleteAccessKey'], `arn:aws:iam::${OWN}:user/vault-*`)),
  'Terraform in a pod': may(allow(['ec2:*', 's3:*', 'rds:*', 'iam:PassRole', 'iam:CreateRole', 'iam:AttachRolePolicy'])),
  'the controller of VPC Lattice': may(allow(['vpc-lattice:*', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeTags', 'ec2:DescribeSecurityGroups', 'logs:CreateLogDelivery', 'tag:GetResources']), allow('s3:PutBucketPolicy')),
}).concat(attempts('told', {
  'the load balancer controller of a first release': may(allow(['iam:CreateServiceLinkedRole', 'ec2:DescribeVpcs', 'elasticloadbalancing:DescribeLoadBalancers']), allow(['ec2:AuthorizeSecurityGroupIngress', 'elasticloadbalancing:CreateListener'])),
  'Atlantis, by the roles of CDK and Terraform': may(allow('sts:AssumeRole', ['arn:aws:iam::*:role/cdk-hnb659fds-*', 'arn:aws:iam::*:role/terraform'])),
  'a runner that writes all images': may(allow(['ecr:GetAuthorizationToken', 'ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:BatchCheckLayerAvailability'])),
  'a store of secrets for all': may(allow(['secretsmanager:GetResourcePolicy', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'], `arn:aws:secretsmanager:*:${OWN}:secret:*`)),
}));

export const POLICIES_OF_CONTROLLERS: readonly Attempt[] = [...SOUND_CONTROLLERS, ...BROAD_CONTROLLERS];
