import { errorsOf, MAIN } from '../support';

const INDENTATION: readonly (readonly [string, string])[] = [
  ['clusters:\n  main:\n    region: x\n   account: y\n', '4:4: the indentation differs from line 3: write 4 spaces rather than 3'],
  ['clusters:\n  main:\n    region: x\n      account: y\n', '4:7: the indentation differs from line 3: write 4 spaces rather than 6'],
  ['workloads:\n  web:\n    bundles:\n      - id: s3.read\n       buckets: [a]\n', '5:8: the indentation differs from line 4: write 8 spaces rather than 7'],
  ['workloads:\n  web:\n    bundles:\n      - id: s3.read\n         buckets:\n           - a\n', '5:10: the indentation differs from line 4: write 8 spaces rather than 9'],
  ['workloads:\n  web:\n    namespaces:\n      - a\n     - b\n', '5:6: the indentation differs from line 4: write 6 spaces rather than 5'],
  ['workloads:\n web: {}\n  api: {}\n', '3:3: the indentation differs from line 2: write 1 space rather than 2'],
  ['clusters: {}\n workloads: {}\n', '2:2: the indentation differs from line 1: write no spaces rather than 1'],
  ['workloads:\n  web:\n    path: /x/ # why: it is so\n\n  # api:\n  api:\n      path: /x/\n    tags: {}\n', '8:5: the indentation differs from line 7: write 6 spaces rather than 4'],
  ['x-a: |\n  text\n     and more: of it\nworkloads:\n  web: { path: /x/,\n    namespaces: [a] }\n  api:\n   path: /y/\n    tags: {}\n', '9:5: the indentation differs from line 8: write 3 spaces rather than 4'],
  ['workloads:\n  web:\n\tpath: /x/\n', '3:1: the indentation must be spaces, got a tab'],
  ['workloads:\r\n  web:\r\n    path: /x/\r\n   tags: {}\r\n', '4:4: the indentation differs from line 3: write 4 spaces rather than 3'],
];

test.each(INDENTATION)('a wrong indentation is one error, in the line of the mistake: %j', (content, message) => {
  expect(errorsOf(content)).toEqual([message]);
});

test('in an environment, and in a long file, as well', () => {
  const many = Array.from({ length: 200 }, (_, n) => `  w${n}:\n    path: /x/\n`).join('');
  expect(errorsOf(`${MAIN}workloads:\n${many}environments:\n  dev:\n    defaults:\n      path: /y/\n     namespaces: [a]\n`)).toEqual([
    '411:6: the indentation differs from line 410: write 6 spaces rather than 5',
  ]);
});

/** For each code of the parser that a file can have, what is said. Of all codes the compiler asks for a sentence. */
test.each([
  ['ALIAS_PROPS', 'workloads: &a *b\n', '1:15: an alias (*name) must stand alone, without an anchor and a tag'],
  ['BAD_ALIAS', 'a: *\n', '1:4: a text that begins with * must be in quotes'],
  ['BAD_DQ_ESCAPE', 'workloads: "\\q"\n', '1:13: a backslash in double quotes begins an escape, and \\q is none: write \\\\, or use single quotes'],
  ['BAD_INDENT', 'workloads:\n  - a\n  b: 1\n', '3:1: the indentation must be that of the lines beside it'],
  ['BAD_INDENT of a list in brackets', 'workloads: [\n  a,\nb ]\n', '1:12: the list that begins with [ here must end with ], and its lines must be indented further than its key'],
  ['BAD_SCALAR_START', 'workloads:\n  web: @x\n', '2:8: a text that begins with @ must be in quotes'],
  ['BLOCK_AS_IMPLICIT_KEY', 'workloads:\n  web:\n    description: what: it is\n', '3:18: a line must have one key: put a value that holds ": " in quotes'],
  ['BLOCK_AS_IMPLICIT_KEY of a list', 'workloads:\n  b: 1\n  - a\n', '3:1: an item of a list ("- …") must not stand between the keys of a map'],
  ['BLOCK_IN_FLOW', 'workloads:\n  web: { path: a: b }\n', '2:16: a value within [ ] or { } that holds ": " or "- " must be in quotes, or a "," is missing before it'],
  ['KEY_OVER_1024_CHARS', `${'a'.repeat(1_100)}: b\n`, '1:1: a key must have at most 1,024 characters'],
  ['BAD_INDENT of a bracket', 'workloads: { web: { namespaces: [a, b } }\n', '1:33: the list that begins with [ here must end with ], and its lines must be indented further than its key'],
  ['MISSING_CHAR of a quote', 'workloads:\n  web:\n    path: "/x/\n    tags: {}\n', '3:11: a text that begins with " must end with it: a quote is missing'],
  ['MISSING_CHAR of a colon', 'a: b\nc:d\n', '2:1: a key must be followed by ":", got "c:d"'],
  ['MISSING_CHAR of a space', 'workloads: "a"#c\n', '1:15: a comment must have a space before its #'],
  ['MULTILINE_IMPLICIT_KEY', 'workloads:\n  web:\n    path /x/\n    tags: {}\n', '3:5: a key must stand on one line, with ":" behind it, got "path /x/"'],
  ['MULTIPLE_ANCHORS', 'workloads: &a &b c\n', '1:15: a value must have one anchor (&name) at most'],
  ['MULTIPLE_TAGS', 'workloads: !a !b c\n', '1:15: a value must have no tag, and this one has several'],
  ['UNEXPECTED_TOKEN', 'workloads: {a: 1,, b: 2}\n', '1:18: a "," must follow an item within [ ] or { }'],
  ['UNEXPECTED_TOKEN behind a value', 'workloads: "a" b\n', '1:16: nothing more must stand behind the value, got "b": a quote or a bracket may be missing before it'],
])('%s', (_, content, message) => expect(errorsOf(content)).toEqual([message]));

test.each([
  ['a tag', 'workloads: { web: { description: !secret x } }\n', '1:42: the value must have no tag, got "!secret": write it alone, or in quotes if it is a text that begins with "!"'],
  ['a tag of YAML', 'workloads: { web: { tags: !!set { a } } }\n', '1:33: the value must have no tag, got "!!set": write it alone, or in quotes if it is a text that begins with "!"'],
  ['a map as a key', 'workloads: { { a: b }: c }\n', '1:14: a key must be text, got a map: put it in quotes if it is a text that holds { }'],
  ['an alias within its anchor', 'workloads: &all { web: *all }\n', '1:24: the alias *all must not stand within &all, which would hold itself'],
  ['depth', `workloads: ${'['.repeat(5_000)}\n`, expect.stringMatching(/^1:5\d\d: the file must be nested at most 500 levels deep$/)],
])('what YAML allows and a workloads file must not have: %s', (_, content, message) => expect(errorsOf(content)).toEqual([message]));
