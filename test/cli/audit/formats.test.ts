import { mkdirSync } from 'fs';
import { join } from 'path';
import { audit, FIXTURES, folderWith, MISSING_SUB, openRole, PROVIDER, role } from './support';
import { RULES } from '../../../lib/compliance/rules';

const json = (args: string[], cwd = FIXTURES) => JSON.parse(audit([...args, '--format', 'json'], { cwd }).stdout);
const sarif = (args: string[], cwd = FIXTURES) => JSON.parse(audit([...args, '--format', 'sarif'], { cwd }).stdout);

describe('JSON', () => {
  test('has a shape that readers can rely on', () => {
    // GIVEN
    const folder = folderWith({ 'a.json': { Resources: { Web: { ...openRole({ RoleName: 'web' }), Metadata: { 'aws:cdk:path': 'S/Web' } }, B: openRole() } }, 'b.json': 'none' });

    // THEN
    const { title, why, fix, link } = RULES.find(({ id }) => id === 'MissingSub')!;
    const common = { file: 'a.json', column: 5, rule: 'IrsaChecks-MissingSub', level: 'error', id: `IrsaChecks-MissingSub[${PROVIDER}]`, message: MISSING_SUB };
    expect(json(['.'], folder)).toEqual({ // b.json has nothing in it that looks like ours
      version: 1,
      tool: { name: 'cdk-irsa', version: '0.0.0' },
      summary: { errors: 2, warnings: 0, acknowledged: 0, off: {}, roles: 2, workloadRoles: 2, serviceAccounts: 0, files: 1, skippedFiles: 1, problems: 0 },
      findings: [
        { ...common, line: 3, resource: 'Web', roleName: 'web', constructPath: 'S/Web' },
        { ...common, line: 29, resource: 'B', roleName: null, constructPath: null },
      ],
      acknowledged: [],
      problems: [],
      notes: [],
      rules: { 'IrsaChecks-MissingSub': { level: 'error', title, why, fix, link } },
    });
    expect(json(['a.json', 'b.json', 'c.json', '--rule', 'MissingSub=off'], folder)).toMatchObject({
      summary: { errors: 0, off: { 'IrsaChecks-MissingSub': 2 }, problems: 2 },
      findings: [],
      problems: [
        { file: 'c.json', line: null, column: null, message: 'does not exist' },
        { file: 'b.json', line: 1, column: 1, message: 'must be JSON: expected a value, got "n"' },
      ],
    });
  });

  test('has acknowledged findings with their reasons', () => {
    const { acknowledged, summary } = json(['acknowledged.json']);
    expect(acknowledged).toMatchObject([{
      id: 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:legacy:default]', reason: 'the chart of 2019 names no service account',
    }]);
    expect(summary).toMatchObject({ warnings: 1, acknowledged: 1 });
  });
});

/** What an object of SARIF 2.1.0 must have, and what of the rest is used here: the format takes nothing else. */
const SHAPES: Record<string, { readonly must: string[]; readonly may?: string[] }> = {
  log: { must: ['version', 'runs'], may: ['$schema'] },
  run: { must: ['tool'], may: ['results', 'invocations', 'columnKind', 'originalUriBaseIds'] },
  tool: { must: ['driver'] },
  driver: { must: ['name'], may: ['informationUri', 'semanticVersion', 'rules'] },
  rule: { must: ['id'], may: ['name', 'shortDescription', 'fullDescription', 'helpUri', 'help', 'defaultConfiguration', 'properties'] },
  text: { must: ['text'], may: ['markdown'] },
  configuration: { must: [], may: ['enabled', 'level'] },
  uriBase: { must: [], may: ['description'] },
  invocation: { must: ['executionSuccessful'], may: ['toolExecutionNotifications'] },
  notification: { must: ['message'], may: ['level', 'locations'] },
  result: { must: ['message'], may: ['ruleId', 'ruleIndex', 'level', 'locations', 'partialFingerprints', 'properties', 'suppressions'] },
  location: { must: ['physicalLocation'], may: ['logicalLocations'] },
  physicalLocation: { must: ['artifactLocation'], may: ['region'] },
  artifactLocation: { must: ['uri'], may: ['uriBaseId'] },
  region: { must: ['startLine'], may: ['startColumn'] },
  logicalLocation: { must: [], may: ['name', 'fullyQualifiedName', 'kind'] },
  suppression: { must: ['kind'], may: ['justification'] },
};

