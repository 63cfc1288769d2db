import { Token } from 'aws-cdk-lib/core';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** What goes to a file must be known at synth. */
export function requireLiteral(role: IServiceAccountRole, what: string, value: unknown): void {
  if (Token.isUnresolved(JSON.stringify(value))) {
    throw new Error(`${what} of the role ${show(role.node.path)} must be known at synth to be written to a file, got a deploy-time value`);
  }
}
