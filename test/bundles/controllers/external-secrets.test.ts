import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnParameter } from 'aws-cdk-lib/core';
import { ExternalSecretsBundle } from '../../../lib/bundles/controllers/external-secrets';
import { ExternalSecretsVersion } from '../../../lib/bundles/controllers/external-secrets-version';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../../lib/bundles/policy-bundle';
import { messageOf } from '../../support';
import { list, PLACE, stackIn, statementsOf } from '../support';
import { yamlErrors } from '../yaml-errors';

const stack = stackIn(PLACE);
const actionsOf = (bundle: IPolicyBundle) => statementsOf(bundle, stack).flatMap(({ Action: action }) => list(action));

test.each<[string, () => unknown]>([
  [
    'ExternalSecretsBundle.read: must have at least one of secrets, secretNames, parameters, parameterNames or paths',
    () => ExternalSecretsBundle.read({ find: true }),
  ],
  [
    'ExternalSecretsBundle.push: must have at least one of secrets, secretNames, parameters, parameterNames or paths',
    () => ExternalSecretsBundle.push({ secretNames: [] }),
  ],
  [
    'ExternalSecretsBundle.push: secretNames[0]: must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in \'*\', ' +
    'got "*": this would give every secret of the account',
    () => ExternalSecretsBundle.push({ secretNames: ['*'] }),
  ],
  [
    'ExternalSecretsBundle.read: paths[0]: must be a path of parameters (begins with \'/\', does not end with \'/\', parts of letters, digits and _.-), ' +
    'or a path\'s ARN, such as arn:aws:ssm:eu-west-1:111122223333:parameter/k8s-main, got "/": this would give every parameter of the account',
    () => ExternalSecretsBundle.read({ paths: ['/'] }),
  ],
  [
    'ExternalSecretsBundle.push: replicaRegions: must name at least one, got []',
    () => ExternalSecretsBundle.push({ secretNames: ['web'], replicaRegions: [] }),
  ],
  [
    'ExternalSecretsBundle.push: replicaRegions[0]: must be an AWS region, got "eu-west-1a": this is an availability zone of "eu-west-1"',
    () => ExternalSecretsBundle.push({ secretNames: ['web'], replicaRegions: ['eu-west-1a'] }),
  ],
  [
    'ExternalSecretsBundle.push: replicaRegions: must be left out without secrets, since parameters have no such thing, got ["eu-west-1"]',
    () => ExternalSecretsBundle.push({ paths: ['/web'], replicaRegions: ['eu-west-1'] }),
  ],
  [
    'ExternalSecretsBundle.push: resourcePolicies: must be left out without secrets, since parameters have no such thing, got true',
    () => ExternalSecretsBundle.push({ paths: ['/web'], resourcePolicies: true }),
  ],
  [
    'ExternalSecretsBundle.push: version: must be 0.20.4 or later with resourcePolicies, got "0.20.3": leave out resourcePolicies',
    () => ExternalSecretsBundle.push({ secretNames: ['web'], resourcePolicies: true, version: ExternalSecretsVersion.of('0.20.3') }),
  ],
  ['the version must be 0.9 or later, whose needs are known, got "0.8.1"', () => ExternalSecretsVersion.of('0.8.1')],
  [
    'the version must be a version of External Secrets, such as 2.9, got a deploy-time value: what is allowed depends on it',
    () => ExternalSecretsVersion.of(new CfnParameter(stack, 'Version').valueAsString),
  ],
])('refuses: %s', (message, make) => {
  expect(messageOf(make)).toBe(message);
});

describe('resource policies are removed', () => {
  const removes = (version?: ExternalSecretsVersion) =>
    actionsOf(ExternalSecretsBundle.push({ secretNames: ['web'], version })).includes('secretsmanager:DeleteResourcePolicy');

  test.each([['0.9', false], ['0.19', false], ['0.20.3', false], ['0.20.4', true], ['0.20', true], ['1.0.0', true], ['v2.9.0', true]])(
    'by %s: %s', (version, expected) => {
      expect(removes(ExternalSecretsVersion.of(version))).toBe(expected);
    });

  test('by the newest, which is the default', () => {
    expect(removes()).toBe(true);
    expect(removes(ExternalSecretsVersion.V0_20_4)).toBe(true);
  });
});

test('listing is of what is given: secrets, parameters or both', () => {
  const listing = (bundle: IPolicyBundle) => statementsOf(bundle, stack).filter(({ Resource: resource }) => resource === '*')
    .flatMap(({ Action: action }) => list(action));
  expect(listing(ExternalSecretsBundle.read({ secretNames: ['web'], find: true }))).toEqual([
    'secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets',
  ]);
  expect(listing(ExternalSecretsBundle.read({ parameterNames: ['web'], find: true }))).toEqual(['ssm:DescribeParameters']);
  expect(listing(ExternalSecretsBundle.read({ secretNames: ['web'], paths: ['/web'] }))).toEqual([]);
});

test('an empty list beside a full one is as if it were left out', () => {
  expect(actionsOf(ExternalSecretsBundle.read({ secretNames: ['web'], parameterNames: [], paths: [] })))
    .toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
});

