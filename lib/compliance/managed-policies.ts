import { inflateRawSync } from 'node:zlib';
import { MANAGED_POLICY_TABLE, MANAGED_POLICY_TABLE_DATE } from './managed-policy-table';

/** A name that promises everything. */
const PROMISES_ALL = /Full_?Access|^AdministratorAccess|^(?:PowerUserAccess|SystemAdministrator|DatabaseAdministrator|NetworkAdministrator)$/i;

/** Whether a name promises everything of a service; all that can be told of a policy that is newer than the table. */
export function promisesAll(name: string): boolean {
  return PROMISES_ALL.test(name);
}

/** The policies that AWS manages, as far as they allow too much on every resource. */
export class ManagedPolicies {
  /** The day of the newest policy that is known. */
  public static readonly date = MANAGED_POLICY_TABLE_DATE;

  /** The table, which is unpacked once. */
  public static read(): ManagedPolicies {
    return ManagedPolicies.whole ??= new ManagedPolicies();
  }

  private static whole?: ManagedPolicies;

  /** What each policy allows, by its name: `s3:*`; an empty text of one that is narrow enough. */
  public readonly grants: ReadonlyMap<string, string>;

  private constructor() {
    const lines = inflateRawSync(Buffer.from(MANAGED_POLICY_TABLE, 'base64')).toString('utf-8').split('\n');
    this.grants = new Map(lines.map((line) => line.split('\t') as [string, string]));
  }

  /**
   * What a policy allows on every resource, by its name without a path; nothing, if that is narrow enough. Of a policy that is
   * newer than the table, the name tells.
   */
  public broadGrant(name: string): string | undefined {
    const grant = this.grants.get(name) ?? (promisesAll(name) ? 'everything that its name promises' : '');
    return grant === '' ? undefined : grant;
  }
}
