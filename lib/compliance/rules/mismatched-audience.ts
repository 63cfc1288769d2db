import { list, show } from '../../core/text';
import { globMatches } from '../../iam/glob';
import { isKnown, plain } from '../../iam/partial-text';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { JudgedRole } from '../judged-role';
import type { Rule } from '../rule';
import { accountName, NamedRoles, takes } from '../service-account-match';
import { limitsOf, webIdentitiesOf } from '../web-identity';

export const MISMATCHED_AUDIENCE: Rule = {
  id: 'MismatchedAudience',
  level: 'error',
  title: 'A ServiceAccount asks for tokens of another audience than its role takes',
  question: 'Does the role take tokens of the audience that the ServiceAccount asks for?',
  why: 'The webhook puts tokens for the audience of eks.amazonaws.com/audience into pods. STS refuses one for which the trust does not ask.',
  fix: 'Take the annotation eks.amazonaws.com/audience away, or add its audience to the trust and to the client ids of the OIDC provider.',
  link: 'https://github.com/aws/amazon-eks-pod-identity-webhook#readme',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.flatMap((manifest) => {
      const { audience } = manifest;
      if (audience === undefined || !isKnown(audience)) {
        return [];
      }
      const own = named.of(manifest).map((role) => ({ role, wanted: wantedOf(role, manifest, audience) }));
      return own.length === 0 || own.some(({ wanted }) => wanted === undefined) ? [] : [{
        at: manifest.at,
        detail: accountName(manifest),
        message: `the ServiceAccount ${accountName(manifest)} has tokens for the audience ${show(audience)}, `
          + `and the trust of its role ${own[0].role.roleName ?? own[0].role.at} asks for ${list(own[0].wanted!, 'or')}: take the annotation eks.amazonaws.com/audience away`,
      }];
    });
  },
};

/** The audiences that a role asks for, if it refuses tokens for another one; nothing if it takes them, or that is not known. */
function wantedOf(role: JudgedRole, manifest: InventoryServiceAccount, audience: string): string[] | undefined {
  const own = webIdentitiesOf(role).trusts.filter((trust) => takes(trust, manifest) !== false);
  const wanted = own.map((trust) => {
    const tests = limitsOf(trust, 'aud');
    const refuses = tests.some(({ values, asks }) => values.every((value) => isKnown(value) && !(asks === 'like' ? globMatches(value, audience) : value === audience)));
    return refuses ? tests.flatMap(({ values }) => values.map(plain)) : undefined;
  });
  return wanted.length === 0 || wanted.includes(undefined) ? undefined : [...new Set(wanted.flatMap((values) => values ?? []))];
}
