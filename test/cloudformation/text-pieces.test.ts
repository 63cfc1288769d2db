import { issuerOfUnknown, selectFromSplit } from '../../lib/cloudformation/text-pieces';
import { plain, unknownPart } from '../../lib/iam/partial-text';

const provider = unknownPart('Provider');
const arn = `arn:${unknownPart('AWS::Partition')}:iam::1:oidc-provider/${unknownPart('Id')}`;

test('the issuer of a provider that is known only at deploy time has a name', () => {
  expect(plain(issuerOfUnknown('Provider'))).toBe('<issuer of Provider>');
});

test('a piece is known only where nothing before it may hold the delimiter', () => {
  expect(plain(selectFromSplit(arn, ':', 4))).toBe('1');
  expect(plain(selectFromSplit(arn, ':oidc-provider/', 1))).toBe('<Id>');
  expect(plain(selectFromSplit(arn, '/', 1))).toBe(`<part 1 of ${plain(arn)} by '/'>`);
  expect(plain(selectFromSplit(`${provider}:a`, ':', 1))).toBe("<part 1 of <Provider>:a by ':'>");
  expect(plain(selectFromSplit(provider, ':oidc-provider/', 1))).toBe('<issuer of Provider>');
  expect(plain(selectFromSplit(provider, ':oidc-provider/', 0))).toBe("<part 0 of <Provider> by ':oidc-provider/'>");
  expect(plain(selectFromSplit('a:b', ':', 2))).toBe("<part 2 of a:b by ':'>");
});
