import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { useOfKeys } from '../services/kms-statements';
import { keepsResourcePolicies } from './external-secrets-version';
import { BELOW_A_PATH, listingParameters } from '../services/parameter-store-statements';
import type { BundleStatement } from '../policy-bundle';
import { decryptingStores, hasParameters } from './secret-stores';
import type { Stores } from './secret-stores';
import { listingSecrets, useOfSecrets } from '../services/secrets-manager-statements';
import { allow } from '../statement';

/** What a `PushSecret` may do beyond making and changing. */
export interface Pushing {
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
export function reading(scope: IConstruct, stores: Stores, find: boolean): BundleStatement[] {
  const { secrets, parameters, paths } = stores;
  return [
    ...(secrets.length > 0 ? [useOfSecrets(READ_SECRETS, secrets)] : []),
    ...(parameters.length > 0 ? [allow({ actions: READ_PARAMETERS, resources: parameters })] : []),
    ...(paths.length > 0
      ? [allow({ actions: [...READ_PARAMETERS, 'ssm:GetParametersByPath'], resources: below(paths), evidence: BELOW_A_PATH })] : []),
    ...(find && secrets.length > 0 ? [listingSecrets()] : []),
    ...(find && hasParameters(stores) ? [listingParameters(), findingByTags()] : []),
    ...decryptingStores(scope, stores),
  ];
}

/** For `PushSecret`. */
export function pushing(scope: IConstruct, stores: Stores, options: Pushing): BundleStatement[] {
  const { secrets, keys } = stores;
  const encrypting = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return [
    ...(secrets.length > 0 ? [
      ...pushingSecrets(secrets, options),
      // A copy in another region is encrypted there anew.
      ...useOfKeys(scope, [...encrypting, ...(options.replicaRegions.length > 0 ? ['kms:Encrypt'] : [])], keys, 'secretsmanager'),
    ] : []),
    ...(hasParameters(stores) ? [
      ...pushingParameters([...stores.parameters, ...below(stores.paths)], options),
      // Encrypt for parameters of the standard tier, GenerateDataKey for those of the advanced one.
      ...useOfKeys(scope, [...encrypting, 'kms:Encrypt'], keys, 'ssm'),
    ] : []),
  ];
}

function pushingSecrets(secrets: readonly string[], options: Pushing): BundleStatement[] {
  const { allowDelete, resourcePolicies, replicaRegions, version } = options;
  return [
    // External Secrets asks for a secret before it makes it, when its ARN has no suffix yet.
    useOfSecrets(READ_SECRETS, [...secrets, ...secrets.filter((arn) => arn.endsWith('-??????')).map((arn) => arn.slice(0, -7))]),
    useOfSecrets(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets, MAKES_OWN),
    useOfSecrets([
      'secretsmanager:PutSecretValue',
      'secretsmanager:UntagResource',
      ...(keepsResourcePolicies(version) ? ['secretsmanager:DeleteResourcePolicy'] : []),
      ...(resourcePolicies ? ['secretsmanager:GetResourcePolicy'] : []),
      ...(replicaRegions.length > 0 ? ['secretsmanager:RemoveRegionsFromReplication'] : []),
      ...(allowDelete ? ['secretsmanager:DeleteSecret'] : []),
    ], secrets, IS_OWN_SECRET),
    ...(resourcePolicies
      ? [useOfSecrets(['secretsmanager:PutResourcePolicy'], secrets, { ...IS_OWN_SECRET, Bool: { 'secretsmanager:BlockPublicPolicy': 'true' } })]
      : []),
    // Asked for when a secret is made, too, when it has no tags yet.
    ...(replicaRegions.length > 0
      ? [useOfSecrets(['secretsmanager:ReplicateSecretToRegions'], secrets, {
        'ForAllValues:StringEquals': { 'secretsmanager:AddReplicaRegions': [...replicaRegions] },
      })]
      : []),
  ];
}

function pushingParameters(parameters: readonly string[], { allowDelete }: Pushing): BundleStatement[] {
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

function below(paths: readonly string[]): string[] {
  return paths.flatMap((path) => [path, `${path}/*`]);
}

function findingByTags(): BundleStatement {
  return allow({
    actions: ['tag:GetResources'],
    resources: ['*'],
    evidence: {
      reason: 'finding parameters by tags asks for all that have them, and the action supports no resource; it gives no values',
      source: 'https://external-secrets.io/latest/provider/aws-parameter-store/',
    },
  });
}
