import { allow, attempts, equal, ACCOUNTS, OWN, policyOf, role, SOUND, template } from './attempt';
import type { Attempt } from './attempt';

const ROLE_ARN = `arn:aws:iam::${OWN}:role/web`;
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const KEY = 'eks.amazonaws.com/role-arn';
const WEB_ROLE = template({ Role: role(policyOf(SOUND), { RoleName: 'web' }) });
const PODS = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:SourceAccount': OWN } } };
const NARROW = allow('s3:GetObject', 'arn:aws:s3:::shop/*');
const docs = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const account = (metadata: object = {}, annotations: object | undefined = { [KEY]: ROLE_ARN }, more: object = {}) =>
  ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop', ...annotations === undefined ? {} : { annotations }, ...metadata }, ...more });
const bare = (name = 'web') => account({ name, namespace: undefined });
const none = (name = 'web') => account({ name }, {});
const live = (object: object) => ({ ...object, metadata: { ...(object as ReturnType<typeof account>).metadata, uid: '0d5f', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' } });

const argo = (source: object, namespace = 'shop') => ({ 'argocd/web.yaml': JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'web', namespace: 'argocd' }, spec: { destination: { namespace, name: 'in-cluster' }, source: { repoURL: 'https://git.example.com/a.git', targetRevision: 'HEAD', ...source } } }) });
const FOLDER = { 'apps/web/sa.yaml': JSON.stringify(bare()), 'apps/web/kustomization.yaml': 'resources: [sa.yaml]\n' };
const flux = (spec: object) => ({ 'clusters/prod/apps.yaml': JSON.stringify({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'apps', namespace: 'flux-system' }, spec: { path: './apps/web', prune: true, interval: '5m', sourceRef: { kind: 'GitRepository', name: 'a' }, ...spec } }) });
const component = (annotations: object = { [KEY]: ROLE_ARN }) => ({ 'apps/irsa/kustomization.yaml': JSON.stringify({ apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', patches: [{ target: { kind: 'ServiceAccount' }, patch: JSON.stringify([{ op: 'add', path: '/metadata/annotations', value: annotations }]) }] }) });
const inFolder = (object: object) => ({ 'apps/web/sa.yaml': JSON.stringify(object), 'apps/web/kustomization.yaml': 'resources: [sa.yaml]\n' });
const release = (spec: object) => ({ 'release.yaml': JSON.stringify({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'web', namespace: 'shop' }, spec: { interval: '5m', chart: { spec: { chart: 'web' } }, ...spec } }) });
const values = (given: object) => release({ values: given });
const ANNOTATIONS = { [KEY]: ROLE_ARN };
const patchOf = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, annotations: ANNOTATIONS } });
const operations = JSON.stringify([{ op: 'add', path: '/metadata/annotations', value: ANNOTATIONS }]);

const kops = (permissions: object[], more: object = {}) => ({ 'cluster.yaml': docs({ apiVersion: 'kops.k8s.io/v1alpha2', kind: 'Cluster', metadata: { name: 'prod.example.com' }, spec: { iam: { serviceAccountExternalPermissions: permissions, ...more } } }, { apiVersion: 'kops.k8s.io/v1alpha2', kind: 'InstanceGroup', metadata: { name: 'nodes' }, spec: {} }) });
const request = (entries: object[], more: object = {}) => ({ 'request.yaml': JSON.stringify({ apiVersion: 'cloudcredential.openshift.io/v1', kind: 'CredentialsRequest', metadata: { name: 'web', namespace: 'openshift-cloud-credential-operator' }, spec: { secretRef: { name: 'aws', namespace: 'shop' }, serviceAccountNames: ['web'], providerSpec: { apiVersion: 'cloudcredential.openshift.io/v1', kind: 'AWSProviderSpec', statementEntries: entries, ...more } } }) });
const eksctl = (more: object) => ({ 'cluster.yaml': JSON.stringify({ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'prod', region: 'eu-west-1' }, ...more }) });

