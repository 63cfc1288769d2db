import { followingKey, userName } from '../../../lib/iam/decide/principal-keys';
import { isOfAccount, possibleIdentifiers, principalMatches } from '../../../lib/iam/decide/principal-sets';
import type { PrincipalKind } from '../../../lib/iam/decide/principal-sets';
import { readDocument } from '../../../lib/iam/document';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const [WEB, TEAM_WEB, BOB, ROOT] = ['role/web', 'role/team/web', 'user/bob', 'root'].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
const STRANGER = `arn:aws:iam::${OTHER}:role/web`;
const NAME = unknownPart('Name');
const NAMES: Readonly<Record<string, string>> = { [WEB]: 'web', [TEAM_WEB]: 'team/web', [BOB]: 'bob', [ROOT]: 'root', [STRANGER]: 'stranger', 'sns.amazonaws.com': 'sns', 'accounts.google.com': 'google', [NAME]: 'name' };

/** Who is certainly meant, and who is perhaps, by each entry. */
function meant(principal: object, kind: PrincipalKind, isUnreadable = false): string[] {
  const [statement] = readDocument({ Statement: [{ Effect: 'Allow', Action: '*', ...principal }] }).statements;
  return principalMatches(statement, kind, isUnreadable).map(({ degree, identifiers, sessions }) => {
    const has = (set: TextSet, reading: 'smaller' | 'larger', text: string) => set.language(reading, true, steps()).contains(text, steps());
    const found = Object.entries(NAMES).filter(([text]) => has(identifiers, 'larger', text))
      .map(([text, name]) => has(identifiers, 'smaller', text) ? name : `${name}?`).join(' ');
    const ofSessions = sessions && ['pod', 'other'].filter((text) => has(sessions, 'larger', text)).join();
    return `${degree}: ${found}${ofSessions === undefined ? '' : ` as ${ofSessions}`}`;
  });
}

const EVERYONE = 'itself: web team/web bob root stranger sns google name';
const PERHAPS = EVERYONE.split(' ').slice(1).map((name) => `${name}?`).join(' ');

