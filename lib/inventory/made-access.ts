import { readIamJson } from './iam-output';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { TRUST_OF_PODS } from './trust-of-pods';
import { DEFAULT_AUDIENCE, SUBJECT_PREFIX } from '../core/names';
import { readDocument } from '../iam/document';
import type { PolicyDocument } from '../iam/document';
import { hasWildcard } from '../iam/glob';
import { plain, unknownPart } from '../iam/partial-text';

/** What the configuration of a tool has it make. */
export interface MadeAccess {
  readonly accounts: readonly InventoryServiceAccount[];
  /** Roles that the tool makes, and how messages call what each is for: `namespace/name` of a service account, or a name. */
  readonly roles: readonly { readonly resource: string; readonly role: InventoryRole }[];
}

/** A role that a tool makes. */
export interface MadeRole {
  /** The file's object. */
  readonly at: string;
  readonly resource: string;
  readonly name?: string;
  /** What its name may be, where a part of it is not known. */
  readonly namePattern?: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
  readonly managedPolicyArns?: unknown;
  readonly boundaryArn?: unknown;
}

export function madeRole({ at, resource, name, namePattern, trust, policies, managedPolicyArns, boundaryArn }: MadeRole): MadeAccess['roles'] {
  const found = readIamJson({
    ...name === undefined ? {} : { RoleName: name },
    AssumeRolePolicyDocument: TRUST_OF_PODS,
    AttachedManagedPolicies: (Array.isArray(managedPolicyArns) ? managedPolicyArns : []).map((arn: unknown) => ({ PolicyArn: arn })),
    RolePolicyList: policies.map((policy) => ({ PolicyName: policy.name, PolicyDocument: policy.document })),
    ...boundaryArn === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } },
  });
  return (found?.roles ?? []).map(({ role }) =>
    ({ resource: plain(resource), role: { ...role, at: `${at}/${resource}`, trust, ...name === undefined && namePattern !== undefined ? { namePattern } : {} } }));
}

/**
 * A trust of the tokens of service accounts. It asks for the audience, which these tools leave out: no configuration of theirs mends that.
 *
 * @param issuer without its scheme; a part of it may not be known
 * @param subjects `namespace:name`, of which the namespace may be a pattern
 */
export function trustOfSubjects(issuer: string, subjects: readonly string[]): PolicyDocument {
  const names = subjects.map((subject) => `${SUBJECT_PREFIX}${subject}`);
  const test = names.some(hasWildcard) ? 'StringLike' : 'StringEquals';
  const audience = { [`${issuer}:aud`]: DEFAULT_AUDIENCE };
  const subject = { [`${issuer}:sub`]: names };
  return readDocument({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { Federated: `arn:${unknownPart('AWS::Partition')}:iam::${unknownPart('AWS::AccountId')}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: test === 'StringEquals' ? { StringEquals: { ...audience, ...subject } } : { StringEquals: audience, StringLike: subject },
    }],
  });
}

/** The ARN of a role as far as it is known, by which the accounts that get it refer to it. */
export function arnOfMadeRole({ at, roleName = unknownPart(`the name of ${at}`) }: InventoryRole): string {
  return arnOfRoleNamed(roleName);
}

/** The ARN of a role of which only the name is known, or a part of that. */
export function arnOfRoleNamed(name: string): string {
  return `arn:${unknownPart('AWS::Partition')}:iam::${unknownPart('AWS::AccountId')}:role/${name}`;
}
