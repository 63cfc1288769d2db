import { newerReleases } from '../../scripts/drift/releases';

describe('newer releases', () => {
  test.each<[string, string[], object | undefined]>([
    ['v3.5.0', ['v3.5.0', 'v3.4.9'], { newest: 'v3.5.0', isMinor: false }],
    ['v3.5.0', ['v3.5.1', 'v3.5.0'], { newest: 'v3.5.1', isMinor: false }],
    ['v3.5.0', ['v3.6.0', 'v3.5.9', 'v3.10.2'], { newest: 'v3.10.2', isMinor: true }],
    ['v3.5.0', ['v4.0.0'], { newest: 'v4.0.0', isMinor: true }],
    ['v3.5.0', ['v4.0.0-rc.1', 'v3.6.0-beta', 'v3.5.0'], { newest: 'v3.5.0', isMinor: false }],
    ['cluster-autoscaler-1.36.0', ['cluster-autoscaler-chart-9.59.0', 'vertical-pod-autoscaler/v1.7.1', 'cluster-autoscaler-1.37.0'], { newest: 'cluster-autoscaler-1.37.0', isMinor: true }],
    ['mimir-2.17.0', ['mimir-distributed-6.0.0', 'mimir-2.17.1'], { newest: 'mimir-2.17.1', isMinor: false }],
    ['v1.300071.0', ['v1.300072.0b1875'], { newest: 'v1.300072.0b1875', isMinor: true }],
    ['6.4.0', ['6.4.0', 'v7.0.0'], { newest: '6.4.0', isMinor: false }],
    ['v1.2.0', [], undefined],
    ['v1.2.0', ['release-2.0.0', '../../etc', ''], undefined],
    ['v1.2.0', [`v${'9'.repeat(400)}.0.0`], undefined],
  ])('after %s of %j', (release, tags, expected) => {
    expect(newerReleases(release, tags)).toEqual(expected);
  });
});
