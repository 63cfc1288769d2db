import { subjectsOf } from '../../compliance/subjects';
import type { TrustedSubject } from '../../compliance/subjects';
import { webIdentitiesOf } from '../../compliance/web-identity';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { arnParts } from '../../iam/arn';
import { isKnown, plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';
import { isGivenByAssociation, isLetByToken } from '../routes/becoming';
import { associatedText, passedOnText } from '../routes/trusted-by';

/** One who becomes a role, or many of whom one pattern stands. */
export interface Holder {
  /** `shop/api`, `any service account of namespace shop`. */
  readonly text: string;
  /** The service account, each part perhaps with wildcards. */
  readonly account?: { readonly namespace: string; readonly name: string };
  /** The ARN of a principal of AWS. */
  readonly arn?: string;
  /** By which association of EKS Pod Identity, if by one. */
  readonly association?: GivenRole;
  /** Whether it is EKS that has the role, and goes on with it to the target role of the association, which the pod gets. */
  readonly isPassedOn?: boolean;
}

/** Who becomes a role by its trust and by associations, but for roles of the model: those are steps of a chain. */
export function holdersOf(model: AccessModel, role: AccessRole): Holder[] {
  const found = new Map<string, Holder>();
  const add = (holder: Holder) => found.set(holder.text, found.get(holder.text) ?? holder);
  const isGiven = (given: GivenRole) => isGivenByAssociation(model, given);
  model.associatedWith(role).filter(isGiven).map(ofAssociation).forEach(add);
  model.passedOnBy(role).filter(isGiven)
    .map((given): Holder => ({ ...ofAssociation(given), text: passedOnText(given), isPassedOn: true })).forEach(add);
  for (const way of role.ways) {
    subjectsOf(way.role).filter((subject) => isHolder(model, role, subject)).forEach(({ namespace, name, reach, value }) => {
      const isReadable = namespace !== undefined && name !== undefined && isKnown(namespace) && isKnown(name);
      add({ text: reach === 'one' ? `${namespace}/${name}` : `service accounts like ${value}`, ...isReadable ? { account: { namespace, name } } : {} });
    });
    othersOf(model, way, arnParts(role.arn)?.account).forEach(add);
  }
  return [...found.values()];
}

/** Of a pattern it is not asked whether a deny leaves nobody. */
function isHolder(model: AccessModel, role: AccessRole, { reach, namespace, name }: TrustedSubject): boolean {
  return reach !== 'one' ? reach !== 'none' : isLetByToken(model, role, { namespace: namespace ?? '', name: name ?? '' });
}

function ofAssociation(given: GivenRole): Holder {
  const { account: { namespace, name } } = given;
  const account = isKnown(namespace) && isKnown(name) ? { account: { namespace, name } } : {};
  return { text: associatedText(given), ...account, association: given };
}

/**
 * Whoever else the trust names: principals of AWS, services, other identity providers. To its own account a trust leaves the decision:
 * which roles of the model may assume it, their policies say.
 */
function othersOf(model: AccessModel, { role, trust }: RoleWay, account: string | undefined): Holder[] {
  const ofClusters = new Set(webIdentitiesOf(role).trusts.map(({ number }) => number));
  return trust.statements.filter(({ effect, number }) => effect !== 'Deny' && !ofClusters.has(number)).flatMap(({ principals, hasNotPrincipal }) =>
    hasNotPrincipal ? [{ text: 'everyone but those whom its trust excepts' }] : principals
      .filter(({ value }) => value !== POD_IDENTITY_SERVICE && !isAccount(value, account) && model.rolesOfArn(value).length === 0)
      .map(({ value }) => ({ text: otherText(value), ...value.startsWith('arn:') && isKnown(value) ? { arn: value } : {} })));
}

function isAccount(value: string, account: string | undefined): boolean {
  const parts = arnParts(value);
  return value === account || (parts?.resource === 'root' && parts.account === account);
}

function otherText(value: string): string {
  const [account] = /^\d{12}$/.exec(value) ?? (arnParts(value)?.resource === 'root' ? [arnParts(value)?.account] : []);
  return value === '*' ? 'anyone' : account === undefined ? plain(value) : `whoever account ${plain(account)} allows`;
}
