import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { errorsOf, fileOf, MAIN, temporaryFolder } from '../support';

const NAMED = MAIN.replace('    region', '    clusterName: prod-eu\n    region');
const POD = NAMED.replace('    region', '    identity: podIdentity\n    region');
const EBS = 'namespaces: [kube-system], serviceAccounts: [ebs-csi-controller-sa], bundles: [{ id: ebsCsi.driver, clusterNames: [prod-eu] }]';

const creationOf = (workload: string, clusters = NAMED) => planFleet(fileOf(`${clusters}workloads: { ebs: { ${workload} } }\n`))[0].roles[0];
const errors = (workload: string, clusters = NAMED) => errorsOf(`${clusters}workloads: { ebs: { ${workload} } }\n`);

test.each<[string, object]>([
  [`${EBS}, kubernetes: { createdBy: addon }`, { addonName: 'aws-ebs-csi-driver', clusterNames: { main: 'prod-eu' } }],
  [`${EBS}, addon: {}`, { addonName: 'aws-ebs-csi-driver' }],
  ['namespaces: [kube-system], serviceAccounts: [ebs-csi-controller-sa], addon: { name: aws-ebs-csi-driver }', { addonName: 'aws-ebs-csi-driver' }],
  [EBS.replace('kube-system', 'storage') + ', addon: { namespace: storage }', { addonName: 'aws-ebs-csi-driver', namespace: 'storage' }],
  ['namespaces: [datadog], addon: { name: datadog_operator }', { addonName: 'datadog_operator' }],
])('%s', (workload, expected) => expect(creationOf(workload).createdBy._addon).toEqual(expect.objectContaining(expected)));

test('an add-on that is not known is a warning, which can be acknowledged', () => {
  const [warning] = creationOf('namespaces: [x], addon: { name: aws-ebs-csi-drivr }').warnings;
  expect(warning.id).toBe('cdk-irsa:unknownAddon');
  expect(warning.message).toMatch(/^the add-on "aws-ebs-csi-drivr" \(.*workloads\.yaml:7:\d+\) is none that cdk-irsa knows, .*: did you mean "aws-ebs-csi-driver"\? aws eks describe-addon-configuration/);
  expect(creationOf('namespaces: [x], addon: { name: own }, acknowledge: [{ id: "cdk-irsa:unknownAddon", reason: of our vendor }]').warnings).toEqual([]);
});