/** Objects by the name of their shape. */
function shapesOf(log: any): [string, any][] {
  const located = (locations: any[]): [string, any][] => locations.flatMap(({ physicalLocation, logicalLocations = [], ...rest }): [string, any][] => [
    ['location', { physicalLocation, logicalLocations, ...rest }],
    ['physicalLocation', physicalLocation],
    ['artifactLocation', physicalLocation.artifactLocation],
    ...[physicalLocation.region].filter(Boolean).map((region): [string, any] => ['region', region]),
    ...logicalLocations.map((logical: any) => ['logicalLocation', logical]),
  ]);
  const [run] = log.runs;
  return [
    ['log', log], ['run', run], ['tool', run.tool], ['driver', run.tool.driver],
    ...Object.values(run.originalUriBaseIds).flatMap((base: any): [string, any][] => [['uriBase', base], ['text', base.description]]),
    ...run.tool.driver.rules.flatMap((rule: any) =>
      [['rule', rule], ['configuration', rule.defaultConfiguration], ['text', rule.help], ['text', rule.shortDescription], ['text', rule.fullDescription]]),
    ...run.invocations.flatMap((invocation: any) => [['invocation', invocation], ...invocation.toolExecutionNotifications.flatMap((notification: any) =>
      [['notification', notification], ['text', notification.message], ...located(notification.locations)])]),
    ...run.results.flatMap((result: any) => [
      ['result', result], ['text', result.message], ...located(result.locations), ...(result.suppressions ?? []).map((item: any) => ['suppression', item]),
    ]),
  ];
}

function checkShapes(log: any): void {
  expect(log.runs).toHaveLength(1);
  for (const [shape, object] of shapesOf(log)) {
    const { must, may = [] } = SHAPES[shape];
    const keys = Object.keys(object);
    expect({ shape, lacks: must.filter((key) => !keys.includes(key)), unknown: keys.filter((key) => ![...must, ...may].includes(key)) })
      .toEqual({ shape, lacks: [], unknown: [] });
  }
}

