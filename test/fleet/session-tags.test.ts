import { Template } from 'aws-cdk-lib/assertions';
import { issuer } from '../support';
import { errorsOf, fileOf, fleetOf, temporaryFolder } from './support';

const TAG = '${aws:PrincipalTag/kubernetes-namespace}';
const file = (identity: string, workload: string, top = '') =>
  `${top}clusters:\n  main: { account: "111122223333", region: eu-central-1, clusterName: main, issuerUrl: ${issuer()}, identity: ${identity} }\nworkloads:\n  web:\n    namespaces: [shop, cart]\n${workload.replace(/^/gm, '    ')}\n`;
const BUNDLE = `bundles:\n  - { id: s3.read, buckets: [media], prefix: "${TAG}/" }`;
const rest = ', and a statement that names an absent tag allows nothing: use it with identity: podIdentity and session tags';

test('one role serves the service accounts of several namespaces, each with its own part', () => {
  const [stack] = fleetOf(file('podIdentity', BUNDLE)).stacks;
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(`:s3:::media/${TAG}/*`);
});

test('of a policy file as well', () => {
  const folder = temporaryFolder();
  fileOf(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::media/${TAG}/index` }] }), folder, 'p.json');
  expect(errorsOf(file('irsa', `policies:\n  - file: ${folder}/p.json`))).toEqual([
    `7:9: workloads.web.policies[0]: must not name the session tag kubernetes-namespace, since sessions of IRSA (main) have none${rest}`,
  ]);
});

test.each<[string, string, string, string[]]>([
  ['IRSA', 'irsa', BUNDLE, [`7:9: workloads.web.bundles[0]: must not name the session tag kubernetes-namespace, since sessions of IRSA (main) have none${rest}`]],
  ['both', 'both', BUNDLE, [`7:9: workloads.web.bundles[0]: must not name the session tag kubernetes-namespace, since sessions of IRSA (main) have none${rest}`]],
  ['no session tags', 'podIdentity', `${BUNDLE}\npodIdentity: { disableSessionTags: true }`, [`7:9: workloads.web.bundles[0]: must not name the session tag kubernetes-namespace, since disableSessionTags leaves it out${rest}`]],
  [
    'a session policy', 'podIdentity', `podIdentity:\n  disableSessionTags: true\n  sessionPolicy:\n    - { id: s3.read, buckets: [media], prefix: "${TAG}/" }`,
    ['9:11: workloads.web.podIdentity.sessionPolicy[0]: must not name the session tag kubernetes-namespace, which disableSessionTags leaves out, as a session policy needs'],
  ],
  [
    'a tag of the role', 'podIdentity', `${BUNDLE}\ntags: { kubernetes-namespace: shop }`,
    ['8:13: workloads.web.tags.kubernetes-namespace: must not have the key kubernetes-namespace, which workloads.web names as a session tag: a session without session tags would have the role\'s value'],
  ],
  ['a prefix that is the beginning of another\'s', 'podIdentity', BUNDLE.replace('/" }', '" }'), [expect.stringContaining('workloads.web.bundles[0].prefix: must have a "/" or another character behind ${aws:PrincipalTag/kubernetes-namespace}') as unknown as string]],
])('refused: %s', (_, identity, workload, expected) => {
  expect(errorsOf(file(identity, workload))).toEqual(expected);
});
