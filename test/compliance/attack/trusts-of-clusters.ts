import { ACCOUNTS, attempts, AUD, equal, ISSUER, like, OWN, policyOf, PROVIDER, providerOf, roleFile, SOUND, SUB, tokens, trustFile, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const OTHER = ISSUER.replace('4F0C', 'A81D');
const STS = 'sts.amazonaws.com';
const BOTH = { [AUD]: STS, [SUB]: WEB };
const ofCluster = (issuer: string, claims: Record<string, unknown>, more: object = {}, partition = 'aws') => ({
  Effect: 'Allow',
  Action: WITH_TOKEN,
  Principal: { Federated: providerOf(issuer).replace('arn:aws:', `arn:${partition}:`) },
  Condition: { StringEquals: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])) },
  ...more,
});
const SECOND = ofCluster(OTHER, { sub: WEB, aud: STS });
const refuse = (Condition: object, more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: WITH_TOKEN, Condition, ...more });
const sound = (condition: object, more: object = {}) => trustFile(tokens({ StringEquals: { [SUB]: WEB }, ...condition }, more));
const PODS = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } };
const pods = (Condition: object, ...more: object[]) => trustFile({ ...PODS, Condition }, ...more);
const CLUSTER = (name = 'prod') => `arn:aws:eks:eu-west-1:${OWN}:cluster/${name}`;
const TAG = (name: string) => `aws:RequestTag/${name}`;
const TAGS = ['eks-cluster-arn', 'eks-cluster-name', 'kubernetes-namespace', 'kubernetes-service-account', 'kubernetes-pod-name', 'kubernetes-pod-uid'];
const GOV = 'oidc.eks.us-gov-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';

