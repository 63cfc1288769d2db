import { addTo } from '../../core/add-to';
import { arnParts } from '../../iam/arn';
import { namesOfUnknown, plain } from '../../iam/partial-text';
import { asWritten, isFilledIn } from '../../inventory/rendered-text';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { Rule } from '../rule';
import { isOfOtherCluster, NamedRoles } from '../service-account-match';
import { narrowSubjects } from '../subjects';
import { webIdentitiesOf } from '../web-identity';

export const UNUSED_TRUST: Rule = {
  id: 'UnusedTrust',
  level: 'warning',
  title: 'A role trusts a ServiceAccount that names no role, or another one',
  question: 'May a service account become the role whose ServiceAccount names none, or another one?',
  why: 'Its pods become another role than the trust tells, or none, and fall back to the node\'s. The trust stays behind as a way in that nobody uses.',
  fix: 'Annotate the ServiceAccount with the role\'s ARN (eks.amazonaws.com/role-arn), or take it out of the trust.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    const byAccount = new Map<string, InventoryServiceAccount[]>();
    manifests.filter(({ givenBy }) => givenBy !== 'association').forEach((manifest) => addTo(byAccount, keyOf(manifest), [manifest]));
    const associated = manifests.filter(({ givenBy }) => givenBy === 'association');
    // Pods that get it by an association become it, whatever is annotated: both are there while they are moved.
    const byAssociation = new Set(associated.flatMap((one) => named.of(one).map(({ at }) => `${at}\n${keyOf(one)}`)));
    return byAccount.size === 0 ? [] : roles.flatMap((role) => narrowSubjects(role).flatMap((subject) => {
      const trust = webIdentitiesOf(role).trusts.find(({ number, provider }) => number === subject.number && provider === subject.provider);
      const own = (byAccount.get(keyOf(subject)) ?? []).filter((manifest) => subject.reach === 'one' && !isOfOtherCluster(trust!, manifest));
      const isNamed = own.some((manifest) => isNameFilledIn(manifest)
        || [...named.of(manifest), ...named.maybeOf(manifest), ...named.underOtherPath(manifest)].some(({ at }) => at === role.at));
      return own.length === 0 || isNamed || byAssociation.has(`${role.at}\n${keyOf(subject)}`) ? [] : [{
        at: role.at,
        detail: keyOf(subject),
        message: `the role trusts the ServiceAccount ${keyOf(subject)}, which names ${own[0].roleArn === undefined ? 'no role' : plain(asWritten(own[0].roleArn))}: annotate it with this role`,
      }];
    }));
  },
};

/** Whether only rendering tells which role it names. */
function isNameFilledIn({ roleArn = '' }: InventoryServiceAccount): boolean {
  return namesOfUnknown(arnParts(roleArn)?.resource ?? roleArn).some(isFilledIn);
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
