import { ACCOUNT, arnOf, dump, filesOf, ISSUER, pod, role, SECRET, serviceAccount, trust } from './dump';
import { commandsIn, foundInFiles } from '../files';

const FOLDER = `dump/clusters/${ACCOUNT}/eu-west-1/prod`;
const without = (...names: string[]) => {
  const files = filesOf(dump());
  names.forEach((name) => Object.keys(files).filter((file) => file.endsWith(name)).forEach((file) => delete files[file]));
  return foundInFiles(files);
};

test('without add-ons and nodes, the rules that need them are named', () => {
  expect(without('add-ons.json', 'nodes.json')).toEqual([
    `${FOLDER}/cluster.json: note: of the cluster prod, no file has its nodes (kubectl get nodes -o json) or its add-ons (aws eks list-addons): AssociationWithoutAgent cannot be judged`,
  ]);
});

test('without the objects of the cluster', () => {
  expect(without('objects.json')).toEqual([expect.stringMatching(/: note: of the cluster prod, no file has its ServiceAccounts \(kubectl .*\) or its pods \(.*\): StalePod, UnusedAnnotation, .* and AssociationOnHostNetwork cannot be judged$/)]);
});

test('without what the account prints', () => {
  expect(without('roles.json', 'providers.json')).toContainEqual(
    `${FOLDER}/objects.json: note: of the account ${ACCOUNT}, no file has its OIDC providers (aws iam list-open-id-connect-providers) or its roles (aws iam get-account-authorization-details): MissingProvider, UnregisteredAudience, MissingRole and UnreachableTarget cannot be judged for its roles`);
});

test('roles of an account that was not collected are said to be open', () => {
  const given = dump();
  given.serviceAccounts[1].metadata.annotations['eks.amazonaws.com/role-arn'] = arnOf('web', '444455556666');
  given.pods[0] = pod('web-1', { account: 'web', role: arnOf('web', '444455556666') });
  expect(foundInFiles(filesOf(given))).toContainEqual(expect.stringContaining('note: of the account 444455556666, no file has its OIDC providers'));
});

test('a page of several is not the whole', () => {
  const files: Record<string, any> = filesOf(dump());
  files[`${FOLDER}/associations.json`].nextToken = 'more';
  expect(foundInFiles(files)).toEqual([`${FOLDER}/associations.json: is one page of several: have all listed, without --max-items and --no-paginate`]);
});

test('a list of roles by path does not make roles missing', () => {
  const given = dump();
  given.roles = [role('other', trust('system:serviceaccount:shop:other'), { Path: '/', Arn: arnOf('other') })];
  expect(foundInFiles(filesOf(given))).toEqual([expect.stringContaining('no file has its roles')]);
});

test('clusters in one tree are judged each by its own files', () => {
  const [prod, dev] = [dump(), dump()];
  const other = ISSUER.replace('4F0C', 'A81D');
  dev.cluster = { name: 'dev', arn: prod.cluster.arn.replace('prod', 'dev'), identity: { oidc: { issuer: `https://${other}` } } };
  dev.associations = [];
  dev.serviceAccounts.forEach(({ metadata }) => { metadata.annotations = {}; });
  dev.pods = [pod('plain-1', { account: 'plain' })];
  expect(foundInFiles({ ...filesOf(dev, 'dev'), ...filesOf(prod) })).toEqual([]);
  dev.serviceAccounts[1].metadata.annotations['eks.amazonaws.com/role-arn'] = arnOf('web');
  expect(foundInFiles({ ...filesOf(dev, 'dev'), ...filesOf(prod) }).map((line) => line.split(': ')[1])).toEqual([
    'error UntrustedServiceAccount[shop/web]', 'error MissingProvider[dev/shop/web]',
  ]);
});

test('two clusters in one folder are not told apart', () => {
  const files: Record<string, any> = filesOf(dump());
  files[`${FOLDER}/second.json`] = { cluster: { ...dump().cluster, name: 'dev', arn: dump().cluster.arn.replace('prod', 'dev') } };
  expect(foundInFiles(files)).toContainEqual(
    `${FOLDER}/objects.json: note: is of one of the clusters prod, dev, which stand in one folder, and is not judged with them: give each cluster a folder of its own`);
});

test('nothing of a dump is printed that is a value of a variable, nor of a pod that cannot be read', () => {
  const files: Record<string, any> = filesOf(dump());
  files[`${FOLDER}/objects.json`] = JSON.stringify(files[`${FOLDER}/objects.json`]).slice(0, -40);
  const lines = foundInFiles(files);
  expect(lines.join('\n')).not.toContain(SECRET);
  expect(lines).toContainEqual(expect.stringMatching(/objects\.json:1: must be JSON/));
});

