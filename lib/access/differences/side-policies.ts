import type { ApplicablePolicies } from '../../iam/applicable-policies';
import { readLiteralDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import type { PolicyStatement } from '../../iam/policy-statement';

/** The policies of a session of a role, before or after. */
export interface SidePolicies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: readonly PolicyDocument[];
  readonly session: readonly PolicyDocument[];
  /** Of all resources among the paths, each about its resource alone, and one that stands for those of all others. */
  readonly resource: readonly PolicyDocument[];
  /** The trust policies of the roles among the paths, by their ARNs. */
  readonly trusts: ReadonlyMap<string, PolicyDocument>;
}

export const NO_POLICIES: SidePolicies = { identity: [], boundary: [], session: [], resource: [], trusts: new Map() };

/** Allows everything. */
export const ALL = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** What AWS asks about requests that ask for no role. */
export function applicable({ identity, boundary, session, resource }: SidePolicies): ApplicablePolicies {
  return {
    identity,
    resource,
    ...boundary.length === 0 ? {} : { permissionsBoundary: boundary },
    ...session.length === 0 ? {} : { session },
  };
}

/** The same without limits: what the role's own policies and those of resources allow. */
export function withoutLimits({ identity, resource }: SidePolicies): ApplicablePolicies {
  return { identity: allowsOf(identity), resource: allowsOf(resource) };
}

/** Documents without their denies. */
export function allowsOf(documents: readonly PolicyDocument[]): PolicyDocument[] {
  return documents.map((document) => only(document, ({ effect }) => effect !== 'Deny'));
}

/** Documents with one statement that allows, and all that deny. */
export function withOneAllow(documents: readonly PolicyDocument[], one: PolicyStatement): PolicyDocument[] {
  return documents.map((document) => only(document, (statement) => statement === one || statement.effect === 'Deny'));
}

export function only(document: PolicyDocument, isKept: (statement: PolicyStatement) => boolean): PolicyDocument {
  const statements = document.statements.filter(isKept);
  const numbers = new Set(statements.map(({ number }) => number));
  const undecided = document.undecided.filter(({ statement }) => statement === undefined || numbers.has(statement));
  return statements.length === document.statements.length ? document : { ...document, statements, undecided };
}

/** What a document says, as a text: the same for two that IAM reads alike. */
export function textOfDocument({ version, statements, undecided }: PolicyDocument): string {
  return JSON.stringify([version ?? '', statements.map(textOfStatement).sort(), undecided.map(({ what }) => what)]);
}

/** What a statement says, as a text: its name, and the order of what IAM does not order, are not in it. */
export function textOfStatement(statement: PolicyStatement): string {
  const { number, sid, actions, notActions, resources, notResources, conditions, principals, notPrincipals, ...rest } = statement;
  void [number, sid];
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();
  const lower = (texts: readonly string[]) => sorted(texts.map((text) => text.toLowerCase()));
  return JSON.stringify([
    lower(actions), lower(notActions), sorted(resources), sorted(notResources),
    conditions.map(({ operator, key, values }) => JSON.stringify([operator.name.toLowerCase(), key.toLowerCase(), sorted(values)])).sort(),
    sorted(principals.map(({ type, value }) => `${type} ${value}`)), sorted(notPrincipals.map(({ type, value }) => `${type} ${value}`)), rest,
  ]);
}
