import fc from 'fast-check';
import type { AccessRole } from '../../../lib/access/model/access-role';
import { RolesByArn } from '../../../lib/access/routes/roles-by-arn';
import { readDocument } from '../../../lib/iam/document';
import { mayBeAbout } from '../../../lib/iam/entry-overlap';
import { unknownPart } from '../../../lib/iam/partial-text';
import { runs } from '../../property-runs';

const OWN = 'arn:aws:iam::111122223333:role/';
const role = fc.constantFrom('a', 'ab', 'abc', 'b', 'B', 'team/a', unknownPart('Role')).map((name) => ({ arn: `${OWN}${name}` }) as AccessRole);
const entry = fc.constantFrom(
  '*', OWN, `${OWN}*`, `${OWN}a`, `${OWN}a*`, `${OWN}?`, `${OWN}*b*`, `${OWN}team/\${aws:PrincipalTag/team}`, 'arn:aws:iam', 'arn:*', 'arn:aws:iam::444455556666:role/*', unknownPart('Arn'),
);
const statement = fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), fc.array(entry, { minLength: 1, maxLength: 3 }))
  .map(([key, entries]) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', [key]: entries }));

test('the roles that statements may be about are those that are found by asking of each, in their order', () => {
  fc.assert(fc.property(fc.array(role, { maxLength: 8 }), fc.array(statement, { minLength: 1, maxLength: 2 }), (roles, written) => {
    const { statements } = readDocument({ Statement: written });
    expect(new RolesByArn(roles).named(statements)).toEqual(roles.filter(({ arn }) => statements.some((own) => mayBeAbout(own, arn))));
  }), runs(500, 20_000));
});
