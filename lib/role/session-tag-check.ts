import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { GivenStatement } from './other-accounts';
import { podIdentityOf } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { maySpeakOfTags, sessionTagsIn } from '../bundles/pod-session-tags';
import { CfnRole, Stack } from '../core/cdk';
import { list, show } from '../core/text';

/** A role that knows its service accounts, or those that assume it. */
type KnownRole = IRole & Partial<IServiceAccountRole> & { readonly sources?: IServiceAccountRole[] };

/**
 * Errors about statements that ask for a session tag of EKS Pod Identity, in a role some of whose sessions have none. Of other roles, such as
 * those of CDK's own service accounts, nothing is known.
 */
export function missingSessionTags(role: KnownRole, given: readonly GivenStatement[]): string[] {
  const speaking = given.filter(({ statement }) => [...statement.resources, JSON.stringify(statement.conditions)].some(maySpeakOfTags));
  if (speaking.length === 0 || !(role.podIdentityClusters ?? role.sources)) {
    return [];
  }
  const problems = new Set(speaking.flatMap(({ bundleId, statement }) => {
    const tags = sessionTagsIn(JSON.stringify(Stack.of(role).resolve(statement.toStatementJson())));
    return tags.length === 0 ? [] : [...withoutTags(role, bundleId, tags), ...ownTag(role, bundleId, tags)];
  }));
  return [...problems];
}

function withoutTags(role: KnownRole, bundleId: string, tags: readonly string[]): string[] {
  const why = [...role.sources ?? [role as IServiceAccountRole]].map(whyWithout).find((reason) => reason !== undefined);
  return why === undefined ? [] : [
    `the bundle ${show(bundleId)} must not name the session tag ${list(tags)}, since ${why}, and a statement that names an absent tag allows nothing: ` +
    'use it in a role of EKS Pod Identity alone, with session tags',
  ];
}

function whyWithout(role: IServiceAccountRole): string | undefined {
  const { clusters } = role;
  return clusters.length > 0 ? `sessions of IRSA (${list(clusters.map(({ displayName }) => displayName))}) have none`
    : podIdentityOf(role)?.disableSessionTags === true ? 'podIdentity.disableSessionTags leaves it out'
      : undefined;
}

/** A tag of the role stands for the session tag of a session that has none: whoever may tag the role would say what such a session reaches. */
function ownTag(role: IRole, bundleId: string, tags: readonly string[]): string[] {
  const resource = role.node.defaultChild;
  const own = resource instanceof CfnRole ? Object.keys(resource.tags.tagValues()).filter((key) => tags.includes(key.toLowerCase())) : [];
  return own.length === 0 ? [] : [
    `the role must not have the tag ${list(own.map(show))}, which the bundle ${show(bundleId)} asks for as a session tag: a session without session tags would have the role's value`,
  ];
}
