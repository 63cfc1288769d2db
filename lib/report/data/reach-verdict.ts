import { askAny } from '../../access/ask-any';
import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole } from '../../access/model/access-role';
import { combined } from '../../access/routes/combined';
import { RequestPreparation } from '../../access/routes/role-policies';
import type { ControlPolicies } from '../../access/routes/role-policies';
import { verdictText } from '../../access/verdict-text';
import { coversAction } from '../../iam/action';
import { arnParts } from '../../iam/arn';
import { mayBeAbout } from '../../iam/entry-overlap';
import { globIncludes } from '../../iam/glob';
import { isKnown, plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';

/** What all policies together say of something that a statement allows. */
export interface ReachVerdict {
  readonly decision: 'allowed' | 'undecided' | 'denied';
  readonly conditions: readonly string[];
  readonly dependsOn: string | null;
}

/** What is asked of one role again and again. */
interface RoleFacts {
  /** The statements that allow nothing, of the policies and the boundary of its only way. */
  readonly denies: readonly PolicyStatement[];
  /** The account in its ARN. */
  readonly account: string;
}

/** How many questions of which the answer is not plain are put to the evaluation: each takes some milliseconds. */
const MOST_QUESTIONS = 3_000;

const NOT_WEIGHED = 'denies and limits that were not weighed, as there are too many';

/**
 * Says whether what a statement allows is allowed. Where neither a deny nor a limit is about it, that is plain; else the evaluation
 * is asked.
 */
export class ReachVerdicts {
  private questions = 0;
  private readonly known = new Map<AccessRole, RoleFacts>();

  public constructor(private readonly model: AccessModel, private readonly control: ControlPolicies) {}

  /** @param actions of one service, with it; one that is allowed is enough */
  public of(
    role: AccessRole, statement: PolicyStatement, actions: readonly string[], resource: string, own: readonly string[],
  ): ReachVerdict {
    if (this.isPlain(role, statement, actions, resource)) {
      const outside = this.outside(role, resource);
      return { decision: outside === null && !statement.hasUndecidedConditions ? 'allowed' : 'undecided', conditions: own, dependsOn: outside };
    }
    const answers: ReachVerdict[] = [];
    for (const action of actions) {
      const answer = this.ask(role, action, resource);
      if (answer.decision === 'allowed') {
        return answer;
      }
      answers.push(answer);
    }
    return answers.find(({ decision }) => decision === 'undecided') ?? { decision: 'denied', conditions: [], dependsOn: null };
  }

  /** What the evaluation says, without a look at single statements. */
  public ask(role: AccessRole, action: string, resource: string): ReachVerdict {
    if (this.questions >= MOST_QUESTIONS) {
      return { decision: 'undecided', conditions: [], dependsOn: NOT_WEIGHED };
    }
    this.questions++;
    const preparation = new RequestPreparation(this.model, this.control, { action, resource });
    const ready = role.ways.map((way) => preparation.of({ role, context: {}, policies: [] }, way));
    const verdict = combined(ready.map(({ request, policies }) => askAny(policies, request)));
    const [{ policies, nameOf }] = ready;
    return {
      decision: verdict.decision,
      conditions: verdict.conditions,
      dependsOn: verdict.decision === 'undecided' ? withoutRole(verdictText(verdict, policies, nameOf).replace(/^it depends on /, '')) : null,
    };
  }

  private isPlain(
    role: AccessRole, { hasUndecidedConditions, notResources }: PolicyStatement, actions: readonly string[], resource: string,
  ): boolean {
    const { serviceControlPolicies: service, resourceControlPolicies: ofResources } = this.control.policies;
    const isAbout = (statement: PolicyStatement) =>
      actions.some((action) => coversAction(statement, action)) && mayBeAbout(statement, resource);
    return service === undefined && ofResources === undefined && role.ways.length === 1 && !hasUndecidedConditions && isKnown(resource)
      && notResources.length === 0
      && !this.factsOf(role).denies.some(isAbout)
      && role.ways[0].boundary.every(({ statements }) => statements.some((statement) => isUnlimited(statement, actions, resource)))
      && this.model.resources.of(resource) === undefined;
  }

  private factsOf(role: AccessRole): RoleFacts {
    const known = this.known.get(role);
    if (known !== undefined) {
      return known;
    }
    const [{ identity, boundary }] = role.ways;
    const denies = [...identity.map(({ document }) => document), ...boundary].flatMap(({ statements }) => statements.filter(({ effect }) => effect !== 'Allow'));
    const facts = { denies, account: arnParts(role.arn)?.account ?? '' };
    this.known.set(role, facts);
    return facts;
  }

  /** What a policy that is not among the paths decides; nothing if there is no such. */
  private outside(role: AccessRole, resource: string): string | null {
    const { service, account = '' } = arnParts(resource) ?? {};
    const own = this.factsOf(role).account;
    const isForeign = /^\d{12}$/.test(account) && isKnown(own) && own !== account;
    return service === 'kms' || isForeign ? `the policy of the ${service === 'kms' ? 'key' : 'resource'}, which is not among the paths` : null;
  }
}

/** The role stands beside it, and with its place in a part of its own. */
function withoutRole(text: string): string {
  return text.replace(/^(the permissions boundary, which is not among the paths) \(the permissions boundary of role .*\)$/s, '$1');
}

/** Whether a statement allows all of it without conditions. */
function isUnlimited(statement: PolicyStatement, actions: readonly string[], resource: string): boolean {
  const { effect, conditions, hasUndecidedConditions, resources } = statement;
  return effect === 'Allow' && conditions.length === 0 && !hasUndecidedConditions && actions.every((action) => coversAction(statement, action))
    && resources.some((entry) => entry === '*' || (!entry.includes('${') && globIncludes(entry, resource)));
}

/** As people read it. */
export function dependsText(text: string | null): string | null {
  return text === null ? null : plain(text);
}
