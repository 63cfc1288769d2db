import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { RolePermissionWords } from './role-permissions';

/** What roles of the stage of a construct may do, in words. The roles are read when the first is asked for, so they must be finished. */
export function permissionsIn(scope: IConstruct): (role: IConstruct) => readonly string[] {
  let known: RolePermissionWords | undefined;
  return (role) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- few ask, and it loads the model of access
    const { RolePermissionWords: Words } = require('./role-permissions') as typeof import('./role-permissions');
    known ??= new Words(Stage.of(scope)!);
    return known.linesOf(role);
  };
}
