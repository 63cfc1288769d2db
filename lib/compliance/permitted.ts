import { Answers } from './answers';
import type { Limit, LimitContext } from './condition-limits';
import { isTagItGives, leftByDeny, limitOf } from './condition-limits';
import { denying, denyingOf } from './denying';
import type { JudgedRole } from './judged-role';
import { ofRole } from './judged-role';
import { leftNames } from './left-names';
import { inOwnAccount } from './own-account';
import type { ResourceKind, Scope, StatementResources } from './resource-scope';
import { ALWAYS, PARTITIONS, samplesOf, scopeOf, takesResource } from './resource-scope';
import { SessionKeys } from './session-keys';
import { serviceOf } from './single-ways';
import { letsGive, OwnTags, taggersFor } from './tag-writers';
import { isWayEvenNamed } from './ways';
import type { Way } from './ways/way';
import { PartsOfService, wholeService } from './whole-services';
import { coversAction } from '../iam/action';
import { arnParts } from '../iam/arn';
import { globIncludes, hasWildcard, isOnlyWildcards } from '../iam/glob';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';
import type { InventoryPolicy } from '../inventory/role';

/** A statement that allows something, and the policy that has it. */
export interface Allowing {
  readonly statement: PolicyStatement;
  readonly policy: InventoryPolicy;
}

const MOST_COMPARISONS = 150_000;
const MOST_SCOPES = 1_000;

/** What statements of a role's policies, its denies and its boundary together permit, as far as documents tell. */
export class Permissions {
  /** The statements that allow something. */
  public readonly allowing: readonly Allowing[];
  private readonly denying: readonly PolicyStatement[];
  private readonly account?: string;
  private readonly roleArns: readonly string[];
  private readonly session: SessionKeys;
  private readonly boundary?: readonly PolicyStatement[];
  private readonly hasOwnDenies: boolean;
  private readonly isBounded: boolean;
  private services?: ReadonlySet<string>;
  private readonly tags: OwnTags;
  private readonly scopes = new Map<string, Scope>();
  private readonly deniesOf = new Map<string, readonly PolicyStatement[]>();
  private readonly speaking = new Map<string, readonly PolicyStatement[]>();
  private compared = 0;
  private readonly answers = new Answers(() => {
    this.scopes.clear();
    this.deniesOf.clear();
  });
  private readonly parts = new Map<string, PartsOfService>();

  public constructor(role: JudgedRole) {
    this.allowing = role.policies.flatMap((policy) =>
      policy.document.statements.filter(({ effect }) => effect !== 'Deny').map((statement) => ({ statement: inOwnAccount(statement), policy })));
    this.hasOwnDenies = denying(role.policies).length > 0;
    this.denying = denyingOf(role).map(inOwnAccount);
    this.account = role.account;
    this.roleArns = role.account === undefined || role.roleName === undefined ? []
      : PARTITIONS.map((partition) => ['arn', partition, 'iam', '', role.account, `role${role.path ?? '/'}${role.roleName}`].join(':'));
    this.session = new SessionKeys(role, role.now);
    this.tags = new OwnTags(this.allowing.map(({ statement }) => statement), this.denying);
    this.isBounded = role.boundary !== undefined;
    this.boundary = role.boundary?.undecided.length === 0 ? role.boundary.statements.filter(({ effect }) => effect !== 'Deny') : undefined;
  }

  /** Whether a statement may allow something of one of the services, by their names in lower case. */
  public speaksOf(services: readonly string[]): boolean {
    this.services ??= new Set(this.allowing.flatMap(({ statement: { actions, notActions } }) => notActions.length > 0 ? ['*'] : actions.map(serviceOf)));
    const own = this.services;
    return services.some((service) => own.has(service)) || [...own].some(hasWildcard);
  }

  /** Whether conditions of a statement that covers an action keep the role from it. */
  public limit(statement: PolicyStatement, action: string): Limit {
    return limitOf(statement, this.contextOf(action));
  }

  /** Whether a statement allows an action without a condition, and no Deny and no boundary speaks of it. */
  public isPlain({ conditions, hasUndecidedConditions }: PolicyStatement, action: string): boolean {
    return conditions.length === 0 && !hasUndecidedConditions && !this.isBounded && this.deniesAbout(action).length === 0;
  }

