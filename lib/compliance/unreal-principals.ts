import { POD_IDENTITY_SERVICE } from '../core/names';
import { show } from '../core/text';
import { arnParts } from '../iam/arn';
import { hasWildcard } from '../iam/glob';
import { isKnown } from '../iam/partial-text';
import type { PolicyStatement, Principal } from '../iam/policy-statement';

/** A principal that nobody is. */
export interface UnrealPrincipal {
  readonly number: number;
  readonly value: string;
  /** Why nobody is it: a clause without its subject. */
  readonly problem: string;
}

const ACCOUNT = /^\d{12}$/;

/**
 * Principals of a trust's Allow that nobody is, and that IAM refuses or keeps without effect.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function unrealPrincipals(statements: readonly PolicyStatement[]): UnrealPrincipal[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const partition = partitionOfProviders(allows.flatMap(({ principals }) => principals));
  return allows.flatMap(({ number, principals }) => principals.flatMap((principal) => {
    const problem = isKnown(principal.value) ? problemOf(principal) ?? problemOfPartition(principal, partition) : undefined;
    return problem === undefined ? [] : [{ number, value: principal.value, problem }];
  }));
}

function problemOf({ type, value }: Principal): string | undefined {
  switch (type) {
    case 'AWS': return value === '*' ? undefined : problemOfAws(value);
    case 'Service': return problemOfService(value);
    case 'CanonicalUser': return 'is for policies of S3, not for roles: write the ARN of a role or an account';
    default: return undefined;
  }
}

/** The partition of the providers, which is that of the role: it takes tokens of its own account's. */
function partitionOfProviders(principals: readonly Principal[]): string | undefined {
  const partitions = new Set(principals.flatMap(({ type, value }) => type === 'Federated' ? arnParts(value)?.partition ?? [] : []));
  const [partition] = partitions;
  return partitions.size === 1 && isKnown(partition) && !hasWildcard(partition) ? partition : undefined;
}

function problemOfPartition({ type, value }: Principal, partition: string | undefined): string | undefined {
  const own = type === 'AWS' ? arnParts(value)?.partition : undefined;
  return partition === undefined || own === undefined || own === partition ? undefined
    : `is of the partition ${own}, and the role's provider of ${partition}, across which nobody becomes a role: name one of ${partition}`;
}

function problemOfService(value: string): string | undefined {
  return hasWildcard(value) ? 'has a wildcard, which the name of a service cannot have: name the service'
    : /^pods?\.eks\./.test(value) && value !== POD_IDENTITY_SERVICE ? `is no service of AWS: EKS Pod Identity is ${show(POD_IDENTITY_SERVICE)} in every region and partition` : undefined;
}

function problemOfAws(value: string): string | undefined {
  if (/^A(ROA|IDA)[A-Z0-9]+$/.test(value)) {
    return 'is the id that IAM leaves of a deleted role or user: name one that exists, or take it away';
  }
  if (/^\d+$/.test(value)) {
    return problemOfAccount(value);
  }
  const [arn, , service, region, account = '', ...rest] = value.split(':');
  const resource = rest.join(':');
  if (arn !== 'arn' || !['iam', 'sts'].includes(service) || region !== '' || resource === '') {
    return 'is no account, role, user or session: write the account\'s id, or the ARN of a role';
  }
  if (hasWildcard(value)) {
    return 'has a wildcard, which IAM takes in no principal but "*" alone: name the role, or the account with a condition on aws:PrincipalArn';
  }
  return problemOfAccount(account) ?? problemOfResource(service, resource);
}

function problemOfAccount(account: string): string | undefined {
  return !ACCOUNT.test(account) ? `names the account ${show(account)}, and accounts have 12 digits: write the account's id`
    : account === '000000000000' ? 'names an account that nobody has: write the account\'s id' : undefined;
}

function problemOfResource(service: string, resource: string): string | undefined {
  const isReal = service === 'iam' ? /^(root|(role|user)\/.*[^/])$/.test(resource) : /^(assumed-role\/[^/]+\/[^/]+|federated-user\/[^/]+)$/.test(resource);
  return isReal ? undefined
    : resource.startsWith('oidc-provider/') || resource.startsWith('saml-provider/') ? 'is an identity provider, which is a principal only as Federated: write "Federated"'
      : 'is no principal in IAM: name a role, a user, a session or an account';
}
