import { reference, wayOf, ways } from './way';
import type { Through, Way } from './way';

const SSM = reference('awssystemsmanager');
const LAMBDA = reference('awslambda');
const CLOUDFORMATION = reference('awscloudformation');
const EC2 = reference('amazonec2');
const [INSTANCE, FUNCTION, STACK, STACK_SET, MACHINE] = [
  'ec2:*:*:instance/*', 'lambda:*:*:function:*', 'cloudformation:*:*:stack/*/*', 'cloudformation:*:*:stackset/*:*', 'states:*:*:stateMachine:*',
];
const TEMPLATE = 'ec2:*:*:launch-template/*';

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
  ...ways('ssm:*:*:document/*', SSM, { 'ssm:UpdateDocument': 'changes what instances run' }, { level: 'warning' }),
  ...ways(INSTANCE, reference('amazonec2instanceconnect'), {
    'ec2-instance-connect:SendSSHPublicKey': 'lets it log in to an instance, which has a role',
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey': 'lets it log in to the console of an instance, which has a role',
  }),
  wayOf([{ action: 'ec2:ModifyInstanceAttribute', on: INSTANCE }, { action: 'ec2:StopInstances', on: INSTANCE }, { action: 'ec2:StartInstances', on: INSTANCE }],
    EC2, 'changes what an instance runs when it starts, with its role'),
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
  ...ways('athena:*:*:workgroup/*', reference('amazonathena'), {
    'athena:StartCalculationExecution': 'runs code in a session of a workgroup, with its role',
  }, { level: 'warning' }),
  ...ways('kinesisanalytics:*:*:application/*', reference('amazonkinesisanalytics'), {
    'kinesisanalytics:UpdateApplication': 'changes the code of an application, which has a role',
  }, { level: 'warning' }),
  ...ways('greengrass:*:*:/greengrass/groups/*', reference('awsiotgreengrass'), {
    'greengrass:CreateDeployment': 'runs components of its own on devices, with their role',
  }, { level: 'warning' }),
  ...ways('states:*:*:stateMachine:*', reference('awsstepfunctions'), { 'states:UpdateStateMachine': 'changes what a state machine does, with its role' }, { level: 'warning' }),
  wayOf([{ action: 'states:UpdateStateMachine', on: MACHINE }, { action: 'states:StartExecution', on: MACHINE }],
    reference('awsstepfunctions'), 'has a state machine do what it likes, with its role'),
  ...ways('codedeploy:*:*:deploymentgroup:~/*', reference('awscodedeploy'), { 'codedeploy:CreateDeployment': 'runs a revision of its own on instances, with their role' }, { level: 'warning' }),
  ...ways('codepipeline:*:*:*', reference('awscodepipeline'), { 'codepipeline:UpdatePipeline': 'changes what a pipeline does, with its roles' }, { level: 'warning' }),
  ...ways('cloud9:*:*:environment:*', reference('awscloud9'), { 'cloud9:CreateEnvironmentMembership': 'opens an environment, with the credentials of its owner' }),
  ...ways('datapipeline:*:*:pipeline/*', reference('awsdatapipeline'), { 'datapipeline:PutPipelineDefinition': 'changes what a pipeline runs, with its role' }, { level: 'warning' }),

  ...ways('glue:*:*:devEndpoint/*', reference('awsglue'), { 'glue:UpdateDevEndpoint': 'lets it log in to a development endpoint, which has a role' }),
  ...ways('glue:*:*:session/*', reference('awsglue'), { 'glue:RunStatement': 'runs code in a session, with its role' }),
  ...ways('glue:*:*:job/*', reference('awsglue'), { 'glue:UpdateJob': 'changes what a job runs, with its role' }, { level: 'warning' }),
  ...ways('sagemaker:*:*:user-profile/~/*', reference('amazonsagemaker'), { 'sagemaker:CreatePresignedDomainUrl': 'opens the studio of anybody, with its role' }),
  ...ways('sagemaker:*:*:space/~/*', reference('amazonsagemaker'), { 'sagemaker:StartSession': 'opens a session in a space of a studio, with its role' }),
  ...ways('sagemaker:*:*:notebook-instance/*', reference('amazonsagemaker'), {
    'sagemaker:CreatePresignedNotebookInstanceUrl': 'opens a notebook, with its role',
  }),
  ...ways('sagemaker:*:*:notebook-instance-lifecycle-config/*', reference('amazonsagemaker'), {
    'sagemaker:UpdateNotebookInstanceLifecycleConfig': 'changes what notebooks run when they start, with their role',
  }),
  ...ways('bedrock-agentcore:*:*:runtime/*', reference('amazonbedrockagentcore'), {
    'bedrock-agentcore:InvokeAgentRuntimeCommand': 'runs commands in the runtime of an agent, with its role',
  }),
  ...ways('bedrock-agentcore:*:*:code-interpreter-custom/*', reference('amazonbedrockagentcore'), {
    'bedrock-agentcore:InvokeCodeInterpreter': 'runs code in an interpreter, which may have a role',
  }, { level: 'warning' }),

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
];
