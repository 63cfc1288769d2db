import { ConditionMatch } from './condition-match';
import type { Run } from './evaluation-run';
import type { VariableSupport } from './policy-variable';
import { EVERYONE, anyOf, principalMatch } from './principal-match';
import type { PrincipalMatch } from './principal-match';
import { ResourceMatch } from './resource-match';
import { patternOf, patternTakes } from './text-pattern';
import type { Pattern } from './text-pattern';
import { both, either, everyOf, not, someOf } from './truth';
import type { Truth } from './truth';
import { lowerCased } from '../action';
import type { PolicyKind } from '../applicable-policies';
import { isKnown, plain, symbolsOf } from '../partial-text';
import type { PolicyStatement, UndecidedPart } from '../policy-statement';

/** What the place of a statement says about how it is read. */
export interface StatementPlace {
  readonly kind: PolicyKind;
  readonly support: VariableSupport;
  /** What of the statement could not be read. */
  readonly undecided: readonly UndecidedPart[];
}

/** A statement of a policy, read for evaluation when it is first asked. */
export class StatementMatch {
  /** Nothing for an effect that is neither, or not known. */
  public readonly effect?: 'Allow' | 'Deny';

  private readonly actions: ActionMatch;
  private readonly notActions: ActionMatch;
  private resources?: ResourceMatch;
  private notResources?: ResourceMatch;
  private conditions?: readonly ConditionMatch[];

  public constructor(public readonly statement: PolicyStatement, private readonly place: StatementPlace) {
    const { effect, actions, notActions } = statement;
    this.effect = effect === 'Allow' || effect === 'Deny' ? effect : undefined;
    this.actions = new ActionMatch(actions);
    this.notActions = new ActionMatch(notActions);
  }

  /** Whether the statement is about the request, whoever makes it, and how it names who does. */
  public appliesTo(run: Run): PrincipalMatch {
    const truth = everyOf([() => this.coversAction(run), () => this.coversResource(run)], (test) => test());
    // Only faster: what is false stays false, whoever asks, and under whatever conditions.
    const principal = truth === false ? EVERYONE : this.principal(run);
    // Only faster: the same.
    const applies = truth === false || anyOf(principal) === false ? false
      : both(truth, everyOf([() => this.conditionsHold(run), () => this.isRead(run)], (test) => test()));
    return { itself: both(applies, principal.itself), role: both(applies, principal.role), account: both(applies, principal.account) };
  }

  private coversAction(run: Run): Truth {
    const { actions, notActions } = this.statement;
    return covers(actions.length > 0, notActions.length > 0, () => this.actions.takes(run), () => this.notActions.takes(run),
      () => run.open('the action, of which nothing is written, or too much'));
  }

  private coversResource(run: Run): Truth {
    const { statement: { resources, notResources }, place: { kind, support } } = this;
    const shortArn = ['identity', 'session', 'permissionsBoundary'].includes(kind) ? 'filledUp' : undefined;
    this.resources ??= new ResourceMatch(resources, support, shortArn);
    this.notResources ??= new ResourceMatch(notResources, support, shortArn);
    const [own, others] = [this.resources, this.notResources];
    return covers(resources.length > 0, notResources.length > 0, () => own.takes(run), () => others.takes(run),
      // The policy of a resource is about that resource.
      () => resources.length === 0 && ['resource', 'trust'].includes(kind) && !this.hasUnread() ? true : run.open('the resource, of which nothing is written, or too much'));
  }

  private principal(run: Run): PrincipalMatch {
    const { statement, place: { kind } } = this;
    const isOfResource = ['resource', 'trust', 'resourceControlPolicies'].includes(kind);
    if (isOfResource) {
      return principalMatch(statement, run);
    }
    const { principals, hasNotPrincipal } = statement;
    return principals.length === 0 && !hasNotPrincipal ? EVERYONE
      : { ...EVERYONE, itself: run.open('a principal in a policy that must have none') };
  }

  private conditionsHold(run: Run): Truth {
    const { statement: { conditions }, place: { support } } = this;
    this.conditions ??= conditions.map((test) => new ConditionMatch(test, support));
    return everyOf(this.conditions, (condition) => condition.holds(run));
  }

  /** Whatever of a statement cannot be read may keep it from applying. */
  private isRead(run: Run): Truth {
    const [first] = this.place.undecided;
    return first === undefined ? true : run.open(first.what);
  }

  private hasUnread(): boolean {
    return this.place.undecided.some(({ path }) => path.length === 2);
  }
}

/** Whether what is asked for is among what is listed, or not among what is excepted. IAM takes no statement with both or neither. */
function covers(hasListed: boolean, hasExcepted: boolean, isListed: () => Truth, isExcepted: () => Truth, open: () => Truth): Truth {
  if (hasListed !== hasExcepted) {
    return hasListed ? isListed() : not(isExcepted());
  }
  const [listed, excepted] = [isListed(), isExcepted()];
  return listed !== undefined && listed === not(excepted) ? listed : open();
}

/** The entries of `Action` or `NotAction`, read once. */
class ActionMatch {
  private readonly literals = new Set<string>();
  private readonly patterns: { readonly text: string; readonly pattern: Pattern }[] = [];

  public constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const text = lowerCased(entry);
      if (isKnown(text) && !/[*?]/.test(text)) {
        this.literals.add(text);
      } else {
        this.patterns.push({ text, pattern: patternOf(text, { wildcards: true }) });
      }
    }
  }

  public takes(run: Run): Truth {
    const { action } = run;
    if (this.literals.has(action)) {
      return true;
    }
    const ofPatterns = someOf(this.patterns, ({ text, pattern }) => patternTakes(pattern, action, run.budget) ?? run.open(`the action ${plain(text)}`));
    // Only faster: an action that is known would have been looked up.
    return isKnown(action) ? ofPatterns : either(ofPatterns, someOf(this.literals, (literal) =>
      patternTakes(symbolsOf(literal), action, run.budget) ?? run.open(`the action ${plain(action)}`)));
  }
}
