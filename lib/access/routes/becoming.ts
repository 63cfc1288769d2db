import { combined, together } from './combined';
import { placeText } from './role-policies';
import type { Step } from './session';
import { isOwnIssuer, webIdentitiesOf } from '../../compliance/web-identity';
import type { ServiceAccountTrust } from '../../compliance/web-identity';
import { POD_IDENTITY_SERVICE, SUBJECT_PREFIX } from '../../core/names';
import type { RequestContext } from '../../iam/access-request';
import { isKnown, masked, unknownPart } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';
import { sameIssuer } from '../model/known-clusters';
import type { KnownCluster } from '../model/known-clusters';
import type { OpenVerdict } from '../open-verdict';
import { OpenQuestionAsker } from '../open-verdict';
import type { ServiceAccountName } from '../service-account-name';
import { verdictText } from '../verdict-text';

/** The role is named before. */
const ITS_TRUST = 'its trust policy';

const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** What a token says, and of which cluster it must be. */
interface Token {
  readonly subject: string;
  readonly audience?: string;
  readonly cluster?: KnownCluster;
}

/**
 * The roles that a service account becomes by itself: by its token, and by associations.
 *
 * @param roles those of which the trusts are asked
 */
export function becoming(
  model: AccessModel, { namespace, name }: ServiceAccountName, cluster: KnownCluster | undefined, roles = model.roles,
): Step[] {
  const given = model.givenTo(namespace, name)
    .filter((one) => cluster === undefined || one.cluster === undefined || isSameCluster(one.cluster, cluster));
  const audience = given.map(({ account }) => account.audience).find((text) => text !== undefined);
  const annotated = given.filter(({ account: { givenBy }, roleArn }) => givenBy !== 'association' && roleArn !== undefined);
  const token = { subject: `${SUBJECT_PREFIX}${namespace}:${name}`, ...audience === undefined ? {} : { audience }, ...cluster === undefined ? {} : { cluster } };
  const named = new Set(annotated.flatMap(({ roleArn = '' }) => model.rolesOfArn(roleArn)));
  const byToken = roles.flatMap((role) => stepsByToken(model, role, token))
    .map((step) => annotated.length === 0 ? step : { ...step, isAnnotated: named.has(step.session.role) });
  const byAssociation = given.filter(({ account: { givenBy } }) => givenBy === 'association').flatMap((one) => stepsOfAssociation(model, one));
  const isOther = ({ isAnnotated }: Step) => isAnnotated === false;
  return [...byAssociation, ...byToken.filter((step) => !isOther(step)), ...byToken.filter(isOther)];
}

/** Whether a trust lets a service account that it names, or denies it again. */
export function isLetByToken(model: AccessModel, role: AccessRole, { namespace, name }: ServiceAccountName): boolean {
  const hasDeny = role.ways.some(({ trust }) => trust.statements.some(({ effect }) => effect !== 'Allow'));
  return !hasDeny || hasOtherAudience(role) || stepsByToken(model, role, { subject: `${SUBJECT_PREFIX}${namespace}:${name}` }).length > 0;
}

/** Whether the trust speaks of tokens for others than AWS, which a pod may have as well. */
function hasOtherAudience(role: AccessRole): boolean {
  return role.ways.some((way) => webIdentitiesOf(way.role).trusts.some(({ tests }) =>
    tests.some(({ claim, values }) => claim === 'aud' && values.some((value) => value !== DEFAULT_AUDIENCE))));
}

/** Whether an association gives a role, as far as the trust of its role is among the paths. */
export function isGivenByAssociation(model: AccessModel, given: GivenRole): boolean {
  return model.rolesOfArn(given.roleArn ?? '').length === 0 || stepsOfAssociation(model, given).length > 0;
}

/** The roles that manifests name and that are not among the paths. */
export function unseenRoles(model: AccessModel, { namespace, name }: ServiceAccountName): string[] {
  const arns = model.givenTo(namespace, name).flatMap(({ roleArn, targetRoleArn }) => [roleArn ?? [], targetRoleArn ?? []].flat());
  return [...new Set(arns.filter((arn) => model.rolesOfArn(arn).length === 0))];
}

function stepsByToken(model: AccessModel, role: AccessRole, token: Token): Step[] {
  const providers = new Map<string, { readonly trust: ServiceAccountTrust; readonly verdicts: OpenVerdict[] }>();
  for (const way of role.ways) {
    const { trusts, unsure } = webIdentitiesOf(way.role);
    for (const trust of distinctProviders([...trusts, ...unsure])) {
      const known = providers.get(trust.provider) ?? { trust, verdicts: [] };
      providers.set(trust.provider, known);
      known.verdicts.push(tokenVerdict(role, way, trust, token));
    }
  }
  return [...providers.values()].flatMap(({ trust, verdicts }) =>
    stepByProvider(model, role, trust, combined(verdicts.length < role.ways.length ? [...verdicts, undefined] : verdicts), token));
}

function stepByProvider(model: AccessModel, role: AccessRole, trust: ServiceAccountTrust, verdict: OpenVerdict, token: Token): Step[] {
  const isOf = isOfCluster(trust, token.cluster);
  if (verdict.decision === 'denied' || isOf === false) {
    return [];
  }
  const issuer = trust.issuers.find(isKnown) ?? trust.issuers[0];
  return [{
    session: { role, policies: [], context: { ...claims(role, trust, token), 'aws:FederatedProvider': role.known(trust.provider) } },
    how: 'token',
    decision: verdict.decision === 'allowed' && isOf === true ? 'allowed' : 'undecided',
    reason: isOf === undefined ? 'it depends on whether the provider is that of the cluster'
      : verdictText(verdict, { trust: [role.ways[0].trust] }, () => ITS_TRUST),
    conditions: verdict.conditions,
    cluster: model.clusters.ofIssuer(issuer ?? '') ?? { names: [], ...issuer === undefined ? {} : { issuer } },
  }];
}

