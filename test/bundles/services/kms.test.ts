import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Lazy } from 'aws-cdk-lib/core';
import { KmsBundle } from '../../../lib/bundles/services/kms';
import { explain } from '../../../lib/core/text-format';
import { KEY } from '../samples';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const key = Key.fromKeyArn(stack, 'Key', KEY);
const anyKey = Key.fromKeyArn(stack, 'AnyKey', 'arn:aws:kms:eu-central-1:111122223333:key/*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['KmsBundle.decrypt: keys: must name at least one, got []', () => KmsBundle.decrypt({ keys: [] })],
    ['KmsBundle.encryptDecrypt: viaServices: must name at least one, got []', () => KmsBundle.encryptDecrypt({ keys: [key], viaServices: [] })],
    [
      'KmsBundle.decrypt: viaServices[0]: must be the name of a service as in its endpoint, without the region, such as s3 or secretsmanager, ' +
      'got "s3.eu-central-1.amazonaws.com": perhaps "s3"',
      () => KmsBundle.decrypt({ keys: [key], viaServices: ['s3.eu-central-1.amazonaws.com'] }),
    ],
    [
      'KmsBundle.decrypt: keys[0]: must be a key, not an alias: IAM compares the ARN of the key, an alias is no ARN for it ' +
      '(aws kms describe-key prints the key ARN), got "Stack/Alias"',
      () => KmsBundle.decrypt({ keys: [Alias.fromAliasName(stack, 'Alias', 'alias/web')] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['KmsBundle.decrypt: keys\\[0\\]', ':kms:', () => KmsBundle.decrypt({ keys: [anyKey] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      KmsBundle.decrypt({ keys: [key], viaServices: [token] });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['kms.decrypt', 'keys', 'alias/web', 'IAM compares the ARN of the key, an alias is no ARN for it (aws kms describe-key prints the key ARN)'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['kms.decrypt', 'keys', 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

describe('an alias of a key', () => {
  test('of this app stands for the key behind it, whose ARN IAM compares', () => {
    const own = new Key(stack, 'Own');
    const alias = new Alias(stack, 'OwnAlias', { aliasName: 'alias/main', targetKey: own });
    const resources = KmsBundle.decrypt({ keys: [alias] }).bind(stack).statements!.flatMap(({ statement }) => statement.resources);
    expect(resources).toEqual([own.keyArn]);
  });

  test('that is imported is refused, since its key is not known', () => {
    const alias = Alias.fromAliasName(stack, 'Imported', 'alias/main');
    expect(() => KmsBundle.decrypt({ keys: [alias] })).toThrow(
      /^KmsBundle\.decrypt: keys\[0\]: must be a key, not an alias: IAM compares the ARN of the key, .*, got "Stack\/Imported"$/);
  });
});
