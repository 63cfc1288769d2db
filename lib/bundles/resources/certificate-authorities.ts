import type { ICertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import type { ResourceKind } from './resource-kind';
import { arnFormat } from '../../core/arn';

/** Certificate authorities of AWS Private CA, in other accounts too. */
export const CERTIFICATE_AUTHORITIES: ResourceKind<ICertificateAuthority> = {
  format: arnFormat({
    service: 'acm-pca',
    noun: "a certificate authority's ARN",
    resource: 'certificate-authority/[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
    region: 'required',
    account: 'required',
    example: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab',
    hint: (value) => value.includes('/certificate/') ? 'this is the ARN of a certificate; write that of its authority' : undefined,
  }),
  arns: (arns) => [...arns],
  arnOf: ({ certificateAuthorityArn }, one) => one(certificateAuthorityArn),
};
