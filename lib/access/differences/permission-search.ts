import { actionPatterns } from './action-classes';
import { RegionSearch } from './region-search';
import type { ChangedPart, Compared } from './region-search';
import { ALL, NO_POLICIES, allowsOf, applicable, only, textOfDocument, textOfStatement, withOneAllow, withoutLimits } from './side-policies';
import type { SidePolicies } from './side-policies';
import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { EMPTY_DOCUMENT, readLiteralDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { globIncludes, globsOverlap } from '../../iam/glob';
import { TextSet } from '../../iam/language/text-set';
import type { PolicyStatement } from '../../iam/policy-statement';

/** Why something is allowed that was not: a statement allows it, a limit allows more, or a deny is gone. */
export type Cause =
  | { readonly kind: 'statement' | 'boundary' | 'session' }
  | { readonly kind: 'deny'; readonly deny: PolicyStatement };

/** What is allowed now, for one reason. */
export interface Gain {
  readonly cause: Cause;
  readonly parts: readonly ChangedPart[];
}

/** Whose permissions are compared: a role's, as its sessions have them, or a user's. */
export interface Acting {
  readonly kind: 'roleSession' | 'user';
  readonly arn: string;
}

interface Allow {
  readonly document: PolicyDocument;
  readonly statement: PolicyStatement;
  /** The policies that apply, of which only this statement allows. */
  readonly policies: ApplicablePolicies;
}

/**
 * Finds what a session of a role, or a user, may do by some policies and not by others.
 *
 * Each request that is allowed only now was denied, or was not allowed by statements, or was kept back by a boundary or session policy:
 * the searches look for each of these, so that none is left out. What two of them find is said once: a request that no statement
 * allowed counts as a new statement's.
 */
export class PermissionSearch {
  private readonly regions: RegionSearch;
  private readonly from: SidePolicies;
  private readonly principal: string;

  /** @param from nothing, where the role is new */
  public constructor(
    compared: Omit<Compared, 'patterns' | 'from' | 'principal'> & { readonly principal: Acting; readonly from?: SidePolicies },
  ) {
    const { from = { ...NO_POLICIES, resource: compared.to.resource.slice(-1), trusts: compared.to.trusts }, to } = compared;
    this.from = from;
    this.principal = compared.principal.arn;
    const all = [from, to].flatMap(({ identity, boundary, session, resource }) => [...identity, ...boundary, ...session, ...resource]);
    const principal = { kind: compared.principal.kind, identifiers: TextSet.equals(compared.principal.arn) };
    const patterns = actionPatterns(all.flatMap(({ statements }) => statements));
    this.regions = new RegionSearch({ ...compared, principal, from, patterns });
  }

  /** All gains; the same for losses with both sides exchanged. */
  public gains(): Gain[] {
    return [...this.byStatements(), ...this.byDenies(), ...this.byLimit('boundary'), ...this.byLimit('session')]
      .filter(({ parts }) => parts.length > 0);
  }

  private byStatements(): Gain[] {
    const before = withoutLimits(this.from);
    const reported: PolicyDocument[] = [];
    const isSame = textOf(this.from.resource) === textOf(this.regions.to.resource);
    const known = isSame ? new Set(this.from.identity.flatMap(statementTexts)) : new Set();
    const changed = this.allows().filter(({ statement, document }) => !known.has(statementText(document, statement)));
    return changed.map(({ statement, policies }) => {
      const parts = this.regions.parts(statement, policies, { ...before, identity: [...before.identity ?? [], ...reported] });
      reported.push(...documentsOf(parts));
      return { cause: { kind: 'statement' }, parts };
    });
  }

  private byDenies(): Gain[] {
    const { from, to } = { from: this.from, to: this.regions.to };
    const kept = new Set(deniesOf(to).map(({ statement }) => textOfStatement(statement)));
    return deniesOf(from).filter(({ statement }) => !kept.has(textOfStatement(statement))).map(({ document, statement, isOfResource }) => {
      const one = only(document, (other) => other === statement);
      const beyond = isOfResource ? { identity: [ALL], resource: [one] } : { identity: [ALL, one] };
      const parts = [...this.allows(), ...this.byTrusts()].flatMap((allow) => intersection(allow.statement, statement)
        .flatMap((both) => this.regions.parts(both, this.formerlyAllowed(allow.policies), beyond)));
      return { cause: { kind: 'deny', deny: statement }, parts };
    });
  }

  private byLimit(kind: 'boundary' | 'session'): Gain[] {
    const { from, regions: { to } } = this;
    const isSame = textOf(from[kind]) === textOf(to[kind]);
    // Without another limit, a policy of a resource may have let the session itself, which no limit keeps from it.
    if (from[kind].length === 0 || (isSame && textOf(from.resource) === textOf(to.resource))) {
      return [];
    }
    const limit = kind === 'boundary' ? { permissionsBoundary: allowsOf(from.boundary) } : { session: allowsOf(from.session) };
    const beyond = { ...withoutLimits(from), identity: [ALL], ...limit };
    const parts = [...this.allows(), ...this.byTrusts()]
      .flatMap(({ statement, policies }) => this.regions.parts(statement, this.formerlyAllowed(policies), beyond));
    return [{ cause: { kind: isSame ? 'statement' : kind }, parts }];
  }

  /** What statements had allowed before, too: as a control policy, one more policy that must allow. */
  private formerlyAllowed(policies: ApplicablePolicies): ApplicablePolicies {
    const { identity, resource } = this.from;
    const ofResources = allowsOf(resource).map((document) => ({
      ...document,
      statements: document.statements.map((statement) => ({ ...statement, principals: [], notPrincipals: [], hasNotPrincipal: false })),
    }));
    const ofTrusts = this.byTrusts().map(({ document }) => document);
    const allowing = [EMPTY_DOCUMENT, ...allowsOf(identity), ...ofResources.slice(0, -1), ...ofTrusts];
    return { ...policies, serviceControlPolicies: [allowing] };
  }

  /** The roles that name this one in their trust policy: it needs no policy of its own to become them. */
  private byTrusts(): Allow[] {
    const { to } = this.regions;
    const isNamed = (trust: PolicyDocument) =>
      trust.statements.some(({ principals }) => principals.some(({ value }) => value === this.principal));
    const roles = [...to.trusts].filter(([, trust]) => isNamed(trust)).map(([arn]) => arn);
    const document = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles } });
    return roles.length === 0 ? [] : [{ document, statement: document.statements[0], policies: applicable(to) }];
  }

  /** Each statement that allows: by the role's own policies, and by those of resources. */
  private allows(): Allow[] {
    const { to } = this.regions;
    const all = applicable(to);
    const allowing = (documents: readonly PolicyDocument[]) => documents.flatMap((document) =>
      document.statements.filter(({ effect }) => effect === 'Allow').map((statement) => ({ document, statement })));
    const denies = to.identity.map((document) => only(document, ({ effect }) => effect === 'Deny'));
    return [
      ...allowing(to.identity).map((one) => ({ ...one, policies: { ...all, identity: withOneAllow(to.identity, one.statement) } })),
      ...allowing(to.resource.slice(0, -1)).map((one) =>
        ({ ...one, policies: { ...all, identity: denies, resource: withOneAllow(to.resource, one.statement) } })),
    ];
  }
}