test('JSON of which the end is missing is no file without anything to judge', () => {
  expect(foundInFiles({ ...filesOf(dump()), 'dump/cut.json': '{"a": [1, 2', 'dump/text.json': '{"a": "b', 'dump/commented.json': '{ // c\n "a": 1 }' })).toEqual([
    'dump/cut.json:1: must be JSON: expected "," or "]", got the end', 'dump/text.json:1: must be JSON: a text begins here and does not end',
  ]);
});

test('a page of objects is not the whole', () => {
  const files: Record<string, any> = filesOf(dump());
  files[`${FOLDER}/objects.json`].metadata = { continue: 'token', remainingItemCount: 7 };
  expect(foundInFiles(files)).toEqual([
    `${FOLDER}/objects.json: is one page of several: have all objects listed, without a limit`,
    expect.stringMatching(/note: of the cluster prod, no file has its ServiceAccounts .* or its pods /),
  ]);
});

test('what describes an add-on is compared with its role', () => {
  const files: Record<string, any> = filesOf(dump());
  files[`${FOLDER}/add-on.json`] = { addon: { addonName: 'aws-ebs-csi-driver', clusterName: 'prod', addonArn: 'x', serviceAccountRoleArn: arnOf('web') } };
  expect(foundInFiles(files)).toEqual([expect.stringContaining(
    'add-on.json:2 add-on aws-ebs-csi-driver: error UntrustedServiceAccount[kube-system/ebs-csi-controller-sa]: the add-on aws-ebs-csi-driver gives the ServiceAccount kube-system/ebs-csi-controller-sa the role web')]);
  delete files[`${FOLDER}/add-on.json`].addon.serviceAccountRoleArn;
  expect(foundInFiles(files)).toEqual([]);
});

test('YAML of kubectl and lists of one kind each are read like one list', () => {
  const { [`${FOLDER}/objects.json`]: objects, ...files } = filesOf(dump()) as Record<string, any>;
  const ofKind = (kind: string) => ({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: objects.items.filter((item: any) => item.kind === kind) });
  const given = { ...files, [`${FOLDER}/accounts.yaml`]: `# kubectl get sa -A -o yaml\n${JSON.stringify(ofKind('ServiceAccount'))}\n`, [`${FOLDER}/pods.json`]: ofKind('Pod') };
  expect(foundInFiles(given)).toEqual([]);
});

test('names that a shell or a terminal would take for something else are quoted', () => {
  const given = dump();
  given.serviceAccounts.push(serviceAccount('a;rm -rf ~', { 'eks.amazonaws.com/role-arn': arnOf('web') }, "x'; id"));
  given.pods.push(pod('p`id`\u001b[31m', { account: 'a;rm -rf ~', namespace: "x'; id" }));
  expect(commandsIn(filesOf(given))).toEqual(["kubectl -n 'x'\\''; id' rollout restart deployment/web"]);
});

describe('a list of what commands print, as jq -s makes it', () => {
  const inList = (change: (files: Record<string, any>) => void) => {
    const given = dump();
    given.pods[0] = pod('web-1', { account: 'web' });
    given.associations[0].roleArn = arnOf('gone');
    const files: Record<string, any> = filesOf(given);
    const before = foundInFiles(files).map((line) => line.replace(/^\S+ /, ''));
    change(files);
    return { before, after: foundInFiles(files).map((line) => line.replace(/^\S+ /, '')) };
  };
  const takenOut = (files: Record<string, any>, part: string) => Object.keys(files).filter((file) => file.includes(part)).map((file) => {
    const content = files[file];
    delete files[file];
    return content;
  });

  test.each<[string, (files: Record<string, any>) => void]>([
    ['of objects', (files) => {
      const { items, ...list } = files[`${FOLDER}/objects.json`];
      files[`${FOLDER}/objects.json`] = ['ServiceAccount', 'Pod'].map((kind) => ({ ...list, items: items.filter((item: any) => item.kind === kind) }));
    }],
    ['of EKS', (files) => { files[`${FOLDER}/eks.json`] = ['cluster.json', 'add-ons.json', 'associations.json', '/associations/'].flatMap((part) => takenOut(files, part)); }],
    ['of providers', (files) => { files[`dump/accounts/${ACCOUNT}/all.json`] = takenOut(files, '/providers/'); }],
  ])('%s', (_, change) => {
    const { before, after } = inList(change);
    expect(before).toHaveLength(2);
    expect(after.sort()).toEqual(before.sort());
  });

  test('is no dump where a part of it is something else', () => {
    const { after } = inList((files) => { files[`${FOLDER}/add-ons.json`] = [files[`${FOLDER}/add-ons.json`], { other: 1 }]; });
    expect(after).toContainEqual(expect.stringContaining('no file has its add-ons'));
  });
});
