import type { AnswerDecision } from './access-answer';
import { askAny } from './ask-any';
import type { GuardrailReach } from './guardrails/guardrail-reach';
import { combined } from './routes/combined';
import type { PreparedRequest } from './routes/role-policies';
import { verdictText } from './verdict-text';
import { arnParts } from '../iam/arn';
import { plain } from '../iam/partial-text';

/** Whether something is allowed of what a request with wildcards stands for, in words. */
export interface AnyVerdict {
  readonly decision: AnswerDecision;
  readonly because: string;
  readonly conditions: readonly string[];
  /** One thing that is allowed, where there are wildcards. */
  readonly sample?: string;
}

/** An action that takes no resources is about all of them: what stands for one then is no ARN of a service. */
function resourceText(resource: string): string {
  return (arnParts(resource)?.service ?? '') === '' ? '*' : plain(resource);
}

/**
 * Asks about one session, with a request for each way in which its role can come out.
 *
 * @param reach what the wildcards of the question stand for
 */
export function askAnyOf(ready: readonly PreparedRequest[], reach: GuardrailReach): AnyVerdict {
  const verdicts = ready.map(({ request, policies }) => askAny(policies, request, reach));
  const { conditions, ...verdict } = combined(verdicts);
  const [[{ sample }], [{ policies, nameOf }]] = [verdicts, ready];
  return {
    decision: verdict.decision,
    because: verdictText({ ...verdict, conditions }, policies, nameOf),
    conditions,
    ...sample === undefined || verdict.decision !== 'allowed' ? {} : { sample: `${plain(sample.action)} on ${resourceText(sample.resource)}` },
  };
}
