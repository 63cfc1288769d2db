import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS } from '../services/kms-statements';
import { pushing, reading } from './external-secrets-statements';
import type { Pushing } from './external-secrets-statements';
import { EXTERNAL_SECRETS_VERSION, keepsResourcePolicies, NEWEST_EXTERNAL_SECRETS } from './external-secrets-version';
import type { ExternalSecretsVersion } from './external-secrets-version';
import { arnsOfParameters, PARAMETER_NAME, PARAMETER_PATH, publicNameOf } from '../resources/ssm-parameters';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { resolveStores } from './secret-stores';
import type { Stores } from './secret-stores';
import { arnsOfSecrets, SECRET } from '../resources/secrets';
import { CatalogueBundle, requireTexts } from '../statement';
import { versionParameter } from './version';
import { REGION } from '../../core/names';
import { show } from '../../core/text';

/**
 * What `ExternalSecretsBundle.read` and `.push` are for: secrets of Secrets Manager, parameters of Parameter Store, or
 * both. At least one of `secrets`, `secretNames`, `parameters`, `parameterNames` and `paths` must name one.
 */
export interface ExternalSecretsOptions {
  /**
   * Secrets. The key of each is included, where the construct knows it.
   *
   * @default - none
   */
  readonly secrets?: ISecret[];

  /**
   * Full names of secrets, such as `k8s-main/db`, or prefixes that end in `*`, such as `k8s-main/*`, in
   * the account and region of the role's stack. `*` alone is refused.
   *
   * @default - none
   */
  readonly secretNames?: string[];

  /**
   * Parameters.
   *
   * @default - none
   */
  readonly parameters?: IParameter[];

  /**
   * Full names of parameters, such as `/k8s-main/db/password` or `plain`, in the account and region of the
   * role's stack. Without wildcards, versions and labels. A name that is known only at deploy time must begin
   * with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Paths of parameters, such as `/k8s-main`: the path itself and everything below it. `/` alone is refused.
   *
   * @default - none
   */
  readonly paths?: string[];

  /**
   * Customer-managed KMS keys of secrets that are given by name and of `SecureString` parameters; usable
   * through Secrets Manager and Systems Manager only, and only through the one whose secrets are given.
   *
   * @default - the keys that the secrets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `ExternalSecretsBundle.read`. */
export interface ExternalSecretsReadOptions extends ExternalSecretsOptions {
  /**
   * Allow `find` in `dataFrom`, by name or by tags: listing the names, descriptions and tags of all secrets, or of all
   * parameters, of the account. Values are still read only of those that are given here.
   *
   * @default false
   */
  readonly find?: boolean;
}

/** Options for `ExternalSecretsBundle.push`. */
export interface ExternalSecretsPushOptions extends ExternalSecretsOptions {
  /**
   * Allow deleting what External Secrets made (`deletionPolicy: Delete`), which it knows by the tag
   * `managed-by: external-secrets`. It may tag too, so the tag guards against slips, not against malice.
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * Allow setting the resource policies of secrets (`resourcePolicy` in the metadata), with `blockPublicPolicy: true`
   * only. Needs External Secrets 0.20.4 or later.
   *
   * @default false
   */
  readonly resourcePolicies?: boolean;

  /**
   * Regions to which secrets may be copied (`replicationLocations` in the metadata).
   *
   * @default - none
   */
  readonly replicaRegions?: string[];

  /**
   * The version of External Secrets.
   *
   * @default - what 2.9 needs
   */
  readonly version?: ExternalSecretsVersion;
}

/**
 * External Secrets with the provider of AWS. The role is that of the operator, or of the service account that a
 * `SecretStore` names. Where a store names a `role` to assume, this is what that role needs; the role before it
 * needs `StsBundle.assumeRole`.
 */
export class ExternalSecretsBundle {
  /**
   * Read secrets and parameters: `ExternalSecret`. Bundle id `externalSecrets.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
   */
  public static read(options: ExternalSecretsReadOptions): IPolicyBundle {
    return read(resolveStores('externalSecrets.read', NAMES, options), options.find);
  }

  /**
   * Make and change secrets and parameters: `PushSecret`. External Secrets changes only what it made itself, which
   * has the tag `managed-by: external-secrets`, and secrets are pinned to that tag; a parameter's value is not,
   * since IAM knows no such condition. Bundle id `externalSecrets.push`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/#permissions-for-pushsecret
   */
  public static push(options: ExternalSecretsPushOptions): IPolicyBundle {
    const { allowDelete, resourcePolicies, replicaRegions, version } = options;
    if (replicaRegions) {
      requireTexts('externalSecrets.push', 'replicaRegions', REGION, replicaRegions);
    }
    return push(resolveStores('externalSecrets.push', NAMES, options), {
      allowDelete, resourcePolicies, replicaRegions, version: version?.version,
    });
  }

