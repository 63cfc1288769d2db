import { App } from 'aws-cdk-lib/core';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { runWhatCan } from '../../lib/cli/what-can/run-what-can';
import { fleetOf, temporaryFolder } from '../fleet/support';
import { issuer } from '../support';

const [OWN, OTHER] = ['111122223333', '444455556666'];
const QUEUE = `arn:aws:sqs:eu-central-1:${OTHER}:orders`;

/** The templates of a workload with a target role, as a deploy has them. */
function templates(identity: string, more = '', bundle = '{ id: sqs.produce, queues: [orders] }'): string {
  const outdir = temporaryFolder();
  const app = new App({ outdir });
  fleetOf(`accounts: { "${OTHER}": { region: eu-central-1 } }
clusters:
  green: { account: "${OWN}", region: eu-central-1, clusterName: green, issuerUrl: ${issuer()}, identity: ${identity} }
workloads:
  web:
    namespaces: [shop]
${more}    targetRole:
      account: "${OTHER}"
      bundles:
        - ${bundle}
`, app);
  app.synth();
  return outdir;
}

function ask(folder: string, as: string, action = 'sqs:SendMessage', resource = QUEUE) {
  const console = new FakeConsole();
  const code = runCanI([action, resource, folder], { format: 'text', as }, console);
  return { code, out: console.stdout.split(`${folder}/`).join('') };
}

describe.each([
  ['with session tags', ''],
  ['with the external id', '    podIdentity: { disableSessionTags: true }\n'],
])('EKS Pod Identity, %s', (_, more) => {
  const folder = templates('podIdentity', more);

  test('the pod reaches what its target role may do, in the other account', () => {
    const { code, out } = ask(folder, 'shop/web');
    expect(out).toMatch(/^yes\n {2}shop\/web of cluster green becomes role web .* by EKS Pod Identity: the association at .*\n {2}role web of account 111122223333 becomes role web .* of account 444455556666: statement 1 of its trust policy and statement 1 of the inline policy "sts.assumeRole" of role web .* allow it\n/);
    expect(code).toBe(0);
  });

  test('and not what the first role may do: it gets the target role in place of that', () => {
    expect(ask(folder, 'shop/web', 'sts:AssumeRole', `arn:aws:iam::${OTHER}:role/web`).code).toBe(1);
  });

  test('nobody else does', () => {
    expect([ask(folder, 'shop/other').code, ask(folder, 'other/web').code, ask(folder, 'shop/web', 'sqs:SendMessage', QUEUE.replace('orders', 'others')).code]).toEqual([1, 1, 1]);
  });

  test('what-can lists the target role alone', () => {
    const console = new FakeConsole();
    runWhatCan('shop/web', [folder], { format: 'text' }, console);
    expect(console.stdout).toContain('sends messages to queue orders');
    expect(console.stdout).not.toContain('STS');
  });
});

test('IRSA: the pod becomes its own role, and the target role by it', () => {
  const { code, out } = ask(templates('irsa'), 'shop/web');
  expect(code).toBe(0);
  expect(out).toMatch(/becomes role web .* by its token: .*\n {2}role web of account 111122223333 becomes role web /);
});

test('the session tags go along to the target role', () => {
  const folder = templates('podIdentity', '', '{ id: s3.read, buckets: [media], prefix: "${aws:PrincipalTag/kubernetes-namespace}/" }');
  expect(ask(folder, 'shop/web', 's3:GetObject', 'arn:aws:s3:::media/shop/a').code).toBe(0);
  expect(ask(folder, 'shop/web', 's3:GetObject', 'arn:aws:s3:::media/cart/a').code).toBe(1);
  const console = new FakeConsole();
  runWhatCan('shop/web', [folder], { format: 'text' }, console);
  expect(console.stdout).toContain("reads objects below media/<the pod's namespace>/");
});
