import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand,
  ListRolesCommand, ListRoleTagsCommand,
} from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';

/** A role with all that the IAM API tells of it. */
export interface RoleState {
  readonly roleId: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionDuration: number;
  readonly trust: unknown;
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Inline policies by name. */
  readonly inline: Readonly<Record<string, unknown>>;
  /** ARNs of the attached policies, sorted. */
  readonly attached: readonly string[];
}

/** What decides who becomes a role: one call, where the whole state takes five. */
export async function roleTrust(iam: IAMClient, RoleName: string): Promise<Pick<RoleState, 'arn' | 'name' | 'trust' | 'maxSessionDuration'>> {
  const { Arn, AssumeRolePolicyDocument, MaxSessionDuration } = (await iam.send(new GetRoleCommand({ RoleName }))).Role!;
  return { arn: Arn!, name: RoleName, trust: fromUrl(AssumeRolePolicyDocument!), maxSessionDuration: MaxSessionDuration! };
}

export async function roleState(iam: IAMClient, RoleName: string): Promise<RoleState> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { Tags = [] } = await iam.send(new ListRoleTagsCommand({ RoleName }));
  const inline: Record<string, unknown> = {};
  for (const PolicyName of [...PolicyNames].sort()) {
    inline[PolicyName] = fromUrl((await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument!);
  }
  return {
    roleId: role!.RoleId!,
    arn: role!.Arn!,
    name: role!.RoleName!,
    path: role!.Path!,
    description: role!.Description ?? '',
    maxSessionDuration: role!.MaxSessionDuration!,
    trust: fromUrl(role!.AssumeRolePolicyDocument!),
    boundary: role!.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]).sort()),
    inline,
    attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn!).sort(),
  };
}

/** The roles of an account by name, without those of the bootstrap stack. */
export async function roleStates(iam: IAMClient): Promise<Map<string, RoleState>> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  const names = Roles.map(({ RoleName }) => RoleName!).filter((name) => !name.startsWith('cdk-hnb659fds-')).sort();
  return new Map(await Promise.all(names.map(async (name): Promise<[string, RoleState]> => [name, await roleState(iam, name)])));
}

/** The document of a managed policy's default version. */
export async function managedPolicy(iam: IAMClient, PolicyArn: string): Promise<unknown> {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion: version } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: policy!.DefaultVersionId }));
  return fromUrl(version!.Document!);
}

function fromUrl(text: string): unknown {
  return JSON.parse(decodeURIComponent(text));
}
