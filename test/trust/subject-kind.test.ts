import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, onlyRole, subject } from '../support';

const EVERYONE = 'system:serviceaccount:*:*';
class Wide extends (ServiceAccountSubject as any) {
  public get subject(): string {
    return EVERYONE;
  }

  public get isPattern(): boolean {
    return true;
  }
}

function statementsFor({ serviceAccount = subject(), cluster = literalCluster() }: { serviceAccount?: any; cluster?: any }): unknown {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Role', { clusters: [cluster], serviceAccounts: [serviceAccount] });
  return onlyRole(stack).Properties.AssumeRolePolicyDocument.Statement;
}

test.each<[string, () => any]>([
  ['a plain object', () => ({ subject: EVERYONE, isPattern: true })],
  ['a plain object with all parts', () => ({ namespace: '*', serviceAccountName: '*', patternReason: 'x', subject: EVERYONE, isPattern: true })],
  ['a copy of a subject', () => ({ ...subject(), namespace: '*' })],
  ['an object whose prototype is a subject', () => Object.assign(Object.create(subject()), { more: 1 })],
  ['an instance that no constructor made', () => Object.create(ServiceAccountSubject.prototype, { namespace: { value: '*' }, serviceAccountName: { value: '*' } })],
  ['wildcards given to the constructor', () => new (ServiceAccountSubject as any)('*', '*', 'x')],
  ['an exact subject of wildcards', () => new (ServiceAccountSubject as any)('default', '*', undefined)],
  ['a pattern without a reason', () => new (ServiceAccountSubject as any)('default', 'web-*', '')],
  ['a derived class of wildcards', () => new (Wide as any)('*', '*', 'x')],
  ['the class', () => ServiceAccountSubject],
])('%s is refused as a subject', (_, make) => expect(messageOf(() => statementsFor({ serviceAccount: make() }))).toMatch(
  /^\[Stack\/Role\] (?:serviceAccounts\[0\] must be a ServiceAccountSubject, got |namespace must be |serviceAccountName must be |reason must say )/));

test.each<[string, () => any]>([
  ['a derived class that answers otherwise', () => new (Wide as any)('default', 'web', undefined)],
  ['a subject with another prototype', () => Object.setPrototypeOf(subject(), Wide.prototype)],
  ['a subject that was given another answer', () => Object.defineProperty(subject(), 'subject', { value: EVERYONE })],
  ['a subject that was made a pattern', () => Object.defineProperty(subject(), 'isPattern', { value: true })],
])('%s is trusted for what it was made of', (_, make) => expect(statementsFor({ serviceAccount: make() })).toEqual([{
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com', [`${issuer()}:sub`]: 'system:serviceaccount:default:web' } },
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}` },
}]));

const FOREIGN = { issuer: 'token.actions.githubusercontent.com', providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, audience: 'x', isLiteral: true };
/** A list that answers otherwise when it is read for the second time. */
function changing<T>(first: T, later: unknown): T[] {
  let reads = 0;
  return Object.defineProperty([first], 0, { get: () => reads++ === 0 ? first : later });
}

test.each<[string, any[], any[]]>([
  ['a way of its own to be copied', Object.assign([literalCluster()], { * [Symbol.iterator]() { yield FOREIGN; } }), [subject()]],
  ['a map of its own', [literalCluster()], Object.assign([subject()], { map: () => [{ subject: EVERYONE, isPattern: true }] })],
])('a list with %s is trusted for its items', (_, clusters, serviceAccounts) => {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Role', { clusters, serviceAccounts });
  expect(onlyRole(stack).Properties.AssumeRolePolicyDocument.Statement).toEqual(statementsFor({}));
});

test.each<[string, () => any]>([
  ['changes after it was looked at', () => [changing(literalCluster(), FOREIGN)]],
  ['has a copied mark', () => [[Object.create(null, Object.fromEntries([
    ...Object.entries(FOREIGN).map(([key, value]) => [key, { value, enumerable: true }]), [Symbol.for('cdk-irsa.made'), { value: 'ClusterIssuer' }],
  ] as [PropertyKey, PropertyDescriptor][]))]]],
])('a list of clusters that %s is refused', (_, make) => {
  const [clusters] = make();
  expect(messageOf(() => new ServiceAccountRole(newStack(), 'Role', { clusters, serviceAccounts: [subject()] })))
    .toMatch(/^\[Stack\/Role\] (?:clusters\[0\] must be a ClusterIssuer|issuer must be the issuer URL of an EKS cluster)/);
});

test.each(['namespace', 'serviceAccountName', 'patternReason'])('%s of a subject cannot be changed', (part) => {
  const made: any = ServiceAccountSubject.pattern('default', 'web-*', { reason: 'the controller makes up the names' });
  expect(() => { made[part] = '*'; }).toThrow(TypeError);
  expect(() => Object.defineProperty(made, part, { value: '*' })).toThrow(TypeError);
});

test.each<[string, () => any]>([
  ['a plain object', () => ({ issuer: 'token.actions.githubusercontent.com', providerArn: 'arn:aws:iam::1:oidc-provider/x', audience: '*', isLiteral: true })],
  ['a copy', () => ({ ...literalCluster(), issuer: 'token.actions.githubusercontent.com' })],
  ['an object whose prototype is an issuer', () => Object.create(literalCluster(), { issuer: { value: 'x' } })],
])('%s is refused as a cluster', (_, make) =>
  expect(messageOf(() => statementsFor({ cluster: make() }))).toMatch(/^\[Stack\/Role\] clusters\[0\] must be a ClusterIssuer, got /));

test.each(['issuer', 'providerArn', 'audience', 'isLiteral', 'clusterName'])('%s of a cluster cannot be changed', (part) => {
  expect(() => { (literalCluster() as any)[part] = '*'; }).toThrow(TypeError);
});

test.each<[object, RegExp]>([
  [{ issuer: 'token.actions.githubusercontent.com', providerArn: 'x' }, /^issuer must be the issuer URL of an EKS cluster/],
  [{ issuer: issuer(), providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(2)}` }, /^providerArn must be that of the issuer/],
  [{ issuer: issuer(), providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`, audience: '*' }, /^audience must be an audience/],
])('the constructor takes no other issuer than one of EKS, with its own provider: %#', (parts, message) =>
  expect(messageOf(() => new (ClusterIssuer as any)(parts))).toMatch(message));
