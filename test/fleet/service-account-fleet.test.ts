import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';
import { issuer, messageOf, resourceCounts } from '../support';
import { errorsOf, fileOf, fleetOf, MAIN, temporaryFolder, THREE } from './support';
import { canAssume } from '../trust/oracle';

/** The roles of all stacks by name, with their logical ids and stacks. */
function rolesOf(fleet: ServiceAccountFleet): Record<string, { stack: string; logicalId: string; properties: any }> {
  return Object.fromEntries(fleet.stacks.flatMap((stack) => Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'))
    .map(([logicalId, { Properties }]) => [Properties.RoleName, { stack: stack.stackName, logicalId, properties: Properties }])));
}

describe('the default workloads.yaml', () => {
  const file = join(__dirname, '..', '..', 'workloads.yaml');
  const fleet = ServiceAccountFleet.fromFile(new App(), 'Fleet', file);
  const roles = rolesOf(fleet);

  test('has no Lambda, no custom resource, and one IAM resource for each workload', () => {
    const counts = fleet.stacks.map(resourceCounts);
    expect(Object.keys(Object.assign({}, ...counts)).sort()).toEqual(['AWS::IAM::OIDCProvider', 'AWS::IAM::Role']);
    expect(counts.reduce((sum, count) => sum + count['AWS::IAM::Role'], 0)).toBe(fleet.roles.length);
    expect(fleet.roles).toHaveLength(16);
  });

  test('trusts exactly the service accounts of the four set-ups, with sub and aud', async () => {
    const expected: Record<string, string[]> = {
      ...Object.fromEntries(['team-sync', 'platform', 'accounts', 'billing', 'catalog', 'checkout', 'fulfilment', 'notifications', 'reporting', 'search', 'audit-log']
        .map((name) => [name, [`default:${name}`]])),
      'secret-sync': ['default:secret-sync', 'monitoring:secret-sync'],
      'cert-manager': ['cert-manager:cert-manager'],
      'eks-payments-s3-backup': ['payments:s3-backup'],
      'eks-s3-access': ['default:s3-access-sa'],
      'ExternalSecrets': ['external-secrets:aws-secretsmanager'],
    };
    expect(Object.keys(roles).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, subjects] of Object.entries(expected)) {
      const trust = roles[name].properties.AssumeRolePolicyDocument;
      const { role } = fleet.roles.find((entry) => entry.roleName === name)!;
      const [cluster] = role.clusters;
      const account = role.env.account as string;
      expect(trust.Statement).toEqual([{
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: cluster.providerArn },
        Condition: {
          StringEquals: {
            [`${cluster.issuer}:aud`]: 'sts.amazonaws.com',
            [`${cluster.issuer}:sub`]: subjects.length === 1 ? `system:serviceaccount:${subjects[0]}` : subjects.map((subject) => `system:serviceaccount:${subject}`),
          },
        },
      }]);
      for (const other of Object.values(expected).flat()) {
        const token = { issuer: cluster.issuer, sub: `system:serviceaccount:${other}`, aud: 'sts.amazonaws.com' };
        expect(await canAssume(trust, token, account)).toBe(subjects.includes(other));
        expect(await canAssume(trust, { ...token, aud: 'other' }, account)).toBe(false);
      }
    }
  });

  test('grants what the set-ups describe', () => {
    const actions = (name: string) => [...new Set((roles[name].properties.Policies ?? [])
      .flatMap((policy: any) => policy.PolicyDocument.Statement.flatMap((statement: any) => statement.Action)))].sort();
    expect(actions('platform')).toEqual([]);
    expect(actions('cert-manager')).toEqual(['route53:ChangeResourceRecordSets', 'route53:GetChange', 'route53:ListHostedZonesByName', 'route53:ListResourceRecordSets']);
    expect(actions('ExternalSecrets')).toEqual(['secretsmanager:BatchGetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy',
      'secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds', 'secretsmanager:ListSecrets']);
    expect(actions('eks-s3-access')).toEqual(expect.arrayContaining(['s3:GetObject', 's3:ListBucket', 's3:PutObject', 's3:PutObjectAcl']));
    expect(actions('eks-s3-access')).not.toContain('s3:DeleteObject');
    expect(actions('secret-sync')).toEqual(expect.arrayContaining(['kms:Decrypt', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'ssm:GetParametersByPath']));
    expect(roles.ExternalSecrets.properties).toMatchObject({ Path: '/k8s-main/', Tags: expect.arrayContaining([{ Key: 'owner', Value: 'platform-team' }]) });
  });

  // Frozen: a change of any of these replaces a role or a provider under running pods.
  test('keeps its names, logical ids and stacks', () => {
    const providers = fleet.stacks.flatMap((stack) => Object.entries(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider'))
      .map(([logicalId, { Properties }]) => `${stack.stackName} ${Properties.Url} ${logicalId}`));
    expect([...Object.entries(roles).map(([name, { stack, logicalId }]) => `${stack} ${name} ${logicalId}`), ...providers].sort())
      .toEqual(JSON.parse(readFileSync(join(__dirname, 'frozen-placement.json'), 'utf-8')));
  });
});

