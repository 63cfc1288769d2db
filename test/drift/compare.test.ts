import { defineBundle } from '../../lib/bundles/define-bundle';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { flag } from '../../lib/bundles/parameters';
import { allow } from '../../lib/bundles/statement';
import { versionsText } from '../../lib/bundles/upstream';
import type { Upstream } from '../../lib/bundles/upstream';
import { driftOf } from '../../scripts/drift/compare';
import { REASONS } from '../../scripts/drift/reasons';
import type { Reason } from '../../scripts/drift/reasons';
import { driftReport, hasDrift } from '../../scripts/drift/report';
import { Unreachable } from '../../scripts/drift/sources';
import type { UpstreamSource } from '../../scripts/drift/sources';

interface Options { readonly wide?: boolean }

const QUEUES = 'arn:aws:sqs:eu-central-1:111122223333:jobs';

/** A bundle for a program whose policy is `docs/policy.json`. */
const bundle = (id: string, upstream: readonly Upstream[], actions: readonly string[], resources: readonly string[] = [QUEUES]) => defineBundle<Options>()({
  id,
  summary: 'Tests',
  usedBy: 'a program',
  upstream,
  sources: ['https://example.com'],
  parameters: { wide: flag('Allow more.') },
  statements: ({ wide }) => [allow({ actions, resources }), ...wide ? [allow({ actions: ['sqs:PurgeQueue'], resources })] : []],
});

const UPSTREAM: Upstream[] = [{ repository: 'a/b', release: 'v1.0.0', since: '0.9', documents: ['docs/policy.json'] }];
const policy = (actions: readonly string[], resource: unknown = '*', more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource, ...more }] });

/** Files by release and path, and the names of releases. */
function source(releases: readonly string[], files: Record<string, string>): UpstreamSource {
  return {
    releases: async () => releases,
    file: async (_, release, path) => {
      const text = files[`${release} ${path}`];
      if (text === undefined) {
        throw new Unreachable(`https://example.com/${path} answered 404`);
      }
      return text;
    },
  };
}

const drift = (definition: ReturnType<typeof bundle>, from: UpstreamSource, reasons: readonly Reason[] = [], all = [definition]) => driftOf(definition, all, from, reasons);

describe('what a bundle and the document of its program allow', () => {
  test('the same is no difference, whatever the names of resources', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['SQS:sendmessage'], 'arn:aws:sqs:us-east-1:<account>:YOUR-QUEUE') }));
    expect([found, hasDrift(found)]).toMatchObject([{ lacks: [], exceeds: [{ text: 'sqs:PurgeQueue', reason: 'only with wide: true' }], unknown: [], changes: [] }, false]);
  });

  test('actions that one of them lacks', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage', 'sqs:GetQueueUrl']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['sqs:SendMessage', 'sqs:ReceiveMessage']) }));
    expect(found).toMatchObject({ lacks: [{ text: 'sqs:ReceiveMessage', reason: undefined }], exceeds: [{ text: 'sqs:GetQueueUrl' }, { text: 'sqs:PurgeQueue' }] });
    expect(hasDrift(found)).toBe(true);
  });

  test('kinds of resources that one of them lacks', async () => {
    const volumes = bundle('test.a', UPSTREAM, ['ec2:CreateTags'], ['arn:aws:ec2:eu-central-1:111122223333:volume/*']);
    const found = await drift(volumes, source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['ec2:CreateTags'], ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*']) }));
    expect(found.lacks).toEqual([{ text: expect.stringMatching(/^ec2:CreateTags on ec2:\*:\*?:snapshot\/\*$/), reason: undefined }]);
  });

  test('wildcards in actions stand for what the reference lists', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['sqs:Send*', 'sqs:GetQueue*']) }));
    expect(found.lacks.map(({ text }) => text)).toEqual(['sqs:GetQueueAttributes', 'sqs:GetQueueUrl']);
  });

  test('a reason, or another bundle for the program, explains it', async () => {
    const [one, other] = [bundle('test.a', UPSTREAM, ['sqs:SendMessage']), bundle('test.b', UPSTREAM, ['sqs:ReceiveMessage'])];
    const from = source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:ListQueues']) });
    const found = await drift(one, from, [{ bundle: 'test.a', kind: 'lacks', actions: ['sqs:ListQueues'], reason: 'not called' }], [one, other]);
    expect([found.lacks, hasDrift(found)]).toEqual([[{ text: 'sqs:ListQueues', reason: 'not called' }, { text: 'sqs:ReceiveMessage', reason: 'in test.b' }], false]);
  });

  test('a reason for nothing is said', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['sqs:SendMessage']) }), [{ bundle: 'test.a', kind: 'lacks', actions: ['sqs:ListQueues'], reason: 'not called' }]);
    expect([found.idleReasons, hasDrift(found)]).toEqual([['lacks sqs:ListQueues'], true]);
  });

  test('a policy of which nothing can be read is not compared', async () => {
    const text = JSON.stringify({ Statement: { Effect: 'Allow', Action: { a: 1 }, Resource: 7 } });
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': text }));
    expect([found.exceeds, found.unknown.at(-1), hasDrift(found)]).toEqual([[], "upstream's policies: they allow nothing that can be read", true]);
  });

  test('what cannot be compared is said: actions that nobody knows, and all but some', async () => {
    const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['sqs:Sing', 'sqs:SendMessage'], Resource: '*' }, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }] });
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': text }));
    expect(found.unknown).toEqual([
      "upstream's policies: an action that the service authorization reference does not list: sqs:Sing",
      "upstream's policies: a statement that allows all but some actions",
    ]);
  });
});

