import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { summaryOf } from '../../lib/cli/summary';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';
import { errorsOf, fileOf, fleetOf, temporaryFolder } from './support';

const [OWN, OTHER] = ['111122223333', '444455556666'];
const cluster = (name: string, account: string, identity: string, n = 1) =>
  `  ${name}: { account: "${account}", region: eu-central-1, clusterName: ${name}, issuerUrl: ${issuer(n)}, identity: ${identity} }\n`;
const GREEN = cluster('green', OWN, 'podIdentity');
const BLUE = cluster('blue', OWN, 'irsa', 2);
const THIRD = cluster('third', '777788889999', 'podIdentity', 3);
const ACCOUNTS = `accounts: { "${OTHER}": { region: eu-west-1 } }\n`;
const file = (clusters: string, workload: string, top = ACCOUNTS) => `${top}clusters:\n${clusters}workloads:\n  web:\n    namespaces: [shop]\n${workload.replace(/^/gm, '    ')}\n`;
const target = (more = '') => `targetRole:\n  account: "${OTHER}"\n  bundles:\n    - { id: sqs.produce, queues: [orders] }\n${more.replace(/^(?=.)/gm, '  ')}`;
const templatesOf = (yaml: string) => Object.fromEntries(fleetOf(yaml).stacks.map((stack: Stack) => [stack.stackName, Template.fromStack(stack).toJSON()])) as Record<string, any>;
const roleOf = (template: any) => Object.values<any>(template.Resources).find(({ Type }) => Type === 'AWS::IAM::Role').Properties;
const statementsOf = (role: any) => role.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);

test('with EKS Pod Identity the permissions are the target role\'s, in its account', () => {
  const templates = templatesOf(file(GREEN, target('path: /teams/\npermissionsBoundary: limits\ntags: { team: shop }')));
  const [own, other] = [roleOf(templates[`irsa-${OWN}`]), roleOf(templates[`irsa-${OTHER}`])];
  expect(Object.keys(templates)).toEqual([`irsa-${OWN}`, `irsa-${OTHER}`, `irsa-${OWN}--eu-central-1-green`]);
  expect(other).toMatchObject({
    RoleName: 'web', Path: '/teams/', PermissionsBoundary: `arn:aws:iam::${OTHER}:policy/limits`, Tags: [{ Key: 'team', Value: 'shop' }], Description: 'Target role of the workload web',
  });
  expect(statementsOf(other)).toMatchObject([{ Action: expect.arrayContaining(['sqs:SendMessage']) as string[], Resource: `arn:aws:sqs:eu-central-1:${OTHER}:orders` }]);
  expect(statementsOf(own)).toMatchObject([{ Action: ['sts:AssumeRole', 'sts:TagSession'] }]);
  expect(other.AssumeRolePolicyDocument.Statement).toMatchObject([{
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Principal: { AWS: `arn:aws:iam::${OWN}:root` },
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/web` },
      StringEquals: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:eu-central-1:${OWN}:cluster/green`, 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:RequestTag/kubernetes-service-account': 'web' },
    },
  }]);
  expect(JSON.stringify(templates[`irsa-${OWN}--eu-central-1-green`].Resources)).toContain(`:iam::${OTHER}:role/teams/web`);
});

test('with IRSA the pods assume it by themselves, beside what the workload\'s own role may do', () => {
  const templates = templatesOf(file(BLUE, `bundles:\n  - { id: sqs.produce, queues: [own] }\n${target('roleName: orders-{account}')}`));
  const [own, other] = [roleOf(templates[`irsa-${OWN}`]), roleOf(templates[`irsa-${OTHER}`])];
  expect(other.RoleName).toBe(`orders-${OTHER}`);
  expect(other.AssumeRolePolicyDocument.Statement).toEqual([{
    Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${OWN}:root` }, Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/web` } },
  }]);
  expect(own.Policies.map(({ PolicyName }: any) => PolicyName as string)).toEqual(['sqs.produce', 'sts.assumeRole']);
});

test('roles of several accounts have one target role, which trusts each', () => {
  const other = roleOf(templatesOf(file(GREEN + THIRD, `clusters: [green, third]\n${target()}`))[`irsa-${OTHER}`]);
  expect(other.AssumeRolePolicyDocument.Statement.map(({ Principal }: any) => Principal.AWS as string)).toEqual([`arn:aws:iam::${OWN}:root`, 'arn:aws:iam::777788889999:root']);
});

