import { scopeOf, takesResource } from '../../lib/compliance/resource-scope';

const ROLE = 'iam::*:role/*';
const scope = (resources: string[], kind = ROLE, account?: string) => scopeOf({ resources, notResources: [] }, kind, account);
const arn = (name: string, account = '111122223333') => `arn:aws:iam::${account}:role/${name}`;

test.each([
  ['*'], ['arn:*'], ['arn:aws:iam::*'], ['arn:aws:iam::*:role/*'], ['arn:aws:iam::1*:role/*'], ['arn:aws:iam::????????????:role/*'],
  ['arn:aws:iam::111122223333:role/????*'], ['arn:aws:iam::111122223333:r*/*'], ['arn:aws:iam::111122223333:role/*/*'],
])('%s takes any role', (entry) => expect(scope([entry])).toEqual({ breadth: 'any', witness: expect.stringMatching(/^arn:aws:iam::1\d{11}:role\/any/) }));

test.each([[arn('*e*')], [arn('a*')], [arn('*-*')], [arn('????????')]])('%s takes many', (entry) => expect(scope([entry]).breadth).toBe('many'));

test.each([[arn('web')], [arn('web-*')], [arn('*web*')], [arn('team/*')], ['arn:aws:iam::111122223333:user/*'], ['arn:aws:s3:::*'], ['web'], [arn('${aws:username}')]])(
  '%s takes what it names', (entry) => expect(scope([entry])).toEqual({ breadth: 'named' }));

test('entries count together', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
  expect(scope(letters.map((letter) => `arn:aws:s3:::${letter}*`), 's3:::*').breadth).toBe('any');
  expect(scope(letters.slice(1).map((letter) => `arn:aws:s3:::${letter}*`), 's3:::*').breadth).toBe('many');
});

test('the witness is in the role\'s own account, if the pattern takes that', () => {
  expect(scope(['arn:aws:iam::*:role/*'], ROLE, '444455556666').witness).toBe(arn('any', '444455556666'));
  expect(scope(['arn:aws:iam::9*:role/*'], ROLE, '444455556666').witness).toBe(arn('any', '911111111111'));
});

test('everything but some is any, unless all of the kind are among them', () => {
  expect(scopeOf({ resources: [], notResources: [arn('admin')] }, ROLE, undefined).breadth).toBe('any');
  expect(scopeOf({ resources: [], notResources: ['arn:aws:iam::*:role/*'] }, ROLE, undefined).breadth).toBe('named');
});

test('what is taken away is not among them', () => {
  expect(scopeOf({ resources: ['*'], notResources: [] }, ROLE, undefined, (name) => !name.includes('role/')).breadth).toBe('named');
});

test('a part that says where something is may be named', () => {
  const entry = 'eks:*:*:access-entry/~/*/*/*/*';
  expect(scope(['arn:aws:eks:eu-central-1:111122223333:access-entry/shop/*'], entry).witness).toBe('arn:aws:eks:eu-central-1:111122223333:access-entry/shop/any/any/any/any');
});

test('an action without resources is allowed on * alone', () => {
  expect(scope(['*'], '*').breadth).toBe('any');
  expect(scope(['arn:aws:s3:::*'], '*').breadth).toBe('named');
  expect(takesResource({ resources: [], notResources: ['arn:aws:s3:::a'] }, '*')).toBe(true);
});