describe('whom an entry means', () => {
  test.each<[string, object, PrincipalKind, string[]]>([
    ['everyone', { Principal: '*' }, 'roleSession', [EVERYONE]],
    ['everyone', { Principal: '*' }, 'service', [EVERYONE]],
    ['everyone under AWS', { Principal: { AWS: '*' } }, 'webIdentity', [EVERYONE]],
    ['a role', { Principal: { AWS: WEB } }, 'roleSession', ['role: web name?']],
    ['a role, of a user', { Principal: { AWS: BOB } }, 'user', ['itself: bob name?']],
    ['a role, of a service', { Principal: { AWS: WEB } }, 'service', []],
    ['an account', { Principal: { AWS: ROOT } }, 'roleSession', ['account: web team/web bob root name?']],
    ['an account by its digits', { Principal: { AWS: ACCOUNT } }, 'user', ['account: web team/web bob root name?']],
    ['an account of a service', { Principal: { AWS: ACCOUNT } }, 'service', []],
    ['a session', { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/pod` } }, 'roleSession', ['itself: web team/web name? as pod']],
    ['a session, of a user', { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/pod` } }, 'user', []],
    ['a pattern, of which AWS takes no wildcard', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }, 'roleSession', ['any: web? team/web? name?']],
    ['a pattern across parts', { Principal: { AWS: 'arn:aws:*/web' } }, 'roleSession', ['any: web? team/web? stranger? name?']],
    ['a pattern of sessions', { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/*` } }, 'roleSession', [`any: ${PERHAPS}`]],
    ['what AWS makes of the ARN of a role that is gone', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } }, 'roleSession', []],
    ['what is neither', { Principal: { AWS: 'AROAexample' } }, 'roleSession', ['role: name?']],
    ['a name that is not known', { Principal: { AWS: NAME } }, 'roleSession', [`any: ${PERHAPS.replace('name?', 'name')}`]],
    ['a name that is not known, of a service', { Principal: { AWS: NAME } }, 'service', [`any: ${PERHAPS}`]],
    ['a role of which a part is not known', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${NAME}` } }, 'roleSession', ['any: web? team/web? name?']],
    ['a user of whom a part is not known', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/${NAME}` } }, 'user', ['itself: bob? name?']],
    ['a provider', { Principal: { Federated: 'accounts.google.com' } }, 'webIdentity', ['itself: google name?']],
    ['a provider of SAML', { Principal: { Federated: 'accounts.google.com' } }, 'saml', ['itself: google name?']],
    ['a provider, of a session that may have come from it', { Principal: { Federated: 'accounts.google.com' } }, 'roleSession', [`itself: ${PERHAPS}`]],
    ['a provider, of a user', { Principal: { Federated: 'accounts.google.com' } }, 'user', []],
    ['any provider', { Principal: { Federated: '*' } }, 'webIdentity', [`itself: ${PERHAPS}`]],
    ['a service', { Principal: { Service: 'sns.amazonaws.com' } }, 'service', ['itself: sns name?']],
    ['any service', { Principal: { Service: '*' } }, 'service', [`itself: ${PERHAPS}`]],
    ['a service, of a role', { Principal: { Service: 'sns.amazonaws.com' } }, 'roleSession', []],
    ['a canonical user', { Principal: { CanonicalUser: '79a5' } }, 'canonicalUser', ['itself: name?']],
    ['a canonical user, of an account', { Principal: { CanonicalUser: '79a5' } }, 'accountRoot', [`account: ${PERHAPS}`]],
    ['a canonical user, of a service', { Principal: { CanonicalUser: '79a5' } }, 'service', []],
    ['a kind that IAM does not have', { Principal: { Group: 'x' } }, 'service', [`any: ${PERHAPS}`]],
    ['nobody', {}, 'roleSession', [`any: ${PERHAPS}`]],
    ['Principal and NotPrincipal', { Principal: '*', NotPrincipal: { AWS: WEB } }, 'roleSession', [`any: ${PERHAPS}`]],
    ['several, by how they are named', { Principal: { AWS: [WEB, ROOT, STRANGER, `arn:aws:sts::${ACCOUNT}:assumed-role/web/pod`] } }, 'roleSession',
      ['role: web stranger name?', 'account: web team/web bob root name?', 'itself: web team/web name? as pod']],
    ['all but a service', { NotPrincipal: { Service: 'sns.amazonaws.com' } }, 'service', ['itself: web team/web bob root stranger google name?']],
    ['all but a role: its sessions, perhaps', { NotPrincipal: { AWS: WEB } }, 'roleSession', ['itself: web? team/web bob root stranger sns google name?']],
    ['all but a role, of a service', { NotPrincipal: { AWS: WEB } }, 'service', [EVERYONE]],
    ['all but everyone', { NotPrincipal: '*' }, 'roleSession', ['itself: ']],
    ['all but everyone under AWS', { NotPrincipal: { AWS: '*' } }, 'service', ['itself: ']],
    ['all but everyone of a kind', { NotPrincipal: { Service: '*' } }, 'service', [`itself: ${PERHAPS}`]],
    ['all but nobody', { NotPrincipal: {} }, 'service', [`itself: ${PERHAPS}`]],
    ['all but nobody, of a role', { NotPrincipal: {} }, 'roleSession', [`itself: ${PERHAPS}`]],
  ])('%s (%j of a %s)', (_, principal, kind, expected) => expect(meant(principal, kind)).toEqual(expected));

  test('what cannot be read may mean everyone', () => expect(meant({ Principal: { AWS: WEB } }, 'roleSession', true)).toEqual([`any: ${PERHAPS}`]));
});

test('kinds of principals in an account', () => {
  const kinds: PrincipalKind[] = ['roleSession', 'user', 'accountRoot', 'webIdentity', 'saml', 'service', 'anonymous', 'canonicalUser'];
  expect(kinds.filter(isOfAccount)).toEqual(['roleSession', 'user', 'accountRoot']);
});

test('the ARNs that principals of a kind have', () => {
  const arns = [WEB, TEAM_WEB, BOB, ROOT, 'arn:aws-cn:iam::111122223333:role/a', 'arn:aws:iam::11112222333:role/a', 'arn:aws:iam::111122223333:role/', 'arn::iam::111122223333:role/a', 'arn:aws:sts::111122223333:role/a', 'arn:aws:iam::111122223333:role/a b', 'x'];
  const possible = (kind: PrincipalKind) => arns.filter((arn) => possibleIdentifiers(kind).language('smaller', false, steps()).contains(arn, steps()));
  expect(possible('roleSession')).toEqual([WEB, TEAM_WEB, 'arn:aws-cn:iam::111122223333:role/a']);
  expect([possible('user'), possible('accountRoot'), possible('service')]).toEqual([[BOB], [ROOT], arns]);
});

describe('keys that follow from who asks', () => {
  const keysFor = (kind: PrincipalKind, identifiers?: TextSet) => Object.fromEntries(['aws:principaltype', 'aws:username', 'aws:principalisawsservice', 'aws:principalarn', 'aws:principalaccount', 'k'].flatMap((key) => {
    const found = followingKey(key, { kind, identifiers }, undefined, steps());
    return found === undefined ? [] : [[key.slice(4), found.values === undefined ? 'absent' : found.values === TextSet.every ? 'any' : found.values.listed?.join()]];
  }));

  test.each<[PrincipalKind, object]>([
    ['roleSession', { principaltype: 'AssumedRole', username: 'absent', principalisawsservice: 'false' }],
    ['user', { principaltype: 'User', username: 'any', principalisawsservice: 'false' }],
    ['accountRoot', { principaltype: 'Account', username: 'absent', principalisawsservice: 'false' }],
    ['anonymous', { principaltype: 'Anonymous', username: 'absent', principalarn: 'absent', principalaccount: 'absent' }],
    ['webIdentity', { username: 'absent', principalarn: 'absent', principalaccount: 'absent' }],
    ['saml', { username: 'absent', principalarn: 'absent', principalaccount: 'absent' }],
    ['service', { username: 'absent', principalisawsservice: 'true' }],
    ['canonicalUser', { username: 'absent' }],
  ])('%s', (kind, expected) => expect(keysFor(kind)).toEqual(expected));

  test('the names of listed users, and the account of the resource', () => {
    expect(keysFor('user', TextSet.equals(BOB, `arn:aws:iam::${ACCOUNT}:user/staff/eve`))).toMatchObject({ username: 'bob,eve' });
    expect(keysFor('user', TextSet.like('arn:aws:iam::*:user/*'))).toMatchObject({ username: 'any' });
    expect(followingKey('aws:resourceaccount', { kind: 'user' }, ACCOUNT, steps())?.values?.listed).toEqual([ACCOUNT]);
    expect(followingKey('aws:resourceaccount', { kind: 'user' }, undefined, steps())).toBeUndefined();
    expect([userName(BOB), userName(`arn:aws:iam::${ACCOUNT}:user/staff/eve`), userName('bob')]).toEqual(['bob', 'eve', '']);
    expect(keysFor('user', TextSet.equals('bob'))).toMatchObject({ username: '' });
  });
});
