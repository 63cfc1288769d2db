import { Template } from 'aws-cdk-lib/assertions';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, literalCluster, newStack, podIdentityCluster, REGION, subject } from '../support';
import { foundIn } from './fixture';
import { canGive } from '../trust/pod-identity-oracle';

const CLUSTER = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`;
const POD = { clusterArn: CLUSTER, account: ACCOUNT, namespace: 'default', serviceAccount: 'web' };
const [NAMESPACE, NAME] = ['aws:RequestTag/kubernetes-namespace', 'aws:RequestTag/kubernetes-service-account'];

/** What we deploy: a role of both ways, and the association of its service account. */
function deployed(): { trust: any; association: any; resources: any } {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Web', {
    roleName: 'web', clusters: [literalCluster()], podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject()],
  });
  const { Resources: resources } = Template.fromStack(stack).toJSON();
  const [role]: any[] = Object.values(resources);
  const association = {
    Type: 'AWS::EKS::PodIdentityAssociation',
    Properties: { ClusterName: 'cluster-1', Namespace: 'default', ServiceAccount: 'web', RoleArn: { 'Fn::GetAtt': [Object.keys(resources)[0], 'Arn'] } },
  };
  resources.Association = association;
  return { trust: role.Properties.AssumeRolePolicyDocument, association, resources };
}

/** The statement of EKS Pod Identity. */
type Plant = (statement: any, trust: any, association: any) => void;
const equals = (change: (test: any) => void): Plant => (statement) => change(statement.Condition.StringEquals);
const rename = (from: string, to: string): Plant => equals((test) => {
  test[to] = test[from];
  delete test[from];
});

test('what we deploy has nothing found, and its pod gets the role', async () => {
  const { trust, resources } = deployed();
  expect(foundIn(resources)).toEqual([]);
  expect(await canGive(trust, POD)).toBe(true);
});

/** Faults that let others in, or leave the pod outside. */
const FAULTS: Record<string, Plant> = {
  'no conditions': (statement) => delete statement.Condition,
  'any account': (statement) => { statement.Condition = { StringLike: { 'aws:SourceAccount': '*' } }; },
  'any cluster': (statement) => { statement.Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/*' } }; },
  'any namespace': (statement) => { statement.Condition = { StringLike: { [NAMESPACE]: '*' } }; },
  'conditions that hold where a tag is missing': (statement) => { statement.Condition = { StringEqualsIfExists: { [NAMESPACE]: 'default' } }; },
  'all but one namespace': (statement) => { statement.Condition = { StringNotEquals: { [NAMESPACE]: 'kube-system' } }; },
  'a set operator without values': (statement) => { statement.Condition = { 'ForAllValues:StringEquals': { [NAMESPACE]: 'default' } }; },
  'a tag that is only there': (statement) => { statement.Condition = { Null: { [NAMESPACE]: 'false' } }; },
  'the name of the pod': (statement) => { statement.Condition = { StringEquals: { 'aws:RequestTag/kubernetes-pod-name': 'web-0' } }; },
  'a policy variable as the namespace': (statement) => { statement.Condition = { StringEquals: { [NAMESPACE]: '${aws:RequestTag/kubernetes-namespace}' } }; },
  'another namespace': equals((test) => { test[NAMESPACE] = 'defualt'; }),
  'another service account': equals((test) => { test[NAME] = 'wbe'; }),
  'a wildcard under StringEquals': equals((test) => { test[NAME] = '*'; }),
  'a tag that EKS does not set': rename(NAME, 'aws:RequestTag/service-account'),
  'tags of the principal': rename(NAMESPACE, 'aws:PrincipalTag/kubernetes-namespace'),
  'the ARN of the association': equals((test) => { test['aws:SourceArn'] = CLUSTER.replace('cluster/cluster-1', 'podidentityassociation/cluster-1/a-1'); }),
  'an ARN without an account': equals((test) => { test['aws:SourceArn'] = CLUSTER.replace(ACCOUNT, ''); }),
  'no sts:TagSession': (statement) => { statement.Action = 'sts:AssumeRole'; },
  'no sts:AssumeRole': (statement) => { statement.Action = 'sts:TagSession'; },
  'another service': (statement) => { statement.Principal.Service = 'eks.amazonaws.com'; },
  'an external id': (statement) => { statement.Condition.StringEquals['sts:ExternalId'] = 'x'; },
  'a Deny of the same pods': (_, trust) => trust.Statement.push({ Effect: 'Deny', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  'an association without session tags': (_, __, association) => { association.Properties.DisableSessionTags = true; },
  'an association of another service account': (_, __, association) => { association.Properties.ServiceAccount = 'api'; },
};

test.each(Object.entries(FAULTS))('%s is found', (_, plant) => {
  const { trust, association, resources } = deployed();
  const statement = trust.Statement.find((item: any) => item.Principal.Service === 'pods.eks.amazonaws.com');
  plant(statement, trust, association);
  expect(foundIn(resources)).not.toEqual([]);
});
