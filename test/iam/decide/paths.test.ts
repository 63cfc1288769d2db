import type { ApplicablePolicies } from '../../../lib/iam/applicable-policies';
import { Dimensions, PRINCIPAL, RESOURCE } from '../../../lib/iam/decide/dimensions';
import { deniesFor, pathsFor, readPolicies } from '../../../lib/iam/decide/paths';
import type { PrincipalKind } from '../../../lib/iam/decide/principal-sets';
import { PolicyVariables } from '../../../lib/iam/decide/variables';
import { readDocument } from '../../../lib/iam/document';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const ARNS: Readonly<Record<string, string>> = { role: `arn:aws:iam::${ACCOUNT}:role/web`, user: `arn:aws:iam::${ACCOUNT}:user/bob`, root: `arn:aws:iam::${ACCOUNT}:root`, stranger: `arn:aws:iam::${OTHER}:role/web`, linked: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x/y` };
const RESOURCES: Readonly<Record<string, string>> = { own: `arn:aws:sqs:eu:${ACCOUNT}:q`, bucket: 'arn:aws:s3:::b', other: `arn:aws:sqs:eu:${OTHER}:q`, ofAws: 'arn:aws:iam::aws:policy/x', all: '*' };
const policy = (...statements: unknown[]) => readDocument({ Version: '2012-10-17', Statement: statements });
const allow = (sid: string, more: object = {}) => ({ Sid: sid, Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (sid: string, more: object = {}) => ({ ...allow(sid, more), Effect: 'Deny' });

function read(policies: ApplicablePolicies, kind: PrincipalKind, identifiers?: string) {
  const statements = readPolicies(policies, PolicyVariables.open);
  const asked = { kind, identifiers: identifiers === undefined ? undefined : TextSet.equals(identifiers) };
  return { statements, dimensions: new Dimensions({ policies, principals: [asked] }, asked, statements.all, steps()) };
}
const namesIn = (of: Readonly<Record<string, string>>, set: { contains(text: string, steps: Steps): boolean }) => Object.entries(of).filter(([, text]) => set.contains(text, steps())).map(([name]) => name).join(' ');

/** Each way: the statements of its groups, and to which principals or resources it is restricted. */
function ways(policies: ApplicablePolicies, kind: PrincipalKind, account: string | undefined, identifiers?: string) {
  const { statements, dimensions } = read(policies, kind, identifiers);
  return pathsFor(statements, dimensions, account, steps()).map(({ groups, isCertain, restriction }) => [
    groups.map((group) => group.map(({ sets }) => sets.statement.sid ?? '?').join('|')).join(' & '),
    ...restriction.map(([dimension, set]) => dimension === PRINCIPAL ? namesIn(ARNS, set as never) : dimension === RESOURCE ? `on ${namesIn(RESOURCES, set as never)}` : '?'),
    ...isCertain ? [] : ['perhaps'],
  ].join('; '));
}

const OWN = 'role user root linked';
const identity = [policy(allow('i'), deny('d'))];
const resource = [policy(allow('role', { Principal: { AWS: ARNS.role } }), allow('all', { Principal: '*' }), allow('account', { Principal: { AWS: ACCOUNT } }))];

test('where the account of the resource is known', () => {
  expect(ways({ identity }, 'roleSession', ACCOUNT)).toEqual([`i; ${OWN}`]);
  expect(ways({ identity, permissionsBoundary: [policy(allow('b'))], session: [policy(allow('s'))] }, 'roleSession', ACCOUNT)).toEqual([`i & b & s; ${OWN}`]);
  expect(ways({ identity, permissionsBoundary: [policy(allow('b'))], session: [policy(allow('s'))] }, 'user', ACCOUNT)).toEqual([`i & b; ${OWN}`]);
  expect(ways({ identity, resource, permissionsBoundary: [policy(allow('b'))] }, 'roleSession', ACCOUNT)).toEqual([`i & b; ${OWN}`, `all; ${OWN}`, `role & b; ${OWN}`, 'i & role|all|account & b; stranger']);
  expect(ways({ identity, resource }, 'accountRoot', ACCOUNT)).toEqual([`; ${OWN}`, `role|all; ${OWN}`, `; ${OWN}`, 'role|all|account; stranger']);
});

test('a root user is limited by no policy of a role, and who is meant by what cannot be read may be named in each way', () => {
  expect(ways({ identity, permissionsBoundary: [policy(allow('b'))], session: [policy(allow('s'))] }, 'accountRoot', ACCOUNT)).toEqual([`; ${OWN}`]);
  const unread = [policy(allow('any', { Principal: unknownPart('P') }))];
  expect(ways({ identity, resource: unread }, 'roleSession', ACCOUNT)).toEqual([`i; ${OWN}`, `any; ${OWN}`, `any; ${OWN}`, 'i & any; stranger']);
  expect(ways({ identity, trust: unread }, 'user', ACCOUNT)).toEqual([`i & any; ${OWN}`, `any; ${OWN}`, `any; ${OWN}`, 'i & any; stranger']);
});

test('a role must let itself be assumed', () => {
  expect(ways({ identity, trust: resource }, 'roleSession', ACCOUNT)).toEqual([`i & account; ${OWN}`, `all; ${OWN}`, `role; ${OWN}`, 'i & role|all|account; stranger']);
});

test('principals of no account need the policy of the resource alone', () => {
  expect(ways({ identity, resource, serviceControlPolicies: [[policy(allow('c'))]] }, 'service', ACCOUNT)).toEqual(['all']);
  expect(ways({ trust: [policy(allow('t', { Principal: { Federated: 'x' } }))], resource }, 'webIdentity', undefined)).toEqual(['t|all']);
});

test('each level of service control policies is a group, but for service-linked roles', () => {
  const control = { identity, serviceControlPolicies: [[policy(allow('c'))], [], [policy(allow('d'), allow('e'))]] };
  expect(ways(control, 'roleSession', ACCOUNT)).toEqual([`i & c & d|e; ${OWN}`, `i; ${OWN}; linked`]);
  expect(ways(control, 'user', ACCOUNT)).toEqual([`i & c & d|e; ${OWN}`]);
});

test('where the account of the resource is not known', () => {
  expect(ways({ identity }, 'roleSession', undefined)).toEqual(['i; perhaps']);
  expect(ways({ identity }, 'roleSession', undefined, ARNS.role)).toEqual(['i; on own bucket ofAws all']);
  expect(ways({ identity, resource }, 'roleSession', undefined, ARNS.role)).toEqual(['i; on own bucket ofAws all', 'all; on own bucket ofAws all', 'role; on own bucket ofAws all', 'i & role|all|account']);
});

describe('certain denies', () => {
  const all: ApplicablePolicies = {
    identity: [policy(deny('i'), allow('x'), deny('open', { Condition: unknownPart('C') }))],
    permissionsBoundary: [policy(deny('b'))],
    session: [policy(deny('s'))],
    resource: [policy(deny('r', { Principal: '*' }))],
    trust: [policy(deny('t', { Principal: '*' }))],
    serviceControlPolicies: [[policy(deny('c'))]],
    resourceControlPolicies: [[policy(deny('rc', { Principal: '*' }))]],
  };

  test.each<[PrincipalKind, string]>([
    ['roleSession', 'i b s r t c! rc!'], ['user', 'i b r t c rc'], ['accountRoot', 'r t c rc'], ['service', 'r t rc'], ['webIdentity', 'r t rc'], ['anonymous', 'r t rc'],
  ])('%s', (kind, expected) => {
    const { statements, dimensions } = read(all, kind);
    const found = deniesFor(statements, dimensions, steps());
    expect(found.map(({ way, restriction }) => `${way.sets.statement.sid}${restriction.length === 0 ? '' : '!'}`).join(' ')).toBe(expected);
    expect([...new Set(found.flatMap(({ restriction }) => restriction.map(([, set]) => namesIn(ARNS, set as never))))]).toEqual(kind === 'roleSession' ? ['role user root stranger'] : []);
  });
});

test('what cannot be read may allow everything, and denies nothing for certain', () => {
  const { statements } = read({ identity: [policy(allow('i'), unknownPart('Statement'))], permissionsBoundary: [] }, 'roleSession');
  expect([...statements.allows].map(([key, sets]) => [key, sets.map(({ statement, isOpen, hasUnreadablePrincipals }) => [statement.sid, isOpen, hasUnreadablePrincipals])])).toEqual([['identity', [['i', false, false], [undefined, true, true]]]]);
  expect([statements.denies, statements.all.map(({ reference }) => reference)]).toEqual([[], [{ policy: 'identity', level: undefined, document: 0, statement: 1 }, { policy: 'identity', level: undefined, document: 0, statement: 0 }]]);
  const levels = read({ serviceControlPolicies: [[policy(allow('c'))], [], [policy(deny('d'))]] }, 'user').statements;
  expect([[...levels.allows.keys()], levels.denies.map(({ reference }) => reference.level)]).toEqual([['serviceControlPolicies/0', 'serviceControlPolicies/2'], [2]]);
});
