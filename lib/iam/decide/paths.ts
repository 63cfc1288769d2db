import { PRINCIPAL, RESOURCE } from './dimensions';
import type { Coordinates, Dimensions, Way } from './dimensions';
import { isOfAccount } from './principal-sets';
import type { Degree } from './principal-sets';
import { hasUnreadStatements, statementSets } from './statement-sets';
import type { StatementSets } from './statement-sets';
import type { PolicyVariables } from './variables';
import type { ApplicablePolicies, PolicyKind } from '../applicable-policies';
import type { PolicyDocument } from '../document';
import type { Language } from '../language/language';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import type { PolicyStatement } from '../policy-statement';

/** All statements of the policies, those included that stand for what cannot be read. */
export interface PolicyStatements {
  readonly allows: ReadonlyMap<string, readonly StatementSets[]>;
  readonly denies: readonly StatementSets[];
  readonly all: readonly StatementSets[];
}

/**
 * One way in which AWS allows: a statement of each group must. The groups and the restriction together are never less than what AWS
 * allows in this way.
 */
export interface Path {
  readonly groups: readonly (readonly Way[])[];
  /** Whether AWS certainly allows what they allow. */
  readonly isCertain: boolean;
  readonly restriction: readonly (readonly [dimension: number, coordinates: Coordinates])[];
}

/** Of several levels, each is a group of its own. */
function groupKey(policy: PolicyKind, level?: number): string {
  return level === undefined ? policy : `${policy}/${level}`;
}

export function readPolicies(policies: ApplicablePolicies, variables: PolicyVariables): PolicyStatements {
  const allows = new Map<string, StatementSets[]>();
  const denies: StatementSets[] = [];
  const all: StatementSets[] = [];
  const read = (documents: readonly PolicyDocument[], policy: PolicyKind, level?: number) => {
    const statements = documents.flatMap((document, i) => [
      ...statementSets(document, { policy, level, document: i }, variables),
      ...(hasUnreadStatements(document) ? [unreadStatement(policy, i, level)] : []),
    ]);
    all.push(...statements);
    allows.set(groupKey(policy, level), statements.filter(({ statement }) => statement.effect !== 'Deny'));
    denies.push(...statements.filter(({ statement, isOpen }) => statement.effect === 'Deny' && !isOpen));
  };
  for (const policy of ['identity', 'permissionsBoundary', 'session', 'resource', 'trust'] as const) {
    if ((policies[policy]?.length ?? 0) > 0) {
      read(policies[policy]!, policy);
    }
  }
  for (const policy of ['serviceControlPolicies', 'resourceControlPolicies'] as const) {
    policies[policy]?.forEach((level, i) => level.length > 0 && read(level, policy, i));
  }
  return { allows, denies, all };
}

/** Something that certainly is denied: a statement, and what else must be so. */
export interface CertainDeny {
  readonly way: Way;
  readonly restriction: Path['restriction'];
}

/** Denies that certainly are about requests of a kind of principal. */
export function deniesFor({ denies }: PolicyStatements, dimensions: Dimensions, steps: Steps): readonly CertainDeny[] {
  const { kind } = dimensions;
  const hasPolicies = kind === 'roleSession' || kind === 'user';
  const applies: Readonly<Record<PolicyKind, boolean>> = {
    identity: hasPolicies,
    permissionsBoundary: hasPolicies,
    session: kind === 'roleSession',
    serviceControlPolicies: isOfAccount(kind),
    resource: true,
    trust: true,
    resourceControlPolicies: true,
  };
  const ordinary: Path['restriction'] = kind === 'roleSession' ? [[PRINCIPAL, SERVICE_LINKED.not().language('smaller', false, steps)]] : [];
  return denies.filter(({ reference }) => applies[reference.policy]).flatMap((sets) => dimensions.waysOf(sets)
    .map((way) => ({ way, restriction: sets.reference.policy.endsWith('ControlPolicies') ? ordinary : [] })));
}

/** Roles that control policies say nothing about. */
const SERVICE_LINKED = TextSet.like('*:role/aws-service-role/*');

