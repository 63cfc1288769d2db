import { perhaps, reference, wayOf, ways } from './way';
import type { Way } from './way';

const EKS = reference('amazonelastickubernetesservice');
const ENTRIES = 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html';
const [CLUSTER, ENTRY] = ['eks:*:*:cluster/*', 'eks:*:*:access-entry/~/*/*/*/*'];

/** Ways into clusters: whoever administers one becomes all of its service accounts. */
export const CLUSTER_WAYS: readonly Way[] = [
  ...ways(ENTRY, ENTRIES, { 'eks:AssociateAccessPolicy': 'makes any principal of the cluster its administrator' }),
  ...ways(CLUSTER, ENTRIES, { 'eks:CreateAccessEntry': 'lets any principal into the cluster, in any group of Kubernetes' }, { level: 'warning' }),
  ...ways(ENTRY, ENTRIES, { 'eks:UpdateAccessEntry': 'puts any principal of the cluster into any group of Kubernetes' }, { level: 'warning' }),
  wayOf([{ action: 'eks:CreateAccessEntry', on: CLUSTER }, { action: 'eks:AssociateAccessPolicy', on: ENTRY }], ENTRIES, 'makes any principal the administrator of a cluster'),
  ...ways(CLUSTER, EKS, {
    'eks:AssociateIdentityProviderConfig': 'decides whose tokens the API server of the cluster takes',
    'eks:UpdateClusterConfig': 'decides how principals are let into the cluster',
  }, { level: 'warning' }),
  ...perhaps(CLUSTER, EKS, { 'eks:CreateAddon': 'has a cluster run an add-on of its choice, with its role' }),
  ...perhaps('eks:*:*:addon/*/*/*', EKS, { 'eks:UpdateAddon': 'changes what an add-on of a cluster runs, with its role' }),
  ...perhaps('eks:*:*:capability/*/*/*/*', EKS, { 'eks:UpdateCapability': 'decides who administers what EKS runs for a cluster, such as Argo CD' }),
  ...perhaps('eks:*:*:podidentityassociation/*/*', EKS, { 'eks:UpdatePodIdentityAssociation': 'changes the roles and the tags of the sessions of pods' }),
  wayOf([{ action: 'ec2:CreateLaunchTemplateVersion', on: 'ec2:*:*:launch-template/*' }, { action: 'eks:UpdateNodegroupVersion', on: 'eks:*:*:nodegroup/*/*/*' }],
    EKS, 'has the nodes of a cluster run what it likes when they start, with their role', 'warning'),
];
