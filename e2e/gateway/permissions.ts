import type { NamedPolicy, Permissions } from './judge';
import type { Place } from '../support/places';
import { managedPolicy, roleState } from '../support/role-state';

/** A session of a role. */
export interface Session {
  readonly account: string;
  readonly roleName: string;
  readonly name: string;
  /** The most that it may do, of what the role may. */
  readonly policy?: unknown;
  /** Its session tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

export function sessionArn({ account, roleName, name }: Session): string {
  return `arn:aws:sts::${account}:assumed-role/${roleName}/${name}`;
}

/** What a session may do, as its role's policies stand in IAM at this moment. */
export async function permissionsOf({ iam }: Place, session: Session): Promise<Permissions> {
  const role = await roleState(iam, session.roleName);
  const managed = async (name: string): Promise<NamedPolicy> => ({ name, policy: await managedPolicy(iam, name) });
  return {
    account: session.account,
    roleArn: role.arn,
    sessionArn: sessionArn(session),
    policies: [
      ...Object.entries(role.inline).map(([name, policy]) => ({ name, policy })),
      ...await Promise.all(role.attached.map(managed)),
    ],
    boundary: role.boundary === undefined ? undefined : await managed(role.boundary),
    sessionPolicy: session.policy,
    tags: session.tags,
  };
}
