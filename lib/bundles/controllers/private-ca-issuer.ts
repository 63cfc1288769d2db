import type { ICertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { arnFormat } from '../../core/arn';
import { Aws } from '../../core/cdk';
import type { TextFormat } from '../../core/text-format';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { allow, arnOfOne, CatalogueBundle, oneOrMore, requireSome, requireTexts } from '../statement';

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

const ISSUER = 'https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md';

/** @see https://github.com/cert-manager/aws-privateca-issuer#using-aws-pca-template-arns */
const END_ENTITY_TEMPLATES = [
  'BlankEndEntityCertificate_APICSRPassthrough/V1', 'CodeSigningCertificate/V1', 'EndEntityCertificate/V1',
  'EndEntityClientAuthCertificate/V1', 'EndEntityServerAuthCertificate/V1', 'OCSPSigningCertificate/V1',
];

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

const CERTIFICATE_AUTHORITY_ARN = arnFormat({
  service: 'acm-pca',
  noun: "a certificate authority's ARN",
  resource: 'certificate-authority/[0-9A-Fa-f-]{36}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012',
  hint: (value) => value.includes('/certificate/') ? 'this is the ARN of a certificate; write that of its authority' : undefined,
});

/** AWS Private CA issuer of cert-manager. */
export class PrivateCaIssuerBundle {
  /**
   * Issue and get certificates of given certificate authorities. An issuer with `spec.role` calls with that role
   * instead: allow it to be assumed with `StsBundle.assumeRole`. Bundle id `privateCaIssuer.issuer`.
   *
   * @see https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md
   */
  public static issuer(options: PrivateCaIssuerOptions): IPolicyBundle {
    const { certificateAuthorities, templates } = options;
    requireSome('privateCaIssuer.issuer', 'certificateAuthorities', certificateAuthorities);
    if (templates) {
      requireTexts('privateCaIssuer.issuer', 'templates', TEMPLATE, templates);
    }
    const arns = certificateAuthorities.map((authority) => arnOfOne('privateCaIssuer.issuer', authority.certificateAuthorityArn));
    return issuer(arns, templates);
  }

  private constructor() {}
}

function issuer(authorities: string[], templates: readonly string[] = END_ENTITY_TEMPLATES, partition: string = Aws.PARTITION) {
  return new CatalogueBundle('privateCaIssuer.issuer', () => [
    allow({ actions: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate'], resources: authorities }),
    allow({
      actions: ['acm-pca:IssueCertificate'],
      resources: authorities,
      conditions: {
        StringEquals: { 'acm-pca:TemplateArn': oneOrMore(templates.map((name) => `arn:${partition}:acm-pca:::template/${name}`)) },
      },
    }),
  ]);
}

export const PRIVATE_CA_ISSUER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'privateCaIssuer.issuer',
    summary: 'Issue and get certificates of given certificate authorities, made from given templates',
    usedBy: 'AWS Private CA issuer of cert-manager',
    versions: '1.2.7 to 1.9',
    sources: [ISSUER, 'https://docs.aws.amazon.com/privateca/latest/userguide/UsingTemplates.html'],
    parameters: {
      certificateAuthorities: {
        description: 'ARNs of the certificate authorities.',
        type: { kind: 'texts', format: CERTIFICATE_AUTHORITY_ARN },
        required: true,
      },
      templates: {
        description: 'Names of the templates that certificates may have. Default: those that the issuer picks for certificates that are no CA\'s.',
        type: { kind: 'texts', format: TEMPLATE },
      },
    },
    create: (values, place) => issuer(
      texts(values, 'certificateAuthorities'), values.templates === undefined ? undefined : texts(values, 'templates'), place.partition),
  },
];
