import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, flagByPlace, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { HOSTED_ZONES, RECORD_NAME } from '../resources/hosted-zones';
import { isCommercial } from '../resources/place';
import { resources } from '../resources/resource-kind';
import { TABLES } from '../resources/tables-and-streams';
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
   * Names of further TXT records that may be changed, in lower case: the targets of CNAME records, where a solver has
   * `cnameStrategy: Follow`. A `*` stands for any text.
   *
   * @default - none
   */
  readonly recordNames?: string[];

  /**
   * Allow cert-manager to find the zone of a domain by itself. Not needed if each issuer names its `hostedZoneID`.
   *
   * @default true
   */
  readonly discoverZones?: boolean;
}

/** Options for `Route53Bundle.externalDns`. */
export interface ExternalDnsOptions {
  /**
   * The zones whose records external-dns keeps. At least one. Where the account has other zones too, run external-dns with
   * `--zone-id-filter` or `--domain-filter`: it lists the records of every zone that it is not told to leave out, and one refusal
   * stops the whole round.
   */
  readonly hostedZones: IHostedZone[];

  /**
   * The tables in which external-dns keeps what it owns, with `--registry=dynamodb`.
   *
   * @default - none
   */
  readonly registryTables?: ITable[];
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
  summary: 'DNS-01 challenges: change the record sets of given zones, find zones, follow changes',
  usedBy: 'cert-manager',
  upstream: [
    { repository: 'cert-manager/cert-manager', release: 'v1.21.1', since: '1.12' },
    { repository: 'cert-manager/website', documents: ['content/docs/configuration/acme/dns01/route53.md#Set up an IAM Policy'] },
  ],
  sources: [CERT_MANAGER],
  parameters: {
    hostedZones: required(resources(HOSTED_ZONES, 'Ids of the hosted zones.')),
    challengeRecordsOnly: flagByPlace(
      'Allow changes of TXT records named _acme-challenge.* only. Off by default outside the commercial partition.', true),
    recordNames: texts(RECORD_NAME, 'Names of further TXT records, * for any text: targets of CNAME records, with cnameStrategy: Follow.'),
    discoverZones: flag('Allow finding zones by name; not needed if each issuer names its hostedZoneID.', true),
  },
  statements: ({ hostedZones, challengeRecordsOnly, recordNames, discoverZones }, { place, scope }) => [
    allow({
      actions: ['route53:GetChange'],
      resources: [`arn:${place.partition}:route53:::change/*`],
      evidence: { reason: 'a change gets its id when it is requested, so no id can be named before', source: CERT_MANAGER },
    }),
    // No version that was read calls it, but cert-manager's documentation asks for it: a read of the zones, for versions that were not read.
    allow({ actions: ['route53:ListResourceRecordSets'], resources: hostedZones }),
    allow({
      actions: ['route53:ChangeResourceRecordSets'],
      resources: hostedZones,
      // ForAllValues is true where a key is absent. No request of this action lacks these keys,
      // since every change has a type and a name; so the action stands in a statement of its own.
      conditions: challengeRecordsOnly ?? isCommercial(place, scope) ? {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] },
        'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.*', ...recordNames] },
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
  upstream: [
    {
      repository: 'kubernetes-sigs/external-dns',
      release: 'v0.22.0',
      since: '0.16',
      documents: ['docs/tutorials/aws.md#IAM Policy', 'docs/registry/dynamodb.md#IAM permissions'],
    },
  ],
  sources: [EXTERNAL_DNS_TUTORIAL, 'https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/dynamodb/'],
  parameters: {
    hostedZones: required(resources(HOSTED_ZONES, 'Ids of the hosted zones. Where there are others, --zone-id-filter must name these.')),
    registryTables: resources(TABLES, 'Names or ARNs of the tables of the DynamoDB registry.'),
  },
  statements: ({ hostedZones, registryTables }) => [
    allow({
      actions: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      resources: hostedZones,
    }),
    allow({
      actions: ['route53:ListHostedZones'],
      resources: ['*'],
      evidence: { reason: 'external-dns lists the zones to find the one of a name, and the action supports no resource', source: EXTERNAL_DNS_TUTORIAL },
    }),
    ...(registryTables.length > 0 ? [allow({
      actions: ['dynamodb:DescribeTable', 'dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:Scan'],
      resources: registryTables,
    })] : []),
  ],
});
