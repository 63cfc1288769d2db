import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENERATED } from '../../lib/kubernetes/generated-header';
import { WrittenIndex } from '../../lib/kubernetes/written-index';

const ROLE = { roleArn: 'arn:aws:iam::111122223333:role/web', account: '111122223333', stack: 'irsa-111122223333' };

function directoryWith(index: string | object): string {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  writeFileSync(join(directory, 'index.json'), typeof index === 'string' ? index : JSON.stringify({ $comment: GENERATED, ...index }));
  return directory;
}

function problemOf(index: string | object, roles: object[] = [ROLE]): string | undefined {
  const directory = directoryWith(index);
  return WrittenIndex.in(directory)?.problem('../workloads.yaml', JSON.stringify({ roles }))?.replaceAll(directory, '/gitops');
}

test('only paths of our outputs are taken from the list', () => {
  const files = [
    'manifests/main/shop.yaml', 'annotate/main.sh', 'check-pods/main/web.yaml', 'helm/main/web/a.yaml',
    '../manifests/main/shop.yaml', 'manifests/../../x.yaml', '/etc/passwd', 'manifests//x.yaml', 'manifests/./x.yaml', 'manifests\\..\\x.yaml', 'manifests/main/x.sh',
    'other/x.yaml', 'index.json', 'README.md', 'manifests', 'manifests/', 'manifests/x\0.yaml', '', 7, null, ['manifests/main/x.yaml'], { a: 1 },
  ];
  expect(WrittenIndex.in(directoryWith({ files }))!.files).toEqual(files.slice(0, 4));
});

test.each(['a', 7, null, { length: 1 }])('%j is no list', (files) => expect(WrittenIndex.in(directoryWith({ files }))!.files).toEqual([]));

test.each<[string, object | string]>([
  ['no header', '{ "owner": "../workloads.yaml" }'], ['an empty file', ''], ['binary', '\0\u0001'],
])('%s is no index of ours', (_, text) => expect(WrittenIndex.in(directoryWith(text))).toBeUndefined());

test('a folder or nothing is no index', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  expect(WrittenIndex.in(directory)).toBeUndefined();
  mkdirSync(join(directory, 'index.json'));
  expect(WrittenIndex.in(directory)).toBeUndefined();
  expect(WrittenIndex.in(join(directory, 'gone'))).toBeUndefined();
});

test('its owner may write, and whoever has a role or a stack of one that names none', () => {
  expect(problemOf({ owner: '../workloads.yaml', roles: [ROLE] })).toBeUndefined();
  expect(problemOf({ owner: '../workloads.yaml', roles: [ROLE, { ...ROLE, roleArn: 'other', stack: 'other' }] }, [{ ...ROLE, roleArn: 'new' }])).toBeUndefined();
  expect(problemOf({ owner: '../workloads.yaml', roles: [] })).toBeUndefined();
  expect(problemOf({ owner: '../workloads.yaml', roles: [ROLE] }, [])).toBeUndefined(); // the last workload is gone
  expect(problemOf({ roles: [ROLE] })).toBeUndefined();
  expect(WrittenIndex.in(directoryWith({ owner: '../workloads.yaml' }))!.isOf('../workloads.yaml')).toBe(true);
  expect(WrittenIndex.in(directoryWith({}))!.isOf('../workloads.yaml')).toBe(false);
});

test('a stack of one name in another region is another', () => {
  const role = (region: string) => ({ ...ROLE, roleArn: `arn:aws:iam::111122223333:role/${region}`, clusters: [{ name: 'main', issuer: `https://oidc.eks.${region}.amazonaws.com/id/1` }] });
  expect(problemOf({ owner: '../workloads.yaml', roles: [role('eu-west-1')] }, [role('us-east-1')])).toContain('lists no role and no stack of it');
  expect(problemOf({ owner: '../workloads.yaml', roles: [{ ...role('eu-west-1'), roleArn: 'old' }] }, [role('eu-west-1')])).toBeUndefined();
});

test('another is told what to do', () => {
  expect(problemOf({ owner: '../team-a/workloads.yaml', roles: [ROLE] })).toBe(
    '"/gitops" must be the directory of "../workloads.yaml" alone, got one whose index.json says that it is of "../team-a/workloads.yaml": ' +
    'choose another outputDirectory, or, if "../team-a/workloads.yaml" was moved or renamed, write "owner": "../workloads.yaml" into "/gitops/index.json"');
  expect(problemOf({ owner: 7 })).toContain('says that it is of 7');
  const stranger = { roleArn: 'arn:aws:iam::444455556666:role/web', account: '444455556666', stack: 'irsa-444455556666' };
  for (const owner of ['../workloads.yaml', undefined]) {
    expect(problemOf({ owner, roles: [stranger] })).toBe(
      '"/gitops" must be the directory of "../workloads.yaml" alone, got one whose index.json lists no role and no stack of it, such as ' +
      '"arn:aws:iam::444455556666:role/web": choose another outputDirectory, or, if all its roles were replaced, delete the files that index.json lists, and index.json');
  }
});

test.each([`{ "$comment": "${GENERATED}",\n<<<<<<< HEAD\n`, `["${GENERATED}"]`])('%j is refused', (text) => {
  expect(problemOf(text)).toBe(
    '"/gitops/index.json" must be the JSON that cdk-irsa wrote, got text that is none: restore it, or delete it, and remove by hand the files that are no longer made');
});
