import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { defineBundle } from '../define-bundle';
import { flag, regions, required } from '../parameters';
import { CERTIFICATES } from '../resources/certificates';
import { regionalArns } from '../resources/place';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';
import type { Evidence } from '../statement';

/** Options for `ExternalSecretsBundle.readCertificates`. */
export interface ExternalSecretsReadCertificatesOptions {
  /** Certificates of ACM whose option to export them is on. At least one. */
  readonly certificates: ICertificate[];
}

/** Options for `ExternalSecretsBundle.pushCertificates`. */
export interface ExternalSecretsPushCertificatesOptions {
  /**
   * Allow deleting what External Secrets imported (`deletionPolicy: Delete`). It may tag too, so the tag guards against slips, not
   * against malice.
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * The regions of the certificates.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];
}

const SOURCES = [
  'https://external-secrets.io/latest/provider/aws-certificate-manager/',
  'https://github.com/external-secrets/external-secrets/blob/v2.9.0/providers/v1/aws/certificatemanager/certificatemanager.go',
];
const VERSIONS = '2.8 and 2.9';
const OWN = 'external-secrets';

const IMPORTED: Evidence = { reason: 'a certificate gets its id when it is imported; the tag of External Secrets limits the statement', source: SOURCES[0] };

export const READ_CERTIFICATES = defineBundle<ExternalSecretsReadCertificatesOptions>()({
  id: 'externalSecrets.readCertificates',
  summary: 'Export given certificates with their private keys',
  usedBy: 'External Secrets (ExternalSecret of the service CertificateManager)',
  versions: VERSIONS,
  sources: SOURCES,
  parameters: { certificates: required(resources(CERTIFICATES, 'ARNs of the certificates.')) },
  statements: ({ certificates }) => [
    allow({ actions: ['acm:DescribeCertificate', 'acm:ExportCertificate', 'acm:GetCertificate'], resources: certificates }),
  ],
});

export const PUSH_CERTIFICATES = defineBundle<ExternalSecretsPushCertificatesOptions>()({
  id: 'externalSecrets.pushCertificates',
  summary: 'Import certificates, and change what External Secrets imported',
  usedBy: 'External Secrets (PushSecret to the service CertificateManager)',
  versions: VERSIONS,
  sources: SOURCES,
  parameters: { allowDelete: flag('Allow deleting what External Secrets imported.'), regions: regions() },
  statements: ({ allowDelete }, { place }) => {
    const onCertificates = (actions: string[], conditions: Conditions) =>
      allow({ actions, resources: regionalArns(place, 'acm', 'certificate/*'), conditions, evidence: IMPORTED });
    return [
      onCertificates(['acm:AddTagsToCertificate', 'acm:ImportCertificate'], { StringEquals: { 'aws:RequestTag/managed-by': OWN } }),
      // A certificate that is imported again is given no tags, and keeps its own.
      onCertificates([
        'acm:AddTagsToCertificate', 'acm:GetCertificate', 'acm:ImportCertificate', 'acm:ListTagsForCertificate', 'acm:RemoveTagsFromCertificate',
        ...(allowDelete ? ['acm:DeleteCertificate'] : []),
      ], { StringEquals: { 'aws:ResourceTag/managed-by': OWN } }),
      allow({
        actions: ['tag:GetResources'],
        resources: ['*'],
        evidence: { reason: 'External Secrets finds its certificates by their tags, and the action supports no resource', source: SOURCES[0] },
      }),
    ];
  },
});
