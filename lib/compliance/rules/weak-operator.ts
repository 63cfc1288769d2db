import { hasWildcard } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { suchAs } from '../subjects';
import { isForText } from '../token-claims';
import { takenBesides } from '../token-question';
import { limitsOf, testsOf, webIdentitiesOf } from '../web-identity';

export const WEAK_OPERATOR: Rule = {
  id: 'WeakOperator',
  level: 'error',
  title: 'The trust tests sub or aud with an operator that holds too often',
  question: 'Does a condition on sub or aud hold for a token that lacks the claim, or that has any other value?',
  why: 'ForAllValues and …IfExists are true where the claim is missing, negated operators are true for everyone but the one who is named, and Null only asks whether the claim is there, which it always is.',
  fix: 'Write StringEquals with the exact value, or StringLike for names that a controller makes up.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.flatMap((trust) => (['sub', 'aud'] as const).flatMap((claim) =>
    // A weak test beside a strong one of the same claim takes nothing away from it.
    trust.hasUndecidedTests || limitsOf(trust, claim).length > 0 ? [] : testsOf(trust, claim).map(({ operator, values }) => ({
      detail: [operator.name, claim, ...operator.relation === 'like' && operator.type === 'string' && !operator.negated ? values.filter(hasWildcard).map(plain) : []].join(' '),
      of: plain(trust.provider),
      message: `statement ${trust.number} of the trust tests ${claim} with ${operator.name}, which ${isForText(operator) ? `holds for others than those it names${suchAs(takenBesides(role, trust, claim))}` : 'does not compare text'}: write StringEquals`,
    })))),
};
