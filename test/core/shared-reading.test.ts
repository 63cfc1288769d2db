import { CfnRole } from 'aws-cdk-lib/aws-iam';
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

test('without a synthesis all is read as it is now', () => {
  const { role, synth, names } = app();
  names(synth());
  role.roleName = 'two';
  expect(names()).toEqual(['two']);
});

test('a template that is not there belongs to no synthesis', () => {
  expect([synthesisOf([]), synthesisOf(['/nowhere/a.template.json'])]).toEqual([undefined, undefined]);
});
