import type { Rule, RuleFinding } from '../rule';
import { undecidedBesideTrust, undecidedOf } from '../undecided';

export const UNDECIDABLE: Rule = {
  id: 'Undecidable',
  level: 'warning',
  title: 'A part of the role is known only at deploy time, and cannot be judged',
  question: 'Does the answer to another question depend on what only the deployment knows?',
  why: 'What the check cannot read may be anything. It says so rather than pass it in silence.',
  fix: 'Write the part literally, or acknowledge the finding with your reason.',
  link: 'https://docs.aws.amazon.com/cdk/v2/guide/tokens.html',
  judge: (role) => undecidedOf(role).map(findingOf),
  judgeBesideTrust: (role) => undecidedBesideTrust(role).map(findingOf),
};

function findingOf(part: string): RuleFinding {
  return {
    detail: part,
    message: /\$\{[^:}]*\}|\{\{.*\}\}/.test(part) ? `${part} is filled in by a template of another tool: render it first, and judge what comes out` : `${part} is known only at deploy time, or cannot be read: judge it by hand`,
  };
}