  /** What of a kind of resources entries of a statement permit an action on. */
  public scope(entries: StatementResources, action: string, kind: ResourceKind): Scope {
    const key = [action, kind, ...entries.resources, '', ...entries.notResources].join('\n');
    const within = () => ({ ...entries, resources: entries.resources.filter((entry) => !this.isElsewhere(action, entry)) });
    const known = this.scopes.get(key)
      ?? scopeOf(within(), kind, this.account, this.isTakenOf(action), this.scopes.size > MOST_SCOPES);
    this.scopes.set(key, known);
    return known;
  }

  /** What tells of a resource whether a Deny and the boundary leave an action on it: most roles have neither. */
  private isTakenOf(action: string): (arn: string) => boolean {
    const isNeverDenied = this.denying.length === 0 || (this.deniesFor(action).length === 0 && wholeService(action) === undefined);
    return isNeverDenied && this.boundary === undefined ? ALWAYS : (arn) => this.isLeft(action, arn);
  }

  /** Whether a Deny or the boundary takes an action away from all that one entry of `Resource` stands for. */
  public isTakenAway(action: string, entry: string): boolean {
    const denies = this.deniesFor(action);
    const isAll = (denied: string) => denied === entry || isOnlyWildcards(denied);
    if (this.mayCompare(denies) && denies.some(({ resources }) => resources.some(isAll))) {
      return true;
    }
    const isLeft = (name: string) => this.isLeft(action, name);
    const within = this.boundary?.filter((statement) => coversAction(statement, action));
    return arnParts(entry) !== undefined && !isLeft(samplesOf(entry)[0]) && leftNames(entry, denies, within)?.some(isLeft) === false;
  }

  /** The resources that a Deny of all others, or the boundary, leaves of those that entries take: as these write them. */
  public spared(entries: StatementResources, action: string): string[] {
    const denies = this.deniesFor(action);
    const sparing = [...denies.flatMap(({ notResources }) => notResources), ...(this.boundary ?? []).flatMap(({ resources }) => resources)];
    return this.mayCompare(denies) ? [...new Set(sparing)].filter((entry) => {
      const [sample] = samplesOf(entry);
      return arnParts(entry) !== undefined && takesResource(entries, sample) && this.isLeft(action, sample);
    }) : [];
  }

  /** Whether an entry names what another account has, which is out of reach whatever a policy says: roles, users and policies of IAM. */
  public isElsewhere(action: string, entry: string): boolean {
    const owner = arnParts(entry)?.account ?? '';
    return this.account !== undefined && action.startsWith('iam:') && /^\d{12}$/.test(owner) && owner !== this.account;
  }

  /** Whether neither a Deny nor the boundary takes an action on one resource away. */
  public isLeft(action: string, arn: string): boolean {
    const denies = this.deniesFor(action);
    return !(this.mayCompare(denies) && denies.some((statement) => takesResource(statement, arn))) && !this.isDeniedByParts(action, arn)
      && (this.boundary === undefined || !this.mayCompare(this.boundary) || this.isWithin(this.boundary, action, arn));
  }

  /**
   * The entries of a statement by which it does something to the role itself that changes what its policies allow: it takes away what
   * they deny, or gives or takes a tag that they read. None, where they do not.
   */
  public entriesForOwn(what: NonNullable<Way['isOf']>, statement: PolicyStatement, action: string): string[] {
    const isAny = what === 'own denies' ? this.hasOwnDenies
      : this.tags.of(what).some((tag) => letsGive(statement, tag, ['any']));
    return isAny ? this.entriesForItself(statement, action) : [];
  }

  /** The entries of a statement by which an action reaches the role itself, or whatever role. */
  private entriesForItself({ resources, notResources }: PolicyStatement, action: string): string[] {
    const takesItself = (entries: StatementResources) => this.roleArns.length > 0
      ? this.roleArns[entries.notResources.length > 0 ? 'every' : 'some']((arn) => takesResource(entries, arn) && this.isLeft(action, arn))
      : this.scope(entries, action, 'iam::*:role/*').breadth !== 'named';
    const written: readonly [string, StatementResources][] = notResources.length > 0
      ? [[`everything but ${notResources.map(plain).join(', ')}`, { resources: [], notResources }]]
      : resources.map((entry) => [entry, { resources: [entry], notResources: [] }]);
    return written.filter(([, entries]) => takesItself(entries)).map(([text]) => text);
  }

  /** A tag by which a statement names its resources, and which the role may give them itself. */
  public tagItGives({ conditions }: PolicyStatement, action: string): string | undefined {
    return conditions.find((test) => isTagItGives(test, this.contextOf(action)))?.key;
  }

