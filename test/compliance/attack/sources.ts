import { ACCOUNTS, allow, attempts, deny, equal, ISSUER, like, OWN, policyOf, PROVIDER, role, SOUND, SUB, template, tokens, trustFile, WEB } from './attempt';
import type { Attempt } from './attempt';

const SERVICE = 'pods.eks.amazonaws.com';
const CLUSTER = `arn:aws:eks:eu-west-1:${OWN}:cluster/prod`;
const TAG = (name: string) => `aws:RequestTag/${name}`;
const pods = (condition?: object, more: object = {}) =>
  ({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: SERVICE }, ...condition === undefined ? {} : { Condition: condition }, ...more });
const OF_SHOP = { StringEquals: { [TAG('kubernetes-namespace')]: 'shop', [TAG('kubernetes-service-account')]: 'web', [TAG('eks-cluster-name')]: 'prod' } };
const association = (more: object = {}) => ({
  Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'prod', Namespace: 'shop', ServiceAccount: 'web', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...more },
});
const associated = (condition?: object, more: object = {}, statement: object = {}) =>
  template({ Role: role(policyOf(pods(condition, statement))), Association: association(more) });

const POLICY = (action: unknown, resource: unknown = '*', more: object = {}) => ({ PolicyName: 'own', PolicyDocument: policyOf(allow(action, resource)), ...more });
const inTemplate = (properties: object, resources: object = {}, more: object = {}) => template({ Role: role(policyOf(SOUND), properties), ...resources }, more);
const trustText = (text: string) => ({ 'Fn::Sub': text });
const LIKE = (sub: unknown) => policyOf(tokens({ StringLike: { [SUB]: sub } as object }));

const yaml = (text: string) => text.replace(/^\n/, '');
const ROLE_ARN = `arn:aws:iam::${OWN}:role/web`;
const manifest = (metadata: string, extra = '') => yaml(`
apiVersion: v1
kind: ServiceAccount
metadata:
${metadata}${extra}`);
const WEB_ROLE = template({ Role: role(policyOf(SOUND), { RoleName: 'web' }) });
const annotated = (line: string, more = '') => manifest(`  name: web\n  namespace: shop\n  annotations:\n    ${line}\n${more}`);

