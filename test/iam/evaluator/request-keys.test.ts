import type { AccessRequest, RequestPrincipal } from '../../../lib/iam/access-request';
import { RequestKeys, principalAccount } from '../../../lib/iam/evaluator/request-keys';
import { plain } from '../../../lib/iam/partial-text';

const ACCOUNT = '111122223333';
const ROLE: RequestPrincipal = { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/team/app`, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod` };
const BOB: RequestPrincipal = { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/staff/bob` };
const ROOT: RequestPrincipal = { kind: 'accountRoot', arn: `arn:aws:iam::${ACCOUNT}:root` };
const SERVICE: RequestPrincipal = { kind: 'service', name: 'sns.amazonaws.com' };
const TOKEN: RequestPrincipal = { kind: 'webIdentity', provider: 'accounts.google.com' };
const CANONICAL: RequestPrincipal = { kind: 'canonicalUser', id: '79a5' };
const KEYS = ['PrincipalArn', 'PrincipalAccount', 'PrincipalType', 'PrincipalIsAWSService', 'PrincipalServiceName', 'PrincipalServiceNamesList', 'username', 'userid', 'FederatedProvider', 'ResourceAccount'];

const keysOf = (principal: RequestPrincipal, more: Partial<AccessRequest> = {}, account?: string) => new RequestKeys({ principal, action: 's3:GetObject', resource: '*', ...more }, account);
/** What a request has under each key that follows from others; absent ones are left out. */
const shown = (keys: RequestKeys) => Object.fromEntries(KEYS.flatMap((name) => {
  const found = keys.find(`AWS:${name}`);
  return found.kind === 'absent' ? [] : [[name, found.kind === 'one' ? plain(found.value) : found.kind === 'open' ? `? ${found.why}` : found.values]];
}));

const NOT_SAID = '? the account of the resource';
const [OF_SERVICE, OF_TOKEN, OF_CANONICAL] = ['? what it is for a service', '? what it is before the role is assumed', '? who the canonical user is'];

test.each<[RequestPrincipal, object]>([
  [ROLE, { PrincipalArn: `arn:aws:iam::${ACCOUNT}:role/team/app`, PrincipalAccount: ACCOUNT, PrincipalType: 'AssumedRole', PrincipalIsAWSService: 'false', userid: `<the id of arn:aws:iam::${ACCOUNT}:role/team/app>:pod` }],
  [BOB, { PrincipalArn: `arn:aws:iam::${ACCOUNT}:user/staff/bob`, PrincipalAccount: ACCOUNT, PrincipalType: 'User', PrincipalIsAWSService: 'false', username: 'bob', userid: `<the id of arn:aws:iam::${ACCOUNT}:user/staff/bob>` }],
  [ROOT, { PrincipalArn: `arn:aws:iam::${ACCOUNT}:root`, PrincipalAccount: ACCOUNT, PrincipalType: 'Account', PrincipalIsAWSService: 'false', userid: ACCOUNT }],
  [SERVICE, { PrincipalArn: OF_SERVICE, PrincipalAccount: OF_SERVICE, PrincipalType: OF_SERVICE, PrincipalIsAWSService: 'true', PrincipalServiceName: 'sns.amazonaws.com', PrincipalServiceNamesList: OF_SERVICE, userid: OF_SERVICE }],
  [{ kind: 'anonymous' }, { PrincipalType: 'Anonymous', userid: 'anonymous' }],
  [TOKEN, { PrincipalType: OF_TOKEN, userid: OF_TOKEN, FederatedProvider: OF_TOKEN }],
  [{ kind: 'saml', provider: 'x' }, { PrincipalType: OF_TOKEN, userid: OF_TOKEN, FederatedProvider: OF_TOKEN }],
  [CANONICAL, { PrincipalArn: OF_CANONICAL, PrincipalAccount: OF_CANONICAL, PrincipalType: OF_CANONICAL, PrincipalIsAWSService: OF_CANONICAL, username: OF_CANONICAL, userid: OF_CANONICAL }],
])('keys that follow from who asks: $kind', (principal, expected) => {
  expect(shown(keysOf(principal))).toEqual({ ...expected, ResourceAccount: NOT_SAID });
  expect(shown(keysOf(principal, {}, '1'))).toEqual({ ...expected, ResourceAccount: '1' });
});

test('what a request lists comes first, in any case', () => {
  const keys = keysOf(ROLE, { context: { 'aws:PrincipalArn': 'x', 'K': ['a', 'b'], 'l': undefined, 'm': 'a', 'M': 'a' } });
  expect(['aws:principalarn', 'k', 'L', 'm', 'n'].map((key) => keys.find(key))).toEqual([
    { kind: 'one', value: 'x' }, { kind: 'several', values: ['a', 'b'] }, { kind: 'absent' }, { kind: 'open', why: 'the request has keys that differ by case alone' }, { kind: 'absent' },
  ]);
});

test('other keys are open where a request says so, but for those that only others have', () => {
  const open = (principal: RequestPrincipal) => ['k', 'aws:username', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:toString'].filter((key) => keysOf(principal, { hasOpenKeys: true }).find(key).kind === 'open');
  expect([open(ROLE), open(BOB), open(SERVICE)]).toEqual([['k', 'aws:toString'], ['k', 'aws:toString'], ['k', 'aws:PrincipalServiceNamesList', 'aws:toString']]);
});

test('the account of a principal', () => {
  expect([ROLE, BOB, ROOT, SERVICE, TOKEN, CANONICAL].map(principalAccount)).toEqual([ACCOUNT, ACCOUNT, ACCOUNT, undefined, undefined, undefined]);
  expect(shown(keysOf({ kind: 'user', arn: 'bob' })).PrincipalAccount).toBe('? the account of the principal');
});