test('the whole is found right by the checks, its associations come after it, and nothing is to be handed over', () => {
  const app = new App();
  const fleet = fleetOf(file(GREEN, target()), app);
  const assembly = app.synth();
  expect(assembly.getStackByName(`irsa-${OWN}--eu-central-1-green`).dependencies.map(({ id }) => id)).toEqual(expect.arrayContaining([`irsa-${OWN}`, `irsa-${OTHER}`]));
  expect(new IrsaChecks(app).validateScope(app).violations).toEqual([]);
  expect(fleet.files.files.filter((name) => name.startsWith('target-roles'))).toEqual([]);
});

test.each<[string, string, string, string, string[]]>([
  ['an account without a region', GREEN, target(), '', [
    `7:16: workloads.web.targetRole.account: must have a region in this file, for the stack of its roles, got "${OTHER}": add accounts: { "${OTHER}": { region: … } }`,
  ]],
  ['its own account', GREEN, target().replace(OTHER, OWN), '', [
    `7:16: workloads.web.targetRole.account: must be another account than that of the workload's own role, got "${OWN}": give the workload itself the permissions`,
  ]],
  ['permissions that no pod would get', GREEN, `bundles:\n  - { id: sqs.produce, queues: [own] }\n${target()}`, ACCOUNTS, [
    '7:5: workloads.web.bundles: must be under targetRole, since with EKS Pod Identity the pods (green) get the target role\'s permissions only, and not those of the workload\'s own role',
  ]],
  ['both identities', BLUE.replace('identity: irsa', 'identity: both'), target(), ACCOUNTS, [
    '7:5: workloads.web.targetRole: must be of a workload with one identity, got IRSA and EKS Pod Identity (blue): pods of EKS Pod Identity get the target role, those of IRSA the workload\'s own, so set identity to podIdentity or irsa',
  ]],
  ['clusters of both', BLUE + GREEN, `clusters: [blue, green]\n${target()}`, ACCOUNTS, [
    '9:5: workloads.web.targetRole: must be of a workload with one identity, got IRSA and EKS Pod Identity (blue and green): pods of EKS Pod Identity get the target role, those of IRSA the workload\'s own, so set identity to podIdentity or irsa',
  ]],
  ['a target that exists as well', GREEN, `podIdentity: { targetRoleArn: "arn:aws:iam::${OTHER}:role/x" }\n${target()}`, ACCOUNTS, [
    '7:20: workloads.web.podIdentity.targetRoleArn: must be left out beside targetRole, which creates the role that the pods get',
  ]],
  ['an existing role', GREEN, `roleArn: arn:aws:iam::${OWN}:role/x\n${target()}`, ACCOUNTS, [expect.stringContaining('workloads.web.targetRole: must be left out with roleArn') as unknown as string]],
  ['a bundle that is wrong', GREEN, target().replace('queues: [orders]', 'queues: ["a b"]'), ACCOUNTS, [expect.stringContaining('workloads.web.targetRole.bundles[0].queues[0]: must be') as unknown as string]],
  ['a resource of no account known', GREEN, target('managedPolicies: ["arn:aws:iam::999999999999:policy/p"]'.replace('["', '[{ arn: "').replace('"]', '" }]')), ACCOUNTS, [
    expect.stringContaining(`workloads.web.targetRole.managedPolicies[0].arn: must be a policy of the role's own account ${OTHER}`) as unknown as string,
  ]],
  ['another partition', GREEN, target(), ACCOUNTS.replace('eu-west-1', 'cn-north-1'), [
    `8:16: workloads.web.targetRole.account: must be in the partition of the workload's clusters, "aws", got "${OTHER}" in "aws-cn": no role of one can assume a role of another`,
  ]],
  ['clusters of two partitions', `${GREEN}  china: { account: "777788889999", region: cn-north-1, clusterName: china, identity: podIdentity }\n`, `clusters: [green, china]\n${target()}`, ACCOUNTS, [
    '9:5: workloads.web.targetRole: must be of a workload with clusters of one partition, but green is in "aws" and china in "aws-cn": no role of one can assume a role of another, so make it two workloads',
  ]],
  ['patterns only, without session tags', GREEN, `serviceAccountPatterns:\n  - { namespace: ci, pattern: run-*, reason: the controller generates a name for each }\npodIdentity: { disableSessionTags: true }\n${target()}`, ACCOUNTS, [
    '9:40: workloads.web.podIdentity.disableSessionTags: must be left out where a target role is for patterns only (ci/run-*), got true: '
      + 'without session tags the target role trusts each service account by its name, so give the workload an exact one or keep the tags',
  ]],
  ['no map', GREEN, `targetRole: arn:aws:iam::${OTHER}:role/x`, ACCOUNTS, [`7:17: workloads.web.targetRole: must be a map, got "arn:aws:iam::${OTHER}:role/x"`]],
  ['an add-on', GREEN, `serviceAccounts: [ebs-csi-controller-sa]\naddon: { name: aws-ebs-csi-driver, namespace: shop }\n${target()}`, ACCOUNTS, [
    expect.stringContaining('workloads.web.targetRole: must be left out with an add-on, whose association has no target role') as unknown as string,
  ]],
  ['no account', GREEN, target().replace(/ {2}account.*\n/, ''), '', ['6:5: workloads.web.targetRole: must have "account"']],
  ['a placeholder that stands for several', GREEN + THIRD, `clusters: [green, third]\n${target('path: "/{cluster}/"')}`, ACCOUNTS, [
    expect.stringContaining('workloads.web.targetRole.path: must not hold {cluster}') as unknown as string,
  ]],
])('refused: %s', (_, clusters, workload, top, expected) => {
  expect(errorsOf(file(clusters, workload, top))).toEqual(expected);
});

