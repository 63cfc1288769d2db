import type { IConstruct } from 'constructs';
import { AccessModel } from '../access/model/access-model';
import type { AccessRole } from '../access/model/access-role';
import { permissionsOfRole } from '../access/what-can';
import { readConstructTree } from '../inventory/construct-tree';

/**
 * What the roles of a construct tree may do, in words: one line for each permission, in an order that does not depend on that of the
 * statements. Roles that exist already are not part of the tree, so that nothing is known of theirs.
 */
export class RolePermissionWords {
  private roles?: ReadonlyMap<IConstruct, AccessRole>;

  public constructor(private readonly scope: IConstruct) {}

  public linesOf(role: IConstruct): string[] {
    this.roles ??= readRoles(this.scope);
    const known = [role, ...role.node.findAll()].map((node) => this.roles!.get(node)).find((one) => one !== undefined);
    if (known === undefined) {
      return ['The role exists already: its policies are not known here.'];
    }
    const { services, notes } = permissionsOfRole(known);
    const lines = services.flatMap(({ service, lines: own }) => own.map(({ text, policy }) => `${service}: ${text} (${policy})`));
    return lines.length + notes.length === 0 ? ['nothing'] : [...[...new Set(lines)].sort(), ...notes];
  }
}

function readRoles(scope: IConstruct): Map<IConstruct, AccessRole> {
  const found = new Map<IConstruct, AccessRole>();
  for (const part of readConstructTree(scope)) {
    const file = part.stack.node.path;
    const originOf = (at: string) => ({ file, place: { line: 1, column: 1 }, resource: at });
    const { roles } = new AccessModel({ parts: [{ ...part, file, refersByLogicalId: true, originOf, problems: [] }] });
    roles.forEach((role) => {
      const node = part.nodeOf(role.logicalId ?? '');
      if (node !== undefined) {
        found.set(node, role);
      }
    });
  }
  return found;
}
