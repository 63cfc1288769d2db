import { foundInFiles, roleTemplate, trust } from '../compliance/files';

const AGAIN = 'and no output: run the command again, once that is mended';
const OF_AWS = 'audit what aws iam get-account-authorization-details prints';
const PLAN = { format_version: '1.2', terraform_version: '1.9.0', planned_values: { root_module: {} } };
const STATE = { version: 4, terraform_version: '1.9.0', lineage: 'a', resources: [] };
const STACK = { version: 3, deployment: { manifest: {}, resources: [] } };
const FAILURES: [string, unknown, string][] = [
  ['a.json', 'NAMESPACE     NAME      SECRETS   AGE\nshop          api       0         3d\n', 'is a table of kubectl, which is for people: print it with -o json'],
  ['a.yaml', 'NAME      READY   STATUS    RESTARTS      AGE   NOMINATED NODE   READINESS GATES\napi       1/1     Running   2 (3d ago)    3d    <none>           <none>\n', 'is a table of kubectl, which is for people: print it with -o json'],
  ['a.json', '-----------------------------\n|          GetRole          |\n+---------------------------+\n', 'is a table of the AWS CLI, which is for people: print it with --output json'],
  ['a.json', 'ROLE\tarn:aws:iam::111122223333:role/a\t/\n', 'is what the AWS CLI prints with --output text: print it with --output json'],
  ['a.json', '\nAn error occurred (AccessDenied) when calling the ListRoles operation: no\n', `is an error message of the AWS CLI, ${AGAIN}`],
  ['a.json', 'Unable to locate credentials. You can configure credentials by running "aws configure".\n', `is an error message of the AWS CLI, ${AGAIN}`],
  ['a.yaml', 'Error from server (Forbidden): pods is forbidden: User "x" cannot list\n', `is an error message of kubectl, ${AGAIN}`],
  ['a.yml', 'error: You must be logged in to the server (Unauthorized)\n', `is an error message of kubectl, ${AGAIN}`],
  ['a.json', '<!DOCTYPE html>\n<html><body>Sign in</body></html>\n', 'is HTML, such as the page of a login or a proxy: fetch the file itself'],
];
const OTHERS: [string, unknown, string][] = [
  ['a.json', PLAN, `is a plan or state of Terraform, which audit does not read: apply it, and ${OF_AWS}`],
  ['a.json', STATE, `is a state of Terraform, which audit does not read: apply it, and ${OF_AWS}`],
  ['a.json', STACK, `is a stack of Pulumi, which audit does not read: ${OF_AWS}`],
  ['a.yaml', 'kind: {{ .Values.kind }}\n', 'is a Helm (Go) template: audit what it renders (helm template)'],
];

test.each([...FAILURES, ...OTHERS])('%s %#, which is named, says what it is', (name, content, message) => {
  expect(foundInFiles({ [name]: content }, [name])).toEqual([`${name}: ${message}`]);
});

test.each(FAILURES)('what a command prints where it fails is a problem, also in a folder: %s %#', (name, content, message) => {
  expect(foundInFiles({ [name]: content, 'role.json': roleTemplate() })).toEqual([`${name}: ${message}`]);
});

test.each(OTHERS)('files of other tools in a folder are a note: %s %#', (name, content, message) => {
  expect(foundInFiles({ [name]: content, 'role.json': roleTemplate() })).toEqual([`${name}: note: ${message}`]);
});

test('what is named and is near to what is read says what to give', () => {
  expect(foundInFiles({ 'values-prod.yaml': 'serviceAccount: { create: true }\n' }, ['values-prod.yaml'])).toEqual(['values-prod.yaml: is a file of values for a Helm chart: audit what helm template prints with it']);
  expect(foundInFiles({ 'a.json': { Statement: [] } }, ['a.json'])).toEqual(['a.json: is a policy of permissions, which names no role: audit the role that has it']);
  expect(foundInFiles({ 'a.tf': '# roles\nresource "aws_iam_role" "web" {\n  name = "web"\n}\n' }, ['a.tf'])).toEqual([`a.tf: is source code of Terraform, which audit does not read: apply it, and ${OF_AWS}`]);
});

test('an empty JSON file in a folder is a note, since what wrote it may have failed', () => {
  expect(foundInFiles({ 'roles.json': '\n', 'empty.yaml': '', 'role.json': roleTemplate() })).toEqual(['roles.json: note: is empty']);
});

test('other files of a repository are silent', () => {
  expect(foundInFiles({
    'role.json': roleTemplate(),
    'package.json': { name: 'x', version: '1.0.0' },
    'tsconfig.json': '{ // comments\n "compilerOptions": {},\n}',
    'workflow.yml': 'on: push\njobs: { a: { steps: [ { run: "echo ${{ github.ref }}" } ] } }\n',
    'values.yaml': 'serviceAccount: { create: true }\n',
    'policy.json': { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
    'texts.yaml': 'error: Fehler\nNAME: Name\n',
    'broken.yaml': 'a: [',
    'words.yaml': 'NAME AGE\n',
  })).toEqual([]);
});

test('a manifest that cannot be read is a problem, also in a folder', () => {
  const sa = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  annotations:\n';
  const broken: Record<string, unknown> = { 'tab.yaml': `${sa}\teks.amazonaws.com/role-arn: x\n`, 'alias.yaml': `${sa}    a: *b\n`, 'open.yaml': `${sa}    a: {\n` };
  expect(foundInFiles(broken)).toEqual([
    'alias.yaml:6: must have an anchor &b above the alias *b that stands here',
    'open.yaml:7: is no YAML: flow map in block collection must be sufficiently indented and end with a }',
    'tab.yaml:6: is no YAML: tabs are not allowed as indentation',
  ]);
});

test('outputs of a loop, one behind the other', () => {
  const [statement] = trust().Statement;
  const role = (RoleName: string, Condition: object) =>
    ({ Role: { RoleName, Arn: `arn:aws:iam::111122223333:role/${RoleName}`, AssumeRolePolicyDocument: { Statement: { ...statement, Condition } } } });
  const text = `${JSON.stringify(role('a', statement.Condition), undefined, 4)}\n${JSON.stringify(role('b', {}), undefined, 4)}\n`;
  expect(foundInFiles({ 'roles.json': text }).map((line) => line.slice(0, 34))).toEqual(['roles.json:23 b: error MissingSub[', 'roles.json:23 b: error MissingAud[']);
});
