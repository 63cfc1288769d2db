import type { ActionFacts } from './action-facts';
import { actionsByService } from './action-facts';
import { breadthOfEntry } from './wildcards';
import { serviceText } from '../../access/words/service-words';
import type { PolicyDocument } from '../../iam/document';
import { isOnlyWildcards } from '../../iam/glob';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { ReportAccess, ReportBreadth, ReportServiceAccess } from '../report-data';

const ORDER: readonly ReportAccess[] = ['everything', 'read', 'write', 'delete', 'permissions'];
const BREADTHS: readonly ReportBreadth[] = ['named', 'pattern', 'any'];

/** As the column of all services is called. */
export const ALL_SERVICES = 'all services';

interface Draft {
  readonly access: Set<ReportAccess>;
  breadth: ReportBreadth;
  isConditional: boolean;
}

/** What documents read once each come to. */
export class ServiceAccess {
  private readonly known = new WeakMap<PolicyDocument, readonly ReportServiceAccess[]>();

  public constructor(private readonly facts: ActionFacts) {}

  /** What the policies of a role allow of each service, at a glance; denies and boundaries are not weighed. */
  public of(documents: readonly PolicyDocument[]): ReportServiceAccess[] {
    const all = documents.map((document) => this.ofDocument(document));
    return all.length === 1 ? [...all[0]] : mergedAccess(all.flat());
  }

  private ofDocument(document: PolicyDocument): readonly ReportServiceAccess[] {
    const known = this.known.get(document) ?? mergedAccess(document.statements.filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => this.ofStatement(statement)));
    this.known.set(document, known);
    return known;
  }

  private ofStatement(statement: PolicyStatement): ReportServiceAccess[] {
    const isConditional = statement.conditions.length > 0 || statement.hasUndecidedConditions;
    const widest = widestOf(statement);
    if (statement.notActions.length > 0) {
      return [{ service: ALL_SERVICES, access: ['everything'], breadth: widest, isConditional }];
    }
    return [...actionsByService(statement.actions)].map(([service, names]): ReportServiceAccess => {
      if (service === '*' || names.some(isOnlyWildcards)) {
        return { service: service === '*' ? ALL_SERVICES : serviceText(service), access: ['everything'], breadth: widest, isConditional };
      }
      const found = this.facts.of(service, names);
      const canName = found.length === 0 || found.some(({ action: { resources } }) => resources === undefined || resources.length > 0);
      const access = new Set(found.length === 0 ? ['write' as const] : found.map((fact) => fact.access));
      return { service: serviceText(service), access: ORDER.filter((one) => access.has(one)), breadth: canName ? widest : 'named', isConditional };
    });
  }
}

/** What is allowed of each service by several at once, by the names of the services. */
export function mergedAccess(all: readonly ReportServiceAccess[]): ReportServiceAccess[] {
  const drafts = new Map<string, Draft>();
  for (const { service, access, breadth, isConditional } of all) {
    const draft = drafts.get(service) ?? { access: new Set(), breadth, isConditional };
    drafts.set(service, draft);
    access.forEach((one) => draft.access.add(one));
    draft.breadth = BREADTHS[Math.max(BREADTHS.indexOf(draft.breadth), BREADTHS.indexOf(breadth))];
    draft.isConditional &&= isConditional;
  }
  return [...drafts].sort(([one], [other]) => one < other ? -1 : 1)
    .map(([service, { access, ...draft }]) => ({ service, access: ORDER.filter((one) => access.has(one)), ...draft }));
}

function widestOf({ resources, notResources }: PolicyStatement): ReportBreadth {
  const found = notResources.length > 0 ? ['any'] : resources.map((entry) => entry.includes('*') || entry.includes('?') ? breadthOfEntry(entry) : 'inside');
  return found.includes('any') ? 'any' : found.includes('pattern') ? 'pattern' : 'named';
}
