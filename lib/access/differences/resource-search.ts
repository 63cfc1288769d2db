import { actionPatterns } from './action-classes';
import { principalSets, withoutKnown } from './named-principals';
import type { Cause, Gain } from './permission-search';
import { RegionSearch } from './region-search';
import type { ChangedPart } from './region-search';
import { ALL, NO_POLICIES, allowsOf, only, textOfDocument, textOfStatement, withOneAllow } from './side-policies';
import type { SidePolicies } from './side-policies';
import type { SideResource } from './side-reader';
import { arnParts } from '../../iam/arn';
import type { PrincipalSet } from '../../iam/decide/question';
import type { PolicyDocument } from '../../iam/document';
import { TextSet } from '../../iam/language/text-set';
import type { PolicyStatement, Principal } from '../../iam/policy-statement';

/** The policies of one resource on two sides. */
export interface ComparedResource {
  readonly from: readonly PolicyDocument[];
  readonly to: readonly PolicyDocument[];
  readonly arns: SideResource['arns'];
  /** Whether all of its ARN is known: if not, its policies may name it otherwise. */
  readonly isNamed: boolean;
  /** The account that owns it, as its policies name it. */
  readonly account: string;
  /** Whether it is there on both sides. */
  readonly isKept: boolean;
  /** The ARNs of the roles and users among the paths: these are compared by themselves. */
  readonly roles: readonly string[];
}

/** What somebody gains by the policy of a resource. */
export interface ResourceGain extends Gain {
  readonly who: readonly Principal[];
  /** Whether the statement is for everyone but those whom it lists. */
  readonly isAllBut: boolean;
}

/** `*` means these. */
const EVERYONE: readonly PrincipalSet['kind'][] = ['anonymous', 'roleSession', 'user', 'service', 'accountRoot'];

/** These have policies of their own. */
const WITH_POLICIES: readonly PrincipalSet['kind'][] = ['roleSession', 'user'];

/**
 * Finds what the policies of a resource let principals do that are no roles among the paths: users, accounts, services, roles of
 * others, everyone. Their own policies are not known, so each is asked about twice, as one who has none and as one who may do
 * everything: in the account of the resource a grant is enough, in others it is half of what is needed.
 */
export class ResourceSearch {
  private readonly patterns: readonly string[];
  private readonly within?: TextSet;

  public constructor(private readonly compared: ComparedResource) {
    const { from, to, arns } = compared;
    this.patterns = actionPatterns([...from, ...to].flatMap(({ statements }) => statements));
    this.within = compared.isNamed ? TextSet.of(arns, 'paddedResource') : undefined;
  }

  /** All gains; the same for losses with both sides exchanged. */
  public gains(): ResourceGain[] {
    const { from, to } = this.compared;
    return textOf(from) === textOf(to) ? [] : [...this.byStatements(), ...this.byDenies()];
  }

