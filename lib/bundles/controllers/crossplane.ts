import type { IRole } from 'aws-cdk-lib/aws-iam';
import { assumableRoles } from './assuming-roles';
import { TAG_KEY } from '../../core/names';
import type { TextFormat } from '../../core/text-format';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { ROLE_ARN } from '../resources/roles';
import { allow, CatalogueBundle, oneOrMore, requireTexts } from '../statement';

/** Options for `CrossplaneBundle.assumeRoles`. At least one of `roles` and `roleArns` must name a role. */
export interface CrossplaneAssumeRolesOptions {
  /**
   * Roles to assume: the first of each `assumeRoleChain`.
   *
   * @default - none
   */
  readonly roles?: IRole[];

  /**
   * ARNs of roles to assume, in other accounts too, with their paths and without wildcards: the first of each
   * `assumeRoleChain`. The second is assumed by the first.
   *
   * @default - none
   */
  readonly roleArns?: string[];

  /**
   * External ids, as `externalID` of the chain's first role has them. If given, each call must pass one of them.
   *
   * @default - calls may pass any external id or none; the roles' trust policies decide
   */
  readonly externalIds?: string[];

  /**
   * Keys of the session tags that a `ProviderConfig` may pass, as `tags` of the chain's first role has them.
   *
   * @default - no session tags
   */
  readonly sessionTagKeys?: string[];
}

/** What a chain's first role may be asked with, beside its ARN. */
interface Limits {
  readonly externalIds?: readonly string[];
  readonly sessionTagKeys?: readonly string[];
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID: TextFormat = {
  pattern: '[\\w+=,.@:\\/-]{2,1224}',
  rule: 'an external id (2 to 1,224 letters, digits and _+=,.@:/-)',
  example: 'crossplane-production',
};

const AUTHENTICATION = 'https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/AUTHENTICATION.md';

/** Crossplane's AWS providers, with the permissions in roles that a provider assumes. */
export class CrossplaneBundle {
  /**
   * Assume given roles, as the `assumeRoleChain` of a `ProviderConfig` with `source: IRSA` names them. The roles
   * hold the permissions on the managed resources; this one holds none. Bundle id `crossplane.assumeRoles`.
   *
   * @see https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/AUTHENTICATION.md
   */
  public static assumeRoles(options: CrossplaneAssumeRolesOptions): IPolicyBundle {
    const { externalIds, sessionTagKeys } = options;
    const roles = assumableRoles('crossplane.assumeRoles', options);
    if (externalIds) {
      requireTexts('crossplane.assumeRoles', 'externalIds', EXTERNAL_ID, externalIds);
    }
    if (sessionTagKeys) {
      requireTexts('crossplane.assumeRoles', 'sessionTagKeys', TAG_KEY, sessionTagKeys);
    }
    return assumeRoles(roles, { externalIds, sessionTagKeys });
  }

  private constructor() {}
}

function assumeRoles(roles: string[], { externalIds = [], sessionTagKeys = [] }: Limits) {
  return new CatalogueBundle('crossplane.assumeRoles', () => [
    allow({
      actions: ['sts:AssumeRole'],
      resources: roles,
      conditions: externalIds.length > 0 ? { StringEquals: { 'sts:ExternalId': oneOrMore(externalIds) } } : undefined,
    }),
    ...(sessionTagKeys.length > 0 ? [allow({
      actions: ['sts:TagSession'],
      resources: roles,
      // ForAllValues is true where a request has no tags; STS asks for this action only where it has some.
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': [...sessionTagKeys] } },
    })] : []),
  ]);
}

export const CROSSPLANE_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'crossplane.assumeRoles',
    summary: 'Assume given roles, in other accounts too, that manage the resources',
    usedBy: "Crossplane's AWS providers",
    versions: '1.0 to 2.6',
    sources: [AUTHENTICATION, 'https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/internal/clients/provider_config.go'],
    parameters: {
      roles: { description: 'ARNs of the first roles of each assumeRoleChain.', type: { kind: 'texts', format: ROLE_ARN }, required: true },
      externalIds: {
        description: 'External ids, of which each call must pass one. Default: no such limit.',
        type: { kind: 'texts', format: EXTERNAL_ID },
      },
      sessionTagKeys: { description: 'Keys of the session tags that may be passed. Default: none.', type: { kind: 'texts', format: TAG_KEY } },
    },
    create: (values) => assumeRoles(texts(values, 'roles'), {
      externalIds: texts(values, 'externalIds'), sessionTagKeys: texts(values, 'sessionTagKeys'),
    }),
  },
];
