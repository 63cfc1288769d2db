// Policies that are made to take long. Each kind grows to a size; random names come from a seed, so that a run can be repeated.

/** The statements of one hostile policy of a size in bytes, and where it stands. */
export interface HostileKind {
  readonly name: string;
  readonly of: 'permissions' | 'trust';
  readonly statements: (bytes: number) => object[];
}

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
export const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

const each = <T>(count: number, made: (i: number) => T): T[] => Array.from({ length: Math.max(1, Math.floor(count)) }, (_, i) => made(i));

/** A generator of numbers below a limit. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state % limit;
  };
}

const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object = {}) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });
const trust = (conditions: object, more: object = {}) => ({ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: conditions, ...more });
const s3 = (name: string) => `arn:aws:s3:::${name}`;
const address = (i: number) => `${i % 223 + 1}.${Math.floor(i / 8) % 256}.${Math.floor(i / 2_048) % 256}.0/24`;
const date = (i: number) => new Date(1_600_000_000_000 + i * 7_919_000).toISOString();
const word = (next: (limit: number) => number, length: number) => each(length, () => 'ab*?'[next(4)]).join('');

const kindOf = (of: HostileKind['of']) => (name: string, statements: HostileKind['statements']): HostileKind => ({ name, of, statements });
const [permissionsKind, trustKind] = [kindOf('permissions'), kindOf('trust')];

export const HOSTILE_KINDS: readonly HostileKind[] = [
  permissionsKind('allows × denies in two dimensions', (bytes) => [
    ...each(bytes / 160, (i) => allow({ Action: `s3:*${i}*`, Resource: s3(`*${i}*`) })),
    ...each(bytes / 160, (i) => deny({ Action: `s3:*${i}`, Resource: s3(`${i}*`) })),
  ]),
  permissionsKind('one allow, many overlapping denies', (bytes) => [allow(), ...each(bytes / 85, (i) => deny({ Action: `*${i}*`, Resource: `arn:*:*${i}*` }))]),
  permissionsKind('denies of many keys', (bytes) => [allow(), ...each(bytes / 130, (i) => deny({ Condition: { StringNotEquals: { [`k:${i}`]: `v${i}` } } }))]),
  permissionsKind('many keys in one statement', (bytes) => [
    allow({ Condition: { StringLike: Object.fromEntries(each(bytes / 30, (i) => [`k:${i}`, `*${i}*`])) } }),
  ]),
  permissionsKind('dates × addresses', (bytes) => each(bytes / 280, (i) => ({
    ...i % 2 === 0 ? allow() : deny(),
    Condition: { DateGreaterThan: { 'aws:CurrentTime': date(i) }, DateLessThan: { 'aws:CurrentTime': date(i + 50) }, IpAddress: { 'aws:SourceIp': [address(i), address(i * 7)] } },
  }))),
  permissionsKind('addresses in and out', (bytes) => [
    allow({ Condition: { IpAddress: { 'aws:SourceIp': each(bytes / 36, address) }, NotIpAddress: { 'aws:SourceIp': each(bytes / 36, (i) => address(i * 3)) } } }),
  ]),
  permissionsKind('ForAllValues and ForAnyValue', (bytes) => [
    allow(), ...each(bytes / 190, (i) => deny({ Condition: { [`${i % 2 === 0 ? 'ForAllValues' : 'ForAnyValue'}:StringLike`]: { 'aws:TagKeys': [`*${i}`, `${i}*`] } } })),
  ]),
  permissionsKind('ForAnyValue of one key, all needed', (bytes) => [
    allow({ Condition: Object.fromEntries(each(4, (i) => [['ForAnyValue:StringLike', 'ForAnyValue:StringNotLike', 'ForAllValues:StringLike', 'ForAllValues:StringNotLike'][i % 4], { 'aws:TagKeys': each(bytes / 60, (j) => `*${j}x`) }])) }),
  ]),
  permissionsKind('wildcards in one resource', (bytes) => [allow({ Resource: [s3('*a'.repeat(bytes / 4)), s3(`${'*b'.repeat(bytes / 4)}c`)] })]),
  permissionsKind('question marks in one resource', (bytes) => [allow({ Resource: [s3(`*a${'?'.repeat(bytes / 2)}`), s3(`*b${'?'.repeat(bytes / 2)}`)] })]),
  permissionsKind('patterns of few letters', (bytes) => {
    const next = numbers(7);
    const resources = () => each(bytes / 60, () => s3(word(next, 20)));
    return [allow({ Resource: resources() }), deny({ NotResource: resources() })];
  }),
  permissionsKind('actions of few letters', (bytes) => {
    const next = numbers(11);
    return [allow({ Action: each(bytes / 50, () => `s3:${word(next, 20)}`) }), deny({ NotAction: each(bytes / 50, () => `s3:${word(next, 20)}`) })];
  }),
  permissionsKind('NotAction and NotResource', (bytes) => each(bytes / 230, (i) => ({
    Effect: i % 2 === 0 ? 'Allow' : 'Deny', NotAction: [`iam:*${i}`, `s3:*${i}*`, `ec2:${i}*`], NotResource: [s3(`*${i}*`), s3(`${i}?`), `arn:aws:iam::*:role/*${i}`],
  }))),
  permissionsKind('variables', (bytes) => each(bytes / 200, (i) => ({
    ...i % 2 === 0 ? allow() : deny(), Resource: s3(`\${aws:PrincipalTag/t${i % 5}}/*\${aws:PrincipalTag/t${i % 7}}`), Condition: { StringNotEquals: { [`aws:ResourceTag/r${i % 9}`]: `\${aws:PrincipalTag/t${i % 11}}` } },
  }))),
  permissionsKind('many variables in one text', (bytes) => [allow({ Resource: s3(each(bytes / 24, (i) => `*\${aws:PrincipalTag/${i % 3}}`).join('')) })]),
  permissionsKind('long literals that begin alike', (bytes) => [
    allow({ Resource: each(bytes / 1_000, (i) => s3('a'.repeat(950) + i)) }), deny({ Resource: each(bytes / 2_000, (i) => s3(`${'a'.repeat(900)}*${i}`)) }),
  ]),
  permissionsKind('numbers in many ranges', (bytes) => [
    allow(), ...each(bytes / 200, (i) => deny({ Condition: { NumericGreaterThan: { 's3:max-keys': `${i}` }, NumericLessThan: { 's3:max-keys': `${i}.5` }, StringLike: { [`k:${i % 30}`]: `${i}*` } } })),
  ]),
  trustKind('subjects of few letters', (bytes) => {
    const next = numbers(13);
    return [trust({ StringLike: { [`${ISSUER}:sub`]: each(bytes / 60, () => `system:serviceaccount:${word(next, 12)}:${word(next, 8)}`) } })];
  }),
  trustKind('subjects denied one by one', (bytes) => [
    trust({ StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*' } }),
    ...each(bytes / 260, (i) => trust({ StringLike: { [`${ISSUER}:sub`]: `system:*:*${i}*:*${i}` } }, { Effect: 'Deny' })),
  ]),
  trustKind('principals × conditions', (bytes) => each(bytes / 300, (i) => ({
    Effect: i % 3 === 0 ? 'Deny' : 'Allow',
    Principal: { AWS: i % 2 === 0 ? '*' : [`arn:aws:iam::${100_000_000_000 + i}:root`, `${200_000_000_000 + i}`] },
    Action: 'sts:AssumeRole',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/*${i}*` }, StringNotLike: { 'sts:ExternalId': `*${i}*`, 'aws:PrincipalOrgID': `o-*${i}` } },
  }))),
];
