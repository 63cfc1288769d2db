import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { PrivateCaIssuerBundle } from '../../../lib/bundles/controllers/private-ca-issuer';

const AUTHORITY = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012';

const authority = (stack: Stack) => CertificateAuthority.fromCertificateAuthorityArn(stack, 'Authority', AUTHORITY);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'privateCaIssuer.issuer',
    make: (stack) => PrivateCaIssuerBundle.issuer({ certificateAuthorities: [authority(stack)] }),
    values: { certificateAuthorities: [AUTHORITY] },
  },
  {
    name: 'privateCaIssuer.issuer-templates',
    make: (stack) => PrivateCaIssuerBundle.issuer({
      certificateAuthorities: [authority(stack)], templates: ['EndEntityServerAuthCertificate/V1', 'SubordinateCACertificate_PathLen0/V1'],
    }),
    values: {
      certificateAuthorities: [AUTHORITY], templates: ['EndEntityServerAuthCertificate/V1', 'SubordinateCACertificate_PathLen0/V1'],
    },
  },
];
