import { certificatePushStatements, certificateReadStatement, CERTIFICATE_SOURCES } from './external-secrets-certificates';
import type {
  ExternalSecretsPushCertificatesOptions, ExternalSecretsPushOptions, ExternalSecretsReadCertificatesOptions, ExternalSecretsReadOptions,
} from './external-secrets-options';
import { pushStatements, readStatements } from './external-secrets-statements';
import { EXTERNAL_SECRETS_VERSION, keepsResourcePolicies, NEWEST_EXTERNAL_SECRETS } from './external-secrets-version';
import { versionParameter } from './version';
import { REGION } from '../../core/names';
import { show } from '../../core/text';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, regions, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CERTIFICATES } from '../resources/certificates';
import { encryptionKeys } from '../resources/kms-keys';
import { names, namesFor, resources } from '../resources/resource-kind';
import { SECRETS } from '../resources/secrets';
import { accountOwned, PARAMETER_PATHS, SSM_PARAMETERS } from '../resources/ssm-parameters';

export * from './external-secrets-options';
export { ExternalSecretsVersion } from './external-secrets-version';

/**
 * External Secrets with the provider of AWS. The role is that of the operator, or of the service account that a
 * `SecretStore` names. Where a store names a `role` to assume, this is what that role needs; the role before it
 * needs `StsBundle.assumeRole`.
 *
 * @example
 * role.addBundle(ExternalSecretsBundle.read({ secretNames: ['production/*'] }));
 */
export class ExternalSecretsBundle {
  /**
   * Read secrets and parameters: `ExternalSecret`. Bundle id `externalSecrets.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
   */
  public static read(options: ExternalSecretsReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * Make and change secrets and parameters: `PushSecret`. External Secrets changes only what it made itself, which
   * has the tag `managed-by: external-secrets`, and secrets are pinned to that tag; a parameter's value is not,
   * since IAM knows no such condition. Bundle id `externalSecrets.push`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/#permissions-for-pushsecret
   */
  public static push(options: ExternalSecretsPushOptions): IPolicyBundle {
    return PUSH.fromOptions(options);
  }

  /**
   * Read certificates of ACM with their private keys: `ExternalSecret` with the service `CertificateManager`. Bundle id
   * `externalSecrets.readCertificates`.
   *
   * @see https://external-secrets.io/latest/provider/aws-certificate-manager/
   */
  public static readCertificates(options: ExternalSecretsReadCertificatesOptions): IPolicyBundle {
    return READ_CERTIFICATES.fromOptions(options);
  }

  /**
   * Import certificates into ACM: `PushSecret` with the service `CertificateManager`. External Secrets changes only what it imported
   * itself, which has the tag `managed-by: external-secrets`. Bundle id `externalSecrets.pushCertificates`.
   *
   * @see https://external-secrets.io/latest/provider/aws-certificate-manager/
   */
  public static pushCertificates(options: ExternalSecretsPushCertificatesOptions = {}): IPolicyBundle {
    return PUSH_CERTIFICATES.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, PUSH, READ_CERTIFICATES, PUSH_CERTIFICATES];
  }

  private constructor() {}
}

const PARAMETERS = {
  secrets: orNone(resources(SECRETS, 'Full names of secrets, prefixes that end in *, or ARNs.')),
  secretNames: orNone(namesFor('secrets', SECRETS)),
  parameters: orNone(resources(SSM_PARAMETERS, 'Full names or ARNs of parameters.')),
  parameterNames: orNone(namesFor('parameters', SSM_PARAMETERS)),
  paths: orNone(names(PARAMETER_PATHS, 'Paths of parameters, or their ARNs: each itself and everything below it.')),
  encryptionKeys: encryptionKeys({ secrets: SECRETS }),
};

const SOURCES = [
  'https://external-secrets.io/latest/provider/aws-secrets-manager/', 'https://external-secrets.io/latest/provider/aws-parameter-store/',
];

