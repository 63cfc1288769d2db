import { LibraryCopy } from './library-copy';

/*
 * Adding a source of the inventory, a rule or a command takes one file and its entry in one list. What is added here would
 * be found by nothing else if it took more places.
 */

const TOY_SOURCE = `
import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import type { FileData, Source } from './source-reader';
import { readDocument } from '../iam/document';

export const TOY: Source = {
  title: 'a toy',
  makeReader: () => {
    const parts: FilePart[] = [];
    return {
      take: ({ data: { value, place }, input: { file } }: FileData) => {
        const { toy: name } = (value ?? {}) as { readonly toy?: string };
        const role = {
          at: String(name), roleName: name, trust: readDocument({ Statement: [] }), policies: [], managedPolicyArns: [], managedPolicies: 0,
          permissionsBoundary: 'unknown' as const, issuersOfProviders: new Map(), undecided: [],
        };
        const part = { ...EMPTY_PART, file, roles: [role], refersByLogicalId: false, problems: [], originOf: (at: string) => ({ file, place, resource: at }) };
        parts.push(...name === undefined ? [] : [part]);
        return name !== undefined;
      },
      parts: () => parts,
    };
  },
};
`;

const TOY_RULE = `
import type { Rule } from '../rule';

export const TOY_NAME: Rule = {
  id: 'ToyName',
  level: 'error',
  title: 'A role is called a toy',
  question: 'Is the role called toy?',
  why: 'It is an example.',
  fix: 'Give it another name.',
  link: 'https://docs.aws.amazon.com/',
  judge: ({ roleName }) => roleName === 'toy' ? [{ detail: roleName, message: 'the role is called toy' }] : [],
};
`;

const TOY_COMMAND = `
import type { Command } from 'commander';

export function addToyCommand(program: Command, version: string): void {
  program.command('toy').description('plays').action(() => process.stdout.write('played with ' + typeof version));
}
`;

const copy = new LibraryCopy();
copy.add('lib/inventory/toy.ts', TOY_SOURCE);
copy.list('lib/inventory/sources.ts', "import { TOY } from './toy';", 'TOY');
copy.add('lib/compliance/rules/toy-name.ts', TOY_RULE);
copy.list('lib/compliance/rules.ts', "import { TOY_NAME } from './rules/toy-name';", 'TOY_NAME');
copy.add('lib/cli/toy-command.ts', TOY_COMMAND);
copy.list('lib/cli/main.ts', "import { addToyCommand } from './toy-command';", 'addToyCommand');
copy.add('toy.json', '{ "toy": "toy" }');
copy.add('other.json', '{ "other": 1 }');

test('a source and a rule are one file and one entry each: the audit reads the one and judges by the other', () => {
  const { status, stdout, stderr } = copy.command(['audit', 'toy.json', '--format', 'json']);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout).findings).toEqual([
    expect.objectContaining({ file: 'toy.json', line: 1, resource: 'toy', rule: 'IrsaChecks-ToyName', id: 'IrsaChecks-ToyName[toy]', level: 'error' }),
  ]);
  expect(status).toBe(1);
});

test('the options of the audit know the rule, and its messages know the source', () => {
  const { status, stderr } = copy.command(['audit', 'toy.json', 'other.json', '--rule', 'ToyName=off']);
  expect(stderr).toMatch(/^other\.json: must be a CloudFormation template, IAM JSON \(.*\), what a cluster or an account prints \(see cdk-irsa collect\), a Kubernetes manifest or a toy\n$/);
  expect(status).toBe(2);
});

test('a command is one file and one entry', () => {
  expect(copy.command(['toy'])).toMatchObject({ status: 0, stdout: 'played with string' });
  expect(copy.command(['--help']).stdout).toMatch(/^ {2}toy +plays$/m);
});
