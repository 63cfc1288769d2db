import { Aws, Lazy } from 'aws-cdk-lib/core';
import { defineBundle } from '../../../lib/bundles/define-bundle';
import type { ParameterValues } from '../../../lib/bundles/definition';
import { regions } from '../../../lib/bundles/parameters';
import type { IPolicyBundle } from '../../../lib/bundles/policy-bundle';
import { clusterNames, requireLiteralNames } from '../../../lib/bundles/resources/clusters';
import type { ClusterBoundOptions, ClusterPlace } from '../../../lib/bundles/resources/clusters';
import type { Place } from '../../../lib/bundles/resources/place';
import { messageOf, newStack } from '../../support';

const YAML: Place = { partition: 'aws', account: '111122223333', regions: ['eu-central-1', 'eu-west-1'] };

/** A bundle whose only statement is where its clusters are. */
function boundTo(make: (bundle: ReturnType<typeof define>) => IPolicyBundle, literal = false): ClusterPlace {
  const places: ClusterPlace[] = [];
  make(define(literal, (place) => places.push(place))).bind(newStack());
  return places[0];
}

function define(literal: boolean, found: (place: ClusterPlace) => void) {
  return defineBundle<ClusterBoundOptions>()({
    id: 'own.clusters',
    summary: 'Nothing',
    sources: [],
    parameters: { clusterNames: clusterNames(), regions: regions() },
    check: (values, check) => literal && requireLiteralNames(values, check),
    statements: (values, { place }) => {
      found({ ...place, clusterNames: values.clusterNames });
      return [];
    },
  });
}

describe('in TypeScript', () => {
  const from = (options: ClusterBoundOptions, literal = false) => boundTo((bundle) => bundle.fromOptions(options), literal);

  test('the place is that of the role\'s stack, unless regions are given', () => {
    expect(from({ clusterNames: ['production'] })).toEqual({
      partition: Aws.PARTITION, account: Aws.ACCOUNT_ID, regions: [Aws.REGION], clusterNames: ['production'],
    });
    expect(from({ clusterNames: ['production'], regions: ['eu-west-1'] }).regions).toEqual(['eu-west-1']);
  });

  test.each([
    [{ clusterNames: [] }, 'clusterNames: must name at least one, got []'],
    [{ clusterNames: undefined as unknown as string[] }, 'clusterNames: must name at least one, got none'],
    [{ clusterNames: ['*'] }, 'clusterNames[0]: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), got "*"'],
    [
      { clusterNames: ['arn:aws:eks:eu-central-1:111122223333:cluster/production'] },
      'clusterNames[0]: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), ' +
      'got "arn:aws:eks:eu-central-1:111122223333:cluster/production": this is the cluster\'s ARN; write its name, "production"',
    ],
    [{ clusterNames: ['production'], regions: [] }, 'regions: must name at least one, got []'],
    [
      { clusterNames: ['production'], regions: ['eu-central-1a'] },
      'regions[0]: must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"',
    ],
  ])('%j is refused', (options, message) => expect(messageOf(() => from(options))).toBe(`OwnBundle.clusters: ${message}`));

  test('a name known at deploy time is refused where it would stand in a key', () => {
    expect(messageOf(() => from({ clusterNames: [Lazy.string({ produce: () => 'production' })] }, true))).toBe(
      'OwnBundle.clusters: clusterNames: must be literal, since the name stands in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>), ' +
      'got a deploy-time value: give the cluster a literal clusterName, and name it here');
    expect(() => from({ clusterNames: ['production'] }, true)).not.toThrow();
  });
});

describe('in workloads.yaml', () => {
  const from = (values: ParameterValues, place: Place) => boundTo((bundle) => bundle.create(values, place));

  test('the clusters are the workload\'s own, unless the bundle names others', () => {
    expect(from({}, { ...YAML, clusterNames: ['blue', 'green'] }).clusterNames).toEqual(['blue', 'green']);
    expect(from({ clusterNames: ['red'] }, { ...YAML, clusterNames: ['blue', 'green'] }).clusterNames).toEqual(['red']);
    expect(from({ clusterNames: ['red'] }, YAML).clusterNames).toEqual(['red']);
  });

  test('clusters whose names are not known are an error', () => {
    expect(messageOf(() => from({}, YAML))).toBe(
      'own.clusters: must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
  });
});