describe('SARIF', () => {
  /** What the schema of SARIF 2.1.0 and GitHub ask for, of what is used here. */
  function check(log: any): void {
    expect(Object.keys(log).sort()).toEqual(['$schema', 'runs', 'version']);
    expect(log).toMatchObject({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' });
    checkShapes(log);
    const [{ tool: { driver }, results, invocations, columnKind }] = log.runs;
    expect(log.runs).toHaveLength(1);
    expect(columnKind).toBe('utf16CodeUnits');
    expect(driver).toMatchObject({ name: 'cdk-irsa', semanticVersion: '0.0.0', informationUri: expect.stringMatching(/^https:\/\//) });
    expect(driver.rules.map(({ id }: any) => id)).toEqual(RULES.map(({ id }) => `IrsaChecks-${id}`));
    for (const rule of driver.rules) {
      expect(rule.shortDescription.text).toMatch(/\.$/);
      expect(rule.fullDescription.text.length).toBeLessThan(1_024);
      expect(rule.helpUri).toMatch(/^https:\/\//);
      expect(rule.help.text).toContain(rule.helpUri);
      expect(rule.help.markdown.replace(/\\</g, '')).not.toMatch(/</); // which would pass for HTML
      expect(['error', 'warning']).toContain(rule.defaultConfiguration.level);
    }
    for (const result of results) {
      expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning']).toContain(result.level);
      expect(result.message.text).toMatch(/\S/);
      expect(result.locations).toHaveLength(1);
      const [{ physicalLocation: { artifactLocation, region }, logicalLocations }] = result.locations;
      expect(artifactLocation.uri).toMatch(/^[\w.~%!$&'()*+,;=:@/-]+$/);
      expect(artifactLocation.uriBaseId === '%SRCROOT%').toBe(!artifactLocation.uri.startsWith('file:///'));
      expect([region.startLine, region.startColumn].every((n) => Number.isInteger(n) && n > 0)).toBe(true);
      expect(logicalLocations).toMatchObject([{ name: expect.any(String), fullyQualifiedName: expect.any(String), kind: 'resource' }]);
      expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{32}:\d+$/);
    }
    expect(new Set(results.map(({ partialFingerprints }: any) => partialFingerprints.primaryLocationLineHash)).size).toBe(results.length);
    expect(invocations).toHaveLength(1);
  }

  const fingerprints = (log: any) => log.runs[0].results.map(({ partialFingerprints }: any) => partialFingerprints.primaryLocationLineHash);
  const uris = (log: any) => log.runs[0].results.map(({ locations }: any) => locations[0].physicalLocation.artifactLocation.uri);

  test('is what code scanning reads', () => {
    const log = sarif(['short-forms.yaml', 'authorization-details.json', 'service-accounts.yaml']);
    check(log);
    const [{ results, invocations }] = log.runs;
    expect(results).toHaveLength(10);
    expect(results[0]).toMatchObject({
      ruleId: 'IrsaChecks-MissingSub',
      level: 'error',
      message: { text: `OpenRole: ${MISSING_SUB.replace('arn:aws:', 'arn:<AWS::Partition>:')}` },
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'short-forms.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 33, startColumn: 3 } },
        logicalLocations: [{ name: 'OpenRole', fullyQualifiedName: 'Legacy/Open/Resource', kind: 'resource' }],
      }],
    });
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  test('knows a finding again after its line has moved, and tells it from others', () => {
    // GIVEN
    const other = { Other: role() };
    const before = folderWith({ 'a.json': { Resources: { A: openRole(), B: openRole() } } });
    const after = folderWith({ 'a.json': { Resources: { ...other, B: openRole(), A: openRole() } } });

    // THEN
    const [first, second] = [sarif(['a.json'], before), sarif(['a.json'], after)];
    expect(fingerprints(second).sort()).toEqual(fingerprints(first).sort());
    expect(new Set(fingerprints(first)).size).toBe(2);
  });

  test('has relative URIs with slashes, and full ones of what is not below the working directory', () => {
    const folder = folderWith({ 'in/ä b#c?.json': { Resources: { A: openRole() } } });
    mkdirSync(join(folder, 'x'));
    const inside = sarif(['./in'], folder);
    check(inside);
    expect(uris(inside)).toEqual(['in/%C3%A4%20b%23c%3F.json']);
    const outside = sarif(['../in'], join(folder, 'x'));
    check(outside);
    expect(uris(outside)).toEqual([`file://${folder}/in/%C3%A4%20b%23c%3F.json`]);
  });

  test('has acknowledged findings as suppressed ones, if that is asked for', () => {
    expect(sarif(['acknowledged.json']).runs[0].results.map(({ suppressions }: any) => suppressions)).toEqual([undefined]);
    const log = sarif(['acknowledged.json', '--show-acknowledged']);
    check(log);
    expect(log.runs[0].results.map(({ suppressions }: any) => suppressions)).toEqual([
      [], [{ kind: 'inSource', justification: 'the chart of 2019 names no service account' }],
    ]);
  });

  test('tells what could not be read, and other levels than the rules\' own', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: openRole() } }, 'b.json': '{]' });
    const log = sarif(['a.json', 'b.json', '--rule', 'MissingSub=warning', '--rule', 'UnusedTrust=off'], folder);
    checkShapes(log);
    const [{ tool: { driver }, results, invocations }] = log.runs;
    const configuration = (id: string) => driver.rules.find((rule: any) => rule.name === id).defaultConfiguration;
    expect([configuration('MissingSub'), configuration('UnusedTrust'), configuration('MissingAud')]).toEqual([{ level: 'warning' }, { enabled: false }, { level: 'error' }]);
    expect(results).toMatchObject([{ level: 'warning' }]);
    expect(invocations).toEqual([{
      executionSuccessful: false,
      toolExecutionNotifications: [{
        level: 'error',
        message: { text: 'must be JSON: expected a key in double quotes or "}", got "]"' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'b.json', uriBaseId: '%SRCROOT%' }, region: { startLine: 1, startColumn: 2 } } }],
      }],
    }]);
  });
});
