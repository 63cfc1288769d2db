import { foundInFiles } from '../compliance/files';
import { ACCOUNT, arnOf, dump, filesOf, policy, trust } from '../compliance/live/dump';
import type { Dump } from '../compliance/live/dump';

const FILE = `dump/accounts/${ACCOUNT}/roles.json`;
const OTHER = { RoleDetailList: [{ RoleName: 'x', Arn: 'arn:aws:iam::444455556666:role/x', AssumeRolePolicyDocument: { Statement: [] }, RolePolicyList: [] }], IsTruncated: false };
const oneByOne = (pages: readonly object[]) => pages.map((page) => JSON.stringify(page, undefined, 2)).join('\n');
const PARTIAL = [
  `${FILE}: is one page of several: have all roles listed, without --max-items and --no-paginate`,
  expect.stringMatching(/note: of the account 111122223333, no file has its roles /),
];

/** What is found where the details of the account are in pages. */
function found(write: (pages: readonly any[]) => unknown, plant: (given: Dump) => void = () => undefined): string[] {
  const given = dump();
  plant(given);
  const files: Record<string, any> = filesOf(given);
  const { RoleDetailList: roles, Policies: policies } = files[FILE];
  files[FILE] = write([
    { UserDetailList: [], GroupDetailList: [], RoleDetailList: roles.slice(0, 2), Policies: [], IsTruncated: true, Marker: 'a' },
    { RoleDetailList: roles.slice(2), Policies: [], IsTruncated: true, Marker: 'b' },
    { RoleDetailList: [], Policies: policies, IsTruncated: false },
  ]);
  return foundInFiles(files);
}

describe.each<[string, (pages: readonly object[]) => unknown]>([['in a list', (pages) => pages], ['one behind the other', oneByOne]])('pages %s', (_, write) => {
  test('are the whole, if the last of them is there', () => {
    expect(found(write)).toEqual([]);
    expect(found(write, ({ associations: [one] }) => { one.roleArn = arnOf('gone'); })).toEqual([expect.stringContaining('error MissingRole[')]);
    expect(found((pages) => write(pages.slice(0, 2)))).toEqual(PARTIAL);
  });

  test('are those of one account', () => {
    expect(found((pages) => write([...pages, OTHER]))).toEqual([]);
    expect(found((pages) => write([...pages.slice(0, 2), OTHER]))).toEqual(PARTIAL);
  });

  test('have the policies of roles of another page', () => {
    const lines = found((pages) => write([pages[0], pages[1], {
      ...pages[2],
      Policies: [{ PolicyName: 'pass', Arn: `arn:aws:iam::${ACCOUNT}:policy/pass`, PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy('iam:PassRole', '*') }] }],
    }]), ({ roles }) => { roles[2].AttachedManagedPolicies = [{ PolicyName: 'pass', PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/pass` }]; });
    expect(lines).toEqual([expect.stringMatching(/roles\.json:\d+ api: error PassAnyRole\[\*\]: the managed policy /)]);
  });
});

test('pages of aws iam list-roles are one list, too', () => {
  const listed = (pages: readonly any[]) => pages.map(({ RoleDetailList, ...page }) => ({ ...page, Roles: RoleDetailList }));
  expect(found((pages) => oneByOne(listed(pages)), ({ associations: [one] }) => { one.roleArn = arnOf('gone'); })).toEqual([expect.stringContaining('error MissingRole[')]);
});

test('places are those of the file', () => {
  const roles = (name: string) => [{ RoleName: name, Arn: arnOf(name), AssumeRolePolicyDocument: trust('system:serviceaccount:*:a'), RolePolicyList: [] }];
  const pages = [{ RoleDetailList: roles('a'), IsTruncated: true }, { RoleDetailList: roles('b') }];
  const places = (content: unknown) => foundInFiles({ 'a.json': content }).map((line) => line.split(': ')[0]);
  expect(places(pages.map((page) => JSON.stringify(page)).join('\n'))).toEqual(places(`[${pages.map((page) => JSON.stringify(page)).join(',\n')}]`));
  expect(places(pages.map((page) => JSON.stringify(page)).join('\n'))).toEqual(['a.json:1 a', 'a.json:2 b']);
});
