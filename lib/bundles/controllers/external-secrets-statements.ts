import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { keepsResourcePolicies } from './external-secrets-version';
import type { BundleStatement } from '../policy-bundle';
import { storeKeyStatements, hasParameters } from './secret-stores';
import type { SecretStores } from './secret-stores';
import { keyUseStatements } from '../services/kms-statements';
import { BELOW_A_PATH, parameterListStatement } from '../services/parameter-store-statements';
import { secretListStatement, secretStatement } from '../services/secrets-manager-statements';
import { allow } from '../statement';

/** What a `PushSecret` may do, beyond making and changing. */
export interface PushAccess extends SecretStores {
  readonly allowDelete: boolean;
  readonly resourcePolicies: boolean;
  readonly replicaRegions: readonly string[];
  readonly version: string;
}

const READ_SECRETS = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
const READ_PARAMETERS = ['ssm:GetParameter', 'ssm:ListTagsForResource'];

/** The tag of all that External Secrets makes; it changes and deletes nothing that does not have it. */
const OWN = 'external-secrets';
const MAKES_OWN: Conditions = { StringEquals: { 'aws:RequestTag/managed-by': OWN } };
const IS_OWN_SECRET: Conditions = { StringEquals: { 'secretsmanager:ResourceTag/managed-by': OWN } };
const IS_OWN_PARAMETER: Conditions = { StringEquals: { 'aws:ResourceTag/managed-by': OWN } };

/** For `ExternalSecret`: `data`, `dataFrom`, and `find` if asked for. */
export function readStatements(scope: IConstruct, stores: SecretStores, find: boolean): BundleStatement[] {
  const { secrets, parameters, paths } = stores;
  return [
    ...(secrets.length > 0 ? [secretStatement(READ_SECRETS, secrets)] : []),
    ...(parameters.length > 0 ? [allow({ actions: READ_PARAMETERS, resources: parameters })] : []),
    ...(paths.length > 0
      ? [allow({ actions: [...READ_PARAMETERS, 'ssm:GetParametersByPath'], resources: withParametersBelow(paths), evidence: BELOW_A_PATH })] : []),
    ...(find && secrets.length > 0 ? [secretListStatement()] : []),
    ...(find && hasParameters(stores) ? [parameterListStatement()] : []),
    ...storeKeyStatements(scope, stores),
  ];
}

/** For `PushSecret`. */
export function pushStatements(scope: IConstruct, access: PushAccess): BundleStatement[] {
  const { secrets, encryptionKeys: keys } = access;
  const encrypting = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return [
    ...(secrets.length > 0 ? [
      ...secretPushStatements(access),
      // A copy in another region is encrypted there anew.
      ...keyUseStatements(scope, [...encrypting, ...(access.replicaRegions.length > 0 ? ['kms:Encrypt'] : [])], keys, 'secretsmanager'),
    ] : []),
    ...(hasParameters(access) ? [
      ...parameterPushStatements([...access.parameters, ...withParametersBelow(access.paths)], access),
      // Encrypt for parameters of the standard tier, GenerateDataKey for those of the advanced one.
      ...keyUseStatements(scope, [...encrypting, 'kms:Encrypt'], keys, 'ssm'),
    ] : []),
  ];
}

function secretPushStatements({ secrets, allowDelete, resourcePolicies, replicaRegions, version }: PushAccess): BundleStatement[] {
  return [
    // External Secrets asks for a secret before it makes it, when its ARN has no suffix yet.
    secretStatement(READ_SECRETS, [...secrets, ...secrets.filter((arn) => arn.endsWith('-??????')).map((arn) => arn.slice(0, -7))]),
    secretStatement(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets, MAKES_OWN),
    secretStatement([
      'secretsmanager:PutSecretValue',
      'secretsmanager:UntagResource',
      ...(keepsResourcePolicies(version) ? ['secretsmanager:DeleteResourcePolicy'] : []),
      ...(resourcePolicies ? ['secretsmanager:GetResourcePolicy'] : []),
      ...(replicaRegions.length > 0 ? ['secretsmanager:RemoveRegionsFromReplication'] : []),
      ...(allowDelete ? ['secretsmanager:DeleteSecret'] : []),
    ], secrets, IS_OWN_SECRET),
    ...(resourcePolicies
      ? [secretStatement(['secretsmanager:PutResourcePolicy'], secrets, { ...IS_OWN_SECRET, Bool: { 'secretsmanager:BlockPublicPolicy': 'true' } })]
      : []),
    // Asked for when a secret is made, too, when it has no tags yet.
    ...(replicaRegions.length > 0
      ? [secretStatement(['secretsmanager:ReplicateSecretToRegions'], secrets, {
        'ForAllValues:StringEquals': { 'secretsmanager:AddReplicaRegions': [...replicaRegions] },
      })]
      : []),
  ];
}

function parameterPushStatements(parameters: readonly string[], { allowDelete }: PushAccess): BundleStatement[] {
  return [
    // PutParameter knows no condition on the tags that a parameter has.
    allow({ actions: [...READ_PARAMETERS, 'ssm:PutParameter'], resources: parameters, evidence: BELOW_A_PATH }),
    allow({ actions: ['ssm:AddTagsToResource'], resources: parameters, conditions: MAKES_OWN, evidence: BELOW_A_PATH }),
    allow({
      actions: ['ssm:RemoveTagsFromResource', ...(allowDelete ? ['ssm:DeleteParameter'] : [])],
      resources: parameters,
      conditions: IS_OWN_PARAMETER,
      evidence: BELOW_A_PATH,
    }),
  ];
}

function withParametersBelow(paths: readonly string[]): string[] {
  return paths.flatMap((path) => [path, `${path}/*`]);
}
