import { errorsOf, MAIN } from '../support';

/** What people write who do not know YAML, or placeholders, or what may be added to: the place, what was written, and what to write. */

const web = (entry: string, more = '', environment = '') =>
  errorsOf(`${MAIN}${more}workloads:\n  web: ${entry}\n${environment === '' ? '' : `environments:\n  dev: { workloads: { web: ${environment} } }\n`}`);
const readWrite = (parameters: string) => `{ bundles: [{ id: s3.readWrite, ${parameters} }] }`;
const NOT_FILLED = 'placeholders are not filled here';

describe('a placeholder without quotes', () => {
  test.each([
    [readWrite('buckets: [media-{region}]'), '7:56: a text that holds a placeholder must be in quotes, got {region} without'],
    ['\n    bundles:\n      - id: s3.read\n        buckets:\n          - {region}-media', '11:21: a text that holds a placeholder must be in quotes, got {region} without'],
    ['\n    bundles:\n      - id: s3.read\n        buckets:\n          - {region}', '11:13: workloads.web.bundles[0].buckets[0]: must be text, got a map ({"region":null}): write it in quotes, "{region}"'],
    ['\n    roleName: {workload}-x', '8:25: a text that holds a placeholder must be in quotes, got {workload} without'],
    ['\n    roleName: {workload}', '8:15: workloads.web.roleName: must be text, got a map ({"workload":null}): write it in quotes, "{workload}"'],
    [readWrite('buckets: "{b}"'), '7:49: workloads.web.bundles[0].buckets: must be a list, got "{b}": write it as a list, ["{b}"]'],
  ])('%j', (entry, message) => expect(web(entry)).toEqual([message]));
});

describe('a placeholder where none is filled', () => {
  test.each([
    ['{ bundles: [{ id: "{b}", buckets: [media] }] }', /^8:\d+: workloads\.web\.bundles\[0\]\.id: must be the id of a bundle, got "\{b\}": /],
    [readWrite('buckets: [media], allowDelete: "{b}"'), /^8:\d+: workloads\.web\.bundles\[0\]\.allowDelete: must be true or false, got "\{b\}": /],
    ['{ namespaces: ["{region}"] }', /^8:\d+: workloads\.web\.namespaces\[0\]: must be an RFC 1123 label .*, got "\{region\}": /],
    ['{ clusters: ["{cluster}"] }', /^8:\d+: workloads\.web\.clusters\[0\]: must be letters.*, got "\{cluster\}": /],
    ['{ serviceAccounts: ["{workload}"] }', /^8:\d+: workloads\.web\.serviceAccounts\[0\]: must be a service account's name.*, got "\{workload\}": /],
    ['{ tags: { "{region}": x } }', /^8:\d+: workloads\.web\.tags\["\{region\}"\]: the key must be a tag key .*, got "\{region\}": /],
  ])('%s', (entry, message) => {
    const [error, ...others] = web(entry, 'variables: { b: s3.read }\n');
    expect(others).toEqual([]);
    expect(error).toMatch(message);
    expect(error.endsWith(`: ${NOT_FILLED}`) ? NOT_FILLED : error).toBe(NOT_FILLED);
  });

  test('of the key of a workload', () => {
    expect(errorsOf(`${MAIN}workloads: { "{region}-web": {} }\n`)[0]).toMatch(/^6:14: workloads\["\{region\}-web"\]: the key must be .*: placeholders are not filled here$/);
  });
});

describe('what is to be added', () => {
  test.each([
    ['{ add: null }', 'must be a list, got a map ({"add":null}): write "add" with a list, { add: [...] }'],
    ['{ add: }', 'must be a list, got a map ({"add":null}): write "add" with a list, { add: [...] }'],
    ['{ add: { id: s3.read } }', 'must be a list, got a map ({"add":{"id":"s3.read"}}): write "add" with a list, { add: [...] }'],
    ['{ append: [{ id: s3.read }] }', 'must be a list, got a map ({"append":[{"id":"s3.read"}]}): write { add: [...] } to add to a list'],
    ['{ Add: [] }', 'must be a list, got a map ({"Add":[]}): write { add: [...] } to add to a list'],
    ['{ remove: [s3.read] }', 'must be a list, got a map ({"remove":["s3.read"]}): nothing is taken out of a list: write the whole list'],
    ['{ constructor: [] }', 'must be a list, got a map ({"constructor":[]})'],
  ])('%s', (bundles, message) => {
    expect(web(readWrite('buckets: [media]'), '', `{ bundles: ${bundles} }`)).toEqual([`9:39: environments.dev.workloads.web.bundles: ${message}`]);
  });

  test('to defaults, to which nothing is added, is one mistake', () => {
    expect(web('{}', 'defaults: { namespaces: { add: [a] } }\n')).toEqual([
      '6:25: defaults.namespaces: must be a list, got a map ({"add":["a"]}): there is no list to add to, so write the list alone',
    ]);
  });

  test('nothing is nothing', () => expect(web(readWrite('buckets: [media]'), '', '{ bundles: { add: [] } }')).toEqual([]));
});

test.each([
  ['"true"', 'got "true": write true, without quotes'], ['"no"', 'got "no": write false'], ['yes', 'got "yes": write true'], ['1', 'got 1: write true'],
  ['0', 'got 0: write false'], ['maybe', 'got "maybe"'],
])('a flag as %s', (value, message) => {
  expect(web(readWrite(`buckets: [media], allowDelete: ${value}`))).toEqual([`7:71: workloads.web.bundles[0].allowDelete: must be true or false, ${message}`]);
});

test('a variable of the name of what every object has is one mistake', () => {
  expect(web(readWrite('buckets: ["m-{toString}"]'), 'variables: { toString: a }\n'))
    .toEqual(['6:14: variables.toString: the key must not be a word that JavaScript keeps for itself, got "toString"']);
});

describe('what no policy may have', () => {
  test.each([
    ['a block text', '\n    bundles:\n      - id: s3.read\n        buckets: [media]\n        prefix: |\n          web/\n',
      '11:17: workloads.web.bundles[0].prefix: must be without line ends and other control characters, got "web/\\n"'],
    ['a character beyond Latin-1', readWrite('buckets: [media], prefix: "web\\u2014/"'),
      '7:66: workloads.web.bundles[0].prefix: must have characters up to U+00FF only, since IAM takes no others, got "web—/"'],
    ['NUL', '{ bundles: [{ id: iot.publish, topics: ["a\\0b"] }] }', '7:48: workloads.web.bundles[0].topics[0]: must be without line ends and other control characters, got "a\\u0000b"'],
  ])('%s', (_, entry, message) => expect(web(entry).map((error) => error.replace(/^\d+:\d+/, message.split(':').slice(0, 2).join(':')))).toEqual([message]));

  test('letters of Latin-1 may stand in it', () => expect(web(readWrite('buckets: [media], prefix: "größe/"'))).toEqual([]));
});