  /** The first statement that permits an action on any resource of a kind. */
  public anyOf(action: string, kind: ResourceKind): (Allowing & { readonly scope: Scope; readonly limit: Limit }) | undefined {
    for (const { statement, policy } of this.allowing) {
      if (coversAction(statement, action)) {
        const limit = this.limit(statement, action);
        const scope = limit === 'limited' ? undefined : this.scope(statement, action, kind);
        if (scope !== undefined && scope.breadth !== 'named') {
          return { statement, policy, scope, limit };
        }
      }
    }
    return undefined;
  }

  private isWithin(boundary: readonly PolicyStatement[], action: string, arn: string): boolean {
    const about = boundary.filter((statement) => coversAction(statement, action) && takesResource(statement, arn));
    const isAllowing = (statement: PolicyStatement) => this.limit(statement, action) !== 'limited';
    const service = wholeService(action);
    return about.some(isAllowing)
      || (service !== undefined && this.partsOf(`boundary ${service}`, service, boundary).areAllOfIt((part) => isAllowing(part) && takesResource(part, arn)));
  }

  /** Whether denies of parts of a service take all of it away together. */
  private isDeniedByParts(action: string, arn: string): boolean {
    const service = wholeService(action);
    return service !== undefined && this.denying.length > 0 && this.mayCompare(this.denying)
      && this.partsOf(`denies ${service}`, service, this.denying).areAllOfIt((part) => this.leavesNothing(part, action) && takesResource(part, arn));
  }

  private partsOf(key: string, service: string, statements: readonly PolicyStatement[]): PartsOfService {
    const known = this.parts.get(key) ?? new PartsOfService(service, statements);
    this.parts.set(key, known);
    return known;
  }

  private deniesFor(action: string): readonly PolicyStatement[] {
    const known = this.deniesOf.get(action) ?? this.deniesAbout(action).filter((statement) => this.leavesNothing(statement, action));
    this.deniesOf.set(action, known);
    return known;
  }

  /** Past a bound nothing is taken to be denied: a role of more denies than anybody writes is judged in time, and never too well. */
  private mayCompare(denies: readonly PolicyStatement[]): boolean {
    this.compared += denies.reduce((sum, { resources, notResources }) => sum + resources.length + notResources.length, 0);
    return this.compared <= MOST_COMPARISONS;
  }

  /** The denies that speak of an action, whatever their conditions. */
  private deniesAbout(action: string): readonly PolicyStatement[] {
    const known = this.speaking.get(action) ?? this.denying.filter((statement) => coversAction(statement, action));
    this.speaking.set(action, known);
    return known;
  }

  /** Whether a Deny applies to whatever it covers. */
  private leavesNothing(statement: PolicyStatement, action: string): boolean {
    return (statement.conditions.length === 0 && !statement.hasUndecidedConditions) || leftByDeny(statement, this.contextOf(action)) === 'limited';
  }

  private contextOf(action: string): LimitContext {
    return {
      action,
      truthOf: (test) => this.session.truthOf(test, action),
      writesPolicy: (arn) => this.mayWritePolicy(arn),
      // For iam:PassRole, AWS does not vouch for the tags of the role.
      writesTags: (tag, values) => action === 'iam:PassRole' || this.mayTag(action, tag, values),
      isWayEvenNamed: isWayEvenNamed(action),
    };
  }

  private mayWritePolicy(entry: string): boolean {
    return isKnown(entry) && this.answers.once(`write ${entry}`, () => ['iam:CreatePolicy', 'iam:CreatePolicyVersion'].some((action) =>
      this.allowing.some(({ statement }) => coversAction(statement, action) && !statement.conditions.some(({ key }) => /^iam:/i.test(key))
        && ([entry, ...samplesOf(entry)].some((arn) => takesResource(statement, arn))
          || statement.resources.some((own) => globIncludes(entry, own))))));
  }

  private mayTag(action: string, tag: string, values: readonly string[]): boolean {
    return this.answers.once(['tag', serviceOf(action), tag, ...values].join('\n'), () => taggersFor(action).some(({ action: tagger, kind }) =>
      this.allowing.some(({ statement }) => coversAction(statement, tagger) && letsGive(statement, tag, values)
        && (kind !== undefined ? this.scope(statement, tagger, kind).breadth !== 'named' : statement.notResources.length > 0
          || statement.resources.some((entry) => /[*]$/.test(entry) && !this.isTakenAway(tagger, entry))))));
  }
}

/** What a role is permitted, read once. */
export const permissionsOf = ofRole((role) => new Permissions(role));