describe('what a workload may say', () => {
  const only = (yaml: string) => Object.values(rolesOf(fleetOf(yaml)))[0].properties;

  test('defaults count where a workload says nothing; tags add up', () => {
    const roles = rolesOf(fleetOf(`${MAIN}defaults:
  namespaces: [shop]
  roleName: "eks-{cluster}-{namespace}-{serviceAccount}"
  path: /k8s/
  permissionsBoundary: boundary
  maxSessionDuration: 2h
  tags: { owner: platform, cost: "1" }
workloads:
  web: {}
  api: { namespaces: [back], roleName: api, path: /, permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess", maxSessionDuration: 90m, tags: { cost: "2" }, description: the api }
`));
    expect(roles['eks-main-shop-web'].properties).toMatchObject({
      Path: '/k8s/',
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      MaxSessionDuration: 7200,
      Description: 'IRSA for shop/web on main',
      Tags: [{ Key: 'cost', Value: '1' }, { Key: 'owner', Value: 'platform' }],
    });
    expect(roles.api.properties).toMatchObject({
      Path: '/',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      MaxSessionDuration: 5400,
      Description: 'the api',
      Tags: [{ Key: 'cost', Value: '2' }, { Key: 'owner', Value: 'platform' }],
    });
  });

  test('an empty entry is an identity named like the workload', () => {
    expect(only(`${MAIN}workloads:\n  web:\n`)).toMatchObject({ RoleName: 'web' });
    expect(only(`${MAIN}workloads:\n  web:\n`).Policies).toBeUndefined();
  });

  test('service accounts: in each namespace, or of one; patterns with a reason', () => {
    const [statement, pattern] = only(`${MAIN}workloads:
  web:
    namespaces: [a, b]
    serviceAccounts: [x, c/y]
    serviceAccountPatterns: [{ namespace: d, pattern: z-*, reason: made up by a controller }]
`).AssumeRolePolicyDocument.Statement;
    expect(statement.Condition.StringEquals[`${issuer()}:sub`]).toEqual(['a:x', 'b:x', 'c:y'].map((subject) => `system:serviceaccount:${subject}`));
    expect(pattern.Condition.StringLike).toEqual({ [`${issuer()}:sub`]: 'system:serviceaccount:d:z-*' });
  });

  test('several clusters of one account: one role', () => {
    const fleet = fleetOf(`${THREE}workloads:\n  web: { clusters: [main, blue] }\n`);
    expect(fleet.roles).toHaveLength(1);
    expect(fleet.role('web').clusters.map((cluster) => cluster.clusterName)).toEqual(['main', 'blue']);
  });

  test('clusters of several accounts: a role in each', () => {
    const fleet = fleetOf(`${THREE}workloads:\n  web: { clusters: [main, other] }\n`);
    expect(fleet.roles.map(({ stack, roleName }) => `${stack.stackName} ${roleName}`)).toEqual(['irsa-111122223333 web', 'irsa-444455556666 web']);
    expect(fleet.role('web', '444455556666').literalRoleArn()).toBe('arn:aws:iam::444455556666:role/web');
    expect(() => fleet.role('web')).toThrow('workload "web" has a role in 111122223333, 444455556666: say in which account');
    expect(() => fleet.role('wb')).toThrow('workload must be one of the file, got "wb": did you mean "web"?');
  });

  test('an account of its own: the provider is that account\'s', () => {
    const fleet = fleetOf(`${THREE}workloads:\n  web: { clusters: [main, other], account: "777788889999" }\naccounts: { "777788889999": { region: us-east-1 } }\n`);
    expect(fleet.stacks.map((stack) => `${stack.stackName} ${stack.region}`)).toEqual(['irsa-777788889999 us-east-1']);
    const [{ properties }] = Object.values(rolesOf(fleet));
    expect(properties.AssumeRolePolicyDocument.Statement.map((statement: any) => statement.Principal.Federated)).toEqual([
      `arn:aws:iam::777788889999:oidc-provider/${issuer()}`, `arn:aws:iam::777788889999:oidc-provider/${issuer(3, 'us-east-1')}`,
    ]);
  });

  test('names of resources stand for those in the account and region of the clusters', () => {
    const { Policies } = only(`${MAIN}workloads:\n  web: { bundles: [{ id: sqs.consume, queues: [orders, "arn:aws:sqs:us-east-1:444455556666:far"] }] }\n`);
    expect(Policies[0].PolicyDocument.Statement[0].Resource).toEqual(['arn:aws:sqs:eu-central-1:111122223333:orders', 'arn:aws:sqs:us-east-1:444455556666:far']);
  });

  test('policies of its own, and managed ones with a reason', () => {
    const folder = temporaryFolder();
    fileOf(JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/x/*' } }), folder, 'my table.json');
    const file = fileOf(`${MAIN}workloads:
  web:
    policies:
      - file: my table.json
        evidence: [{ wildcard: "arn:aws:dynamodb:eu-central-1:111122223333:table/x/*", actions: ["dynamodb:GetItem"], reason: indexes of the table }]
    managedPolicies:
      - arn: arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy
        reason: AWS keeps it in step with the agent
      - arn: arn:aws:iam::111122223333:policy/own
`, folder);
    const [{ properties }] = Object.values(rolesOf(ServiceAccountFleet.fromFile(new App(), 'Fleet', file)));
    expect(properties.Policies.map((policy: any) => policy.PolicyName)).toEqual(['my-table']);
    expect(properties.ManagedPolicyArns).toEqual(['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy', 'arn:aws:iam::111122223333:policy/own']);
  });

  test('the ARN as a stack output or SSM parameter, never as an export', () => {
    const fleet = fleetOf(`${MAIN}defaults: { publishRoleArn: { parameter: "/irsa/{cluster}/{workload}" } }\nworkloads:\n  web: { publishRoleArn: { stackOutput: true } }\n`);
    const template = Template.fromStack(fleet.stacks[0]);
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/irsa/main/web', Type: 'String' });
    const [output] = Object.values(template.toJSON().Outputs) as any[];
    expect(output.Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^web[0-9A-F]{8}$/), 'Arn'] });
    expect(output.Export).toBeUndefined();
  });

  test('an audience of the cluster\'s own: in the trust and on the service account', () => {
    const fleet = fleetOf(`${MAIN}    audience: aws.example.com\n    createProvider: true\nworkloads: { web: {} }\n`, new App({ outdir: temporaryFolder() }));
    const template = Template.fromStack(fleet.stacks[0]);
    template.hasResourceProperties('AWS::IAM::OIDCProvider', { ClientIdList: ['aws.example.com'] });
    const manifest = readFileSync(join(fleet.files.directory, 'manifests/main/default.yaml'), 'utf-8');
    expect(manifest).toContain('eks.amazonaws.com/audience: aws.example.com');
  });

  test('the image of the check pods, of each environment its own', () => {
    const file = `${MAIN}checkPodImage: registry.example.com/aws-cli:2\ndefaults: { namespaces: ["x"], roleName: "{environment}-{workload}" }\n` +
      `workloads: { web: {}, api: {} }\nenvironments:\n  dev: { workloads: {} }\n  prod: { clusters: { main: { issuerUrl: "${issuer(7)}" } }, checkPodImage: null }\n`;
    const app = new App({ outdir: temporaryFolder() });
    fleetOf(file, app);
    app.synth();
    const image = (environment: string) => /image: (.*)/.exec(readFileSync(join(app.outdir, `assembly-${environment}/irsa/check-pods/main/web.yaml`), 'utf-8'))?.[1];
    expect(image('dev')).toBe('registry.example.com/aws-cli:2');
    expect(image('prod')).toMatch(/^public\.ecr\.aws\/aws-cli\/aws-cli:/);
    expect(errorsOf(`${MAIN}checkPodImage: "my image"\nworkloads: { web: {} }\n`)).toEqual([expect.stringMatching(/^6:16: checkPodImage: must be a container image, such as .*, got "my image"$/)]);
  });

  test('keys are as they are written, since names are made of them', () => {
    expect(Object.keys(rolesOf(fleetOf(`${MAIN}workloads:\n  0x10: {}\n  1e3: {}\n  on: {}\n  null: {}\n`))).sort()).toEqual(['0x10', '1e3', 'null', 'on']);
  });

  test('a service account that is named twice is one', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { namespaces: [x], serviceAccounts: [s, x/s] }\n`)).toEqual([]);
  });

  test('anchors and merge keys, as YAML has them', () => {
    const fleet = fleetOf(`${MAIN}workloads:\n  web: &base { tags: { a: b }, namespaces: [x] }\n  api: { <<: *base, namespaces: [y] }\n`);
    expect(rolesOf(fleet).api.properties.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    // One mistake, and so one error, at the place where it is written.
    expect(errorsOf(`${MAIN}workloads:\n  web: &base { path: bad }\n  api: { <<: *base }\n`)).toEqual([expect.stringMatching(/^7:22: workloads\.web\.path: /)]);
  });
});

describe('placement', () => {
  test('a stage prefixes the stacks, and has files of its own', () => {
    const app = new App({ outdir: temporaryFolder() });
    const stage = new Stage(app, 'dev');
    const fleet = fleetOf(`${MAIN}workloads: { web: {} }\n`, stage as any);
    app.synth();
    expect(fleet.stacks[0].stackName).toBe('dev-irsa-111122223333');
    expect(existsSync(join(fleet.files.directory, 'index.json'))).toBe(true);
    expect(fleet.files.directory).toContain('assembly-dev');
  });

  test('grants reach a role of the fleet', () => {
    const fleet = fleetOf(`${MAIN}workloads: { web: {} }\n`);
    s3.Bucket.fromBucketName(fleet.stacks[0], 'Bucket', 'media').grantRead(fleet.role('web'));
    Template.fromStack(fleet.stacks[0]).resourceCountIs('AWS::IAM::Policy', 1);
  });

  // A role must stay where it is, whatever happens to its neighbours.
  test('to add, remove, reorder or edit a workload changes no other role', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/).filter((text) => text !== 'con' && text !== 'aux');
    const entry = fc.record({
      clusters: fc.constantFrom('[main]', '[blue]', '[main, blue]', '[other]', '[main, other]'),
      namespaces: fc.constantFrom('[default]', '[a, b]'),
      bundles: fc.constantFrom('[]', '[{ id: s3.read, buckets: [media] }]', '[{ id: cloudwatch.readMetrics }]'),
    });
    const yaml = (workloads: [string, any][]) => `${THREE}workloads:\n${workloads.map(([key, value]) =>
      `  ${key}: { clusters: ${value.clusters}, namespaces: ${value.namespaces}${value.bundles === '[]' ? '' : `, bundles: ${value.bundles}`} }`).join('\n')}\n`;
    const keysOf = (workloads: [string, any][]) => {
      const fleet = fleetOf(yaml(workloads));
      return Object.fromEntries(fleet.roles.map(({ workload, role, stack }) =>
        [`${workload} ${stack.account}`, `${stack.stackName} ${stack.getLogicalId(role.node.defaultChild as any)} ${role.literalRoleArn()}`]));
    };
    fc.assert(fc.property(fc.dictionary(name, entry, { minKeys: 2, maxKeys: 6, noNullPrototype: true }), name, entry, (before, added, changed) => {
      const workloads = Object.entries(before);
      const original = keysOf(workloads);
      const edits: [string, any][][] = [
        [...workloads].reverse(),
        [...workloads.filter(([key]) => key !== added), [added, changed]],
        workloads.slice(1),
        [[workloads[0][0], changed], ...workloads.slice(1)],
      ];
      for (const edit of edits) {
        for (const [key, place] of Object.entries(keysOf(edit))) {
          const workload = key.split(' ')[0];
          if (workload !== added && workload !== workloads[0][0]) {
            expect(place).toBe(original[key]);
          }
        }
      }
    }), runs(6, 500));
  });
});

describe('a provider', () => {
  const yaml = (name: string, extra = '') => `clusters:
  ${name}:
    account: "111122223333"
    region: eu-central-1
    issuerUrl: ${issuer()}
    createProvider: true
${extra}workloads: { web: {} }
`;
  const providerOf = (text: string) => Object.entries(Template.fromStack(fleetOf(text).stacks[0]).findResources('AWS::IAM::OIDCProvider'))[0];

  test('keeps its logical id when its cluster gets another name', () => {
    expect(providerOf(yaml('production'))).toEqual(providerOf(yaml('main')));
  });

  test('goes with its entry, or stays if asked to', () => {
    expect(providerOf(yaml('main'))[1].DeletionPolicy).toBe('Delete');
    expect(providerOf(yaml('main', '    retainProvider: true\n'))[1].DeletionPolicy).toBe('Retain');
  });
});

test('nothing is made of a file with an error', () => {
  const app = new App({ outdir: temporaryFolder() });
  expect(messageOf(() => ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(`${MAIN}workloads: { web: { path: x } }\n`)))).toContain('workloads.web.path');
  expect(app.node.children).toEqual([]);
});

test('the fleet stands in an App or a Stage', () => {
  expect(() => ServiceAccountFleet.fromFile(new Stack(), 'Fleet', fileOf(MAIN))).toThrow(
    'the scope of a fleet must be an App or a Stage, since it makes stacks, got "Default"');
});
