import type { IRole } from 'aws-cdk-lib/aws-iam';
import { TAG_KEY } from '../../core/names';
import type { TextFormat } from '../../core/text-format';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { namesFor, resources } from '../resources/resource-kind';
import { ROLES } from '../resources/roles';
import { allow, oneOrMore } from '../statement';

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

/**
 * Crossplane's AWS providers, with the permissions in roles that a provider assumes.
 *
 * @example
 * role.addBundle(CrossplaneBundle.assumeRoles({ roleArns: ['arn:aws:iam::444455556666:role/crossplane-s3'] }));
 */
export class CrossplaneBundle {
  /**
   * Assume given roles, as the `assumeRoleChain` of a `ProviderConfig` with `source: IRSA` names them. The roles
   * hold the permissions on the managed resources; this one holds none. Bundle id `crossplane.assumeRoles`.
   *
   * @see https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/AUTHENTICATION.md
   */
  public static assumeRoles(options: CrossplaneAssumeRolesOptions): IPolicyBundle {
    return ASSUME_ROLES.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ASSUME_ROLES];
  }

  private constructor() {}
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID: TextFormat = {
  pattern: '[\\w+=,.@:\\/-]{2,1224}',
  rule: 'an external id (2 to 1,224 letters, digits and _+=,.@:/-)',
  example: 'crossplane-production',
};

const AUTHENTICATION = 'https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/AUTHENTICATION.md';

const ASSUME_ROLES = defineBundle<CrossplaneAssumeRolesOptions>()({
  id: 'crossplane.assumeRoles',
  summary: 'Assume given roles, in other accounts too, that manage the resources',
  usedBy: "Crossplane's AWS providers",
  upstream: [{ repository: 'crossplane-contrib/provider-upjet-aws', release: 'v2.6.0', since: '1.0' }],
  sources: [AUTHENTICATION, 'https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/internal/clients/provider_config.go'],
  parameters: {
    roles: orNone(resources(ROLES, 'ARNs of the first roles of each assumeRoleChain.')),
    roleArns: orNone(namesFor('roles', ROLES)),
    externalIds: texts(EXTERNAL_ID, 'External ids, of which each call must pass one. Default: no such limit.'),
    sessionTagKeys: texts(TAG_KEY, 'Keys of the session tags that may be passed. Default: none.'),
  },
  oneOf: ['roles', 'roleArns'],
  statements: ({ roles, externalIds, sessionTagKeys }) => [
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
  ],
});
