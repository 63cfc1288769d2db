import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { associationStack } from '../../lib/fleet/plan/stack-names';
import { issuer } from '../support';
import { errorsOf, fleetOf } from './support';

const cluster = (name: string, more: string, region = 'eu-central-1') => `  ${name}:\n    account: "111122223333"\n    region: ${region}\n${more.replace(/^/gm, '    ')}\n`;
const ISSUER = `issuerUrl: ${issuer()}`;
const BLUE = cluster('blue', `${ISSUER}\nclusterName: prod-blue`);
const GREEN = cluster('green', 'clusterName: prod-green\nidentity: podIdentity');
const file = (clusters: string, workloads: string, top = '') => `${top}clusters:\n${clusters}workloads:\n${workloads.replace(/^/gm, '  ')}\n`;
const web = (more = '') => `web:\n  namespaces: [shop]\n${more.replace(/^/gm, '  ')}`;
const templatesOf = (yaml: string) => Object.fromEntries(fleetOf(yaml).stacks.map((stack: Stack) => [stack.stackName, Template.fromStack(stack).toJSON()])) as Record<string, any>;
const trustOf = (template: any) => (Object.values(template.Resources)[0] as any).Properties.AssumeRolePolicyDocument.Statement as any[];
/** Under which CloudFormation knows the association: another id would create it a second time, which EKS refuses. */
const WEB_ID = 'Associationshopweb7572F6F1';
const waysOf = (yaml: string) => trustOf(templatesOf(yaml)['irsa-111122223333']).map(({ Principal, Condition: { StringEquals } }) =>
  Principal.Federated === undefined ? StringEquals['aws:SourceArn'] as string | string[] : 'irsa');

describe('identity', () => {
  test.each([
    ['by default', '', '', '', ['irsa']],
    ['of the cluster', 'identity: both', '', '', ['irsa', 'arn:aws:eks:eu-central-1:111122223333:cluster/prod-blue']],
    ['of defaults before the cluster', 'identity: both', 'defaults: { identity: podIdentity }\n', '', ['arn:aws:eks:eu-central-1:111122223333:cluster/prod-blue']],
    ['of the workload before defaults', 'identity: both', 'defaults: { identity: podIdentity }\n', 'identity: irsa', ['irsa']],
  ])('%s', (_, ofCluster, top, ofWorkload, expected) => {
    expect(waysOf(file(cluster('blue', `${ISSUER}\nclusterName: prod-blue\n${ofCluster}`), web(ofWorkload), top))).toEqual(expected);
  });

  test('differs between the clusters of one role', () => {
    expect(waysOf(file(BLUE + GREEN, web('clusters: [blue, green]')))).toEqual(['irsa', 'arn:aws:eks:eu-central-1:111122223333:cluster/prod-green']);
  });
});

test('a role of IRSA alone stays as it is, whatever the cluster is named in EKS', () => {
  const roles = (yaml: string) => templatesOf(yaml)['irsa-111122223333'].Resources as object;
  expect(roles(file(BLUE, web()))).toEqual(roles(file(cluster('blue', ISSUER), web())));
});

test('the role keeps its logical id, its stack and its resource when its identity changes', () => {
  const [irsa, both, podIdentity] = ['irsa', 'both', 'podIdentity'].map((identity) => templatesOf(file(BLUE, web(`identity: ${identity}\ndescription: x`)))['irsa-111122223333'].Resources);
  const withoutTrust = (resources: any) => Object.entries<any>(resources).map(([id, { Properties: { AssumeRolePolicyDocument: _, ...rest } }]) => [id, rest]);
  expect(withoutTrust(both)).toEqual(withoutTrust(irsa));
  expect(withoutTrust(podIdentity)).toEqual(withoutTrust(irsa));
});

