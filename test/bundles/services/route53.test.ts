import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Route53Bundle } from '../../../lib/bundles/services/route53';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';
import { yamlErrors } from '../yaml-errors';

const stack = stackIn(PLACE);
const wrong = (value: unknown) => value as never;
const anyZone = HostedZone.fromHostedZoneId(stack, 'AnyZone', '*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['Route53Bundle.dns01: hostedZones: must name at least one, got []', () => Route53Bundle.dns01({ hostedZones: [] })],
    ['Route53Bundle.externalDns: hostedZones: must name at least one, got []', () => Route53Bundle.externalDns({ hostedZones: [] })],
    ['Route53Bundle.dns01: hostedZones: must be a list, got "Z0123456789ABCDEFGHIJ": write it in square brackets', () => Route53Bundle.dns01({ hostedZones: wrong('Z0123456789ABCDEFGHIJ') })],
    [
      'Route53Bundle.externalDns: hostedZones[0]: must have an ARN, got "Z0123456789ABCDEFGHIJ": give the construct itself',
      () => Route53Bundle.externalDns({ hostedZones: wrong(['Z0123456789ABCDEFGHIJ']) }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['Route53Bundle.dns01: hostedZones\\[0\\]', ':route53:', () => Route53Bundle.dns01({ hostedZones: [anyZone] })],
    ['Route53Bundle.externalDns: hostedZones\\[0\\]', ':route53:', () => Route53Bundle.externalDns({ hostedZones: [anyZone] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['route53.dns01', 'hostedZones', 'example.com', 'this is a domain name; aws route53 list-hosted-zones-by-name prints the zone\'s id'],
    ['route53.dns01', 'hostedZones', '/hostedzone/Z0123456789ABCDEFGHIJ', 'write the id alone, "Z0123456789ABCDEFGHIJ"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });
});

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  const zone = 'must be the id of a hosted zone (Z and capital letters and digits), or its ARN, such as arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ';

  test.each<[what: string, bundle: string, error: string]>([
    [
      'the ARN of a zone with an account', '{ id: route53.dns01, hostedZones: ["arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ"] }',
      `.hostedZones[0]: ${zone}, got "arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ": write the id alone, "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'the id of a zone in lower case', '{ id: route53.externalDns, hostedZones: [z0123456789abcdefghij] }',
      `.hostedZones[0]: ${zone}, got "z0123456789abcdefghij": perhaps "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'a token as text', '{ id: route53.externalDns, hostedZones: ["${Token[TOKEN.5]}"] }',
      `.hostedZones[0]: ${zone}, got "\${Token[TOKEN.5]}"`,
    ],
  ])('refuses %s', (_, bundle, error) => {
    expect(yamlErrors(bundle)).toEqual([error]);
  });
});
