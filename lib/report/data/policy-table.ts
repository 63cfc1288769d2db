import { createHash } from 'node:crypto';
import { statementText } from './statement-text';
import { wildcardsOf } from './wildcards';
import type { AccessRole, NamedDocument } from '../../access/model/access-role';
import { permissionLines } from '../../access/words/permission-words';
import type { PolicyDocument } from '../../iam/document';
import { plain } from '../../iam/partial-text';
import type { Origin } from '../../inventory/inventory';
import type { ReportLine, ReportPolicy } from '../report-data';

/** What is read of one document, whoever has it. */
type DocumentFacts = Pick<ReportPolicy, 'statements' | 'lines' | 'undecided'>;

type Draft = Omit<ReportPolicy, 'id' | 'roles'> & { readonly roles: string[] };

/** The policies of all roles. What several roles have under one name and with the same statements is one policy. */
export class PolicyTable {
  private readonly drafts = new Map<string, Draft>();
  private readonly ids = new Map<string, string>();
  private readonly facts = new Map<string, DocumentFacts>();
  private readonly digests = new WeakMap<PolicyDocument, string>();

  public get policies(): ReportPolicy[] {
    return [...this.drafts].map(([key, draft]) => ({ id: this.ids.get(key)!, ...draft }));
  }

  /** A policy of permissions that a role has; its id. */
  public ofRole(role: AccessRole, roleId: string, { document, name, policy }: NamedDocument): string {
    const text = policyText(policy?.policyName ?? policy?.name ?? name);
    const origin = policy?.at === undefined ? role.origin : role.originOf(policy.at);
    const reasons = reasonsOf(text, role.origin, origin);
    return this.add(text, policy?.kind === 'managed' ? 'managed' : 'inline', document, role, roleId, origin, reasons);
  }

  /** The document of a role's boundary; its id. */
  public boundaryOf(role: AccessRole, roleId: string, name: string, document: PolicyDocument): string {
    return this.add(name, 'boundary', document, role, roleId, role.origin, new Map());
  }

  private add(
    name: string, kind: ReportPolicy['kind'], document: PolicyDocument, role: AccessRole, roleId: string, { file, place: { line } }: Origin,
    reasons: ReadonlyMap<string, string>,
  ): string {
    const content = `${role.account ?? ''} ${this.digestOf(document)}`;
    const key = [kind, name, content, ...[...reasons].flat()].join('\n');
    const known = this.drafts.get(key);
    if (known !== undefined) {
      if (known.roles.at(-1) !== roleId) {
        known.roles.push(roleId);
      }
      return this.ids.get(key)!;
    }
    const facts = this.facts.get(content) ?? factsOf(document, role.account);
    this.facts.set(content, facts);
    const wildcards = kind === 'boundary' ? [] : wildcardsOf(document, reasons, role.account);
    const id = `p${this.drafts.size + 1}`;
    this.ids.set(key, id);
    this.drafts.set(key, { name, kind, file, line, roles: [roleId], ...facts, wildcards, reasons: [...new Set(reasons.values())] });
    return id;
  }

  private digestOf(document: PolicyDocument): string {
    const known = this.digests.get(document);
    if (known !== undefined) {
      return known;
    }
    const digest = createHash('sha256').update(JSON.stringify([document.statements, document.undecided])).digest('base64');
    this.digests.set(document, digest);
    return digest;
  }
}

function factsOf(document: PolicyDocument, account: string | undefined): DocumentFacts {
  const lines = new Map<string, ReportLine>();
  for (const statement of document.statements) {
    for (const { service, text } of permissionLines(statement, account)) {
      lines.set(`${service}\n${text}`, { statement: statement.number, service, text });
    }
  }
  return {
    statements: document.statements.map(statementText),
    lines: [...lines.values()],
    undecided: document.undecided.map(({ what }) => plain(what)),
  };
}

/** `s3.read`, the bundle, rather than `the inline policy "s3.read"`. */
function policyText(name: string): string {
  return plain(/^the inline policy "(.*)"$/s.exec(name)?.[1] ?? name.replace(/^the (?=managed policy|inline policy)/, ''));
}

/** The reasons that the template gives for a policy of the role, by the ids that they acknowledge. */
function reasonsOf(policy: string, ...origins: readonly Origin[]): Map<string, string> {
  const written = origins.flatMap(({ acknowledged }) => [...acknowledged ?? []]);
  return new Map(written.filter(([, text]) => text.startsWith(`${policy}: `))
    .map(([id, text]) => [plain(id), plain(text.slice(policy.length + 2))]));
}
