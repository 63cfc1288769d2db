import { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws, Fn, Stack } from 'aws-cdk-lib/core';
import { documentSize } from '../../lib/core/deploy-time-size';
import { newStack } from '../support';

const length = (document: unknown) => JSON.stringify(document).length;

test('a literal document is counted exactly', () => {
  const document = { Version: '2012-10-17', Statement: [{ Action: ['s3:GetObject'], Resource: '*' }] };
  expect(documentSize(document, newStack())).toEqual({ characters: length(document), exact: true });
});

test('a deploy-time value counts with its greatest length', () => {
  const bucket = new Bucket(newStack(), 'Bucket');
  const size = documentSize({ Resource: `${bucket.bucketArn}/*` }, bucket);
  expect(size).toEqual({ characters: length({ Resource: `${'x'.repeat(83)}/*` }), exact: false });
  expect(size.characters).toBeGreaterThanOrEqual(length({ Resource: `arn:aws-us-gov:s3:::${'b'.repeat(63)}/*` }));
});

test.each([
  [() => Aws.PARTITION, 'aws-us-gov'],
  [() => Aws.REGION, 'ap-southeast-1'],
  [() => Aws.ACCOUNT_ID, '111122223333'],
  [() => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root`, 'arn:aws-us-gov:iam::111122223333:root'],
])('a pseudo parameter is never shorter than a real value (%#)', (token, longest) => {
  expect(documentSize({ a: token() }, newStack()).characters).toBeGreaterThanOrEqual(length({ a: longest }));
});

test('a deploy-time issuer in a key is counted, and no longer than it can be', () => {
  const provider = new CfnOIDCProvider(newStack(), 'Provider', { url: Fn.importValue('url') });
  const issuer = Fn.select(1, Fn.split(':oidc-provider/', provider.ref));
  const real = 'oidc.eks.ap-southeast-1.amazonaws.com.cn/id/0123456789ABCDEF0123456789ABCDEF';
  const { characters } = documentSize({ [`${issuer}:sub`]: 'x' }, provider);
  expect(characters).toBeGreaterThanOrEqual(length({ [`${real}:sub`]: 'x' }));
  expect(characters).toBeLessThanOrEqual(length({ [`${real}:sub`]: 'x' }) + 10);
});

test('what may be anything counts as long text', () => {
  const stack = new Stack();
  expect(documentSize({ a: Fn.importValue('other') }, stack)).toEqual({ characters: length({ a: 'x'.repeat(512) }), exact: false });
});

test('a provider of a long issuer, which is none of EKS, is as long as it is', () => {
  const issuer = `oidc.acme.io/${'x'.repeat(200)}`;
  const stack = new Stack();
  const provider = new CfnOIDCProvider(stack, 'Provider', { url: `https://${issuer}` });
  const real = length({ Federated: `arn:aws-us-gov:iam::111122223333:oidc-provider/${issuer}` });
  for (const arn of [provider.ref, `arn:${Aws.PARTITION}:iam::111122223333:oidc-provider/${issuer}`]) {
    expect(documentSize({ Federated: arn }, stack).characters).toBeGreaterThanOrEqual(real);
  }
});
