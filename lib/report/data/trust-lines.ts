import { conditionsOf } from './statement-text';
import type { AccessModel } from '../../access/model/access-model';
import type { AccessRole, RoleWay } from '../../access/model/access-role';
import { clusterText } from '../../access/model/known-clusters';
import { associatedText, passedOnText } from '../../access/routes/trusted-by';
import { subjectsOf } from '../../compliance/subjects';
import { webIdentitiesOf } from '../../compliance/web-identity';
import type { ServiceAccountTrust } from '../../compliance/web-identity';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { hasWildcard } from '../../iam/glob';
import { isKnown, plain } from '../../iam/partial-text';
import type { PolicyStatement, Principal } from '../../iam/policy-statement';
import type { ReportTrust } from '../report-data';

/** Whom a trust names, and whether that is more than it names one by one. */
interface Trusted {
  readonly who: readonly string[];
  readonly isBroad: boolean;
}

/** The trust policy of a role in words, statement by statement. */
export function trustTexts(model: AccessModel, role: AccessRole): ReportTrust[] {
  const all = role.ways.flatMap((way) => way.trust.statements.map((statement) => trustText(model, role, way, statement)));
  return [...new Map(all.map((text) => [JSON.stringify(text), text])).values()];
}

function trustText(model: AccessModel, role: AccessRole, way: RoleWay, statement: PolicyStatement): ReportTrust {
  const { number, effect, actions, notActions } = statement;
  return {
    statement: number,
    effect: plain(effect),
    ...whoIn(model, role, way, statement),
    actions: notActions.length > 0 ? notActions.map((action) => `not ${plain(action)}`) : actions.map(plain),
    conditions: conditionsOf(withShortKeys(way, statement)),
  };
}

/** Claims of the token that the statement is about are named without the issuer, which is that of the cluster. */
function withShortKeys(way: RoleWay, statement: PolicyStatement): PolicyStatement {
  const trusts = webIdentitiesOf(way.role).trusts.filter(({ number }) => number === statement.number);
  const issuers = trusts.length === 1 ? trusts[0].issuers : [];
  const short = (key: string) => key.slice(Math.max(0, ...issuers.filter((issuer) => key.startsWith(`${issuer}:`)).map(({ length }) => length + 1)));
  return { ...statement, conditions: statement.conditions.map((test) => ({ ...test, key: short(test.key) })) };
}

function whoIn(model: AccessModel, role: AccessRole, way: RoleWay, statement: PolicyStatement): Trusted {
  const { number, effect, principals, notPrincipals, hasNotPrincipal, conditions } = statement;
  if (hasNotPrincipal) {
    return { who: [`everyone but ${notPrincipals.map(({ value }) => plain(value)).join(', ')}`], isBroad: effect !== 'Deny' };
  }
  const trusts = webIdentitiesOf(way.role).trusts.filter((trust) => trust.number === number);
  const ofClusters = trusts.map((trust) => serviceAccountsOf(model, way, trust));
  const others = principals.filter(({ value }) => !trusts.some(({ provider }) => role.known(provider) === value));
  const named = others.flatMap((principal) => principalTexts(model, role, principal));
  const isAnyone = effect !== 'Deny' && others.some(({ type, value }) => type === '*' || (type !== 'Service' && hasWildcard(value))) && conditions.length === 0;
  return { who: [...ofClusters.flatMap(({ who }) => who), ...named], isBroad: isAnyone || ofClusters.some(({ isBroad }) => isBroad) };
}

/** The service accounts that a statement takes of one cluster. */
export function serviceAccountsOf(model: AccessModel, { role }: RoleWay, { number, provider, issuers }: ServiceAccountTrust): Trusted {
  const issuer = issuers.find(isKnown) ?? issuers[0] ?? '';
  const of = ` of cluster ${plain(clusterText(model.clusters.ofIssuer(issuer) ?? { names: [], issuer }))}`;
  const subjects = subjectsOf(role).filter((subject) => subject.number === number && subject.provider === provider);
  const texts = subjects.map(({ reach, namespace = '', name = '', value }) => {
    switch (reach) {
      case 'none': return `no service account (${value})`;
      case 'one': return `${namespace}/${name}${of}`;
      case 'a namespace': return `any service account of namespace ${namespace}${of}`;
      case 'namespaces': return `service accounts of any namespace (${value})${of}`;
      default: return `service accounts like ${value}${of}`;
    }
  });
  const isBroad = subjects.length === 0 || subjects.some(({ reach }) => !['none', 'one'].includes(reach));
  return { who: subjects.length === 0 ? [`any service account${of}, as no subject is asked for`] : texts, isBroad };
}

function principalTexts(model: AccessModel, role: AccessRole, { type, value }: Principal): string[] {
  const text = plain(value);
  if (value === '*' || type === '*') {
    return ['anyone'];
  }
  if (type === 'Service') {
    if (value !== POD_IDENTITY_SERVICE) {
      return [`the service ${text}`];
    }
    const accounts = [
      ...model.associatedWith(role).filter(({ targetRoleArn }) => targetRoleArn === undefined).map((given) => `${associatedText(given)} by EKS Pod Identity`),
      ...model.passedOnBy(role).map(passedOnText),
    ];
    return accounts.length === 0 ? ['EKS Pod Identity, for the service accounts that associations name'] : [...new Set(accounts)];
  }
  const roles = type === 'AWS' ? model.rolesOfArn(value) : [];
  return [roles.length > 0 ? `role ${plain(roles[0].name)}` : type === 'Federated' ? `whoever the provider ${text} signs in`
    : /^\d{12}$|:root$/.test(value) ? `whom account ${/\d{12}/.exec(value)?.[0] ?? text} allows` : text];
}
