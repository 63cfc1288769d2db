/** Types of resources that this package looks for in templates. */
export const ROLE_TYPE = 'AWS::IAM::Role';
export const MANAGED_POLICY_TYPE = 'AWS::IAM::ManagedPolicy';
export const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', MANAGED_POLICY_TYPE];

export const USER_TYPE = 'AWS::IAM::User';
export const GROUP_TYPE = 'AWS::IAM::Group';
/** Policies that only users or groups can have. */
export const USER_POLICY_TYPES = ['AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];
export const MEMBERSHIP_TYPE = 'AWS::IAM::UserToGroupAddition';

/** OIDC providers: the reference of each is its ARN. */
export const PROVIDER_TYPES = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];

export const CLUSTER_TYPES = ['AWS::EKS::Cluster', 'Custom::AWSCDK-EKS-Cluster'];

/** What `KubernetesManifest` of `aws-eks` and `aws-eks-v2` creates. */
export const MANIFEST_TYPE = 'Custom::AWSCDK-EKS-KubernetesResource';

/** What `KubernetesPatch` of `aws-eks` creates. */
export const PATCH_TYPE = 'Custom::AWSCDK-EKS-KubernetesPatch';

/** What `HelmChart` of `aws-eks` and `aws-eks-v2` creates. */
export const HELM_CHART_TYPE = 'Custom::AWSCDK-EKS-HelmChart';

/** A manifest by the public extension of the EKS Quick Start. */
export const QUICK_START_MANIFEST_TYPE = 'AWSQS::Kubernetes::Resource';

export const ADD_ON_TYPE = 'AWS::EKS::Addon';
export const ASSOCIATION_TYPE = 'AWS::EKS::PodIdentityAssociation';

/** What `CfnJson` of `aws-cdk-lib` creates: JSON text that its Lambda function parses. */
export const CFN_JSON_TYPE = 'Custom::AWSCDKCfnJson';

/** Its template may stand in it as text. */
export const STACK_SET_TYPE = 'AWS::CloudFormation::StackSet';

export const NESTED_STACK_TYPE = 'AWS::CloudFormation::Stack';
