import { Run } from './evaluation-run';
import { PolicyMatch, anyDenies } from './policy-match';
import type { PolicyVerdict } from './policy-match';
import { anyOf } from './principal-match';
import { principalAccount } from './request-keys';
import { both, either, everyOf, ifEither } from './truth';
import type { Truth } from './truth';
import type { AccessRequest } from '../access-request';
import type { ApplicablePolicies, PolicyKind, PolicyLevel } from '../applicable-policies';
import { arnParts } from '../arn';
import { undecidedDocument } from '../document';
import type { PolicyDocument } from '../document';
import type { Evaluation, OpenQuestion } from '../evaluation';
import { isKnown, splitText } from '../partial-text';

/**
 * Answers a request as IAM does, by the policies that apply to it. For many requests under the same policies, `PolicyEvaluator` reads
 * these once.
 */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Evaluation {
  return new PolicyEvaluator(policies).evaluate(request);
}

/** Policies that are read once, for any number of requests. */
export class PolicyEvaluator {
  private readonly identity: PolicyMatch;
  private readonly boundary: PolicyMatch;
  private readonly session: PolicyMatch;
  private readonly resource: PolicyMatch;
  private readonly trust: PolicyMatch;
  private readonly serviceControl: readonly PolicyMatch[];
  private readonly resourceControl: readonly PolicyMatch[];

  public constructor(private readonly policies: ApplicablePolicies) {
    const of = (kind: PolicyKind, documents: readonly PolicyDocument[] = []) => new PolicyMatch(kind, documents);
    const levels = (kind: PolicyKind, all: readonly PolicyLevel[] = []) =>
      all.map((documents, level) => new PolicyMatch(kind, documents, level));
    this.identity = of('identity', policies.identity);
    this.boundary = of('permissionsBoundary', policies.permissionsBoundary);
    this.session = of('session', policies.session);
    this.resource = of('resource', policies.resource);
    this.trust = of('trust', policies.trust);
    this.serviceControl = levels('serviceControlPolicies', policies.serviceControlPolicies);
    this.resourceControl = levels('resourceControlPolicies', policies.resourceControlPolicies);
  }

  /** Answers a request as IAM does. */
  public evaluate(request: AccessRequest): Evaluation {
    const run = new Run(request, this.policies);
    return new Decider(run, this.policies, this.verdicts(run)).evaluation();
  }

  private verdicts(run: Run): Verdicts {
    const { request } = run;
    const { kind } = request.principal;
    const none = (policy: PolicyKind) => new PolicyMatch(policy, []).verdict(run);
    const hasPolicies = kind === 'roleSession' || kind === 'user';
    const isServiceLinked = request.principal.kind === 'roleSession' && request.principal.roleArn.includes(':role/aws-service-role/');
    const isOfAccount = hasPolicies || kind === 'accountRoot' || kind === 'canonicalUser';
    return {
      serviceControl: isOfAccount && !isServiceLinked ? this.serviceControl.map((level) => level.verdict(run)) : [],
      resourceControl: isServiceLinked ? [] : this.resourceControl.map((level) => level.verdict(run)),
      trust: (this.policies.trust?.length ?? 0) > 0 || !isTrustAction(run.action) ? this.trust.verdict(run)
        : new PolicyMatch('trust', [undecidedDocument('the trust policy of the role, which is not given')]).verdict(run),
      resource: (this.policies.resource?.length ?? 0) > 0 || isKmsKey(request) !== true ? this.resource.verdict(run)
        : new PolicyMatch('resource', [undecidedDocument('the policy of the key, which is not given')]).verdict(run),
      identity: hasPolicies ? this.identity.verdict(run) : none('identity'),
      boundary: hasPolicies ? this.boundary.verdict(run) : none('permissionsBoundary'),
      session: kind === 'roleSession' ? this.session.verdict(run) : none('session'),
    };
  }
}

/** What each kind of policies says. */
interface Verdicts {
  readonly serviceControl: readonly PolicyVerdict[];
  readonly resourceControl: readonly PolicyVerdict[];
  readonly trust: PolicyVerdict;
  readonly resource: PolicyVerdict;
  readonly identity: PolicyVerdict;
  readonly boundary: PolicyVerdict;
  readonly session: PolicyVerdict;
}

