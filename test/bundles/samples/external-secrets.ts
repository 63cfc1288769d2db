import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { ExternalSecretsBundle } from '../../../lib/bundles/controllers/external-secrets';
import { ExternalSecretsVersion } from '../../../lib/bundles/controllers/external-secrets-version';

/** In another region than the cluster. */
const ELSEWHERE = 'arn:aws:ssm:eu-west-1:111122223333:parameter/web/color';
const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'externalSecrets.read',
    make: (stack) => ExternalSecretsBundle.read({
      secrets: [Secret.fromSecretNameV2(stack, 'Secret', 'web')],
      secretNames: ['k8s-main/*'],
      parameters: [StringParameter.fromStringParameterName(stack, 'Parameter', '/web/color')],
      parameterNames: ['plain'],
      paths: ['/k8s-main'],
      encryptionKeys: [key(stack)],
    }),
    values: { secrets: ['web', 'k8s-main/*'], parameters: ['/web/color', 'plain'], paths: ['/k8s-main'], encryptionKeys: [KEY] },
  },
  {
    name: 'externalSecrets.read-find',
    make: () => ExternalSecretsBundle.read({ secretNames: ['k8s-main/*'], paths: ['/k8s-main'], find: true }),
    values: { secrets: ['k8s-main/*'], paths: ['/k8s-main'], find: true },
  },
  {
    name: 'externalSecrets.push',
    make: (stack) => ExternalSecretsBundle.push({ secretNames: ['web', 'k8s-main/*'], encryptionKeys: [key(stack)] }),
    values: { secrets: ['web', 'k8s-main/*'], encryptionKeys: [KEY] },
  },
  {
    name: 'externalSecrets.push-all',
    make: (stack) => ExternalSecretsBundle.push({
      secretNames: ['k8s-main/*'],
      allowDelete: true,
      resourcePolicies: true,
      replicaRegions: ['eu-west-1', 'eu-north-1'],
      encryptionKeys: [key(stack)],
    }),
    values: {
      secrets: ['k8s-main/*'], allowDelete: true, resourcePolicies: true, replicaRegions: ['eu-west-1', 'eu-north-1'], encryptionKeys: [KEY],
    },
  },
  {
    name: 'externalSecrets.push-old',
    make: () => ExternalSecretsBundle.push({ secretNames: ['k8s-main/*'], version: ExternalSecretsVersion.of('0.18') }),
    values: { secrets: ['k8s-main/*'], version: '0.18' },
  },
  {
    name: 'externalSecrets.push-parameters',
    make: (stack) => ExternalSecretsBundle.push({
      parameterNames: ['/web/color'], paths: ['/k8s-main'], allowDelete: true, encryptionKeys: [key(stack)],
    }),
    values: { parameters: ['/web/color'], paths: ['/k8s-main'], allowDelete: true, encryptionKeys: [KEY] },
  },
  {
    name: 'externalSecrets.read-elsewhere',
    make: () => ExternalSecretsBundle.read({ parameterNames: [ELSEWHERE], paths: [`${ELSEWHERE}s`] }),
    values: { parameters: [ELSEWHERE], paths: [`${ELSEWHERE}s`] },
  },
  {
    name: 'externalSecrets.readCertificates',
    make: (stack) => ExternalSecretsBundle.readCertificates({ certificates: [Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE)] }),
    values: { certificates: [CERTIFICATE] },
  },
  {
    name: 'externalSecrets.pushCertificates',
    make: () => ExternalSecretsBundle.pushCertificates({ allowDelete: true }),
    values: { allowDelete: true },
  },
];
