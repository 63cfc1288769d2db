import { Token } from 'aws-cdk-lib/core';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** What goes to a file must be known at synth. */
export function requireLiteral(role: IServiceAccountRole, what: string, value: unknown): void {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch { // it holds itself, or a number without end
    throw new Error(`${what} of the role ${show(role.node.path)} must be what JSON can hold, got a value that holds itself or a BigInt: give texts, numbers, lists and objects`);
  }
  if (Token.isUnresolved(text)) {
    throw new Error(`${what} of the role ${show(role.node.path)} must be known at synth to be written to a file, got a deploy-time value`);
  }
}