/** One part of the answer: policies that must allow. */
interface Need {
  readonly verdicts: readonly PolicyVerdict[];
  readonly kind: PolicyKind;
  readonly truth: Truth;
}

/**
 * Puts together what the kinds of policies say.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
class Decider {
  private readonly isSameAccount: Truth;
  /** Whether the policy of the resource must allow, though the caller's own policies do. */
  private readonly mustAllowItself: Truth;
  private readonly needs: readonly Need[];

  public constructor(private readonly run: Run, private readonly policies: ApplicablePolicies, private readonly verdicts: Verdicts) {
    const { request } = run;
    this.isSameAccount = sameAccount(principalAccount(request.principal), run.ownerAccount);
    this.mustAllowItself = isTrust(run, policies) ? true : either(mayBecomeTrust(run), isKmsKey(request));
    this.needs = this.needsOf();
  }

  public evaluation(): Evaluation {
    const { serviceControl, resourceControl, trust, resource, identity, boundary, session } = this.verdicts;
    const all = [...serviceControl, ...resourceControl, trust, resource, identity, boundary, session];
    const denies = anyDenies(all);
    if (denies === true) {
      return answer('explicitlyDenied', { decidedBy: all.flatMap(({ denying }) => denying) });
    }
    const allows = everyOf(this.needs, ({ truth }) => truth);
    if (allows === false) {
      return answer('implicitlyDenied', { missing: this.needs.filter(({ truth }) => truth === false).map(({ kind }) => kind) });
    }
    const denyQuestions = denies === undefined ? all.flatMap((verdict) => verdict.denyQuestions) : [];
    if (allows === true && denies === false) {
      return answer('allowed', { decidedBy: all.flatMap(({ kind, allowing }) => kind === 'resourceControlPolicies' ? [] : allowing) });
    }
    const allowQuestions = this.needs.filter(({ truth }) => truth === undefined)
      .flatMap(({ verdicts }) => verdicts.flatMap((verdict) => verdict.allowQuestions));
    return answer('undecided', { undecided: [...denyQuestions, ...allowQuestions, ...allows === undefined ? this.ownQuestions() : []] });
  }

  /** Each of these must hold. */
  private needsOf(): Need[] {
    const { serviceControl, trust, resource, identity, boundary, session } = this.verdicts;
    const levels = serviceControl.map((verdict): Need => ({ kind: verdict.kind, verdicts: [verdict], truth: anyOf(verdict.allows) }));
    const all = [trust, resource, identity, boundary, session];
    const grant: Omit<Need, 'truth'> = { kind: isTrust(this.run, this.policies) ? 'trust' : 'resource', verdicts: all };
    const { kind } = this.run.request.principal;
    if (kind !== 'roleSession' && kind !== 'user' && kind !== 'accountRoot') {
      return [...levels, { ...grant, verdicts: [trust, resource], truth: either(anyOf(trust.allows), anyOf(resource.allows)) }];
    }
    const own = this.ownNeeds(identity, boundary, session);
    const ofResource: Need = { ...grant, verdicts: [trust, resource], truth: either(anyOf(trust.allows), anyOf(resource.allows)) };
    const across = (): Need[] => [...own, ofResource];
    const within = (): Need[] => this.withinAccount(own, grant);
    if (this.isSameAccount !== undefined) {
      return [...levels, ...this.isSameAccount ? within() : across()];
    }
    const truth = ifEither(undefined, () => everyOf(within(), (need) => need.truth), () => everyOf(across(), (need) => need.truth));
    return [...levels, { kind: 'identity', verdicts: all, truth }];
  }

  /** The caller's own policies. A root user may do everything that its account may. */
  private ownNeeds(identity: PolicyVerdict, boundary: PolicyVerdict, session: PolicyVerdict): Need[] {
    const { kind } = this.run.request.principal;
    const { permissionsBoundary = [], session: sessionPolicies = [] } = this.policies;
    const need = (verdict: PolicyVerdict, applies: boolean): Need[] =>
      applies ? [{ kind: verdict.kind, verdicts: [verdict], truth: anyOf(verdict.allows) }] : [];
    const hasPolicies = kind !== 'accountRoot';
    return [
      ...need(identity, hasPolicies),
      ...need(boundary, hasPolicies && permissionsBoundary.length > 0),
      ...need(session, kind === 'roleSession' && sessionPolicies.length > 0),
    ];
  }

  /**
   * In one account the caller's own policies suffice, or the resource's do: those that name the session or user itself by themselves,
   * those that name the role within its boundary and session policies.
   */
  private withinAccount(own: readonly Need[], grant: Omit<Need, 'truth'>): Need[] {
    const { trust, resource } = this.verdicts;
    const granted = (degree: 'itself' | 'role' | 'account') => either(trust.allows[degree], resource.allows[degree]);
    const isOwn = everyOf(own, ({ truth }) => truth);
    const isWithinLimits = everyOf(own.filter(({ kind }) => kind !== 'identity'), ({ truth }) => truth);
    const delegated = ifEither(this.mustAllowItself, () => granted('account'), () => true);
    const truth = either(granted('itself'), both(granted('role'), isWithinLimits), both(isOwn, delegated));
    if (truth !== false) {
      return [{ ...grant, truth }];
    }
    const missing = own.filter((need) => need.truth === false && (need.kind !== 'identity' || granted('role') === false));
    return delegated === false || missing.length === 0 ? [{ ...grant, truth }, ...missing] : missing;
  }

  private ownQuestions(): OpenQuestion[] {
    const { request } = this.run;
    const { kind } = request.principal;
    return [
      ...this.isSameAccount === undefined && ['roleSession', 'user', 'accountRoot'].includes(kind)
        ? [{ what: 'whether the resource is of the account of the principal' }] : [],
      ...this.mustAllowItself === undefined ? [{ what: 'whether the policy of the resource must allow' }] : [],
    ];
  }
}