  private byStatements(): ResourceGain[] {
    const { from, to } = this.compared;
    const known = new Set(from.flatMap(({ version, statements }) =>
      statements.flatMap((one) => this.asked(one).map((who) => textFor(version, one, who)))));
    const isSame = textOf(deniesOf(from)) === textOf(deniesOf(to));
    const reported: PolicyDocument[] = [];
    return to.flatMap(({ version, statements }) => statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) => {
      const fresh = this.asked(statement).filter((who) => !isSame || !known.has(textFor(version, statement, who)));
      const gains = this.grouped({ kind: 'statement' }, statement, fresh, (regions, own) => regions.parts(
        statement, { ...own, resource: withOneAllow(to, statement) }, { ...own, resource: [...allowsOf(from), ...reported] }));
      reported.push(...gains.map(({ who, parts }) => granted(parts, who, statement)));
      return gains;
    }));
  }

  private byDenies(): ResourceGain[] {
    const { from, to } = this.compared;
    const kept = new Set(deniesOf(to).flatMap(({ statements }) => statements.flatMap((one) => this.asked(one).map((who) => textFor('', one, who)))));
    return from.flatMap((document) => document.statements.filter(({ effect }) => effect === 'Deny').flatMap((deny) => {
      const gone = this.asked(deny).filter((who) => !kept.has(textFor('', deny, who)));
      const one = only(document, (other) => other === deny);
      return this.grouped({ kind: 'deny', deny }, deny, gone, (regions, own) =>
        regions.parts({ ...deny, effect: 'Allow' }, { ...own, resource: to }, { identity: [ALL], resource: [one] }));
    }));
  }

  /** Whom a statement means; all but those whom it lists are one. */
  private asked({ principals, hasNotPrincipal }: PolicyStatement): (Principal | undefined)[] {
    const { roles, isKept, account } = this.compared;
    // Who has a resource made may use it anyway.
    const isOwner = ({ value }: Principal) => !isKept && (value === account || value.endsWith(`:${account}:root`));
    return hasNotPrincipal ? [undefined] : principals.filter((one) => !roles.includes(one.value) && !isOwner(one));
  }

  /** One gain for all principals that get the same. */
  private grouped(
    cause: Cause, { hasNotPrincipal }: PolicyStatement, asked: readonly (Principal | undefined)[],
    ask: (regions: RegionSearch, own: Pick<SidePolicies, 'identity'>) => ChangedPart[],
  ): ResourceGain[] {
    const groups = new Map<string, { readonly who: Principal[]; readonly parts: readonly ChangedPart[] }>();
    for (const who of asked) {
      const all = this.partsFor(who, ask);
      const key = all.map(({ statement, witness }) => `${witness === undefined} ${textOfStatement(statement)}`).join('\n');
      const group = groups.get(key) ?? { who: [], parts: all };
      groups.set(key, group);
      group.who.push(...who === undefined ? [] : [who]);
    }
    return [...groups.values()].filter(({ parts }) => parts.length > 0).map((group) => ({ ...group, cause, isAllBut: hasNotPrincipal }));
  }

  /** What the first kind of principals gets that gets anything: the widest ones are asked about first. */
  private partsFor(who: Principal | undefined, ask: (regions: RegionSearch, own: Pick<SidePolicies, 'identity'>) => ChangedPart[]): ChangedPart[] {
    const open: ChangedPart[] = [];
    for (const principal of this.setsOf(who)) {
      const identities = WITH_POLICIES.includes(principal.kind) ? [[ALL], []] : [[]];
      const parts = distinct(identities.flatMap((identity) => ask(this.regions(principal, identity), { identity })));
      if (parts.some(({ witness }) => witness !== undefined)) {
        return parts;
      }
      open.push(...parts);
    }
    return distinct(open);
  }

  private setsOf(who: Principal | undefined): PrincipalSet[] {
    const { roles, arns: [arn] } = this.compared;
    return principalSets(who ?? { type: '*', value: '*' }, { everyone: EVERYONE, partition: arnParts(arn)?.partition }).map((set) => withoutKnown(set, roles));
  }

  private regions(principal: PrincipalSet, identity: readonly PolicyDocument[]): RegionSearch {
    const { from, to, arns: [arn], account } = this.compared;
    const [before, after] = [from, to].map((resource): SidePolicies => ({ ...NO_POLICIES, identity, resource }));
    const { account: written = '' } = arnParts(arn) ?? {};
    return new RegionSearch({ principal, from: before, to: after, patterns: this.patterns, ...this.within === undefined ? {} : { within: this.within }, resourceAccount: written === '' ? account : written });
  }
}

/** What was found for several kinds of the same principal, once. */
function distinct(parts: readonly ChangedPart[]): ChangedPart[] {
  const found = new Map<string, ChangedPart>();
  parts.forEach((part) => {
    const key = textOfStatement(part.statement);
    const known = found.get(key);
    found.set(key, known?.witness === undefined ? part : known);
  });
  const certain = [...found.values()].filter(({ witness }) => witness !== undefined);
  return certain.length > 0 ? certain : [...found.values()];
}

/** What was reported of a statement, so that another one that allows the same is no line more. */
function granted(parts: readonly ChangedPart[], who: readonly Principal[], statement: PolicyStatement): PolicyDocument {
  const named = who.length === 0 ? {} : { principals: who };
  return { version: '2012-10-17', statements: parts.map((part) => ({ ...statement, ...part.statement, ...named })), undecided: [], characters: 0 };
}

function deniesOf(documents: readonly PolicyDocument[]): PolicyDocument[] {
  return documents.map((document) => only(document, ({ effect }) => effect === 'Deny'));
}

/** What a statement says to one of those whom it names, as a text. */
function textFor(version: string | undefined, statement: PolicyStatement, who: Principal | undefined): string {
  return `${version ?? ''} ${textOfStatement(who === undefined ? statement : { ...statement, principals: [who] })}`;
}

function textOf(documents: readonly PolicyDocument[]): string {
  return documents.map(textOfDocument).sort().join('\n');
}