/** Statements of two versions of the language are not the same: only in one there are variables. */
function statementText({ version }: PolicyDocument, statement: PolicyStatement): string {
  return `${version ?? ''} ${textOfStatement(statement)}`;
}

function statementTexts(document: PolicyDocument): string[] {
  return document.statements.map((statement) => statementText(document, statement));
}

function deniesOf({ identity, boundary, session, resource }: SidePolicies) {
  const of = (documents: readonly PolicyDocument[], isOfResource: boolean) => documents.flatMap((document) => document.statements
    .filter(({ effect }) => effect === 'Deny').map((statement) => ({ document, statement, isOfResource })));
  return [...of([...identity, ...boundary, ...session], false), ...of(resource, true)];
}

/** What two statements are both about, or a little more, with the conditions of the second; nothing if there is nothing. */
function intersection(one: PolicyStatement, two: PolicyStatement): PolicyStatement[] {
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  const actions = narrower([lower(one.actions), one.notActions], [lower(two.actions), two.notActions]);
  const resources = narrower([one.resources, one.notResources], [two.resources, two.notResources]);
  const isEmpty = [actions, resources].some((found) => found !== undefined && found.length === 0);
  return isEmpty ? [] : [{
    ...one,
    conditions: [...one.conditions, ...two.conditions],
    ...actions === undefined ? {} : { actions, notActions: [] },
    ...resources === undefined ? {} : { resources, notResources: [] },
  }];
}

type Listed = readonly [listed: readonly string[], excepted: readonly string[]];

/** Of two lists what overlaps, the narrower one of each two; nothing where each only leaves something out. */
function narrower([one, notOne]: Listed, [two, notTwo]: Listed): readonly string[] | undefined {
  if (notOne.length + notTwo.length > 0) {
    return notOne.length > 0 && notTwo.length > 0 ? undefined : notOne.length > 0 ? two : one;
  }
  return [...new Set(one.flatMap((own) =>
    two.filter((other) => globsOverlap(own, other)).map((other) => globIncludes(own, other) ? other : own)))];
}

function documentsOf(parts: readonly ChangedPart[]): PolicyDocument[] {
  return parts.length === 0 ? [] : [{ version: '2012-10-17', statements: parts.map(({ statement }) => statement), undecided: [], characters: 0 }];
}

function textOf(documents: readonly PolicyDocument[]): string {
  return documents.map(textOfDocument).sort().join('\n');
}