describe('since the release that was looked at', () => {
  const [before, after] = [policy(['sqs:SendMessage']), policy(['sqs:SendMessage'], '*', { Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } })];

  test('a newer release, and what it changed in its conditions', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.1.0', 'v1.0.0'], { 'v1.0.0 docs/policy.json': before, 'v1.1.0 docs/policy.json': after }));
    expect(found.releases).toEqual([{ repository: 'a/b', lookedAt: 'v1.0.0', newest: 'v1.1.0', isMinor: true }]);
    expect(found.changes).toEqual([expect.stringMatching(/^no longer allows: SQS: /)]);
  });

  test('a patch with the same document is named, and is nothing to look at', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.1'], { 'v1.0.0 docs/policy.json': before, 'v1.0.1 docs/policy.json': before }));
    expect([found.releases.map(({ newest }) => newest), found.changes, hasDrift(found)]).toEqual([['v1.0.1'], [], false]);
  });

  test('a document that is gone, a heading that is gone, and one without a policy are said', async () => {
    for (const [documents, files, message] of [
      [['docs/policy.json'], {}, 'docs/policy.json of a/b: https://example.com/docs/policy.json answered 404'],
      [['README.md#IAM'], { 'v1.0.0 README.md': '# Else' }, 'README.md#IAM of a/b: it has no heading "IAM"'],
      [['README.md'], { 'v1.0.0 README.md': 'see elsewhere' }, 'README.md of a/b: no policy was found in it (v1.0.0)'],
    ] as const) {
      const found = await drift(bundle('test.a', [{ ...UPSTREAM[0], documents }], ['sqs:SendMessage']), source(['v1.0.0'], { ...files }));
      expect([found.unknown, found.exceeds, hasDrift(found)]).toEqual([[message], [], true]);
    }
  });

  test('releases that are named otherwise are said', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['release-7.0'], { 'v1.0.0 docs/policy.json': before }));
    expect(found.unknown).toEqual(['releases of a/b: none is named like v1.0.0']);
  });

  test('the version of a chart, where no release has a tag', async () => {
    const charts = [{ repository: 'a/b', release: '1.0.0', chart: 'charts/x/Chart.yaml' }];
    const found = await drift(bundle('test.a', charts, ['sqs:SendMessage']), source([], { 'HEAD charts/x/Chart.yaml': 'name: x\nversion: "1.2.0"\n' }));
    expect(found.releases).toMatchObject([{ newest: '1.2.0', isMinor: true }]);
  });
});

