import { dirname, relative } from 'path';
import Table from 'cli-table3';
import { terminalText } from '../core/escape';
import { count } from '../core/text';
import type { FleetRole, ServiceAccountFleet } from '../fleet/service-account-fleet';
import { outputOf } from '../kubernetes/outputs';

/** How many rows a person reads; the rest is counted. */
const MOST_ROWS = 100;

/**
 * What a synth made, for a person: a table of the roles, and where the files are.
 *
 * @param outdir the folder of the templates
 */
export function summaryOf(fleet: ServiceAccountFleet, outdir: string): string {
  const roles = fleet.roles;
  const rows = roles.slice(0, MOST_ROWS).map(rowOf);
  const table = new Table({
    head: ['Workload', 'Service accounts', 'Role', 'Bundles', 'Stack'],
    chars: {
      'top': '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      'bottom': '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      'left': '',
      'left-mid': '',
      'right': '',
      'right-mid': '',
      'mid': '',
      'mid-mid': '',
      'middle': ' ',
    },
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 1, 'compact': true },
  });
  rows.forEach((row) => table.push(row.map((cell) => cell.map(terminalText).join('\n'))));
  const more = roles.length - rows.length;
  return [
    table.toString().replace(/[ \t]+$/gm, ''),
    ...(more > 0 ? [`… and ${count(more, 'more role')}; index.json lists them all`] : []),
    '',
    `${count(roles.length, 'role')} in ${count(fleet.stacks.length, 'stack')}.`,
    ...fleet._broadAttachments.map(({ workload, policy, reason, place }) =>
      terminalText(`Full access: ${workload} (${place}) has ${policy}, which AWS manages, because ${reason.trim().replace(/\s+/g, ' ')}`)),
    ...fleet._providers.map(({ cluster, stack }) => terminalText(`OIDC provider of ${cluster} in ${stack.node.path}.`)),
    ...fleet.environments.flatMap((environment) => placesOf(environment, outdir)),
  ].join('\n');
}

/** The cells of a role, each with its lines. */
function rowOf({ workload, role, roleName, path, bundleIds, stack }: FleetRole): string[][] {
  const clusters = role.clusters.map((cluster) => cluster.clusterName);
  const several = role.serviceAccounts.length > 1;
  return [
    [workload],
    [...role.serviceAccounts.map((subject) => `${subject}${several ? '' : ` on ${clusters.join(', ')}`}`),
      ...(several ? [`on ${clusters.join(', ')}`] : [])],
    [`${path === '/' ? '' : path.slice(1)}${roleName}`],
    bundleIds.length > 0 ? bundleIds : ['(no permissions)'],
    [stack.node.path], // as the CLI takes it: prod/irsa-111122223333
  ];
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
  return environment === undefined ? aligned : ['', `Environment ${environment}`, ...aligned.map((line) => `  ${line}`)];
}
