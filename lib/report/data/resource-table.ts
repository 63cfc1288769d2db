import type { ActionFacts } from './action-facts';
import { grantsOf, grantsOfAll, grantsOfResource, hasGrantsOfAll, reachLines } from './reach';
import type { Grant } from './reach';
import type { ReachVerdicts } from './reach-verdict';
import { resourcePolicy } from './resource-policy';
import type { Thing } from './thing';
import { literalPrefix, thingOf, thingText } from './thing';
import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole } from '../../access/model/access-role';
import type { OwnedResource } from '../../access/model/owned-resources';
import { serviceText } from '../../access/words/service-words';
import { addTo } from '../../core/add-to';
import { once } from '../../core/once';
import { arnParts } from '../../iam/arn';
import { globsOverlap, hasWildcard } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { ReportReach, ReportReachLine, ReportResource } from '../report-resource';

/** How many roles that reach it by a wider name all resources together list, and how many one does. */
const [MOST_WIDE, MOST_WIDE_EACH] = [3_000, 40];

interface Draft {
  readonly thing: Thing;
  readonly direct: Map<AccessRole, Grant[]>;
  owned?: OwnedResource;
}

type Grants = ReadonlyMap<AccessRole, readonly Grant[]>;

const NONE: Grants = new Map();

const KIND_RANK = { any: 0, pattern: 1, named: 2 };

/** Everything that policies name, and who reaches it. */
export class ResourceTable {
  private readonly drafts = new Map<string, Draft>();
  /** What is named by a pattern, by service and by what the pattern begins with. */
  private readonly wide = new Map<string, Map<string, Grant[]>>();
  /** What statements for all services allow, by service. */
  private readonly forAll = new Map<string, readonly Grant[]>();
  private rolesForAll?: readonly AccessRole[];

  public constructor(
    private readonly model: AccessModel, private readonly verdicts: ReachVerdicts, private readonly idOf: (role: AccessRole) => string,
  ) {}

  public read(facts: ActionFacts): ReportResource[] {
    for (const role of this.model.roles) {
      grantsOf(role, facts).forEach((grant) => this.add(grant));
    }
    this.model.resources.all().forEach((owned) => this.own(owned, facts));
    const drafts = [...this.drafts.values()].map((draft) => ({ draft, key: keyOf(draft.thing) }))
      .sort((one, other) => one.key < other.key ? -1 : one.key > other.key ? 1 : 0).map(({ draft }) => draft);
    const wide = drafts.map(({ thing }) => thing.kind === 'named' ? this.wideGrants(thing, facts) : NONE);
    const each = limitFor(wide.map((grants, i) => [...grants.keys()].filter((role) => !drafts[i].direct.has(role)).length));
    return drafts.map((draft, i) => this.resourceOf(draft, `b${i + 1}`, wide[i], each))
      .filter(({ reach, policy, moreByPattern }) => reach.length > 0 || policy !== null || moreByPattern > 0);
  }

  private add(grant: Grant): void {
    const { thing, role } = grant;
    const draft = this.draftOf(thing);
    addTo(draft.direct, role, [grant]);
    if (thing.kind !== 'named') {
      const byPrefix = this.wide.get(thing.service) ?? new Map<string, Grant[]>();
      this.wide.set(thing.service, byPrefix);
      addTo(byPrefix, literalPrefix(thing.arn), [grant]);
    }
  }

  private draftOf(thing: Thing): Draft {
    const key = `${thing.service} ${thing.arn}`;
    const draft = this.drafts.get(key) ?? { thing, direct: new Map() };
    this.drafts.set(key, draft);
    return draft;
  }

  private own(owned: OwnedResource, facts: ActionFacts): void {
    const service = arnParts(owned.arn)?.service;
    if (service !== undefined && owned.policies.length > 0) {
      const draft = this.draftOf(thingOf(owned.arn, service));
      draft.owned = owned;
      owned.policies.flatMap(({ document }) => grantsOfResource(document, (principal) => this.model.rolesOfArn(principal), facts))
        .filter(({ thing: { arn } }) => arn === draft.thing.arn).forEach((grant) => addTo(draft.direct, grant.role, [grant]));
    }
  }

