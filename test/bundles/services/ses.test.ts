import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Lazy } from 'aws-cdk-lib/core';
import { SesBundle } from '../../../lib/bundles/services/ses';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyIdentity = EmailIdentity.fromEmailIdentityName(stack, 'AnyIdentity', '*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['SesBundle.send: must have at least one of identities or identityNames', () => SesBundle.send({})],
    [
      'SesBundle.send: identityNames[0]: must be a domain or an email address that is an SES identity, ' +
      'got "*@example.com": an identity has no wildcard; limit the addresses of a domain with \'fromAddresses\'',
      () => SesBundle.send({ identityNames: ['*@example.com'] }),
    ],
    [
      'SesBundle.send: fromAddresses[0]: must be an email address, where \'*\' stands for any text, got "*": this is no limit; leave it out',
      () => SesBundle.send({ identityNames: ['example.com'], fromAddresses: ['*'] }),
    ],
    ['SesBundle.send: recipients[0]: must limit the addresses, got "*@*"', () => SesBundle.send({ identityNames: ['example.com'], recipients: ['*@*'] })],
    ['SesBundle.send: recipients: must name at least one, got []', () => SesBundle.send({ identityNames: ['example.com'], recipients: [] })],
    [
      'SesBundle.send: configurationSets[0]: must be the name of a configuration set (1 to 64 letters, digits, \'-\' and \'_\'), got "a b"',
      () => SesBundle.send({ identityNames: ['example.com'], configurationSets: ['a b'] }),
    ],
    [
      'SesBundle.send: templates[0]: must be the name of a template (1 to 64 letters, digits, \'-\' and \'_\'), got "*"',
      () => SesBundle.send({ identityNames: ['example.com'], templates: ['*'] }),
    ],
    [
      'SesBundle.send: allowBulk: must not be given together with recipients: ses:SendBulkEmail supports no condition on addresses, so the limit would not hold',
      () => SesBundle.send({ identityNames: ['example.com'], templates: ['welcome'], recipients: ['*@example.org'], allowBulk: true }),
    ],
    [
      'SesBundle.send: templates: must name at least one where allowBulk is true, got none: bulk messages are made from a template',
      () => SesBundle.send({ identityNames: ['example.com'], allowBulk: true }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['SesBundle.send: identities\\[0\\]', ':ses:', () => SesBundle.send({ identities: [anyIdentity] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      SesBundle.send({ identityNames: [token], fromAddresses: [token], recipients: [token] });
      SesBundle.send({ identityNames: [token], configurationSets: [token], templates: [token] });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['ses.send', 'identities', 'Shop <shop@example.com>', 'write the address alone, without a name'],
    ['ses.send', 'fromAddresses', 'example.com', 'perhaps "*@example.com"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['ses.send', 'identities', 'shop@example.com'],
    ['ses.send', 'identities', 'arn:aws:ses:eu-central-1:111122223333:identity/example.com'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