function answer(
  decision: Evaluation['decision'], { decidedBy = [], missing = [], undecided = [] }: Partial<Omit<Evaluation, 'decision'>>,
): Evaluation {
  return { decision, decidedBy, missing: [...new Set(missing)], undecided: [...new Set(undecided)] };
}

const TRUST_ACTIONS = ['sts:assumerole', 'sts:assumerolewithwebidentity', 'sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity'];

/** Whether an action, in lower case, asks to become a role. */
export function isTrustAction(action: string): boolean {
  return TRUST_ACTIONS.includes(action);
}

function isTrust({ action }: Run, { trust = [] }: ApplicablePolicies): boolean {
  return trust.length > 0 || isTrustAction(action);
}

/** An action of which the end is not known may be one of these, where it is about a role. */
function mayBecomeTrust({ action, request: { resource } }: Run): Truth {
  const { service = '' } = arnParts(resource) ?? {};
  const isOfOther = resource === '*' || (service !== '' && isKnown(service) && service !== 'iam');
  return isOfOther || isKnown(action) || (isKnown(serviceOf(action)) && serviceOf(action) !== 'sts') ? false : undefined;
}

function isKmsKey({ action, resource }: AccessRequest): Truth {
  const service = serviceOf(action).toLowerCase();
  const ofService = isKnown(service) ? service === 'kms' : undefined;
  return both(ofService, isKeyArn(resource));
}

/** What is not known of an ARN may hold any of its parts. */
function isKeyArn(arn: string): Truth {
  const parts = arnParts(arn);
  if (parts?.service === 'kms' && parts.resource.startsWith('key/')) {
    return true;
  }
  const told = parts === undefined ? arn : arn.slice(0, arn.length - parts.resource.length) + parts.resource.slice(0, 'key/'.length);
  return isKnown(told) ? false : undefined;
}

function serviceOf(action: string): string {
  return splitText(action, ':')[0];
}

function sameAccount(one: string | undefined, other: string | undefined): Truth {
  return one === undefined || other === undefined ? undefined
    : one === other ? true : isKnown(one) && isKnown(other) ? false : undefined;
}