  private resourceOf({ thing, direct, owned }: Draft, id: string, wide: Grants, mostWide: number): ReportResource {
    const others = [...wide].filter(([role]) => !direct.has(role));
    const shown = others.slice(0, mostWide);
    const own = [...direct].map(([role, grants]) => [role, [...grants, ...wide.get(role) ?? []]] as const);
    const reach = [...own, ...shown].flatMap(([role, grants]) => this.reachOf(role, grants, thing));
    const first = [...direct.keys()][0];
    return {
      id,
      service: serviceText(thing.service),
      arn: plain(thing.arn),
      name: plain(thing.kind === 'any' ? `any ${serviceText(thing.service)} resource` : thingText(thing, owned?.account ?? first?.account)),
      kind: thing.kind,
      reach,
      moreByPattern: others.length - shown.length,
      policy: owned === undefined ? null : resourcePolicy(this.model, owned),
    };
  }

  private wideGrants({ service, arn }: Thing, facts: ActionFacts): Map<AccessRole, Grant[]> {
    const found = new Map<AccessRole, Grant[]>();
    const byPrefix = this.wide.get(service);
    for (let length = 0; byPrefix !== undefined && length <= arn.length; length++) {
      (byPrefix.get(length === 0 ? '' : arn.slice(0, length)) ?? [])
        .filter(({ thing }) => thing.kind === 'any' || globsOverlap(thing.arn, arn))
        .forEach((grant) => addTo(found, grant.role, [grant]));
    }
    this.grantsForAll(service, facts).filter(({ thing }) => thing.kind === 'any' || globsOverlap(thing.arn, arn))
      .forEach((grant) => addTo(found, grant.role, [grant]));
    return found;
  }

  /** Of the roles that have statements for all services, what these allow of one; entries that name a service are among the others. */
  private grantsForAll(service: string, facts: ActionFacts): readonly Grant[] {
    this.rolesForAll ??= this.model.roles.filter(hasGrantsOfAll);
    const roles = this.rolesForAll;
    return once(this.forAll, service, () => roles.flatMap((role) => grantsOfAll(role, service, facts))
      .filter(({ entry }) => hasWildcard(arnParts(entry)?.service ?? '*')));
  }

  private reachOf(role: AccessRole, grants: readonly Grant[], thing: Thing): ReportReach[] {
    const lines = merged(grants.flatMap((grant) => reachLines(grant, thing, this.verdicts)));
    const by = grants.every(({ isOfResource }) => isOfResource) ? 'the policy of the resource' : grants.some((grant) => grant.thing.kind === 'named') ? 'name' : grants.some((grant) => grant.thing.kind === 'pattern') ? 'pattern' : 'any';
    return lines.length === 0 ? [] : [{ role: this.idOf(role), by, lines }];
  }
}

/** How many each may list, so that all together list no more than they may. */
function limitFor(sizes: readonly number[]): number {
  const total = (limit: number) => sizes.reduce((sum, size) => sum + Math.min(size, limit), 0);
  let limit = MOST_WIDE_EACH;
  while (limit > 0 && total(limit) > MOST_WIDE) {
    limit--;
  }
  return limit;
}

/** Anything of a service comes first, then patterns, then what is named, by its name. */
function keyOf({ service, kind, arn }: Thing): string {
  return `${serviceText(service).toLowerCase()} ${KIND_RANK[kind]} ${arn}`;
}

/** Lines of one answer about one part are one line. */
function merged(lines: readonly ReportReachLine[]): readonly ReportReachLine[] {
  if (lines.length < 2) {
    return lines;
  }
  const found = new Map<string, ReportReachLine>();
  for (const { verbs, ...line } of lines) {
    const key = JSON.stringify(line);
    found.set(key, { verbs: [...new Set([...found.get(key)?.verbs ?? [], ...verbs])], ...line });
  }
  return [...found.values()];
}
