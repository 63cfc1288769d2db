import { errorsOf, MAIN } from '../support';

/** What people write into a file that the parser does not understand: each is one error, in the line of the mistake, and says the fix. */
test.each([
  ['a key without its colon', 'workloads:\n  web\n    namespaces: [a]\n', '2:3: a key must be followed by ":", got "web"'],
  ['the same in a list', 'workloads:\n  web:\n    bundles\n      - id: s3.read\n', '3:5: a key must be followed by ":", got "bundles"'],
  ['an item without its space', 'workloads:\n  web:\n    bundles:\n      -id: s3.read\n        buckets: [a]\n', '4:7: an item of a list must begin with "- ", got "-id: s3.read"'],
  ['a key of an item beside its dash', 'workloads:\n  web:\n    bundles:\n      - id: s3.read\n      buckets: [a]\n',
    '5:7: the indentation differs from line 4: write 8 spaces rather than 6'],
  ['a key between two depths', 'workloads:\n  web:\n    namespaces: [a]\n   api:\n    namespaces: [b]\n', '4:4: the indentation differs from line 2: write 2 spaces rather than 3'],
  ['a conflict of Git', 'workloads:\n<<<<<<< HEAD\n  web: {}\n=======\n  api: {}\n>>>>>>> other\n',
    '2:1: a conflict of Git must be resolved first: choose what is right from here to ">>>>>>>", and take its marks away'],
  ['a template in a line of its own', 'workloads:\n{{- if .Values.web }}\n  web: {}\n{{- end }}\n', '2:1: the file must be plain YAML, got the template "{{- if .Values.web }}": render it first, or write the values'],
  ['a template as a key', 'workloads:\n  {{ .Values.name }}: {}\n', '2:3: the file must be plain YAML, got the template "{{ .Values.name }}": render it first, or write the values'],
  ['a template of Jinja', 'workloads:\n{% for name in names %}\n  a: {}\n{% endfor %}\n', '2:1: the file must be plain YAML, got the template "{% for name in names %}": render it first, or write the values'],
  ['a template as a value', 'workloads: {{ .Values.web }}\n', '1:12: the file must be plain YAML, got the template "{{ .Values.web }}": render it first, or write the values'],
  ['strange spaces before a key', 'workloads:\n  web:\n\u00a0\u00a0\u00a0\u00a0path: /x/\n    tags: {}\n', '3:1: the indentation must be spaces, got non-breaking spaces (\\u00a0)'],
  ['others', 'workloads:\n  web:\n\u2003\u2003\u2003\u2003path: /x/\n    tags: {}\n', '3:1: the indentation must be spaces, got characters that look like a space or like nothing (\\u2003)'],
  ['the lines of an old Macintosh', 'workloads:\r  web: {}\r', '1:11: a line must end with \\n or \\r\\n, got \\r alone'],
  ['a lone return at the end', 'workloads:\r\n  web:\r\n    path: /x/\r\n    tags: {}\r', '4:13: a line must end with \\n or \\r\\n, got \\r alone'],
  ['a star', 'workloads:\n  web:\n    namespaces: [*]\n', '3:18: a text that begins with * must be in quotes'],
  ['a star as a value', 'workloads:\n  web:\n    description: *\n', '3:18: a text that begins with * must be in quotes'],
  ['an ampersand', 'workloads:\n  web:\n    description: & co\n', '3:18: a text that begins with & must be in quotes'],
])('%s', (_, content, message) => expect(errorsOf(content)).toEqual([message]));

test('they are text where they stand in quotes, comments and block texts', () => {
  expect(errorsOf(`${MAIN}workloads:\n  web:\n    # {{ .Values.web }} <<<<<<< HEAD\n    description: "{{ a }}"\n    namespaces: [a]\n`)).toEqual([]);
  expect(errorsOf(`${MAIN}x-note: |\n  {{ a }}\n  {% b %}\n  -id: c\nworkloads: { web: { namespaces: [a] } }\n`)).toEqual([]);
});
