import type { AbleOne } from './able-one';
import { askAnyOf } from './any-verdict';
import { anythingOf } from './ask-any';
import { ableByAssociations } from './associations-that-can';
import type { GuardrailReach } from './guardrails/guardrail-reach';
import type { AccessModel } from './model/access-model';
import type { AccessRole } from './model/access-role';
import { Assumptions } from './routes/assumptions';
import { RequestPreparation, roleText } from './routes/role-policies';
import type { AskedRequest, ControlPolicies } from './routes/role-policies';
import { assumedText } from './routes/route-text';
import type { RoleSession, Step } from './routes/session';
import { trustedBy } from './routes/trusted-by';
import { othersThatCan } from './who-else-can';
import { once } from '../core/once';
import { list } from '../core/text';
import { actionMatches } from '../iam/action';
import { entryOverlaps, mayBeAbout } from '../iam/entry-overlap';
import { globMatches, hasWildcard } from '../iam/glob';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** Everybody who can. */
export interface WhoCan {
  readonly able: readonly AbleOne[];
  /** How many roles were asked about. */
  readonly roles: number;
  readonly users: number;
  readonly notSeen: readonly string[];
}

/** A role that can, or becomes one that can. */
interface Reaching {
  readonly decision: 'allowed' | 'undecided';
  readonly because: string;
  readonly conditions: readonly string[];
  readonly sample?: string;
  /** From this role to the one that can. */
  readonly chain: readonly string[];
}

const ARN_PARTS = 6;

const ASSUME = 'sts:AssumeRole';

/** Longer chains are nobody's intention. */
const MOST_STEPS = 5;

/** Finds everybody who can do something, or anything of what wildcards stand for. */
export class WhoCanSearch {
  private readonly assumptions: Assumptions;
  private readonly reach: GuardrailReach;
  private readonly ownReaches = new Map<string, GuardrailReach>();
  private readonly notSeen = new Set<string>();

  /** @param asked with wildcards in the action and the resource, or without */
  public constructor(
    private readonly model: AccessModel, private readonly control: ControlPolicies, private readonly asked: AskedRequest,
  ) {
    this.assumptions = new Assumptions(model, control, asked.context ?? {});
    this.reach = anythingOf(asked.action, asked.resource);
  }

  public find(): WhoCan {
    const reaching = new Map<AccessRole, Reaching>();
    const preparation = new RequestPreparation(this.model, this.control, this.asked);
    const { roles: all, users: people, groups, elsewhere } = this.model;
    for (const role of [...all, ...people, ...groups, ...elsewhere]) {
      const verdict = this.found(role, preparation);
      if (verdict !== undefined) {
        reaching.set(role, verdict);
      }
    }
    this.addAssuming(reaching);
    const able = [...reaching].flatMap(([role, way]) => this.ableThrough(role, way));
    const { model, assumptions, reach } = this;
    const pods = ableByAssociations({ model, assumptions, roles: reaching.keys(), preparation, reach });
    const others = othersThatCan(this.model, this.control, this.asked, this.reach);
    const { roles: { length: roles }, users: { length: users } } = this.model;
    return { able: sorted(distinctOnes([...able, ...pods, ...others])), roles, users, notSeen: [...this.notSeen] };
  }

  /** By its own policies and those of the resource, or as the one whom the trust of a role that is asked for names. */
  private found(role: AccessRole, preparation: RequestPreparation): Reaching | undefined {
    const own = this.byItself(role, preparation);
    return own?.decision === 'allowed' ? own : this.byAssuming(role) ?? own;
  }

  private byAssuming(role: AccessRole): Reaching | undefined {
    const { action, resource } = this.asked;
    const steps = !actionMatches(action, ASSUME) ? []
      : this.assumptions.into(sessionOf(role), ({ arn }) => globMatches(resource, arn));
    const [step] = [...steps].sort((one, other) => rank(one) - rank(other));
    return step && {
      decision: step.decision,
      because: assumedText(role, step.session.role, step.decision, step.reason),
      conditions: step.conditions,
      chain: [],
      ...hasWildcard(action) || hasWildcard(resource) ? { sample: `${ASSUME} on ${plain(step.session.role.arn)}` } : {},
    };
  }

  /** Where any account is asked about, that of the role comes first: in others the policy of the resource must allow, too. */
  private byItself(role: AccessRole, preparation: RequestPreparation): Reaching | undefined {
    const { model, control, asked, ownReaches } = this;
    const resource = inAccount(asked.resource, role.account);
    const reach = () => once(ownReaches, resource, () => anythingOf(asked.action, resource));
    const first = resource === asked.resource ? undefined
      : this.allowed(role, new RequestPreparation(model, control, { ...asked, resource }), reach());
    return first?.decision === 'allowed' ? first : this.allowed(role, preparation, this.reach);
  }

