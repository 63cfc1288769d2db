import type { FleetPlan, PlannedRole } from './fleet-plan';
import type { PlannedWarning } from './planned-warnings';
import { isObject, own } from '../../core/plain-object';
import { list, show } from '../../core/text';
import { environmentsText } from '../file/environments';
import { UNUSED_WARNING, WARNING_IDS } from '../warning-ids';

/** The plans with their warnings, without those that are acknowledged. */
export function withWarnings(plans: readonly FleetPlan[], data: unknown): FleetPlan[] {
  const all = plans.map((plan) => ({
    plan,
    roles: plan.roles.map((role) => ({ role, warnings: [...role.warnings, ...forgottenOverride(role, plan, plans, data)] })),
  }));
  // A workload may have roles in several accounts and environments, and what is acknowledged be a warning of one of them.
  const used = new Set(all.flatMap(({ roles }) => roles.flatMap(({ role, warnings }) =>
    role.acknowledged.filter(({ id }) => warnings.some((warning) => warning.id === id)).map(({ place }) => place))));
  return all.map(({ plan, roles }) => ({
    ...plan,
    roles: roles.map(({ role, warnings }) => ({
      ...role,
      warnings: [
        ...warnings.filter(({ id }) => !role.acknowledged.some((acknowledged) => acknowledged.id === id)),
        ...role.acknowledged.filter(({ id, place }) => isWarning(id) && !used.has(place))
          .map(({ id, place }) => ({ id: UNUSED_WARNING, message: `${show(id)} (${place}) acknowledges nothing: take it out` })),
      ],
    })),
  }));
}

function isWarning(id: string): boolean {
  return (Object.values(WARNING_IDS) as string[]).includes(id);
}

/** A role that may do nothing, where the workload may do something in another environment. */
function forgottenOverride({ workload, place, bundleIds }: PlannedRole, { environment = '' }: FleetPlan, plans: readonly FleetPlan[], data: unknown): PlannedWarning[] {
  const others = plans.filter(({ roles }) => roles.some((role) => role.workload === workload && role.bundleIds.length > 0))
    .map((plan) => plan.environment ?? '');
  const override = own(own(own(own(data, 'environments'), environment), 'workloads'), workload) as unknown;
  // `bundles: null` says that it is meant.
  if (bundleIds.length > 0 || others.length === 0 || (isObject(override) && Object.values(override).includes(null))) {
    return [];
  }
  return [{
    id: WARNING_IDS.noPermissionsInEnvironment,
    message: `the role of ${show(workload)} (${place}) may do nothing in environment ${environment}, and has permissions in ${list(others.length > 3 ? [...others.slice(0, 3), 'others'] : others)}: ` +
      `give it bundles in ${environmentsText([environment])} as well, or leave that out of its "environments"`,
  }];
}
