import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition, Parameter } from '../definition';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { HOSTED_ZONE } from '../resources/hosted-zones';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';
import { Aws, Stack, Token } from '../../core/cdk';
import { partitionOfRegion } from '../../core/partition';

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

const CERT_MANAGER = 'https://cert-manager.io/docs/configuration/acme/dns01/route53/';
const EXTERNAL_DNS = 'https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html';

/** Route 53: records of given zones. */
export class Route53Bundle {
  /** DNS-01 challenges of cert-manager. Bundle id `route53.dns01`. */
  public static dns01(options: Dns01Options): IPolicyBundle {
    requireSome('route53.dns01', 'hostedZones', options.hostedZones);
    return dns01(options.hostedZones.map((zone) => arnOfOne('route53.dns01', zone.hostedZoneArn)), options);
  }

  /** The records that external-dns keeps. Bundle id `route53.externalDns`. */
  public static externalDns(options: ExternalDnsOptions): IPolicyBundle {
    requireSome('route53.externalDns', 'hostedZones', options.hostedZones);
    return externalDns(options.hostedZones.map((zone) => arnOfOne('route53.externalDns', zone.hostedZoneArn)));
  }

  private constructor() {}
}

function dns01(zones: string[], options: { challengeRecordsOnly?: boolean; discoverZones?: boolean }, partition: string = Aws.PARTITION) {
  return new CatalogueBundle('route53.dns01', (scope) => [
    allow({
      actions: ['route53:GetChange'],
      resources: [`arn:${partition}:route53:::change/*`],
      evidence: { reason: 'a change gets its id when it is requested, so no id can be named before', source: CERT_MANAGER },
    }),
    allow({ actions: ['route53:ListResourceRecordSets'], resources: zones }),
    allow({
      actions: ['route53:ChangeResourceRecordSets'],
      resources: zones,
      // ForAllValues is true where a key is absent. No request of this action lacks these keys,
      // since every change has a type and a name; so the action stands in a statement of its own.
      conditions: options.challengeRecordsOnly ?? isCommercial(scope) ? {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] },
        'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.*'] },
      } : undefined,
    }),
    ...(options.discoverZones ?? true ? [allow({
      actions: ['route53:ListHostedZonesByName'],
      resources: ['*'],
      evidence: { reason: 'cert-manager finds the zone of a domain by its name, and the action supports no resource', source: REFERENCE },
    })] : []),
  ]);
}

function externalDns(zones: string[]) {
  return new CatalogueBundle('route53.externalDns', () => [
    allow({
      actions: [
        'route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResource', 'route53:ListTagsForResources',
      ],
      resources: zones,
    }),
    allow({
      actions: ['route53:ListHostedZones'],
      resources: ['*'],
      evidence: { reason: 'external-dns lists the zones to find the one of a name, and the action supports no resource', source: EXTERNAL_DNS },
    }),
  ]);
}

function isCommercial(scope: IConstruct): boolean {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) || partitionOfRegion(region)?.name === 'aws';
}

const HOSTED_ZONES: Parameter = {
  description: 'Ids of the hosted zones.',
  type: { kind: 'texts', format: HOSTED_ZONE },
  required: true,
};

function zoneArns(ids: string[], place: Place): string[] {
  return ids.map((id) => `arn:${place.partition}:route53:::hostedzone/${id}`);
}

export const ROUTE53_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'route53.dns01',
    summary: 'DNS-01 challenges: change and list the record sets of given zones, find zones, follow changes',
    usedBy: 'cert-manager',
    sources: [CERT_MANAGER],
    parameters: {
      hostedZones: HOSTED_ZONES,
      challengeRecordsOnly: flagParameter(
        'Allow changes of TXT records named _acme-challenge.* only. Off by default outside the commercial partition.', true),
      discoverZones: flagParameter('Allow finding zones by name; not needed if each issuer names its hostedZoneID.', true),
    },
    create: (values, place) => dns01(zoneArns(texts(values, 'hostedZones'), place), {
      challengeRecordsOnly: flag(values, 'challengeRecordsOnly') ?? place.partition === 'aws',
      discoverZones: flag(values, 'discoverZones'),
    }, place.partition),
  },
  {
    id: 'route53.externalDns',
    summary: 'Keep the record sets of given zones, list zones and their tags',
    usedBy: 'external-dns',
    sources: [EXTERNAL_DNS],
    parameters: { hostedZones: HOSTED_ZONES },
    create: (values, place) => externalDns(zoneArns(texts(values, 'hostedZones'), place)),
  },
];
