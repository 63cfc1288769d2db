import { isOfWorkload } from '../../lib/compliance/escalation';
import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { judgedRole } from '../../lib/compliance/judged-role';
import { KnownTrusts } from '../../lib/compliance/known-trusts';
import { permissionsOf } from '../../lib/compliance/permitted';
import { subjectsOf } from '../../lib/compliance/subjects';
import { webIdentitiesOf } from '../../lib/compliance/web-identity';
import { readTemplate } from '../../lib/inventory/template-reader';
import { roleOf, trustFor } from '../access/inventory-fixture';

const { roles: [role] } = readTemplate({ Resources: { Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), []) } });

test('what a trust says is read once for all who ask with the same facts, what policies allow for each of them', () => {
  const known = new KnownTrusts(true);
  const [one, other] = [judgedRole(role, false, known.factsOf(role)), judgedRole({ ...role, at: 'elsewhere' }, true, known.factsOf(role))];
  expect(webIdentitiesOf(other)).toBe(webIdentitiesOf(one));
  expect(subjectsOf(other)).toBe(subjectsOf(one));
  expect(permissionsOf(other)).not.toBe(permissionsOf(one));
});

test('nothing but whether a role is a workload\'s is kept where nobody asks again', () => {
  const known = new KnownTrusts(false);
  expect(known.factsOf(role)).not.toBe(known.factsOf(role));
  expect(known.isOfWorkload(role)).toBe(isOfWorkload(role));
});

test('judging notes whether roles are workloads\'', () => {
  const known = new KnownTrusts(false);
  judge([role], [], judgeOptions({}), known);
  const unreadable = { ...role, trust: { ...role.trust, statements: [] } };
  expect(known.isOfWorkload(role, unreadable)).toBe(true);
  expect(new KnownTrusts(false).isOfWorkload(role, unreadable)).toBe(false);
});