test('it needs a permissions boundary where the file asks for one', () => {
  const found = (more: string) => {
    const app = new App();
    fleetOf(`requirePermissionsBoundary: true\ndefaults: { permissionsBoundary: limits }\n${file(GREEN, target(more))}`, app);
    app.synth();
    return new IrsaChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
  };
  expect(found('')).toEqual([]);
});

test.each(['', 'podIdentity: { disableSessionTags: true }\n'])('its permissions are judged as those of a workload: %s', (more) => {
  const app = new App();
  const folder = temporaryFolder();
  fileOf(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: `arn:aws:iam::${OTHER}:role/*` }] }), folder, 'p.json');
  fleetOf(`requirePermissionsBoundary: true\n${file(GREEN, `permissionsBoundary: limits\n${more}${target(`policies:\n  - file: ${folder}/p.json\n    evidence:\n      - { wildcard: "arn:aws:iam::${OTHER}:role/*", actions: [iam:PutRolePolicy], reason: "to see that it is judged" }\n`)}`)}`, app);
  app.synth();
  const found = new IrsaChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName.replace(/\[.*/, ''));
  expect(found).toEqual(expect.arrayContaining(['IrsaChecks-MissingBoundary', 'IrsaChecks-PrivilegeEscalation']));
});

test('the summary says what the target role may do', () => {
  const fleet = fleetOf(file(GREEN, target()));
  const text = summaryOf(fleet, { permissions: true });
  expect(text).toContain(`web may, by its target role arn:aws:iam::${OTHER}:role/web:\n  SQS: `);
  expect(text).toContain(`Target role of web: arn:aws:iam::${OTHER}:role/web (sqs.produce) in irsa-${OTHER}`);
  expect(text).toContain('2 roles in 3 stacks.');
});

test('names are unique in the account of the target role', () => {
  const twice = file(GREEN, target('roleName: taken')).replace('workloads:', `workloads:\n  taken: { namespaces: [a], targetRole: { account: "${OTHER}" } }`);
  expect(errorsOf(twice)).toEqual([expect.stringContaining(`the role's name must be unique in account ${OTHER}, whatever its case and path, but "taken" is taken`) as unknown as string]);
});

test('a team may create one only where its include allows it', () => {
  const errors = (allow: string) => {
    const folder = temporaryFolder();
    fileOf(`workloads:\n  web:\n    namespaces: [shop]\n${target('path: /x/').replace(/^/gm, '    ')}\n`, folder, 'team.yaml');
    const main = fileOf(`${ACCOUNTS}include:\n  - { files: team.yaml, allow: ${allow} }\nclusters:\n${GREEN}workloads: {}\n`, folder);
    try {
      ServiceAccountFleet.fromFile(new App(), 'Fleet', main);
    } catch (error) {
      return (error as Error).message.split('\n').map((line) => line.replace(/^.*: (workloads\.[^:]*): (.{24}).*$/, '$1 $2'));
    }
    return [];
  };
  expect(errors('[account]')).toEqual(['', '.path'].map((key) => expect.stringContaining(`workloads.web.targetRole${key} must be left out of `) as unknown as string));
  expect(errors('[targetRole, path]')).toEqual([]);
});
