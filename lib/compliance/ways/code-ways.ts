import { perhaps, reference, wayOf, ways } from './way';
import type { Through, Way } from './way';

const SSM = reference('awssystemsmanager');
const LAMBDA = reference('awslambda');
const CLOUDFORMATION = reference('awscloudformation');
const EC2 = reference('amazonec2');
const [INSTANCE, FUNCTION, STACK, STACK_SET, MACHINE] = [
  'ec2:*:*:instance/*', 'lambda:*:*:function:*', 'cloudformation:*:*:stack/*/*', 'cloudformation:*:*:stackset/*:*', 'states:*:*:stateMachine:*',
];
const MANAGED_INSTANCE = 'ssm:*:*:managed-instance/*';
const GLUE = reference('awsglue');
const APPSYNC = reference('awsappsync');
const EMR = reference('amazonelasticmapreduce');
const AFTER_LAUNCH = 'runs documents on the machines that are made from servers, with their role';
const TEMPLATE = 'ec2:*:*:launch-template/*';
const EKS = reference('amazonelastickubernetesservice');
const ENTRIES = 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html';
const [CLUSTER, ENTRY] = ['eks:*:*:cluster/*', 'eks:*:*:access-entry/~/*/*/*/*'];

/** Commands run by documents: these of AWS run whatever they are given. */
const DOCUMENTS: Through = {
  on: 'ssm:*:*:document/*',
  names: [
    'AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWS-RunRemoteScript', 'AWS-RunDocument', 'AWS-RunAnsiblePlaybook', 'AWS-ApplyAnsiblePlaybooks',
    'AWS-RunSaltState', 'AWS-ApplyChefRecipes', 'AWS-ApplyDSCMofs', 'AWS-InstallPowerShellModule', 'AWS-InstallApplication',
  ],
};

