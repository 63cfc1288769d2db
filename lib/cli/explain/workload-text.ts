import { RootConstruct } from 'constructs';
import { trustText } from './trust-text';
import type { LiteralStatement } from '../../bundles/statement-variants';
import { terminalText } from '../../core/escape';
import { count } from '../../core/text';
import type { FleetPlan, PlannedExistingRole, PlannedRole, PlannedTargetRole } from '../../fleet/plan/fleet-plan';
import { ServiceAccountFleet } from '../../fleet/service-account-fleet';
import { statementLines } from '../catalogue/bundle-text';
import type { Look } from '../catalogue/bundle-text';
import { withScratchApp } from '../scratch-app';
import { wrapped } from '../wrapped';

/** What a workload becomes: each of its roles, from who may become it to the files for the cluster. */
export function workloadText(workload: string, plans: readonly FleetPlan[], look: Look): string {
  const own = plans.map((plan) => ofWorkload(workload, plan)).filter(({ roles, existingRoles }) => roles.length + existingRoles.length > 0);
  return own.flatMap((plan) => [
    ...plan.roles.map((role) => roleText(role, plan, look)),
    ...plan.existingRoles.map((role) => existingText(role, look)),
  ].map((lines) => [...lines, ...filesOf(plan, look), '']))
    .map((lines) => lines.join('\n')).join('\n');
}

function ofWorkload(workload: string, plan: FleetPlan): FleetPlan {
  return {
    ...plan,
    roles: plan.roles.filter((role) => role.workload === workload),
    existingRoles: plan.existingRoles.filter((role) => role.workload === workload),
  };
}

function roleText(role: PlannedRole, plan: FleetPlan, look: Look): string[] {
  const { account, stack, clusters, props, permissionsBoundary, managedPolicies, acknowledged } = role;
  const { roleName, path = '/', maxSessionDuration, tags = {} } = props;
  const { paint } = look;
  const partition = clusters[0].partition;
  return [
    paint('bold', terminalText(`workloads.${role.workload} (${role.place})`)),
    '',
    paint('bold', `Role ${roleName}`),
    `  ARN:       arn:${partition}:iam::${account}:role${path}${roleName}`,
    `  Stack:     ${stackPath(plan, stack)}, in account ${account}, ${plan.stackRegions.get(account) ?? clusters[0].region}`,
    ...role.owner === undefined ? [] : [terminalText(`  Owner:     ${role.owner}`)],
    ...permissionsBoundary === undefined ? [] : [`  Boundary:  ${permissionsBoundary}`],
    ...maxSessionDuration === undefined ? [] : [`  Sessions:  at most ${hours(maxSessionDuration.toSeconds())}`],
    ...Object.entries(tags).map(([key, value], index) => terminalText(`  ${index === 0 ? 'Tags:    ' : '         '}  ${key} = ${value}`)),
    '',
    ...trustText({ clusters, account }, look),
    '',
    ...permissionsText(role, look),
    ...managedPolicies.flatMap(({ arn, reason }) => wrapped('  ', terminalText(`the managed policy ${arn} because ${reason}`), look.width)),
    ...targetText(role, plan, look),
    ...publishingText(role),
    ...acknowledgedText(acknowledged, 'Acknowledged findings', look),
    ...acknowledgedText(role.targetRole?.acknowledged ?? [], 'Acknowledged findings on the target role', look),
    '',
  ];
}

function acknowledgedText(acknowledged: PlannedRole['acknowledged'], title: string, { paint, width }: Look): string[] {
  return [
    ...acknowledged.length === 0 ? [] : ['', paint('bold', title)],
    ...acknowledged.flatMap(({ id, reason }) => wrapped('  ', terminalText(`${id} because ${reason}`), width)),
  ];
}

