import { SecretsStoreCsiBundle } from '../../../lib/bundles/controllers/secrets-store-csi';
import { messageOf } from '../../support';

test.each<[string, () => unknown]>([
  [
    'SecretsStoreCsiBundle.provider: must have at least one of secrets, secretNames, parameters or parameterNames',
    () => SecretsStoreCsiBundle.provider({}),
  ],
  [
    'SecretsStoreCsiBundle.provider: must have at least one of secrets, secretNames, parameters or parameterNames',
    () => SecretsStoreCsiBundle.provider({ parameters: [], encryptionKeys: [] }),
  ],
  [
    'SecretsStoreCsiBundle.provider: parameterNames[0]: must be the full name of a parameter ' +
    '(letters, digits and _.-; with \'/\' before each of at most 15 parts), or a parameter\'s ARN, such as arn:aws:ssm:eu-central-1:111122223333:parameter/k8s-main/db/password, got "web/color": perhaps "/web/color"',
    () => SecretsStoreCsiBundle.provider({ parameterNames: ['web/color'] }),
  ],
])('refuses: %s', (message, make) => {
  expect(messageOf(make)).toBe(message);
});

test('paths, which the provider does not read, are not in reach of JavaScript either', () => {
  const options: object = { parameterNames: ['/web/color'], paths: ['/web'] };
  expect(messageOf(() => SecretsStoreCsiBundle.provider(options))).toBe('SecretsStoreCsiBundle.provider: unknown option "paths": '
    + 'known: secrets, secretNames, parameters, parameterNames, encryptionKeys');
});
