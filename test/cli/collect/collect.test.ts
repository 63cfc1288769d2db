import { execFileSync, spawn, spawnSync } from 'child_process';
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { delimiter, join } from 'path';
import { audit } from '../../../lib/cli/audit/audit';
import { runCollect } from '../../../lib/cli/collect/collect';
import type { GivenCollectOptions } from '../../../lib/cli/collect/collect-options';
import { judgeOptions } from '../../../lib/compliance/judge-options';
import { findFiles } from '../../../lib/inventory/find-files';
import { arnOf, dump, filesOf, pod, SECRET } from '../../compliance/live/dump';
import { temporaryFolder } from '../../fleet/support';

const GIVEN: GivenCollectOptions = { folder: 'cdk-irsa-dump', print: 'script' };

function printed(options: Partial<GivenCollectOptions> = {}): string {
  let text = '';
  runCollect({ ...GIVEN, ...options }, '1.2.3', { out: (part) => { text += part; }, err: () => undefined, isColoured: false });
  return text;
}

test('the script only reads', () => {
  const calls = printed().match(/\b(aws|kubectl)( --\S+ \S+)* [a-z][a-z-]+ [a-z-]+/g)!.map((call) => call.replace(/ --.*? (?=get|list)/, ' '));
  const verbs = [...new Set(calls.filter((call) => /^(aws (eks|iam|sts)|kubectl)/.test(call)))];
  expect(verbs.length).toBeGreaterThan(8);
  expect(verbs.filter((call) => !/^aws (eks|iam|sts) (describe|list|get)-|^aws eks update-kubeconfig$|^kubectl .*\bget\b/.test(call))).toEqual([]);
});

test('the policy has what the script calls, and reads only', () => {
  const policy = JSON.parse(printed({ print: 'policy' }));
  const actions: string[] = policy.Statement.flatMap(({ Action }: { Action: string[] }) => Action);
  expect(actions.filter((action) => !/^(eks|iam):(Describe|List|Get)/.test(action))).toEqual([]);
  const called = printed().match(/aws (eks|iam) (describe|list|get)-[a-z-]+/g)!.map((call) => call.split(' ')).map(([, service, name]) =>
    `${service}:${name.replace(/(^|-)([a-z])/g, (_, _dash, letter) => letter.toUpperCase()).replace('OpenIdConnect', 'OpenIDConnect')}`);
  expect([...new Set(called)].sort()).toEqual(actions.sort());
  expect(JSON.stringify(JSON.parse(printed({ print: 'policy', without: ['account'] })))).not.toContain('iam:');
  expect(printed({ print: 'cluster-role' })).toContain('verbs: [list]');
});

test.each([
  [{ cluster: ['a b'] }, '--cluster must be the name of a cluster in EKS'],
  [{ cluster: ['$(reboot)'] }, '--cluster must be the name of a cluster in EKS'],
  [{ region: 'eu-west-1; reboot' }, '--region must be an AWS region'],
  [{ folder: 'a\nb' }, '--folder must be the path of a folder, got "a\\nb"'],
  [{ cluster: ['prod'], without: ['clusters' as const] }, '--cluster cannot be given with --without clusters'],
  [{ without: ['account' as const, 'clusters' as const] }, '--without clusters and account leave nothing to collect: give one of the two'],
])('%j is refused', (options, message) => {
  expect(() => printed(options)).toThrow(message);
});