function targetText({ targetRole, clusters }: PlannedRole, plan: FleetPlan, look: Look): string[] {
  if (targetRole === undefined) {
    return [];
  }
  const { place, roleArn, account, stack, permissionsBoundary, props } = targetRole;
  const { paint } = look;
  const way = clusters.some(({ identity }) => identity === 'irsa') ? 'the pods assume it themselves' : 'the pods get it in place of the role above';
  return [
    '',
    paint('bold', terminalText(`Target role ${props.roleName} (${place}): ${way}`)),
    `  ARN:       ${roleArn}`,
    `  Stack:     ${stackPath(plan, stack)}, in account ${account}, ${plan.stackRegions.get(account)}`,
    ...permissionsBoundary === undefined ? [] : [`  Boundary:  ${permissionsBoundary}`],
    '',
    ...permissionsText(targetRole, look),
    ...targetRole.managedPolicies.flatMap(({ arn, reason }) => wrapped('  ', terminalText(`the managed policy ${arn} because ${reason}`), look.width)),
  ];
}

function existingText(role: PlannedExistingRole, look: Look): string[] {
  const { workload, place, roleArn, roleAccount, clusters } = role;
  return [
    look.paint('bold', terminalText(`workloads.${workload} (${place})`)),
    '',
    look.paint('bold', `Existing role ${roleArn}`),
    '  Nothing of it is created or changed. Its own trust must have:',
    '',
    ...trustText({ clusters, account: roleAccount }, look),
    '',
  ];
}

function permissionsText(role: PlannedRole | PlannedTargetRole, look: Look): string[] {
  const { props: { bundles = [] }, bundlePlaces, managedPolicies } = role;
  const { paint, width } = look;
  const indented = { width: width === undefined ? undefined : width - 2 };
  if (bundles.length === 0) {
    return managedPolicies.length > 0 ? [paint('bold', 'Permissions')] : [paint('bold', 'Permissions: none'), '  The role is an identity alone.'];
  }
  return [
    paint('bold', 'Permissions'),
    ...bundles.flatMap((bundle, index) => [
      terminalText(`  ${bundle.bundleId} (${bundlePlaces[index]})`),
      ...(bundle.bind(new RootConstruct()).statements ?? []).flatMap(({ statement, evidence = [] }, at) =>
        statementLines({ statement: statement.toStatementJson() as LiteralStatement, evidence }, at + 1, indented).map((line) => `  ${line}`)),
    ]),
  ];
}

function publishingText({ publishing: { stackOutput, parameterName } }: PlannedRole): string[] {
  const places = [...stackOutput ? ['an output of the stack'] : [], ...parameterName === undefined ? [] : [`the SSM parameter ${parameterName}`]];
  return places.length === 0 ? [] : ['', terminalText(`Its ARN is published as ${places.join(' and ')}.`)];
}

/** `2 hours`, `90 minutes`. */
function hours(seconds: number): string {
  return seconds % 3600 === 0 ? count(seconds / 3600, 'hour') : count(Math.ceil(seconds / 60), 'minute');
}

/** The files of the workload alone: those of all workloads of a namespace share a manifest. */
function filesOf(plan: FleetPlan, { paint }: Look): string[] {
  const { files, resources } = withScratchApp((app) => {
    const fleet = ServiceAccountFleet._fromFile(app, 'Fleet', plan.file, {}, undefined, [plan]);
    return {
      files: fleet.environments.flatMap((part) => part.files.files),
      resources: fleet.roles.reduce((sum, { role }) => sum + role.node.findAll().filter(({ node: { id } }) => /^Overflow\d+$/.test(id)).length, 0),
    };
  });
  const folder = plan.environment === undefined ? 'cdk.out/irsa' : `cdk.out/assembly-${plan.environment}/irsa`;
  return [
    ...resources === 0 ? [] : [`${count(resources, 'managed policy', 'managed policies')} hold what is past the limit of inline policies.`, ''],
    paint('bold', `Files, in ${folder}`),
    ...files.map((file) => `  ${terminalText(file)}`),
  ];
}

function stackPath({ environment }: FleetPlan, stack: string): string {
  return environment === undefined ? stack : `${environment}/${stack}`;
}