/** Templates, manifests and associations that hide something. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a star from a mapping': inTemplateTrust(LIKE({ 'Fn::FindInMap': ['Subjects', 'prod', 'all'] }), { Mappings: { Subjects: { prod: { all: `${ACCOUNTS}*:web` } } } }),
  'a star by a default of a parameter': inTemplateTrust(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${Namespace}:web` }), { Parameters: { Namespace: { Type: 'String', Default: '*' } } }),
  'a star in one of two cases': inTemplateTrust(LIKE({ 'Fn::If': ['Wide', `${ACCOUNTS}*:web`, WEB] }), { Conditions: { Wide: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } }),
  'a star joined from letters': inTemplateTrust(LIKE({ 'Fn::Join': ['', [ACCOUNTS, '*', ':web']] })),
  'a star selected from a list': inTemplateTrust(LIKE({ 'Fn::Select': [1, { 'Fn::Split': ['|', `${WEB}|${ACCOUNTS}*:web`] }] })),
  'a statement that is there in one case': inTemplateTrust(policyOf(SOUND, { 'Fn::If': ['Wide', tokens(), { Ref: 'AWS::NoValue' }] }), { Conditions: { Wide: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } }),
  'a trust as text': inTemplateTrust(JSON.stringify(policyOf(tokens()))),
  'a trust as text with parts': inTemplateTrust(trustText(JSON.stringify(LIKE(`${ACCOUNTS}*:web`)).replaceAll(OWN, '${AWS::AccountId}'))),
  'a namespace that only the deployment knows, and all its accounts': inTemplateTrust(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${Namespace}:*` }), { Parameters: { Namespace: { Type: 'String' } } }),
  'a policy of its own resource': inTemplate({}, { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], ...POLICY('iam:PassRole') } } }),
  'a policy of a role': inTemplate({}, { Policy: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'Role' }, ...POLICY('s3:*') } } }),
  'a managed policy that names the role': inTemplate({ RoleName: 'web' }, { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['web'], PolicyDocument: policyOf(allow('sts:AssumeRole')) } } }),
  'a managed policy of AWS by Fn::Sub': inTemplate({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] }),
  'a managed policy of AWS by Fn::Join': inTemplate({ ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/', 'PowerUserAccess']] }] }),
  'managed policies by a parameter’s default': inTemplate({ ManagedPolicyArns: { Ref: 'Arns' } }, {}, { Parameters: { Arns: { Type: 'CommaDelimitedList', Default: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess,arn:aws:iam::aws:policy/AdministratorAccess' } } }),
  'one of the allowed values': inTemplate({ Policies: [POLICY('s3:*', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}' })] }, {}, { Parameters: { Bucket: { Type: 'String', AllowedValues: ['shop-reports', '*'] } } }),
  'roles by Fn::ForEach': template({ 'Fn::ForEach::Roles': ['Name', ['web', 'api'], { 'Role${Name}': role(policyOf(tokens({ StringLike: { [SUB]: `${ACCOUNTS}*:x` } })), { RoleName: { 'Fn::Sub': '${Name}' } }) }] }, { Transform: 'AWS::LanguageExtensions' }),
  'namespaces by Fn::ForEach': template({ 'Fn::ForEach::Roles': ['Name', ['shop', '*'], { 'Role&{Name}': role(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${Name}:web` })) }] }, { Transform: 'AWS::LanguageExtensions' }),
  'a trust by Fn::ToJsonString': inTemplateTrust({ 'Fn::ToJsonString': policyOf(tokens()) }, { Transform: 'AWS::LanguageExtensions' }),
  'a function as a condition key': yamlTemplate(`          Condition: {StringEquals: {!Sub "\${Issuer}:sub": "${WEB}"}}`),
  'a pod with a role that EKS may not assume': template({ Role: role(policyOf(SOUND)), Association: association() }),
  'a pod without sts:TagSession': associated({ StringEquals: { 'aws:SourceAccount': OWN } }, {}, { Action: 'sts:AssumeRole' }),
  'a pod of another namespace': associated({ StringEquals: { [TAG('kubernetes-namespace')]: 'other' } }),
  'a pod of another cluster': associated({ ArnEquals: { 'aws:SourceArn': CLUSTER.replace('prod', 'dev') } }),
  'a pod whose tags are switched off': associated({ StringEquals: { [TAG('kubernetes-namespace')]: 'shop' } }, { DisableSessionTags: true }),
  'an annotation without an ARN': { 'sa.yaml': annotated('eks.amazonaws.com/role-arn: web'), ...WEB_ROLE },
  'an annotation of a policy': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: arn:aws:iam::${OWN}:policy/web`), ...WEB_ROLE },
  'an account of another name': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('name: web', 'name: api'), ...WEB_ROLE },
  'an account of another namespace by a kustomization': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`), 'kustomization.yaml': 'resources: [sa.yaml]\nnamespace: other\n', ...WEB_ROLE },
  'an audience that the trust does not take': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}\n    eks.amazonaws.com/audience: vault`), ...WEB_ROLE },
  'an account in a list': { 'sa.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('name: web', 'name: api').trimEnd().replace(/\n/g, '\n  ')}\n`, ...WEB_ROLE },
  'an account in JSON lines': { 'sa.yaml': `---\n---\n${annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('namespace: shop', 'namespace: "other"')}---\n# end\n`, ...WEB_ROLE },
  'an add-on with a role that does not trust it': template({ Role: role(policyOf(SOUND)), AddOn: { Type: 'AWS::EKS::Addon', Properties: { AddonName: 'aws-ebs-csi-driver', ClusterName: 'prod', ServiceAccountRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } } } }),
  'an add-on with an association': template({ Role: role(policyOf(SOUND)), AddOn: { Type: 'AWS::EKS::Addon', Properties: { AddonName: 'aws-ebs-csi-driver', ClusterName: 'prod', PodIdentityAssociations: [{ ServiceAccount: 'ebs-csi-controller-sa', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }] } } }),
}).concat(attempts('told', {
  'a pod of any cluster': trustFile(pods()),
  'a namespace of a star': trustFile(pods({ StringLike: { [TAG('kubernetes-namespace')]: '*' } })),
  'a namespace, if there is one': trustFile(pods({ StringEqualsIfExists: { [TAG('kubernetes-namespace')]: 'shop' } })),
  'the ARN of an association': trustFile(pods({ ArnLike: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:podidentityassociation/prod/*` } })),
  'a trust that is included from elsewhere': inTemplateTrust({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/trust.json' } } }),
  'statements that a macro writes': inTemplateTrust(policyOf(SOUND, { 'Fn::Transform': { Name: 'Own', Parameters: {} } })),
  'a managed policy that is imported': inTemplate({ ManagedPolicyArns: [{ 'Fn::ImportValue': 'shared-policy' }] }),
  'a policy on a role that is imported': template({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ 'Fn::ImportValue': 'role' }], PolicyDocument: policyOf(allow('*')) } } }),
  'a misspelt annotation': { 'sa.yaml': annotated(`eks.amazonaws.com/role_arn: ${ROLE_ARN}`), ...WEB_ROLE },
  'an annotation on the pods': { 'deploy.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    metadata:\n      annotations: {eks.amazonaws.com/role-arn: "${ROLE_ARN}"}\n    spec: {serviceAccountName: web, containers: []}\n`, ...WEB_ROLE },
  'an annotation as a label': { 'sa.yaml': manifest(`  name: web\n  namespace: shop\n  labels:\n    eks.amazonaws.com/role-arn: ${ROLE_ARN}\n`), ...WEB_ROLE },
  'a template of Helm': { 'sa.yaml': '{{- if .Values.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Values.name }}\n{{- end }}\n' },
}));

function inTemplateTrust(document: unknown, more: object = {}): Record<string, unknown> {
  return template({ Role: role(document) }, more);
}

function yamlTemplate(condition: string): Record<string, unknown> {
  return { 'template.yaml': `Parameters: {Issuer: {Type: String}}\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n        - Effect: Allow\n          Action: sts:AssumeRoleWithWebIdentity\n          Principal: {Federated: "${PROVIDER}"}\n${condition}\n` };
}

const PARAMETERS = { Parameters: { Issuer: { Type: 'String' }, Namespace: { Type: 'String' }, Name: { Type: 'String' } } };
const BY_PARAMETERS = trustText(JSON.stringify(policyOf(equal('SUBJECT'))).replaceAll(`oidc-provider/${ISSUER}`, 'oidc-provider/${Issuer}').replaceAll(`${ISSUER}:`, '${Issuer}:')
  .replace('SUBJECT', 'system:serviceaccount:${Namespace}:${Name}').replaceAll(`::${OWN}:`, '::${AWS::AccountId}:'));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a condition that leaves nothing': inTemplateTrust(policyOf(SOUND, { 'Fn::If': ['Never', tokens(), { Ref: 'AWS::NoValue' }] }), { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } }),
  'a list of allowed values, of which each is exact': inTemplateTrust(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::Sub': `${ACCOUNTS}\${Namespace}:web` } } })), { Parameters: { Namespace: { Type: 'String', AllowedValues: ['shop', 'shop-test'] } } }),
  'a pattern that one of the allowed values has': inTemplateTrust(LIKE({ Ref: 'Subject' }), { Parameters: { Subject: { Type: 'String', AllowedValues: [WEB, `${ACCOUNTS}ci:runner-*`] } } }),
  'a pattern in one of two cases': inTemplateTrust(LIKE({ 'Fn::If': ['Ci', `${ACCOUNTS}ci:runner-*`, WEB] }), { Conditions: { Ci: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } }),
  'a pattern of a stage': inTemplateTrust(LIKE({ 'Fn::FindInMap': ['Stages', { Ref: 'Stage' }, 'subject'] }), {
    Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } }, Mappings: { Stages: { dev: { subject: `${ACCOUNTS}shop:web-*` }, prod: { subject: WEB } } },
  }),
  'roles by Fn::ForEach': template({ 'Fn::ForEach::Roles': ['Name', ['web', 'api'], { 'Role${Name}': role(policyOf(equal(WEB)), { RoleName: { 'Fn::Sub': '${Name}-role' } }) }] }, { Transform: 'AWS::LanguageExtensions' }),
  'policies by references': inTemplate({ Policies: [POLICY('s3:GetObject', { 'Fn::Sub': '${Bucket.Arn}/*' })] }, { Bucket: { Type: 'AWS::S3::Bucket' } }),
  'everything of one bucket by reference': inTemplate({ Policies: [POLICY('s3:*', [{ 'Fn::GetAtt': 'Bucket.Arn' }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }])] }, { Bucket: { Type: 'AWS::S3::Bucket' } }),
  'pass a role by reference': inTemplate({ Policies: [POLICY('iam:PassRole', { 'Fn::GetAtt': ['Task', 'Arn'] })] }, { Task: role(policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } })) }),
  'a boundary in the same template': inTemplate({ PermissionsBoundary: { Ref: 'Limit' }, Policies: [POLICY('*')] }, { Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*')) } } }),
  'a pod of its association': associated(OF_SHOP),
  'a pod of any account of its namespace': associated({ StringEquals: { [TAG('kubernetes-namespace')]: 'shop', 'aws:SourceAccount': OWN } }),
  'a pod by the ARN of the cluster': associated({ ArnEquals: { 'aws:SourceArn': CLUSTER }, StringEquals: { 'aws:SourceAccount': OWN } }),
  'a pod without tags, by its cluster': associated({ ArnEquals: { 'aws:SourceArn': CLUSTER } }, { DisableSessionTags: true }),
  'a pod whose tags are tested if they are there': associated({ ArnEquals: { 'aws:SourceArn': CLUSTER }, StringEqualsIfExists: { [TAG('kubernetes-namespace')]: 'shop' } }, { DisableSessionTags: true }),
  'two pods of one role': template({ Role: role(policyOf(pods({ StringEquals: { [TAG('kubernetes-namespace')]: ['shop', 'mail'], [TAG('eks-cluster-name')]: 'prod' } }))), A: association(), B: association({ Namespace: 'mail' }) }),
  'a pod by a pattern of clusters': associated({ StringLike: { [TAG('eks-cluster-arn')]: `arn:aws:eks:*:${OWN}:cluster/prod*`, [TAG('kubernetes-namespace')]: 'shop' } }),
  'tags in a statement of their own': template({ Role: role(policyOf(pods(OF_SHOP, { Action: 'sts:AssumeRole' }), pods(OF_SHOP, { Action: 'sts:TagSession' }))), A: association() }),
  'all but the own account denied': trustFile(pods(OF_SHOP), { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { StringNotEquals: { 'aws:SourceAccount': OWN } } }),
  'a ServiceAccount that is trusted': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`), ...WEB_ROLE },
  'in quotes, with further annotations': { 'sa.yaml': annotated(`"eks.amazonaws.com/role-arn": '${ROLE_ARN}'\n    eks.amazonaws.com/sts-regional-endpoints: "true"\n    eks.amazonaws.com/token-expiration: "86400"\n    eks.amazonaws.com/audience: sts.amazonaws.com`), ...WEB_ROLE },
  'a namespace by a kustomization': { 'base/sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('  namespace: shop\n', ''), 'base/kustomization.yaml': 'resources: [sa.yaml]\n', 'prod/kustomization.yaml': 'resources: [../base]\nnamespace: shop\n', ...WEB_ROLE },
  'a name by a kustomization': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('name: web', 'name: b'), 'kustomization.yaml': 'resources: [sa.yaml]\nnamePrefix: we\n', ...WEB_ROLE },
  'an annotation by a patch': { 'sa.yaml': manifest('  name: web\n  namespace: shop\n'), 'kustomization.yaml': `resources: [sa.yaml]\npatches:\n- target: {kind: ServiceAccount, name: web}\n  patch: |\n    - op: add\n      path: /metadata/annotations\n      value: {eks.amazonaws.com/role-arn: "${ROLE_ARN}"}\n`, ...WEB_ROLE },
  'common annotations': { 'sa.yaml': manifest('  name: web\n'), 'kustomization.yaml': `resources: [sa.yaml]\nnamespace: shop\ncommonAnnotations: {eks.amazonaws.com/role-arn: "${ROLE_ARN}"}\n`, ...WEB_ROLE },
  'another manifest beside': { 'sa.yaml': `${annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: "{{ .b }}"}\n`, ...WEB_ROLE },
  'comments and anchors': { 'sa.yaml': `# \${NOT} a value\nx-arn: &arn ${ROLE_ARN}\n${annotated('eks.amazonaws.com/role-arn: *arn')}`, ...WEB_ROLE },
  'an add-on that is trusted': template({ Role: role(policyOf(equal(`${ACCOUNTS}kube-system:ebs-csi-controller-sa`))), AddOn: { Type: 'AWS::EKS::Addon', Properties: { AddonName: 'aws-ebs-csi-driver', ClusterName: 'prod', ServiceAccountRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } } } }),
  'a role of another account in an annotation': { 'sa.yaml': annotated('eks.amazonaws.com/role-arn: arn:aws:iam::444455556666:role/other'), ...template({ Other: role(policyOf(equal(`${ACCOUNTS}mail:smtp`)), { RoleName: 'mail' }) }) },
  'a deny in a policy': inTemplate({ Policies: [{ PolicyName: 'own', PolicyDocument: policyOf(allow('s3:*', 'arn:aws:s3:::shop/*'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })) }] }),
}).concat(attempts('noError', {
  'an organization’s pods': trustFile(pods({ StringEquals: { 'aws:SourceOrgID': 'o-abcdefghij' } })),
  'a trust by parameters': inTemplateTrust(BY_PARAMETERS, PARAMETERS),
  'an account without a namespace': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('  namespace: shop\n', ''), ...WEB_ROLE },
  'a namespace of Flux': { 'sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('namespace: shop', 'namespace: ${namespace}'), ...WEB_ROLE },
  'a role of Flux': { 'sa.yaml': annotated('eks.amazonaws.com/role-arn: arn:aws:iam::${account_id}:role/${cluster}-web'), ...WEB_ROLE },
  'a target namespace of Flux': {
    'apps/sa.yaml': annotated(`eks.amazonaws.com/role-arn: ${ROLE_ARN}`).replace('namespace: shop', 'namespace: default'),
    'flux.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {path: ./apps, targetNamespace: shop, interval: 1m, prune: true, sourceRef: {kind: GitRepository, name: x}}\n',
    ...WEB_ROLE,
  },
  'two subjects of which each is wide by a parameter': inTemplateTrust(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${Namespace}:web` }), { Parameters: { Namespace: { Type: 'String' } } }),
  'many patterns': trustFile(like(...Array.from({ length: 30 }, (_, i) => `${ACCOUNTS}team${i}:web-*`))),
}));

export const SOURCES: readonly Attempt[] = [...SILENCES, ...ALARMS];
