import { chmodSync } from 'fs';
import { join } from 'path';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { messageOf } from '../../support';
import { errorsOf, fileOf, MAIN, temporaryFolder } from '../support';

const read = (file: string) => messageOf(() => planFleet(file)).replace(file, 'FILE');

describe('the file', () => {
  test('missing', () => {
    expect(read(join(temporaryFolder(), 'none.yaml'))).toBe('FILE:1:1: the file must exist: create it, or name another one with -c workloads=path');
  });

  test('a folder', () => {
    const folder = temporaryFolder();
    expect(read(folder)).toBe(`FILE:1:1: must be a file, got a folder: name the file in it, such as -c workloads=${join(folder, 'workloads.yaml')}`);
    expect(messageOf(() => planFleet(''))).toBe('.:1:1: must be a file, got a folder: name the file in it, such as -c workloads=workloads.yaml');
  });

  // The superuser reads everything.
  (process.getuid?.() === 0 ? test.failing : test)('unreadable', () => {
    const file = fileOf(MAIN);
    chmodSync(file, 0);
    expect(read(file)).toBe('FILE:1:1: the file must be readable, and its permissions do not allow it');
  });

  test.each([
    ['empty', ''], ['white space', ' \n\n'], ['only a comment', '# nothing\n'], ['an empty document', '---\n'], ['null', '~\n'],
  ])('%s', (_, content) => expect(errorsOf(content)).toEqual(['1:1: the file must have clusters and workloads, and it is empty']));

  test.each([
    ['Latin-1', Buffer.from('clusters:\n  caf\xe9: {}\n', 'latin1'), '2:6: the file must be UTF-8: the byte 0xe9 here is not'],
    ['UTF-16', Buffer.from('\ufeffclusters: {}\n', 'utf16le'), '1:1: the file must be UTF-8: the byte 0xff here is not'],
    ['cut within a character', Buffer.concat([Buffer.from('a: é').subarray(0, 4)]), '1:4: the file must be UTF-8: the byte 0xc3 here is not'],
  ])('not UTF-8: %s', (_, content, message) => expect(errorsOf(content)).toEqual([message]));

  test('with a byte order mark is read', () => expect(errorsOf(`\ufeff${MAIN}workloads: { web: {} }\n`)).toEqual([]));

  test.each([
    ['a: [1, 2\n', '1:4: the list that begins with [ here must end with ], and its lines must be indented further than its key'],
    ['clusters:\n\tmain: {}\n', '2:1: the indentation must be spaces, got a tab'],
    ['a: "\\q"\n', '1:5: a backslash in double quotes begins an escape, and \\q is none: write \\\\, or use single quotes'],
    ['a: 1\n---\nb: 2\n', '2:1: the file must be one YAML document, and a second begins here'],
    ['clusters: *main\n', '1:11: the alias *main must have an anchor &main above it'],
    ['- a\n', '1:1: must be a map, got a list (["a"])'],
    ['text\n', '1:1: must be a map, got "text"'],
  ])('YAML: %j', (content, message) => expect(errorsOf(content)).toContain(message));

  test('duplicate keys, each at its place', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: {}\n  api: {}\n  web: {}\nworkloads: {}\n`)).toEqual([
      '9:3: a key must stand once in a map, and "web" stands in it already',
      '10:1: a key must stand once in a map, and "workloads" stands in it already',
    ]);
  });

  test('a bomb of aliases is refused, not expanded', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key, i) => {
      const last = String.fromCharCode('a'.charCodeAt(0) + i);
      return `${key}: &${key} [${Array(10).fill(`*${last}`).join(',')}]`;
    })].join('\n');
    expect(errorsOf(bomb)).toEqual([
      expect.stringMatching(/^[4-8]:\d+: the alias \*[c-g] must not expand the file to more than 10,000 aliases: &[c-g] holds others that hold others$/),
    ]);
  });

  test.each([
    ['x-a: &a [1, 2]\nworkloads: { web: { <<: *a } }\n', '2:25: what << merges must be a map or a list of maps, got *a, a list with 1'],
    ['x-a: &a text\nworkloads:\n  web:\n    <<: *a\n', '4:9: what << merges must be a map or a list of maps, got *a, which is "text"'],
    ['x-a: &a { path: /x/ }\nx-b: &b [x]\nworkloads:\n  web:\n    <<: [*a, *b]\n', '5:14: what << merges must be a map or a list of maps, got *b, which is a list'],
    ['workloads:\n  web:\n    <<: 5\n', '3:9: what << merges must be a map or a list of maps, got 5'],
    ['workloads:\n  web:\n    <<:\n', '3:8: what << merges must be a map or a list of maps, got nothing'],
    ['workloads: { web: &a { path: /x/, <<: *a } }\n', '1:39: what << merges must be another map than the one that it stands in, got *a'],
    ['x-a: &a { b: { <<: [*a] } }\nworkloads: {}\n', '1:21: what << merges must be another map than the one that it stands in, got *a'],
    ['workloads: { web: { <<: *a } }\n', '1:25: the alias *a must have an anchor &a above it'],
  ])('what cannot be merged, at its place: %j', (content, message) => expect(errorsOf(content)).toEqual([message]));

  test('what can be merged is', () => {
    expect(errorsOf(`x-a: &a { path: /a/ }\nx-b: &b { namespaces: [b] }\nx-c: &c [*a, *b]\n${MAIN}workloads: { web: { <<: *a }, api: { <<: [*a, *b] }, job: { <<: *c }, cli: { <<: { path: /x/ } } }\n`)).toEqual([]);
  });

  test('an alias to itself is no endless loop', () => expect(errorsOf('clusters: &a { main: *a }\n')[0]).toMatch(/^1:\d+: /));
});