describe('the report', () => {
  test('has what differs, what is on purpose and what is not known, in this order', async () => {
    const definition = bundle('test.a', UPSTREAM, ['sqs:SendMessage']);
    const found = await drift(definition, source(['v1.1.0'], { 'v1.0.0 docs/policy.json': policy(['sqs:SendMessage']), 'v1.1.0 docs/policy.json': policy(['sqs:SendMessage', 'sqs:ListQueues']) }));
    expect(driftReport([found])).toBe(`# Bundles and the programs they are for

1 bundle compared with upstream: 1 to look at.

## \`test.a\`

For a program.

Newer releases:

- \`v1.1.0\` of \`a/b\` (looked at: \`v1.0.0\`)

Upstream's document allows it, the bundle does not:

- \`sqs:ListQueues\`

Upstream changed its document since the release that was looked at:

- \`allows now: SQS: lists queues\`

## On purpose

| bundle | difference | why |
|---|---|---|
| \`test.a\` | also has \`sqs:PurgeQueue\` | only with wide: true |
`);
  });

  test('texts of others say nothing to Markdown and mention nobody', async () => {
    const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['sqs:`@team\n# Title <img | #1`'], Resource: '*' }] });
    const report = driftReport([await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': text }))]);
    const line = report.split('\n').filter((one) => one.includes('@team'));
    expect(line).toEqual(["- `upstream's policies: an action that the service authorization reference does not list: sqs: @team # Title <img \\| #1`"]);
  });

  test('is no longer than an issue may be', async () => {
    const found = await drift(bundle('test.a', UPSTREAM, ['sqs:SendMessage']), source(['v1.0.0'], { 'v1.0.0 docs/policy.json': policy(['ec2:*', 's3:*', 'iam:*']) }));
    const report = driftReport(Array.from({ length: 20 }, () => found));
    expect(report.length).toBeLessThan(61_000);
    expect(report).toContain('The rest is left out');
  });
});

describe('the catalogue', () => {
  const withUpstream = DEFINITIONS.filter(({ upstream }) => upstream.length > 0);

  test('each bundle of a controller names its upstream', () => {
    const without = DEFINITIONS.filter(({ id, upstream }) => upstream.length === 0 && /^(?:ebsCsi|efsCsi|karpenter|loadBalancerController|keda|velero|vpcCni|ack|crossplane)\./.test(id));
    expect(without.map(({ id }) => id)).toEqual([]);
    expect(withUpstream.length).toBeGreaterThanOrEqual(44);
  });

  test.each(withUpstream.map(({ id, upstream }) => [id, upstream] as const))('%s names repositories, releases and files in the right form', (_, upstream) => {
    for (const { repository, release = 'v1.0.0', since = '1.0', documents = [], chart = 'Chart.yaml' } of upstream) {
      expect(repository).toMatch(/^[\w-]+\/[\w.-]+$/);
      expect(release).toMatch(/^[a-z-]*v?\d+\.\d+(?:\.\d+)?$/);
      expect(since).toMatch(/^\d+\.\d+(?:\.\d+)?$/);
      [...documents, chart].forEach((path) => expect(path).toMatch(/^[\w./-]+\.(?:json|md|ya?ml)(?:#.+)?$/));
    }
  });

  test('reasons are for bundles and actions that there are, each once', () => {
    const ids = withUpstream.map(({ id }) => id);
    REASONS.forEach(({ bundle: id, actions }) => {
      expect(ids).toContain(id);
      expect(actions).toEqual([...new Set(actions)]);
    });
  });

  test.each<[Upstream[], string | undefined]>([
    [[], undefined],
    [[{ repository: 'a/b' }], undefined],
    [[{ repository: 'a/b', release: 'v3.5.0', since: '2.4' }], '2.4 to 3.5'],
    [[{ repository: 'a/b', release: 'cluster-autoscaler-1.36.0' }], '1.36'],
    [[{ repository: 'a/b', release: 'v2.0.1', since: '2.0' }], '2.0'],
    [[{ repository: 'a/b', release: 'v1.18.0' }, { repository: 'a/c', release: 'v1.14.0', since: '1.13', program: 'its plugin' }], '1.18, with its plugin 1.13 to 1.14'],
  ])('the versions of %j', (upstream, text) => {
    expect(versionsText(upstream)).toBe(text);
  });
});
