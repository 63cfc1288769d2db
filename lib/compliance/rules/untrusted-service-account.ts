import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { Rule } from '../rule';
import { accountName, NamedRoles, trusts } from '../service-account-match';

export const UNTRUSTED_SERVICE_ACCOUNT: Rule = {
  id: 'UntrustedServiceAccount',
  level: 'error',
  title: 'A ServiceAccount names a role that does not trust it',
  question: 'Does the role refuse the service account whose ServiceAccount names it?',
  why: 'Its pods get AccessDenied from STS: usually the namespace or the name differs by a letter, or the role is that of another cluster.',
  fix: 'Name the role that trusts it, or add the ServiceAccount to the role\'s trust.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.filter(({ givenBy }) => givenBy !== 'association').flatMap((manifest) => {
      const own = named.of(manifest);
      return own.length > 0 && own.every((role) => trusts(role, manifest) === false) ? [{
        at: manifest.at,
        detail: accountName(manifest),
        message: messageOf(manifest, own[0].roleName ?? own[0].at),
      }] : [];
    });
  },
};

function messageOf(manifest: InventoryServiceAccount, role: string): string {
  const account = accountName(manifest);
  return manifest.addOn === undefined
    ? `the ServiceAccount ${account} names the role ${role}, whose trust does not take it: name the role that does`
    : `the add-on ${manifest.addOn} gives the ServiceAccount ${account} the role ${role}, whose trust does not take it: give it the role that does`;
}
