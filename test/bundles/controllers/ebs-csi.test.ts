import { Volume } from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Lazy, Size, Stack } from 'aws-cdk-lib/core';
import { EbsCsiBundle } from '../../../lib/bundles/controllers/ebs-csi';
import type { EbsCsiDriverOptions } from '../../../lib/bundles/controllers/ebs-csi';
import { EbsCsiVersion } from '../../../lib/bundles/controllers/ebs-csi-version';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { explain } from '../../../lib/core/text-format';
import { PLACE, stackIn, statementsOf } from '../support';

const driver = (options: Partial<EbsCsiDriverOptions>) => () => EbsCsiBundle.driver({ clusterNames: ['production'], ...options });

const LITERAL = 'EbsCsiBundle.driver: clusterNames: must be literal, since the name stands in the key of a condition ' +
  '(such as aws:ResourceTag/kubernetes.io/cluster/<name>), got a deploy-time value: give the cluster a literal clusterName, and name it here';

test.each<[string, () => unknown]>([
  ['EbsCsiBundle.driver: clusterNames: must name at least one, got []', driver({ clusterNames: [] })],
  ['EbsCsiBundle.driver: regions: must name at least one, got []', driver({ regions: [] })],
  ['EbsCsiBundle.driver: volumes: must name at least one, got []', driver({ volumes: [] })],
  ['EbsCsiBundle.driver: snapshots: must name at least one, got []', driver({ snapshots: [] })],
  ['EbsCsiBundle.driver: hyperPodClusters: must name at least one, got []', driver({ hyperPodClusters: [] })],
  [
    'EbsCsiBundle.driver: snapshots[0]: must be the id of a snapshot, such as snap-0123456789abcdef0, ' +
    'got "arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0": write the id alone, "snap-0123456789abcdef0"',
    driver({ snapshots: ['arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0'] }),
  ],
  [
    'EbsCsiBundle.driver: snapshots[0]: must be the id of a snapshot, such as snap-0123456789abcdef0, got "*": ' +
    'aws ec2 describe-snapshots --owner-ids self prints the ids',
    driver({ snapshots: ['*'] }),
  ],
  [
    'the version must be 1.40 or later, whose needs are known, got "1.39"',
    () => EbsCsiVersion.of('1.39'),
  ],
  ['the version must be a version of the EBS CSI driver, such as 1.64, got a deploy-time value: what is allowed depends on it', () =>
    EbsCsiVersion.of(Lazy.string({ produce: () => '1.64' }))],
  [LITERAL, driver({ clusterNames: [Lazy.string({ produce: () => 'production' })], version: EbsCsiVersion.V1_40 })],
  [LITERAL, driver({ clusterNames: [Lazy.string({ produce: () => 'production' })], inTreeVolumes: true })],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test('a name that is known at deploy time is enough for the newest versions, and where any cluster will do', () => {
  const stack = stackIn(PLACE);
  const clusterNames = [new CfnParameter(stack, 'Name').valueAsString];
  const statements = statementsOf(EbsCsiBundle.driver({ clusterNames, changeTags: true }), stack);
  expect(statements[1].Condition).toEqual({ StringEquals: { 'aws:RequestTag/ebs.csi.aws.com/cluster-name': '<Name>' } });
  expect(statements.at(-1)!.Condition!['ForAllValues:StringNotEquals']['aws:TagKeys']).toContain('kubernetes.io/cluster/<Name>');
  expect(() => EbsCsiBundle.driver({ clusterNames, ownResourcesOnly: false, inTreeVolumes: true, version: EbsCsiVersion.V1_40 })).not.toThrow();
});

test('volumes of earlier versions stay in reach by their own tag, which makes nothing new; later tags are not looked for in earlier versions', () => {
  const conditions = (version: EbsCsiVersion) =>
    JSON.stringify(statementsOf(driver({ version })(), stackIn(PLACE)).filter(({ Resource: on }) => !String(on).includes(':instance/')));
  expect(conditions(EbsCsiVersion.of('v1.57.1'))).toBe(conditions(EbsCsiVersion.V1_40));
  expect(conditions(EbsCsiVersion.of('1.64.0-eksbuild.1'))).toBe(conditions(EbsCsiVersion.V1_58));
  expect(conditions(EbsCsiVersion.V1_40)).not.toContain('cluster-name');
  expect(conditions(EbsCsiVersion.V1_58)).toContain('"aws:ResourceTag/KubernetesCluster":"production"');
  expect(conditions(EbsCsiVersion.V1_58)).not.toContain('aws:RequestTag/KubernetesCluster');
});

test('the driver of two clusters in two regions', () => {
  const statements = statementsOf(EbsCsiBundle.driver({ clusterNames: ['blue', 'green'], regions: ['eu-central-1', 'eu-west-1'] }), stackIn(PLACE));
  expect(statements[1]).toMatchObject({
    Resource: ['arn:aws:ec2:eu-central-1:111122223333:volume/*', 'arn:aws:ec2:eu-west-1:111122223333:volume/*'],
    Condition: { StringEquals: { 'aws:RequestTag/ebs.csi.aws.com/cluster-name': ['blue', 'green'] } },
  });
});

test('a volume of this app is named, whatever its id', () => {
  // GIVEN
  const stack: Stack = stackIn(PLACE);
  const volume = new Volume(stack, 'Volume', { availabilityZone: 'eu-central-1a', size: Size.gibibytes(8) });
  // WHEN
  const statements = statementsOf(EbsCsiBundle.driver({ clusterNames: ['production'], volumes: [volume] }), stack);
  // THEN
  expect(statements.at(-1)!.Resource).toBe(`arn:aws:ec2:eu-central-1:111122223333:volume/<${stack.resolve(volume.volumeId).Ref}>`);
});

describe('in workloads.yaml', () => {
  const create = (values: Record<string, unknown>, place = PLACE) => bundleDefinition('ebsCsi.driver')!.create(values, place);

  test('clusters without names are an error', () => {
    expect(() => create({}, { ...PLACE, clusterNames: undefined })).toThrow(
      'ebsCsi.driver: must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
  });

  test('given names replace those of the clusters', () => {
    const [, making] = statementsOf(create({ clusterNames: ['blue'] }), stackIn(PLACE));
    expect(making.Condition).toEqual({ StringEquals: { 'aws:RequestTag/ebs.csi.aws.com/cluster-name': 'blue' } });
  });

  test('an id stands for the volume in each region of the clusters', () => {
    const place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
    const statements = statementsOf(create({ volumes: ['vol-0123456789abcdef0'] }, place), stackIn(place), place);
    expect(statements.at(-1)!.Resource).toEqual([
      'arn:aws:ec2:eu-central-1:111122223333:volume/vol-0123456789abcdef0', 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0',
    ]);
  });

  test('the format of volumes and of HyperPod clusters', () => {
    const { volumes, hyperPodClusters } = bundleDefinition('ebsCsi.driver')!.parameters;
    const problem = (parameter: typeof volumes, value: string) => parameter.type.kind === 'texts' ? explain(parameter.type.format, value) : 'no texts';
    expect(problem(volumes, 'vol-1a2b3c4d')).toBeUndefined();
    expect(problem(volumes, 'snap-1a2b3c4d')).toBe(
      'must be the id of a volume, such as vol-0123456789abcdef0, got "snap-1a2b3c4d": aws ec2 describe-volumes prints the ids');
    expect(problem(hyperPodClusters, 'arn:aws:eks:eu-central-1:111122223333:cluster/production')).toContain('this ARN is of service "eks", not "sagemaker"');
  });
});