/** Ways by code or commands of one's own that run with the role of something that is there already. */
export const CODE_WAYS: readonly Way[] = [
  ...ways(INSTANCE, SSM, { 'ssm:SendCommand': 'runs commands on an instance, with its role' }).map((way) => ({ ...way, through: DOCUMENTS })),
  ...ways(INSTANCE, SSM, {
    'ssm:StartSession': 'opens a shell on an instance, with its role',
    'ssm:CreateAssociation': 'runs a document on an instance, with its role',
    'ssm:CreateAssociationBatch': 'runs documents on instances, with their roles',
  }),
  ...ways(MANAGED_INSTANCE, SSM, { 'ssm:SendCommand': 'runs commands on a machine outside EC2, with its role' }).map((way) => ({ ...way, through: DOCUMENTS })),
  ...ways(MANAGED_INSTANCE, SSM, { 'ssm:StartSession': 'opens a shell on a machine outside EC2, with its role' }),
  ...ways('ssm:*:*:session/*', SSM, { 'ssm:ResumeSession': 'goes on with the session of anybody, with the role of its instance' }, { level: 'warning' }),
  ...ways(INSTANCE, EC2, {
    'ec2:ModifyInstanceMetadataOptions': 'lets every pod of a node ask for the credentials of the node',
  }, { level: 'warning' }),
  ...ways('ssm:*:*:association/*', SSM, { 'ssm:UpdateAssociation': 'runs another document on instances, with their role' }, { level: 'warning' }),
  ...ways('ssm:*:*:automation-definition/*:*', SSM, {
    'ssm:StartAutomationExecution': 'runs any automation, which may have a role of its own',
    'ssm:StartChangeRequestExecution': 'asks for any automation to run, which may have a role of its own',
  }, { level: 'warning' }),
  ...ways('ssm:*:*:maintenancewindow/*', SSM, {
    'ssm:RegisterTaskWithMaintenanceWindow': 'runs commands on instances at the time of a maintenance window',
    'ssm:UpdateMaintenanceWindowTask': 'changes what a maintenance window runs on instances',
  }, { level: 'warning' }),
  ...perhaps('ssm:*:*:document/*', SSM, {
    'ssm:UpdateDocument': 'changes what instances run',
    'ssm:UpdateDocumentDefaultVersion': 'brings back what instances ran before',
  }),
  ...perhaps('ssm:*:*:opsitem/*', SSM, { 'ssm:GetAccessToken': 'makes credentials for shells on nodes that were approved for others' }),
  ...perhaps('ssm:*:*:automation-execution/*', SSM, { 'ssm:SendAutomationSignal': 'approves an automation, which may have a role of its own' }),
  ...ways(INSTANCE, reference('amazonec2instanceconnect'), {
    'ec2-instance-connect:SendSSHPublicKey': 'lets it log in to an instance, which has a role',
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey': 'lets it log in to the console of an instance, which has a role',
  }),
  wayOf([{ action: 'ec2:ModifyInstanceAttribute', on: INSTANCE }, { action: 'ec2:StopInstances', on: INSTANCE }, { action: 'ec2:StartInstances', on: INSTANCE }],
    EC2, 'changes what an instance runs when it starts, with its role'),
  wayOf(['AttachVolume', 'DetachVolume', 'StopInstances', 'StartInstances'].map((name) => ({ action: `ec2:${name}`, on: INSTANCE })),
    EC2, 'has an instance start from a disk of its own, with the role of the instance'),
  ...perhaps('*', EC2, { 'ec2:ModifyInstanceMetadataDefaults': 'lets every pod of new nodes ask for the credentials of the node' }),
  ...ways(INSTANCE, EC2, { 'ec2:CreateReplaceRootVolumeTask': 'has an instance start again from a disk of one\'s own, with its role' }, { level: 'warning' }),
  wayOf([{ action: 'ec2:CreateLaunchTemplateVersion', on: TEMPLATE }, { action: 'ec2:ModifyLaunchTemplate', on: TEMPLATE }],
    EC2, 'changes what the next instances of a launch template run, with their role', 'warning'),

  ...ways(FUNCTION, LAMBDA, {
    'lambda:UpdateFunctionCode': 'runs code of its own with the role of a function',
    'lambda:UpdateFunctionConfiguration': 'runs a layer of its own with the role of a function',
  }),
  ...ways('ecs:*:*:task/*/*', reference('amazonelasticcontainerservice'), { 'ecs:ExecuteCommand': 'runs commands in a task, with its role' }),
  ...ways('ecs:*:*:task-definition/*:*', reference('amazonelasticcontainerservice'), {
    'ecs:RunTask': 'runs a command of its own with the role of a task',
    'ecs:StartTask': 'runs a command of its own with the role of a task',
  }, { level: 'warning' }),
  ...perhaps('ecs:*:*:service/~/*', reference('amazonelasticcontainerservice'), {
    'ecs:UpdateExpressGatewayService': 'runs an image of its own with the role of a service',
  }),
  wayOf([{ action: 'ecs:RegisterContainerInstance', on: 'ecs:*:*:cluster/*' }, { action: 'ecs:Poll', on: 'ecs:*:*:container-instance/~/*' }],
    reference('amazonelasticcontainerservice'), 'has tasks of a cluster run on a machine of its own, with the credentials of their roles', 'warning'),
  ...ways('batch:*:*:job-definition/*:*', reference('awsbatch'), { 'batch:SubmitJob': 'runs a command of its own with the role of a job' }, { level: 'warning' }),
  ...ways('codebuild:*:*:project/*', reference('awscodebuild'), {
    'codebuild:StartBuild': 'runs a build of its own with the role of a project',
    'codebuild:StartBuildBatch': 'runs a build of its own with the role of a project',
    'codebuild:UpdateProject': 'changes what a project builds, with its role',
    'codebuild:StartSandbox': 'opens a sandbox of a project, with its role',
  }),
  ...ways('codebuild:*:*:sandbox/*', reference('awscodebuild'), {
    'codebuild:StartCommandExecution': 'runs commands in a sandbox, with the role of its project',
    'codebuild:StartSandboxConnection': 'opens a shell in a sandbox, with the role of its project',
  }),
  ...ways('apprunner:*:*:service/*/*', reference('awsapprunner'), { 'apprunner:UpdateService': 'runs an image of its own with the role of a service' }),
  ...ways('elasticmapreduce:*:*:cluster/*', reference('amazonelasticmapreduce'), { 'elasticmapreduce:AddJobFlowSteps': 'runs code on a cluster, with its role' }),
  ...ways('emr-containers:*:*:/virtualclusters/*', reference('amazonemroneksemrcontainers'), { 'emr-containers:StartJobRun': 'runs code with a role of a virtual cluster' }, { level: 'warning' }),
  ...ways('elasticmapreduce:*:*:cluster/*', reference('amazonelasticmapreduce'), {
    'elasticmapreduce:GetClusterSessionCredentials': 'logs in to a cluster, with a role of its users',
  }, { level: 'warning' }),
  ...perhaps('athena:*:*:workgroup/*', reference('amazonathena'), {
    'athena:StartCalculationExecution': 'runs code in a session of a workgroup, with its role',
    'athena:CreatePresignedNotebookUrl': 'opens the notebooks of a workgroup, with its role',
    'athena:GetSessionEndpoint': 'opens a session of a workgroup, with its role',
  }),
  ...perhaps('elasticmapreduce:*:*:cluster/~/session/*', EMR, { 'elasticmapreduce:GetSessionEndpoint': 'opens a session of a cluster, with its role' }),
  ...perhaps('elasticmapreduce:*:*:editor/*', EMR, {
    'elasticmapreduce:OpenEditorInConsole': 'opens a notebook of anybody, with its role',
    'elasticmapreduce:PutWorkspaceAccess': 'lets anybody into a workspace of a studio, with its role',
  }),
  ...perhaps('emr-containers:*:*:/virtualclusters/*', reference('amazonemroneksemrcontainers'), {
    'emr-containers:CreateManagedEndpoint': 'opens an endpoint with a role of a virtual cluster',
  }),
  ...ways('kinesisanalytics:*:*:application/*', reference('amazonkinesisanalytics'), {
    'kinesisanalytics:UpdateApplication': 'changes the code of an application, which has a role',
    'kinesisanalytics:CreateApplicationPresignedUrl': 'opens the notebooks of an application, with its role',
  }, { level: 'warning' }),
  ...ways('greengrass:*:*:/greengrass/groups/*', reference('awsiotgreengrass'), {
    'greengrass:CreateDeployment': 'runs components of its own on devices, with their role',
  }, { level: 'warning' }),
  ...ways('states:*:*:stateMachine:*', reference('awsstepfunctions'), { 'states:UpdateStateMachine': 'changes what a state machine does, with its role' }, { level: 'warning' }),
  wayOf([{ action: 'states:UpdateStateMachine', on: MACHINE }, { action: 'states:StartExecution', on: MACHINE }],
    reference('awsstepfunctions'), 'has a state machine do what it likes, with its role'),
  ...ways('codedeploy:*:*:deploymentgroup:~/*', reference('awscodedeploy'), { 'codedeploy:CreateDeployment': 'runs a revision of its own on instances, with their role' }, { level: 'warning' }),
  ...ways('codepipeline:*:*:*', reference('awscodepipeline'), { 'codepipeline:UpdatePipeline': 'changes what a pipeline does, with its roles' }, { level: 'warning' }),
  ...perhaps('cloud9:*:*:environment:*', reference('awscloud9'), {
    'cloud9:UpdateEnvironmentMembership': 'lets anybody write in an environment, with the credentials of its owner',
    'cloud9:CreateEnvironmentToken': 'opens an environment, with the credentials of its owner',
  }),
  ...ways('cloud9:*:*:environment:*', reference('awscloud9'), { 'cloud9:CreateEnvironmentMembership': 'opens an environment, with the credentials of its owner' }),
  ...ways('datapipeline:*:*:pipeline/*', reference('awsdatapipeline'), { 'datapipeline:PutPipelineDefinition': 'changes what a pipeline runs, with its role' }, { level: 'warning' }),

  ...ways('glue:*:*:devEndpoint/*', reference('awsglue'), { 'glue:UpdateDevEndpoint': 'lets it log in to a development endpoint, which has a role' }),
  ...ways('glue:*:*:session/*', reference('awsglue'), { 'glue:RunStatement': 'runs code in a session, with its role' }),
  ...perhaps('glue:*:*:job/*', GLUE, {
    'glue:UpdateJob': 'changes what a job runs, with its role',
    'glue:UpdateJobFromSourceControl': 'changes what a job runs, with its role',
    'glue:StartJobRun': 'runs a job with files of its own, with the role of the job',
  }),
  ...perhaps('glue:*:*:trigger/*', GLUE, {
    'glue:CreateTrigger': 'has jobs run with files of its own, with the role of the jobs',
    'glue:UpdateTrigger': 'has jobs run with files of its own, with the role of the jobs',
  }),
  ...perhaps('*', GLUE, { 'glue:RunDataPreviewStatement': 'runs code in a preview of data, with its role' }),
  ...perhaps('glue:*:*:session/*', GLUE, { 'glue:GetSessionEndpoint': 'opens a session of anybody, with its role' }),

  ...ways(STACK, CLOUDFORMATION, { 'cloudformation:UpdateStack': 'has a stack make what it likes, with the role of the stack' }),
  wayOf([{ action: 'cloudformation:CreateChangeSet', on: STACK }, { action: 'cloudformation:ExecuteChangeSet', on: STACK }],
    CLOUDFORMATION, 'has a stack make what it likes, with the role of the stack'),
  ...ways(STACK_SET, CLOUDFORMATION, {
    'cloudformation:UpdateStackSet': 'has stacks of any account make what it likes, with the role of the stack set',
  }),
  ...ways(STACK_SET, CLOUDFORMATION, {
    'cloudformation:CreateStackInstances': 'makes the stacks of a stack set in any account',
  }, { level: 'warning' }),
  ...ways('elasticbeanstalk:*:*:environment/~/*', reference('awselasticbeanstalk'), {
    'elasticbeanstalk:UpdateEnvironment': 'runs a version of its own with the role of an environment',
  }, { level: 'warning' }),
  ...ways('lightsail:*:*:Instance/*', reference('amazonlightsail'), {
    'lightsail:CreateGUISessionAccessDetails': 'opens the desktop of an instance',
    'lightsail:GetInstanceAccessDetails': 'lets it log in to an instance',
  }, { level: 'warning' }),
  ...ways('lambda:*:*:microvm-image:*', LAMBDA, {
    'lambda:CreateMicrovmShellAuthToken': 'opens a shell in a machine of Lambda, with its role',
  }, { level: 'warning' }),
  ...perhaps('lightsail:*:*:ContainerService/*', reference('amazonlightsail'), {
    'lightsail:CreateContainerServiceDeployment': 'runs an image of its own in place of a container service',
  }),
  ...perhaps('*', APPSYNC, {
    'appsync:CreateResolver': 'has an API call what it likes, with the roles of its data sources',
    'appsync:UpdateResolver': 'has an API call what it likes, with the roles of its data sources',
    'appsync:CreateFunction': 'has an API call what it likes, with the roles of its data sources',
    'appsync:UpdateFunction': 'has an API call what it likes, with the roles of its data sources',
    'appsync:CreateApiKey': 'makes a key of an API, which opens what its data sources hold',
    'appsync:UpdateApiKey': 'keeps a key of an API alive, which opens what its data sources hold',
  }),
  ...perhaps('appsync:*:*:apis/*', APPSYNC, {
    'appsync:UpdateGraphqlApi': 'decides who may call an API, which has the roles of its data sources',
    'appsync:UpdateApi': 'decides who may call an API',
  }),
  ...perhaps('apigateway:*::/restapis/*', reference('amazonapigatewaymanagement'), {
    'apigateway:PATCH': 'changes what an API calls, with its roles, and who may call it',
    'apigateway:PUT': 'changes what an API calls, with its roles, and who may call it',
  }),
  ...perhaps('airflow:*:*:role/~/*', reference('amazonmanagedworkflowsforapacheairflow'), {
    'airflow:InvokeRestApi': 'runs workflows of Airflow, which have the role of the environment',
  }),
  ...perhaps('airflow:*:*:environment/*', reference('amazonmanagedworkflowsforapacheairflow'), {
    'airflow:UpdateEnvironment': 'has Airflow run workflows of its own, with the role of the environment',
  }),
  ...perhaps('deadline:*:*:farm/*/queue/*', reference('awsdeadlinecloud'), {
    'deadline:CreateQueueEnvironment': 'runs code of its own with the role of a queue',
    'deadline:UpdateQueueEnvironment': 'runs code of its own with the role of a queue',
  }),
  ...perhaps('deadline:*:*:farm/*/queue/*/job/*', reference('awsdeadlinecloud'), { 'deadline:CreateJob': 'runs code of its own with the role of a queue' }),
  ...perhaps('synthetics:*:*:canary:*', reference('amazoncloudwatchsynthetics'), {
    'synthetics:UpdateCanary': 'runs code of its own with the role of a canary',
    'synthetics:StartCanaryDryRun': 'runs code of its own with the role of a canary',
  }),
  ...perhaps('fis:*:*:experiment-template/*', reference('awsfaultinjectionservice'), {
    'fis:UpdateExperimentTemplate': 'changes what an experiment does, with its role',
  }),
  ...perhaps('drs:*:*:launch-configuration-template/*', reference('awselasticdisasterrecovery'), { 'drs:PutLaunchAction': AFTER_LAUNCH }),
  ...perhaps('mgn:*:*:launch-configuration-template/*', reference('awsapplicationmigrationservice'), { 'mgn:PutTemplateAction': AFTER_LAUNCH }),
  ...perhaps('mgn:*:*:source-server/*', reference('awsapplicationmigrationservice'), { 'mgn:PutSourceServerAction': AFTER_LAUNCH }),
  ...perhaps('kafkaconnect:*:*:connector/*/*', reference('amazonmanagedstreamingforkafkaconnect'), {
    'kafkaconnect:UpdateConnector': 'changes what a connector reads and writes, with its role',
  }),
  ...perhaps('gamelift:*:*:script/*', reference('amazongamelift'), { 'gamelift:UpdateScript': 'changes what the computers of fleets run, with their role' }),
  ...perhaps('gamelift:*:*:containergroupdefinition/*', reference('amazongamelift'), {
    'gamelift:UpdateContainerGroupDefinition': 'changes the images that fleets run, with their role',
  }),
  ...perhaps('gameliftstreams:*:*:streamgroup/*', reference('amazongameliftstreams'), {
    'gameliftstreams:CreateStreamSessionAdminShell': 'opens a shell in a session of anybody',
  }),
  ...perhaps('amplifybackend:*:*:/backend/~/challenge/*', reference('awsamplifyadmin'), {
    'amplifybackend:CreateToken': 'opens the administration of the backend of an app',
    'amplifybackend:GetToken': 'opens the administration of the backend of an app',
  }),

  // Whoever administers a cluster becomes all of its service accounts.
  ...ways(ENTRY, ENTRIES, { 'eks:AssociateAccessPolicy': 'makes any principal of the cluster its administrator' }),
  ...ways(CLUSTER, ENTRIES, { 'eks:CreateAccessEntry': 'lets any principal into the cluster, in any group of Kubernetes' }, { level: 'warning' }),
  ...ways(ENTRY, ENTRIES, { 'eks:UpdateAccessEntry': 'puts any principal of the cluster into any group of Kubernetes' }, { level: 'warning' }),
  wayOf([{ action: 'eks:CreateAccessEntry', on: CLUSTER }, { action: 'eks:AssociateAccessPolicy', on: ENTRY }], ENTRIES, 'makes any principal the administrator of a cluster'),
  ...ways(CLUSTER, EKS, {
    'eks:AssociateIdentityProviderConfig': 'decides whose tokens the API server of the cluster takes',
    'eks:UpdateClusterConfig': 'decides how principals are let into the cluster',
  }, { level: 'warning' }),
  ...perhaps(CLUSTER, EKS, { 'eks:CreateAddon': 'has a cluster run an add-on of its choice, with its role' }),
  ...perhaps('eks:*:*:addon/*/*/*', EKS, { 'eks:UpdateAddon': 'changes what an add-on of a cluster runs, with its role' }),
  ...perhaps('eks:*:*:capability/*/*/*/*', EKS, { 'eks:UpdateCapability': 'decides who administers what EKS runs for a cluster, such as Argo CD' }),
  ...perhaps('eks:*:*:podidentityassociation/*/*', EKS, { 'eks:UpdatePodIdentityAssociation': 'changes the roles and the tags of the sessions of pods' }),
  wayOf([{ action: 'ec2:CreateLaunchTemplateVersion', on: 'ec2:*:*:launch-template/*' }, { action: 'eks:UpdateNodegroupVersion', on: 'eks:*:*:nodegroup/*/*/*' }],
    EKS, 'has the nodes of a cluster run what it likes when they start, with their role', 'warning'),
];