  private allowed(role: AccessRole, preparation: RequestPreparation, reach: GuardrailReach): Reaching | undefined {
    const owned = this.model.resources.of(this.asked.resource);
    if (owned === undefined && !role.ways.some(({ identity }) => identity.some(({ document }) =>
      document.undecided.length > 0 || this.mayAllow(document.statements)))) {
      return undefined;
    }
    const ready = role.ways.map((way) => preparation.of(sessionOf(role), way));
    const verdict = askAnyOf(ready, reach);
    ready.flatMap(({ unseen }) => unseen).filter((what) => !/ of (?:role|user) /.test(what)).forEach((what) => this.notSeen.add(what));
    if (verdict.decision === 'denied') {
      return undefined;
    }
    return { ...verdict, decision: verdict.decision, chain: [] };
  }

  /** A statement that is about other actions needs no closer look. What stands for a policy that is not known counts as one that may allow. */
  private mayAllow(statements: readonly PolicyStatement[]): boolean {
    const { action, resource } = this.asked;
    const isOfAction = ({ actions, notActions }: PolicyStatement) =>
      notActions.length > 0 || actions.some((pattern) => entryOverlaps(pattern.toLowerCase(), action.toLowerCase()));
    return statements.some((statement) => statement.effect !== 'Deny' && isOfAction(statement) && mayBeAbout(statement, resource));
  }

  private addAssuming(reaching: Map<AccessRole, Reaching>): void {
    let open = [...reaching.keys()];
    for (let steps = 1; steps < MOST_STEPS && open.length > 0; steps++) {
      open = open.flatMap((role) => this.assumptions.mayBecome(role, true).filter((other) => !reaching.has(other)).flatMap((other) => {
        const [step] = this.assumptions.step(sessionOf(other), role);
        if (step === undefined || reaching.has(other)) {
          return [];
        }
        reaching.set(other, extended(other, role, step, reaching.get(role)!));
        return [other];
      }));
    }
  }

  /** Those who become a role, but for the pods of associations, each of which is asked about by itself. */
  private ableThrough(role: AccessRole, { chain, ...way }: Reaching): AbleOne[] {
    if (role.kind !== 'role' || role.isElsewhere) {
      return [withoutRole(role, { through: chain, ...way })];
    }
    const { byToken, others: named } = trustedBy(this.model, role);
    const users = new Set(this.model.users.map(({ arn }) => plain(arn)));
    const others = named.filter((name) => !users.has(name) && this.model.usersOfArn(name).length === 0); // who are asked about by themselves
    const through = [`through ${roleText(role)}`, ...chain];
    const isOfNobody = named.length === 0 && byToken.length === 0 && this.model.associatedWith(role).length === 0 && !this.isAssumed(role);
    const rest = others.length > 0 ? [`whoever becomes role ${plain(role.name)}: ${list(others)}`]
      : isOfNobody ? [`role ${plain(role.name)}, which nobody else among the paths becomes`] : [];
    return [...byToken, ...rest].map((who) => ({ who, through, ...way }));
  }

  /** Whether another role or user becomes it, of whom it is said that they can. */
  private isAssumed(role: AccessRole): boolean {
    return this.assumptions.mayBecome(role, true).some((other) => this.assumptions.step(sessionOf(other), role).length > 0);
  }
}

/** A user; whoever else may be in a group; or one of whom nothing else is known. */
function withoutRole(holder: AccessRole, way: Omit<AbleOne, 'who'>): AbleOne {
  const { kind, name, isElsewhere } = holder;
  return isElsewhere ? { who: `${kind} ${plain(name)}, ${kind === 'user' ? 'who' : 'which'} is not among the paths`, ...way, decision: 'undecided' }
    : kind === 'group' ? { who: `whoever else is in ${roleText(holder)}`, ...way, decision: 'undecided' } : { who: roleText(holder), ...way };
}

/** A pattern of ARNs with an account in place of the wildcard for any. */
function inAccount(resource: string, account: string | undefined): string {
  const parts = resource.split(':');
  const isAny = parts.length >= ARN_PARTS && /^\*+$/.test(parts[4]) && account !== undefined && isKnown(account);
  return isAny ? [...parts.slice(0, 4), account, ...parts.slice(5)].join(':') : resource;
}

function sessionOf(role: AccessRole): RoleSession {
  return { role, context: {}, policies: [] };
}

/** A yes before a perhaps, and one that asks for less. */
function rank({ decision, conditions }: Step): number {
  return (decision === 'allowed' ? 0 : 1e3) + conditions.length;
}

/** IAM fills up an entry that is shorter than an ARN. */
function extended(from: AccessRole, to: AccessRole, step: Step, way: Reaching): Reaching {
  return {
    ...way,
    decision: step.decision === 'allowed' ? way.decision : 'undecided',
    conditions: [...new Set([...step.conditions, ...way.conditions])],
    chain: [assumedText(from, to, step.decision, step.reason), ...way.chain],
  };
}

function distinctOnes(able: readonly AbleOne[]): AbleOne[] {
  return [...new Map(able.map((one) => [JSON.stringify([one.who, one.through]), one])).values()];
}

/** Those who surely can come first, then by name. */
function sorted(able: readonly AbleOne[]): AbleOne[] {
  const keyOf = ({ decision, who }: AbleOne) => `${decision === 'allowed' ? 0 : 1} ${who}`;
  return able.map((one) => ({ one, key: keyOf(one) })).sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0).map(({ one }) => one);
}
