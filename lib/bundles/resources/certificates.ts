import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ResourceKind } from './resource-kind';
import { arnFormat } from '../../core/arn';

/** Certificates of ACM, which have ids and no names. */
export const CERTIFICATES: ResourceKind<ICertificate> = {
  format: arnFormat({
    service: 'acm',
    noun: "a certificate's ARN",
    resource: 'certificate/[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
    region: 'required',
    account: 'required',
    example: 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
    hint: (value) => value.includes(':acm-pca:') ? 'this is the ARN of AWS Private CA; write that of the certificate in ACM' : undefined,
  }),
  arns: (arns) => [...arns],
  arnOf: ({ certificateArn }, one) => one(certificateArn),
};
