import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Lazy } from 'aws-cdk-lib/core';
import { SecretsManagerBundle } from '../../../lib/bundles/services/secrets-manager';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';
import { yamlErrors } from '../yaml-errors';


describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['SecretsManagerBundle.read: must have at least one of secrets or secretNames', () => SecretsManagerBundle.read({ list: true })],
    ['SecretsManagerBundle.sync: must have at least one of secrets or secretNames', () => SecretsManagerBundle.sync({ secrets: [] })],
    [
      'SecretsManagerBundle.read: secretNames[0]: must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in \'*\', ' +
      'got "*": this would give every secret of the account',
      () => SecretsManagerBundle.read({ secretNames: ['*'] }),
    ],
    [
      'SecretsManagerBundle.sync: secretNames[1]: must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in \'*\', ' +
      'got "web-??????": the suffix is added by itself: "web"',
      () => SecretsManagerBundle.sync({ secretNames: ['web', 'web-??????'] }),
    ],
    [
      'SecretsManagerBundle.read: secretNames[0]: must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in \'*\', ' +
      'got "arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-AbCdEf": this is an ARN; give the secret itself, ' +
      'secrets: [Secret.fromSecretCompleteArn(…)]',
      () => SecretsManagerBundle.read({ secretNames: ['arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-AbCdEf'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      SecretsManagerBundle.read({ secretNames: [token, `${token}*`] });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['secretsManager.read', 'secrets', '*', 'this would give every secret of the account'],
    ['secretsManager.read', 'secrets', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:*', 'this would give every secret of the account'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['secretsManager.read', 'secrets', 'k8s-main/*'],
    ['secretsManager.read', 'secrets', 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:k8s-main/*'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

// With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
test.each(['*', 'db/*', 'x?', 'team-${aws:userid}'])('an imported secret named %s is refused', (name) => {
  const secret = Secret.fromSecretNameV2(stackIn(PLACE), 'Secret', name);
  expect(() => SecretsManagerBundle.read({ secrets: [secret] }))
    .toThrow('SecretsManagerBundle.read: secrets[0]: must be one resource, without wildcards and policy variables, got "');
});

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  test.each([
    '{ id: secretsManager.read, secrets: [cn-north-1] }',
  ])('may have %s', (bundle) => {
    expect(yamlErrors(bundle)).toEqual([]);
  });
});
