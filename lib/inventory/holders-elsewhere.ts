import { keyOf } from './linked-policies';
import type { HolderElsewhere, InventoryPolicy, StandalonePolicy } from './role';
import { policiesOfHolders } from './template-users';
import type { ReadTemplate } from './template-users';
import { GROUP_TYPE, ROLE_TYPE, USER_TYPE } from '../cloudformation/resource-types';
import { addTo } from '../core/add-to';
import { EMPTY_DOCUMENT } from '../iam/document';

/** What holds policies: the type of resource, the property with its name, and the list of a policy that names it. */
const KINDS = [
  { kind: 'role', type: ROLE_TYPE, name: 'RoleName', list: 'roles' },
  { kind: 'user', type: USER_TYPE, name: 'UserName', list: 'users' },
  { kind: 'group', type: GROUP_TYPE, name: 'GroupName', list: 'groups' },
] as const;

interface Attached {
  readonly stack: string;
  readonly text: string;
  readonly policy: StandalonePolicy;
}

/**
 * Those to whom policies of templates are attached and whom no template makes: somebody writes their name, or it is a parameter or an
 * import. By the templates in which the first of their policies stands.
 */
export function holdersElsewhere(templates: readonly ReadTemplate[]): Map<string, HolderElsewhere[]> {
  const found = new Map<string, HolderElsewhere[]>();
  for (const { kind, type, name, list } of KINDS) {
    const attached = new Map<string, Attached[]>();
    for (const { stack, reader } of templates) {
      const policies = kind === 'role' ? reader.policies : policiesOfHolders(reader);
      policies.forEach((policy) => new Set(policy[list] ?? [])
        .forEach((text) => addTo(attached, keyOf(text, stack), [{ stack: stack.id, text, policy }])));
    }
    if (attached.size > 0) {
      templates.forEach(({ stack, reader }) => reader.resourcesOf(type).forEach(([id, { [name]: written }]) => {
        attached.delete(`${stack.id}/${id}`);
        (written === undefined ? [] : reader.texts(written)).forEach((text) => attached.delete(keyOf(text, stack)));
      }));
    }
    attached.forEach((all) => addTo(found, all[0].stack, [holderOf(kind, all)]));
  }
  return found;
}

function holderOf(kind: HolderElsewhere['kind'], all: readonly Attached[]): HolderElsewhere {
  const [{ stack: viewer, text, policy: { at } }] = all;
  const policies = all.flatMap(({ stack, policy: { at: own, ways } }) =>
    ways.map((way): InventoryPolicy => stack === viewer ? way : { ...way, at: `${stack}/${own}` }));
  return {
    kind,
    holder: {
      at,
      roleName: text,
      trust: EMPTY_DOCUMENT,
      policies,
      managedPolicyArns: [],
      managedPolicies: policies.filter((policy) => policy.kind === 'managed').length,
      permissionsBoundary: 'unknown',
      issuersOfProviders: new Map(),
      undecided: [],
    },
  };
}
