import { classesFor, classesOf, resourceParts, resourcesTaken } from './action-classes';
import type { ActionClass, ResourcePart } from './action-classes';
import { applicable } from './side-policies';
import type { SidePolicies } from './side-policies';
import { isWholeStandIn } from './stand-ins';
import { addTo } from '../../core/add-to';
import type { AccessRequest, RequestContext } from '../../iam/access-request';
import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { arnParts } from '../../iam/arn';
import { findWitnesses } from '../../iam/decide/decide';
import type { Witnesses } from '../../iam/decide/decide';
import type { PrincipalSet } from '../../iam/decide/question';
import { readLiteralDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { PolicyEvaluator } from '../../iam/evaluator/evaluate';
import { globsOverlap } from '../../iam/glob';
import { TextSet } from '../../iam/language/text-set';
import type { PolicyStatement } from '../../iam/policy-statement';

/** What is compared: sessions of a role under the policies of two sides. */
export interface Compared {
  readonly principal: PrincipalSet;
  /** The condition keys that follow from how the session came about. */
  readonly context?: RequestContext;
  readonly from: SidePolicies;
  readonly to: SidePolicies;
  /** All patterns of actions of both sides. */
  readonly patterns: readonly string[];
  /** The resources that are compared; nothing for all. */
  readonly within?: TextSet;
  /** The account that owns them, where their ARNs do not say it. */
  readonly resourceAccount?: string;
}

/** A part of a statement of which the answers differ. */
export interface ChangedPart {
  /** The statement with these actions and resources alone. */
  readonly statement: PolicyStatement;
  readonly witness?: AccessRequest;
  /** Why it is not certain. */
  readonly open?: string;
}

/** How much work one question may take, how many requests are looked at, and how many questions one statement is worth. */
const [MOST_STEPS, MOST_WITNESSES, MOST_QUESTIONS] = [100_000, 4, 2_000];

/** An account that is nobody's here, for examples of roles of others. */
const OTHER_ACCOUNT = '444455556666';

/** Stands for the trust of a role that is not among the paths: it leaves it to the policies of whoever asks. */
const ANY_TRUST = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:*' } });

/** What one region says: which requests of it change. */
interface Found {
  readonly witness?: AccessRequest;
  readonly open?: string;
}

/** Looks for requests whose answer changes, in the part of all requests that a statement is about. */
export class RegionSearch {
  public readonly to: SidePolicies;
  private readonly after: PolicyEvaluators;
  private readonly before: PolicyEvaluators;

  public constructor(private readonly compared: Compared) {
    this.to = compared.to;
    this.after = new PolicyEvaluators(compared.to);
    this.before = new PolicyEvaluators(compared.from);
  }

  /** The parts of a statement in which there is a request that the one policies allow and the others do not. */
  public parts(statement: PolicyStatement, policies: ApplicablePolicies, beyond: ApplicablePolicies): ChangedPart[] {
    const classes = classesOf(statement, this.compared.patterns);
    const resources = resourceParts(statement);
    const asked = classes.filter(({ isTrust }) => !isTrust);
    const whole = asked.length === 0 ? undefined : this.search({
      actions: TextSet.union(asked.map(({ set }) => set)),
      resources: TextSet.union(resources.map(({ set }) => set)),
      examples: [],
      policies,
      beyond,
    });
    const isNone = whole?.witness === undefined && whole?.open === undefined;
    if (classes.length * resources.length > MOST_QUESTIONS) {
      return isNone ? [] : [{ statement, ...whole }];
    }
    const open = isNone ? classes.filter(({ isTrust }) => isTrust) : classes;
    const found = resources.flatMap((part) => {
      const taking = classesFor(part, open)
        .map((one) => ({ part, one, answer: this.ofClass(part, one, policies, beyond) })).filter(hasAnswer);
      const changed = taking.filter(({ answer: { witness, open: reason } }) => witness !== undefined || reason !== undefined);
      return changed.map((one) => ({ ...one, isWhole: taking.length === changed.length }));
    });
    return reduced(statement, found);
  }

  /** Nothing, where the actions are about nothing of the part. */
  private ofClass(part: ResourcePart, one: ActionClass, policies: ApplicablePolicies, beyond: ApplicablePolicies): Found | undefined {
    const resources = resourcesTaken(part, one, part.entry !== undefined && isWholeStandIn(part.entry));
    if (resources === undefined) {
      return undefined;
    }
    const { partition = '', account = '' } = arnParts(this.compared.principal.identifiers?.listed?.[0] ?? '') ?? {};
    const role = one.isTrust ? [account, OTHER_ACCOUNT].map((owner) => `arn:${partition}:iam::${owner}:role/example`) : [];
    const examples = ['example', ...[...one.names].sort((first, second) => first.length - second.length).slice(0, 20), ...part.pattern === undefined ? [] : [part.pattern.replace(/[*?]+/g, 'example')], ...role];
    if (!one.isTrust) {
      return this.search({ actions: one.set, resources, examples, policies, beyond });
    }
    const ask = (roles: TextSet, trust: PolicyDocument) => this.search({
      actions: one.set, resources: roles, examples, policies: withTrust(policies, trust), beyond: withTrust(beyond, trust),
    });
    const { pattern: entry = '*' } = part;
    for (const [arn, trust] of [...this.to.trusts].filter(([name]) => globsOverlap(entry, name))) {
      const found = ask(resources.and(TextSet.equals(arn)), trust);
      if (found.witness !== undefined || found.open !== undefined) {
        return found;
      }
    }
    return ask(resources.but(TextSet.equals(...this.to.trusts.keys())), ANY_TRUST);
  }

  private search({ actions, resources, examples, policies, beyond }: {
    readonly actions: TextSet;
    readonly resources: TextSet;
    readonly examples: readonly string[];
    readonly policies: ApplicablePolicies;
    readonly beyond: ApplicablePolicies;
  }): Found {
    const { principal, context = {}, within, resourceAccount } = this.compared;
    const { witnesses, rest }: Witnesses = findWitnesses({
      policies,
      notAllowedBy: beyond,
      principals: [principal],
      actions,
      resources: within === undefined ? resources : resources.and(within),
      ...resourceAccount === undefined ? {} : { resourceAccount },
      context: Object.fromEntries(Object.entries(context)
        .map(([key, value]) => [key, value === undefined ? { mayBeAbsent: true } : { values: TextSet.equals(...[value].flat()) }])),
      examples,
      maxSteps: MOST_STEPS,
    }, MOST_WITNESSES);
    const allowed = witnesses.map(({ request }) => request).filter((request) => this.after.decision(request) === 'allowed');
    const witness = allowed.find((request) => ['explicitlyDenied', 'implicitlyDenied'].includes(this.before.decision(request)));
    const unsure = allowed.some((request) => this.before.decision(request) === 'undecided') ? 'what of it was allowed is not certain' : rest?.reason;
    return witness !== undefined ? { witness } : unsure === undefined ? {} : { open: unsure };
  }
}

/** Of a role, the trust policy is that of the resource. */
export function withTrust({ resource: _, ...policies }: ApplicablePolicies, trust: PolicyDocument): ApplicablePolicies {
  return { ...policies, trust: [trust] };
}

/** Evaluates requests by all policies of one side. */
class PolicyEvaluators {
  private readonly known = new Map<string, PolicyEvaluator>();

  public constructor(private readonly policies: SidePolicies) {}

  public decision(request: AccessRequest) {
    const isTrust = request.action.toLowerCase() === 'sts:assumerole';
    const key = isTrust ? request.resource : '';
    const policies = applicable(this.policies);
    const asked = isTrust ? withTrust(policies, this.policies.trusts.get(key) ?? ANY_TRUST) : policies;
    const evaluator = this.known.get(key) ?? new PolicyEvaluator(asked);
    this.known.set(key, evaluator);
    return evaluator.evaluate(request).decision;
  }
}

interface FoundPart {
  readonly part: ResourcePart;
  readonly one: ActionClass;
  readonly answer: Found;
  /** Whether the answers to all actions of the statement differ that are about this part. */
  readonly isWhole: boolean;
}

function hasAnswer<T extends { readonly answer: Found | undefined }>(one: T): one is T & { readonly answer: Found } {
  return one.answer !== undefined;
}

/** Statements with the actions and resources that were found: one for each service, and for all resources with the same actions. */
function reduced(statement: PolicyStatement, found: readonly FoundPart[]): ChangedPart[] {
  const byPart = new Map<string, FoundPart[]>();
  found.forEach((one) => addTo(byPart, `${one.part.entry ?? ''}\n${serviceOf(one.one)}`, [one]));
  const groups = new Map<string, FoundPart[][]>();
  byPart.forEach((all) => addTo(groups, `${all[0].isWhole} ${all.map(({ one }) => one.names.join()).join()}`, [all]));
  return [...groups.values()].map((group): ChangedPart => {
    const entries = group.flatMap(([{ part: { entry } }]) => entry ?? []);
    const answers = group.flat().map(({ answer }) => answer);
    const witness = answers.find((answer) => answer.witness !== undefined)?.witness;
    return {
      statement: { ...withActions(statement, group[0]), ...entries.length === 0 ? {} : { resources: entries } },
      ...witness === undefined ? { open: answers[0].open } : { witness },
    };
  });
}

/** What has no service is of several. */
function serviceOf({ service, names: [name = ''] }: ActionClass): string {
  return service ?? name.split(':')[0].toLowerCase();
}

/** A pattern stays one where all that it stands for was found. */
function withActions(statement: PolicyStatement, found: readonly FoundPart[]): PolicyStatement {
  const service = serviceOf(found[0].one);
  if (statement.notActions.length > 0) {
    return found.some(({ one }) => !one.isTrust) ? statement : { ...statement, notActions: [], actions: ['sts:AssumeRole'] };
  }
  const ofService = statement.actions.filter((pattern) => pattern.split(':')[0].toLowerCase() === service);
  const names = [...new Set(found.flatMap(({ one }) => one.names))];
  return { ...statement, actions: found.every(({ isWhole }) => isWhole) && ofService.length > 0 ? ofService : names };
}
