import type { BreachStatement } from './breach';
import { askGuardrail } from './guardrail-question';
import type { GuardrailAsking, GuardrailVerdict } from './guardrail-question';
import { mayBe } from './guardrail-reach';
import type { GuardrailReach } from './guardrail-reach';
import type { Holder } from './role-holders';
import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { arnParts } from '../../iam/arn';
import { undecidedDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import type { StatementReference } from '../../iam/evaluation';
import { hasWildcard } from '../../iam/glob';
import { TextSet } from '../../iam/language/text-set';
import { plain } from '../../iam/partial-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';
import type { OwnedResource } from '../model/owned-resources';

/** What a role may do of what a guardrail is about, and by which statements. */
export interface RoleVerdict extends GuardrailVerdict {
  readonly named: readonly BreachStatement[];
}

/** Something with a policy of its own, which AWS asks as well. */
interface Guarded {
  readonly arn: string;
  readonly resources: TextSet;
  /** Whether its policy may allow what the role's own policies do not. */
  readonly mayAllowAlone: boolean;
  readonly policies: Pick<ApplicablePolicies, 'resource' | 'trust'>;
  readonly nameOf: (document: number) => { readonly policy: string; readonly at?: string };
}

/** Asks roles of a model about one guardrail. */
export class RoleQuestions {
  /** Resources of the model that the guardrail is about. */
  public readonly owned: readonly OwnedResource[];
  private readonly guarded: readonly Guarded[];
  private readonly others?: TextSet;

  public constructor(private readonly model: AccessModel, private readonly reach: GuardrailReach, resources: readonly OwnedResource[]) {
    this.owned = resources.filter(({ arn, policies }) => policies.length > 0 && this.isOfServices(arn) && reach.isAbout(arn));
    this.guarded = [...this.owned.map(guardedResource), ...reach.services?.has('sts') === false ? [] : this.roles()];
    const [listed, patterns] = [this.guarded.filter(isListed), this.guarded.filter((one) => !isListed(one))];
    this.others = this.guarded.length === 0 ? undefined
      : TextSet.union([TextSet.equals(...listed.map(({ arn }) => arn)), ...patterns.map((one) => one.resources)]);
  }

  /** Whether a role may have something to do with the guardrail: it is cheap to ask. */
  public mayConcern({ ways }: AccessRole): boolean {
    return this.owned.length > 0 || ways.some(({ identity }) => identity.some(({ document: { statements, undecided } }) =>
      undecided.length > 0 || statements.some((statement) => this.reach.concerns(statement))));
  }

  /** What a role may do; nothing if it may do nothing of it. */
  public ask(role: AccessRole, holder?: Holder): RoleVerdict | undefined {
    const verdicts = role.ways.map((way) => this.askWay(role, way, holder));
    const [found] = [verdicts.find((verdict) => verdict?.decision === 'allowed') ?? verdicts.find((verdict) => verdict !== undefined)];
    const isCertain = verdicts.every((verdict) => verdict?.decision === 'allowed');
    return found === undefined || isCertain || found.decision === 'undecided' ? found
      : { ...found, decision: 'undecided', why: 'conditions of the template, by which the role can come out in several ways' };
  }

  private askWay(role: AccessRole, way: RoleWay, holder: Holder | undefined): RoleVerdict | undefined {
    const asking = askingOf(role, way, holder);
    const first = askGuardrail(asking, this.reach, this.others === undefined ? {} : { but: this.others });
    const own = first && named(first, role, way);
    if (own?.decision === 'allowed') {
      return own;
    }
    let perhaps = own;
    for (const { resources, policies, nameOf } of this.guarded.filter((one) => one.mayAllowAlone || this.mayReach(way, one.arn))) {
      const verdict = askGuardrail({ ...asking, policies: { ...asking.policies, ...policies } }, this.reach, { within: resources });
      const found = verdict && named(verdict, role, way, nameOf);
      if (found?.decision === 'allowed') {
        return found;
      }
      perhaps ??= found;
    }
    return perhaps;
  }

  private mayReach({ identity }: RoleWay, arn: string): boolean {
    return identity.some(({ document: { statements, undecided } }) => undecided.length > 0 || statements.some((statement) =>
      this.reach.concerns(statement) && (statement.notResources.length > 0 || statement.resources.some((entry) => mayBe(entry, arn)))));
  }

  /** Roles of the model, which have to let themselves be assumed. */
  private roles(): Guarded[] {
    return this.model.roles.filter(({ arn }) => this.reach.isAbout(arn)).map((role) => ({
      arn: role.arn,
      resources: TextSet.equals(role.arn),
      mayAllowAlone: false,
      policies: { trust: trustOf(role) },
      nameOf: () => ({ policy: `the trust policy of role ${plain(role.name)}`, at: role.origin.path }),
    }));
  }

  private isOfServices(arn: string): boolean {
    return this.reach.services?.has(arnParts(arn)?.service ?? '') ?? true;
  }
}

function trustOf({ ways }: AccessRole): readonly PolicyDocument[] {
  const trusts = [...new Set(ways.map(({ trust }) => trust))];
  return trusts.length === 1 ? trusts : [undecidedDocument('which of several trust policies the role has')];
}

function guardedResource({ arn, policies }: OwnedResource): Guarded {
  return {
    arn,
    resources: arnsOf(arn),
    mayAllowAlone: policies.some(({ document: { statements, undecided } }) =>
      undecided.length > 0 || statements.some(({ effect }) => effect !== 'Deny')),
    policies: { resource: policies.map(({ document }) => document) },
    nameOf: (document) => ({ policy: policies[document]?.name ?? 'the policy of the resource', at: policies[document]?.origin().path }),
  };
}

function isListed({ arn, resources }: Guarded): boolean {
  return resources.listed?.length === 1 && resources.listed[0] === arn;
}

/** A resource, and what is in it. */
export function arnsOf(arn: string): TextSet {
  const inner = arnParts(arn)?.service === 's3' ? [`${arn}/*`] : [];
  return inner.length === 0 && !hasWildcard(arn) ? TextSet.equals(arn) : TextSet.of([arn, ...inner], 'arn');
}

function askingOf(role: AccessRole, way: RoleWay, holder: Holder | undefined): GuardrailAsking {
  const account = arnParts(role.arn)?.account;
  const session = holder?.association?.account;
  return {
    principal: { kind: 'roleSession', identifiers: TextSet.equals(role.arn) },
    policies: {
      identity: way.identity.map(({ document }) => document),
      permissionsBoundary: way.boundary,
      session: session?.sessionPolicy === undefined || holder?.isPassedOn === true ? [] : [session.sessionPolicy],
    },
    ...account === undefined || account === '' ? {} : { account },
    context: holder?.association === undefined ? {} : sessionTags(holder.association),
  };
}

/** What EKS Pod Identity says of a session: what no other session can say of itself. */
function sessionTags({ account: { namespace, name, hasNoSessionTags }, clusterArn, cluster }: NonNullable<Holder['association']>) {
  const keys = {
    'kubernetes-namespace': namespace,
    'kubernetes-service-account': name,
    ...clusterArn === undefined ? {} : { 'eks-cluster-arn': clusterArn },
    ...cluster?.names[0] === undefined ? {} : { 'eks-cluster-name': cluster.names[0] },
  };
  return hasNoSessionTags === true ? {} : Object.fromEntries(Object.entries(keys).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}

function named(
  verdict: GuardrailVerdict, role: AccessRole, way: RoleWay, ofResource?: Guarded['nameOf'],
): RoleVerdict {
  const nameOf = ({ policy, document, statement }: StatementReference): BreachStatement | undefined => {
    switch (policy) {
      case 'identity': {
        const { name, policy: own, document: { statements } } = way.identity[document];
        const origin = own?.at === undefined ? role.origin : role.originOf(own.at);
        const sid = statements.find(({ number }) => number === statement)?.sid;
        return { kind: policy, number: statement, sid, policy: plain(name), policyName: own?.policyName, at: origin.path };
      }
      case 'resource':
      case 'trust': return { kind: policy, number: statement, ...ofResource?.(document) ?? { policy: 'the policy of the resource' } };
      default: return undefined; // a boundary lets nothing happen by itself
    }
  };
  return { ...verdict, named: verdict.statements.flatMap((place) => nameOf(place) ?? []) };
}
