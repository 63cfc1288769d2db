import { clusterOf, whoText } from './answer-as';
import type { AccessModel } from './model/access-model';
import type { AccessRole, NamedDocument } from './model/access-role';
import { Assumptions } from './routes/assumptions';
import { becoming, unseenRoles } from './routes/becoming';
import { roleText } from './routes/role-policies';
import { chainOf } from './routes/route-text';
import { routesFrom } from './routes/routes';
import type { Route } from './routes/routes';
import type { ServiceAccountName } from './service-account-name';
import { permissionLines } from './words/permission-words';
import { isKnown, plain } from '../iam/partial-text';

/** What somebody may do, by one role. */
export interface RolePermissions {
  readonly role: string;
  /** How the role is reached, a sentence for each step. */
  readonly chain: readonly string[];
  /** Grouped by service, in the order of the names. */
  readonly services: readonly ServicePermissions[];
  /** Why the policies are as they are, where the template says it. */
  readonly reasons: readonly { readonly policy: string; readonly reason: string }[];
  /** What limits it all, or is not among the paths. */
  readonly notes: readonly string[];
}

/** What is allowed of one service. */
export interface ServicePermissions {
  readonly service: string;
  readonly lines: readonly { readonly text: string; readonly policy: string; readonly statement: number }[];
}

/** What a service account may do, by each role that it becomes. */
export interface WhatCan {
  readonly roles: readonly RolePermissions[];
  readonly notSeen: readonly string[];
}

/**
 * What a service account may do, in words.
 *
 * @throws UnknownClusterError
 */
export function whatCan(model: AccessModel, as: ServiceAccountName): WhatCan {
  const assumptions = new Assumptions(model, { policies: {}, nameOf: () => 'a control policy' }, {});
  const routes = routesFrom(becoming(model, as, clusterOf(model, as)), assumptions);
  return {
    roles: routes.map((route) => ofRoute(route, whoText({ as }))),
    notSeen: [
      'service control policies', 'resource control policies', 'policies of resources',
      ...unseenRoles(model, as).map((arn) => `role ${plain(arn)}, which its manifest names`),
    ],
  };
}

function ofRoute(route: Route, who: string): RolePermissions {
  const { role } = route.steps.at(-1)!.session;
  return { role: roleText(role), chain: [...chainOf(route, who), ...route.conditions.map((condition) => `if ${condition}`)], ...permissionsOfRole(role) };
}

/** What a role may do, in words, by its own policies. */
export function permissionsOfRole(role: AccessRole): Pick<RolePermissions, 'services' | 'reasons' | 'notes'> {
  const documents = role.ways.flatMap(({ identity }) => identity);
  const services = new Map<string, Map<string, ServicePermissions['lines'][number]>>();
  for (const { document, name, policy } of documents) {
    // Of a policy of AWS that is not among the paths, a table may know a whole service.
    for (const statement of document.statements.filter(({ actions }) => actions.every(isKnown))) {
      for (const { service, text } of permissionLines(statement, role.account)) {
        const lines = services.get(service) ?? new Map<string, ServicePermissions['lines'][number]>();
        services.set(service, lines.set(`${text}\n${name}`, { text, policy: policyText(policy?.name ?? name), statement: statement.number }));
      }
    }
  }
  const names = [...services.keys()].sort((one, other) => one < other ? -1 : 1);
  return {
    services: names.map((service) => ({ service, lines: [...services.get(service)!.values()] })),
    reasons: reasonsOf(role, documents),
    notes: notesOf(role),
  };
}

function isSeen({ policy }: NamedDocument): boolean {
  return policy !== undefined;
}

/** `s3.read`, the bundle, rather than `the inline policy "s3.read"`. */
function policyText(name: string): string {
  return plain(/^the inline policy "(.*)"$/s.exec(name)?.[1] ?? name.replace(/^the (?=managed policy|inline policy)/, ''));
}

/** The reasons that stand in the template for what needed one: a wildcard, a broad policy. */
function reasonsOf(role: AccessRole, documents: readonly NamedDocument[]): { policy: string; reason: string }[] {
  const names = [...new Set(documents.filter(isSeen).map(({ policy, name }) => policyText(policy?.name ?? name)))];
  const written = [...new Set(role.origin.acknowledged?.values() ?? [])];
  return names.flatMap((policy) => written.filter((text) => text.startsWith(`${policy}: `))
    .map((text) => ({ policy, reason: plain(text.slice(policy.length + 2)) })));
}

function notesOf(role: AccessRole): string[] {
  const [{ boundary, unseen, role: { undecided, boundaryArn = '' } }] = role.ways;
  return [
    ...boundary.length === 0 ? [] : [`at most what its permissions boundary${boundaryArn === '' ? '' : ` ${plain(boundaryArn)}`} allows`],
    ...role.ways.length > 1 ? ['what applies depends on conditions of the template'] : [],
    ...unseen.map((name) => `and what ${plain(name)} allows, which is not among the paths`),
    ...undecided.map((what) => `not known: ${plain(what)}`),
  ];
}
