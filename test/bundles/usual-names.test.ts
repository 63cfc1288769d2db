import { ALSO_FOR } from '../../lib/bundles/also-for';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { usualNames } from '../../lib/bundles/usual-names';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { fileOf, MAIN } from '../fleet/support';

test('the ids and groups are those of bundles', () => {
  const ids = DEFINITIONS.map(({ id }) => id);
  expect(ids.filter((id) => usualNames(id) !== undefined).length).toBeGreaterThan(20);
  expect([usualNames('route53.dns01'), usualNames('route53.constructor'), usualNames('constructor.x'), usualNames('s3.read')])
    .toEqual([expect.objectContaining({ namespace: 'cert-manager', serviceAccount: 'cert-manager' }), undefined, undefined, undefined]);
});

test('each has the file or page that names it, at a release where it is a file', () => {
  const all = DEFINITIONS.flatMap(({ id }) => usualNames(id) ?? []);
  const sources = all.flatMap(({ source, namespaceSource = source }) => [source, namespaceSource]);
  expect(sources.filter((source) => !/^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/blob\/(?!main|master|HEAD)[\w.-]+\/\S+|docs\.aws\.amazon\.com\/\S+|velero\.io\/docs\/v[\d.]+\/\w+|aws-controllers-k8s\.github\.io\/\S+)$/.test(source))).toEqual([]);
});

test('every program that bundles of the catalogue are enough for has its page', () => {
  expect(ALSO_FOR.filter(({ source }) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
  expect(ALSO_FOR.flatMap(({ bundles }) => bundles).filter((id) => !DEFINITIONS.some((definition) => definition.id === id))).toEqual([]);
});

describe('a name that is nearly the usual one', () => {
  const warningsOf = (workload: string) => planFleet(fileOf(`${MAIN.replace('    region', '    clusterName: prod\n    region')}workloads:\n  ${workload}\n`))
    .flatMap(({ roles }) => roles).flatMap(({ warnings }) => warnings).map(({ id, message }) => `${id}: ${message.replace(/\([^()]*workloads\.yaml:/g, '(')}`);
  const LBC = 'bundles: [{ id: loadBalancerController.full }]';

  test.each<[string, string]>([
    [`aws-load-balancer-controller: { namespaces: [kube-systm], ${LBC} }`,
      'the namespace "kube-systm" (8:3) is nearly "kube-system", where the workload of loadBalancerController.full usually runs: if it is a slip, no pod gets the role'],
    [`lbc: { namespaces: [kube-system], serviceAccounts: [aws-load-balancer-controler], ${LBC} }`,
      'the service account "aws-load-balancer-controler" (8:3) is nearly "aws-load-balancer-controller", as which the workload of loadBalancerController.full usually runs: if it is a slip, no pod gets the role'],
  ])('%s', (workload, message) => expect(warningsOf(workload)).toEqual([`cdk-irsa:nearlyUsualName: ${message}`]));

  test.each([
    `aws-load-balancer-controller: { namespaces: [kube-system], ${LBC} }`,
    `lbc: { namespaces: [networking], ${LBC} }`,
    `lbc: { namespaces: [kube-system-2], serviceAccounts: [aws-load-balancer-controller-blue], ${LBC} }`,
    'web: { namespaces: [kube-systm], bundles: [{ id: s3.read, buckets: [media] }] }',
    `aws-load-balancer-controller: { namespaces: [kube-systm], ${LBC}, acknowledge: [{ id: "cdk-irsa:nearlyUsualName", reason: it is named so here }] }`,
  ])('%s is no warning', (workload) => expect(warningsOf(workload)).toEqual([]));
});
