import type { BreachStep } from './breach';
import { NamedResources } from './named-resources';
import { holdersOf } from './role-holders';
import type { Holder } from './role-holders';
import { AllowedOnes } from './workload-names';
import type { NamedWorkload } from './workload-names';
import { addTo } from '../../core/add-to';
import { hasWildcard } from '../../iam/glob';
import { isKnown } from '../../iam/partial-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import type { OwnedResource } from '../model/owned-resources';
import { Assumptions } from '../routes/assumptions';

/** A workload of which guardrails say nothing, since nobody here knows what its role may do. */
export interface UnseenRole {
  readonly workload?: NamedWorkload;
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
  readonly roleArn: string;
}

/** What is known beside the model. */
export interface SearchOptions {
  /** The workload that a role is of, if it is one of a file. */
  readonly workloadOf: (role: AccessRole) => NamedWorkload | undefined;
  /** Whether a role is judged; the others count as steps of chains only. */
  readonly isJudged: (role: AccessRole) => boolean;
  /** Whether the policy of a resource is judged. */
  readonly isResourceJudged: (resource: OwnedResource) => boolean;
  /** Roles that exist already and are not in the model. */
  readonly unseen: readonly UnseenRole[];
}

/** The roles by the services that their policies speak of. */
interface SpeakingRoles {
  /** Those that may speak of all. */
  readonly ofAny: readonly AccessRole[];
  readonly byService: ReadonlyMap<string, readonly AccessRole[]>;
}

/** What several guardrails ask of a model, read once. */
export class SearchFacts {
  public readonly resources: readonly OwnedResource[];
  private readonly assumptions: Assumptions;
  private readonly holders = new Map<AccessRole, readonly Holder[]>();
  private readonly before = new Map<AccessRole, readonly BreachStep[]>();
  private namedResources?: NamedResources;
  private speaking?: SpeakingRoles;

  public constructor(public readonly model: AccessModel, public readonly options: SearchOptions) {
    this.assumptions = new Assumptions(model, { policies: {}, nameOf: () => 'a control policy' }, {});
    this.resources = model.resources.all();
  }

  /** What statements and resources name. */
  public get named(): NamedResources {
    return this.namedResources ??= new NamedResources(this.model.roles, this.resources);
  }

  /** The keys of workloads. */
  public get workloadKeys(): string[] {
    const { model: { roles }, options: { workloadOf, unseen } } = this;
    const all = [...roles.map(workloadOf), ...unseen.map(({ workload }) => workload)];
    return [...new Set(all.flatMap((workload) => workload?.key ?? []))];
  }

  /** The service accounts that become roles: `namespace/name`. */
  public get serviceAccounts(): string[] {
    const ofRoles = this.model.roles.flatMap((role) => this.holdersOf(role)).flatMap(({ account }) => account ?? []);
    const all = [...ofRoles, ...this.options.unseen.flatMap(({ serviceAccounts }) => serviceAccounts)];
    return [...new Set(all.map(({ namespace, name }) => `${namespace}/${name}`))];
  }

  public holdersOf(role: AccessRole): readonly Holder[] {
    const known = this.holders.get(role) ?? holdersOf(this.model, role);
    this.holders.set(role, known);
    return known;
  }

  /** Which roles may become a role next. */
  public stepsTo(role: AccessRole): readonly BreachStep[] {
    const known = this.before.get(role) ?? this.assumptions.mayBecome(role)
      .flatMap((from) => this.assumptions.step({ role: from, context: {}, policies: [] }, role)
        .map(({ decision, reason }): BreachStep => ({ from, to: role, isCertain: decision === 'allowed', reason })));
    this.before.set(role, known);
    return known;
  }

  /** The roles whose policies may speak of one of these services, in the order of the model; nothing for services means all. */
  public rolesThatSpeakOf(services: ReadonlySet<string> | undefined): readonly AccessRole[] {
    const { model: { roles } } = this;
    if (services === undefined) {
      return roles;
    }
    const { ofAny, byService } = this.speaking ??= readSpeaking(roles);
    const found = new Set([...ofAny, ...[...services].flatMap((service) => byService.get(service) ?? [])]);
    return roles.filter((role) => found.has(role));
  }

  /** Entries of `only` that speak of nobody. */
  public unused(entries: readonly string[]): string[] {
    const { options: { unseen, workloadOf }, model: { roles } } = this;
    return entries.filter((entry) => {
      const allowed = new AllowedOnes([entry]);
      // Who becomes a role is asked for entries only that may speak of them.
      const isHeld = (role: AccessRole) => entry.includes('/') && this.holdersOf(role).some((holder) => allowed.hasHolder(holder));
      return !roles.some((role) => allowed.hasRole(role, workloadOf(role)) || isHeld(role))
        && !unseen.some((one) => isUnseenAllowed(one, allowed)) && !this.isNamedByResource(allowed);
    });
  }

  private isNamedByResource(allowed: AllowedOnes): boolean {
    const statements = this.resources.flatMap(({ policies }) => policies).flatMap(({ document }) => document.statements);
    return statements.some(({ principals }) => principals.some(({ value }) => allowed.hasHolder({ text: value, arn: value })));
  }
}

/** Whether all that become such a role may do it. */
export function isUnseenAllowed({ workload, serviceAccounts }: UnseenRole, allowed: AllowedOnes): boolean {
  return (workload !== undefined && allowed.hasWorkload(workload.key))
    || (serviceAccounts.length > 0 && serviceAccounts.every(({ namespace, name }) => allowed.hasAccount(namespace, name)));
}

function readSpeaking(roles: readonly AccessRole[]): SpeakingRoles {
  const ofAny: AccessRole[] = [];
  const byService = new Map<string, AccessRole[]>();
  for (const role of roles) {
    const services = readServices(role);
    if (services === undefined) {
      ofAny.push(role);
    } else {
      services.forEach((service) => addTo(byService, service, [role]));
    }
  }
  return { ofAny, byService };
}

/** The services that a role's policies speak of; nothing if these may be all. */
function readServices({ ways }: AccessRole): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const { document: { statements, undecided } } of ways.flatMap(({ identity }) => identity)) {
    const allows = statements.filter(({ effect }) => effect !== 'Deny');
    const mayBeAny = (action: string) => !isKnown(action) || hasWildcard(action.split(':')[0]);
    if (undecided.length > 0 || allows.some(({ actions, notActions }) => notActions.length > 0 || actions.some(mayBeAny))) {
      return undefined;
    }
    allows.forEach(({ actions }) => actions.forEach((action) => found.add(action.split(':')[0].toLowerCase())));
  }
  return found;
}
