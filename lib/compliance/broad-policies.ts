const BY_NAME = /Full_?Access|^AdministratorAccess|^(?:PowerUserAccess|SystemAdministrator|DatabaseAdministrator|NetworkAdministrator)$/i;

/**
 * Policies of AWS whose name does not tell that they allow every action of a service on everything, without a condition:
 * derived from the policies as AWS published them on 2026-03-07, without those of service-linked roles.
 */
const BY_CONTENT = new Set([
  'AIOpsConsoleAdminPolicy', 'AWSAppSyncAdministrator', 'AWSAuditManagerAdministratorAccess', 'AWSBackupAdminPolicy', 'AWSBudgetsActionsWithAWSResourceControlAccess',
  'AWSCloud9Administrator', 'AWSCodeArtifactAdminAccess', 'AWSCodeBuildAdminAccess', 'AWSCodeStarServiceRole', 'AWSDataPipelineRole', 'AWSDataPipeline_PowerUser',
  'AWSDeepLensLambdaFunctionAccessPolicy', 'AWSDeepRacerCloudFormationAccessPolicy', 'AWSDeepRacerRoboMakerAccessPolicy', 'AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy',
  'AWSElasticBeanstalkService', 'AWSGlueServiceRole', 'AWSGrafanaAccountAdministrator', 'AWSGreengrassResourceAccessRolePolicy', 'AWSLakeFormationDataAdmin', 'AWSOpsWorksRole',
  'AWSResourceExplorerOrganizationsAccess', 'AWSSSODirectoryAdministrator', 'AWSSSOMasterAccountAdministrator', 'AWSSSOMemberAccountAdministrator', 'AWSShieldDRTAccessPolicy',
  'AWSSupportAccess', 'AmazonCognitoPowerUser', 'AmazonEC2RoleforDataPipelineRole', 'AmazonElasticMapReduceforEC2Role', 'AmazonSSMAutomationRole', 'AmazonSecurityLakeAdministrator',
  'DataScientist', 'SageMakerStudioAdminIAMDefaultExecutionPolicy', 'SageMakerStudioAdminIAMPermissiveExecutionPolicy', 'SageMakerStudioUserIAMDefaultExecutionPolicy',
  'SageMakerStudioUserIAMPermissiveExecutionPolicy', 'SecretsManagerReadWrite', 'SupportUser',
]);

/** Whether a policy that AWS manages, by its name without a path, allows everything of a service or of AWS. */
export function isBroadPolicy(name: string): boolean {
  return BY_NAME.test(name) || BY_CONTENT.has(name);
}
