import type { Rule } from '../rule';

export const MISPLACED_FUNCTION: Rule = {
  id: 'MisplacedFunction',
  level: 'error',
  title: 'An intrinsic function stands where CloudFormation does not apply it',
  question: 'Does an intrinsic function stand where CloudFormation leaves it as it is, or refuses it?',
  why: 'CloudFormation refuses functions as keys and over maps, and substitutes no ${…} outside Fn::Sub: the template fails, or the trust asks for a claim that no token has.',
  fix: 'Write the policy as one text: AssumeRolePolicyDocument: !Sub | {"Version": "2012-10-17", …}, where ${…} may stand in keys, too.',
  link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html',
  judge: ({ misplaced = [] }) => misplaced.map(({ text, problem }) => ({ detail: text, message: problem })),
};
