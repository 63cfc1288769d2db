import { Template } from 'aws-cdk-lib/assertions';
import { FAULTS } from '../../e2e/cases/pod-identity-faults';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, literalCluster, newStack, podIdentityCluster, REGION, subject } from '../support';
import { foundIn } from './fixture';
import { canGive } from '../trust/pod-identity-oracle';

const CLUSTER = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`;
const POD = { clusterArn: CLUSTER, account: ACCOUNT, namespace: 'default', serviceAccount: 'web' };

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

test('what we deploy has nothing found, and its pod gets the role', async () => {
  const { trust, resources } = deployed();
  expect(foundIn(resources)).toEqual([]);
  expect(await canGive(trust, POD)).toBe(true);
});

test.each(FAULTS)('$id is found', ({ plant }) => {
  const { trust, association, resources } = deployed();
  const statement = trust.Statement.find((item: any) => item.Principal.Service === 'pods.eks.amazonaws.com');
  plant({ statement, trust, association }, { clusterArn: CLUSTER, account: ACCOUNT, namespace: 'default', name: 'web' });
  expect(foundIn(resources)).not.toEqual([]);
});
