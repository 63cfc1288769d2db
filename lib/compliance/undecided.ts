import { isOfWorkload } from './escalation';
import type { JudgedRole } from './judged-role';
import { subjectsOf } from './subjects';
import { isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import type { ServiceAccountTrust } from './web-identity';
import { isKnown, plain } from '../iam/partial-text';

/** What of a role nobody can judge before the deploy. */
export function undecidedOf(role: JudgedRole): string[] {
  const { trusts, undecided } = webIdentitiesOf(role);
  return [...new Set([
    ...role.undecided,
    ...role.trust.undecided.map((part) => `${part} of the trust`),
    ...undecided,
    ...trusts.flatMap(undecidedIssuers),
    ...subjectsOf(role).filter(({ reach }) => reach === 'unknown').map(({ value }) => `the subject ${value}`),
    ...trusts.flatMap(undecidedAudiences),
    ...undecidedPermissions(role),
  ])];
}

function undecidedIssuers(trust: ServiceAccountTrust): string[] {
  return trust.tests.filter(({ claim, issuer }) => ['sub', 'aud'].includes(claim) && isOwnIssuer(trust, issuer) === 'unknown')
    .map(({ issuer }) => `whether ${plain(issuer)} is the issuer of ${plain(trust.provider)}`);
}

/** Nothing, where another test of the statement asks for audiences that are known. */
function undecidedAudiences(trust: ServiceAccountTrust): string[] {
  const tests = limitsOf(trust, 'aud');
  return tests.every(({ values }) => !values.every(isKnown))
    ? tests.flatMap(({ values }) => values.filter((value) => !isKnown(value))).map((value) => `the audience ${plain(value)}`) : [];
}

function undecidedPermissions(role: JudgedRole): string[] {
  return !isOfWorkload(role) ? [] : role.policies.flatMap(({ name, document }) => [
    ...document.undecided.map((part) => `${part} of ${name}`),
    ...document.statements.flatMap(({ effect, actions }, i) => effect !== 'Deny' && actions.some((action) => !isKnown(action))
      ? [`the actions of statement ${i + 1} of ${name}`] : []),
  ]);
}
