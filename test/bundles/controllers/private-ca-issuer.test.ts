import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { PrivateCaIssuerBundle } from '../../../lib/bundles/controllers/private-ca-issuer';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { explain } from '../../../lib/core/text-format';
import { PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const authority = CertificateAuthority.fromCertificateAuthorityArn(
  stack, 'Authority', 'arn:aws:acm-pca:eu-central-1:444455556666:certificate-authority/12345678-1234-1234-1234-123456789012');
const wildcard = CertificateAuthority.fromCertificateAuthorityArn(stack, 'Wildcard', 'arn:aws:acm-pca:eu-central-1:444455556666:certificate-authority/*');
const certificateAuthorities = [authority];

test.each<[string, () => unknown]>([
  [
    'PrivateCaIssuerBundle.issuer: certificateAuthorities: must name at least one, got []',
    () => PrivateCaIssuerBundle.issuer({ certificateAuthorities: [] }),
  ],
  [
    'PrivateCaIssuerBundle.issuer: certificateAuthorities[0]: must be one resource, without wildcards and policy variables, ' +
    'got "arn:aws:acm-pca:eu-central-1:444455556666:certificate-authority/*"',
    () => PrivateCaIssuerBundle.issuer({ certificateAuthorities: [wildcard] }),
  ],
  ['PrivateCaIssuerBundle.issuer: templates: must name at least one, got []', () => PrivateCaIssuerBundle.issuer({ certificateAuthorities, templates: [] })],
  [
    'PrivateCaIssuerBundle.issuer: templates[0]: must be the name of a template of AWS Private CA, with its version, got "EndEntityCertificate": ' +
    'perhaps "EndEntityCertificate/V1"',
    () => PrivateCaIssuerBundle.issuer({ certificateAuthorities, templates: ['EndEntityCertificate'] }),
  ],
  [
    'PrivateCaIssuerBundle.issuer: templates[0]: must be the name of a template of AWS Private CA, with its version, ' +
    'got "arn:aws:acm-pca:::template/EndEntityCertificate/V1": write what follows ":::template/", "EndEntityCertificate/V1"',
    () => PrivateCaIssuerBundle.issuer({ certificateAuthorities, templates: ['arn:aws:acm-pca:::template/EndEntityCertificate/V1'] }),
  ],
  [
    'PrivateCaIssuerBundle.issuer: templates[0]: must be the name of a template of AWS Private CA, with its version, got "EndEntity*/V1"',
    () => PrivateCaIssuerBundle.issuer({ certificateAuthorities, templates: ['EndEntity*/V1'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('workloads.yaml refuses the ARN of a certificate', () => {
  const type = bundleDefinition('privateCaIssuer.issuer')!.parameters.certificateAuthorities.type;
  const value = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012/certificate/286535153982';
  expect(type.kind === 'texts' && explain(type.format, value)).toMatch(/: this is the ARN of a certificate; write that of its authority$/);
});
