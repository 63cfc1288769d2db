import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, flagByPlace, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { HOSTED_ZONES } from '../resources/hosted-zones';
import { isCommercial } from '../resources/place';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `Route53Bundle.dns01`. */
export interface Dns01Options {
  /** The zones in which challenges are answered. At least one. */
  readonly hostedZones: IHostedZone[];

  /**
   * Allow changes of the challenges' TXT records (`_acme-challenge.*`) only.
   *
   * @default - true, unless the stack is known to be outside the commercial partition, where these condition keys are not documented
   */
  readonly challengeRecordsOnly?: boolean;

  /**
   * Allow cert-manager to find the zone of a domain by itself. Not needed if each issuer names its `hostedZoneID`.
   *
   * @default true
   */
  readonly discoverZones?: boolean;
}

/** Options for `Route53Bundle.externalDns`. */
export interface ExternalDnsOptions {
  /** The zones whose records external-dns keeps. At least one. */
  readonly hostedZones: IHostedZone[];
}

/**
 * Route 53: records of given zones.
 *
 * @example
 * role.addBundle(Route53Bundle.dns01({ hostedZones: [zone] }));
 */
export class Route53Bundle {
  /** DNS-01 challenges of cert-manager. Bundle id `route53.dns01`. */
  public static dns01(options: Dns01Options): IPolicyBundle {
    return DNS01.fromOptions(options);
  }

  /** The records that external-dns keeps. Bundle id `route53.externalDns`. */
  public static externalDns(options: ExternalDnsOptions): IPolicyBundle {
    return EXTERNAL_DNS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DNS01, EXTERNAL_DNS];
  }

  private constructor() {}
}

const CERT_MANAGER = 'https://cert-manager.io/docs/configuration/acme/dns01/route53/';
const EXTERNAL_DNS_TUTORIAL = 'https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html';

const DNS01 = defineBundle<Dns01Options>()({
  id: 'route53.dns01',
  summary: 'DNS-01 challenges: change and list the record sets of given zones, find zones, follow changes',
  usedBy: 'cert-manager',
  sources: [CERT_MANAGER],
  parameters: {
    hostedZones: required(resources(HOSTED_ZONES, 'Ids of the hosted zones.')),
    challengeRecordsOnly: flagByPlace(
      'Allow changes of TXT records named _acme-challenge.* only. Off by default outside the commercial partition.', true),
    discoverZones: flag('Allow finding zones by name; not needed if each issuer names its hostedZoneID.', true),
  },
  statements: ({ hostedZones, challengeRecordsOnly, discoverZones }, { place, scope }) => [
    allow({
      actions: ['route53:GetChange'],
      resources: [`arn:${place.partition}:route53:::change/*`],
      evidence: { reason: 'a change gets its id when it is requested, so no id can be named before', source: CERT_MANAGER },
    }),
    allow({ actions: ['route53:ListResourceRecordSets'], resources: hostedZones }),
    allow({
      actions: ['route53:ChangeResourceRecordSets'],
      resources: hostedZones,
      // ForAllValues is true where a key is absent. No request of this action lacks these keys,
      // since every change has a type and a name; so the action stands in a statement of its own.
      conditions: challengeRecordsOnly ?? isCommercial(place, scope) ? {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] },
        'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.*'] },
      } : undefined,
    }),
    ...(discoverZones ? [allow({
      actions: ['route53:ListHostedZonesByName'],
      resources: ['*'],
      evidence: { reason: 'cert-manager finds the zone of a domain by its name, and the action supports no resource', source: REFERENCE },
    })] : []),
  ],
});

const EXTERNAL_DNS = defineBundle<ExternalDnsOptions>()({
  id: 'route53.externalDns',
  summary: 'Keep the record sets of given zones, list zones and their tags',
  usedBy: 'external-dns',
  sources: [EXTERNAL_DNS_TUTORIAL],
  parameters: { hostedZones: required(resources(HOSTED_ZONES, 'Ids of the hosted zones.')) },
  statements: ({ hostedZones }) => [
    allow({
      actions: [
        'route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResource', 'route53:ListTagsForResources',
      ],
      resources: hostedZones,
    }),
    allow({
      actions: ['route53:ListHostedZones'],
      resources: ['*'],
      evidence: { reason: 'external-dns lists the zones to find the one of a name, and the action supports no resource', source: EXTERNAL_DNS_TUTORIAL },
    }),
  ],
});