describe('associations', () => {
  test('are in a stack of the cluster, in its region, after the role', () => {
    const us = cluster('us', 'clusterName: prod-us\nidentity: podIdentity', 'us-east-1');
    const app = new App();
    const fleet = fleetOf(file(GREEN + us, web('clusters: [green, us]\nserviceAccounts: [web, api]'), 'accounts: { "111122223333": { region: eu-central-1 } }\n'), app);
    const dependenciesOf = (id: string) => app.synth().getStackByName(id).dependencies.map((other) => other.id).filter((other) => !other.endsWith('.assets'));
    expect(fleet.stacks.map(({ stackName, region }) => [stackName, region, dependenciesOf(stackName)])).toEqual([
      ['irsa-111122223333', 'eu-central-1', []],
      ['irsa-111122223333--eu-central-1-prod-green', 'eu-central-1', ['irsa-111122223333']],
      ['irsa-111122223333--us-east-1-prod-us', 'us-east-1', ['irsa-111122223333']],
    ]);
    expect(Template.fromStack(fleet.stacks[2]).toJSON().Resources).toEqual(expect.objectContaining({
      [WEB_ID]: {
        Type: 'AWS::EKS::PodIdentityAssociation',
        Properties: { ClusterName: 'prod-us', Namespace: 'shop', ServiceAccount: 'web', RoleArn: 'arn:aws:iam::111122223333:role/web' },
      },
    }));
  });

  test('follow the stacks of the roles', () => {
    const stacks = (top: string, more = '') => fleetOf(file(GREEN, `${web()}\n${web(more).replace('web:', 'api:').replace('shop', 'back')}`, top)).stacks.map(({ stackName }) => stackName);
    expect(stacks('stacks: perNamespace\n')).toEqual([
      'irsa-111122223333-back', 'irsa-111122223333-shop',
      'irsa-111122223333--eu-central-1-prod-green--shop', 'irsa-111122223333--eu-central-1-prod-green--back',
    ]);
    expect(stacks('', 'stack: payments')).toContain('irsa-111122223333--eu-central-1-prod-green--payments');
  });

  test('are those of existing roles too', () => {
    const fleet = fleetOf(file(GREEN, web('roleArn: arn:aws:iam::111122223333:role/theirs')));
    const [, stack] = fleet.stacks;
    expect(Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation')).map(({ Properties }) => Properties.RoleArn as string))
      .toEqual(['arn:aws:iam::111122223333:role/theirs']);
  });

  test('more than a stack has room for are refused with the count and the way out', () => {
    const accounts = (from: number, to: number) => `[${Array.from({ length: to - from }, (_, n) => `a${from + n}`).join()}]`;
    const many = Array.from({ length: 21 }, (_, n) => `w${n}:\n  serviceAccounts: ${accounts(n * 24, (n + 1) * 24)}`).join('\n');
    const app = new App();
    fleetOf(file(GREEN, many), app);
    expect(() => app.synth()).toThrow('a stack must have at most 500 resources, got 504 resources, of which 504 EKS Pod Identity associations, which follow the stacks of the roles: spread its workloads over more stacks');
  });

  test.each([
    ['prod', 'irsa-111122223333', 'irsa-111122223333--eu-central-1-prod'],
    ['prod', 'irsa-111122223333-shop', 'irsa-111122223333--eu-central-1-prod--shop'],
    ['prod-shop', 'irsa-111122223333', 'irsa-111122223333--eu-central-1-prod-shop'],
  ])('%s, roles in %s: %s', (clusterName, stack, expected) => {
    expect(associationStack({ name: 'irsa', account: '111122223333', stack, cluster: { region: 'eu-central-1', clusterName } })).toBe(expected);
  });

  test('have stack names that CloudFormation takes, and that are different, for any name of a cluster', () => {
    const names = ['Prod', 'prod', 'prod_1', 'prod-1', 'prod--1', 'a'.repeat(100), `${'a'.repeat(99)}b`, 'p-', 'P_'].flatMap((clusterName) => ['', '-shop', '-1'].map((end) =>
      associationStack({ name: 'irsa', account: '111122223333', stack: `irsa-111122223333${end}`, cluster: { region: 'eu-central-1', clusterName } })));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    names.forEach((name) => expect(name).toMatch(/^[a-z0-9-]{1,67}$/));
  });
});

test.each([
  ['with session tags', 'clusters: [blue, green]'],
  ['without', 'clusters: [green]\npodIdentity: { disableSessionTags: true, targetRoleArn: "arn:aws:iam::444455556666:role/reports" }'],
])('nothing is found in the whole, %s', (_, more) => {
  const app = new App();
  fleetOf(file(BLUE + GREEN, web(more)), app);
  app.synth();
  expect(new IrsaChecks(app).validateScope(app).violations).toEqual([]);
});

describe('podIdentity of a workload', () => {
  const settings = (lines: string) => web(`podIdentity:\n${lines.replace(/^/gm, '  ')}`);
  const associationOf = (yaml: string) => Object.values<any>(templatesOf(yaml)['irsa-111122223333--eu-central-1-prod-green'].Resources)[0].Properties as any;

  test('is of its associations', () => {
    expect(associationOf(file(GREEN, settings('disableSessionTags: true\nsessionPolicy:\n  - { id: s3.read, buckets: [media], prefix: a/ }\ntargetRoleArn: arn:aws:iam::444455556666:role/reports')))).toMatchObject({
      DisableSessionTags: true, TargetRoleArn: 'arn:aws:iam::444455556666:role/reports', Policy: expect.stringContaining('"arn:aws:s3:::media/a/*"') as string,
    });
  });

  test('has a file for the owner of the target role, and its check pod asks for that', () => {
    const { files } = fleetOf(file(GREEN, settings('targetRoleArn: arn:aws:iam::444455556666:role/reports'))).files;
    expect(files).toEqual(['check-pods/green/web.yaml', 'index.json', 'manifests/green/shop.yaml', 'target-roles/web.json']);
  });

  test('is in the same role, stack and logical id', () => {
    const role = (yaml: string) => Object.entries<any>(templatesOf(yaml)['irsa-111122223333'].Resources).map(([id, { Properties: { RoleName } }]) => [id, RoleName as string]);
    expect(role(file(GREEN, settings('targetRoleArn: arn:aws:iam::444455556666:role/reports')))).toEqual(role(file(GREEN, web())));
  });

  test.each<[string, string, string, string[]]>([
    ['without EKS Pod Identity', BLUE, 'disableSessionTags: true', [
      '10:5: workloads.web.podIdentity: must be left out where no cluster of the workload has EKS Pod Identity (blue): set identity to podIdentity or both',
    ]],
    ['without EKS Pod Identity, whatever else is wrong', BLUE, 'sessionPolicy:\n  - { id: s3.read, buckets: [media] }', [
      '10:5: workloads.web.podIdentity: must be left out where no cluster of the workload has EKS Pod Identity (blue): set identity to podIdentity or both',
    ]],
    ['a target with IRSA', BLUE.replace('clusterName', 'identity: both\n    clusterName'), 'targetRoleArn: arn:aws:iam::444455556666:role/reports', [
      '12:22: workloads.web.podIdentity.targetRoleArn: must be left out with IRSA (blue), whose pods would get this role and not the target, got "arn:aws:iam::444455556666:role/reports": set identity to podIdentity',
    ]],
    ['a target of another partition', GREEN, 'targetRoleArn: arn:aws-cn:iam::444455556666:role/reports', [
      expect.stringContaining('workloads.web.podIdentity.targetRoleArn: must be in the partition of the workload\'s role, "aws", got "arn:aws-cn:iam::444455556666:role/reports"') as unknown as string,
    ]],
    ['itself as the target', GREEN, 'targetRoleArn: arn:aws:iam::111122223333:role/web', [
      expect.stringContaining('workloads.web.podIdentity.targetRoleArn: must be another role than the workload\'s own') as unknown as string,
    ]],
    ['a session policy with tags', GREEN, 'sessionPolicy:\n  - { id: s3.read, buckets: [media] }', [
      '11:7: workloads.web.podIdentity.sessionPolicy: must have disableSessionTags: true beside it, since EKS takes a session policy only without session tags: the trust then asks for the cluster and its account, and no longer for the namespace and the service account',
    ]],
    ['a bundle of it that is wrong', GREEN, 'disableSessionTags: true\nsessionPolicy:\n  - { id: s3.read, buckets: [M] }', [
      expect.stringContaining('workloads.web.podIdentity.sessionPolicy[0].buckets[0]: must be') as unknown as string,
    ]],
    ['a session policy that is too long', GREEN, `disableSessionTags: true\nsessionPolicy:\n  - { id: s3.read, buckets: [${Array.from({ length: 20 }, (_, n) => `${'b'.repeat(40)}-${n}`).join()}] }`, [
      expect.stringMatching(/sessionPolicy: must be at most 2,048 characters as a policy, got [23],\d{3} characters: name fewer resources or bundles/) as unknown as string,
    ]],
  ])('%s is refused', (_, clusters, lines, expected) => {
    expect(errorsOf(file(clusters, settings(lines)))).toEqual(expected);
  });

  test.each([
    ['the workload', file(BLUE, web('identity:\npodIdentity: { disableSessionTags: true }')), 'workloads.web.identity'],
    ['the defaults', file(BLUE, web('podIdentity: { disableSessionTags: true }'), 'defaults: { identity: pods }\n'), 'defaults.identity'],
    ['the cluster', file(BLUE.replace('clusterName', 'identity: pods\n    clusterName'), web('podIdentity: { disableSessionTags: true }')), 'clusters.blue.identity'],
    ['the cluster, which lacks its issuer', file(cluster('blue', 'clusterName: prod-blue'), web('identity: both\npodIdentity: { disableSessionTags: true }')), 'clusters.blue: must have "issuerUrl"'],
  ])('one mistake, one error: what is wrong on %s', (_, yaml, path) => {
    expect(errorsOf(yaml)).toEqual([expect.stringContaining(path.includes(' ') ? path : `${path}: must be one of "irsa", "podIdentity" or "both", got`)]);
  });
});

describe('is refused', () => {
  test.each<[string, string, string[]]>([
    ['no issuer for IRSA', file(cluster('green', 'clusterName: prod-green'), web()), [
      '2:3: clusters.green: must have "issuerUrl": aws eks describe-cluster --name prod-green --region eu-central-1 --query cluster.identity.oidc.issuer --output text prints it',
    ]],
    ['no name for EKS Pod Identity', file(cluster('green', 'identity: podIdentity'), web()), [
      '2:3: clusters.green: must have "clusterName": the trust for EKS Pod Identity and the associations name the cluster by its name in EKS',
    ]],
    ['no issuer for both', file(cluster('green', 'identity: both\nclusterName: g'), web()), [expect.stringContaining('2:3: clusters.green: must have "issuerUrl"') as unknown as string]],
    ['no name by the defaults', file(cluster('blue', ISSUER), web(), 'defaults: { identity: both }\n'), [expect.stringContaining('3:3: clusters.blue: must have "clusterName"') as unknown as string]],
    ['another word', file(BLUE, web('identity: pod-identity')), ['10:15: workloads.web.identity: must be one of "irsa", "podIdentity" or "both", got "pod-identity": did you mean "podIdentity"?']],
    ['a workload that wants more than its cluster has', file(GREEN, web('identity: both')), [
      '10:15: workloads.web.identity: must be "podIdentity" in the cluster green, which has no issuerUrl, got "both": give the cluster its issuerUrl',
    ]],
    ['a workload whose cluster has no name', file(cluster('blue', ISSUER), web('identity: podIdentity')), [
      '9:15: workloads.web.identity: must be "irsa" in the cluster blue, which has no clusterName, got "podIdentity": give the cluster its clusterName, its name in EKS',
    ]],
    ['a workload two of whose clusters have no name', file(cluster('blue', ISSUER) + cluster('red', `issuerUrl: ${issuer(2)}`), web('clusters: [blue, red]\nidentity: podIdentity')), [
      '14:15: workloads.web.identity: must be "irsa" in the clusters blue and red, which have no clusterName, got "podIdentity": give each its clusterName, its name in EKS',
    ]],
    ['a name that is wrong, once', file(cluster('green', 'clusterName: -x\nidentity: podIdentity'), web('identity: podIdentity')), [expect.stringContaining('5:18: clusters.green.clusterName: must be the name of a cluster in EKS') as unknown as string]],
    ['a workload whose cluster has no name, with settings, once', file(cluster('blue', ISSUER), web('identity: podIdentity\npodIdentity: { disableSessionTags: true }')), [
      expect.stringContaining('workloads.web.identity: must be "irsa" in the cluster blue') as unknown as string,
    ]],
    ['a provider without an issuer', file(cluster('green', 'clusterName: g\nidentity: podIdentity\ncreateProvider: true'), web()), [
      '7:5: clusters.green.createProvider: must be left out without issuerUrl: EKS Pod Identity needs no OIDC provider',
    ]],
    ['one cluster under two names', file(GREEN + cluster('other', 'clusterName: prod-green\nidentity: podIdentity'), web('clusters: [green]')), [
      '10:18: clusters.other.clusterName: must be the name of one cluster of 111122223333 in eu-central-1, but cluster "green" has it as well: a copied line, or one cluster under two names',
    ]],
    ['one cluster under two names, both of which a workload has', file(GREEN + cluster('other', 'clusterName: prod-green\nidentity: podIdentity'), web('clusters: [green, other]')), [
      expect.stringContaining('10:18: clusters.other.clusterName: must be the name of one cluster of 111122223333 in eu-central-1') as unknown as string,
    ]],
    ['one name with two issuers', file(BLUE + cluster('other', `issuerUrl: ${issuer(2)}\nclusterName: prod-blue`), web('clusters: [blue, other]'), 'defaults: { identity: both }\n'), [
      expect.stringContaining('clusters.other.clusterName: must be the name of one cluster of 111122223333 in eu-central-1, but cluster "blue" has it as well') as unknown as string,
    ]],
    ['permissions that no pod gets', file(GREEN, web('bundles:\n  - { id: s3.read, buckets: [media] }\npodIdentity: { targetRoleArn: "arn:aws:iam::444455556666:role/reports" }')), [
      '10:5: workloads.web.bundles: must be left out with podIdentity.targetRoleArn, since the pods (green) get that role\'s permissions only, and not those of the workload\'s own role',
    ]],
    ['a role of another account', file(GREEN, web('account: "999999999999"')), [
      '10:14: workloads.web.account: must be in the account of the cluster green, 111122223333, where EKS Pod Identity gives the role, got "999999999999": EKS takes roles of the cluster\'s own account only, so leave it to IRSA (identity: irsa)',
    ]],
    ['an existing role of another account', file(GREEN, web('roleArn: arn:aws:iam::999999999999:role/x')), [expect.stringContaining('10:14: workloads.web.roleArn: must be in the account of the cluster green') as unknown as string]],
    ['two roles of a service account', file(GREEN, `${web()}\n${web('serviceAccounts: [web]').replace('web:', 'api:')}`), [
      '11:3: workloads.api: a service account must be bound to one role of a cluster, since it has one association with a role, but shop/web of green is bound by workloads.web (line 8, column 3): '
      + 'give all its permissions to one workload, or, if its pods become this role in another way than by the annotation (an SDK profile with role_arn), acknowledge "cdk-irsa:unannotatedRole[shop/web]"',
    ]],
  ])('%s', (_, yaml, expected) => {
    expect(errorsOf(yaml)).toEqual(expected);
  });
});

test('files are written for clusters without an issuer', () => {
  expect(fleetOf(file(BLUE + GREEN, web('clusters: [blue, green]'))).files.files).toEqual([
    'check-pods/blue/web.yaml', 'check-pods/green/web.yaml', 'index.json', 'manifests/blue/shop.yaml', 'manifests/green/shop.yaml',
  ]);
});
