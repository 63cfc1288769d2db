import { coversAction } from '../../iam/action';
import { hasWildcard } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { PolicyStatement, Principal } from '../../iam/policy-statement';
import { hasLimit, mayBeOfWorkload } from '../escalation';
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
    const ofTokens = role.trust.statements.flatMap(tokensTaken);
    const strangers = mayBeOfWorkload(role) ? strangersOf(role).ofAccounts : [];
    const ofAccounts = strangers.filter(({ number }) => !ofTokens.some((found) => found.number === number));
    return [
      ...ofTokens,
      ...ofAccounts.map(({ number, who }) => ({
        detail: 'sts:AssumeRole',
        message: `statement ${number} of the trust takes everyone who has an account of AWS, such as ${who}: name who may become the role`,
      })),
    ];
  },
};

/** Whom a statement takes who has a token of any provider. */
function tokensTaken(statement: PolicyStatement): (RuleFinding & { readonly number: number })[] {
  const { number, hasNotPrincipal } = statement;
  if (!isForTokens(statement)) {
    return [];
  }
  const open = principals(statement).map((principal) => ({
    number,
    detail: principal,
    message: `statement ${number} of the trust takes web identities of the principal ${principal}: name the ARN of one OIDC provider`,
  }));
  return !hasNotPrincipal ? open : [...open, {
    number,
    detail: 'NotPrincipal',
    message: `statement ${number} of the trust takes web identities of everything but NotPrincipal: name the ARN of one OIDC provider as Principal`,
  }];
}

/** A caller with a token has no principal of its own, so that what is asked of that keeps it out. */
function isForTokens(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, ASSUME_WITH_TOKEN) && !hasLimit(statement, /^aws:Principal/i);
}

function isAnyone({ type, value }: Principal): boolean {
  return ['*', 'AWS'].includes(type) && value === '*';
}

function principals({ principals: all }: PolicyStatement): string[] {
  return all.filter((principal) => principal.type === 'Federated' ? hasWildcard(principal.value) : isAnyone(principal)).map(({ value }) => plain(value));
}
