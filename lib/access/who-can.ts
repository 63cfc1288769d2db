import type { AbleOne } from './able-one';
import { askAnyOf } from './any-verdict';
import { ableByAssociations } from './associations-that-can';
import type { AccessModel } from './model/access-model';
import type { AccessRole } from './model/access-role';
import { Assumptions } from './routes/assumptions';
import { RequestPreparation, roleText } from './routes/role-policies';
import type { AskedRequest, ControlPolicies } from './routes/role-policies';
import { assumedText } from './routes/route-text';
import type { Step } from './routes/session';
import { trustedBy } from './routes/trusted-by';
import { othersThatCan } from './who-else-can';
import { list } from '../core/text';
import { globsOverlap } from '../iam/glob';
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

/** Longer chains are nobody's intention. */
const MOST_STEPS = 5;

/** Finds everybody who can do something, or anything of what wildcards stand for. */
export class WhoCanSearch {
  private readonly assumptions: Assumptions;
  private readonly notSeen = new Set<string>();

  /** @param asked with wildcards in the action and the resource, or without */
  public constructor(
    private readonly model: AccessModel, private readonly control: ControlPolicies, private readonly asked: AskedRequest,
  ) {
    this.assumptions = new Assumptions(model, control, asked.context ?? {});
  }

  public find(): WhoCan {
    const reaching = new Map<AccessRole, Reaching>();
    const preparation = new RequestPreparation(this.model, this.control, this.asked);
    for (const role of [...this.model.roles, ...this.model.users]) {
      const verdict = this.byItself(role, preparation);
      if (verdict !== undefined) {
        reaching.set(role, verdict);
      }
    }
    this.addAssuming(reaching);
    const able = [...reaching].flatMap(([role, way]) => this.ableThrough(role, way));
    const pods = ableByAssociations({ model: this.model, assumptions: this.assumptions, roles: reaching.keys(), preparation });
    const others = othersThatCan(this.model, this.control, this.asked);
    const { roles: { length: roles }, users: { length: users } } = this.model;
    return { able: sorted(distinctOnes([...able, ...pods, ...others])), roles, users, notSeen: [...this.notSeen] };
  }

  private byItself(role: AccessRole, preparation: RequestPreparation): Reaching | undefined {
    const owned = this.model.resources.of(this.asked.resource);
    if (owned === undefined && !role.ways.some(({ identity }) => identity.some(({ document }) =>
      document.undecided.length > 0 || this.mayAllow(document.statements)))) {
      return undefined;
    }
    const ready = role.ways.map((way) => preparation.of({ role, context: {}, policies: [] }, way));
    const verdict = askAnyOf(ready);
    ready.flatMap(({ unseen }) => unseen).filter((what) => !/ of (?:role|user) /.test(what)).forEach((what) => this.notSeen.add(what));
    if (verdict.decision === 'denied') {
      return undefined;
    }
    return { ...verdict, decision: verdict.decision, chain: [] };
  }

  /** A statement that is about other actions needs no closer look. What stands for a policy that is not known counts as one that may allow. */
  private mayAllow(statements: readonly PolicyStatement[]): boolean {
    const { action, resource } = this.asked;
    const overlap = (pattern: string, text: string) => !isKnown(pattern) || pattern.includes('${') || globsOverlap(pattern, text);
    return statements.some(({ effect, actions, notActions, resources, notResources }) => effect !== 'Deny'
      && (notActions.length > 0 || actions.some((pattern) => overlap(pattern.toLowerCase(), action.toLowerCase())))
      && (notResources.length > 0 || resources.length === 0 || resources.some((entry) => overlap(isWhole(entry) ? entry : `${entry}*`, resource))));
  }

  private addAssuming(reaching: Map<AccessRole, Reaching>): void {
    let open = [...reaching.keys()];
    for (let steps = 1; steps < MOST_STEPS && open.length > 0; steps++) {
      open = open.flatMap((role) => this.assumptions.mayBecome(role, true).filter((other) => !reaching.has(other)).flatMap((other) => {
        const [step] = this.assumptions.step({ role: other, context: {}, policies: [] }, role);
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
    if (role.kind === 'user') {
      return [{ who: roleText(role), through: chain, ...way }];
    }
    const { byToken, others: named } = trustedBy(this.model, role);
    const others = named.filter((name) => this.model.usersOfArn(name).length === 0); // who are asked about by themselves
    const through = [`through ${roleText(role)}`, ...chain];
    const isOfNobody = named.length === 0 && byToken.length === 0 && this.model.associatedWith(role).length === 0;
    const rest = others.length > 0 ? [`whoever becomes role ${plain(role.name)}: ${list(others)}`]
      : isOfNobody ? [`role ${plain(role.name)}, which nobody else among the paths becomes`] : [];
    return [...byToken, ...rest].map((who) => ({ who, through, ...way }));
  }
}

/** IAM fills up an entry that is shorter than an ARN. */
function isWhole(entry: string): boolean {
  return entry.split(':').length >= ARN_PARTS;
}

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