const READ = defineBundle<ExternalSecretsReadOptions>()({
  id: 'externalSecrets.read',
  summary: 'Read given secrets and parameters, and find them if asked for',
  usedBy: 'External Secrets (ExternalSecret)',
  upstream: [
    {
      repository: 'external-secrets/external-secrets',
      release: 'v2.9.0',
      since: '0.20',
      documents: ['docs/provider/aws-secrets-manager.md#IAM Policy', 'docs/provider/aws-parameter-store.md#IAM Policy'],
    },
  ],
  sources: SOURCES,
  parameters: {
    ...PARAMETERS,
    find: flag('Allow finding by name or tags, which lists all secrets or parameters.'),
  },
  oneOf: ['secrets', 'secretNames', 'parameters', 'parameterNames', 'paths'],
  statements: ({ find, ...stores }, { scope }) => readStatements(scope, stores, find),
});

const PUSH = defineBundle<ExternalSecretsPushOptions>()({
  id: 'externalSecrets.push',
  summary: 'Make given secrets and parameters, and change what External Secrets made',
  usedBy: 'External Secrets (PushSecret)',
  upstream: [
    {
      repository: 'external-secrets/external-secrets',
      release: 'v2.9.0',
      since: '0.20',
      documents: ['docs/provider/aws-secrets-manager.md#IAM Policy', 'docs/provider/aws-parameter-store.md#IAM Policy'],
    },
  ],
  sources: [...SOURCES, 'https://github.com/external-secrets/external-secrets/issues/6806'],
  parameters: {
    ...PARAMETERS,
    parameters: accountOwned(PARAMETERS.parameters),
    parameterNames: accountOwned(PARAMETERS.parameterNames),
    paths: accountOwned(PARAMETERS.paths),
    allowDelete: flag('Allow deleting what is tagged managed-by: external-secrets.'),
    resourcePolicies: flag('Allow setting resource policies of secrets that block public access.'),
    replicaRegions: texts(REGION, 'Regions to which secrets may be copied.'),
    version: versionParameter(EXTERNAL_SECRETS_VERSION, NEWEST_EXTERNAL_SECRETS, ['0.20.3']),
  },
  oneOf: ['secrets', 'secretNames', 'parameters', 'parameterNames', 'paths'],
  check: ({ secrets, resourcePolicies, replicaRegions, version }, { refuse }) => {
    const ofSecrets = { resourcePolicies, replicaRegions: replicaRegions.length > 0 && replicaRegions };
    for (const [name, given] of Object.entries(ofSecrets)) {
      if (given && secrets.length === 0) {
        refuse(name as keyof typeof ofSecrets, `must be left out without secrets, since parameters have no such thing, got ${show(given)}`);
      }
    }
    if (resourcePolicies && !keepsResourcePolicies(version)) {
      refuse('version', `must be 0.20.4 or later with resourcePolicies, got ${show(version)}: leave out resourcePolicies`);
    }
  },
  statements: (values, { scope }) => pushStatements(scope, values),
});

const CERTIFICATES_FOR = {
  upstream: [
    {
      repository: 'external-secrets/external-secrets',
      release: 'v2.9.0',
      since: '2.8',
      documents: ['docs/provider/aws-certificate-manager.md'],
    },
  ],
  sources: CERTIFICATE_SOURCES,
};

const READ_CERTIFICATES = defineBundle<ExternalSecretsReadCertificatesOptions>()({
  id: 'externalSecrets.readCertificates',
  summary: 'Export given certificates with their private keys',
  usedBy: 'External Secrets (ExternalSecret of the service CertificateManager)',
  ...CERTIFICATES_FOR,
  parameters: { certificates: required(resources(CERTIFICATES, 'ARNs of the certificates.')) },
  statements: ({ certificates }) => [certificateReadStatement(certificates)],
});

const PUSH_CERTIFICATES = defineBundle<ExternalSecretsPushCertificatesOptions>()({
  id: 'externalSecrets.pushCertificates',
  summary: 'Import certificates, and change what External Secrets imported',
  usedBy: 'External Secrets (PushSecret to the service CertificateManager)',
  ...CERTIFICATES_FOR,
  parameters: { allowDelete: flag('Allow deleting what External Secrets imported.'), regions: regions() },
  statements: ({ allowDelete }, { place }) => certificatePushStatements(place, allowDelete),
});