const ack = (kind: string, spec: object) => ({ apiVersion: 'eks.services.k8s.aws/v1alpha1', kind, metadata: { name: 'web', namespace: 'shop' }, spec: { clusterName: 'prod', ...spec } });
const ackRole = (statement: object) => ({ apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role', metadata: { name: 'web-role', namespace: 'shop' }, spec: { name: 'web', assumeRolePolicyDocument: JSON.stringify(policyOf(statement)) } });
const plane = (kind: string, forProvider: object) => ({ apiVersion: 'eks.aws.upbound.io/v1beta1', kind, metadata: { name: 'web' }, spec: { forProvider: { region: 'eu-west-1', clusterName: 'prod', ...forProvider } } });
const planeRole = (statement: object, more: object = {}) => ({ apiVersion: 'iam.aws.upbound.io/v1beta1', kind: 'Role', metadata: { name: 'web-role', ...more }, spec: { forProvider: { assumeRolePolicy: JSON.stringify(policyOf(statement)) } } });
const OF_EBS = equal(`${ACCOUNTS}kube-system:ebs-csi-controller-sa`);
const roleOf = (statement: object) => template({ Role: role(policyOf(statement), { RoleName: 'web' }) });
const object = (manifest: object) => ({ 'object.yaml': JSON.stringify({ apiVersion: 'kubernetes.crossplane.io/v1alpha2', kind: 'Object', metadata: { name: 'web' }, spec: { forProvider: { manifest } } }) });
const postgres = (name: string) => ({ 'pg.yaml': JSON.stringify({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name, namespace: 'shop' }, spec: { instances: 3, serviceAccountTemplate: { metadata: { annotations: ANNOTATIONS } } } }) });

/** What tools of Kubernetes deploy, with something in it. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a role of kOps for any namespace': kops([{ name: 'web', namespace: '*', aws: { inlinePolicy: JSON.stringify([NARROW]) } }]),
  'a role of kOps with a wide statement': kops([{ name: 'web', namespace: 'shop', aws: { inlinePolicy: JSON.stringify([NARROW, allow('iam:PassRole')]) } }]),
  'a role of kOps for an administrator, beside a sound one': kops([{ name: 'web', namespace: 'shop', aws: { policyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] } }, { name: 'api', namespace: 'shop', aws: { policyARNs: [ADMINISTRATOR] } }]),
  'a request of OpenShift for everything of S3': request([{ effect: 'Allow', action: ['s3:*'], resource: '*' }]),
  'a request of OpenShift for another role': { ...request([], { stsIAMRoleARN: ROLE_ARN }), ...roleOf(equal(`${ACCOUNTS}shop:api`)) },
  'an application of Argo CD that sets another namespace': { ...argo({ path: 'apps/web', kustomize: { namespace: 'mail' } }), ...FOLDER, ...WEB_ROLE },
  'an application of Argo CD that sets a prefix': { ...argo({ path: 'apps/web', kustomize: { namePrefix: 'eu-' } }), ...FOLDER, ...WEB_ROLE },
  'an application of Argo CD that patches the name': { ...argo({ path: 'apps/web', kustomize: { patches: [{ target: { kind: 'ServiceAccount' }, patch: '[{"op": "replace", "path": "/metadata/name", "value": "api"}]' }] } }), ...FOLDER, ...WEB_ROLE },
  'an application of Argo CD with a destination elsewhere': { ...argo({ path: 'apps/web' }, 'mail'), 'apps/web/sa.yaml': JSON.stringify(bare()), ...WEB_ROLE },
  'a component of Flux': { ...flux({ components: ['../irsa'] }), ...inFolder(none('api')), ...component(), ...WEB_ROLE },
  'a prefix of Flux': { ...flux({ namePrefix: 'eu-', targetNamespace: 'shop' }), ...FOLDER, ...WEB_ROLE },
  'a patch of Flux behind a chart': { ...release({ postRenderers: [{ kustomize: { patches: [{ patch: patchOf('api') }] } }] }), ...WEB_ROLE },
  'operations of Flux behind a chart': { ...release({ targetNamespace: 'mail', postRenderers: [{ kustomize: { patches: [{ target: { kind: 'ServiceAccount', name: 'web' }, patch: operations }] } }] }), ...WEB_ROLE },
  'values of Velero': { ...values({ serviceAccount: { server: { create: true, name: 'api', annotations: ANNOTATIONS } } }), ...WEB_ROLE },
  'values of Jenkins for its agents': { ...values({ serviceAccountAgent: { create: true, name: 'api', annotations: ANNOTATIONS } }), ...WEB_ROLE },
  'values of HashiCorp, in text': { ...values({ server: { serviceAccount: { name: 'api', annotations: `${KEY}: ${ROLE_ARN}\n` } } }), ...WEB_ROLE },
  'values with the name beside the annotations': { ...values({ rbac: { create: true, serviceAccountName: 'api', serviceAccountAnnotations: ANNOTATIONS } }), ...WEB_ROLE },
  'values with annotations of its own': { ...values({ serviceAccount: { create: true, name: 'api', customAnnotations: ANNOTATIONS } }), ...WEB_ROLE },
  'values of a chart in a chart': { ...values({ 'kube-prometheus-stack': { thanosRuler: { serviceAccount: { name: 'api', annotations: ANNOTATIONS } } } }), ...WEB_ROLE },
  'an add-on of ACK': { 'x.yaml': docs(ack('Addon', { name: 'aws-ebs-csi-driver', serviceAccountRoleARN: ROLE_ARN })), ...WEB_ROLE },
  'an add-on of ACK by a reference': { 'x.yaml': docs(ack('Addon', { name: 'aws-ebs-csi-driver', serviceAccountRoleRef: { from: { name: 'web-role' } } }), ackRole(SOUND)) },
  'an add-on of ACK with an association': { 'x.yaml': docs(ack('Addon', { name: 'aws-ebs-csi-driver', podIdentityAssociations: [{ serviceAccount: 'ebs-csi-controller-sa', roleARN: ROLE_ARN }] })), ...WEB_ROLE },
  'an association of ACK by a reference': { 'x.yaml': docs(ack('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleRef: { from: { name: 'web-role' } } }), ackRole(SOUND)) },
  'an association of Crossplane': { 'x.yaml': docs(plane('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleArn: ROLE_ARN })), ...WEB_ROLE },
  'an association of Crossplane by a reference': { 'x.yaml': docs(plane('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleArnRef: { name: 'web-role' } }), planeRole(SOUND)) },
  'an add-on of Crossplane': { 'x.yaml': docs(plane('Addon', { addonName: 'aws-ebs-csi-driver', serviceAccountRoleArn: ROLE_ARN })), ...WEB_ROLE },
  'an add-on of Cluster API': { 'x.yaml': docs({ apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2', kind: 'AWSManagedControlPlane', metadata: { name: 'prod', namespace: 'default' }, spec: { addons: [{ name: 'coredns' }, { name: 'aws-ebs-csi-driver', serviceAccountRoleARN: ROLE_ARN }] } }), ...WEB_ROLE },
  'an object of Crossplane that holds an account': { ...object(account({ name: 'api' })), ...WEB_ROLE },
  'the account of a database': { ...postgres('api'), ...WEB_ROLE },
  'a component that sets another namespace': { 'sa.yaml': JSON.stringify(account()), 'kustomization.yaml': 'resources: [sa.yaml]\ncomponents: [other]\n', 'other/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamespace: mail\n', ...WEB_ROLE },
  'a patch of a parent folder': { 'base/sa.yaml': JSON.stringify(account()), 'base/kustomization.yaml': 'resources: [sa.yaml]\n', 'patches/name.yaml': '- {op: replace, path: /metadata/name, value: api}\n', 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{target: {kind: ServiceAccount}, path: ../patches/name.yaml}]\n', ...WEB_ROLE },
  'values that a kustomization patches': { ...values({ serviceAccount: { name: 'web', annotations: ANNOTATIONS } }), 'kustomization.yaml': JSON.stringify({ resources: ['release.yaml'], patches: [{ target: { kind: 'HelmRelease' }, patch: '[{"op": "replace", "path": "/spec/values/serviceAccount/name", "value": "api"}]' }] }), ...WEB_ROLE },
  'annotations that are merged': { 'sa.yaml': `x-common: &common {${KEY}: "${ROLE_ARN}"}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop\n  annotations: {<<: *common, team: shop}\n`, ...WEB_ROLE },
  'objects line by line, as jq prints them': { 'sas.json': [none(), account({ name: 'api' })].map((one) => JSON.stringify(live(one))).join('\n'), ...WEB_ROLE },
  'one object as kubectl prints it': { 'sa.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n    ${KEY}: ${ROLE_ARN}\n  creationTimestamp: "2026-01-01T00:00:00Z"\n  name: api\n  namespace: shop\n  resourceVersion: "7"\n  uid: 0d5f\n`, ...WEB_ROLE },
  'a list of one kind': { 'sas.yaml': JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccountList', metadata: {}, items: [none(), account({ name: 'api' })] }), ...WEB_ROLE },
  'a stream with directives': { 'sa.yaml': `%YAML 1.2\n---\n${JSON.stringify(none())}\n...\n---\n# Source: web/templates/sa.yaml\n${JSON.stringify(account({ name: 'api' }))}\n...\n`, ...WEB_ROLE },
  'a mark at the beginning': { 'sa.yaml': `\ufeff${JSON.stringify(account({ name: 'api' }))}`, ...WEB_ROLE },
  'a role of eksctl alone, for an administrator': eksctl({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, roleOnly: true, roleName: 'web', attachPolicyARNs: [ADMINISTRATOR] }] } }),
  'a role of eksctl that another account names': { ...eksctl({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, roleOnly: true, roleName: 'web', attachPolicy: policyOf(NARROW) }] } }), 'sa.yaml': JSON.stringify(account({ name: 'api' })) },
  'an association of eksctl for a default of its add-on': { ...eksctl({ addons: [{ name: 'aws-ebs-csi-driver', podIdentityAssociations: [{ serviceAccountName: 'ebs-csi-controller-sa', namespace: 'kube-system', roleARN: ROLE_ARN }] }] }), ...WEB_ROLE },
}).concat(attempts('told', {
  'annotations of a chart without a name': { ...values({ clusterAgent: { rbac: { serviceAccountAnnotations: ANNOTATIONS } } }), ...WEB_ROLE },
  'a slip in what Flux adds': { ...flux({ commonMetadata: { annotations: { 'eks.amazonaws.com/role_arn': ROLE_ARN } } }), ...inFolder(none()), ...WEB_ROLE },
  'a slip in a component': { ...flux({ components: ['../irsa'] }), ...inFolder(none()), ...component({ 'eks.amazonaws.com/rolearn': ROLE_ARN }), ...WEB_ROLE },
  'a policy of kOps that is no JSON': kops([{ name: 'web', namespace: 'shop', aws: { inlinePolicy: 's3:*' } }]),
  'a role of eksctl alone, which nobody names': { ...eksctl({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, roleOnly: true, attachPolicy: policyOf(NARROW) }] } }), 'sa.yaml': JSON.stringify(none()) },
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'roles of kOps': kops([{ name: 'web', namespace: 'shop', aws: { inlinePolicy: JSON.stringify([NARROW]) } }, { name: 'api', namespace: 'shop', aws: { policyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] } }], { permissionsBoundary: `arn:aws:iam::${OWN}:policy/limit`, legacy: false }),
  'a cluster of kOps without roles': kops([]),
  'requests of OpenShift': request([{ effect: 'Allow', action: ['s3:GetObject'], resource: 'arn:aws:s3:::shop/*' }]),
  'a request of OpenShift for its role': { ...request([], { stsIAMRoleARN: ROLE_ARN }), ...WEB_ROLE },
  'a request of another cloud': { 'request.yaml': JSON.stringify({ apiVersion: 'cloudcredential.openshift.io/v1', kind: 'CredentialsRequest', metadata: { name: 'web' }, spec: { secretRef: {}, providerSpec: { kind: 'GCPProviderSpec', predefinedRoles: ['roles/owner'] } } }) },
  'an application of Argo CD that sets the namespace': { ...argo({ path: 'apps/web', kustomize: { namespace: 'shop' } }, 'mail'), ...FOLDER, ...WEB_ROLE },
  'an application of Argo CD with its destination': { ...argo({ path: 'apps/web' }), 'apps/web/sa.yaml': JSON.stringify(bare()), ...WEB_ROLE },
  'an application of Argo CD that annotates': { ...argo({ path: 'apps/web', kustomize: { commonAnnotations: ANNOTATIONS } }), ...inFolder(account({ namespace: undefined }, {})), ...WEB_ROLE },
  'an application of another repository': { ...argo({ path: 'charts/web', helm: { valueFiles: ['values.yaml'] } }, 'mail'), 'sa.yaml': JSON.stringify(account()), ...WEB_ROLE },
  'a component of Flux': { ...flux({ components: ['../irsa'] }), ...inFolder(none()), ...component(), ...WEB_ROLE },
  'a patch of Flux behind a chart': { ...release({ values: { serviceAccount: { create: true, name: 'web' } }, postRenderers: [{ kustomize: { patches: [{ patch: patchOf('web') }] } }] }), ...WEB_ROLE },
  'operations of Flux behind a chart on other objects': { ...release({ postRenderers: [{ kustomize: { images: [], patches: [{ target: { kind: 'Deployment', name: 'web' }, patch: '[{"op": "add", "path": "/spec/replicas", "value": 2}]' }] } }] }), 'sa.yaml': JSON.stringify(account()), ...WEB_ROLE },
  'values of many charts': {
    ...values({
      serviceAccount: { create: true, name: 'web', annotations: ANNOTATIONS, server: { name: 'web', annotations: {} } },
      serviceAccountAgent: { create: false, name: 'x', annotations: ANNOTATIONS },
      server: { serviceAccount: { name: 'web', annotations: `${KEY}: ${ROLE_ARN}` } },
      rbac: { serviceAccountName: 'web', serviceAccountAnnotations: ANNOTATIONS },
      podAnnotations: { team: 'shop' },
      serviceAccountToken: { audience: 'vault', expirationSeconds: 600 },
      serviceAccounts: ['web'],
    }),
    ...WEB_ROLE,
  },
  'an add-on of ACK': { 'x.yaml': docs(ack('Addon', { name: 'aws-ebs-csi-driver', serviceAccountRoleARN: ROLE_ARN })), ...roleOf(OF_EBS) },
  'an add-on of ACK by a reference': { 'x.yaml': docs(ack('Addon', { name: 'aws-ebs-csi-driver', serviceAccountRoleRef: { from: { name: 'web-role' } } }), ackRole(OF_EBS)) },
  'an association of ACK by a reference': { 'x.yaml': docs(ack('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleRef: { from: { name: 'web-role' } } }), ackRole(PODS)) },
  'an association of ACK with a role from elsewhere': { 'x.yaml': docs(ack('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleRef: { from: { name: 'other' } } }), ackRole(SOUND)) },
  'an association of Crossplane': { 'x.yaml': docs(plane('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleArnRef: { name: 'web-role' } }), planeRole(PODS, { annotations: { 'crossplane.io/external-name': 'prod-web' } })) },
  'an association of Crossplane by labels': { 'x.yaml': docs(plane('PodIdentityAssociation', { namespace: 'shop', serviceAccount: 'web', roleArnSelector: { matchLabels: { app: 'web' } } }), planeRole(PODS)) },
  'an add-on of Crossplane': { 'x.yaml': docs(plane('Addon', { addonName: 'aws-ebs-csi-driver', serviceAccountRoleArn: ROLE_ARN }), plane('Addon', { addonName: 'coredns' })), ...roleOf(OF_EBS) },
  'an add-on of Cluster API': { 'x.yaml': docs({ apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2', kind: 'AWSManagedControlPlane', metadata: { name: 'prod' }, spec: { addons: [{ name: 'aws-ebs-csi-driver', serviceAccountRoleARN: ROLE_ARN }], associateOIDCProvider: true } }), ...roleOf(OF_EBS) },
  'an object of Crossplane that holds an account': { ...object(account()), ...WEB_ROLE },
  'an object of Crossplane that holds something else': { ...object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } }), 'sa.yaml': JSON.stringify(account()), ...WEB_ROLE },
  'the account of a database': { ...postgres('web'), ...WEB_ROLE },
  'policies of Kyverno and Gatekeeper': { 'p.yaml': docs({ apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', metadata: { name: 'irsa' }, spec: { rules: [{ name: 'a', match: { any: [{ resources: { kinds: ['ServiceAccount'] } }] }, mutate: { patchStrategicMerge: { metadata: { annotations: { [KEY]: 'arn:aws:iam::{{ account }}:role/{{ request.object.metadata.name }}' } } } } }] } }, { apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sRequiredAnnotations', metadata: { name: 'irsa' }, spec: { match: { kinds: [{ kinds: ['ServiceAccount'] }] }, parameters: { annotations: [{ key: KEY }] } } }), 'sa.yaml': JSON.stringify(account()), ...WEB_ROLE },
  'nodes of Karpenter': { 'k.yaml': docs({ apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', metadata: { name: 'default' }, spec: { role: 'KarpenterNodeRole-prod' } }, { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'default' }, spec: { template: { metadata: { annotations: { team: 'shop' } } } } }), 'sa.yaml': JSON.stringify(account()), ...WEB_ROLE },
  'what eksctl makes, with the accounts beside': { ...eksctl({ iam: { withOIDC: true, serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, attachPolicy: policyOf(NARROW) }], podIdentityAssociations: [{ namespace: 'shop', serviceAccountName: 'api', permissionPolicy: policyOf(NARROW), createServiceAccount: true }] }, accessConfig: { authenticationMode: 'API', accessEntries: [] } }), 'sas.yaml': docs(none(), none('api')) },
  'a role of eksctl alone, which its account names': { ...eksctl({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, roleOnly: true, roleName: 'web', attachPolicy: policyOf(NARROW) }] } }), 'sa.yaml': JSON.stringify(account()) },
  'objects with what a cluster adds': { 'sa.yaml': JSON.stringify(live(account({ managedFields: [{ manager: 'helm', operation: 'Update', time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:metadata': { 'f:annotations': { [`f:${KEY}`]: {} } } } }], ownerReferences: [{ kind: 'Application', name: 'web' }], finalizers: [] }, { ...ANNOTATIONS, 'meta.helm.sh/release-name': 'web' }, { secrets: [{ name: 'web-token' }] }))), ...WEB_ROLE },
  'comments between documents': { 'sa.yaml': `# one\n---\n# nothing here\n---\n${JSON.stringify(account())}\n--- # the end\n`, ...WEB_ROLE },
}).concat(attempts('noError', {
  'an application of Argo CD with a path of a generator': { 'argocd/set.yaml': JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'apps' }, spec: { generators: [{ scmProvider: {} }], template: { spec: { destination: { namespace: '{{branch}}' }, source: { path: 'apps/{{repository}}' } } } } }), ...FOLDER, ...WEB_ROLE },
  'values that Flux has from elsewhere': { ...release({ valuesFrom: [{ kind: 'ConfigMap', name: 'values' }], values: { serviceAccount: { annotations: ANNOTATIONS } } }), ...WEB_ROLE },
  'an account whose operator makes its name': { 'c.yaml': JSON.stringify({ apiVersion: 'pkg.crossplane.io/v1beta1', kind: 'DeploymentRuntimeConfig', metadata: { name: 'aws' }, spec: { serviceAccountTemplate: { metadata: { annotations: ANNOTATIONS } } } }), ...WEB_ROLE },
}));

export const DEPLOYERS: readonly Attempt[] = [...SILENCES, ...ALARMS];