  private constructor() {}
}

const NAMES = 'secrets, secretNames, parameters, parameterNames or paths';

function read(stores: Stores, find: boolean = false) {
  return new CatalogueBundle('externalSecrets.read', (scope) => reading(scope, stores, find));
}

function push(stores: Stores, options: Partial<Pushing>) {
  const { allowDelete = false, resourcePolicies = false, replicaRegions = [], version = NEWEST_EXTERNAL_SECRETS } = options;
  for (const [name, given] of Object.entries({ resourcePolicies, replicaRegions: replicaRegions.length > 0 })) {
    if (given && stores.secrets.length === 0) {
      throw new Error(`${name} of externalSecrets.push must be left out without secrets, since parameters have no such thing, got ${show(options[name as keyof Pushing])}`);
    }
  }
  for (const [name, arns] of Object.entries({ parameters: stores.parameters, paths: stores.paths })) {
    arns.forEach((arn) => requireWritable(name, arn));
  }
  if (resourcePolicies && !keepsResourcePolicies(version)) {
    throw new Error(`version of externalSecrets.push must be 0.20.4 or later with resourcePolicies, got ${show(version)}: leave out resourcePolicies`);
  }
  return new CatalogueBundle('externalSecrets.push', (scope) => pushing(scope, stores, { allowDelete, resourcePolicies, replicaRegions, version }));
}

function requireWritable(name: string, arn: string): void {
  const publicName = publicNameOf(arn);
  if (publicName !== undefined) {
    throw new Error(
      `${name} of externalSecrets.push must be the account's own, got ${show(publicName)}: ` +
      'AWS publishes what is below /aws/service, nobody else can write it');
  }
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  secrets: { description: 'Full names of secrets, prefixes that end in *, or ARNs.', type: { kind: 'texts', format: SECRET } },
  parameters: { description: 'Full names of parameters.', type: { kind: 'texts', format: PARAMETER_NAME } },
  paths: { description: 'Paths of parameters: each itself and everything below it.', type: { kind: 'texts', format: PARAMETER_PATH } },
  encryptionKeys: ENCRYPTION_KEYS,
};

function storesOf(values: ParameterValues, place: Place): Stores {
  return {
    secrets: arnsOfSecrets(texts(values, 'secrets'), place),
    parameters: arnsOfParameters(texts(values, 'parameters'), place),
    paths: arnsOfParameters(texts(values, 'paths'), place),
    keys: texts(values, 'encryptionKeys'),
  };
}

const SOURCES = [
  'https://external-secrets.io/latest/provider/aws-secrets-manager/', 'https://external-secrets.io/latest/provider/aws-parameter-store/',
];

export const EXTERNAL_SECRETS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'externalSecrets.read',
    summary: 'Read given secrets and parameters, and find them if asked for',
    usedBy: 'External Secrets (ExternalSecret)',
    versions: '0.20 to 2.9',
    sources: SOURCES,
    parameters: {
      ...PARAMETERS,
      find: flagParameter('Allow finding by name or tags, which lists all secrets or parameters.'),
    },
    oneOf: ['secrets', 'parameters', 'paths'],
    create: (values, place) => read(storesOf(values, place), flag(values, 'find')),
  },
  {
    id: 'externalSecrets.push',
    summary: 'Make given secrets and parameters, and change what External Secrets made',
    usedBy: 'External Secrets (PushSecret)',
    versions: '0.20 to 2.9',
    sources: [...SOURCES, 'https://github.com/external-secrets/external-secrets/issues/6806'],
    parameters: {
      ...PARAMETERS,
      allowDelete: flagParameter('Allow deleting what is tagged managed-by: external-secrets.'),
      resourcePolicies: flagParameter('Allow setting resource policies of secrets that block public access.'),
      replicaRegions: { description: 'Regions to which secrets may be copied.', type: { kind: 'texts', format: REGION } },
      version: versionParameter(EXTERNAL_SECRETS_VERSION, NEWEST_EXTERNAL_SECRETS, ['0.20.3']),
    },
    oneOf: ['secrets', 'parameters', 'paths'],
    create: (values, place) => push(storesOf(values, place), {
      allowDelete: flag(values, 'allowDelete'),
      resourcePolicies: flag(values, 'resourcePolicies'),
      replicaRegions: texts(values, 'replicaRegions'),
      version: text(values, 'version'),
    }),
  },
];
