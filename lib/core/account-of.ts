import type { IResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Stack, Token } from './cdk';

/** The account of a construct if it is known at synth; else only the constructs of one stack, with those nested in it, are known to share one. */
export function accountKey(scope: IConstruct): string {
  const { account } = Stack.of(scope);
  return Token.isUnresolved(account) ? deployedStack(scope).node.addr : account;
}

/** The stack that is deployed: a nested one is a part of it. */
export function deployedStack(scope: IConstruct): Stack {
  const stack = Stack.of(scope);
  return stack.nestedStackParent ? deployedStack(stack.nestedStackParent) : stack;
}

/** The account of a resource; of an imported one it may be another than that of its stack. */
export function accountOf(resource: IResource): string {
  const { account } = resource.env;
  return Token.isUnresolved(account) ? accountKey(resource) : account;
}
