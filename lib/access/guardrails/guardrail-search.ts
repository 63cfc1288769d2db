import type { Breach, BreachStep } from './breach';
import { GuardrailReach } from './guardrail-reach';
import type { GuardrailRule } from './guardrail-rule';
import { namedByResources } from './named-by-resources';
import type { Holder } from './role-holders';
import { RoleQuestions } from './role-questions';
import type { RoleVerdict } from './role-questions';
import { isUnseenAllowed } from './search-facts';
import type { SearchFacts, UnseenRole } from './search-facts';
import { AllowedOnes } from './workload-names';
import type { AccessRole } from '../model/access-role';

/** What a guardrail finds. */
export interface GuardrailFindings {
  readonly breaches: readonly Breach[];
  /** Entries of `only` that speak of nobody. */
  readonly unusedEntries: readonly string[];
  /** Those of which it cannot be told whether they keep to it. */
  readonly unseen: readonly UnseenRole[];
}

/** Longer chains are nobody's intention. */
const MOST_STEPS = 6;

/** A way back from a role that may. */
interface Chain {
  readonly role: AccessRole;
  readonly steps: readonly BreachStep[];
}

/** Finds who may do what a guardrail leaves to others. */
export class GuardrailSearch {
  private readonly reach: GuardrailReach;
  private readonly questions: RoleQuestions;
  private readonly allowed: AllowedOnes;
  private readonly found = new Map<AccessRole, Breach>();

  public constructor(private readonly facts: SearchFacts, private readonly rule: GuardrailRule) {
    this.reach = new GuardrailReach(rule);
    this.questions = new RoleQuestions(facts.model, this.reach, facts.resources);
    this.allowed = new AllowedOnes(rule.only ?? []);
  }

  public find(): GuardrailFindings {
    const { facts, rule, allowed } = this;
    this.rolesThatMayDo().forEach((role) => this.judge(role));
    return {
      breaches: [...this.found.values(), ...this.ofResources()],
      unusedEntries: facts.unused(rule.only ?? []),
      unseen: rule.undecided === 'allow' ? [] : facts.options.unseen.filter((one) => !isUnseenAllowed(one, allowed)),
    };
  }

  /** Most roles have nothing to do with the guardrail, which is cheap to find out. */
  private rolesThatMayDo(): AccessRole[] {
    const { facts, questions, reach } = this;
    const possible = questions.owned.length > 0 ? facts.model.roles : facts.rolesThatSpeakOf(reach.services);
    return possible.filter((role) => questions.mayConcern(role));
  }

  private judge(role: AccessRole): void {
    const isFree = this.isFree(role);
    if (isFree && this.facts.stepsTo(role).length === 0) {
      return;
    }
    const verdict = this.questions.ask(role);
    if (verdict !== undefined && !this.isAccepted(verdict)) {
      if (!isFree && this.facts.options.isJudged(role)) {
        this.addDirect(role, verdict);
      }
      this.addChains(role, verdict);
    }
  }

  private isAccepted({ decision }: RoleVerdict): boolean {
    return decision === 'undecided' && this.rule.undecided === 'allow';
  }

  private addDirect(role: AccessRole, verdict: RoleVerdict): void {
    const open = this.openHolders(role);
    // What EKS says of a pod may keep some of them from it: each is asked about by itself.
    const asked = open.map((holder) => ({ holder, own: holder.association === undefined ? verdict : this.questions.ask(role, holder) }))
      .flatMap(({ holder, own }) => own === undefined || this.isAccepted(own) ? [] : [{ holder, own }]);
    if (open.length === 0 || asked.length > 0) {
      const own = asked.find((one) => one.own.decision === 'allowed') ?? asked[0];
      this.found.set(role, this.breach(role, own?.own ?? verdict, asked.map(({ holder }) => holder), []));
    }
  }

  /** Those who reach the role through others. */
  private addChains(able: AccessRole, verdict: RoleVerdict): void {
    const seen = new Set([able]);
    let open: readonly Chain[] = [{ role: able, steps: [] }];
    for (let length = 1; length < MOST_STEPS && open.length > 0; length++) {
      open = open.flatMap(({ role, steps }) => this.facts.stepsTo(role).filter(({ from }) => seen.size < seen.add(from).size)
        .map((step) => ({ role: step.from, steps: [step, ...steps] })));
      open.forEach((chain) => this.addChain(chain, verdict));
    }
  }

  private addChain({ role, steps }: Chain, verdict: RoleVerdict): void {
    const uncertain = steps.find((step) => !step.isCertain);
    const own: RoleVerdict = uncertain === undefined ? verdict : { ...verdict, decision: 'undecided', why: verdict.why ?? uncertain.reason };
    const known = this.found.get(role)?.verdict.decision;
    const isBetter = known === undefined || (known === 'undecided' && own.decision === 'allowed');
    const open = this.openHolders(role);
    const going = open.filter((holder) => holder.isPassedOn !== true || this.isOnlyWay(holder, steps[0].to));
    const isHeld = open.length === 0 || going.length > 0;
    if (isBetter && isHeld && this.facts.options.isJudged(role) && !this.isFree(role) && !this.isAccepted(own)) {
      this.found.set(role, this.breach(role, own, going, steps));
    }
  }

  /** Whether a pod reaches a role as the target of its association, of which the role itself is not judged. */
  private isOnlyWay({ association }: Holder, to: AccessRole): boolean {
    return !this.facts.options.isJudged(to) && this.facts.model.associatedWith(to).some((given) => given === association);
  }

  private ofResources(): Breach[] {
    const { facts: { model, options }, questions, reach, rule, allowed } = this;
    return questions.owned.filter((resource) => options.isResourceJudged(resource))
      .flatMap((resource) => namedByResources(model, resource, { reach, rule }))
      .filter(({ holder }) => !allowed.hasHolder(holder)).map(({ breach }) => breach);
  }

  private breach(role: AccessRole, verdict: RoleVerdict, who: readonly Holder[], steps: readonly BreachStep[]): Breach {
    const { rule } = this;
    const workload = this.facts.options.workloadOf(role);
    return {
      rule,
      level: verdict.decision === 'undecided' && rule.undecided === 'warn' ? 'warn' : 'breach',
      role,
      ...workload === undefined ? {} : { workload },
      who: who.map(({ text }) => text),
      steps,
      verdict,
      statements: verdict.named,
    };
  }

  /** Whether everybody who becomes a role may do it. */
  private isFree(role: AccessRole): boolean {
    return this.allowed.hasRole(role, this.facts.options.workloadOf(role))
      || (this.facts.holdersOf(role).length > 0 && this.openHolders(role).length === 0);
  }

  private openHolders(role: AccessRole): Holder[] {
    return this.facts.holdersOf(role).filter((holder) => !this.allowed.hasHolder(holder));
  }
}
