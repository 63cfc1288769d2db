import { combined, together } from './combined';
import { RequestPreparation } from './role-policies';
import type { ControlPolicies } from './role-policies';
import { RolesByArn } from './roles-by-arn';
import { mergedContext } from './session';
import type { RoleSession, Step, TargetOfSession } from './session';
import { addTo } from '../../core/add-to';
import type { RequestContext } from '../../iam/access-request';
import { coversAction } from '../../iam/action';
import { arnParts } from '../../iam/arn';
import { mayBeAbout } from '../../iam/entry-overlap';
import { isKnown } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { AccessModel } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import { OpenQuestionAsker } from '../open-verdict';
import { verdictText } from '../verdict-text';

const ASSUME = 'sts:AssumeRole';

/** How a session asks for a role. */
type HowAssumed = Pick<TargetOfSession, 'actions' | 'context' | 'policies'>;

const BY_ITSELF: HowAssumed = { actions: [ASSUME], context: {}, policies: [] };

/** Which roles become which others, by both sides: what the one may, and whom the other trusts. */
export class Assumptions {
  private trusting?: ReadonlyMap<string, readonly AccessRole[]>;
  private groups?: ReadonlyMap<string, readonly AccessRole[]>;
  private readonly byArn = new Map<string, RolesByArn>();
  private readonly asking = new Map<AccessRole, readonly PolicyStatement[]>();
  private readonly following = new Map<AccessRole, readonly Step[]>();

  /** @param given the condition keys of each request */
  public constructor(
    private readonly model: AccessModel, private readonly control: ControlPolicies, private readonly given: RequestContext,
  ) {}

  /** The roles that follow a step: the target role, where EKS gives the pod that, or all that the session becomes next. */
  public after({ session, target }: Step): readonly Step[] {
    return target === undefined ? this.next(session)
      : this.model.rolesOfArn(target.roleArn).flatMap((role) => this.step(session, role, target));
  }

  /** Many ways lead to a role by another one, and what follows then is the same. */
  private next(session: RoleSession): readonly Step[] {
    if (session.policies.length > 0 || Object.keys(session.context).length > 0) {
      return this.into(session);
    }
    const known = this.following.get(session.role) ?? this.into(session);
    this.following.set(session.role, known);
    return known;
  }

  /** How a session becomes roles, or those of them that are meant. */
  public into(session: RoleSession, isMeant: (role: AccessRole) => boolean = () => true): Step[] {
    return this.candidates(session.role).filter(isMeant).flatMap((role) => this.step(session, role));
  }

  /** The roles, and the users and whoever else has policies, that may become a role, as far as its trust tells. */
  public mayBecome(role: AccessRole, withUsers = false): readonly AccessRole[] {
    const names = new Set(role.ways.flatMap((way) => trustedPrincipals(way.trust.statements)));
    const named = [...names].flatMap((name) => this.model.rolesOfArn(name));
    const groups = this.groups ??= this.readGroups();
    const ofGroups = [...names].flatMap((name) => groups.get(name) ?? []);
    const { users: all, groups: ofUsers, elsewhere } = this.model;
    const users = !withUsers ? []
      : [...all, ...ofUsers, ...elsewhere]
        .filter((user) => names.has(user.arn) || (this.mayAskFor(user, role) && groupNames(user).some((name) => names.has(name))));
    return [...new Set([...named, ...ofGroups, ...users])].filter((other) => other !== role);
  }

  private candidates(role: AccessRole): AccessRole[] {
    const trusting = this.trusting ??= this.readTrusts();
    const ofName = trusting.get(role.arn) ?? [];
    const asks = this.asksOf(role);
    const ofGroup = asks.length === 0 ? [] : groupNames(role).flatMap((name) => this.trustingGroup(name, trusting)?.named(asks) ?? []);
    return [...new Set([...ofName, ...ofGroup])].filter((other) => other !== role);
  }

