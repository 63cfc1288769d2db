/** The pod that a trust is for. */
export interface FaultyPod {
  readonly clusterArn: string;
  readonly account: string;
  readonly namespace: string;
  readonly name: string;
}

/** What is deployed for it: the trust of its role, the statement of EKS Pod Identity in it, and the association. */
export interface Deployed {
  readonly statement: any;
  readonly trust: any;
  readonly association: any;
}

/** A fault, and how it shows: EKS refuses the association, the pod gets no role, or another pod gets it. */
export interface Fault {
  readonly id: string;
  readonly shows: 'association refused' | 'pod denied' | 'others admitted';
  plant(deployed: Deployed, pod: FaultyPod): void;
}

const [NAMESPACE, NAME] = ['aws:RequestTag/kubernetes-namespace', 'aws:RequestTag/kubernetes-service-account'];

const admits = (id: string, conditionFor: (pod: FaultyPod) => object | undefined): Fault => ({
  id,
  shows: 'others admitted',
  plant: ({ statement }, pod) => { statement.Condition = conditionFor(pod); },
});
const denies = (id: string, plant: Fault['plant']): Fault => ({ id, shows: 'pod denied', plant });
const equals = (id: string, change: (test: any, pod: FaultyPod) => void) =>
  denies(id, ({ statement }, pod) => change(statement.Condition.StringEquals, pod));
const rename = (id: string, from: string, to: string) => equals(id, (test) => {
  test[to] = test[from];
  delete test[from];
});
const refused = (id: string, plant: Fault['plant']): Fault => ({ id, shows: 'association refused', plant });

/** Faults that are planted in a sound trust for EKS Pod Identity, or in its association. */
export const FAULTS: readonly Fault[] = [
  admits('no conditions', () => undefined),
  admits('any account', () => ({ StringLike: { 'aws:SourceAccount': '*' } })),
  admits('any cluster', () => ({ ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/*' } })),
  admits('any namespace', () => ({ StringLike: { [NAMESPACE]: '*' } })),
  admits('conditions that hold where a tag is missing', ({ namespace }) => ({ StringEqualsIfExists: { [NAMESPACE]: namespace } })),
  admits('all but one namespace', () => ({ StringNotEquals: { [NAMESPACE]: 'kube-system' } })),
  admits('a set operator without values', ({ namespace }) => ({ 'ForAllValues:StringEquals': { [NAMESPACE]: namespace } })),
  admits('a tag that is only there', () => ({ Null: { [NAMESPACE]: 'false' } })),
  admits('the name of the pod', ({ name }) => ({ StringEquals: { 'aws:RequestTag/kubernetes-pod-name': `${name}-0` } })),
  admits('a policy variable as the namespace', () => ({ StringEquals: { [NAMESPACE]: '${aws:RequestTag/kubernetes-namespace}' } })),
  equals('another namespace', (test) => { test[NAMESPACE] = 'defualt'; }),
  equals('another service account', (test) => { test[NAME] = 'wbe'; }),
  equals('a wildcard under StringEquals', (test) => { test[NAME] = '*'; }),
  rename('a tag that EKS does not set', NAME, 'aws:RequestTag/service-account'),
  rename('tags of the principal', NAMESPACE, 'aws:PrincipalTag/kubernetes-namespace'),
  equals('the ARN of the association', (test, { clusterArn }) => { test['aws:SourceArn'] = clusterArn.replace(/cluster\/(.*)$/, 'podidentityassociation/$1/a-1'); }),
  equals('an ARN without an account', (test, { clusterArn, account }) => { test['aws:SourceArn'] = clusterArn.replace(account, ''); }),
  equals('an external id', (test) => { test['sts:ExternalId'] = 'x'; }),
  denies('a Deny of the same pods', ({ trust }) => trust.Statement.push({ Effect: 'Deny', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' })),
  denies('an association without session tags', ({ association }) => { association.Properties.DisableSessionTags = true; }),
  denies('an association of another service account', ({ association }) => { association.Properties.ServiceAccount += '-api'; }),
  refused('no sts:TagSession', ({ statement }) => { statement.Action = 'sts:AssumeRole'; }),
  refused('no sts:AssumeRole', ({ statement }) => { statement.Action = 'sts:TagSession'; }),
  refused('another service', ({ statement }) => { statement.Principal.Service = 'eks.amazonaws.com'; }),
];
