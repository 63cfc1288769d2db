import { show } from '../../core/text';
import { isKnown, plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { limitsOf, webIdentitiesOf } from '../web-identity';

export const NEEDLESS_STRING_LIKE: Rule = {
  id: 'NeedlessStringLike',
  level: 'warning',
  title: 'StringLike is used where nothing has a wildcard',
  question: 'Is every value below StringLike without a wildcard?',
  why: 'It works, and it takes one more character, such as a * that slips into a variable, to trust a whole namespace without anybody noticing.',
  fix: 'Write StringEquals.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  judge: (role) => webIdentitiesOf(role).trusts.flatMap((trust) => ['sub', 'aud'].flatMap((claim) => limitsOf(trust, claim)
    .filter(({ operator: { relation, negated }, values }) => relation === 'like' && !negated && values.length > 0 && values.every((value) => isKnown(value) && !/[*?]|\$\{/.test(value)))
    .map(({ values }) => ({
      detail: values.join(','),
      of: plain(trust.provider),
      message: `statement ${trust.number} of the trust tests ${claim} under StringLike, though ${show(values.join(', '))} has no wildcard: write StringEquals`,
    })))),
};
