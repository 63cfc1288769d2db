import { Aws, Lazy } from 'aws-cdk-lib/core';
import { clustersOfPlace, placeOfClusters, requireLiteralClusterNames } from '../../lib/bundles/controllers/cluster-bound';
import { globalArn, regionalArns, regionalArnsWithoutAccount } from '../../lib/bundles/resources/place';
import { messageOf } from '../support';

const YAML = { partition: 'aws', account: '111122223333', regions: ['eu-central-1', 'eu-west-1'] };

describe('in TypeScript', () => {
  test('the place is that of the role\'s stack, unless regions are given', () => {
    expect(placeOfClusters('x.y', { clusterNames: ['production'] })).toEqual({
      partition: Aws.PARTITION, account: Aws.ACCOUNT_ID, regions: [Aws.REGION], clusterNames: ['production'],
    });
    expect(placeOfClusters('x.y', { clusterNames: ['production'], regions: ['eu-west-1'] }).regions).toEqual(['eu-west-1']);
  });

  test.each([
    [{ clusterNames: [] }, 'clusterNames of x.y must name at least one, got []'],
    [{ clusterNames: undefined as unknown as string[] }, 'clusterNames of x.y must name at least one, got none'],
    [{ clusterNames: ['*'] }, 'clusterNames[0] of x.y must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), got "*"'],
    [
      { clusterNames: ['arn:aws:eks:eu-central-1:111122223333:cluster/production'] },
      'clusterNames[0] of x.y must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), ' +
      'got "arn:aws:eks:eu-central-1:111122223333:cluster/production": this is the cluster\'s ARN; write its name, "production"',
    ],
    [{ clusterNames: ['production'], regions: [] }, 'regions of x.y must name at least one, got []'],
    [
      { clusterNames: ['production'], regions: ['eu-central-1a'] },
      'regions[0] of x.y must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"',
    ],
  ])('%j is refused', (options, message) => expect(messageOf(() => placeOfClusters('x.y', options))).toBe(message));

  test('a name known at deploy time is refused where it would stand in a key', () => {
    const place = placeOfClusters('x.y', { clusterNames: [Lazy.string({ produce: () => 'production' })] });
    expect(messageOf(() => requireLiteralClusterNames('x.y', place))).toBe(
      'clusterNames of x.y must be literal, since the name stands in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>), ' +
      'got a deploy-time value: give the cluster a literal clusterName, and name it here');
    expect(() => requireLiteralClusterNames('x.y', { ...YAML, clusterNames: ['production'] })).not.toThrow();
  });
});

describe('in workloads.yaml', () => {
  test('the clusters are the workload\'s own, unless the bundle names others', () => {
    expect(clustersOfPlace('x.y', {}, { ...YAML, clusterNames: ['blue', 'green'] }).clusterNames).toEqual(['blue', 'green']);
    expect(clustersOfPlace('x.y', { clusterNames: ['red'] }, { ...YAML, clusterNames: ['blue', 'green'] }).clusterNames).toEqual(['red']);
    expect(clustersOfPlace('x.y', { clusterNames: ['red'] }, YAML).clusterNames).toEqual(['red']);
  });

  test('clusters whose names are not known are an error', () => {
    expect(messageOf(() => clustersOfPlace('x.y', {}, YAML))).toBe(
      'x.y must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
  });
});

test('ARNs stand for each region, and for none where the resource has none', () => {
  expect(regionalArns(YAML, 'ec2', 'volume/*', 'instance/*')).toEqual([
    'arn:aws:ec2:eu-central-1:111122223333:volume/*', 'arn:aws:ec2:eu-west-1:111122223333:volume/*',
    'arn:aws:ec2:eu-central-1:111122223333:instance/*', 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
  ]);
  expect(regionalArnsWithoutAccount(YAML, 'ec2', 'snapshot/*')).toEqual(['arn:aws:ec2:eu-central-1::snapshot/*', 'arn:aws:ec2:eu-west-1::snapshot/*']);
  expect(globalArn(YAML, 'iam', 'role/web')).toBe('arn:aws:iam::111122223333:role/web');
});
