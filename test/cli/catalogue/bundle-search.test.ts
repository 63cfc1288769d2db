import { DEFINITIONS } from '../../../lib/bundles/definitions';
import { bundlesFor, programsFor } from '../../../lib/cli/catalogue/bundle-search';
import { runBundles } from '../../../lib/cli/catalogue/bundles';
import { SEARCH_WORDS } from '../../../lib/cli/catalogue/search-words';
import { FakeConsole } from '../fake-console';

const ids = (word: string) => bundlesFor(word).map(({ id }) => id);

// What people type, and the bundle that must come first.
test.each<[string, string]>([
  ['dynamo', 'dynamodb.read'], ['nosql', 'dynamodb.read'], ['secret manager', 'secretsManager.read'], ['secretsmanager', 'secretsManager.read'], ['secrets', 'secretsManager.read'],
  ['mq', 'sqs.consume'], ['queue', 'sqs.consume'], ['Queues', 'sqs.consume'], ['postgres', 'rds.connect'], ['db', 'rds.connect'], ['redis', 'elastiCache.connect'],
  ['email', 'ses.send'], ['cdn', 'cloudFront.invalidate'], ['gpu', 'karpenter.controller'], ['logs', 'cloudwatch.writeLogs'], ['traces', 'xray.write'], ['metrics', 'cloudwatch.putMetrics'],
  ['backup', 'velero.server'], ['dns', 'route53.dns01'], ['kafka', 'msk.consume'], ['elasticsearch', 'openSearch.request'], ['docker', 'ecr.pull'], ['bucket', 's3.read'],
  ['ingress', 'loadBalancerController.full'], ['alb', 'loadBalancerController.full'], ['load balancer', 'loadBalancerController.full'], ['volumes', 'ebsCsi.driver'], ['nfs', 'efsCsi.driver'],
  ['llm', 'bedrock.invoke'], ['ai', 'bedrock.invoke'], ['cron', 'scheduler.manage'], ['tls', 'privateCaIssuer.issuer'], ['sms', 'sms.send'], ['otel', 'observability.app'],
  ['cross-account', 'sts.assumeRole'], ['ssm', 'parameterStore.read'], ['s3 read', 's3.read'], ['x-ray', 'xray.write'], ['external secrets', 'externalSecrets.read'],
  ['cert-manager', 'route53.dns01'], ['mlflow', 's3.readWrite'], ['iceberg', 's3Tables.read'], ['warehouse', 'redshiftData.query'], ['spot', 'karpenter.controller'],
])('%s finds %s first', (word, first) => expect(ids(word)[0]).toBe(first));

test.each<[string, string[]]>([
  ['KARPENTER', ['karpenter.controller']], ['postgres', ['rds.connect']], ['s3.READ', ['s3.read']], ['  sqs.consume ', ['sqs.consume']],
  ['', []], ['*', []], ['..', []], ['constructor', []], ['__proto__', []], ['(', []], ['\u0000', []], ['a'.repeat(10_000), []],
])('%j finds what it says alone', (word, found) => expect(ids(word)).toEqual(found));

test('words mean bundles that there are, and each of them once', () => {
  const known = DEFINITIONS.flatMap(({ id }) => [id, id.split('.')[0]]);
  expect(SEARCH_WORDS.flatMap(([, bundles]) => bundles.split(' ')).filter((bundle) => !known.includes(bundle))).toEqual([]);
  const all = SEARCH_WORDS.flatMap(([words]) => words.split(', '));
  expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
});

test('a program says which bundles it uses, and how', () => {
  expect(programsFor('argo').map(({ program }) => program)).toEqual(['Argo CD Image Updater', 'Argo Workflows']);
  const console = new FakeConsole();
  runBundles('argo', { format: 'text' }, '1.2.3', console);
  expect(console.stdout).toContain('\n\nArgo CD Image Updater: ecr.pull (with listImages)\nArgo Workflows: s3.readWrite (artifacts; with allowDelete for their garbage collection)\n2 bundles. ');
});

test('a slip in such a word is said', () => {
  const console = new FakeConsole();
  runBundles('postgers', { format: 'text' }, '1.2.3', console);
  expect(console.stderr).toContain('did you mean "postgres"?');
});
