import { App } from 'aws-cdk-lib/core';
import { judgeGuardrails } from '../../../lib/access/guardrails/judge-guardrails';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { fileOf, MAIN } from '../../fleet/support';

// What guardrails of a workloads.yaml find, in the words that users read.

const BILLING = `workloads:
  billing:
    bundles:
      - id: s3.read
        buckets: [acme-billing]
`;

/** What the guardrails of a file find: level, id, place and message. */
function findings(content: string): string[] {
  const file = fileOf(content);
  const app = new App();
  ServiceAccountFleet.fromFile(app, 'Fleet', file);
  return judgeGuardrails(app).map(({ level, id, place = '', message }) => `${level} ${id} ${place}: ${message}`.split(`${file}:`).join(''));
}

const only = (who: string, rest = '') => `guardrails:
  invoices:
    reason: invoices hold personal data
    only: [${who}]
    may: ["s3:*"]
    on: ["arn:aws:s3:::acme-billing/*"]
${rest}`;

const SHOP = `  shop:
    bundles:
      - id: s3.read
        buckets: [acme-billing]
        prefix: shop/
`;

describe('only', () => {
  test('those who are named may, and nothing is said', () => {
    expect(findings(`${MAIN}${BILLING}${only('billing')}`)).toEqual([]);
  });

  test('anybody else is a breach, with the statement, a request and the reason', () => {
    expect(findings(`${MAIN}${BILLING}${SHOP}${only('billing')}`)).toEqual([
      'error Guardrails-invoices 11:3: default/shop (the role of workload shop) may s3:GetObject on arn:aws:s3:::acme-billing/shop/; '
        + 'statement 3 of the inline policy "s3.read" (13:9) allows it; only billing may, because invoices hold personal data',
    ]);
  });

  test.each(['billing, shop', 'default/billing, default/shop', '"*/billing", "default/*"', '"arn:aws:iam::111122223333:role/*"', 'billing, "sh?p"'])('%s: both', (who) => {
    expect(findings(`${MAIN}${BILLING}${SHOP}${only(who)}`)).toEqual([]);
  });

  test.each<[string, string]>([
    ['billing, biling', 'no workload is meant by "biling" under "only": did you mean "billing"?'],
    ['billing, "*/reporting"', 'no service account is meant by "*/reporting" under "only"'],
    ['billing, default/billin', 'no service account is meant by "default/billin" under "only": did you mean "default/billing"?'],
    ['billing, "arn:aws:iam::*:role/none"', 'no role or principal is meant by "arn:aws:iam::*:role/none" under "only"'],
  ])('%s: an entry that speaks of nobody is warned of', (who, message) => {
    expect(findings(`${MAIN}${BILLING}${only(who)}`)).toEqual([`warning Guardrails-invoices 12:3: ${message}`]);
  });
});

test('what speaks of everybody, or excepts everything, protects nothing', () => {
  expect(findings(`${MAIN}${BILLING}${SHOP}${only('"*"')}`)).toEqual([
    'warning Guardrails-invoices 17:3: every workload is meant by "*" under "only", so the guardrail keeps none from it',
  ]);
  expect(findings(`${MAIN}${BILLING}${only('billing', '    except: { "s3:*": ["*"] }\n')}`)).toEqual([
    'warning Guardrails-invoices 12:3: everything is excepted by "s3:*" under "except", so the guardrail keeps nobody from it',
  ]);
});

