import { about, making } from '../../lib/core/error-place';
import { messageOf, newStack } from '../support';

const fail = (message: string) => () => { throw new Error(message); };

test('an error names the construct, once', () => {
  const stack = newStack();
  expect(messageOf(() => making(stack, 'Role', fail('clusters must be a list')))).toBe('[Stack/Role] clusters must be a list');
  expect(messageOf(() => about(stack, fail('a must be b')))).toBe('[Stack] a must be b');
  expect(messageOf(() => making(stack, 'Role', () => making(stack, 'Role', fail('a must be b'))))).toBe('[Stack/Role] a must be b');
  expect(messageOf(() => making(stack, 'Role', fail('the role "Stack/Role" must be known')))).toBe('the role "Stack/Role" must be known');
  expect(messageOf(() => making(stack.node.root as any, 'Top', fail('a must be b')))).toBe('[Top] a must be b');
});

test('the stack trace shows the message with the path, and where the error comes from', () => {
  try {
    making(newStack(), 'Role', fail('a must be b'));
  } catch (error) {
    expect((error as Error).stack).toMatch(/^Error: \[Stack\/Role\] a must be b\n\s+at /);
  }
  expect.assertions(1);
});

test('what is no construct, and no id, is named', () => {
  expect(messageOf(() => making('stack' as any, 'Role', () => {}))).toBe('scope must be a construct, got "stack"');
  expect(messageOf(() => making(newStack(), 5 as any, () => {}))).toBe("id must be text, got 5: write it in quotes, '5'");
});