test.each<[string, string, string?]>([
  ['bundles: [{ id: ebsCsi.driver, clusterNames: [prod-eu] }], addon: {}',
    'workloads.ebs: the service account must be kube-system/ebs-csi-controller-sa, as which the add-on aws-ebs-csi-driver runs, got default/ebs: write namespaces: [kube-system] and serviceAccounts: [ebs-csi-controller-sa]'],
  [`${EBS.replace('kube-system', 'storage')}, addon: {}`,
    'workloads.ebs.namespaces: must be kube-system/ebs-csi-controller-sa, as which the add-on aws-ebs-csi-driver runs, got storage/ebs-csi-controller-sa: write namespaces: [kube-system] ' +
    'and serviceAccounts: [ebs-csi-controller-sa], or, where the add-on is installed in storage, addon: { namespace: storage }'],
  [`${EBS.replace('controller-sa', 'controler-sa')}, addon: {}`, 'workloads.ebs.serviceAccounts: must be kube-system/ebs-csi-controller-sa'],
  ['bundles: [{ id: s3.read, buckets: [media] }], kubernetes: { createdBy: addon }',
    'workloads.ebs.kubernetes.createdBy: must name the add-on (addon: { name: … }): it must be given, since the bundles are for no add-on that is known'],
  [`${EBS}, addon: { name: aws-efs-csi-driver }`, 'workloads.ebs.addon.name: must be the add-on that the bundles are for (aws-ebs-csi-driver), got "aws-efs-csi-driver"'],
  ['namespaces: [kube-system], addon: { name: snapshot-controller }', 'workloads.ebs.addon.name: must be an add-on that takes a role, and snapshot-controller takes none, since it calls nothing of AWS'],
  [`${EBS}, addon: {}, helm: {}`, 'workloads.ebs.addon: must be left out beside helm: one of them creates the ServiceAccount'],
  [`${EBS}, addon: {}, kubernetes: { createdBy: manifest }`, 'workloads.ebs.kubernetes.createdBy: must be "addon" where an add-on is named, got "manifest"'],
  [`${EBS}, addon: {}, kubernetes: { tokenExpiration: 1h }`, 'workloads.ebs.kubernetes.tokenExpiration: tokenExpiration must be left out where an add-on writes the ServiceAccount (createdBy: addon)'],
  [`${EBS}, addon: {}`, 'workloads.ebs.addon: the cluster main must have its "clusterName", its name in EKS', MAIN],
  [`${EBS}, addon: {}, account: "444455556666"`, 'workloads.ebs.addon: must be left out, since the role is in account 444455556666 and the cluster main in 111122223333'],
  [`${EBS}, addon: {}, podIdentity: { disableSessionTags: true }`, 'workloads.ebs.podIdentity.disableSessionTags: disableSessionTags must be left out with an add-on', POD],
  [`${EBS}, addon: aws-ebs-csi-driver`, 'workloads.ebs.addon: must be a map, got "aws-ebs-csi-driver": write { name: aws-ebs-csi-driver }'],
  [`${EBS}, addon: {}`, 'workloads.ebs.addon: the cluster main must have the audience sts.amazonaws.com for an add-on', NAMED.replace('    region', '    audience: own\n    region')],
  [`${EBS}, addon: { name: "$(id)" }`, 'workloads.ebs.addon.name: must be the name of an add-on, as'],
])('%s is one error', (workload, message, clusters = NAMED) => {
  const found = errors(workload, typeof clusters === 'string' ? clusters : NAMED);
  expect(found).toEqual([expect.stringContaining(message)]);
});

test('a default is no place for it, and two roles by IRSA are refused', () => {
  expect(errorsOf(`${NAMED}defaults: { kubernetes: { createdBy: addon } }\nworkloads: { a: {}, b: {} }\n`))
    .toEqual([expect.stringContaining('defaults.kubernetes.createdBy: must not be "addon", since an add-on is for one workload: write it there')]);
  const efs = (name: string) => `{ namespaces: [kube-system], serviceAccounts: [${name}], addon: { name: aws-efs-csi-driver } }`;
  expect(errorsOf(`${NAMED}workloads:\n  a: ${efs('efs-csi-controller-sa')}\n  b: ${efs('efs-csi-node-sa')}\n`))
    .toEqual([expect.stringContaining('workloads.b.addon: the add-on aws-efs-csi-driver of the cluster main must be given one role by IRSA, but it is given one by workloads.a (line 8')]);
});

test('with EKS Pod Identity the add-on owns the association: there is none in a stack', () => {
  const app = new App({ outdir: temporaryFolder() });
  const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(`${POD}workloads: { ebs: { ${EBS}, addon: {} } }\n`));
  app.synth();
  expect(fleet.stacks.map(({ stackName }) => stackName)).toEqual(['irsa-111122223333']);
  const script = readFileSync(join(fleet.files.directory, 'addons/main.sh'), 'utf-8');
  expect(script).toContain("--cluster-name 'prod-eu' --region 'eu-central-1'");
  expect(script).toContain('[{"serviceAccount":"ebs-csi-controller-sa","roleArn":"arn:aws:iam::111122223333:role/');
});

test('a role that exists is given to an add-on that is named', () => {
  const content = `${NAMED}workloads: { ebs: { roleArn: "arn:aws:iam::111122223333:role/ebs", namespaces: [kube-system], serviceAccounts: [ebs-csi-controller-sa], addon: { name: aws-ebs-csi-driver } } }\n`;
  expect(planFleet(fileOf(content))[0].existingRoles[0].createdBy._addon?.addonName).toBe('aws-ebs-csi-driver');
});
