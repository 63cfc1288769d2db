import type { SidePolicies } from './side-policies';
import { POD_SESSION_TAGS } from '../../core/names';
import type { RequestContext } from '../../iam/access-request';
import type { PolicyDocument } from '../../iam/document';

const [KEY, ABSENT_KEY] = ['aws:PrincipalTag/', 'aws:PrincipalTag/without-'];

/** The keys that stand for tags which a session lacks: a request has none of them. */
export const NO_SESSION_TAGS: RequestContext = Object.fromEntries(POD_SESSION_TAGS.map((tag) => [`${ABSENT_KEY}${tag}`, undefined]));

const NAMED = new RegExp(`aws:PrincipalTag/(${POD_SESSION_TAGS.join('|')})(?![\\w-])`, 'gi');

/**
 * The policies of a session without these tags, in words that can be compared with those of a session which has them: both sides are
 * asked about one request, so that what asks for the tags asks for keys here that no request has.
 */
export function withoutSessionTags(policies: SidePolicies): SidePolicies {
  const all = (documents: readonly PolicyDocument[]) => documents.map(withoutTags);
  const { identity, boundary, session, resource, trusts } = policies;
  return { identity: all(identity), boundary: all(boundary), session: all(session), resource: all(resource), trusts };
}

function withoutTags(document: PolicyDocument): PolicyDocument {
  const renamed = (text: string) => text.replace(NAMED, (_, tag: string) => `${ABSENT_KEY}${tag.toLowerCase()}`);
  return {
    ...document,
    statements: document.statements.map((statement) => ({
      ...statement,
      resources: statement.resources.map(renamed),
      notResources: statement.notResources.map(renamed),
      conditions: statement.conditions.map((test) => ({ ...test, key: renamed(test.key), values: test.values.map(renamed) })),
    })),
  };
}

/** The text with the names that the policies have. */
export function withTagNames(text: string): string {
  return text.split(ABSENT_KEY).join(KEY);
}
