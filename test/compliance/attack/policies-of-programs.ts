import { allow, attempts, deny, OWN, roleFile } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const own = (service: string, resource: string, region = 'eu-west-1') => `arn:aws:${service}:${region}:${OWN}:${resource}`;
const bucket = (name: string) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
const to = (service: string) => ({ StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } });

/** What programs in clusters are given where their teams took care. */
const SOUND_PROGRAMS: readonly Attempt[] = attempts('quiet', {
  'external-dns for two zones': may(allow('route53:ChangeResourceRecordSets', ['arn:aws:route53:::hostedzone/Z1', 'arn:aws:route53:::hostedzone/Z2']), allow(['route53:ListHostedZones', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'])),
  'external-dns for all zones, as its project says': may(allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/*'), allow(['route53:ListHostedZones', 'route53:ListResourceRecordSets', 'route53:ListTagsForResource'])),
  'external-dns for names of Cloud Map': may(allow(['route53:GetHostedZone', 'route53:ListHostedZonesByName', 'route53:CreateHostedZone', 'route53:DeleteHostedZone', 'route53:ChangeResourceRecordSets', 'route53:CreateHealthCheck', 'route53:GetHealthCheck', 'route53:DeleteHealthCheck', 'route53:UpdateHealthCheck', 'ec2:DescribeVpcs', 'ec2:DescribeRegions', 'servicediscovery:*Instance*', 'servicediscovery:CreateService', 'servicediscovery:List*'])),
  'ACK for queues of one team': may(allow(['sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags', 'sqs:TagQueue', 'sqs:SetQueueAttributes'], own('sqs', 'shop-*'))),
  'ACK for caches of one team': may(allow(['elasticache:CreateReplicationGroup', 'elasticache:ModifyReplicationGroup', 'elasticache:DeleteReplicationGroup', 'elasticache:ModifyUser', 'elasticache:ModifyUserGroup'], [own('elasticache', 'replicationgroup:shop-*'), own('elasticache', 'user:shop-*'), own('elasticache', 'usergroup:shop-*')]), allow('elasticache:Describe*')),
  'Crossplane for buckets of one team': may(allow(['s3:CreateBucket', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock', 's3:PutEncryptionConfiguration', 's3:GetBucket*'], 'arn:aws:s3:::shop-*')),
  'Crossplane for databases of one team': may(allow(['rds:CreateDBInstance', 'rds:ModifyDBInstance', 'rds:DeleteDBInstance', 'rds:ModifyDBCluster', 'rds:AddTagsToResource'], [own('rds', 'db:shop-*'), own('rds', 'cluster:shop-*'), own('rds', 'subgrp:shop'), own('rds', 'pg:shop')]), allow('rds:Describe*')),
  'the driver of EFS': may(allow(['elasticfilesystem:DescribeAccessPoints', 'elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:DescribeMountTargets', 'ec2:DescribeAvailabilityZones']), allow(['elasticfilesystem:CreateAccessPoint', 'elasticfilesystem:TagResource'], '*', { StringLike: { 'aws:RequestTag/efs.csi.aws.com/cluster': 'true' } }), allow('elasticfilesystem:DeleteAccessPoint', '*', { StringEquals: { 'aws:ResourceTag/efs.csi.aws.com/cluster': 'true' } })),
  'Thanos, Loki and Tempo in their buckets': may(allow(['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'], ['thanos', 'loki', 'tempo'].flatMap((name) => bucket(`acme-${name}`)))),
  'Argo Workflows with its artifacts': may(allow(['s3:PutObject', 's3:GetObject', 's3:GetBucketLocation', 's3:ListBucket'], bucket('acme-argo'))),
  'Airflow with logs, variables and secrets of its own': may(allow(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:GetLogEvents'], own('logs', 'log-group:airflow-*')), allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], own('secretsmanager', 'secret:airflow/*')), allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucket('acme-dags')), allow('glue:StartJobRun', own('glue', 'job/etl-*')), allow(['athena:StartQueryExecution', 'athena:GetQueryResults'], own('athena', 'workgroup/airflow'))),
  'Kubeflow’s pipelines': may(allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucket('acme-kfp')), allow(['sagemaker:CreateTrainingJob', 'sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob'], own('sagemaker', 'training-job/kfp-*')), allow('iam:PassRole', ROLE('kfp-training'), to('sagemaker'))),
  'Spark that writes tables of Iceberg': may(allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'], bucket('acme-iceberg')), allow(['glue:GetTable', 'glue:GetDatabase', 'glue:CreateTable', 'glue:UpdateTable'], [own('glue', 'catalog'), own('glue', 'database/ice'), own('glue', 'table/ice/*')]), allow('lakeformation:GetDataAccess')),
  'Fluent Bit, as AWS writes it': may(allow(['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:DescribeLogStreams', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'])),
  'the collector of OpenTelemetry': may(allow(['aps:RemoteWrite', 'aps:GetSeries', 'aps:GetLabels', 'aps:GetMetricMetadata', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'cloudwatch:PutMetricData', 'logs:PutLogEvents', 'logs:CreateLogStream', 'ec2:DescribeTags', 'ssm:GetParameters'])),
  'KEDA for many kinds of work': may(allow(['sqs:GetQueueAttributes', 'cloudwatch:GetMetricData', 'kinesis:DescribeStreamSummary', 'dynamodb:Query', 'dynamodb:DescribeStream', 'kafka-cluster:Connect', 'kafka-cluster:DescribeGroup', 'kafka-cluster:DescribeTopic'])),
  'copies of volumes that Velero takes': may(allow(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'ec2:CreateTags', 'ec2:CreateVolume', 'ec2:CreateSnapshot', 'ec2:DeleteSnapshot']), allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'], bucket('acme-backups'))),
  'a runner of GitLab with a cache': may(allow(['s3:GetObject', 's3:PutObject', 's3:GetObjectVersion', 's3:DeleteObject'], 'arn:aws:s3:::acme-runner-cache/*'), allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchCheckLayerAvailability', 'ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], own('ecr', 'repository/team-a/*'))),
  'a runner that publishes packages of one domain': may(allow(['codeartifact:GetAuthorizationToken', 'codeartifact:GetRepositoryEndpoint'], [own('codeartifact', 'domain/acme'), own('codeartifact', 'repository/acme/npm')]), allow('codeartifact:PublishPackageVersion', own('codeartifact', 'package/acme/npm/npm/acme/*')), allow('sts:GetServiceBearerToken', '*', { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } })),
  'Atlantis that becomes one role for each team': may(allow('sts:AssumeRole', ['shop', 'pay', 'web'].map((team) => ROLE(`terraform-${team}`))), allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucket('acme-tfstate')), allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], own('dynamodb', 'table/tf-locks'))),
  'Backstage that reads and finds': may(allow(['s3:GetObject', 's3:ListBucket', 's3:PutObject'], bucket('acme-techdocs')), allow(['ecs:Describe*', 'ecs:List*', 'codebuild:BatchGet*', 'codebuild:List*', 'codepipeline:ListPipelineExecutions', 'codepipeline:GetPipelineState', 'config:SelectResourceConfig', 'ce:GetCostAndUsage', 'securityhub:GetFindings', 'organizations:ListAccounts'])),
  'Vault that opens itself and logs in callers': may(allow(['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'], own('kms', 'key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62')), allow(['ec2:DescribeInstances', 'iam:GetInstanceProfile', 'iam:GetRole', 'iam:GetUser', 'sts:GetCallerIdentity']), allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:DeleteItem'], own('dynamodb', 'table/vault'))),
  'External Secrets for parameters and one team’s secrets': may(allow(['ssm:GetParameter*', 'ssm:DescribeParameters'], own('ssm', 'parameter/shop/*')), allow(['secretsmanager:GetResourcePolicy', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'], own('secretsmanager', 'secret:shop/*')), allow('kms:Decrypt', own('kms', 'key/0c6b1d1e-2f7c-4a57-9c3b-1d05e1f84a62'))),
  'every secret but what others have, of one application': may(allow('secretsmanager:GetSecretValue', '*', { StringEquals: { 'aws:ResourceTag/app': 'shop' } })),
  'sources and sinks of Knative': may(allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueUrl'], own('sqs', 'shop-events')), allow('sns:Publish', own('sns', 'shop-*')), allow('events:PutEvents', own('events', 'event-bus/shop'))),
  'Dapr’s components': may(allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'], own('dynamodb', 'table/dapr-state')), allow(['sns:CreateTopic', 'sns:Subscribe', 'sns:Publish', 'sns:ListTopics', 'sns:TagResource', 'sns:GetTopicAttributes', 'sqs:CreateQueue', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl']), allow('secretsmanager:GetSecretValue', own('secretsmanager', 'secret:dapr/*'))),
  'a program that logs people in': may(allow(['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminRespondToAuthChallenge', 'cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'], own('cognito-idp', 'userpool/eu-west-1_AbCdEfGhI')), allow('verifiedpermissions:IsAuthorizedWithToken')),
  'canaries and dashboards of its own': may(allow(['synthetics:UpdateCanary', 'synthetics:StartCanary', 'synthetics:GetCanaryRuns'], own('synthetics', 'canary:shop-*')), allow(['cloudwatch:PutDashboard', 'cloudwatch:GetMetricData'])),
  'nodes that are turned off at night': may(allow(['ec2:StartInstances', 'ec2:StopInstances'], '*', { StringEquals: { 'ec2:ResourceTag/schedule': 'office' } }), allow(['rds:StartDBInstance', 'rds:StopDBInstance', 'autoscaling:UpdateAutoScalingGroup', 'ec2:DescribeInstances', 'rds:DescribeDBInstances'])),
  'volumes that are moved, without stopping': may(allow(['ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:CreateVolume', 'ec2:DescribeVolumes', 'ec2:DescribeInstances'])),
  'every secret, but in a boundary of its own names': may(allow('secretsmanager:GetSecretValue'), { ...deny('secretsmanager:*'), Resource: undefined, NotResource: own('secretsmanager', 'secret:shop/*') }),
  'passwords of its own users of caches': may(allow('elasticache:ModifyUser', own('elasticache', 'user:shop')), allow('memorydb:UpdateUser', own('memorydb', 'user/shop')), allow('mq:UpdateUser', own('mq', 'broker:shop:b-1234'))),
  'scripts and notebooks of its own': may(allow(['sagemaker:CreateNotebookInstanceLifecycleConfig', 'sagemaker:UpdateNotebookInstance', 'sagemaker:StopNotebookInstance', 'sagemaker:StartNotebookInstance', 'sagemaker:CreateStudioLifecycleConfig', 'sagemaker:UpdateSpace'], [own('sagemaker', 'notebook-instance*/shop-*'), own('sagemaker', 'studio-lifecycle-config/shop'), own('sagemaker', 'space/d-shop/shop')])),
  'notebooks of all, and scripts that it reads': may(allow(['sagemaker:UpdateNotebookInstance', 'sagemaker:DescribeNotebookInstanceLifecycleConfig', 'sagemaker:DescribeNotebookInstance'])),
  'agents of Bedrock that it has': may(allow(['bedrock:InvokeAgent', 'bedrock:UpdateAgentActionGroup', 'bedrock:PrepareAgent'], [own('bedrock', 'agent/ABCDEFGHIJ'), own('bedrock', 'agent-alias/ABCDEFGHIJ/*')])),
});

/** What programs are given where nobody named anything. */
const BROAD_PROGRAMS: readonly Attempt[] = attempts('told', {
  'External Secrets for everything': may(allow(['secretsmanager:GetSecretValue', 'secretsmanager:ListSecrets', 'ssm:GetParameter'])),
  'External Secrets in all regions': may(allow('secretsmanager:GetSecretValue', ['arn:aws:secretsmanager:eu-west-1:*:secret:*', 'arn:aws:secretsmanager:us-east-1:*:secret:*'])),
  'every secret but one': may({ ...allow('secretsmanager:GetSecretValue'), Resource: undefined, NotResource: own('secretsmanager', 'secret:root-*') }),
  'ACK for caches': may(allow(['elasticache:CreateUser', 'elasticache:ModifyUser', 'elasticache:DeleteUser', 'elasticache:Describe*'])),
  'ACK for brokers': may(allow(['mq:CreateBroker', 'mq:UpdateBroker', 'mq:DeleteBroker', 'mq:DescribeBroker'])),
  'ACK for databases': may(allow(['rds:CreateDBInstance', 'rds:ModifyDBInstance', 'rds:DeleteDBInstance', 'rds:ModifyDBCluster', 'rds:DescribeDBInstances'])),
  'ACK for images': may(allow(['ecr:CreateRepository', 'ecr:PutImage', 'ecr:SetRepositoryPolicy', 'ecr:DescribeRepositories'])),
  'Crossplane for Cognito': may(allow(['cognito-idp:CreateUserPool', 'cognito-idp:UpdateUserPool', 'cognito-idp:UpdateUserPoolClient', 'cognito-idp:Describe*'])),
  'Airflow that starts any job': may(allow(['glue:StartJobRun', 'glue:GetJobRun'], own('glue', 'job/*'))),
  'Airflow that writes to any bucket': may(allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'])),
  'a runner that pushes code anywhere': may(allow(['codecommit:GitPull', 'codecommit:GitPush'])),
  'a runner that merges': may(allow(['codecommit:MergePullRequestBySquash', 'codecommit:UpdatePullRequestApprovalState'])),
  'a runner that publishes any package': may(allow(['codeartifact:PublishPackageVersion', 'codeartifact:GetAuthorizationToken'])),
  'a runner with all connections': may(allow('codeconnections:UseConnection', own('codeconnections', 'connection/*'))),
  'a bot that approves releases': may(allow(['codepipeline:PutApprovalResult', 'codepipeline:GetPipelineState'])),
  'a workbench that opens experiments': may(allow(['sagemaker:CreatePresignedMlflowAppUrl', 'sagemaker:DescribeMlflowApp'])),
  'a workbench that changes studios': may(allow(['sagemaker:CreateStudioLifecycleConfig', 'sagemaker:UpdateUserProfile'])),
  'a workbench with a script of its own for studios of others': may(allow('sagemaker:CreateStudioLifecycleConfig', own('sagemaker', 'studio-lifecycle-config/web')), allow('sagemaker:UpdateSpace', own('sagemaker', 'space/*'))),
  'Kubeflow that changes pipelines': may(allow(['sagemaker:UpdatePipeline', 'sagemaker:StartPipelineExecution'])),
  'a builder of agents': may(allow(['bedrock:CreateAgentActionGroup', 'bedrock:PrepareAgent'], `arn:aws:bedrock:*:${OWN}:agent/*`)),
  'an agent in the name of anybody': may(allow('bedrock-agentcore:InvokeAgentRuntimeForUser', `arn:aws:bedrock-agentcore:*:${OWN}:runtime/*`)),
  'a portal for developers that makes products': may(allow(['servicecatalog:CreateProvisioningArtifact', 'servicecatalog:UpdateProduct'])),
  'a portal for developers with a platform of its own': may(allow(['eks:UpdateAddon', 'eks:UpdateNodegroupVersion', 'ec2:CreateLaunchTemplateVersion'])),
  'Dapr with a table of secrets for all': may(allow('secretsmanager:*Secret*')),
  'a controller of guardrails that takes them away': may(allow(['organizations:AttachPolicy', 'controltower:DisableControl'])),
  'a bot of the help desk': may(allow(['sso-directory:UpdateMfaDeviceForUser', 'sso-directory:DeleteMfaDeviceForUser', 'identitystore:ListUsers'])),
  'a bot that gives people applications': may(allow('sso:CreateApplicationAssignment', 'arn:aws:sso::*:application/*/*')),
  'a controller of APIs': may(allow(['apigateway:GET', 'apigateway:PATCH'], 'arn:aws:apigateway:*::/restapis/*')),
  'a bridge to devices': may(allow(['iot:Publish', 'iot:AttachPolicy', 'iot:CreateKeysAndCertificate'])),
  'an operator of Kafka': may(allow(['kafka:BatchAssociateScramSecret', 'kafka:DescribeClusterV2'])),
  'a controller of certificates that exports them': may(allow(['acm:ExportCertificate', 'acm:RequestCertificate', 'acm:DescribeCertificate'])),
});

/** And some of which it is certain. */
const CERTAIN_PROGRAMS: readonly Attempt[] = attempts('error', {
  'a debugger of agents': may(allow('bedrock-agentcore:InvokeAgentRuntimeCommand*')),
  'a rescue of machines': may(allow(['ec2:*Volume', 'ec2:StartInstances', 'ec2:StopInstances'])),
  'shells on machines outside EC2': may(allow('ssm:StartSession', 'arn:aws:ssm:*:*:managed-instance/*')),
  'all of SageMaker’s notebooks': may(allow('sagemaker:*Notebook*')),
  'a script of its own on everybody’s notebooks': may(allow(['sagemaker:CreateNotebookInstanceLifecycleConfig'], own('sagemaker', 'notebook-instance-lifecycle-config/web')), allow(['sagemaker:UpdateNotebookInstance', 'sagemaker:StopNotebookInstance', 'sagemaker:StartNotebookInstance'])),
  'another script of its own on everybody’s notebooks': may(allow(['sagemaker:UpdateNotebookInstanceLifecycleConfig'], own('sagemaker', 'notebook-instance-lifecycle-config/web')), allow('sagemaker:*NotebookInstance')),
  'the mail addresses of accounts, with everything about them': may(allow('account:*PrimaryEmail*', 'arn:aws:account::*:account/o-*/*')),
});

export const POLICIES_OF_PROGRAMS: readonly Attempt[] = [...SOUND_PROGRAMS, ...BROAD_PROGRAMS, ...CERTAIN_PROGRAMS];
