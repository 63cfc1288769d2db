import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { issuer } from '../../support';
import { errorsOf, fleetOf, MAIN, THREE } from '../support';

describe('a workload\'s key is the name of its service account where it says no other', () => {
  const rule = "an RFC 1123 subdomain (labels of a-z, 0-9 and '-', each beginning and ending with a letter or digit, joined by '.', at most 253 characters)";

  test.each([
    ['my_app', ' (perhaps "my-app")'], ['MyApp', ' (perhaps "myapp")'], ['a..b', ' (perhaps "a.b")'], ['a-.b', ''],
  ])('%s', (key, hint) => {
    expect(errorsOf(`${MAIN}workloads:\n  ${key}: {}\n  other: { path: x }\n`)).toEqual([
      `7:3: ${key.includes('.') ? `workloads["${key}"]` : `workloads.${key}`}: the key is the name of the service account where "serviceAccounts" is left out, ` +
      `and must then be ${rule}, got "${key}": give serviceAccounts${hint}, or rename the workload`,
      expect.stringMatching(/^8:18: workloads\.other\.path: /),
    ]);
  });

  test.each(['serviceAccounts: [web]', 'serviceAccountPatterns: [{ namespace: a, pattern: "b-*", reason: it has to be }]'])('with %s it is not', (entry) => {
    expect(errorsOf(`${MAIN}workloads:\n  My_App: { ${entry} }\n`)).toEqual([]);
  });

  test('one that is wrong is said once, of several environments and accounts too', () => {
    expect(errorsOf(`${THREE}defaults: { clusters: [main, other], namespaces: [x] }\nworkloads:\n  My_App: {}\nenvironments: { dev: {}, prod: { defaults: { clusters: [blue], roleName: prod } } }\n`)).toEqual([
      expect.stringMatching(/^16:3: workloads\.My_App: the key is the name of the service account where /),
    ]);
    expect(errorsOf(`${MAIN}workloads:\n  My_App: { serviceAccounts: [A] }\n`)).toEqual([expect.stringMatching(/^7:31: workloads\.My_App\.serviceAccounts\[0\]: /)]);
  });
});

