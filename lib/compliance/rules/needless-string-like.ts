import { show } from '../../core/text';
import { isKnown, plain } from '../../iam/partial-text';
import type { JudgedRole } from '../judged-role';
import type { Rule } from '../rule';
import type { ServiceAccountTrust } from '../web-identity';
import { limitsOf, webIdentitiesOf } from '../web-identity';

/** Values below StringLike, and whether one of them needs it. */
interface LikeTest {
  readonly trust: ServiceAccountTrust;
  readonly claim: string;
  readonly values: readonly string[];
  readonly isNeeded: boolean;
}

function likeTests(role: JudgedRole): LikeTest[] {
  return webIdentitiesOf(role).trusts.flatMap((trust) => ['sub', 'aud'].flatMap((claim) => limitsOf(trust, claim)
    .filter(({ operator: { relation, negated }, values }) => relation === 'like' && !negated && values.length > 0)
    .map(({ values }): LikeTest => ({ trust, claim, values, isNeeded: !values.every((value) => isKnown(value) && !/[*?]|\$\{/.test(value)) }))));
}

/** The same test in each of the ways in which a role can come out, such as for each allowed value of a parameter. */
function placeOf({ trust: { number, provider }, claim }: LikeTest): string {
  return [number, claim, provider].join(' ');
}

export const NEEDLESS_STRING_LIKE: Rule = {
  id: 'NeedlessStringLike',
  level: 'warning',
  title: 'StringLike is used where nothing has a wildcard',
  question: 'Is every value below StringLike without a wildcard?',
  why: 'It works, and it takes one more character, such as a * that slips into a variable, to trust a whole namespace without anybody noticing.',
  fix: 'Write StringEquals.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  isOfTrust: true,
  judge: (role) => likeTests(role).filter(({ isNeeded }) => !isNeeded).map((test) => ({
    detail: test.values.join(','),
    of: plain(test.trust.provider),
    unlessExcused: placeOf(test),
    message: `statement ${test.trust.number} of the trust tests ${test.claim} under StringLike, though ${show(test.values.join(', '))} has no wildcard: write StringEquals`,
  })),
  excuses: (role) => likeTests(role).filter(({ isNeeded }) => isNeeded).map(placeOf),
};