describe.each(['sh', 'bash'])('run by %s', (shell) => {
  const hasShell = spawnSync(shell, ['-c', ':']).status === 0;
  const check = hasShell && process.platform !== 'win32' ? test : test.skip;

  check('the script is one in every form', () => {
    const forms: Partial<GivenCollectOptions>[] = [
      {}, { cluster: ['prod', 'dev'], region: 'eu-west-1' }, { without: ['account'] }, { without: ['clusters'] }, { without: ['kubernetes'] }, { without: ['kubernetes', 'account'] }, { folder: 'it\'s $(here) "now"' },
    ];
    forms.forEach((form) => execFileSync(shell, ['-n'], { input: printed(form) }));
  });

  check('it says in one line why it ends, and goes on from there', () => {
    const folder = temporaryFolder();
    const aws = (lines: string) => writeFileSync(join(folder, 'aws'), `#!/bin/sh\necho "$*" >> ${join(folder, 'calls')}\ncase "$*" in *get-caller-identity*) echo 111122223333;; ${lines} *) echo '{}';; esac\n`, { mode: 0o755 });
    const start = () => spawnSync(shell, [], { cwd: folder, input: printed({ folder: 'it\'s', without: ['clusters'] }), encoding: 'utf-8', env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` } });
    aws('*list-open-id*) echo "An error occurred (AccessDenied)" >&2; exit 254;;');
    expect(start()).toMatchObject({ status: 1, stderr: 'collect: account 111122223333\nAn error occurred (AccessDenied)\ncollect: aws iam list-open-id-connect-providers failed, as it says above: once that is mended, run this again, and it goes on\n' });
    expect(readdirSync(join(folder, "it's/accounts/111122223333"))).toEqual(['providers.json.part', 'roles.json']);
    aws('*--output\\ text) ;;');
    const { status, stderr } = start();
    expect([status, stderr]).toEqual([0, "collect: account 111122223333\ncollect: 1 files were there and are kept: to collect all anew, remove it's\ncollect: done. Now: npx cdk-irsa audit it's\n"]);
    expect(readFileSync(join(folder, 'calls'), 'utf-8').match(/get-account-authorization-details/g)).toHaveLength(1);
  });

  check.each([
    ['no account', 'echo None', 1, /^collect: aws sts get-caller-identity printed no account number: .*\n$/],
    ['the page of a proxy', "echo '<html>'", 1, /^collect: aws sts get-caller-identity printed no account number: .*\n$/],
    ['nothing', ':', 1, /^collect: aws sts get-caller-identity printed no account number: .*\n$/],
    ['an error', 'echo "Unable to locate credentials" >&2; exit 253', 1, /^(?:Unable to locate credentials\n)+collect: aws has no credentials that work\n$/],
    ['an end by a signal', 'kill -9 $$', 1, /collect: aws has no credentials that work\n$/],
  ])('of whoever asks, aws prints %s', (_, body, status, stderr) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'aws'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    const ended = spawnSync(shell, [], { cwd: folder, input: printed({ without: ['clusters'] }), encoding: 'utf-8', env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` } });
    expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  check('what aws prints in place of JSON is found by the audit', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'aws'), '#!/bin/sh\ncase "$*" in *get-caller-identity*) echo 111122223333;; *details*) echo "<html>Sign in</html>";; *text) ;; *) echo "An error occurred (Throttling)";; esac\n', { mode: 0o755 });
    spawnSync(shell, [], { cwd: folder, input: printed({ without: ['clusters'] }), env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` } });
    const { problems } = audit(findFiles([join(folder, 'cdk-irsa-dump')]).files, { ...judgeOptions({}), levels: new Map() });
    expect(problems.map(({ message }) => message.slice(0, 35))).toEqual(['is an error message of the AWS CLI,', 'is HTML, such as the page of a logi']);
  });
});

const hasKubectl = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf-8' }).status === 0;

(hasKubectl && process.platform !== 'win32' ? test : test.skip)('what kubectl prints for it is audited as the whole objects are, and has no value of a variable', async () => {
  const given = dump();
  given.pods.push({ ...given.pods[0], metadata: { ...given.pods[0].metadata, name: 'web-2' }, spec: { ...given.pods[0].spec, containers: [{ name: 'app', env: [{ name: 'AWS_ROLE_ARN', value: SECRET }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: SECRET }] }] } });
  given.pods.push(...rightPods(), ...stalePods(), onWindows());
  const { port, close } = await apiServer({ serviceaccounts: given.serviceAccounts, pods: given.pods, nodes: given.nodes });
  const folder = temporaryFolder();
  const files = filesOf(given);
  const answers = Object.entries(files).filter(([file]) => file.startsWith('dump/')).map(([file, content]) => [file.replace(/^.*\//, ''), JSON.stringify(content)]);
  const answer = (name: string) => answers.find(([file]) => file === name)![1];
  writeFileSync(join(folder, 'aws'), [
    '#!/bin/sh', 'case "$*" in',
    '*get-caller-identity*) echo 111122223333;;', '*list-clusters*) echo prod;;',
    ...([['describe-cluster', 'cluster.json'], ['list-addons', 'add-ons.json'], ['describe-pod-identity-association', 'a-api.json'], ['get-account-authorization-details', 'roles.json'], ['get-open-id-connect-provider', '1.json']] as const).map(([call, name]) => `*${call}*) cat <<'JSON'\n${answer(name)}\nJSON\n;;`),
    '*list-pod-identity-associations*text) echo a-api;;', `*list-pod-identity-associations*) echo '${answer('associations.json')}';;`,
    '*list-open-id-connect-providers*text) echo arn:x;;', `*list-open-id-connect-providers*) echo '${answer('providers.json')}';;`,
    `*update-kubeconfig*) while [ "$1" != --kubeconfig ]; do shift; done; echo '${JSON.stringify(kubeconfig(port))}' > "$2";;`,
    '*) exit 9;; esac', '',
  ].join('\n'), { mode: 0o755 });
  const script = printed({ region: 'eu-west-1' });
  const { status, stderr } = await run(script, folder);
  await close();
  expect([status, stderr]).toEqual([0, 'collect: cluster prod\ncollect: account 111122223333\ncollect: done. Now: npx cdk-irsa audit cdk-irsa-dump\n']);
  const written = readdirSync(join(folder, 'cdk-irsa-dump'), { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.json'));
  expect(written.map((file) => readFileSync(join(folder, 'cdk-irsa-dump', file), 'utf-8')).join('\n')).not.toContain(SECRET);
  const { findings, notes, problems } = audit(findFiles([join(folder, 'cdk-irsa-dump')]).files, { ...judgeOptions({}), levels: new Map() });
  expect([notes, problems]).toEqual([[], []]);
  expect(findings.map(({ id, message }) => [id, message])).toEqual([
    ['IrsaChecks-StalePod[prod/shop/web]', 'the pods for-vault, web-2 and 1 more of the ServiceAccount shop/web were made before its annotation named a role, or while the webhook did not answer; meanwhile the application has no web identity, and takes the node\'s role or finds no credentials'],
    ['IrsaChecks-AssociationOnWindows[prod/shop/api]', expect.stringContaining('the pod iis-1 ')],
  ]);
});

/** Pods against which nothing is to be said. */
function rightPods(): ReturnType<typeof dump>['pods'] {
  const token = (name: string, audience: string) => ({ name, projected: { sources: [{ configMap: { name: 'a' } }, { serviceAccountToken: { audience, path: 'token' } }] } });
  const of = (name: string, spec: { containers: object[]; initContainers?: object[]; volumes: object[]; nodeSelector?: object }) => {
    const one = pod(name, { account: 'web' });
    return { ...one, spec: { ...one.spec, ...spec } } as any;
  };
  const env = (role: string, file = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token') => [{ name: 'AWS_ROLE_ARN', value: role }, { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: file }];
  const byWebhook = (name: string) => ({ name, env: [...env(arnOf('web')), { name: 'KEY', value: SECRET }], volumeMounts: [{ name: 'aws-iam-token', mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount' }] });
  const byHand = { name: 'hand', env: env(arnOf('other'), '/tokens/aws'), volumeMounts: [{ name: 'aws', mountPath: '/tokens' }] };
  return [
    of('two-containers', { nodeSelector: { 'kubernetes.io/os': 'linux' }, containers: [byWebhook('a'), byWebhook('b')], volumes: [token('aws-iam-token', 'sts.amazonaws.com')] }),
    of('by-hand', { containers: [byHand], volumes: [token('aws', 'sts.amazonaws.com')] }),
    of('by-hand-in-a-file-of-settings', { containers: [{ name: 'a' }], volumes: [token('aws', 'sts.amazonaws.com')] }),
    of('by-hand-beside', { containers: [byWebhook('a'), byHand], volumes: [token('aws-iam-token', 'sts.amazonaws.com'), token('aws', 'sts.amazonaws.com')] }),
    of('with-a-role-beside', { containers: [byWebhook('a'), { name: 'b', env: [{ name: 'AWS_ROLE_ARN', value: arnOf('other') }] }], volumes: [token('aws-iam-token', 'sts.amazonaws.com')] }),
    of('init', { initContainers: [byWebhook('a')], containers: [byWebhook('b'), { name: 'c', env: [{ name: 'AWS_REGION', valueFrom: { fieldRef: { fieldPath: 'x' } } }] }], volumes: [{ name: 'cache', emptyDir: {} }, token('aws-iam-token', 'sts.amazonaws.com')] }),
  ];
}

function onWindows(): ReturnType<typeof dump>['pods'][number] {
  const one = pod('iis-1', { account: 'api', hasPodIdentity: true });
  return { ...one, spec: { ...one.spec, nodeSelector: { 'beta.kubernetes.io/os': 'windows' } } } as any;
}

/** Pods that were made before. */
function stalePods(): ReturnType<typeof dump>['pods'] {
  const [two, byHand] = rightPods() as any[];
  const named = (name: string, one: any, change: (spec: any) => void) => {
    const made = structuredClone({ ...one, metadata: { ...one.metadata, name } });
    change(made.spec);
    return made;
  };
  return [
    named('old-init', two, (spec) => { spec.initContainers = spec.containers; spec.containers = []; spec.initContainers.forEach((container: any) => { container.env[0].value = arnOf('old'); }); }),
    named('for-vault', byHand, (spec) => { spec.containers = [{ name: 'a' }]; spec.volumes[0].projected.sources[1].serviceAccountToken.audience = 'vault'; }),
  ];
}

function kubeconfig(port: number): object {
  const named = (value: object) => [{ name: 'a', ...value }];
  const [clusters, contexts] = [named({ cluster: { server: `http://127.0.0.1:${port}` } }), named({ context: { cluster: 'a', user: 'a' } })];
  return Object.fromEntries(Object.entries({ apiVersion: 'v1', kind: 'Config', clusters, contexts, users: named({ user: {} }) }).concat([['current-context', 'a' as any]]));
}

/** As much of Kubernetes' API as kubectl needs to list objects. */
async function apiServer(lists: Record<string, { kind: string }[]>): Promise<{ port: number; close: () => Promise<void> }> {
  const resources = Object.entries(lists).map(([name, [{ kind }]]) => ({ name, kind, singularName: '', namespaced: kind !== 'Node', verbs: ['get', 'list'] }));
  const answers: Record<string, unknown> = {
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources },
    ...Object.fromEntries(Object.entries(lists).map(([name, items]) => [`/api/v1/${name}`, { kind: `${items[0].kind}List`, apiVersion: 'v1', metadata: {}, items }])),
  };
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url.split('?')[0]];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
}

/** Not in this thread, which answers kubectl. */
async function run(script: string, folder: string): Promise<{ status: number | null; stderr: string }> {
  const child = spawn('sh', [], { cwd: folder, env: { ...process.env, HOME: folder, PATH: `${folder}${delimiter}${process.env.PATH}` } });
  let stderr = '';
  child.stderr.on('data', (part) => { stderr += part; });
  child.stdin.end(script);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stderr })));
}
