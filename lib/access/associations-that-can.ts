import type { AbleOne } from './able-one';
import { askAnyOf } from './any-verdict';
import type { GuardrailReach } from './guardrails/guardrail-reach';
import type { AccessModel, GivenRole } from './model/access-model';
import type { AccessRole } from './model/access-role';
import type { Assumptions } from './routes/assumptions';
import { stepsOfAssociation } from './routes/becoming';
import { placeText, roleText } from './routes/role-policies';
import type { RequestPreparation } from './routes/role-policies';
import { chainOf } from './routes/route-text';
import { routesFrom } from './routes/routes';
import type { Route } from './routes/routes';
import { associatedText } from './routes/trusted-by';
import { plain } from '../iam/partial-text';

interface Search {
  readonly model: AccessModel;
  readonly assumptions: Assumptions;
  readonly preparation: RequestPreparation;
  readonly reach: GuardrailReach;
  /** The roles that can, or become one that can, whoever has them. */
  readonly roles: Iterable<AccessRole>;
}

/**
 * The service accounts that can by an association of EKS Pod Identity: as the role that it gives their pods, which is the target role
 * where it has one, with the tags and within the policy of the association.
 */
export function ableByAssociations(search: Search): AbleOne[] {
  const roles = new Set(search.roles);
  const given = new Set([...roles].flatMap((role) => search.model.associatedWith(role)));
  return [...given].flatMap((one) => ableByAssociation(one, roles, search));
}

function ableByAssociation(given: GivenRole, roles: ReadonlySet<AccessRole>, search: Search): AbleOne[] {
  const { model, assumptions } = search;
  if (model.rolesOfArn(given.roleArn ?? '').length === 0) {
    return [behindUnseen(given)];
  }
  const routes = routesFrom(stepsOfAssociation(model, given), assumptions).filter(({ steps }) => roles.has(steps.at(-1)!.session.role));
  const able = routes.flatMap((route) => ableAlong(route, given, search));
  // The shortest way that asks for least; the others end at the same pods.
  const rank = ({ decision, conditions, through }: AbleOne) => (decision === 'allowed' ? 0 : 1e6) + conditions.length * 1e3 + through.length;
  return able.sort((one, other) => rank(one) - rank(other)).slice(0, 1);
}

function ableAlong(route: Route, given: GivenRole, { preparation, reach }: Search): AbleOne[] {
  const { session } = route.steps.at(-1)!;
  const { decision, because, conditions, ...rest } = askAnyOf(session.role.ways.map((way) => preparation.of(session, way)), reach);
  return decision === 'denied' ? [] : [{
    who: associatedText(given),
    decision: route.decision === 'allowed' ? decision : 'undecided',
    through: [`through ${roleText(route.steps[0].session.role)}`, ...chainOf(route, '').slice(1)],
    because,
    conditions: [...new Set([...route.conditions, ...conditions])],
    ...rest,
  }];
}

/** Nobody knows whether a role that is not among the paths may assume its target role. */
function behindUnseen(given: GivenRole): AbleOne {
  const { roleArn = '', targetRoleArn = '', origin } = given;
  return {
    who: associatedText(given),
    decision: 'undecided',
    through: [`through role ${plain(targetRoleArn)}, the target role of the association at ${placeText(origin())}`],
    because: `it depends on role ${plain(roleArn)}, which assumes it and is not among the paths`,
    conditions: [],
  };
}
