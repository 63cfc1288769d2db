import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CfnManagedPolicy, CfnRole, DefaultTokenResolver, Reference, Stack, Token, Tokenization } from '../core/cdk';

const FOUND = Symbol.for('cdk-irsa.policies-naming-roles');

interface Found {
  /** Managed policies that name a role: by its resource, or by its account and literal name. */
  readonly policies: ReadonlyMap<unknown, number>;
  readonly asked: Set<IConstruct>;
}

/**
 * How many managed policies of the app are attached to a role by naming it (`new ManagedPolicy(…, { roles: [role] })`): the
 * role does not know of them. The tree is searched once for all roles, and anew when one asks again, which is another synthesis.
 */
export function managedPoliciesNaming(role: IConstruct): number {
  const root = role.node.root as IConstruct & { [FOUND]?: Found };
  if (!root[FOUND] || root[FOUND].asked.has(role)) {
    root[FOUND] = { policies: search(root), asked: new Set() };
  }
  const { policies, asked } = root[FOUND];
  asked.add(role);
  const resource = role.node.defaultChild;
  if (policies.size === 0 || !(resource instanceof CfnRole)) {
    return 0;
  }
  const { roleName } = resource;
  const byName = roleName === undefined || Token.isUnresolved(roleName) ? undefined : policies.get(nameKey(resource, roleName));
  return (policies.get(resource) ?? 0) + (byName ?? 0);
}

function search(root: IConstruct): Map<unknown, number> {
  const found = new Map<unknown, number>();
  for (const node of root.node.findAll()) {
    if (node instanceof CfnManagedPolicy && node.roles !== undefined) {
      const roles = new RoleResolver();
      const names: unknown = Tokenization.resolve(node.roles, { scope: node, resolver: roles, preparing: false });
      const keys = [...roles.resources, ...[names].flat().filter((name) => typeof name === 'string').map((name) => nameKey(node, name))];
      keys.forEach((key) => found.set(key, (found.get(key) ?? 0) + 1));
    }
  }
  return found;
}

function nameKey(node: IConstruct, name: string): string {
  return `${Stack.of(node).account} ${name.toLowerCase()}`;
}

/** Notes the resources that a value refers to, in whichever stack they are. */
class RoleResolver extends DefaultTokenResolver {
  public readonly resources = new Set<IConstruct>();

  public constructor() {
    super({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      this.resources.add(token.target);
      return undefined;
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
