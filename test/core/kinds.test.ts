import { ANYTHING, listOf, mapOf, NUMBER, pathText, propsOf, requireKind, requireProps, required, TEXT, TRUTH, wrongKind } from '../../lib/core/kinds';
import { messageOf } from '../support';

const KINDS = { name: required(TEXT), items: listOf(TEXT), tags: mapOf(TEXT), quotas: propsOf({ roles: NUMBER }), isOn: TRUTH };

test.each<[object, string]>([
  [{}, 'name must be text, got none'],
  [{ name: null }, 'name must be text, got null'],
  [{ name: 5 }, "name must be text, got 5: write it in quotes, '5'"],
  [{ name: 'a', isOn: null }, 'isOn must be true or false, got null: leave it out'],
  [{ name: 'a', items: 'b' }, 'items must be a list, got "b": write it in square brackets'],
  [{ name: 'a', items: new Set(['b']) }, 'items must be a list, got a Set'],
  [{ name: 'a', items: new Array(1) }, 'items[0] must be text, got none'],
  [{ name: 'a', items: ['a', ['b']] }, 'items[1] must be text, got ["b"]'],
  [{ name: 'a', tags: new Map() }, 'tags must be an object with keys and values, got a Map'],
  [{ name: 'a', tags: { 'a b': undefined } }, 'tags["a b"] must be text, got none'],
  [{ name: 'a', quotas: { roles: '5' } }, 'quotas.roles must be a number, got "5"'],
  [{ name: 'a', quotas: [] }, 'quotas must be an object with properties, got []'],
])('%# names the property, the value and the rule', (props, message) => expect(messageOf(() => requireProps('a thing', props as any, KINDS))).toBe(message));

test.each([[undefined, 'none'], [null, 'null'], [[], '[]'], ['a', '"a"'], [class Other {}, 'the class Other'], [Promise.resolve(), 'a Promise']])(
  'what is no object of properties is refused: %p', (props, shown) => expect(messageOf(() => requireProps('a thing', props as any, KINDS)))
    .toBe(`the properties of a thing must be an object with name, got ${shown}`));

test('what is right passes', () => {
  const props = { name: 'a', items: [], tags: {}, quotas: {}, isOn: false };
  expect(requireProps('a thing', props, KINDS)).toBe(props);
  expect(wrongKind(listOf(ANYTHING), [5, 'a'])).toBeUndefined();
  expect(messageOf(() => requireKind('the version', TEXT, undefined))).toBe('the version must be text, got none');
  expect(pathText(['bundles', 0, 'evidence', '["a b"]', 'c'])).toBe('bundles[0].evidence["a b"].c');
});
