import { POD_IDENTITY_SERVICE } from '../../core/names';
import { coversAction } from '../../iam/action';
import { isKnown } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import { findingId } from '../finding-id';
import type { JudgedRole } from '../judged-role';
import type { Rule, SettledFinding } from '../rule';
import { accountName, NamedRoles } from '../service-account-match';
import { undecidedParts } from '../undecided';
import { isUnmet, isUnmetTogether } from '../unmet-pods';
import type { PodAction } from '../unmet-pods';
import { NOBODY_TRUSTED, OF_PODS } from './nobody-trusted';

export const UNTRUSTED_ASSOCIATION: Rule = {
  id: 'UntrustedAssociation',
  level: 'error',
  title: 'An EKS Pod Identity association gives a role that EKS may not assume',
  question: 'May EKS assume the role for the pods of the association, with the session tags that it sends?',
  why: 'EKS refuses the association, or its pods get no credentials: the role must trust pods.eks.amazonaws.com with sts:AssumeRole, and with sts:TagSession unless the association leaves the session tags out.',
  fix: 'Trust { "Service": "pods.eks.amazonaws.com" } with the actions sts:AssumeRole and sts:TagSession.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.filter(({ givenBy }) => givenBy === 'association').flatMap((manifest) => {
      const own = named.of(manifest);
      const missing = own.map((role) => missingActions(role, manifest));
      return own.length === 0 || missing.some((actions) => actions === undefined || actions.length === 0) ? [] : [{
        at: manifest.at,
        detail: accountName(manifest),
        // The association is where the cause shows.
        settles: settledBy(own, Object.values(OF_PODS)),
        message: `the association of the ServiceAccount ${accountName(manifest)} gives the role ${own[0].roleName ?? own[0].at}, whose trust does not let ${POD_IDENTITY_SERVICE} call ${missing[0]!.join(' and ')} for it: allow that, with conditions that its pods meet`,
      }];
    });
  },
  // An association without session tags shows that its role needs none.
  settles: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.filter(({ givenBy, hasNoSessionTags }) => givenBy === 'association' && hasNoSessionTags === true).flatMap((manifest) => {
      const own = named.of(manifest);
      return own.every((role) => missingActions(role, manifest)?.length === 0) ? settledBy(own, [OF_PODS.withoutTags, OF_PODS.apart]) : [];
    });
  },
};

/** What is not said of the roles then. */
function settledBy(roles: readonly JudgedRole[], details: readonly string[]): SettledFinding[] {
  return roles.flatMap(({ at }) => details.map((detail) => ({ at, id: findingId(NOBODY_TRUSTED.id, detail) })));
}

/** What EKS needs and the trust does not give; nothing if that is not known. */
function missingActions(role: JudgedRole, pods: InventoryServiceAccount): readonly string[] | undefined {
  const needed: readonly PodAction[] = ['sts:AssumeRole', ...pods.hasNoSessionTags === true ? [] : ['sts:TagSession'] as const];
  const statements = role.trust.statements.filter(isForPods);
  const isUndecided = [...undecidedParts(role.trust), ...role.undecided].length > 0
    || statements.some(({ actions }) => !actions.every(isKnown));
  const allowing = (action: PodAction) => statements.filter((statement) => coversAction(statement, action));
  const [ofRoles, ofTags] = [allowing('sts:AssumeRole'), allowing('sts:TagSession')];
  const single = () => needed.filter((action) => allowing(action).length === 0 || isUnmet(role, action, allowing(action), pods));
  const apart = (missing: readonly string[]) =>
    missing.length === 0 && needed.length > 1 && isUnmetTogether(role, ofRoles, ofTags, pods) ? needed : missing;
  const missing = needed.length === 1 || !isOneQuestion(role, ofRoles, ofTags) ? apart(single())
    : isUnmet(role, 'sts:AssumeRole', ofRoles, pods) ? needed : [];
  return isUndecided && missing.length > 0 ? undefined : missing;
}

/** Whether the same statements allow both actions, and nothing is denied: then one answer is that of each, and of both together. */
function isOneQuestion({ trust }: JudgedRole, ofRoles: readonly PolicyStatement[], ofTags: readonly PolicyStatement[]): boolean {
  return ofRoles.length > 0 && ofRoles.length === ofTags.length && ofRoles.every((statement) => ofTags.includes(statement))
    && trust.statements.every(({ effect }) => effect === 'Allow');
}

function isForPods({ effect, principals, hasNotPrincipal }: PolicyStatement): boolean {
  return effect === 'Allow' && !hasNotPrincipal
    && principals.some(({ type, value }) => (type === 'Service' && (value === POD_IDENTITY_SERVICE || !isKnown(value))) || (['*', 'AWS'].includes(type) && value === '*'));
}
