import type { StandIns } from './stand-ins';
import { subjectsOf } from '../../compliance/subjects';
import { webIdentitiesOf } from '../../compliance/web-identity';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { list } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { Principal } from '../../iam/policy-statement';
import type { AccessModel } from '../model/access-model';
import type { RoleWay } from '../model/access-role';
import { clusterOfIssuers, passedOnText, subjectText, trustedBy } from '../routes/trusted-by';

/** What words about a trust policy need: the role as it is written, and what is around it. */
export interface TrustWords {
  readonly standIns: StandIns;
  readonly model: AccessModel;
  readonly way: RoleWay;
  /** The other side, of which words are asked, too. */
  readonly other?: Pick<TrustWords, 'model' | 'way'>;
  readonly isOther?: boolean;
}

/** Whom a principal of a statement means; of a provider, those with a subject. */
export function whomText(principal: Principal, number: number, words: TrustWords, subject?: string): string {
  const { model, way } = words.isOther === true && words.other !== undefined ? words.other : words;
  const value = words.standIns.back(principal.value);
  switch (principal.type) {
    case 'Federated': return ofProvider(model, way, value, number, subject === undefined ? undefined : words.standIns.back(subject));
    case 'Service': return value === POD_IDENTITY_SERVICE ? byPodIdentity(model, way) : `the service ${plain(value)}`;
    case 'CanonicalUser': return `the canonical user ${plain(value)}`;
    default: return value === '*' ? 'anyone' : ofAccount(model, value);
  }
}

function ofProvider(model: AccessModel, { role }: RoleWay, provider: string, number: number, subject: string | undefined): string {
  const { trusts, unsure } = webIdentitiesOf(role);
  const trust = [...trusts, ...unsure].find((one) => one.number === number && one.provider === provider);
  const isCluster = trust !== undefined && trusts.includes(trust);
  const name = trust === undefined ? plain(provider) : clusterOfIssuers(model, trust.issuers);
  if (!isCluster) {
    const issuer = plain(trust?.issuers[0] ?? provider);
    return subject === undefined ? `whoever has a token of ${issuer}` : `whoever has a token of ${issuer} for ${plain(subject)}`;
  }
  const known = subject === undefined ? undefined
    : subjectsOf(role).find((one) => one.number === number && one.provider === provider && one.value === plain(subject));
  return known !== undefined ? subjectText(known, name) : subject === undefined ? `any service account of cluster ${name}` : `${plain(subject)} of cluster ${name}`;
}

function byPodIdentity(model: AccessModel, way: RoleWay): string {
  const role = model.roles.find(({ ways }) => ways.includes(way));
  const names = role === undefined ? [] : [...model.associatedWith(role), ...model.passedOnBy(role)].filter(({ roleArn = '' }) => model.rolesOfArn(roleArn).includes(role))
    .map(({ account: { namespace, name }, targetRoleArn }) => `${plain(namespace)}/${plain(name)}${targetRoleArn === undefined ? '' : ' (on the way to its target role)'}`);
  return names.length === 0 ? 'service accounts by EKS Pod Identity' : `${list([...new Set(names)])} by EKS Pod Identity`;
}

function ofAccount(model: AccessModel, value: string): string {
  const [role] = model.rolesOfArn(value);
  if (role !== undefined) {
    const who = [...trustedBy(model, role).serviceAccounts, ...model.passedOnBy(role).map(passedOnText)];
    return `role ${plain(role.name)}${who.length === 0 ? '' : ` (${list([...new Set(who)])})`}`;
  }
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
  return account !== undefined ? `whom account ${account} allows` : plain(value);
}
