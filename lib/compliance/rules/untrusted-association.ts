import { POD_IDENTITY_SERVICE } from '../../core/names';
import { coversAction } from '../../iam/action';
import { isKnown } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import { findingId } from '../finding-id';
import type { JudgedRole } from '../judged-role';
import type { Rule } from '../rule';
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
        message: `the association of the ServiceAccount ${accountName(manifest)} gives the role ${own[0].roleName ?? own[0].at}, whose trust does not let ${POD_IDENTITY_SERVICE} call ${missing[0]!.join(' and ')} for it: allow that, with conditions that its pods meet`,
      }];
    });
  },
  // The association is where the cause shows, and where it shows that a role needs no session tags.
  settles: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.filter(({ givenBy }) => givenBy === 'association').flatMap((manifest) => {
      const own = named.of(manifest);
      const details = settledDetails(own.map((role) => missingActions(role, manifest)), manifest);
      return own.flatMap(({ at }) => details.map((detail) => ({ at, id: findingId(NOBODY_TRUSTED.id, detail) })));
    });
  },
};

function settledDetails(missing: readonly (readonly string[] | undefined)[], { hasNoSessionTags }: InventoryServiceAccount): string[] {
  const isFound = missing.every((actions) => actions !== undefined && actions.length > 0);
  const isRight = missing.every((actions) => actions?.length === 0);
  return isFound ? Object.values(OF_PODS) : isRight && hasNoSessionTags === true ? [OF_PODS.withoutTags, OF_PODS.apart] : [];
}

/** What EKS needs and the trust does not give; nothing if that is not known. */
function missingActions(role: JudgedRole, pods: InventoryServiceAccount): readonly string[] | undefined {
  const needed: readonly PodAction[] = ['sts:AssumeRole', ...pods.hasNoSessionTags === true ? [] : ['sts:TagSession'] as const];
  const statements = role.trust.statements.filter(isForPods);
  const isUndecided = [...undecidedParts(role.trust), ...role.undecided].length > 0
    || statements.some(({ actions }) => !actions.every(isKnown));
  const allowing = (action: PodAction) => statements.filter((statement) => coversAction(statement, action));
  const single = needed.filter((action) => allowing(action).length === 0 || isUnmet(role, action, allowing(action), pods));
  const isEachMet = single.length === 0 && needed.length > 1;
  const missing = isEachMet && isUnmetTogether(role, allowing('sts:AssumeRole'), allowing('sts:TagSession'), pods) ? needed : single;
  return isUndecided && missing.length > 0 ? undefined : missing;
}

function isForPods({ effect, principals, hasNotPrincipal }: PolicyStatement): boolean {
  return effect === 'Allow' && !hasNotPrincipal
    && principals.some(({ type, value }) => (type === 'Service' && (value === POD_IDENTITY_SERVICE || !isKnown(value))) || (['*', 'AWS'].includes(type) && value === '*'));
}
