import { show } from '../core/text';
import type { RequestContext } from '../iam/access-request';
import { plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** IAM reads variables in this version only. */
const VERSION = '2012-10-17';

/**
 * What the keys are whose values stand in the resources of a statement, where a request does not tell: `aws:PrincipalTag/team is "blue"`.
 *
 * @param witness the keys of a request that is allowed
 */
export function openVariables(
  { resources, notResources }: PolicyStatement, version: string | undefined, given: RequestContext, witness: RequestContext,
): string[] {
  const names = version !== VERSION ? []
    : [...resources, ...notResources].flatMap((entry) => [...entry.matchAll(/\$\{([^},]*[:/][^},]*)/g)].map(([, name]) => name.trim()));
  const isGiven = (name: string) => Object.keys(given).some((key) => key.toLowerCase() === name.toLowerCase());
  return [...new Set(names)].filter((name) => !isGiven(name)).flatMap((name) => {
    const [, value] = Object.entries(witness).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? [];
    return typeof value === 'string' ? [`${plain(name)} is ${show(plain(value))}`] : [];
  });
}
