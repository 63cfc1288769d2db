import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { audit } from '../../lib/cli/audit/audit';
import { jsonReport } from '../../lib/cli/audit/json-report';
import { sarifReport } from '../../lib/cli/audit/sarif-report';
import { problemLine, textReport } from '../../lib/cli/audit/text-report';
import { checkedFile } from '../../lib/cli/check/checked-file';
import { summaryOf } from '../../lib/cli/summary';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/00000000000000000000000000000001';
const HOSTILE = [
  '\u001b[2J', '\u009b31m', '\u0007', '\r', '\n::error::', '\u0085', '\u2028', '\u2029', '\u202e', '\u2066', '\ufeff', '\ufffe', '\u007f', '\0', '\ud800', '\udfff',
  '](https://example.com)', '<b>', '{0}', '"', '\\',
];
const texts = string({ unit: oneof(constantFrom(...HOSTILE), string({ unit: 'binary', maxLength: 3 })), minLength: 1, maxLength: 6 });
/** What a terminal obeys, what ends a line, and what turns its direction; and halves of a character. */
const OBEYED = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|[\uD800-\uDFFF]/u;
const shown = (text: string) => text.replace(/[\uD800-\uDFFF]/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
const temporary = () => mkdtempSync(join(tmpdir(), 'cdk-irsa-'));

const options = { ...judgeOptions({}), levels: new Map() };

/** A template whose only role has the text wherever a template takes one. */
function templateWith(text: string): string {
  return JSON.stringify({
    Resources: {
      [`R${text}`]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: `name${text}`,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{
              Effect: 'Allow',
              Action: 'sts:AssumeRoleWithWebIdentity',
              Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
              Condition: { StringEquals: { [`${ISSUER}:sub`]: `system:serviceaccount:${text}:web` } },
            }],
          },
        },
        Metadata: { 'aws:cdk:path': `Stack/${text}` },
      },
    },
  });
}

test('reports carry any text, and print none that is obeyed', () => {
  const path = join(temporary(), 'a.json');
  let findings = 0;
  assert(property(texts, (text) => {
    writeFileSync(path, templateWith(text));
    const result = audit([{ path, file: `in\u001b[2J/${text}.json`, isFound: false }], options);
    findings += result.findings.length;
    const report = textReport(result, { coloured: false, quiet: false, showAcknowledged: true, showIds: true });
    const [json, sarif] = [jsonReport(result, '0.0.0'), sarifReport(result, options, '0.0.0', true)];
    [report, json, sarif].forEach((output) => expect(output).not.toMatch(OBEYED));
    expect(report).not.toMatch(/^::/m);
    result.findings.forEach((finding, index) => {
      expect(JSON.parse(json).findings[index]).toMatchObject({ resource: shown(`R${text}`), id: shown(finding.id), message: shown(finding.message) });
      const { message, properties } = JSON.parse(sarif).runs[0].results[index];
      expect(properties.id).toBe(shown(finding.id));
      expect(message.text).not.toContain('](');
    });
    result.problems.forEach((problem) => expect(problemLine(problem)).not.toMatch(OBEYED));
  }), runs(20, 2_000));
  expect(findings).toBeGreaterThan(20);
});

test('the table of a workloads file', () => {
  const folder = temporary();
  const file = join(folder, 'workloads.yaml');
  const clusters = { main: { account: '111122223333', region: 'eu-central-1', issuerUrl: `https://${ISSUER}` } };
  writeFileSync(file, JSON.stringify({ outputDirectory: 'a\u009b2Jb\u202e\nc', clusters, workloads: { web: { namespaces: ['shop'] } } }));
  const app = new App({ outdir: join(folder, 'out\u001b[2J') });
  const summary = summaryOf(ServiceAccountFleet.fromFile(app, 'Fleet', file), { outdir: app.outdir });
  expect(summary).not.toMatch(OBEYED);
  expect(summary).toContain('a\\u009b2Jb\\u202e\\u000ac/');
});

test('the name of a workloads file in what is said of its lines', () => {
  const folder = join(temporary(), 'a\nb\u001b[2J\u2028c');
  mkdirSync(folder);
  const file = join(folder, 'workloads.yaml');
  const clusters = { main: { account: '111122223333', region: 'eu-central-1', issuerUrl: `https://${ISSUER}` } };
  const acknowledge = [{ id: 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:batch:default]', reason: 'it is what is tested' }];
  writeFileSync(file, JSON.stringify({ clusters, workloads: { web: { namespaces: ['shop'], roleName: '{cluster}-web', acknowledge } } }));
  const { findings } = checkedFile(file);
  expect(findings.map(({ id, place }) => [id, place?.line])).toEqual([
    ['cdk-irsa:clusterInRoleName', 1], ['IrsaChecks-UnusedAcknowledgement', 1],
  ]);
  findings.forEach(({ message }) => {
    expect(message).toContain('/a\\u000ab\\u001b[2J\\u2028c/workloads.yaml:1:');
    expect(message).not.toMatch(/\n|[\u001b\u2028]/);
  });
});

test('the errors of a workloads file', () => {
  const app = new App({ outdir: temporary() });
  expect(() => ServiceAccountFleet.fromFile(app, 'Fleet', 'no\u001b[2J\nsuch.yaml')).toThrow(/^no\\u001b\[2J\\u000asuch\.yaml:1:1: the file must exist/);
  const file = join(temporary(), 'workloads.yaml');
  const errors = (text: string) => {
    writeFileSync(file, text);
    try {
      ServiceAccountFleet.fromFile(app, 'Fleet', file);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  assert(property(texts.filter((text) => !/[\0\uD800-\uDFFF]/u.test(text)), (text) => {
    const message = errors(JSON.stringify({ name: text, [`key${text}`]: 1, clusters: { [text]: {} }, workloads: { web: { bundles: [{ id: text }], serviceAccounts: [text] } } }));
    expect(message).not.toBe('');
    expect(message).not.toMatch(OBEYED);
    expect(message.split('\n').every((line) => line.startsWith(`${file}:`))).toBe(true);
  }), runs(15, 2_000));
  expect(errors('workloads: { web: { kubernetes: { annotations: { a: "x\\0" } } } }\n')).toContain('annotations.a: must be text without NUL characters, got "x\\u0000"');
});
