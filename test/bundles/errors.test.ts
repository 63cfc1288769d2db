import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { KEY } from './samples';
import { PLACE, stackIn } from './support';
import { bundleDefinition } from '../../lib/bundles/definitions';
import { CloudWatchBundle } from '../../lib/bundles/services/cloudwatch';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { ParameterStoreBundle } from '../../lib/bundles/services/parameter-store';
import { Route53Bundle } from '../../lib/bundles/services/route53';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { SesBundle } from '../../lib/bundles/services/ses';
import { SnsBundle } from '../../lib/bundles/services/sns';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { StsBundle } from '../../lib/bundles/services/sts';
import { explain } from '../../lib/core/text-format';

const stack = stackIn(PLACE);
const key = Key.fromKeyArn(stack, 'Key', KEY);
const buckets = [Bucket.fromBucketName(stack, 'Bucket', 'media')];

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['Route53Bundle.dns01: hostedZones: must name at least one, got []', () => Route53Bundle.dns01({ hostedZones: [] })],
    ['Route53Bundle.externalDns: hostedZones: must name at least one, got []', () => Route53Bundle.externalDns({ hostedZones: [] })],
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
    [
      'ParameterStoreBundle.read: must have at least one of parameters, parameterNames or paths',
      () => ParameterStoreBundle.read({ list: true }),
    ],
    [
      'ParameterStoreBundle.read: parameterNames[0]: must be the full name of a parameter (letters, digits and _.-; with \'/\' before each of at most 15 parts), ' +
      'got "web/color": perhaps "/web/color"',
      () => ParameterStoreBundle.read({ parameterNames: ['web/color'] }),
    ],
    [
      'ParameterStoreBundle.read: parameterNames[0]: must be the full name of a parameter (letters, digits and _.-; with \'/\' before each of at most 15 parts), ' +
      'got "/web/*": for several parameters give their path, as \'paths\'',
      () => ParameterStoreBundle.read({ parameterNames: ['/web/*'] }),
    ],
    [
      'ParameterStoreBundle.read: paths[0]: must be a path of parameters (begins with \'/\', does not end with \'/\', parts of letters, digits and _.-), ' +
      'got "/": this would give every parameter of the account',
      () => ParameterStoreBundle.read({ paths: ['/'] }),
    ],
    [
      'ParameterStoreBundle.read: paths[0]: must be a path of parameters (begins with \'/\', does not end with \'/\', parts of letters, digits and _.-), ' +
      'got "web/*": perhaps "/web"',
      () => ParameterStoreBundle.read({ paths: ['web/*'] }),
    ],
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
    ['S3Bundle.read: buckets: must name at least one, got []', () => S3Bundle.read({ buckets: [] })],
    ['S3Bundle.write: buckets: must name at least one, got []', () => S3Bundle.write({ buckets: [] })],
    ['S3Bundle.readWrite: buckets: must name at least one, got []', () => S3Bundle.readWrite({ buckets: [] })],
    [
      'S3Bundle.read: prefix: must be the beginning of keys (not beginning with \'/\', without \'*\', \'?\' and \'$\', at most 1,024 characters), ' +
      'got "/web/*": perhaps "web/"',
      () => S3Bundle.read({ buckets, prefix: '/web/*' }),
    ],
    [
      'S3Bundle.write: prefix: must be the beginning of keys (not beginning with \'/\', without \'*\', \'?\' and \'$\', at most 1,024 characters), got ""',
      () => S3Bundle.write({ buckets, prefix: '' }),
    ],
    ['SesBundle.send: must have at least one of identities or identityNames', () => SesBundle.send({})],
    [
      'SesBundle.send: identityNames[0]: must be a domain or an email address that is an SES identity, ' +
      'got "*@example.com": an identity has no wildcard; limit the addresses of a domain with \'fromAddresses\'',
      () => SesBundle.send({ identityNames: ['*@example.com'] }),
    ],
    [
      'SesBundle.send: fromAddresses[0]: must be an email address, where \'*\' stands for any text, got "*": this is no limit; leave it out',
      () => SesBundle.send({ identityNames: ['example.com'], fromAddresses: ['*'] }),
    ],
    ['SesBundle.send: recipients[0]: must limit the addresses, got "*@*"', () => SesBundle.send({ identityNames: ['example.com'], recipients: ['*@*'] })],
    ['SesBundle.send: recipients: must name at least one, got []', () => SesBundle.send({ identityNames: ['example.com'], recipients: [] })],
    [
      'SesBundle.send: configurationSets[0]: must be the name of a configuration set (1 to 64 letters, digits, \'-\' and \'_\'), got "a b"',
      () => SesBundle.send({ identityNames: ['example.com'], configurationSets: ['a b'] }),
    ],
    [
      'SesBundle.send: templates[0]: must be the name of a template (1 to 64 letters, digits, \'-\' and \'_\'), got "*"',
      () => SesBundle.send({ identityNames: ['example.com'], templates: ['*'] }),
    ],
    [
      'SesBundle.send: allowBulk: must not be given together with recipients: ses:SendBulkEmail supports no condition on addresses, so the limit would not hold',
      () => SesBundle.send({ identityNames: ['example.com'], templates: ['welcome'], recipients: ['*@example.org'], allowBulk: true }),
    ],
    [
      'SesBundle.send: templates: must name at least one where allowBulk is true, got none: bulk messages are made from a template',
      () => SesBundle.send({ identityNames: ['example.com'], allowBulk: true }),
    ],
    ['SqsBundle.consume: queues: must name at least one, got []', () => SqsBundle.consume({ queues: [] })],
    ['SqsBundle.produce: queues: must name at least one, got []', () => SqsBundle.produce({ queues: [] })],
    ['SnsBundle.publish: topics: must name at least one, got []', () => SnsBundle.publish({ topics: [] })],
    ['CloudWatchBundle.writeLogs: must have at least one of logGroups or logGroupNames', () => CloudWatchBundle.writeLogs({})],
    [
      'CloudWatchBundle.writeLogs: logGroupNames[0]: must be the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in \'*\', ' +
      'got "*": this would give every log group of the account',
      () => CloudWatchBundle.writeLogs({ logGroupNames: ['*'] }),
    ],
    ['CloudWatchBundle.putMetrics: namespaces: must name at least one, got []', () => CloudWatchBundle.putMetrics({ namespaces: [] })],
    [
      'CloudWatchBundle.putMetrics: namespaces[0]: must not begin with \'AWS/\', which AWS keeps for itself, got "AWS/EC2"',
      () => CloudWatchBundle.putMetrics({ namespaces: ['AWS/EC2'] }),
    ],
    [
      'CloudWatchBundle.putMetrics: namespaces[0]: must be a metric namespace (1 to 255 letters, digits and ._/#:-, not beginning with \':\'), got "web*"',
      () => CloudWatchBundle.putMetrics({ namespaces: ['web*'] }),
    ],
    ['StsBundle.assumeRole: must have at least one of roles or roleArns', () => StsBundle.assumeRole({})],
    [
      'StsBundle.assumeRole: roleArns[0]: must be a role\'s ARN, such as arn:aws:iam::444455556666:role/backup-writer, ' +
      'got "arn:aws:iam::444455556666:role/*": a wildcard would let the workload become roles that do not exist yet; name each role',
      () => StsBundle.assumeRole({ roleArns: ['arn:aws:iam::444455556666:role/*'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      SecretsManagerBundle.read({ secretNames: [token, `${token}*`] });
      ParameterStoreBundle.read({ parameterNames: [token], paths: [token] });
      KmsBundle.decrypt({ keys: [key], viaServices: [token] });
      S3Bundle.read({ buckets, prefix: token });
      SesBundle.send({ identityNames: [token], fromAddresses: [token], recipients: [token] });
      SesBundle.send({ identityNames: [token], configurationSets: [token], templates: [token] });
      CloudWatchBundle.writeLogs({ logGroupNames: [token] });
      CloudWatchBundle.putMetrics({ namespaces: [token] });
      StsBundle.assumeRole({ roleArns: [token] });
    }).not.toThrow();
  });
});

