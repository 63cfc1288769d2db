import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { synthesisOf } from '../../lib/core/shared-reading';
import { readConstructTree } from '../../lib/inventory/construct-tree';
import { temporaryFolder } from '../fleet/support';

function app() {
  const tree = new App({ outdir: temporaryFolder() });
  const role = new CfnRole(new Stack(tree, 'Roles'), 'Role', { roleName: 'one', assumeRolePolicyDocument: {} });
  const synth = () => synthesisOf(tree.synth({ force: true }).stacks.map(({ templateFullPath }) => templateFullPath))!;
  const names = (synthesis?: string) => readConstructTree(tree, synthesis === undefined ? {} : { synthesis }).flatMap(({ roles }) => roles.map(({ roleName }) => roleName));
  return { tree, role, synth, names };
}

test('plugins of one synthesis render a construct once, and those of the next one anew', () => {
  const { role, synth, names } = app();
  const first = synth();
  const rendered = jest.spyOn(role, '_toCloudFormation');
  expect([names(first), names(first)]).toEqual([['one'], ['one']]);
  expect(rendered).toHaveBeenCalledTimes(1);
  role.roleName = 'two';
  const second = synth();
  expect(second).not.toBe(first);
  expect(names(second)).toEqual(['two']);
});

test('plugins that read other resources too share what is read of a tree that has none', () => {
  const { tree, synth } = app();
  const first = synth();
  const [rules, guardrails] = [false, true].map((withResources) => readConstructTree(tree, { synthesis: first, withResources }));
  expect(guardrails).toBe(rules);
  const next = readConstructTree(tree, { synthesis: synth(), withResources: true });
  expect(next).not.toBe(rules);
  expect(next.map(({ roles }) => roles.map(({ roleName }) => roleName))).toEqual([['one']]);
});

test('a bucket of the tree is read for those alone that ask for it', () => {
  const { tree, role, synth } = app();
  new CfnBucket(Stack.of(role), 'Media');
  const synthesis = synth();
  const [rules, guardrails] = [false, true].map((withResources) => readConstructTree(tree, { synthesis, withResources }));
  expect(guardrails).not.toBe(rules);
  expect([rules, guardrails].map(([{ nodes }]) => nodes.map(({ node }) => node.id))).toEqual([['Role'], ['Role', 'Media']]);
});

test('without a synthesis all is read as it is now', () => {
  const { role, synth, names } = app();
  names(synth());
  role.roleName = 'two';
  expect(names()).toEqual(['two']);
});

test('a template that is not there belongs to no synthesis', () => {
  expect([synthesisOf([]), synthesisOf(['/nowhere/a.template.json'])]).toEqual([undefined, undefined]);
});
