import type { ICertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import type { TextFormat } from '../../core/text-format';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CERTIFICATE_AUTHORITIES } from '../resources/certificate-authorities';
import { resources } from '../resources/resource-kind';
import { allow, oneOrMore } from '../statement';

/** Options for `PrivateCaIssuerBundle.issuer`. */
export interface PrivateCaIssuerOptions {
  /** The certificate authorities of the issuers, in other accounts too. At least one. */
  readonly certificateAuthorities: ICertificateAuthority[];

  /**
   * Names of the templates that certificates may have, such as `EndEntityCertificate/V1`. An issuer with
   * `pcaTemplate.defaultTemplateName` needs that one; a certificate with `isCA: true` needs
   * `SubordinateCACertificate_PathLen0/V1`, with which its holder can issue certificates too.
   *
   * @default - those that the issuer picks for certificates that are no CA's, by their usages
   */
  readonly templates?: string[];
}

/**
 * AWS Private CA issuer of cert-manager.
 *
 * @example
 * import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
 *
 * const authority = CertificateAuthority.fromCertificateAuthorityArn(
 *   this, 'Authority', 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
 * role.addBundle(PrivateCaIssuerBundle.issuer({ certificateAuthorities: [authority] }));
 */
export class PrivateCaIssuerBundle {
  /**
   * Issue and get certificates of given certificate authorities. An issuer with `spec.role` calls with that role
   * instead: allow it to be assumed with `StsBundle.assumeRole`. Bundle id `privateCaIssuer.issuer`.
   *
   * @see https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md
   */
  public static issuer(options: PrivateCaIssuerOptions): IPolicyBundle {
    return ISSUER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ISSUER];
  }

  private constructor() {}
}

const TEMPLATE: TextFormat = {
  pattern: '[A-Za-z0-9_]{1,100}/V\\d{1,3}',
  rule: 'the name of a template of AWS Private CA, with its version',
  example: 'EndEntityCertificate/V1',
  hint: (value) => {
    const name = /^arn:[^:]+:acm-pca:::template\/(\w+\/V\d+)$/.exec(value)?.[1];
    return name ? `write what follows ":::template/", "${name}"`
      : /^\w+$/.test(value) ? `perhaps "${value}/V1"` : undefined;
  },
};

/** @see https://github.com/cert-manager/aws-privateca-issuer#using-aws-pca-template-arns */
const END_ENTITY_TEMPLATES = [
  'BlankEndEntityCertificate_APICSRPassthrough/V1', 'CodeSigningCertificate/V1', 'EndEntityCertificate/V1',
  'EndEntityClientAuthCertificate/V1', 'EndEntityServerAuthCertificate/V1', 'OCSPSigningCertificate/V1',
];

const ISSUER = defineBundle<PrivateCaIssuerOptions>()({
  id: 'privateCaIssuer.issuer',
  summary: 'Issue and get certificates of given certificate authorities, made from given templates',
  usedBy: 'AWS Private CA issuer of cert-manager',
  upstream: [
    { repository: 'cert-manager/aws-privateca-issuer', release: 'v1.9.0', since: '1.2.7', documents: ['README.md'] },
  ],
  sources: [
    'https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md',
    'https://docs.aws.amazon.com/privateca/latest/userguide/UsingTemplates.html',
  ],
  parameters: {
    certificateAuthorities: required(resources(CERTIFICATE_AUTHORITIES, 'ARNs of the certificate authorities.')),
    templates: texts(TEMPLATE,
      'Names of the templates that certificates may have. Default: those that the issuer picks for certificates that are no CA\'s.'),
  },
  statements: ({ certificateAuthorities, templates }, { place }) => [
    allow({ actions: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate'], resources: certificateAuthorities }),
    allow({
      actions: ['acm-pca:IssueCertificate'],
      resources: certificateAuthorities,
      conditions: {
        StringEquals: {
          'acm-pca:TemplateArn': oneOrMore((templates.length > 0 ? templates : END_ENTITY_TEMPLATES)
            .map((name) => `arn:${place.partition}:acm-pca:::template/${name}`)),
        },
      },
    }),
  ],
});
