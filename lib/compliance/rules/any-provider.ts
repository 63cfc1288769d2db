import { coversAction } from '../../iam/action';
import { hasWildcard } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { PolicyStatement, Principal } from '../../iam/policy-statement';
import { underConditions } from '../conditions-detail';
import { hasLimit, mayBeOfWorkload } from '../escalation';
import type { JudgedRole } from '../judged-role';
import type { Rule, RuleFinding } from '../rule';
import { strangersOf } from '../strangers';
import { ASSUME_WITH_TOKEN } from '../web-identity';

export const ANY_PROVIDER: Rule = {
  id: 'AnyProvider',
  level: 'error',
  title: 'The trust takes web identities of any provider, or anyone',
  question: 'May someone become the role who is neither of the account nor of a provider that the trust names?',
  why: 'Whoever may register a provider in the account, or has a token of any that is registered, may become the role, or is kept out by nothing but the conditions.',
  fix: 'Name the ARN of the cluster\'s own OIDC provider as the federated principal.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  isOfTrust: true,
  judge: (role) => {
    const mayBePods = mayBeOfWorkload(role);
    const ofTokens = role.trust.statements.flatMap(tokensTaken);
    const ofSaml = mayBePods ? role.trust.statements.flatMap(assertionsTaken) : [];
    const strangers = mayBePods ? strangersOf(role).ofAccounts : [];
    const ofAccounts = strangers.filter(({ number }) => !ofTokens.some((found) => found.number === number));
    return [
      ...ofTokens,
      ...ofSaml,
      ...ofAccounts.map(({ number, who }) => ({
        detail: `sts:AssumeRole${conditionsOf(role, number)}`,
        message: `statement ${number} of the trust takes everyone who has an account of AWS, such as ${who}: name who may become the role`,
      })),
    ];
  },
};

type NumberedFinding = RuleFinding & { readonly number: number };

/** Whom a statement takes who has a token of any provider. */
function tokensTaken(statement: PolicyStatement): NumberedFinding[] {
  return takes(statement, ASSUME_WITH_TOKEN) ? providersTaken(statement, 'web identities', 'OIDC') : [];
}

/** Whom a statement takes who has an assertion of any provider of SAML; of one that takes tokens, too, all is said. */
function assertionsTaken(statement: PolicyStatement): NumberedFinding[] {
  return takes(statement, 'sts:AssumeRoleWithSAML') && !takes(statement, ASSUME_WITH_TOKEN) ? providersTaken(statement, 'assertions', 'SAML') : [];
}

function providersTaken(statement: PolicyStatement, what: string, kind: string): NumberedFinding[] {
  const { number, hasNotPrincipal } = statement;
  // What is asked of tokens of a provider, be it a pattern, is of other rules, too; what is asked of everyone, of this one alone.
  const open = principals(statement).map(({ type, value: principal }) => ({
    number,
    detail: type === 'Federated' ? principal : `${principal}${underConditions(statement)}`,
    message: `statement ${number} of the trust takes ${what} of the principal ${principal}: name the ARN of one ${kind} provider`,
  }));
  return !hasNotPrincipal ? open : [...open, {
    number,
    detail: `NotPrincipal${underConditions(statement)}`,
    message: `statement ${number} of the trust takes ${what} of everything but NotPrincipal: name the ARN of one ${kind} provider as Principal`,
  }];
}

/** A caller with a token or an assertion has no principal of its own, so that what is asked of that keeps it out. */
function takes(statement: PolicyStatement, action: string): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, action) && !hasLimit(statement, /^aws:Principal/i);
}

function isAnyone({ type, value }: Principal): boolean {
  return ['*', 'AWS'].includes(type) && value === '*';
}

function principals({ principals: all }: PolicyStatement): Principal[] {
  return all.filter((principal) => principal.type === 'Federated' ? hasWildcard(principal.value) : isAnyone(principal)).map(({ type, value }) => ({ type, value: plain(value) }));
}

function conditionsOf({ trust: { statements } }: JudgedRole, number: number): string {
  return statements.filter((statement) => statement.number === number).map(underConditions).join('');
}
