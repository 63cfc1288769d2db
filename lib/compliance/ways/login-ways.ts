import { reference, ways } from './way';
import type { Way } from './way';

/** Ways by logging in as somebody else: users of databases, directories, and of programs that AWS runs. */
export const LOGIN_WAYS: readonly Way[] = [
  ...ways('rds-db:*:*:dbuser:*/*', reference('amazonrdsiamauthentication'), { 'rds-db:connect': 'logs in to a database as any of its users' }, { level: 'warning' }),
  ...ways('redshift:*:*:dbuser:*/*', reference('amazonredshift'), { 'redshift:GetClusterCredentials': 'logs in to a database as any of its users' }, { level: 'warning' }),
  ...ways('dsql:*:*:cluster/*', reference('amazonauroradsql'), { 'dsql:DbConnectAdmin': 'logs in to a database as its administrator' }, { level: 'warning' }),
  ...ways('elasticache:*:*:user:*', reference('amazonelasticache'), { 'elasticache:Connect': 'logs in to a cache as any of its users' }, { level: 'warning' }),
  ...ways('memorydb:*:*:user/*', reference('amazonmemorydb'), { 'memorydb:Connect': 'logs in to a database as any of its users' }, { level: 'warning' }),
  ...ways('ds:*:*:directory/*', reference('awsdirectoryservice'), { 'ds:ResetUserPassword': 'changes the password of any person of a directory' }, { level: 'warning' }),
  ...ways('ds:*:*:directory/*', reference('awsdirectoryservicedata'), { 'ds-data:AddGroupMember': 'gives any person what a group of a directory may do' }, { level: 'warning' }),
  ...ways('transfer:*:*:user/~/*', reference('awstransferfamily'), { 'transfer:ImportSshPublicKey': 'logs in as a user of Transfer Family, with the role of the user' }, { level: 'warning' }),
  ...ways('airflow:*:*:role/~/*', reference('amazonmanagedworkflowsforapacheairflow'), {
    'airflow:CreateWebLoginToken': 'opens Airflow, whose workflows have the role of the environment',
  }, { level: 'warning' }),
  ...ways('deadline:*:*:farm/~/queue/*', reference('awsdeadlinecloud'), {
    'deadline:AssumeQueueRoleForRead': 'makes credentials of the role of a queue',
    'deadline:AssumeQueueRoleForUser': 'makes credentials of the role of a queue',
    'deadline:AssumeQueueRoleForWorker': 'makes credentials of the role of a queue',
  }, { level: 'warning' }),
  ...ways('deadline:*:*:farm/~/fleet/*', reference('awsdeadlinecloud'), {
    'deadline:AssumeFleetRoleForRead': 'makes credentials of the role of a fleet',
  }, { level: 'warning' }),
  ...ways('deadline:*:*:farm/~/fleet/~/worker/*', reference('awsdeadlinecloud'), {
    'deadline:AssumeFleetRoleForWorker': 'makes credentials of the role of a fleet',
  }, { level: 'warning' }),
  ...ways('*', reference('amazondatazone'), {
    'datazone:GetDomainExecutionRoleCredentials': 'makes credentials of the role of a domain',
    'datazone:GetEnvironmentCredentials': 'makes credentials of the role of an environment',
  }, { level: 'warning' }),
  ...ways('emr-containers:*:*:/virtualclusters/~/endpoints/*', reference('amazonemroneksemrcontainers'), {
    'emr-containers:GetManagedEndpointSessionCredentials': 'opens a session at an endpoint, with its role',
  }, { level: 'warning' }),
  ...ways('elasticmapreduce:*:*:studio/*', reference('amazonelasticmapreduce'), {
    'elasticmapreduce:CreateStudioPresignedUrl': 'opens a studio, with the role of its users',
  }, { level: 'warning' }),
  ...ways('quicksight:*:*:user/*', reference('amazonquicksight'), {
    'quicksight:GenerateEmbedUrlForRegisteredUser': 'opens QuickSight as any of its users',
  }, { level: 'warning' }),
  ...ways('connect:*:*:instance/*', reference('amazonconnect'), {
    'connect:AdminGetEmergencyAccessToken': 'opens an instance of Amazon Connect as its administrator',
  }, { level: 'warning' }),
  ...ways('workmail:*:*:organization/*', reference('amazonworkmail'), {
    'workmail:AssumeImpersonationRole': 'reads and writes the mail of any person of an organization',
    'workmail:ResetPassword': 'changes the password of any person of an organization',
  }, { level: 'warning' }),
  ...ways('lightsail:*:*:RelationalDatabase/*', reference('amazonlightsail'), {
    'lightsail:GetRelationalDatabaseMasterUserPassword': 'logs in to a database as its administrator',
  }, { level: 'warning' }),
  ...ways('gamelift:*:*:fleet/*', reference('amazongamelift'), {
    'gamelift:GetComputeAccess': 'makes credentials for the computers of a fleet',
    'gamelift:GetInstanceAccess': 'logs in to the instances of a fleet',
  }, { level: 'warning' }),
  ...ways('appstream:*:*:stack/*', reference('amazonappstream2.0'), {
    'appstream:CreateStreamingURL': 'opens the programs of any user of a fleet, with its role',
  }, { level: 'warning' }),
  ...ways('appstream:*:*:image-builder/*', reference('amazonappstream2.0'), {
    'appstream:CreateImageBuilderStreamingURL': 'opens an image builder, with its role',
  }, { level: 'warning' }),
  ...ways('airflow:*:*:environment/*', reference('amazonmanagedworkflowsforapacheairflow'), {
    'airflow:CreateCliToken': 'runs commands of Airflow, whose workflows have the role of the environment',
  }, { level: 'warning' }),
  ...ways('grafana:*:*:/workspaces/*', reference('amazonmanagedgrafana'), {
    'grafana:CreateWorkspaceApiKey': 'makes a key of a workspace, which shows what its data sources show',
    'grafana:CreateWorkspaceServiceAccountToken': 'makes a key of a workspace, which shows what its data sources show',
  }, { level: 'warning' }),
];
