import { isOfWorkload } from './escalation';
import type { JudgedRole } from './judged-role';
import { strangersOf } from './strangers';
import { subjectsOf } from './subjects';
import { isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import type { ServiceAccountTrust } from './web-identity';
import type { PolicyDocument } from '../iam/document';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';
import { asWritten } from '../inventory/rendered-text';

/** What of a role nobody can judge before the deploy. */
export function undecidedOf(role: JudgedRole): string[] {
  const { trusts, undecided } = webIdentitiesOf(role);
  // A policy that CloudFormation does not take as it is written is to be written anew.
  const ofTrust = role.misplaced !== undefined ? [] : [
    ...undecidedParts(role.trust).map((part) => `${part} of the trust`),
    ...undecided,
    ...trusts.flatMap(undecidedIssuers),
    ...subjectsOf(role).filter(({ reach }) => reach === 'unknown').map(({ value }) => `the subject ${value}`),
    ...trusts.flatMap(undecidedAudiences),
  ];
  const strangers = isOfWorkload(role) ? strangersOf(role).open : [];
  const ofStrangers = strangers.map(({ reason, number }) => `whether strangers may become the role by statement ${number ?? 1} of the trust (${reason})`);
  return [...new Set([...role.undecided, ...ofTrust, ...undecidedPermissions(role), ...ofStrangers])];
}

/** The same of a role of which the trust is known to be decided. */
export function undecidedBesideTrust(role: JudgedRole): string[] {
  return [...new Set([...role.undecided, ...undecidedPermissions(role)])];
}

function undecidedIssuers(trust: ServiceAccountTrust): string[] {
  return trust.tests.filter(({ claim, issuer }) => ['sub', 'aud'].includes(claim) && isOwnIssuer(trust, issuer) === 'unknown')
    .map(({ issuer }) => `whether ${plain(asWritten(issuer))} is the issuer of ${plain(asWritten(trust.provider))}`);
}

/** Nothing, where another test of the statement asks for audiences that are known. */
function undecidedAudiences(trust: ServiceAccountTrust): string[] {
  const tests = limitsOf(trust, 'aud');
  return tests.every(({ values }) => !values.every(isKnown))
    ? tests.flatMap(({ values }) => values.filter((value) => !isKnown(value))).map((value) => `the audience ${plain(value)}`) : [];
}

function undecidedPermissions(role: JudgedRole): string[] {
  return !isOfWorkload(role) ? [] : role.policies.flatMap(({ name, document }) => [
    ...undecidedParts(document).map((part) => `${part} of ${name}`),
    ...document.statements.flatMap(({ number, effect, actions }) => effect !== 'Deny' && actions.some((action) => !isKnown(action))
      ? [`the actions of statement ${number} of ${name}`] : []),
  ]);
}

/** What of a policy cannot be decided, but for statements that let nobody of Kubernetes in, whatever the rest of them says. */
export function undecidedParts({ statements, undecided }: PolicyDocument): string[] {
  const ofOthers = undecided.length === 0 ? [] : statements.filter(isForOthers).map(({ number }) => number);
  return undecided.filter(({ statement }) => statement === undefined || !ofOthers.includes(statement)).map(({ what }) => what);
}

/** Whether a statement is for an account, or for a service such as Lambda, but EKS. */
function isForOthers({ principals }: PolicyStatement): boolean {
  return principals.length > 0 && principals.every(({ type, value }) => ['AWS', 'Service', 'CanonicalUser'].includes(type)
    && value !== '*' && !value.startsWith('pods.eks.') && (type !== 'Service' || isKnown(value)));
}
