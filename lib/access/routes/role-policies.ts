import { mergedContext, sessionPrincipal } from './session';
import type { RoleSession } from './session';
import { standardKeys } from './standard-keys';
import type { AccessRequest, RequestContext } from '../../iam/access-request';
import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { arnParts } from '../../iam/arn';
import { undecidedDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { isTrustAction } from '../../iam/evaluator/evaluate';
import { isKnown, plain } from '../../iam/partial-text';
import type { Origin } from '../../inventory/inventory';
import type { DocumentReference, NameOfDocument } from '../evaluation-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';
import { kindWithPolicy } from '../model/owned-resources';

/** Control policies of organizations, each with the file that it is from, by level. */
export interface ControlPolicies {
  readonly policies: Pick<ApplicablePolicies, 'serviceControlPolicies' | 'resourceControlPolicies'>;
  readonly nameOf: NameOfDocument;
}

/** What is asked for, whoever asks. */
export interface AskedRequest {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context?: RequestContext;
  /** Policies that are given with the request, and stand in place of those that would be found. */
  readonly own?: { readonly policies: ApplicablePolicies; readonly nameOf: NameOfDocument };
}

/** A request of a session, and the policies that AWS asks about it. */
export interface PreparedRequest {
  readonly request: AccessRequest;
  readonly policies: ApplicablePolicies;
  readonly nameOf: NameOfDocument;
  /** What is taken to be so, and could be otherwise. */
  readonly assumed: readonly string[];
  /** What AWS asks, too, and is not among the paths. */
  readonly unseen: readonly string[];
}

/** Puts together what is known about a request of a session of a role. */
export class RequestPreparation {
  public constructor(
    private readonly model: AccessModel, private readonly control: ControlPolicies, private readonly asked: AskedRequest,
  ) {}

  public of(session: RoleSession, way: RoleWay): PreparedRequest {
    const { asked, control } = this;
    const owner = this.owner(session.role);
    const [resource, trust] = [this.resourcePolicies(owner.isForeign), this.trustPolicies()];
    return {
      request: {
        principal: sessionPrincipal(session.role),
        action: asked.action,
        resource: asked.resource,
        ...owner.account === undefined ? {} : { resourceAccount: owner.account },
        context: mergedContext(standardKeys(asked.resource), session.context, asked.context ?? {}),
      },
      policies: {
        identity: way.identity.map(({ document }) => document),
        permissionsBoundary: way.boundary,
        session: session.policies,
        ...resource === undefined ? {} : { resource },
        ...trust === undefined ? {} : { trust },
        ...control.policies,
        ...asked.own?.policies,
      },
      nameOf: (place) => asked.own?.policies[place.policy] === undefined ? this.nameOf(place, session.role, way) : asked.own.nameOf(place),
      assumed: owner.isAssumed ? [`the resource is taken to be of account ${plain(owner.account ?? '')}, since its ARN has none`] : [],
      unseen: this.unseen(session.role, way, owner.isForeign),
    };
  }

  private get owned() {
    return this.model.resources.of(this.asked.resource);
  }

  private get trusted(): readonly AccessRole[] {
    const { action, resource } = this.asked;
    return isTrustAction(action.toLowerCase()) ? this.model.rolesOfArn(resource) : [];
  }

  /** The account of the resource, where its ARN does not say it; for lack of better that of the role. */
  private owner(role: AccessRole): { readonly account?: string; readonly isAssumed: boolean; readonly isForeign: boolean } {
    const { resource, resourceAccount } = this.asked;
    const [written, own] = [resource, role.arn].map((arn) => arnParts(arn)?.account ?? '');
    const found = resourceAccount ?? (written === '' ? this.owned?.account : undefined);
    const isAssumed = resource !== '*' && written === '' && found === undefined && own !== '';
    const account = found ?? (isAssumed ? own : undefined);
    const owner = account ?? written;
    const isForeign = resource !== '*' && ![own, '', 'aws'].includes(owner) && isKnown(owner) && isKnown(own);
    return { account, isAssumed, isForeign };
  }

  private resourcePolicies(isForeign: boolean): readonly PolicyDocument[] | undefined {
    const { owned } = this;
    return owned !== undefined ? owned.policies.map(({ document }) => document)
      : isForeign && !isTrustAction(this.asked.action.toLowerCase()) ? [undecidedDocument('the policy of the resource, which is not among the paths')]
        : undefined;
  }

  private trustPolicies(): readonly PolicyDocument[] | undefined {
    const trusts = [...new Set(this.trusted.flatMap(({ ways }) => ways.map(({ trust }) => trust)))];
    return trusts.length === 0 ? undefined : trusts.length === 1 ? trusts : [undecidedDocument('which of several trust policies the role has')];
  }

  private nameOf(place: DocumentReference, role: AccessRole, way: RoleWay): string {
    switch (place.policy) {
      case 'identity': {
        const { name = 'a policy', policy } = way.identity[place.document] ?? {};
        return `${plain(name)} of ${roleText(role, policy?.at)}`;
      }
      case 'permissionsBoundary': return `the permissions boundary of ${roleText(role)}`;
      case 'session': return 'the policy of the association';
      case 'trust': return `the trust policy of ${this.trusted[0] === undefined ? 'the role' : roleText(this.trusted[0])}`;
      case 'resource': {
        const policy = this.owned?.policies[place.document];
        return policy === undefined ? 'the policy of the resource' : `${plain(policy.name)} (${placeText(policy.origin())})`;
      }
      default: return this.control.nameOf(place);
    }
  }

  private unseen(role: AccessRole, way: RoleWay, isForeign: boolean): string[] {
    const given: ApplicablePolicies = { ...this.control.policies, ...this.asked.own?.policies };
    const kind = kindWithPolicy(this.asked.resource);
    return [
      ...given.serviceControlPolicies === undefined ? ['service control policies'] : [],
      ...given.resourceControlPolicies === undefined ? ['resource control policies'] : [],
      ...kind === undefined || this.owned !== undefined || given.resource !== undefined || isForeign ? [] : [`the policy of the ${kind}`],
      ...way.unseen.map((name) => `${plain(name)} of ${role.kind} ${plain(role.name)}`),
    ];
  }
}

/** A role with its place: `role api (template.json:12)`. */
export function roleText(role: AccessRole, at?: string): string {
  return `${role.kind} ${plain(role.name)} (${placeText(at === undefined ? role.origin : role.originOf(at))})`;
}

/** Where something is written: `template.json:12`. */
export function placeText({ file, place }: Origin): string {
  return `${plain(process.platform === 'win32' ? file.replace(/\\/g, '/') : file)}:${place.line}`;
}
