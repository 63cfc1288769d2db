export const CLOUDFORMATION = 'https://karpenter.sh/docs/reference/cloudformation/';

/** The tag with the cluster's name that Karpenter gives to all that it makes. */
export const CLUSTER_TAG = 'eks:eks-cluster-name';
export const NODE_POOL_TAG = 'karpenter.sh/nodepool';
export const NODE_CLASS_TAG = 'karpenter.k8s.aws/ec2nodeclass';
export const REGION_TAG = 'topology.kubernetes.io/region';