  /** The roles that trust an account, or everyone, which may be all. */
  private trustingGroup(name: string, trusting: ReadonlyMap<string, readonly AccessRole[]>): RolesByArn | undefined {
    const roles = trusting.get(name);
    if (roles !== undefined && !this.byArn.has(name)) {
      this.byArn.set(name, new RolesByArn(roles));
    }
    return this.byArn.get(name);
  }

  /** The roles that may ask for others, by the names of the groups that they are in. */
  private readGroups(): Map<string, AccessRole[]> {
    const groups = new Map<string, AccessRole[]>();
    const asking = this.model.roles.filter((role) => this.asksOf(role).length > 0);
    asking.forEach((role) => groupNames(role).forEach((name) => addTo(groups, name, [role])));
    return groups;
  }

  private readTrusts(): Map<string, AccessRole[]> {
    const trusting = new Map<string, AccessRole[]>();
    for (const role of this.model.roles) {
      new Set(role.ways.flatMap(({ trust }) => trustedPrincipals(trust.statements))).forEach((name) => addTo(trusting, name, [role]));
    }
    return trusting;
  }

  /** Whether a policy of a role says that it may assume another: of many roles of an account most may assume few. */
  private mayAskFor(role: AccessRole, other: AccessRole): boolean {
    return this.asksOf(role).some((statement) => mayBeAbout(statement, other.arn));
  }

  /** The statements of a role's policies, as far as they are known, by which it may assume roles. */
  private asksOf(role: AccessRole): readonly PolicyStatement[] {
    const known = this.asking.get(role)
      ?? role.ways.flatMap(({ identity }) => identity.flatMap(({ document }) => document.statements.filter(allowsAssuming)));
    this.asking.set(role, known);
    return known;
  }

  /** How a session becomes a role; nothing if it does not. */
  public step(session: RoleSession, role: AccessRole, { actions, context, policies }: HowAssumed = BY_ITSELF): Step[] {
    const [trust] = role.ways.map((way) => way.trust);
    const preparations = actions.map((action) =>
      new RequestPreparation(this.model, this.control, { action, resource: role.arn, context: mergedContext(context, this.given) }));
    const ready = session.role.ways.map((way) => preparations[0].of(session, way));
    const verdict = combined(session.role.ways.flatMap((way) => role.ways.map((ofRole) => together(preparations.map((preparation) => {
      const { request, policies: own } = preparation.of(session, way);
      return new OpenQuestionAsker({ ...own, trust: [ofRole.trust] }).ask(request);
    })))));
    return verdict.decision === 'denied' ? [] : [{
      session: { role, policies, context: transitive(session.context) },
      how: 'assumed',
      decision: verdict.decision,
      reason: verdictText(verdict, { ...ready[0].policies, trust: [trust] },
        (place) => place.policy === 'trust' ? 'its trust policy' : ready[0].nameOf(place)),
      conditions: verdict.conditions,
    }];
  }
}

/** The tags of EKS Pod Identity go along from role to role. */
function transitive(context: RequestContext): RequestContext {
  return Object.fromEntries(Object.entries(context).filter(([key]) => key.startsWith('aws:PrincipalTag/')));
}

/** By which names a trust means a role among others: its account, or everyone. */
function groupNames({ arn }: AccessRole): string[] {
  const { partition = '', account = '' } = arnParts(arn) ?? {};
  return ['*', account, `arn:${partition}:iam::${account}:root`];
}

function allowsAssuming(statement: PolicyStatement): boolean {
  return statement.effect === 'Allow' && [...statement.actions, ...statement.notActions].every(isKnown) && coversAction(statement, ASSUME);
}

/** Whom a trust names: roles and accounts, or everyone. */
function trustedPrincipals(statements: readonly PolicyStatement[]): string[] {
  return statements.filter(({ effect }) => effect !== 'Deny').flatMap(({ principals, hasNotPrincipal }) =>
    hasNotPrincipal ? ['*'] : principals.filter(({ type }) => type === 'AWS' || type === '*').map(({ value }) => value));
}
