import { ACCOUNTS, allow, attempts, AUD, equal, OWN, policyOf, PROVIDER, role, SOUND, SUB, template, tokens, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ROLE_ARN = `arn:aws:iam::${OWN}:role/web`;
const policy = (action: unknown, resource: unknown = '*') => ({ PolicyName: 'own', PolicyDocument: policyOf(allow(action, resource)) });
const inTrust = (document: unknown, more: object = {}) => template({ Role: role(document) }, more);
const LIKE = (sub: unknown) => policyOf(tokens({ StringLike: { [SUB]: sub } as object }));
const yaml = (text: string, name = 'template.yaml') => ({ [name]: text.replace(/^\n/, '') });
const WEB_ROLE = template({ Role: role(policyOf(SOUND), { RoleName: 'web' }) });
const account = (more = '', name = 'web') => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/role-arn: ${ROLE_ARN}\n${more}`;
const eksctl = (more: object) => ({ 'cluster.yaml': JSON.stringify({ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'prod', region: 'eu-west-1' }, ...more }) });
const crossplane = (kind: string, forProvider: object, name = 'web') => ({ apiVersion: 'iam.aws.upbound.io/v1beta1', kind, metadata: { name }, spec: { forProvider } });
const lines = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const PLANE_ROLE = crossplane('Role', { assumeRolePolicy: JSON.stringify(policyOf(SOUND)) });
const STATEMENT = `{Effect: Allow, Action: ${WITH_TOKEN}, Principal: {Federated: "${PROVIDER}"}, Condition: {StringEquals: {"${SUB}": "${WEB}", "${AUD}": sts.amazonaws.com}}}`;
const argo = (source: object, more: object = {}) => ({ 'app.yaml': JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'web', namespace: 'argocd' }, spec: { destination: { namespace: 'shop', server: 'https://kubernetes.default.svc' }, source, ...more } }) });
const annotation = (arn: string) => ({ serviceAccount: { name: 'web', annotations: { 'eks.amazonaws.com/role-arn': arn } } });

/** What tools deploy, with something in it. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'an add-on of eksctl for an administrator': eksctl({ addons: [{ name: 'vpc-cni', attachPolicyARNs: [ADMINISTRATOR] }] }),
  'an add-on of eksctl with a policy of its own': eksctl({ addons: [{ name: 'aws-ebs-csi-driver', attachPolicy: policyOf(allow('iam:PassRole')) }] }),
  'an association of eksctl with a policy of its own': eksctl({ iam: { podIdentityAssociations: [{ namespace: 'shop', serviceAccountName: 'web', permissionPolicy: policyOf(allow('s3:*')) }] } }),
  'a cluster of eksctl behind another in one file': { 'clusters.yaml': `${eksctl({})['cluster.yaml']}\n---\n${eksctl({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, attachPolicyARNs: [ADMINISTRATOR] }] } })['cluster.yaml']}\n` },
  'a policy attached by Crossplane, by the name of the role': { 'x.yaml': lines(PLANE_ROLE, crossplane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, role: 'web' }, 'web-admin')) },
  'a policy attached by Crossplane, by reference': { 'x.yaml': lines(PLANE_ROLE, crossplane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, roleRef: { name: 'web' } }, 'web-admin')) },
  'an inline policy of Crossplane': { 'x.yaml': lines(PLANE_ROLE, crossplane('RolePolicy', { policy: JSON.stringify(policyOf(allow('iam:PassRole'))), roleRef: { name: 'web' } }, 'own')) },
  'a policy of the account of Crossplane': {
    'x.yaml': lines(PLANE_ROLE, crossplane('Policy', { policy: JSON.stringify(policyOf(allow('s3:*'))) }, 'team'), crossplane('RolePolicyAttachment', { policyArnRef: { name: 'team' }, roleRef: { name: 'web' } }, 'web-team')),
  },
  'a policy of ACK, by reference': {
    'x.yaml': lines({ apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role', metadata: { name: 'web', namespace: 'shop' }, spec: { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(SOUND)), policyRefs: [{ from: { name: 'team' } }] } },
      { apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Policy', metadata: { name: 'team', namespace: 'shop' }, spec: { name: 'team', policyDocument: JSON.stringify(policyOf(allow('iam:PassRole'))) } }),
  },
  'a version as a date, and a star': yaml(`\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: 2012-10-17\n        Statement: ${STATEMENT.replace('StringEquals', 'StringLike').replace(WEB, `${ACCOUNTS}*:web`)}\n`),
  'a template of SAM with a role of pods': template({ Fn: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'i.h', Runtime: 'nodejs22.x', InlineCode: 'x' } }, Role: role(policyOf(tokens())) }, { Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { Timeout: 3 } } }),
  'a nested stack, beside what nests it': { 'parent.yaml': 'Resources:\n  Nested: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: ./nested.yaml, Parameters: {Namespace: "*"}}}\n', ...yaml(`\nParameters: {Namespace: {Type: String, Default: "*"}}\nResources:\n  Role: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: ${STATEMENT.replace('StringEquals', 'StringLike').replace(`"${WEB}"`, '{"Fn::Sub": "system:serviceaccount:${Namespace}:web"}')}}}}\n`, 'nested.yaml') },
  'a policy of a list in a mapping of lists': template({ Role: role(policyOf(SOUND), { ManagedPolicyArns: { 'Fn::FindInMap': ['M', 'prod', 'arns'] } }) }, { Mappings: { M: { prod: { arns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', ADMINISTRATOR] } } } }),
  'a star by a condition of conditions': inTrust(LIKE({ 'Fn::If': ['Wide', `${ACCOUNTS}*:web`, WEB] }), { Parameters: { P: { Type: 'String' } }, Conditions: { A: { 'Fn::Equals': [{ Ref: 'P' }, 'a'] }, Wide: { 'Fn::Or': [{ Condition: 'A' }, { 'Fn::Not': [{ Condition: 'A' }] }] } } }),
  'a trailing line in an annotation': { 'sa.yaml': account().replace(`role-arn: ${ROLE_ARN}`, `role-arn: |\n      ${ROLE_ARN}\n`), ...WEB_ROLE },
  'a session’s ARN in an annotation': { 'sa.yaml': account().replace(ROLE_ARN, `arn:aws:sts::${OWN}:assumed-role/web/x`), ...WEB_ROLE },
  'a path that the annotation forgets': { 'sa.yaml': account(), ...template({ Role: role(policyOf(SOUND), { RoleName: 'web', Path: '/team/' }) }) },
  'an application of Argo CD with a role for another': { ...argo({ chart: 'web', helm: { valuesObject: { serviceAccount: { name: 'api', annotations: { 'eks.amazonaws.com/role-arn': ROLE_ARN } } } } }), ...WEB_ROLE },
  'an application of Argo CD with parameters': { ...argo({ chart: 'web', helm: { parameters: [{ name: 'serviceAccount.name', value: 'api' }, { name: 'serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn', value: ROLE_ARN }] } }), ...WEB_ROLE },
}).concat(attempts('told', {
  'a parameter whose value Systems Manager has': template({ Role: role(policyOf(SOUND), { ManagedPolicyArns: [{ Ref: 'P' }] }) }, { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/policy' } } }),
  'a policy attached by Crossplane to a role that is not there': { 'x.yaml': lines(crossplane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, role: 'web' })) },
  'a role that only a service account’s second annotation names': { 'sa.yaml': account().replace('role-arn:', 'Role-Arn:'), ...WEB_ROLE },
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a version as a date': yaml(`\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: 2012-10-17\n        Statement: ${STATEMENT}\n`),
  'numbers of accounts in a mapping': template({ Role: role(policyOf(SOUND), { Policies: [policy('sts:AssumeRole', { 'Fn::Sub': ['arn:aws:iam::${Id}:role/reader', { Id: { 'Fn::FindInMap': ['Accounts', 'prod', 'id'] } }] })] }) }, { Mappings: { Accounts: { prod: { id: 444455556666 } } } }),
  'a variable of IAM that Fn::Sub leaves': template({ Role: role(policyOf(SOUND), { Policies: [policy('s3:*', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::shop/${!aws:PrincipalTag/tenant}/*' })] }) }),
  'an account with a token of its own': { 'sa.yaml': account('automountServiceAccountToken: false\nimagePullSecrets: [{name: registry}]\n'), ...WEB_ROLE },
  'what was applied last, with another role': { 'sa.yaml': account(`    kubectl.kubernetes.io/last-applied-configuration: '{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::${OWN}:role/old"},"name":"api"},"kind":"ServiceAccount","apiVersion":"v1"}'\n`), ...WEB_ROLE },
  'the same account, rendered twice': { 'a/sa.yaml': `# Source: web/templates/sa.yaml\n${account()}`, 'b/sa.yaml': account(), ...WEB_ROLE },
  'an application of Argo CD': { ...argo({ chart: 'web', helm: { values: JSON.stringify(annotation(ROLE_ARN)) } }), ...WEB_ROLE },
  'an application of Argo CD of several sources': { ...argo({}, { source: undefined, sources: [{ chart: 'web', helm: { valuesObject: annotation(ROLE_ARN) } }, { ref: 'values', repoURL: 'x' }] }), ...WEB_ROLE },
  'applications of a generator': { 'set.yaml': JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'web' }, spec: { generators: [{ list: { elements: [{ arn: ROLE_ARN }] } }], template: { spec: { destination: { namespace: '{{namespace}}' }, source: { chart: 'web', helm: { valuesObject: annotation('{{arn}}') } } } } } }), ...WEB_ROLE },
  'what eksctl makes by names that it knows': eksctl({ iam: { withOIDC: true, serviceAccounts: [{ metadata: { name: 'cluster-autoscaler', namespace: 'kube-system' }, wellKnownPolicies: { autoScaler: true } }] }, addons: [{ name: 'vpc-cni', attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'] }, { name: 'coredns' }] }),
  'a reader attached by Crossplane': { 'x.yaml': lines(PLANE_ROLE, crossplane('RolePolicyAttachment', { policyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', roleRef: { name: 'web' } }, 'web-reader'), crossplane('RolePolicy', { policy: JSON.stringify(policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*'))), roleRef: { name: 'web' } }, 'own')) },
  'an administrator’s policy attached by Crossplane to another role': { 'x.yaml': lines(PLANE_ROLE, crossplane('Role', { assumeRolePolicy: JSON.stringify(policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })) }, 'node'), crossplane('RolePolicyAttachment', { policyArn: ADMINISTRATOR, roleRef: { name: 'node' } }, 'node-admin')) },
  'a policy of ACK, by reference, that is narrow': {
    'x.yaml': lines({ apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role', metadata: { name: 'web', namespace: 'shop' }, spec: { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(SOUND)), policyRefs: [{ from: { name: 'team' } }] } },
      { apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Policy', metadata: { name: 'team', namespace: 'shop' }, spec: { name: 'team', policyDocument: JSON.stringify(policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*'))) } }),
  },
  'a path that the annotation has': { 'sa.yaml': account().replace('role/web', 'role/team/web'), ...template({ Role: role(policyOf(SOUND), { RoleName: 'web', Path: '/team/' }) }) },
  'ends of lines of Windows': { 'sa.yaml': account().replaceAll('\n', '\r\n'), ...WEB_ROLE },
}).concat(attempts('noError', {
  'a nested stack with what it is given': { 'parent.yaml': 'Resources:\n  Nested: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: ./nested.yaml, Parameters: {Namespace: shop}}}\n', ...yaml(`\nParameters: {Namespace: {Type: String}}\nResources:\n  Role: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: ${STATEMENT.replace(`"${WEB}"`, '{"Fn::Sub": "system:serviceaccount:${Namespace}:web"}')}}}}\n`, 'nested.yaml') },
  'a stack set whose parameters are its own': template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 'roles', PermissionModel: 'SERVICE_MANAGED', Parameters: [{ ParameterKey: 'Name', ParameterValue: 'web' }], TemplateBody: JSON.stringify({ Parameters: { Name: { Type: 'String' } }, Resources: { Role: role(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::Sub': `${ACCOUNTS}shop:\${Name}` } } }))) } }) } } }),
  'two accounts of one cluster, of which each has its statement': inTrust(policyOf(equal(WEB), equal(`${ACCOUNTS}shop:api`))),
}));

export const DEPLOYMENTS: readonly Attempt[] = [...SILENCES, ...ALARMS];
