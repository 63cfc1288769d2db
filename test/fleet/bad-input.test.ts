import { chmodSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer, messageOf } from '../support';
import { errorsOf, fileOf, MAIN, temporaryFolder, THREE } from './support';

const read = (file: string) => messageOf(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', file)).replace(file, 'FILE');

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
    ['a: [1, 2\n', '2:1: must be valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['clusters:\n\tmain: {}\n', '2:1: the indentation must be spaces, got a tab'],
    ['a: "\\q"\n', '1:5: must be valid YAML: invalid escape sequence \\q'],
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

describe('keys and types', () => {
  const web = (entry: string) => errorsOf(`${MAIN}workloads:\n  web: ${entry}\n`);

  test('unknown keys are named with the nearest known one', () => {
    expect(errorsOf(`${MAIN}worklods:\n  web: {}\nworkloads: { web: { bundels: [] } }\n`)).toEqual([
      '6:1: worklods: unknown key "worklods": did you mean "workloads"?',
      '8:21: workloads.web.bundels: unknown key "bundels": did you mean "bundles"?',
    ]);
    expect(web('{ xyz: 1 }')[0]).toMatch(/^7:10: workloads\.web\.xyz: unknown key "xyz": known: description, account, clusters, /);
  });

  test('required keys', () => {
    expect(errorsOf('clusters: {}\n')).toEqual(['1:1: must have "workloads"', '1:11: clusters: must have at least one entry, got {}']);
    expect(errorsOf(`clusters:\n  main:\n    region: eu-central-1\n    issuerURL: ${issuer()}\nworkloads: { web: {} }\n`)).toEqual([
      '2:3: clusters.main: must have "account"',
      '4:5: clusters.main.issuerURL: unknown key "issuerURL": did you mean "issuerUrl"?',
    ]);
  });

  test('a required key under another name is one mistake', () => {
    expect(web('{ bundles: [{ id: sqs.consume, queue: [orders] }] }')).toEqual([
      '7:39: workloads.web.bundles[0].queue: unknown key "queue": did you mean "queues"?',
    ]);
  });

  test.each([
    ['{ bundles: s3.read }', '7:19: workloads.web.bundles: must be a list, got "s3.read": write it as a list, [s3.read]'],
    ['{ bundles: [s3.read] }', '7:20: workloads.web.bundles[0]: must be a map, got "s3.read": write "- id: s3.read"'],
    ['{ namespaces: default }', '7:22: workloads.web.namespaces: must be a list, got "default": write it as a list, [default]'],
    ['{ tags: { cost: 5 } }', '7:24: workloads.web.tags.cost: must be text, got 5: write it in quotes, "5"'],
    ['{ tags: { cost: 0123 } }', '7:24: workloads.web.tags.cost: must be text, got 0123: write it in quotes, "0123"'],
    ['{ tags: { cost: 1.0 } }', '7:24: workloads.web.tags.cost: must be text, got 1.0: write it in quotes, "1.0"'],
    ['{ maxSessionDuration: 3600 }', '7:30: workloads.web.maxSessionDuration: must be text, got 3600: write it in quotes, and as a duration from 1h to 12h, in seconds, minutes or hours (such as 90m)'],
    ['{ namespaces: [yes, 1.0] }', '7:28: workloads.web.namespaces[1]: must be text, got 1.0: write it in quotes, and as an RFC 1123 label (a-z, 0-9 and \'-\', '],
    ['{ namespaces: [&one 1e3, True] }', '7:33: workloads.web.namespaces[1]: must be text, got True: write it in quotes, and as an RFC 1123 label '],
    ['{ tags: &tags { cost: 1.0 } }', '7:30: workloads.web.tags.cost: must be text, got 1.0: write it in quotes, "1.0"'],
    ['{ kubernetes: { createNamespace: 1.0 } }', '7:41: workloads.web.kubernetes.createNamespace: must be true or false, got 1.0'],
    ['{ publishRoleArn: stackOutput }', '7:26: workloads.web.publishRoleArn: must be a map, got "stackOutput": write { stackOutput: true }'],
    ['{ publishRoleArn: true }', '7:26: workloads.web.publishRoleArn: must be a map, got true: write { stackOutput: true }'],
    ['{ publishRoleArn: parameter }', '7:26: workloads.web.publishRoleArn: must be a map, got "parameter": write { parameter: "/irsa/{workload}" }'],
    ['{ publishRoleArn: /irsa/web }', '7:26: workloads.web.publishRoleArn: must be a map, got "/irsa/web": write { parameter: "/irsa/web" }'],
    ['{ helm: true }', '7:16: workloads.web.helm: must be a map, got true: write {}'],
    ['{ helm: }', '7:16: workloads.web.helm: must be a map, got nothing: write {}'],
    ['true', '7:8: workloads.web: must be a map, got true: write {}'],
    ['{ bundles: { id: s3.read, buckets: [a] } }', '7:19: workloads.web.bundles: must be a list, got a map ({"id":"s3.read","buckets":["a"]}): write it as a list, "- id: s3.read"'],
    ['{ policies: { file: a.json } }', '7:20: workloads.web.policies: must be a list, got a map ({"file":"a.json"}): write it as a list, "- file: a.json"'],
    ['{ bundles: { buckets: [a] } }', '7:19: workloads.web.bundles: must be a list, got a map ({"buckets":["a"]})'],
    ['{ helm: {}, serviceAccountPatterns: [{ namespace: a, pattern: b-*, reason: r }] }', '7:10: workloads.web.helm: must be left out where all service accounts are patterns: there is no account to write values for'],
    ['{ helm: { annotationsPath: a..b } }', '7:10: workloads.web.helm: annotationsPath must be'],
    ['{ path: // }', '7:16: workloads.web.path: must be an IAM path'],
    ['{ tags: { team: 🚀 } }', '7:24: workloads.web.tags.team: must be letters, digits, spaces and _.:/=+-@, got "🚀"'],
    ['{ tags: { on: true } }', '7:22: workloads.web.tags.on: must be text, got true: write it in quotes, "true"'],
    ['{ roleName: [a] }', '7:20: workloads.web.roleName: must be text, got a list (["a"])'],
    ['{ roleName: }', '7:20: workloads.web.roleName: must be text, got nothing'],
    ['text', '7:8: workloads.web: must be a map, got "text"'],
    ['{ kubernetes: { createNamespace: yes } }', '7:41: workloads.web.kubernetes.createNamespace: must be true or false, got "yes"'],
    ['{ kubernetes: { createdBy: helmm } }', '7:35: workloads.web.kubernetes.createdBy: must be one of "manifest", "helm" or "existing", got "helmm": did you mean "helm"?'],
    ['{ managedPolicies: ["arn:aws:iam::aws:policy/X"] }', '7:28: workloads.web.managedPolicies[0]: must be a map, got "arn:aws:iam::aws:policy/X": write "- arn: arn:aws:iam::aws:policy/X"'],
    ['{ policies: [a.json] }', '7:21: workloads.web.policies[0]: must be a map, got "a.json": write "- file: a.json"'],
    ['{ namespaces: [a, a] }', '7:26: workloads.web.namespaces[1]: must name each once, "a" stands in it twice'],
  ])('%s', (entry, message) => {
    const errors = web(entry);
    expect(errors.some((error) => error.startsWith(message)) ? message : errors.join('\n')).toBe(message);
  });

  test('a number of an anchor, or merged from one, is shown as it is written there', () => {
    expect(errorsOf(`x-cost: &cost 1.0\nx-tags: &tags { tags: { cost: 1.50 } }\n${MAIN}workloads:\n  web: { tags: { cost: *cost } }\n  api: { <<: *tags }\n`)).toEqual([
      '2:31: workloads.api.tags.cost: must be text, got 1.50: write it in quotes, "1.50"',
      '9:24: workloads.web.tags.cost: must be text, got 1.0: write it in quotes, "1.0"',
    ]);
  });

  test('spaces that are none to YAML are said to be', () => {
    expect(errorsOf(`${MAIN}\u00a0\u00a0blue: {}\nworkloads: { web: { "na\u200bmespaces": [] } }\n`)).toEqual([
      '6:1: ["\\u00a0\\u00a0blue"]: unknown key "\\u00a0\\u00a0blue": it has non-breaking spaces (\\u00a0): write plain spaces, or none',
      '7:21: workloads.web["na\\u200bmespaces"]: unknown key "na\\u200bmespaces": it has characters that look like a space or like nothing (\\u200b): write plain spaces, or none',
    ]);
    expect(web('{ namespaces: ["\u00a0web"] }')).toEqual([expect.stringMatching(/got "\\u00a0web": it has non-breaking spaces \(\\u00a0\): write plain spaces, or none$/)]);
    expect(errorsOf(`${MAIN}workloads: { web: {} }\nenvironments: { dev: { "stacks\u00a0": single } }\n`)).toEqual([
      expect.stringMatching(/unknown key "stacks\\u00a0" of an environment: it has non-breaking spaces/),
    ]);
  });

  test.each([
    ['stack', 's'.repeat(130), 130], ['description', 'é'.repeat(1_001), 1_001], ['path', `/${'x'.repeat(600)}/`, 602], ['path', 'x'.repeat(600), 600],
  ])('what is too long: %s, whose length is said once, with no hint that is too long itself', (key, value, length) => {
    expect(web(`{ ${key}: "${value}" }`)).toEqual([expect.stringMatching(new RegExp(`, got "[^"]{109}… \\(${length.toLocaleString('en-US').replace(',', '')} characters\\)$`))]);
  });

  test('a tag that is too long', () => {
    expect(web(`{ tags: { ${'k'.repeat(130)}: "${'v'.repeat(257)}" } }`)).toEqual([
      expect.stringMatching(/: the key must be a tag key .*, got "k{109}… \(130 characters\)$/),
      expect.stringMatching(/: must be a tag value .*, got "v{109}… \(257 characters\)$/),
    ]);
  });

  test('quotas are whole numbers in the range that AWS grants', () => {
    expect(errorsOf(`accounts: { "111122223333": { quotas: { trustPolicyCharacters: 5000 } } }\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:64: accounts.111122223333.quotas.trustPolicyCharacters: must be a whole number from 2048 to 4096, got 5000',
    ]);
    expect(errorsOf(`accounts: { "111122223333": { quotas: { roles: "2000" } } }\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:48: accounts.111122223333.quotas.roles: must be a whole number, got "2000": write it without quotes',
    ]);
  });
});

describe('names', () => {
  const web = (entry: string) => errorsOf(`${MAIN}workloads:\n  web: ${entry}\n`);

  test('legal one-letter names pass', () => {
    expect(errorsOf(`${MAIN}workloads:\n  a: { namespaces: [b], serviceAccounts: [c, d/e], roleName: f }\n`)).toEqual([]);
  });

  test.each([
    ['{ namespaces: [Web_App] }', '7:23: workloads.web.namespaces[0]: must be an RFC 1123 label', ', got "Web_App": perhaps "web-app"'],
    ['{ serviceAccounts: [a..b] }', '7:28: workloads.web.serviceAccounts[0]: must be an RFC 1123 subdomain', ', got "a..b"'],
    ['{ serviceAccounts: [web-*] }', "7:28: workloads.web.serviceAccounts[0]: must be a service account's name", ": wildcards stand under 'serviceAccountPatterns', with a reason"],
    ['{ serviceAccounts: ["system:serviceaccount:a:b"] }', "7:28: workloads.web.serviceAccounts[0]: must be a service account's name", ': write "a/b"'],
    ['{ serviceAccountPatterns: [{ namespace: a, pattern: "*", reason: r }] }', '7:60: workloads.web.serviceAccountPatterns[0].pattern: ', ': this would trust every service account of the namespace'],
    ['{ roleName: a/b }', '7:20: workloads.web.roleName: must be a role name', ": a path is given apart, as 'path'"],
    ['{ roleName: "{nope}" }', '7:20: workloads.web.roleName: must be a role name', 'that may hold {workload}, {namespace}, {serviceAccount}, {cluster}, {environment}, got "{nope}"'],
    [`{ roleName: ${'x'.repeat(65)} }`, '7:20: workloads.web.roleName: must be an IAM role name', '(65 characters)'],
    ['{ path: k8s }', '7:16: workloads.web.path: must be an IAM path', ', got "k8s": perhaps "/k8s/"'],
    ['{ maxSessionDuration: 30m }', '7:30: workloads.web.maxSessionDuration: must be a duration from 1h to 12h', ', got "30m"'],
    ['{ maxSessionDuration: 1 hour }', '7:30: workloads.web.maxSessionDuration: must be a duration from 1h to 12h', ', got "1 hour"'],
    ['{ kubernetes: { tokenExpiration: 25h } }', '7:41: workloads.web.kubernetes.tokenExpiration: must be a duration from 10m to 24h', ', got "25h"'],
    ['{ kubernetes: { labels: { "a b": c } } }', '7:34: workloads.web.kubernetes.labels["a b"]: the key must be a label key', ', got "a b"'],
    ['{ kubernetes: { annotations: { "eks.amazonaws.com/role-arn": x } } }', '7:10: workloads.web.kubernetes: ', 'eks.amazonaws.com/role-arn'],
    ['{ helm: { annotationsPath: "" } }', '7:10: workloads.web.helm: ', 'annotationsPath'],
    ['{ helm: {}, kubernetes: { createdBy: manifest } }', '7:45: workloads.web.kubernetes.createdBy: must be "helm" where Helm values are asked for, got "manifest"', ''],
    ['{ kubernetes: { createdBy: existing, labels: { a: b } } }', '7:45: workloads.web.kubernetes.labels: labels must be left out where no manifest is written (createdBy: existing)', ''],
    ['{ permissionsBoundary: "{environment}-boundary" }', '7:31: workloads.web.permissionsBoundary: must be the name of a managed policy in the role\'s account, or ', 'got "{environment}-boundary": placeholders are filled in roleName and publishRoleArn.parameter only'],
    ['{ permissionsBoundary: "arn:aws:iam::444455556666:policy/b" }', '7:31: workloads.web.permissionsBoundary: the permissions boundary must be a policy of the role\'s own account', ''],
    ['{ managedPolicies: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] }', '7:28: workloads.web.managedPolicies[0]: must have "reason", since AWS manages the policy', ''],
    ['{ managedPolicies: [{ arn: "arn:aws-cn:iam::aws:policy/X", reason: r }] }', '7:35: workloads.web.managedPolicies[0].arn: must be in the role\'s partition "aws"', ''],
    ['{ managedPolicies: [{ arn: "arn:aws:iam::444455556666:policy/X" }] }', '7:35: workloads.web.managedPolicies[0].arn: must be a policy of the role\'s own account 111122223333', ''],
    ['{ managedPolicies: [{ arn: "arn:aws:s3:::x" }] }', '7:35: workloads.web.managedPolicies[0].arn: must be an IAM managed policy\'s ARN', 'this ARN is of service "s3", not "iam"'],
    ['{ clusters: [mian] }', '7:21: workloads.web.clusters[0]: must be a cluster of this file, got "mian": did you mean "main"?', ''],
  ])('%s', (entry, beginning, ending) => {
    const errors = web(entry);
    expect(errors).toHaveLength(1);
    expect(errors[0].startsWith(beginning) ? beginning : errors[0]).toBe(beginning);
    expect(errors[0]).toContain(ending);
  });

  test('a workload\'s key', () => {
    expect(errorsOf(`${MAIN}workloads:\n  "a b": {}\n  con: {}\n`)).toEqual([
      expect.stringMatching(/^7:3: workloads\["a b"\]: the key must be letters, .*, got "a b"$/),
      '8:3: workloads.con: the key must not be a device name of Windows, got "con"',
    ]);
  });
});

describe('a workload\'s key is the name of its service account where it says no other', () => {
  const rule = "an RFC 1123 subdomain (labels of a-z, 0-9 and '-', each beginning and ending with a letter or digit, joined by '.', at most 253 characters)";

  test.each([
    ['my_app', ' (perhaps "my-app")'], ['MyApp', ' (perhaps "myapp")'], ['a..b', ' (perhaps "a.b")'], ['a-.b', ''],
  ])('%s', (key, hint) => {
    expect(errorsOf(`${MAIN}workloads:\n  ${key}: {}\n  other: { path: x }\n`)).toEqual([
      `7:3: ${key.includes('.') ? `workloads["${key}"]` : `workloads.${key}`}: the key is the name of the service account where "serviceAccounts" is left out, ` +
      `and must then be ${rule}, got "${key}": give serviceAccounts${hint}, or rename the workload`,
      expect.stringMatching(/^8:18: workloads\.other\.path: /),
    ]);
  });

  test.each(['serviceAccounts: [web]', 'serviceAccountPatterns: [{ namespace: a, pattern: "b-*", reason: r }]'])('with %s it is not', (entry) => {
    expect(errorsOf(`${MAIN}workloads:\n  My_App: { ${entry} }\n`)).toEqual([]);
  });

  test('one that is wrong is said once, of several environments and accounts too', () => {
    expect(errorsOf(`${THREE}defaults: { clusters: [main, other], namespaces: [x] }\nworkloads:\n  My_App: {}\nenvironments: { dev: {}, prod: { defaults: { clusters: [blue], roleName: prod } } }\n`)).toEqual([
      expect.stringMatching(/^16:3: workloads\.My_App: the key is the name of the service account where /),
    ]);
    expect(errorsOf(`${MAIN}workloads:\n  My_App: { serviceAccounts: [A] }\n`)).toEqual([expect.stringMatching(/^7:31: workloads\.My_App\.serviceAccounts\[0\]: /)]);
  });
});

describe('keys of tags that differ only in case', () => {
  const RULE = 'the keys of tags must be different whatever their case, got';

  test('on a workload, in the defaults, and on both', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { tags: { a: x, A: y }, path: x }\n`)).toEqual([
      `7:24: workloads.web.tags.A: ${RULE} "A" and "a" (line 7, column 18): leave one out`,
      expect.stringMatching(/^7:38: workloads\.web\.path: /),
    ]);
    expect(errorsOf(`${MAIN}defaults: { tags: { a: x, A: y } }\nworkloads: { web: {}, api: {} }\n`)).toEqual([
      `6:27: defaults.tags.A: ${RULE} "A" and "a" (line 6, column 21): leave one out`,
    ]);
    expect(errorsOf(`${MAIN}defaults: { tags: { Owner: x } }\nworkloads:\n  web: { tags: { owner: y } }\n  api: { tags: { Owner: z } }\n`)).toEqual([
      `8:18: workloads.web.tags.owner: ${RULE} "owner" and "Owner" (line 6, column 21): write it as "Owner", whose value it then replaces`,
    ]);
  });

  test('in an environment', () => {
    expect(errorsOf(`${MAIN}workloads: { web: { tags: { a: x } } }\nenvironments:\n  dev: { workloads: { web: { tags: { A: x } } } }\n`)).toEqual([
      `8:38: environments.dev.workloads.web.tags.A: ${RULE} "A" and "a" (line 6, column 29): leave one out`,
    ]);
  });
});

describe('clusters', () => {
  const cluster = (account: string, region: string, url: string) =>
    errorsOf(`clusters:\n  main:\n    account: ${account}\n    region: ${region}\n    issuerUrl: ${url}\nworkloads: { web: {} }\n`);
  const id = '0123456789ABCDEF0123456789ABCDEF';

  test.each([
    ['"1111"', 'eu-central-1', issuer(), '3:14: clusters.main.account: must be an AWS account id (12 digits, in quotes in YAML), got "1111"'],
    ['"111122223333"', 'eu-central-1a', issuer(), '4:13: clusters.main.region: must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"'],
    ['"111122223333"', 'eu-central-1', `https://oidc-eks.eu-central-1.api.aws/id/${id}`, `is the dual-stack address, which no token names as its issuer: write "https://oidc.eks.eu-central-1.amazonaws.com/id/${id}"`],
    ['"111122223333"', 'us-east-1', issuer(), "5:16: clusters.main.issuerUrl: must be of the cluster's own region (us-east-1), got an issuer of eu-central-1"],
    ['"111122223333"', 'cn-north-1', issuer(), "5:16: clusters.main.issuerUrl: must be of the cluster's own region and partition (cn-north-1), got an issuer of eu-central-1"],
  ])('%s %s %s', (account, region, url, message) => expect(cluster(account, region, url).join('\n')).toContain(message));

  test('an account without quotes keeps its digits, also a leading zero', () => {
    expect(cluster('012345678901', 'eu-central-1', issuer())).toEqual([]);
    expect(cluster('12345', 'eu-central-1', issuer())).toEqual([
      '3:14: clusters.main.account: must be an AWS account id (12 digits, in quotes in YAML), got "12345"',
    ]);
  });

  test('one issuer under two names', () => {
    expect(errorsOf(`${MAIN}  twin:\n    account: "111122223333"\n    region: eu-central-1\n    issuerUrl: https://${issuer()}\nworkloads: { web: { clusters: [main] } }\n`)).toEqual([
      '9:16: clusters.twin.issuerUrl: must be the issuer of one cluster, but cluster "main" has it as well: a copied line, or one cluster under two names',
    ]);
  });

  test('several, and a workload that says none', () => {
    expect(errorsOf(`${THREE}workloads: { web: {} }\n`)).toEqual([
      '14:14: workloads.web: must have "clusters" (of main, blue and other), since the file has several and no defaults.clusters',
    ]);
  });

  test('of one account in two regions need a place for the stack', () => {
    const two = `${MAIN}  us:\n    account: "111122223333"\n    region: us-east-1\n    issuerUrl: ${issuer(4, 'us-east-1')}\nworkloads: { web: { clusters: [main] } }\n`;
    expect(errorsOf(two)).toEqual([
      '1:1: clusters: account 111122223333 has clusters in eu-central-1 and us-east-1: say in which of them the stack of its roles stands, as ' +
      'accounts: { "111122223333": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)',
    ]);
    expect(errorsOf(`accounts: { "111122223333": { region: us-east-1 } }\n${two}`)).toEqual([]);
  });

  test('an account that nothing is in', () => {
    expect(errorsOf(`accounts: { "111122223334": {} }\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:13: accounts.111122223334: no cluster and no workload is in account 111122223334: did you mean "111122223333"?',
    ]);
  });
});

describe('bundles', () => {
  const bundle = (entry: string) => errorsOf(`${MAIN}workloads:\n  web:\n    bundles:\n      - ${entry}\n`);

  test.each([
    ['{ id: route53.dsn01 }', '9:15: workloads.web.bundles[0].id: must be the id of a bundle, got "route53.dsn01": did you mean "route53.dns01"?'],
    ['{ buckets: [a] }', '9:9: workloads.web.bundles[0]: must have the id of a bundle, such as "id: route53.dns01"'],
    ['{ id: s3.read }', '9:9: workloads.web.bundles[0]: must have "buckets"'],
    ['{ id: s3.read, bucket: media }', '9:24: workloads.web.bundles[0].bucket: unknown key "bucket": did you mean "buckets"?'],
    ['{ id: s3.read, buckets: [] }', '9:33: workloads.web.bundles[0].buckets: must name at least one, got []'],
    ['{ id: route53.dns01, hostedZones: [] }', '9:43: workloads.web.bundles[0].hostedZones: must name at least one, got []'],
    ['{ id: parameterStore.read }', '9:9: workloads.web.bundles[0]: must have at least one of parameters or paths'],
    ['{ id: route53.dns01, hostedZones: [example.com] }', 'got "example.com": this is a domain name; aws route53 list-hosted-zones-by-name prints the zone\'s id'],
    ['{ id: route53.dns01, hostedZones: [/hostedzone/Z1ABC] }', 'got "/hostedzone/Z1ABC": write the id alone, "Z1ABC"'],
    ['{ id: route53.dns01, hostedZones: ["arn:aws:route53:::hostedzone/Z1ABC"] }', 'write the id alone, "Z1ABC"'],
    ['{ id: s3.read, buckets: ["s3://media/x"] }', '9:34: workloads.web.bundles[0].buckets[0]: must be the name of a bucket'],
    ['{ id: s3.read, buckets: ["arn:aws:s3:::media/x"] }', 'this is the ARN of objects; write the bucket, "arn:aws:s3:::media"'],
    ['{ id: s3.read, buckets: ["arn:aws-cn:s3:::media"] }', '9:34: workloads.web.bundles[0].buckets[0]: must be in the role\'s partition "aws", got "arn:aws-cn:s3:::media"'],
    ['{ id: s3.read, buckets: [[a]] }', '9:34: workloads.web.bundles[0].buckets[0]: must be text, got a list (["a"])'],
    ['{ id: kms.decrypt, keys: ["arn:aws:kms:eu-central-1:111122223333:alias/main"] }', 'an alias is no ARN for it'],
    ['{ id: sqs.consume, queues: ["arn:aws:sns:eu-central-1:111122223333:q"] }', 'this ARN is of service "sns", not "sqs"'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs:eu-central-1:1111:q"] }', 'its account (the fifth field) must be 12 digits'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs::111122223333:q"] }', 'its region (the fourth field) is missing'],
    ['{ id: sqs.consume, queues: ["arn:aws:sqs"] }', 'an ARN has six fields, joined by ":"'],
    ['{ id: sts.assumeRole, roles: ["*"] }', "9:39: workloads.web.bundles[0].roles[0]: must be a role's ARN"],
    ['{ id: ses.send, identities: [example.com], allowBulk: true, fromAddresses: [a@example.com] }', '9:9: workloads.web.bundles[0]: '],
  ])('%s', (entry, message) => {
    const errors = bundle(entry);
    expect(errors.some((error) => error.includes(message)) ? message : errors.join('\n')).toBe(message);
  });

  test('a policy file: missing, no JSON, a wildcard without evidence, evidence for nothing', () => {
    const folder = temporaryFolder();
    const run = (policy: string, entry: string) => {
      writeFileSync(join(folder, 'p.json'), policy);
      return read(fileOf(`${MAIN}workloads:\n  web:\n    policies:\n      - ${entry}\n`, folder)).split(folder).join('DIR');
    };
    const good = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }] });
    expect(run(good, '{ file: q.json }')).toMatch(/^FILE:9:17: workloads\.web\.policies\[0\]\.file: policies\[0\]\.file must be a file in UTF-8 that can be read, got "DIR\/q\.json": there is no such file$/);
    expect(run(good, `{ file: "${'x'.repeat(101)}.json" }`)).toMatch(/: the name of policies\[0\] \(by default that of its file\) must be the id of a bundle \(/);
    expect(run('{', '{ file: p.json }')).toMatch(/^FILE:9:17: workloads\.web\.policies\[0\]\.file: .*JSON/);
    expect(run(good, '{ file: p.json }')).toMatch(/: each wildcard of policies\[0\] must have evidence .*"arn:aws:s3:::b\/\*"/);
    expect(run(good, '{ file: p.json, evidence: [{ wildcard: "arn:aws:s3:::c/*", reason: r }] }')).toMatch(/"arn:aws:s3:::c\/\*"/);
  });
});

describe('words of JavaScript in the file', () => {
  test('never reach JavaScript\'s own objects', () => {
    const errors = errorsOf(`${MAIN}workloads: { a: {}, __proto__: { toString: 1, hasOwnProperty: 2, path: x } }\n`);
    expect(errors.join('\n')).toContain('workloads.__proto__: the key must be letters');
    expect(typeof Object.prototype.toString).toBe('function');
    expect(typeof Object.prototype.hasOwnProperty).toBe('function');
    expect(errorsOf(`${MAIN}workloads: { web: {} }\n`)).toEqual([]);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('%s is no workload\'s and no cluster\'s key', (word) => {
    expect(errorsOf(`${MAIN}workloads: { ${word}: {} }\n`).join('\n')).toContain(`workloads.${word}: the key must`);
    expect(errorsOf(`${MAIN}  ${word}: {}\nworkloads: { web: { clusters: [main] } }\n`).join('\n')).toContain(`clusters.${word}: the key must`);
  });
});

describe('workloads beside each other', () => {
  test('parameter names are legal, and unique in an account', () => {
    const yaml = (parameter: string) => `${MAIN}defaults: { publishRoleArn: { parameter: "${parameter}" } }\nworkloads:\n  web: {}\n  api: {}\n`;
    expect(errorsOf(yaml('/irsa/role'))).toEqual([
      '9:3: workloads.api: publishRoleArn.parameter must be unique in account 111122223333, but "/irsa/role" is taken by workloads.web (line 8, column 3)',
    ]);
    expect(errorsOf(yaml('/irsa//{workload}'))[0]).toContain('8:3: workloads.web: publishRoleArn.parameter must be an SSM parameter name');
    expect(errorsOf(yaml('/aws/{workload}'))[0]).toContain("must not begin with 'aws' or 'ssm'");
    expect(errorsOf(yaml('/irsa/{workload}'))).toEqual([]);
  });

  test('the clusters of a role are in one partition', () => {
    const yaml = `accounts: { "111122223333": { region: eu-central-1 } }\n${MAIN}  china:\n    account: "111122223333"\n    region: cn-north-1\n    issuerUrl: ${issuer(5, 'cn-north-1', 'amazonaws.com.cn')}\nworkloads: { web: { clusters: [main, china] } }\n`;
    expect(errorsOf(yaml)).toEqual([
      '11:14: workloads.web: the clusters of a role must be in the partition of its account 111122223333, "aws", but china is in "aws-cn"',
    ]);
  });

  test('role names are unique in an account, whatever their case', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: {}\n  WEB: { serviceAccounts: [other] }\n  api: { roleName: Web }\n`)).toEqual([
      '8:3: workloads.WEB: the role\'s name must be unique in account 111122223333, whatever its case and path, but "WEB" is taken by workloads.web (line 7, column 3)',
      '9:20: workloads.api.roleName: the role\'s name must be unique in account 111122223333, whatever its case and path, but "Web" is taken by workloads.web (line 7, column 3)',
    ]);
  });

  test('a service account has one role of a cluster', () => {
    expect(errorsOf(`${THREE}defaults: { clusters: [main, blue] }\nworkloads:\n  web: {}\n  api: { clusters: [blue], serviceAccounts: [default/web] }\n  ok: { clusters: [other], serviceAccounts: [web] }\n`)).toEqual([
      '17:3: workloads.api: a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/web of blue is bound by workloads.web (line 16, column 3)',
    ]);
  });

  test('a name of several values', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { namespaces: [a, b], roleName: "x-{namespace}" }\n`)).toEqual([
      '7:40: workloads.web.roleName: {namespace} of the name "x-{namespace}" must stand for one value, and this workload has a, b: give the workload a name of its own',
    ]);
  });
});

test('every error of a file is told at once, in the order of the file', () => {
  const errors = errorsOf(`name: 1x\n${MAIN}workloads:\n  web: { namespaces: [A], bundles: [{ id: s3.raed }] }\n  api: { path: k8s, policies: [{ file: none.json }] }\n  cli: { clusters: [nope], roleName: web }\n  WEB: { serviceAccounts: [other] }\n`);
  expect(errors.map((error) => error.split(': ').slice(0, 2).join(' '))).toEqual([
    '1:7 name', '8:23 workloads.web.namespaces[0]', '8:43 workloads.web.bundles[0].id', '9:16 workloads.api.path', '9:40 workloads.api.policies[0].file',
    '10:21 workloads.cli.clusters[0]', '11:3 workloads.WEB',
  ]);
});

test('the fleet stands in an App or a Stage', () => {
  const { Stack } = jest.requireActual('aws-cdk-lib/core');
  expect(() => ServiceAccountFleet.fromFile(new Stack(), 'Fleet', fileOf(MAIN))).toThrow(
    'the scope of a fleet must be an App or a Stage, since it makes stacks, got "Default"');
});
