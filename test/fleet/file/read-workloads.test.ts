import { issuer } from '../../support';
import { errorsOf, MAIN } from '../support';

describe('keys and types', () => {
  const web = (entry: string) => errorsOf(`${MAIN}workloads:\n  web: ${entry}\n`);

  test('unknown keys are named with the nearest known one', () => {
    expect(errorsOf(`${MAIN}worklods:\n  web: {}\nworkloads: { web: { bundels: [] } }\n`)).toEqual([
      '6:1: worklods: unknown key "worklods": did you mean "workloads"?',
      '8:21: workloads.web.bundels: unknown key "bundels": did you mean "bundles"?',
    ]);
    expect(web('{ xyz: 1 }')[0]).toMatch(/^7:10: workloads\.web\.xyz: unknown key "xyz": known: description, account, roleArn, clusters, /);
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
    ['{ helm: {}, serviceAccountPatterns: [{ namespace: a, pattern: b-*, reason: it has to be }] }', '7:10: workloads.web.helm: must be left out where all service accounts are patterns: there is no account to write values for'],
    ['{ helm: { annotationsPath: a..b } }', '7:10: workloads.web.helm: annotationsPath must be'],
    ['{ path: // }', '7:16: workloads.web.path: must be an IAM path'],
    ['{ tags: { team: 🚀 } }', '7:24: workloads.web.tags.team: must be letters, digits, spaces and _.:/=+-@, got "🚀"'],
    ['{ tags: { on: true } }', '7:22: workloads.web.tags.on: must be text, got true: write it in quotes, "true"'],
    ['{ roleName: [a] }', '7:20: workloads.web.roleName: must be text, got a list (["a"])'],
    ['{ roleName: }', '7:20: workloads.web.roleName: must be text, got nothing'],
    ['text', '7:8: workloads.web: must be a map, got "text"'],
    ['{ kubernetes: { createNamespace: yes } }', '7:41: workloads.web.kubernetes.createNamespace: must be true or false, got "yes"'],
    ['{ kubernetes: { createdBy: helmm } }', '7:35: workloads.web.kubernetes.createdBy: must be one of "manifest", "helm", "existing" or "addon", got "helmm": did you mean "helm"?'],
    ['{ managedPolicies: ["arn:aws:iam::aws:policy/X"] }', '7:28: workloads.web.managedPolicies[0]: must be a map, got "arn:aws:iam::aws:policy/X": write "- arn: arn:aws:iam::aws:policy/X"'],
    ['{ policies: [a.json] }', '7:21: workloads.web.policies[0]: must be a map, got "a.json": write "- file: a.json"'],
    ['{ namespaces: [a, a] }', '7:26: workloads.web.namespaces[1]: must name each once, "a" stands in it twice'],
  ])('%s', (entry, message) => {
    const errors = web(entry);
    expect(errors.some((error) => error.startsWith(message)) ? message : errors.join('\n')).toBe(message);
  });

  test('an entry of a list that is wrong makes no further error', () => {
    expect(web('{ serviceAccountPatterns: [x, { namespace: a, pattern: b-* }] }')).toEqual([
      '7:35: workloads.web.serviceAccountPatterns[0]: must be a map, got "x"',
      '7:38: workloads.web.serviceAccountPatterns[1]: must have "reason"',
    ]);
    expect(web('{ bundles: [{ buckets: [a] }, { id: 5 }] }')).toEqual([
      '7:20: workloads.web.bundles[0]: must have the id of a bundle, such as "id: route53.dns01"',
      '7:44: workloads.web.bundles[1].id: must have the id of a bundle, such as "id: route53.dns01"',
    ]);
    expect(web('{ namespaces: [a, b, a, b] }')).toEqual(['7:32: workloads.web.namespaces[3]: must name each once, "b" stands in it twice']);
  });

  test('a number of an anchor, or merged from one, is shown as it is written there', () => {
    expect(errorsOf(`x-cost: &cost 1.0\nx-tags: &tags { tags: { cost: 1.50 } }\n${MAIN}workloads:\n  web: { tags: { cost: *cost } }\n  api: { <<: *tags }\n`)).toEqual([
      '1:15: workloads.web.tags.cost: must be text, got 1.0: write it in quotes, "1.0"',
      '2:31: workloads.api.tags.cost: must be text, got 1.50: write it in quotes, "1.50"',
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
    ['{ serviceAccountPatterns: [{ namespace: a, pattern: "*", reason: it has to be }] }', '7:60: workloads.web.serviceAccountPatterns[0].pattern: ', ': this would trust every service account of the namespace'],
    ['{ roleName: a/b }', '7:20: workloads.web.roleName: must be a role name', ": a path is given apart, as 'path'"],
    ['{ roleName: "{nope}" }', '7:20: workloads.web.roleName: must hold known placeholders only, got "{nope}": there is no {nope} (there are ', 'and a brace is written {{)'],
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
    ['{ permissionsBoundary: "{environment}-boundary" }', '7:31: workloads.web.permissionsBoundary: must not hold {environment}, since the file has no "environments"', 'got "{environment}-boundary"'],
    ['{ permissionsBoundary: "arn:aws:iam::444455556666:policy/b" }', '7:31: workloads.web.permissionsBoundary: the permissions boundary must be a policy of the role\'s own account', ''],
    ['{ managedPolicies: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] }', '7:28: workloads.web.managedPolicies[0]: must have "reason", since AWS manages the policy', ''],
    ['{ managedPolicies: [{ arn: "arn:aws-cn:iam::aws:policy/X", reason: it has to be }] }', '7:35: workloads.web.managedPolicies[0].arn: must be in the role\'s partition "aws"', ''],
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
