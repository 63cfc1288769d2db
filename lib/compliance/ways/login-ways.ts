import { perhaps, reference, wayOf, ways } from './way';
import type { Way } from './way';

const RDS = reference('amazonrds');
const LIGHTSAIL = reference('amazonlightsail');
const EVENTS = reference('amazoneventbridge');
const KMS = reference('awskeymanagementservice');
const REPOSITORIES = 'gives it the rights that a connection has to the repositories of others';
const ADMINISTRATOR = 'changes the password of a database\'s administrator';

/** Passwords that open no more than the resource itself: of whoever has everything of the service, that is said already. */
const PASSWORDS: readonly Way[] = [
  ...perhaps('rds:*:*:db:*', RDS, { 'rds:ModifyDBInstance': ADMINISTRATOR }),
  ...perhaps('rds:*:*:cluster:*', RDS, { 'rds:ModifyDBCluster': ADMINISTRATOR }),
  ...perhaps('rds:*:*:tenant-database:*', RDS, { 'rds:ModifyTenantDatabase': ADMINISTRATOR }),
  ...perhaps('docdb-elastic:*:*:cluster/*', reference('amazondocumentdbelasticclusters'), { 'docdb-elastic:UpdateCluster': ADMINISTRATOR }),
  ...perhaps('redshift:*:*:cluster:*', reference('amazonredshift'), { 'redshift:ModifyCluster': 'changes the password of a warehouse\'s administrator' }),
  ...perhaps('redshift-serverless:*:*:namespace/*', reference('amazonredshiftserverless'), {
    'redshift-serverless:UpdateNamespace': 'changes the password of a namespace\'s administrator',
  }),
  ...perhaps('elasticache:*:*:user:*', reference('amazonelasticache'), { 'elasticache:ModifyUser': 'changes the password of any user of caches, and what they may do' }),
  ...perhaps('elasticache:*:*:usergroup:*', reference('amazonelasticache'), { 'elasticache:ModifyUserGroup': 'decides which users log in to a cache' }),
  ...perhaps('elasticache:*:*:replicationgroup:*', reference('amazonelasticache'), { 'elasticache:ModifyReplicationGroup': 'changes the password of a cache' }),
  ...perhaps('memorydb:*:*:user/*', reference('amazonmemorydb'), { 'memorydb:UpdateUser': 'changes the password of any user of a database, and what they may do' }),
  ...perhaps('memorydb:*:*:acl/*', reference('amazonmemorydb'), { 'memorydb:UpdateAcl': 'decides which users log in to a database' }),
  ...perhaps('mq:*:*:broker:*:*', reference('amazonmq'), {
    'mq:CreateUser': 'makes users of any broker',
    'mq:UpdateUser': 'changes the password of any user of a broker',
    'mq:UpdateBroker': 'decides who logs in to a broker',
  }),
  ...perhaps('kafka:*:*:cluster/*/*', reference('amazonmanagedstreamingforapachekafka'), {
    'kafka:BatchAssociateScramSecret': 'decides whose passwords log in to a cluster of Kafka',
  }),
  // Not fsx:UpdateFileSystem, which the driver of FSx for Lustre needs for its volumes: those have no administrator.
  ...perhaps('fsx:*:*:storage-virtual-machine/~/*', reference('amazonfsx'), {
    'fsx:UpdateStorageVirtualMachine': 'changes the password of a storage machine\'s administrator',
  }),
  ...perhaps('storagegateway:*:*:gateway/*', reference('awsstoragegateway'), {
    'storagegateway:SetLocalConsolePassword': 'changes the password of the console of a gateway',
    'storagegateway:SetSMBGuestPassword': 'changes the password by which guests read a gateway\'s files',
  }),
  ...perhaps('*', LIGHTSAIL, { 'lightsail:DownloadDefaultKeyPair': 'reads the key by which people log in to machines' }),
  ...perhaps('lightsail:*:*:Bucket/*', LIGHTSAIL, { 'lightsail:CreateBucketAccessKey': 'makes credentials of a bucket' }),
  ...perhaps('lightsail:*:*:RelationalDatabase/*', LIGHTSAIL, { 'lightsail:UpdateRelationalDatabase': ADMINISTRATOR }),
];

/** Ways by logging in as somebody else: users of databases, directories and programs that AWS runs, with secrets, keys and passwords. */
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

  ...perhaps('secretsmanager:*:*:secret:*', reference('awssecretsmanager'), {
    'secretsmanager:GetSecretValue': 'reads any secret of the account, such as passwords by which others log in',
  }).map((way) => ({ ...way, isOfResource: true })),
  ...perhaps('acm:*:*:certificate/*', reference('awscertificatemanager'), { 'acm:ExportCertificate': 'reads the private key of any certificate that can be exported' }),
  ...perhaps('acm:*:*:certificate/*', reference('amazonec2'), {
    'ec2:AssociateEnclaveCertificateIamRole': 'gives a role the private key of any certificate',
  }),
  {
    ...wayOf([{ action: 'kms:ReplicateKey', on: 'kms:*:*:key/*' }, { action: 'kms:CreateKey', on: '*' }],
      KMS, 'copies keys of several regions, with a policy of its own', 'warning'),
    isOfResource: true,
  },
  ...['codeconnections', 'codestar-connections'].flatMap((service) => perhaps(`${service}:*:*:connection/*`, reference(`aws${service.replace('-', '')}`), {
    [`${service}:GetConnectionToken`]: REPOSITORIES,
    [`${service}:UseConnection`]: REPOSITORIES,
  })),
  ...['codeconnections', 'codestar-connections'].flatMap((service) => perhaps('*', reference(`aws${service.replace('-', '')}`), {
    [`${service}:GetIndividualAccessToken`]: 'gives it the rights that a person has to repositories',
  })),
  ...perhaps('events:*:*:connection/*', EVENTS, { 'events:RetrieveConnectionCredentials': 'reads the keys and passwords of any connection' }),
  ...perhaps('events:*:*:api-destination/*', EVENTS, { 'events:UpdateApiDestination': 'has the keys and passwords of a connection sent to an address of its own' }),
  ...perhaps('pca-connector-scep:*:*:connector/~/challenge/*', reference('awsprivatecaconnectorforscep'), {
    'pca-connector-scep:GetChallengePassword': 'reads the password by which certificates are made',
  }),
  ...perhaps('license-manager::*:license:*', reference('awslicensemanager'), { 'license-manager:CreateToken': 'makes tokens by which roles for licenses are had' }),
  ...perhaps('finspace-api:*:*:/credentials/programmatic', reference('amazonfinspaceapi'), {
    'finspace-api:GetProgrammaticAccessCredentials': 'makes credentials of an environment of FinSpace',
  }),

  ...PASSWORDS.map((way) => ({ ...way, isOfResource: true })),
];
