import type { KnownTrusts } from './known-trusts';
import { ManagedPolicies } from './managed-policies';
import { managedPolicyOf } from '../iam/arn';
import { isKnown, nameOfUnknown, plain } from '../iam/partial-text';
import type { FilePart } from '../inventory/inventory';
import type { Problem } from '../inventory/problem';
import type { InventoryRole } from '../inventory/role';

/** More names than people read. */
const MOST_NAMES = 3;

/** The managed policies of a role whose documents are not among what was read, by their ARNs, those of AWS included. */
export function policiesNotGiven({ managedPolicyArns, policies, followedArns = [] }: InventoryRole): string[] {
  const seen = new Set([...followedArns, ...policies.flatMap(({ kind, at, name }) => kind === 'managed' ? [at, name] : [])]);
  return managedPolicyArns.filter((arn) => !seen.has(arn) && !seen.has(`the managed policy ${plain(arn)}`)
    && !seen.has((nameOfUnknown(arn) ?? '').replace(/\.PolicyArn$/, '')));
}

/** What is said of files whose roles of pods have managed policies that nobody can judge. */
export function notesOnPolicies(parts: readonly FilePart[], known: KnownTrusts): Problem[] {
  const given = new Set(parts.flatMap(({ policies }) => policies.map(({ at }) => at)));
  return parts.flatMap(({ file, roles }): Problem[] => {
    const missing = roles.filter((role) => role.perhaps === undefined && role.managedPolicyArns.length > 0 && known.isOfWorkload(role))
      .flatMap((role) => policiesNotGiven(role).filter((arn) => !given.has(arn) && isPolicy(arn) && !isKnownToAll(arn)).map(plain));
    const [...names] = new Set(missing);
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return names.length === 0 ? [] : [{
      file,
      message: `roles of pods have managed policies whose documents are not given, so that what they allow is not judged: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
    }];
  });
}

/** Whether a text can be the ARN of a policy at all. */
function isPolicy(arn: string): boolean {
  return !isKnown(arn) || managedPolicyOf(arn) !== undefined;
}

/** Whether it is one of AWS, of which a table knows what it allows. */
function isKnownToAll(arn: string): boolean {
  const { account, name = '' } = managedPolicyOf(arn) ?? {};
  return account === 'aws' && ManagedPolicies.read().grants.has(name);
}