/** The ways in which AWS may allow what principals of a kind ask. */
export function pathsFor({ allows }: PolicyStatements, dimensions: Dimensions, account: string | undefined, steps: Steps): Path[] {
  const group = (key: string) => (allows.get(key) ?? []).flatMap((sets) => dimensions.waysOf(sets));
  const { kind } = dimensions;
  const ofResource = [...group('trust'), ...group('resource')];
  if (!isOfAccount(kind)) {
    return [{ groups: [ofResource], restriction: [], isCertain: true }];
  }
  const hasPolicies = kind !== 'accountRoot';
  const own = (keys: readonly string[]) => hasPolicies ? keys.filter((key) => allows.has(key)).map(group) : [];
  const limits = own(kind === 'roleSession' ? ['permissionsBoundary', 'session'] : ['permissionsBoundary']);
  const identity = hasPolicies ? [group('identity')] : [];
  const named = (...degrees: readonly Degree[]) => ofResource.filter(({ match }) => match !== undefined && degrees.includes(match.degree));
  const within = withinAccount(account, dimensions, steps);
  // Of many accounts that may ask, not each is certainly the owner.
  const isCertain = account !== undefined || dimensions.askingAccount(steps) !== undefined;
  const ways: Path[] = [
    // A role always has to let itself be assumed; any other resource leaves it to the account.
    { groups: [...identity, ...limits, ...allows.has('trust') ? [named('account', 'any')] : []], restriction: within, isCertain },
  ];
  if (ofResource.length > 0) {
    ways.push({ groups: [named('itself', 'any')], restriction: within, isCertain }, { groups: [named('role', 'any'), ...limits], restriction: within, isCertain });
    ways.push({ groups: [...identity, ofResource, ...limits], restriction: outsideAccount(account, steps), isCertain: true });
  }
  const levels = [...allows.keys()].filter((key) => key.startsWith('serviceControlPolicies/')).map(group);
  return levels.length === 0 ? ways : ways.flatMap((way) => [
    { ...way, groups: [...way.groups, ...levels] },
    ...kind === 'roleSession' ? [{ ...way, restriction: [...way.restriction, [PRINCIPAL, SERVICE_LINKED.language('larger', true, steps)] as const] }] : [],
  ]);
}

function ofAccount(account: string, steps: Steps): Language {
  return TextSet.of([`arn:*:*:*:${account}:*`], 'arn').language('larger', true, steps);
}

/** The owner of the resource asks; where it is not said who that is, it may be the account of all who ask. */
function withinAccount(account: string | undefined, dimensions: Dimensions, steps: Steps): Path['restriction'] {
  const asking = dimensions.askingAccount(steps);
  return account !== undefined ? [[PRINCIPAL, ofAccount(account, steps)]] : asking !== undefined ? [resourcesOf(asking, steps)] : [];
}

function outsideAccount(account: string | undefined, steps: Steps): Path['restriction'] {
  return account === undefined ? [] : [[PRINCIPAL, TextSet.of([`arn:*:*:*:${account}:*`], 'arn').not().language('larger', true, steps)]];
}

/** Resources that may be of an account: those whose ARN names it or none, and what is no ARN. */
function resourcesOf(account: string, steps: Steps): readonly [number, Coordinates] {
  const others = TextSet.of(['arn:*:*:*:?*:*'], 'arn').but(TextSet.of([`arn:*:*:*:${account}:*`, 'arn:*:*:*:aws:*'], 'arn'));
  return [RESOURCE, others.not().language('larger', true, steps)];
}

const NOTHING_READ: PolicyStatement = {
  number: 0,
  effect: '',
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  principals: [],
  notPrincipals: [],
  hasNotPrincipal: false,
  conditions: [],
  hasUndecidedConditions: false,
};

/** Stands for statements that cannot be read, which may allow everything. */
function unreadStatement(policy: PolicyKind, document: number, level?: number): StatementSets {
  return {
    reference: { policy, level, document, statement: 0 },
    statement: NOTHING_READ,
    actions: TextSet.every,
    resources: TextSet.every,
    keys: new Map(),
    isOpen: true,
    hasUnreadablePrincipals: true,
  };
}
