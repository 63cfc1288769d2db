// Times `cdk-irsa audit` on recorded dumps of a healthy cluster of 5,000 ServiceAccounts, as kubectl prints them.
// npx tsx scripts/time-live-audit.ts [accounts]; KEEP_DUMP=1 keeps the dump. It runs the compiled command, and fails if it takes more than 5 seconds of
// the processor, which do not depend on what else the machine does.
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { arnOf, dump, filesOf, node, pod, role, serviceAccount, trust } from '../test/compliance/live/dump';

const MOST_SECONDS = 5;
const number = Number(process.argv[2] ?? 5_000);

const given = dump();
for (let i = 0; i < number; i++) {
  const name = `app-${i}`;
  given.serviceAccounts.push(serviceAccount(name, { 'eks.amazonaws.com/role-arn': arnOf(name) }));
  given.roles.push(role(name, trust(`system:serviceaccount:shop:${name}`)));
  given.pods.push(pod(`${name}-1`, { account: name, role: arnOf(name), workload: name, node: `n${i % 300}` }));
}
given.nodes = Array.from({ length: 300 }, (_, i) => node(`n${i}`));
given.nodes.forEach(({ metadata: { name } }) => given.pods.push(pod(`agent-of-${name}`, {
  namespace: 'kube-system', node: name, labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent' },
})));

const folder = mkdtempSync(join(tmpdir(), 'live-audit-'));
const [hook, measured] = [`${folder}.cjs`, `${folder}.json`];
try {
  for (const [file, content] of Object.entries(filesOf(given))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify(content, undefined, 2));
  }
  writeFileSync(hook, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(measured)}, JSON.stringify(process.cpuUsage())))`);
  const command = ['--require', hook, join(__dirname, '..', 'build', 'cli', 'main.js'), 'audit', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf-8' });
  const { user, system } = JSON.parse(readFileSync(measured, 'utf-8')) as NodeJS.CpuUsage;
  const seconds = (user + system) / 1e6;
  console.log(`${number} ServiceAccounts: ${seconds.toFixed(1)} s of the processor, exit code ${status}\n${stdout.trim()}${stderr.slice(0, 1_000)}`);
  process.exitCode = status === 0 && seconds <= MOST_SECONDS ? 0 : 1;
} finally {
  [hook, measured].forEach((file) => rmSync(file, { force: true }));
  if (process.env.KEEP_DUMP === undefined) {
    rmSync(folder, { recursive: true, force: true });
  } else {
    console.log(`kept in ${folder}`);
  }
}