describe('keys of tags that differ only in case', () => {
  const RULE = 'the keys of tags must be different whatever their case, got';

  test('on a workload, in the defaults, and on both', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { tags: { a: x, A: y }, path: x }\n`)).toEqual([
      `7:24: workloads.web.tags.A: ${RULE} "A" and "a" (line 7, column 18): leave one out`,
      expect.stringMatching(/^7:38: workloads\.web\.path: /),
    ]);
    expect(errorsOf(`${MAIN}defaults: { tags: { a: x, A: y } }\nworkloads: { web: {}, api: {} }\n`)).toEqual([
      `6:27: defaults.tags.A: ${RULE} "A" and "a" (line 6, column 21): leave one out`,
    ]);
    expect(errorsOf(`${MAIN}defaults: { tags: { Owner: x } }\nworkloads:\n  web: { tags: { owner: y } }\n  api: { tags: { Owner: z } }\n`)).toEqual([
      `8:18: workloads.web.tags.owner: ${RULE} "owner" and "Owner" (line 6, column 21): write it as "Owner", whose value it then replaces`,
    ]);
  });

  test('in an environment', () => {
    expect(errorsOf(`${MAIN}workloads: { web: { tags: { a: x } } }\nenvironments:\n  dev: { workloads: { web: { tags: { A: x } } } }\n`)).toEqual([
      `8:38: environments.dev.workloads.web.tags.A: ${RULE} "A" and "a" (line 6, column 29): leave one out`,
    ]);
  });
});

describe('workloads beside each other', () => {
  test('parameter names are legal, and unique in an account', () => {
    const yaml = (parameter: string) => `${MAIN}defaults: { publishRoleArn: { parameter: "${parameter}" } }\nworkloads:\n  web: {}\n  api: {}\n`;
    expect(errorsOf(yaml('/irsa/role'))).toEqual([
      '6:42: defaults.publishRoleArn.parameter: must differ for each workload, and "/irsa/role" of workloads.api is taken by workloads.web (line 8, column 3): write {workload} into it',
    ]);
    expect(errorsOf(yaml('/irsa//{workload}'))[0]).toContain('6:42: defaults.publishRoleArn.parameter: must be an SSM parameter name');
    expect(errorsOf(yaml('/aws/{workload}'))[0]).toContain("must not begin with 'aws' or 'ssm'");
    expect(errorsOf(yaml('/irsa/{workload}'))).toEqual([]);
  });

  describe('an account is in one partition, which is one error', () => {
    const china = (account = '111122223333') => `  china:\n    account: "${account}"\n    region: cn-north-1\n    issuerUrl: ${issuer(5, 'cn-north-1', 'amazonaws.com.cn')}\n`;
    const accounts = 'accounts: { "111122223333": { region: eu-central-1 } }\n';

    test.each([
      ['of the stacks', `${accounts}${MAIN}${china()}workloads: { web: { clusters: [main, china] } }\n`, 9],
      ['of the first cluster', `${MAIN}${china()}workloads: { web: { clusters: [main, china] }, api: { clusters: [main, china] } }\n`, 8],
      ['whichever the first cluster of a role is', `${MAIN}${china()}workloads: { web: { clusters: [china, main] } }\n`, 8],
      ['if no role has both', `${MAIN}${china()}workloads: { web: { clusters: [main] }, api: { clusters: [china] } }\n`, 8],
      ['of a role that exists', `${MAIN}${china()}workloads: { web: { clusters: [main, china], roleArn: "arn:aws:iam::111122223333:role/web" } }\n`, 8],
    ])('%s', (_, yaml, line) => {
      expect(errorsOf(yaml)).toEqual([
        `${line}:13: clusters.china.region: must be in the partition of its account 111122223333, "aws", got "cn-north-1" in "aws-cn": an account is in one partition, so one of the two is another's`,
      ]);
    });

    test('of a role in another account than its clusters', () => {
      expect(errorsOf(`${MAIN}${china('444455556666')}workloads: { web: { account: "777788889999", clusters: [main, china] } }\n`)).toEqual([
        '10:14: workloads.web: the clusters of a role must be in the partition of its account 777788889999, "aws", but china is in "aws-cn"',
      ]);
    });
  });

  test('role names are unique in an account, whatever their case', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: {}\n  WEB: { serviceAccounts: [other] }\n  api: { roleName: Web }\n`)).toEqual([
      '8:3: workloads.WEB: the role\'s name must be unique in account 111122223333, whatever its case and path, but "WEB" is taken by workloads.web (line 7, column 3): give it another, or, if both are one role, write one workload with serviceAccounts: [default/web, default/other]',
      '9:20: workloads.api.roleName: the role\'s name must be unique in account 111122223333, whatever its case and path, but "Web" is taken by workloads.web (line 7, column 3): give it another, or, if both are one role, write one workload with serviceAccounts: [default/web, default/other, default/api]',
    ]);
  });

  test('a service account has one role of a cluster', () => {
    expect(errorsOf(`${THREE}defaults: { clusters: [main, blue] }\nworkloads:\n  web: {}\n  api: { clusters: [blue], serviceAccounts: [default/web] }\n  ok: { clusters: [other], serviceAccounts: [web] }\n`)).toEqual([
      '17:3: workloads.api: a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/web of blue is bound by workloads.web (line 16, column 3): ' +
      'give all its permissions to one workload, or, if its pods become this role in another way than by the annotation (an SDK profile with role_arn), ' +
      'acknowledge "cdk-irsa:unannotatedRole[default/web]"',
    ]);
  });

  describe('a second role of a service account is legal', () => {
    const two = (id: string, reason = 'its profile has the role_arn') =>
      `${MAIN}workloads:\n  web: {}\n  api: { serviceAccounts: [web], acknowledge: [{ id: "${id}", reason: "${reason}" }] }\n`;

    test('once it is acknowledged that it is not annotated', () => {
      expect(errorsOf(two('cdk-irsa:unannotatedRole[default/web]'))).toEqual([]);
      const app = new App();
      const fleet = fleetOf(two('cdk-irsa:unannotatedRole[default/web]'), app);
      const { directory } = app.synth();
      const manifest = readFileSync(join(directory, 'irsa/manifests/main/default.yaml'), 'utf8');
      expect(fleet.files.files).toEqual(['check-pods/main/web.yaml', 'index.json', 'manifests/main/default.yaml']);
      expect(manifest.match(/role-arn: .*/g)).toEqual([`role-arn: arn:aws:iam::111122223333:role/${fleet.roles[0].roleName}`]);
      const index = JSON.parse(readFileSync(join(directory, 'irsa/index.json'), 'utf8'));
      expect(index.roles.map((role: any) => [role.workload, role.serviceAccounts, role.unannotatedServiceAccounts])).toEqual([
        ['api', ['default/web'], ['default/web']], ['web', ['default/web'], undefined],
      ]);
    });

    test('and not by another id', () => {
      expect(errorsOf(two('cdk-irsa:unannotatedRole[default/wbe]'))).toEqual([
        expect.stringMatching(/^8:3: workloads\.api: a service account must be bound to one role of a cluster/),
        '8:54: workloads.api.acknowledge[0].id: must name one of the workload\'s service accounts, got "cdk-irsa:unannotatedRole[default/wbe]": did you mean "cdk-irsa:unannotatedRole[default/web]"?',
      ]);
      expect(errorsOf(two('cdk-irsa:unanotatedRole[default/web]'))).toContain(
        '8:54: workloads.api.acknowledge[0].id: must be an id that a file can acknowledge (did you mean "cdk-irsa:unannotatedRole"?), got "cdk-irsa:unanotatedRole[default/web]"');
    });
  });

  test('a name of several values', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: { namespaces: [a, b], roleName: "x-{namespace}" }\n`)).toEqual([
      '7:40: workloads.web.roleName: must not hold {namespace}, which stands for several values (a and b) here, got "x-{namespace}": give the workload a name of its own',
    ]);
  });
});

test('environments that share a cluster and namespaces are one mistake, wherever the namespaces are written', () => {
  const each = (entry: string) => `${MAIN}defaults: { roleName: "{environment}-{workload}" }\nenvironments: { dev: {}, prod: {} }\nworkloads:\n  api: ${entry}\n  web: ${entry}\n  job: ${entry}\n`;
  for (const entry of ['{}', '{ namespaces: [shop] }']) {
    expect(errorsOf(each(entry))).toEqual([expect.stringMatching(/^9:3: workloads\.api: .* is bound by workloads\.api in environment dev .*: give each environment a cluster or namespaces of its own, or, /)]);
  }
});