test('a reason of several lines, with a period and what a terminal obeys, is one sentence', () => {
  expect(findings(`${MAIN}${BILLING}${nobody('    may: ["s3:*"]').replace('nobody may be more than they are', '"no one reads\\n  it.\\e[31m all of it."')}`)[0])
    .toMatch(/; nobody may, because no one reads it\.\\u001b\[31m all of it$/);
});

const nobody = (lines: string) => `guardrails:
  rule:
    reason: nobody may be more than they are
    nobody: true
${lines}
`;

test('what is misspelt is warned of, where something near is known', () => {
  expect(findings(`${MAIN}${BILLING}${nobody('    may: ["s3:*"]\n    on: ["arn:aws:s3:::acme-biling/*"]')}`)).toEqual([
    'warning Guardrails-rule 12:3: nothing here names "arn:aws:s3:::acme-biling/*" under "on": did you mean "arn:aws:s3:::acme-billing/*"?',
  ]);
});

test('nobody may what no one does', () => {
  expect(findings(`${MAIN}${BILLING}${nobody('    may: ["iam:*"]')}`)).toEqual([]);
  expect(findings(`${MAIN}${BILLING}${nobody('    may: ["s3:*"]\n    on: ["arn:aws:s3:::acme-payroll/*"]')}`)).toEqual([]);
});

test('an exception leaves the rest', () => {
  const rule = (arn: string) => `${MAIN}${BILLING}${nobody(`    may: ["s3:Get*"]\n    except: { "s3:GetObject": ["${arn}"] }`)}`;
  expect(findings(rule('arn:aws:s3:::acme-billing/*'))).toEqual([
    expect.stringMatching(/^error Guardrails-rule 7:3: default\/billing \(the role of workload billing\) may s3:GetBucketLocation on arn:aws:s3:::acme-billing;/),
  ]);
  expect(findings(rule('arn:aws:s3:::acme-billing/public/*'))).toHaveLength(1);
});

describe('what cannot be decided', () => {
  const undecided = (more: string) => `${MAIN}workloads:
  shop:
    managedPolicies:
      - arn: arn:aws:iam::111122223333:policy/team
${nobody(`    may: ["s3:*"]\n    on: ["arn:aws:s3:::acme-billing/*"]${more}`)}`;
  const MESSAGE = 'default/shop (the role of workload shop) perhaps may s3:* on arn:aws:s3:::acme-billing/*; it depends on what the managed policy '
    + 'arn:aws:iam::111122223333:policy/team allows, which is written elsewhere; nobody may, because nobody may be more than they are';

  test('is a breach, a warning, or accepted', () => {
    expect(findings(undecided(''))).toEqual([`error Guardrails-rule 7:3: ${MESSAGE}`]);
    expect(findings(undecided('\n    undecided: warn'))).toEqual([`warning Guardrails-rule 7:3: ${MESSAGE}`]);
    expect(findings(undecided('\n    undecided: allow'))).toEqual([]);
  });
});

describe('a role that exists', () => {
  const existing = (rest: string) => `${MAIN}workloads:
  web:
    roleArn: arn:aws:iam::111122223333:role/web
    serviceAccounts: [shop/web]
${rest}`;
  const TWO = `guardrails:
  no-iam: { ready: no-iam-changes }
  invoices: { reason: invoices hold personal data, only: [web], may: ["s3:*"], on: ["arn:aws:s3:::acme-billing/*"], undecided: warn }
  keep-trail: { ready: keep-cloudtrail }
`;

  test('is said once, with the guardrails that are not checked for it', () => {
    expect(findings(existing(TWO)).filter((finding) => finding.includes('exists'))).toEqual([
      'warning Guardrails-unseen 7:3: the role arn:aws:iam::111122223333:role/web of workload web exists already, and what it may do is written elsewhere: '
        + 'whether it keeps to the guardrails no-iam and keep-trail is not checked',
    ]);
  });
});

describe('environments', () => {
  const file = (guardrails: string) => `${MAIN}defaults: { roleName: "{environment}-{workload}" }
environments:
  dev: { defaults: { namespaces: [dev] } }
  prod:
    guardrails:
      invoices: { undecided: allow }
      no-iam: { ready: no-iam-changes }
workloads:
  billing: { bundles: [{ id: s3.read, buckets: [acme-billing] }] }
  shop: { environments: [dev], bundles: [{ id: s3.read, buckets: [acme-billing] }] }
${guardrails}`;

  test('each has the guardrails of the file, and its own', () => {
    expect(findings(file(only('billing')))).toEqual([
      expect.stringMatching(/^error Guardrails-invoices 15:3: dev\/shop \(the role of workload shop\) may s3:GetObject/),
    ]);
  });

  test('an entry that speaks of somebody in one of them is no mistake', () => {
    expect(findings(file(only('billing, shop')))).toEqual([]);
  });
});