function tokenVerdict(role: AccessRole, way: RoleWay, trust: ServiceAccountTrust, token: Token): OpenVerdict {
  return new OpenQuestionAsker({ trust: [way.trust] }).ask({
    principal: { kind: 'webIdentity', provider: role.known(trust.provider) },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: masked(role.arn, 'unknown'), // of which a trust says nothing
    context: claims(role, trust, token),
  });
}

/** The claims that the trust asks about, where it is certain whose they are. */
function claims(role: AccessRole, trust: ServiceAccountTrust, { subject, audience = DEFAULT_AUDIENCE }: Token): RequestContext {
  return Object.fromEntries(trust.tests.filter(({ claim, issuer }) => ['sub', 'aud'].includes(claim) && isOwnIssuer(trust, issuer) === 'yes')
    .map(({ key, claim }) => [role.known(key), claim === 'sub' ? subject : audience]));
}

/** One for each provider, with the tests of all its statements. */
function distinctProviders(trusts: readonly ServiceAccountTrust[]): ServiceAccountTrust[] {
  const byProvider = new Map<string, ServiceAccountTrust>();
  for (const trust of trusts) {
    const known = byProvider.get(trust.provider);
    byProvider.set(trust.provider, known === undefined ? trust : { ...known, tests: [...known.tests, ...trust.tests] });
  }
  return [...byProvider.values()];
}

/** Whether a trust is for the tokens of a cluster; nothing where its provider is not known. */
function isOfCluster({ issuers }: ServiceAccountTrust, cluster: KnownCluster | undefined): boolean | undefined {
  return cluster === undefined || (cluster.issuer !== undefined && issuers.some((issuer) => sameIssuer(issuer, cluster.issuer!))) ? true
    : issuers.some(isKnown) && cluster.issuer !== undefined && isKnown(cluster.issuer) ? false : undefined;
}

function isSameCluster(one: KnownCluster, other: KnownCluster): boolean {
  return one.issuer !== undefined && other.issuer !== undefined ? sameIssuer(one.issuer, other.issuer)
    : one.names.some((name) => other.names.includes(name));
}

/** `region/account/cluster-name/namespace/service-account`, where it is known. */
function externalId(namespace: string, name: string, clusterArn: string | undefined): RequestContext {
  const [, , , region, account, cluster] = clusterArn?.split(':') ?? [];
  return {
    'sts:ExternalId': cluster === undefined ? unknownPart('the external id of the pod')
      : [region, account, cluster.slice('cluster/'.length), namespace, name].join('/'),
  };
}

/** The role of an association, if its trust lets EKS have it: what follows is its target role, if it has one. */
export function stepsOfAssociation(model: AccessModel, { account, roleArn = '', targetRoleArn, cluster, clusterArn, origin }: GivenRole): Step[] {
  const { namespace, name, hasNoSessionTags, sessionPolicy } = account;
  const limits = sessionPolicy === undefined ? [] : [sessionPolicy];
  const tags = {
    'kubernetes-namespace': namespace,
    'kubernetes-service-account': name,
    'kubernetes-pod-name': unknownPart('the name of the pod'),
    'kubernetes-pod-uid': unknownPart('the uid of the pod'),
    'eks-cluster-arn': clusterArn ?? unknownPart('the ARN of the cluster'),
    'eks-cluster-name': cluster?.names[0] ?? unknownPart('the name of the cluster'),
  };
  const isTagged = hasNoSessionTags !== true;
  const keys = (prefix: string, isAbsent = false): RequestContext =>
    Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${prefix}/${tag}`, isAbsent ? undefined : value]));
  const asked = ['sts:AssumeRole', ...isTagged ? ['sts:TagSession'] : []];
  const told = { ...keys('aws:RequestTag', !isTagged), ...isTagged ? {} : externalId(namespace, name, clusterArn) };
  const target = targetRoleArn === undefined ? undefined : { roleArn: targetRoleArn, actions: asked, context: told, policies: limits };
  return model.rolesOfArn(roleArn).flatMap((role): Step[] => {
    const verdict = combined(role.ways.map(({ trust }) => together(asked.map((action) => new OpenQuestionAsker({ trust: [trust] }).ask({
      principal: { kind: 'service', name: POD_IDENTITY_SERVICE },
      action,
      resource: masked(role.arn, 'unknown'),
      context: {
        ...keys('aws:RequestTag', !isTagged),
        ...clusterArn === undefined ? {} : { 'aws:SourceArn': clusterArn },
        ...role.account === undefined ? {} : { 'aws:SourceAccount': role.account },
      },
    })))));
    return verdict.decision === 'denied' ? [] : [{
      session: { role, policies: targetRoleArn === undefined ? limits : [], context: isTagged ? keys('aws:PrincipalTag') : {} }, // the role may have such tags itself
      ...target === undefined ? {} : { target },
      how: 'association',
      decision: verdict.decision,
      reason: verdict.decision === 'allowed' ? `the association at ${placeText(origin())}`
        : verdictText(verdict, { trust: [role.ways[0].trust] }, () => ITS_TRUST),
      conditions: verdict.conditions,
      ...cluster === undefined ? {} : { cluster },
    }];
  });
}
