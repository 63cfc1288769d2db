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
  ...ways('airflow:*:*:environment/*', reference('amazonmanagedworkflowsforapacheairflow'), {
    'airflow:CreateCliToken': 'runs commands of Airflow, whose workflows have the role of the environment',
  }, { level: 'warning' }),
  ...ways('grafana:*:*:/workspaces/*', reference('amazonmanagedgrafana'), {
    'grafana:CreateWorkspaceApiKey': 'makes a key of a workspace, which shows what its data sources show',
    'grafana:CreateWorkspaceServiceAccountToken': 'makes a key of a workspace, which shows what its data sources show',
  }, { level: 'warning' }),
];
