import { coversAction } from '../../iam/action';
import { hasWildcard, isOnlyWildcards } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { ConditionTest, PolicyStatement, Principal } from '../../iam/policy-statement';
import { hasLimit, isOfWorkload } from '../escalation';
import type { Rule } from '../rule';
import { ASSUME_WITH_TOKEN } from '../web-identity';

export const ANY_PROVIDER: Rule = {
  id: 'AnyProvider',
  level: 'error',
  title: 'The trust takes web identities of any provider, or anyone',
  why: 'Whoever may register a provider in the account, or has a token of any that is registered, may become the role, or is kept out by nothing but the conditions.',
  fix: 'Name the ARN of the cluster\'s own OIDC provider as the federated principal.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  judge: (role) => role.trust.statements.flatMap((statement) => {
    const open = isForTokens(statement) ? principals(statement) : [];
    const isOpen = open.length > 0 || (isForTokens(statement) && statement.hasNotPrincipal);
    const isForAnyone = !isOpen && isForEveryone(statement) && isOfWorkload(role);
    return [
      ...open.map((principal) => ({
        detail: principal,
        message: `statement ${statement.number} of the trust takes web identities of the principal ${principal}: name the ARN of one OIDC provider`,
      })),
      ...(isOpen && statement.hasNotPrincipal ? [{
        detail: 'NotPrincipal',
        message: `statement ${statement.number} of the trust takes web identities of everything but NotPrincipal: name the ARN of one OIDC provider as Principal`,
      }] : []),
      ...(isForAnyone ? [{ detail: 'sts:AssumeRole', message: `statement ${statement.number} of the trust takes everyone who has an account of AWS: name who may become the role` }] : []),
    ];
  }),
};

/** A caller with a token has no principal of its own, so that what is asked of that keeps it out. */
function isForTokens(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, ASSUME_WITH_TOKEN) && !hasLimit(statement, /^aws:Principal/i);
}

/** Where a condition asks for somebody, it is for others to judge whether that is enough. */
function isForEveryone(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, 'sts:AssumeRole') && statement.conditions.every(holdsForAnyone)
    && !statement.hasUndecidedConditions && statement.principals.some(isAnyone);
}

/** A pattern of everything, or a test that asks for nobody by name. */
function holdsForAnyone({ operator, key, values }: ConditionTest): boolean {
  const { known, type, relation, negated, quantifier, ifExists } = operator;
  const isMetByAnyone = relation === 'like' && !ifExists && values.some((value) => isOnlyWildcards(value) && value.includes('*'));
  const namesNobody = ['string', 'arn'].includes(type) ? negated : ['null', 'bool', 'date'].includes(type) && quantifier === 'none';
  return known && (isMetByAnyone || (namesNobody && key.toLowerCase() !== 'aws:principalisawsservice'));
}

function isAnyone({ type, value }: Principal): boolean {
  return ['*', 'AWS'].includes(type) && value === '*';
}

function principals({ principals: all }: PolicyStatement): string[] {
  return all.filter((principal) => principal.type === 'Federated' ? hasWildcard(principal.value) : isAnyone(principal)).map(({ value }) => plain(value));
}