describe('workloads.yaml refuses', () => {
  test.each<[id: string, parameter: string, value: string, problem: string | undefined]>([
    ['route53.dns01', 'hostedZones', 'example.com', 'this is a domain name; aws route53 list-hosted-zones-by-name prints the zone\'s id'],
    ['route53.dns01', 'hostedZones', '/hostedzone/Z0123456789ABCDEFGHIJ', 'write the id alone, "Z0123456789ABCDEFGHIJ"'],
    ['s3.read', 'buckets', 's3://media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'https://media.s3.eu-central-1.amazonaws.com/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'https://s3.eu-central-1.amazonaws.com/media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'Media', 'perhaps "media"'],
    ['s3.read', 'buckets', 'media_files', undefined],
    ['s3.read', 'buckets', 'arn:aws:s3:::media/*', 'this is the ARN of objects; write the bucket, "arn:aws:s3:::media", and the beginning of their keys as \'prefix\''],
    ['s3.read', 'buckets', 'arn:aws:s3:eu-central-1::media', 'it has no region: leave the fourth field empty'],
    ['sqs.consume', 'queues', 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs', 'this is the queue\'s URL; write its ARN, "arn:aws:sqs:eu-central-1:111122223333:jobs"'],
    ['sqs.consume', 'queues', 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs.fifo', 'this is the queue\'s URL; write its ARN, "arn:aws-cn:sqs:cn-north-1:111122223333:jobs.fifo"'],
    ['sqs.consume', 'queues', 'arn:aws:sns:eu-central-1:111122223333:jobs', 'this ARN is of service "sns", not "sqs"'],
    ['sns.publish', 'topics', 'arn:aws:sns:eu-central-1:111122223333:alerts:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55', 'this is the ARN of a subscription; write the topic\'s, "arn:aws:sns:eu-central-1:111122223333:alerts"'],
    ['secretsManager.read', 'secrets', '*', 'this would give every secret of the account'],
    ['secretsManager.read', 'secrets', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:*', 'this would give every secret of the account'],
    ['parameterStore.read', 'parameters', '/web/color:3', 'IAM knows no versions and labels: leave out what follows the ":"'],
    ['parameterStore.read', 'parameters', 'arn:aws:ssm:eu-central-1:111122223333:parameter/web', 'write the name, which is what follows "parameter" in the ARN'],
    ['parameterStore.read', 'paths', '/web/', 'perhaps "/web"'],
    ['parameterStore.read', 'paths', '*', 'this would give every parameter of the account'],
    ['kms.decrypt', 'keys', 'alias/web', 'IAM compares the ARN of the key, an alias is no ARN for it (aws kms describe-key prints the key ARN)'],
    ['ses.send', 'identities', 'Shop <shop@example.com>', 'write the address alone, without a name'],
    ['ses.send', 'fromAddresses', 'example.com', 'perhaps "*@example.com"'],
    ['cloudwatch.writeLogs', 'logGroups', 'arn:aws:logs:eu-central-1:111122223333:log-group:web:log-stream:a', 'this is the ARN of a log stream; write the log group\'s'],
    ['sts.assumeRole', 'roles', 'arn:aws:sts::444455556666:assumed-role/backup/web', 'this is the ARN of a session; the role\'s is "arn:aws:iam::444455556666:role/backup", with its path if it has one'],
    ['sts.assumeRole', 'roles', '444455556666', 'this is an account; name the role in it'],
  ])('%s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['a..b', "must not have two '.' side by side, got \"a..b\""],
    ['192.168.5.4', 'must not look like an IP address, got "192.168.5.4"'],
    ['web-abc123-s3alias', 'must be a bucket, not the alias of an access point, which IAM does not know, got "web-abc123-s3alias"'],
    ['web--euc1-az1--x-s3', 'must be a general purpose bucket: directory and table buckets have actions of their own, got "web--euc1-az1--x-s3"'],
    ['xn--media', "must not begin with 'xn--', 'sthree-' or 'amzn-s3-demo-', which AWS keeps for itself, got \"xn--media\""],
    ['arn:aws:s3:::192.168.5.4', 'must not look like an IP address, got "arn:aws:s3:::192.168.5.4"'],
  ])('the bucket %s', (name, problem) => {
    expect(explain(formatOf('s3.read', 'buckets'), name)).toBe(problem);
  });

  test.each([
    ['s3.read', 'buckets', 'abc'], ['s3.read', 'buckets', 'arn:aws-cn:s3:::media'], ['s3.read', 'prefix', 'media'],
    ['sqs.consume', 'queues', 'jobs.fifo'], ['sns.publish', 'topics', 'alerts.fifo'],
    ['secretsManager.read', 'secrets', 'k8s-main/*'],
    ['secretsManager.read', 'secrets', 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:k8s-main/*'],
    ['parameterStore.read', 'parameters', 'plain'], ['parameterStore.read', 'paths', '/a/b'],
    ['kms.decrypt', 'keys', 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['ses.send', 'identities', 'shop@example.com'], ['ses.send', 'identities', 'arn:aws:ses:eu-central-1:111122223333:identity/example.com'],
    ['cloudwatch.writeLogs', 'logGroups', '/eks/*'], ['cloudwatch.writeLogs', 'logGroups', 'arn:aws:logs:eu-central-1:111122223333:log-group:/eks/*'],
    ['sts.assumeRole', 'roles', 'arn:aws:iam::444455556666:role/teams/web/backup'],
  ])('not: %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

function formatOf(id: string, parameter: string) {
  const type = bundleDefinition(id)?.parameters[parameter].type;
  if (!type || type.kind === 'flag') {
    throw new Error(`${id} has no text ${parameter}`);
  }
  return type.format;
}
