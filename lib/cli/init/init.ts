import { readFileSync } from 'fs';
import { join, normalize } from 'path';
import { completed } from './cluster-facts';
import type { GivenFacts } from './cluster-facts';
import { describedCluster } from './described-cluster';
import { isThere, writeNewFiles } from './new-files';
import { askedFacts, askedProvider } from './questions';
import { clusterKey, dependencies, starterFiles, WORKLOAD } from './starter-files';
import type { Starter } from './starter-files';
import { shellWord, terminalText } from '../../core/escape';
import { isObject } from '../../core/plain-object';
import { list, show } from '../../core/text';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface GivenInitOptions extends GivenFacts {
  readonly from?: string;
  readonly createProvider?: boolean;
}

/** Files that may be there already, and stay as they are. */
const KEPT = ['package.json', '.gitignore'];

/**
 * Makes a folder from which `npx cdk synth` works.
 *
 * @throws UsageError if an option is wrong or missing; an error if a file is in the way. Nothing is written then.
 */
export async function runInit(folder: string, given: GivenInitOptions, version: string, console: Console): Promise<number> {
  refuseExisting(folder, starterFiles(EMPTY).map(({ name }) => name).filter((name) => !KEPT.includes(name)));
  const { from, createProvider, ...facts } = given;
  const described = from === undefined ? {} : describedCluster(from);
  const known = await askedFacts(completed({ ...described, ...facts }), console);
  const starter: Starter = { ...known, createProvider: await askedProvider(createProvider, console), version };
  const files = starterFiles(starter).filter(({ name }) => !KEPT.includes(name) || !isThere(join(folder, name)));
  const missing = missingPackages(folder, starter);
  writeNewFiles(folder, files);
  const kept = KEPT.filter((name) => files.every((file) => file.name !== name));
  console.out([
    `Wrote ${list(files.map(({ name }) => shown(folder, name)))}.`,
    ...kept.map((name) => `${shown(folder, name)} was there already, and is as it was.`),
    '',
    'Next:',
    ...nextSteps(folder, starter, installCommand(folder, starter, missing), createProvider === undefined && console.ask === undefined).map((line) => line === '' ? '' : `  ${line}`),
    '',
  ].join('\n'));
  return ExitCode.SUCCESS;
}

const EMPTY: Starter = { issuer: '', account: '', region: '', cluster: '', createProvider: true, version: '' };

function shown(folder: string, name: string): string {
  return terminalText(normalize(join(folder, name)));
}

function refuseExisting(folder: string, names: readonly string[]): void {
  const there = names.filter((name) => isThere(join(folder, name)));
  if (there.length > 0) {
    throw new Error(`${list(there.map((name) => shown(folder, name)))} ${there.length === 1 ? 'exists' : 'exist'} already, and init overwrites nothing: ` +
      `name another folder (npx cdk-irsa init my-roles), or move ${there.length === 1 ? 'it' : 'them'} away; nothing was written`);
  }
}

/** What a package.json that is there lacks. */
function missingPackages(folder: string, starter: Starter): string[] {
  const file = join(folder, 'package.json');
  if (!isThere(file)) {
    return [];
  }
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf-8'));
  } catch {
    throw new UsageError(`${show(file)} exists already and is not JSON that can be read: repair it or move it away; nothing was written`);
  }
  const has = (name: string) => ['dependencies', 'devDependencies'].some((key) => {
    const part = isObject(data) ? data[key] : undefined;
    return isObject(part) && Object.hasOwn(part, name);
  });
  return Object.entries(dependencies(starter)).filter(([name]) => !has(name)).map(([name, range]) => `${name}@${range}`);
}

/** What installs the packages; nothing where they are installed. */
function installCommand(folder: string, starter: Starter, missing: readonly string[]): string[] {
  if (missing.length > 0) {
    return [`npm install ${missing.map(shellWord).join(' ')}`];
  }
  const isInstalled = Object.keys(dependencies(starter)).every((name) => isThere(join(folder, 'node_modules', name)));
  return isInstalled ? [] : ['npm install'];
}

/** The commands that lead to the first pod with its role, as they are typed. */
function nextSteps(
  folder: string, { account, region, cluster }: Starter, install: readonly string[], isProviderAssumed: boolean,
): string[] {
  const key = shellWord(clusterKey(cluster));
  const pod = `cdk.out/irsa/check-pods/${key}/${WORKLOAD}.yaml`;
  return [
    ...normalize(folder) === '.' ? [] : [`cd ${shellWord(normalize(folder).replace(/^-/, './-'))}`],
    ...install,
    'npx cdk synth --quiet                # templates and manifests in cdk.out; needs no AWS credentials',
    '',
    ...isProviderAssumed ? [
      '# with credentials of the account: if this lists the issuer of the cluster, write createProvider: false in workloads.yaml',
      'aws iam list-open-id-connect-providers',
      '',
    ] : [],
    '# with credentials of the account, the first time in this account and region:',
    `npx cdk bootstrap aws://${account}/${region}`,
    'npx cdk deploy',
    '',
    '# with kubectl on the cluster: the service account, and a pod that checks that it gets its role',
    `kubectl apply --filename cdk.out/irsa/manifests/${key}/default.yaml`,
    `kubectl replace --force --filename ${pod}`,
    `kubectl wait --for=jsonpath='{.status.phase}'=Succeeded --timeout=300s --filename ${pod}`,
    `kubectl logs --namespace default irsa-check-${WORKLOAD}`,
  ];
}
