import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { JudgedRole } from '../judged-role';
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
      const elsewhere = own.length > 0 ? [] : named.underOtherPath(manifest).filter((role) => trusts(role, manifest) === true);
      if (elsewhere.length > 0) {
        return [{ at: manifest.at, detail: accountName(manifest), message: messageOfPath(manifest, elsewhere[0]) }];
      }
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
  const giver = manifest.addOn === undefined ? manifest.tool : `the add-on ${manifest.addOn}`;
  return giver === undefined
    ? `the ServiceAccount ${account} names the role ${role}, whose trust does not take it: name the role that does`
    : `${plain(giver)} gives the ServiceAccount ${account} the role ${role}, whose trust does not take it: give it the role that does`;
}

/** The role that is meant, by its trust, has a path, which is part of its ARN. */
function messageOfPath(manifest: InventoryServiceAccount, { path = '/', roleName }: JudgedRole): string {
  return `the ServiceAccount ${accountName(manifest)} names ${plain(manifest.roleArn!)}, and the role ${roleName}, which trusts it, is of the path ${show(path)}: write role${path}${roleName} in the ARN`;
}
