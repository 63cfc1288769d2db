import type { PolicyTable } from './policy-table';
import type { ServiceAccess } from './service-access';
import { trustTexts } from './trust-lines';
import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole } from '../../access/model/access-role';
import { isOfWorkload } from '../../compliance/escalation';
import { plain } from '../../iam/partial-text';
import type { ReportRole } from '../report-data';

type OfOthers = Pick<ReportRole, 'workloads' | 'pods'>;

/** The roles among the paths, in the order of their names. */
export class RoleTable {
  private readonly ordered: readonly AccessRole[];
  private readonly ids: ReadonlyMap<AccessRole, string>;

  public constructor(private readonly model: AccessModel, private readonly policies: PolicyTable, private readonly access: ServiceAccess) {
    const keyed = model.roles.map((role) => ({ role, key: `${role.name}\n${role.arn}\n${role.origin.file}` }));
    this.ordered = keyed.sort((one, other) => one.key < other.key ? -1 : one.key > other.key ? 1 : 0).map(({ role }) => role);
    this.ids = new Map(this.ordered.map((role, i) => [role, `r${i + 1}`]));
  }

  public idOf(role: AccessRole): string {
    return this.ids.get(role)!;
  }

  /** @param ofOthers what workloads and pods tell of a role */
  public read(ofOthers: (id: string, isOfWorkloads: boolean) => OfOthers): ReportRole[] {
    return this.ordered.map((role) => {
      const id = this.idOf(role);
      const { origin: { file, place, path }, account, arn, name, ways } = role;
      const isOfWorkloads = ways.some(({ role: judged }) => isOfWorkload(judged));
      const documents = ways.flatMap(({ identity }) => identity).filter(({ policy }) => policy !== undefined);
      return {
        id,
        name: plain(name),
        arn: plain(arn),
        account: account === undefined ? null : plain(account),
        file,
        line: place.line,
        constructPath: path ?? null,
        trust: trustTexts(this.model, role),
        policies: [...new Set(documents.map((document) => this.policies.ofRole(role, id, document)))],
        boundary: this.boundaryOf(role, id),
        services: this.access.of(documents.map(({ document }) => document)),
        notes: notesOf(role),
        ...ofOthers(id, isOfWorkloads),
      };
    });
  }

  private boundaryOf(role: AccessRole, id: string): ReportRole['boundary'] {
    const [{ boundary: [document], role: { boundary, boundaryArn, permissionsBoundary } }] = role.ways;
    const name = boundaryArn === undefined ? 'its permissions boundary' : plain(role.known(boundaryArn));
    return permissionsBoundary === 'absent' && document === undefined ? null
      : { name, policy: boundary === undefined || document === undefined ? null : this.policies.boundaryOf(role, id, name, document) };
  }
}

function notesOf({ ways }: AccessRole): string[] {
  const [{ unseen, role: { undecided, permissionsBoundary, boundary } }] = ways;
  return [
    ...permissionsBoundary === 'unknown' ? ['whether it has a permissions boundary is not known'] : [],
    ...permissionsBoundary === 'present' && boundary === undefined ? ['its permissions boundary is not among the paths and may allow less'] : [],
    ...ways.length > 1 ? ['what applies depends on conditions of the template'] : [],
    ...unseen.map((name) => `what ${plain(name)} allows is not among the paths`),
    ...undecided.map((what) => `not known: ${plain(what)}`),
  ];
}
