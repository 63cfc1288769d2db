import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { BundleStatement } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';

export const CERTIFICATE_SOURCES = [
  'https://external-secrets.io/latest/provider/aws-certificate-manager/',
  'https://github.com/external-secrets/external-secrets/blob/v2.9.0/providers/v1/aws/certificatemanager/certificatemanager.go',
];

const OWN = 'external-secrets';

/** Exporting certificates, for `ExternalSecret`. */
export function certificateReadStatement(certificates: readonly string[]): BundleStatement {
  return allow({ actions: ['acm:DescribeCertificate', 'acm:ExportCertificate', 'acm:GetCertificate'], resources: certificates });
}

/** Importing certificates, and changing those with the tag of External Secrets, for `PushSecret`. */
export function certificatePushStatements(place: Place, allowDelete: boolean): BundleStatement[] {
  const onCertificates = (actions: string[], conditions: Conditions) => allow({
    actions,
    resources: regionalArns(place, 'acm', 'certificate/*'),
    conditions,
    evidence: {
      reason: 'a certificate gets its id when it is imported; the tag of External Secrets limits the statement', source: CERTIFICATE_SOURCES[0],
    },
  });
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
      evidence: { reason: 'External Secrets finds its certificates by their tags, and the action supports no resource', source: CERTIFICATE_SOURCES[0] },
    }),
  ];
}