test('the key of a secret comes along once, and encrypts only through the services that are written', () => {
  // GIVEN
  const key = new Key(stack, 'Key');
  const secret = Secret.fromSecretAttributes(stack, 'Secret', {
    secretCompleteArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-AbCdEf', encryptionKey: key,
  });
  // WHEN
  const uses = statementsOf(ExternalSecretsBundle.push({ secrets: [secret], paths: ['/web'], encryptionKeys: [key] }), stack)
    .filter(({ Action: action }) => list(action).includes('kms:GenerateDataKey'));
  // THEN
  expect(uses.map(({ Action: action, Resource: resource }) => [action, list(resource).length])).toEqual([
    [['kms:Decrypt', 'kms:GenerateDataKey'], 1],
    [['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], 1],
  ]);
});

test('a secret that is made by name is asked for by its ARN without a suffix too; one that exists is not', () => {
  const asked = (values: object) => statementsOf(bundleDefinition('externalSecrets.push')!.create({ ...values }, PLACE), stack)[0].Resource;
  const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:web';
  expect(asked({ secrets: ['web'] })).toEqual([`${arn}-??????`, arn]);
  expect(asked({ secrets: ['web/*'] })).toBe(`${arn}/*`);
});

test('names in workloads.yaml stand for secrets and parameters in each region', () => {
  // GIVEN
  const place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
  // WHEN
  const bundle = bundleDefinition('externalSecrets.read')!.create({ secrets: ['web/*'], parameters: ['plain'] }, place);
  // THEN
  expect(statementsOf(bundle, stack, place).map(({ Resource: resource }) => resource)).toEqual([
    ['arn:aws:secretsmanager:eu-central-1:111122223333:secret:web/*', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/*'],
    ['arn:aws:ssm:eu-central-1:111122223333:parameter/plain', 'arn:aws:ssm:eu-west-1:111122223333:parameter/plain'],
  ]);
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const anyParameter = StringParameter.fromStringParameterName(scope, 'AnyParameter', '/web/*');
  const names = new CfnParameter(scope, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const unknown = 'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select';

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['ExternalSecretsBundle.push: parameters\\[0\\]', ':ssm:', () => ExternalSecretsBundle.push({ parameters: [anyParameter] })],
    ['ExternalSecretsBundle.read: parameters\\[0\\]', ':ssm:', () => ExternalSecretsBundle.read({ parameters: [anyParameter] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test.each<[string, () => unknown]>([
    [`ExternalSecretsBundle.read: secretNames: ${unknown}`, () => ExternalSecretsBundle.read({ secretNames: names })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });
});

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  const parameter = "must be the full name of a parameter (letters, digits and _.-; with '/' before each of at most 15 parts), or a parameter's ARN, such as arn:aws:ssm:eu-central-1:111122223333:parameter/k8s-main/db/password";
  const path = "must be a path of parameters (begins with '/', does not end with '/', parts of letters, digits and _.-), or a path's ARN, such as arn:aws:ssm:eu-west-1:111122223333:parameter/k8s-main";
  const secret = "must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in '*', or a secret's ARN, " +
    'such as arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-main/db-AbCdEf';

  test.each<[what: string, bundle: string, error: string]>([
    [
      'the ARN of a secret as it stands in a policy', '{ id: externalSecrets.read, secrets: ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-??????"] }',
      `.secrets[0]: ${secret}, got "arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-??????": ` +
      'the suffix is added by itself: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:web"',
    ],
    [
      'a parameter with what is no name', '{ id: externalSecrets.read, parameters: ["ssm:/web"] }',
      `.parameters[0]: ${parameter}, got "ssm:/web"`,
    ],
    [
      'a parameter without its first slash, and with a version', '{ id: externalSecrets.read, parameters: ["web/color:3"] }',
      `.parameters[0]: ${parameter}, got "web/color:3": IAM knows no versions and labels: leave out what follows the ":"`,
    ],
    [
      'a parameter with a slash at its end', '{ id: externalSecrets.read, parameters: [/web/] }',
      `.parameters[0]: ${parameter}, got "/web/": perhaps "/web"`,
    ],
    [
      'a path as an ARN', '{ id: externalSecrets.read, paths: ["arn:aws:ssm:eu-central-1:111122223333:parameter/web/*"] }',
      `.paths[0]: ${path}, got "arn:aws:ssm:eu-central-1:111122223333:parameter/web/*": perhaps "arn:aws:ssm:eu-central-1:111122223333:parameter/web"`,
    ],
    [
      'every parameter, as an ARN', '{ id: externalSecrets.read, paths: ["arn:aws:ssm:eu-central-1:111122223333:parameter/*"] }',
      `.paths[0]: ${path}, got "arn:aws:ssm:eu-central-1:111122223333:parameter/*": this would give every parameter of the account`,
    ],
    [
      'a push to a parameter of AWS', '{ id: externalSecrets.push, parameters: [/web, /aws/service/eks/version] }',
      '.parameters[1]: must be the account\'s own, got "/aws/service/eks/version": AWS publishes what is below /aws/service, nobody else can write it',
    ],
    [
      'a push below a path of AWS', '{ id: externalSecrets.push, paths: [/aws/service] }',
      '.paths[0]: must be the account\'s own, got "/aws/service": AWS publishes what is below /aws/service, nobody else can write it',
    ],
    [
      'a copy in another partition', '{ id: externalSecrets.push, secrets: [web], replicaRegions: [eu-west-1, cn-north-1] }',
      '.replicaRegions[1]: must be in the role\'s partition "aws", got "cn-north-1"',
    ],
    [
      'a key by its id', '{ id: externalSecrets.read, secrets: [web], encryptionKeys: [1234abcd-12ab-34cd-56ef-1234567890ab] }',
      ".encryptionKeys[0]: must be a KMS key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, " +
      'got "1234abcd-12ab-34cd-56ef-1234567890ab": this is the id of a key (aws kms describe-key prints the key ARN)',
    ],
  ])('refuses %s', (_, bundle, error) => {
    expect(yamlErrors(bundle)).toEqual([error]);
  });

  test.each([
    '{ id: externalSecrets.push, secrets: [web], replicaRegions: [eu-west-1] }',
    '{ id: externalSecrets.read, parameters: [/aws/service/eks/version] }',
  ])('may have %s', (bundle) => {
    expect(yamlErrors(bundle)).toEqual([]);
  });
});