/** Trusts of pods that let in others, or nobody. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a claim that is none, of a subject': trustFile({ ...tokens(), Condition: { StringEquals: { [AUD]: STS, [`${ISSUER}:subject`]: WEB } } }),
  'a claim with a space behind it': trustFile({ ...tokens(), Condition: { StringEquals: { [AUD]: STS, [`${SUB} `]: WEB } } }),
  'claims with the scheme of the issuer': trustFile({ ...tokens(), Condition: { StringEquals: { [`https://${AUD}`]: STS, [`https://${SUB}`]: WEB } } }),
  'all actions but those of IAM': trustFile({ ...tokens(), Action: undefined, NotAction: 'iam:*' }),
  'one subject, and any to the letter': trustFile(equal(WEB, `${ACCOUNTS}*:*`)),
  'a namespace with one letter open': trustFile(like(`${ACCOUNTS}sh?p:web`)),
  'any namespace but those of the system': trustFile(tokens({ StringLike: { [SUB]: `${ACCOUNTS}*:web` }, StringNotLike: { [SUB]: [`${ACCOUNTS}kube-*:*`, `${ACCOUNTS}default:*`] } })),
  'operators of OpenShift of any namespace': trustFile(ofCluster('rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh', { aud: 'openshift' }, {
    Condition: { StringEquals: { 'rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh:aud': 'openshift' }, StringLike: { 'rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh:sub': `${ACCOUNTS}openshift-*:*` } },
  })),
  'the second of two clusters for any audience': trustFile(SOUND, ofCluster(OTHER, { sub: WEB })),
  'the third of three clusters without a subject': trustFile(SOUND, SECOND, ofCluster(ISSUER.replace('4F0C', 'B92E'), { aud: STS })),
  'a cluster of GovCloud without a subject': trustFile(ofCluster(GOV, { aud: STS }, {}, 'aws-us-gov')),
  'a subject that must be there, and one of another cluster': trustFile({ ...tokens(), Condition: { StringEquals: { [AUD]: STS }, Null: { [SUB]: 'false' }, StringEqualsIfExists: { [`${OTHER}:sub`]: WEB } } }),
  'the role’s own account as the only limit': sound({ StringEquals: { 'aws:ResourceAccount': OWN } }),
}).concat(attempts('told', {
  'two providers, and the claims of both at once': trustFile({ ...SOUND, Principal: { Federated: [PROVIDER, providerOf(OTHER)] }, Condition: { StringEquals: { ...BOTH, [`${OTHER}:aud`]: STS, [`${OTHER}:sub`]: WEB } } }),
  'two clusters, and a deny that only the first passes': trustFile(SOUND, SECOND, refuse({ StringNotEquals: { [SUB]: WEB } }, { Action: 'sts:*' })),
  'a deny of whoever is of no organization, which tokens are not': trustFile(SOUND, refuse({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }, { Action: 'sts:*' })),
  'a deny of the one subject': trustFile(SOUND, refuse({ StringEquals: { [SUB]: WEB } })),
  'a deny of the whole namespace': trustFile(SOUND, refuse({ StringLike: { [SUB]: `${ACCOUNTS}shop:*` } })),
  'a deny of everyone with a subject': trustFile(SOUND, refuse({ Null: { [SUB]: 'false' } })),
  'an account of the caller, which a token has not': sound({ StringLike: { 'aws:PrincipalAccount': OWN } }),
  'a second factor, which a pod has not': sound({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
  'a name of a session that has to be the subject': sound({ StringLike: { 'sts:RoleSessionName': 'system:serviceaccount:*' } }),
  'a claim twice, with two values': trustFile({ ...SOUND, Condition: { StringEquals: { ...BOTH, [SUB.toUpperCase()]: `${ACCOUNTS}shop:api` } } }),
  'an issuer in place of the ARN': trustFile({ ...SOUND, Principal: { Federated: ISSUER } }),
  'a provider with a region in capitals': trustFile(ofCluster(ISSUER.replace('eu-west-1', 'EU-WEST-1'), { sub: WEB, aud: STS })),
  'a provider of GovCloud with the other partition': trustFile(ofCluster(GOV, { sub: WEB, aud: STS })),
  'another account of the role': roleFile([], { AssumeRolePolicyDocument: policyOf(tokens({ StringEquals: { [SUB]: WEB, 'aws:ResourceAccount': '444455556666' } })) }),
  'pods by the keys of the tags that are passed on': pods({ 'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': 'kubernetes-namespace' } }),
  'pods of two clusters at once': pods({ ArnEquals: { 'aws:SourceArn': CLUSTER('dev') }, StringEquals: { [TAG('eks-cluster-name')]: 'prod' } }),
  'pods of an association’s ARN': pods({ ArnLike: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:podidentityassociation/prod/*` } }),
  'pods of an account of eleven digits': pods({ StringEquals: { 'aws:SourceAccount': '11112222333' } }),
  'pods of a namespace in capitals': pods({ StringEquals: { [TAG('kubernetes-namespace')]: 'Shop' } }),
  'pods of which all tags are two': pods({ 'ArnEquals': { 'aws:SourceArn': CLUSTER() }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace', 'kubernetes-service-account'] } }),
  'pods that may be tagged in another cluster only': trustFile({ ...PODS, Action: 'sts:AssumeRole', Condition: { ArnEquals: { 'aws:SourceArn': CLUSTER() } } }, { ...PODS, Action: 'sts:TagSession', Condition: { ArnEquals: { 'aws:SourceArn': CLUSTER('dev') } } }),
  'pods of accounts with a dash': pods({ StringLike: { [TAG('kubernetes-service-account')]: '*-*' } }),
  'pods, with one namespace denied': trustFile(PODS, { ...PODS, Effect: 'Deny', Condition: { StringEquals: { [TAG('kubernetes-namespace')]: 'kube-system' } } }),
  'pods of the role’s own account, as a decoy': pods({ StringEquals: { 'aws:ResourceAccount': OWN } }),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'three clusters, each with its own statement': trustFile(SOUND, SECOND, ofCluster(ISSUER.replace('4F0C', 'B92E'), { sub: WEB, aud: STS })),
  'a cluster of GovCloud': trustFile(ofCluster(GOV, { sub: WEB, aud: STS }, {}, 'aws-us-gov')),
  'a trust without lists': { 'trust.json': { Statement: { Sid: 'Pods', ...SOUND, Action: [WITH_TOKEN] } } },
  'a trust of the old version': { 'trust.json': { ...policyOf(SOUND), Version: '2008-10-17', Id: 'web' } },
  'a namespace of 63 letters': trustFile(equal(`${ACCOUNTS}${'a'.repeat(63)}:${'b'.repeat(63)}.${'c'.repeat(60)}`)),
  'the role’s own account beside': sound({ StringLike: { 'aws:ResourceAccount': OWN } }),
  'the role’s own account beside, of a template for another': trustFile(JSON.parse(JSON.stringify(tokens({ StringEquals: { [SUB]: WEB, 'aws:ResourceAccount': OWN } })).replaceAll(OWN, '777788889999'))),
  'regions beside': sound({ StringLike: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-*'] } }),
  'an endpoint beside': sound({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } }),
  'a range within a network beside': sound({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }),
  'a second factor, if one is told of': sound({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
  'sessions of an hour': sound({ NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } }),
  'names of sessions as an SDK makes them': sound({ StringLike: { 'sts:RoleSessionName': ['botocore-session-*', 'aws-sdk-*'] } }),
  'a deny of other regions': trustFile(SOUND, refuse({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } })),
  'a deny of other networks': trustFile(SOUND, refuse({ StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } })),
  'a deny of whoever is of another organization': trustFile(SOUND, refuse({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, Null: { 'aws:PrincipalOrgID': 'false' } }, { Action: 'sts:*' })),
  'a deny for another cluster’s subject': trustFile(SOUND, SECOND, refuse({ StringEquals: { [`${OTHER}:sub`]: `${ACCOUNTS}shop:old` } })),
  'jobs of EMR': trustFile(like(`${ACCOUNTS}spark:emr-containers-sa-*-*-${OWN}-abc123def456`)),
  'pods of clusters of the own account': pods({ ArnLike: { 'aws:SourceArn': `arn:aws:eks:*:${OWN}:cluster/*` } }),
  'pods of which all tags are those of EKS': pods({ 'ArnEquals': { 'aws:SourceArn': CLUSTER() }, 'StringEquals': { 'aws:SourceAccount': OWN }, 'ForAllValues:StringEquals': { 'aws:TagKeys': TAGS } }),
  'pods of two namespaces': pods({ StringEquals: { [TAG('kubernetes-namespace')]: ['shop', 'mail'] } }),
  'pods by the ARN of the cluster in a tag': pods({ StringEquals: { [TAG('eks-cluster-arn')]: CLUSTER(), [TAG('eks-cluster-name')]: 'prod' } }),
  'pods in a list of one service': trustFile({ ...PODS, Sid: 'Pods', Principal: { Service: ['pods.eks.amazonaws.com'] }, Condition: { StringEquals: { 'aws:SourceAccount': OWN } } }),
  'the target of pods': roleFile([], { AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: `arn:aws:iam::${OWN}:role/source` }, Condition: { StringEquals: { 'sts:ExternalId': `eu-west-1/${OWN}/prod/shop/web` } } }) }),
}).concat(attempts('noError', {
  'one subject without a star under StringLike': trustFile(like(WEB)),
  'pods, denied where they have no namespace': trustFile(PODS, { ...PODS, Effect: 'Deny', Condition: { Null: { [TAG('kubernetes-namespace')]: 'true' } } }),
}));

export const TRUSTS_OF_CLUSTERS: readonly Attempt[] = [...SILENCES, ...ALARMS];
