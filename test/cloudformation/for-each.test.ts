import { unrolled } from '../../lib/cloudformation/for-each';
import { foundIn, sound } from '../compliance/fixture';

test('a loop over a list that is written out makes a resource of each', () => {
  expect(unrolled({ 'Other': 1, 'Fn::ForEach::Roles': ['Name', ['a', 'b-c'], { 'Role&{Name}': { Name: { Ref: 'Name' }, Text: 'x-${Name}' } }] })).toEqual({
    Other: 1, Rolea: { Name: 'a', Text: 'x-a' }, Rolebc: { Name: 'b-c', Text: 'x-b-c' },
  });
});

test('one within another', () => {
  const inner = { 'Fn::ForEach::B': ['B', ['1', '2'], { 'R${A}${B}': { Ref: 'B' } }] };
  expect(unrolled({ 'Fn::ForEach::A': ['A', ['x', 'y'], inner] })).toEqual({ Rx1: '1', Rx2: '2', Ry1: '1', Ry2: '2' });
});

test.each([[{ Ref: 'List' }], ['a'], [[{ Ref: 'Item' }]], [undefined]])('one over %j stays', (list) => {
  const resources = { 'Fn::ForEach::A': ['A', list, { R: 1 }] };
  expect(unrolled(resources)).toEqual(resources);
});

test('its roles are judged', () => {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound({ 'Fn::Sub': 'system:serviceaccount:shop:${Name}' }) } } };
  expect(foundIn({ 'Fn::ForEach::Roles': ['Name', ['web', 'default'], { 'Role${Name}': role }] })).toEqual([expect.stringContaining('DefaultServiceAccount[')]);
});

test('one that makes more than a template may have, or is nested without end, stays', () => {
  const many = Array.from({ length: 100 }, (_, i) => `n${i}`);
  const loop = (name: string, body: unknown) => ({ [`Fn::ForEach::${name}`]: [name, many, body] });
  expect(Object.keys(unrolled(loop('A', { 'R${A}': loop('B', {}) }))).length).toBe(100);
  expect(Object.keys(unrolled(loop('A', loop('B', { 'R${A}${B}': 1 }))))).toEqual(['Fn::ForEach::B']);
  const deep = loop('A', { R: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) });
  expect(Object.keys(unrolled(deep))).toEqual(['Fn::ForEach::A']);
});
