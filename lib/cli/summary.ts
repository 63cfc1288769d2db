import { dirname, relative } from 'path';
import type { IConstruct } from 'constructs';
import { nextCommands } from './next-commands';
import { roleTable } from './role-table';
import { terminalText } from '../core/escape';
import { count } from '../core/text';
import type { FleetRole } from '../fleet/fleet-role';
import type { ServiceAccountFleet } from '../fleet/service-account-fleet';
import { outputOf } from '../kubernetes/outputs';
import { isByCluster, roleClusters, subjectsIn } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import { createdTargets } from '../role/target-arn';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** How many rows a person reads; the rest is counted. */
const MOST_ROWS = 100;

/** What is shown, and for whom. */
export interface SummaryOptions {
  /** The folder of the templates; none if they are not kept. */
  readonly outdir?: string;
  /** The width of the terminal, if there is one. */
  readonly columns?: number;
  /** The workloads file, if the context names one. */
  readonly file?: string;
  /** Whether what each role may do is said, too. */
  readonly permissions?: boolean;
}

/** What a synth made, for a person: a table of the roles of each environment, where the files are, and the commands that come next. */
export function summaryOf(fleet: ServiceAccountFleet, { outdir, columns, file, permissions }: SummaryOptions): string {
  const { roles, environments, stacks } = fleet;
  const isSeveral = environments.some(({ environment }) => environment !== undefined);
  let left = MOST_ROWS;
  const parts = environments.map((part) => {
    const shown = part.roles.slice(0, left);
    left -= shown.length;
    return [
      ...isSeveral ? [`Environment ${part.environment}`] : [],
      ...shown.length > 0 ? [roleTable(shown.map(rowOf), columns)] : [],
      ...part.roles.length > shown.length ? [`… and ${count(part.roles.length - shown.length, 'more role')}; index.json lists them all`] : [],
      ...permissions === true ? shown.flatMap((role) => permissionsText(role, part)) : [],
      ...shown.flatMap(targetLines),
      ...part.existingRoles.map(({ workload, role }) => terminalText(`Existing role of ${workload}: ${role.roleArn}`)),
      ...outdir === undefined ? [] : ['', ...placesOf(part, outdir)],
      '',
    ];
  });
  return [
    ...parts.flat(),
    `${count(roles.length + new Set(roles.flatMap(({ role }) => createdTargets(role))).size, 'role')} in ${count(stacks.length, 'stack')}.`,
    ...fleet._broadAttachments.map(({ workload, policy, reason, place }) =>
      terminalText(`Full access: ${workload} (${place}) has ${policy}, which AWS manages, because ${reason.trim().replace(/\s+/g, ' ')}`)),
    ...fleet._providers.map(({ cluster, stack }) => terminalText(`OIDC provider of ${cluster} in ${stack.node.path}.`)),
    ...outdir === undefined ? ['Nothing is kept of a run by hand: npx cdk synth writes templates and files.'] : [],
    '',
    ...nextCommands(fleet, file).map(terminalText),
  ].join('\n');
}

/** What a role may do, in words. */
function permissionsText({ workload, role }: FleetRole, fleet: ServiceAccountFleet): string[] {
  const linesOf = (one: IConstruct) => fleet._permissionsOf(one).map((line) => terminalText(`  ${line}`));
  return [
    '', terminalText(`${workload} may:`), ...linesOf(role),
    ...createdTargets(role).flatMap((target) => [terminalText(`${workload} may, by its target role ${target.literalRoleArn()}:`), ...linesOf(target)]),
  ];
}

/** The roles of other accounts that the pods of a role get through it. */
function targetLines({ workload, role }: FleetRole): string[] {
  return createdTargets(role).map((target) =>
    terminalText(`Target role of ${workload}: ${target.literalRoleArn()} (${target.bundleIds.length === 0 ? 'no permissions' : target.bundleIds.join(', ')}) in ${target.stack.node.path}`));
}

/** The cells of a role, each with its lines. */
function rowOf({ workload, role, roleName, path, bundleIds, stack }: FleetRole): string[][] {
  const clusters = roleClusters(role);
  return [
    [workload],
    isByCluster(role) ? clusters.flatMap((cluster) => subjectsIn(role, cluster).flatMap((subject) => accountLines([subject], [cluster])))
      : accountLines(role.serviceAccounts, clusters),
    [`${path === '/' ? '' : path.slice(1)}${roleName}`],
    bundleIds.length > 0 ? bundleIds : ['(no permissions)'],
    [stack.node.path], // as the CLI takes it: prod/irsa-111122223333
  ];
}

/** `shop/web on main`; several have the clusters in a line of their own. */
function accountLines(subjects: readonly ServiceAccountSubject[], clusters: readonly RoleCluster[]): string[] {
  const on = `on ${clusters.map(({ displayName, issuer, podIdentity }) =>
    `${displayName}${podIdentity === undefined ? '' : issuer === undefined ? ' (EKS Pod Identity)' : ' (IRSA and EKS Pod Identity)'}`).join(', ')}`;
  return subjects.length > 1 ? [...subjects.map(String), on] : subjects.map((subject) => `${subject} ${on}`);
}

function placesOf({ environment, stacks, files: { directory, outputDirectory, files } }: ServiceAccountFleet, outdir: string): string[] {
  const shown = (path: string) => terminalText(relative(process.cwd(), path)) || '.';
  const folders = new Map<string, number>();
  files.forEach((file) => {
    const folder = file.includes('/') ? `${file.split('/')[0]}/` : file;
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  });
  const templates = environment === undefined ? outdir : dirname(directory);
  const lines: [string, string][] = [
    ['Templates', `${shown(templates)}/*.template.json (${count(stacks.length, 'file')})`],
    ...[...folders].map(([folder, n]): [string, string] =>
      [outputOf(folder)?.title ?? folder, `${shown(`${directory}/${folder}`)}${folder.endsWith('/') ? `/ (${count(n, 'file')})` : ''}`]),
    ...(outputDirectory === undefined ? [] : [['The same in', `${shown(outputDirectory)}/`] as [string, string]]),
  ];
  const width = Math.max(...lines.map(([label]) => label.length)) + 1;
  const aligned = lines.map(([label, text]) => `${`${label}:`.padEnd(width)} ${text}`);
  return aligned;
}
