import { join } from 'path';
import { audit, FIXTURES, folderWith, MISSING_SUB, openRole, PROVIDER, role, statement } from './support';
import { audit as judge } from '../../../lib/cli/audit/audit';
import { textReport } from '../../../lib/cli/audit/text-report';
import { judgeOptions } from '../../../lib/compliance/judge-options';
import { findFiles } from '../../../lib/inventory/find-files';

const PARTITIONED = PROVIDER.replace('arn:aws:', 'arn:<AWS::Partition>:');

describe('the report for people', () => {
  test('of a template in YAML with short forms: by resource, errors first, each rule explained once', () => {
    // WHEN
    const { status, stdout, stderr } = audit(['short-forms.yaml']);

    // THEN
    expect(stdout).toBe(`short-forms.yaml:33 OpenRole (role open, Legacy/Open/Resource)
  error    MissingSub  statement 1 of the trust lets every service account of ${PARTITIONED} become the role, such as system:serviceaccount:evil:x: add a condition on its sub
  error    MissingAud  statement 1 of the trust takes tokens of ${PARTITIONED} for any audience, such as "vault": add a condition on its aud

short-forms.yaml:46 TeamRole
  error    AnyServiceAccount  statement 1 of the trust takes "system:serviceaccount:sandbox:*", every service account of the namespace sandbox, such as system:serviceaccount:sandbox:evil: name the service account

short-forms.yaml:63 MergedRole
  error    MissingAud  statement 1 of the trust takes tokens of ${PROVIDER} for any audience, such as "vault": add a condition on its aud

short-forms.yaml:74 BranchRole
  error    UnexpectedAud  statement 1 of the trust takes tokens for the audience "sts.amazonaws.*": ask for sts.amazonaws.com
  error    AnyNamespace   statement 1 of the trust takes "system:serviceaccount:*:api", and so service accounts of more than one namespace, such as system:serviceaccount:y:api: name each namespace exactly

short-forms.yaml:88 ImportedRole
  warning  Undecidable  the whole policy of the trust is known only at deploy time, or cannot be read: judge it by hand

MissingSub: The trust does not ask for a service account
  Add "StringEquals": { "<issuer>:sub": "system:serviceaccount:<namespace>:<name>" } to the statement.
  https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html

MissingAud: The trust does not ask for the audience
  Add "StringEquals": { "<issuer>:aud": "sts.amazonaws.com" } to the statement; for a cluster that is none of EKS, the audience of its tokens.
  https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html

AnyServiceAccount: The trust takes every service account of a namespace
  Name the service account, or a pattern that begins or ends as only the meant ones do, such as "runner-*".
  https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html

UnexpectedAud: The trust asks for another audience than expected
  Ask for sts.amazonaws.com, or for the audience of your cluster's tokens where it is none of EKS, or tell the check which audiences your clusters use.
  https://github.com/aws/amazon-eks-pod-identity-webhook#readme

AnyNamespace: The trust takes service accounts of more than one namespace by a wildcard
  Name each namespace exactly: "system:serviceaccount:<namespace>:<name>".
  https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html

Undecidable: A part of the role is known only at deploy time, and cannot be judged
  Write the part literally, or acknowledge the finding with your reason.
  https://docs.aws.amazon.com/cdk/v2/guide/tokens.html

6 errors and 1 warning: 6 roles judged, 5 of them for service accounts or pods; 1 file.
To acknowledge a finding, put its id and your reason into the template: --show-ids tells how.
`);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  test('of nothing to find fault with is one line, and with --quiet none', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: role() } } });
    expect(audit(['a.json'], { cwd: folder })).toMatchObject({
      status: 0, stderr: '', stdout: 'No findings: 1 role judged, 1 of them for service accounts or pods; 1 file.\n',
    });
    expect(audit(['a.json', '--quiet'], { cwd: folder })).toMatchObject({ status: 0, stderr: '', stdout: '' });
  });

  test('--quiet leaves the findings', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: openRole() } } });
    expect(audit(['a.json', '--quiet'], { cwd: folder }).stdout).toBe(`a.json:3 A\n  error    MissingSub  ${MISSING_SUB}\n`);
  });

  test('resources with errors stand before those with warnings, files in the order in which they were given', () => {
    // GIVEN
    const weak = role({ Statement: [statement({ StringLike: (statement().Condition as any).StringEquals })] });
    const folder = folderWith({
      'b.json': { Resources: { Warned: weak, Wrong: openRole() } },
      'a.json': { Resources: { Wrong: openRole() } },
    });

    // THEN
    const headings = audit(['b.json', 'a.json', '--quiet'], { cwd: folder }).stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(headings).toEqual(['b.json:25 Wrong', 'b.json:3 Warned', 'a.json:3 Wrong']);
  });
});

describe('acknowledged findings', () => {
  const WARNING = (namespace: string) =>
    `statement 1 of the trust takes every pod of the namespace ${namespace} that names no service account: make one for the workload`;

  test('are counted, and one without a reason is none', () => {
    const { status, stdout } = audit(['acknowledged.json']);
    expect(stdout.split('\n')[1]).toBe(`  warning  DefaultServiceAccount  ${WARNING('other')} (its acknowledgement gives no reason, and does not count)`);
    expect(stdout).not.toContain('legacy');
    expect(stdout).toContain('\n1 warning: 1 role judged, 1 of them for service accounts or pods; 1 file.\n'
      + 'To acknowledge a finding, put its id and your reason into the template: --show-ids tells how.\nAcknowledged with a reason: 1 finding.\n');
    expect(status).toBe(0);
  });

  test('are made by the ids that --show-ids shows', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: openRole() } }, 'iam.json': { RoleName: 'open', AssumeRolePolicyDocument: { Statement: statement({}) } } });
    const { stdout } = audit(['a.json', '--show-ids'], { cwd: folder });
    expect(stdout.startsWith(`a.json:3 A\n  error    MissingSub  ${MISSING_SUB}\n    IrsaChecks-MissingSub[${PROVIDER}]\n\n`)).toBe(true);
    expect(stdout.endsWith('\nTo acknowledge a finding, in its resource: "Metadata": { "cdk_nag": { "rules_to_suppress": '
      + '[{ "id": "<id>", "reason": "<reason>" }] } }\n')).toBe(true);
    // What is shown is what counts.
    const [, id] = /^ {4}(IrsaChecks-.*)$/m.exec(stdout)!;
    const acknowledged = folderWith({ 'a.json': { Resources: { A: { ...openRole(), Metadata: { cdk_nag: { rules_to_suppress: [{ id, reason: 'r' }] } } } } } });
    expect(audit(['a.json', '--quiet'], { cwd: acknowledged })).toMatchObject({ status: 0, stdout: '' });
    // What IAM returns has no place for it.
    expect(audit(['iam.json'], { cwd: folder })).toMatchObject({ status: 1, stdout: expect.not.stringContaining('acknowledge a finding') });
  });

  test('are shown with their reasons, if that is asked for', () => {
    const { stdout } = audit(['acknowledged.json', '--show-acknowledged', '--quiet']);
    expect(stdout).toContain(`\n\nacknowledged.json:3 DefaultRole\n  acknowledged  DefaultServiceAccount  ${WARNING('legacy')} (the chart of 2019 names no service account)\n`);
  });

  test('may have a reason that cdk-nag encoded', () => {
    // GIVEN
    const reason = 'für „alte“ Pods';
    const rule = { id: 'IrsaChecks-MissingSub[x]', reason: Buffer.from(reason).toString('base64'), is_reason_encoded: true };
    const named = { ...rule, id: `IrsaChecks-MissingSub[${PROVIDER}]` };
    const folder = folderWith({ 'a.json': { Resources: { A: { ...openRole(), Metadata: { cdk_nag: { rules_to_suppress: [null, 1, rule, named] } } } } } });

    // THEN
    const run = audit(['a.json', '--show-acknowledged', '--quiet'], { cwd: folder });
    expect(run).toMatchObject({ status: 0, stdout: `a.json:3 A\n  acknowledged  MissingSub  ${MISSING_SUB} (${reason})\n` });
  });
});

describe('colours', () => {
  const coloured = (env: Record<string, string>) => audit(['acknowledged.json'], { env }).stdout.includes('\u001b[');

  test('are for terminals, unless the environment says otherwise', () => {
    expect(coloured({})).toBe(false); // a pipe
    expect(coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true); // as in Node itself
    expect(coloured({ FORCE_COLOR: '0' })).toBe(false);
    expect(coloured({ NO_COLOR: '1' })).toBe(false);
  });

  test('are styles around words, and change nothing else', () => {
    const plain = audit(['short-forms.yaml']).stdout;
    const styled = audit(['short-forms.yaml'], { env: { FORCE_COLOR: '1' } }).stdout;
    expect(styled).toContain('\u001b[31m\u001b[1merror  \u001b[22m\u001b[39m  MissingSub');
    // eslint-disable-next-line no-control-regex
    expect(styled.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  test('are never in a file, nor in JSON', () => {
    const env = { FORCE_COLOR: '1' };
    expect(audit(['short-forms.yaml', '--output', '/dev/stdout'], { env }).stdout).not.toContain('\u001b[');
    expect(audit(['short-forms.yaml', '--format', 'json'], { env }).stdout).not.toContain('\u001b[');
  });
});

describe('lines', () => {
  const messages = (width: number) => {
    const judged = judge(findFiles([join(FIXTURES, 'short-forms.yaml')]).files, { ...judgeOptions({}), levels: new Map() });
    return textReport(judged, { coloured: false, width, quiet: true, showAcknowledged: false, showIds: false }).split('\n');
  };

  test('are broken at words to the width of a terminal, below the message', () => {
    const lines = messages(101);
    const at = lines.findIndex((line) => line.includes('AnyServiceAccount'));
    expect(lines.slice(at, at + 4)).toEqual([
      '  error    AnyServiceAccount  statement 1 of the trust takes "system:serviceaccount:sandbox:*", every',
      '                              service account of the namespace sandbox, such as',
      '                              system:serviceaccount:sandbox:evil: name the service account',
      '',
    ]);
  });

  test('begin near the margin of a narrow one', () => {
    const lines = messages(60);
    const at = lines.findIndex((line) => line.includes('AnyServiceAccount'));
    expect(lines.slice(at, at + 6)).toEqual([
      '  error    AnyServiceAccount  statement 1 of the trust takes',
      '    "system:serviceaccount:sandbox:*", every service account',
      '    of the namespace sandbox, such as',
      '    system:serviceaccount:sandbox:evil: name the service',
      '    account',
      '',
    ]);
    expect(messages(10).join('\n')).toContain('\n    namespace\n');
  });
});

describe('text from files', () => {
  test('cannot command the terminal or the CI system', () => {
    // GIVEN: an escape, a line break before a command of GitHub Actions, and a change of direction
    const id = '\u001b[31mR\n::error::x\u202e';
    const folder = folderWith({ '::add-mask::a.json': { Resources: { [id]: openRole() } } });

    // THEN
    const { stdout } = audit(['::add-mask::a.json', '--quiet'], { cwd: folder });
    expect(stdout).toBe(`./::add-mask::a.json:3 \\u001b[31mR\\u000a::error::x\\u202e\n  error    MissingSub  ${MISSING_SUB}\n`);
  });

  test('is cut where it is no sentence any more', () => {
    const long = `system:serviceaccount:${'a'.repeat(3_000)}*:api`;
    const folder = folderWith({ 'a.json': { Resources: { A: role({ Statement: [statement({ StringLike: { 'x:sub': long } })] }, { RoleName: 'r'.repeat(3_000) }) } } });
    const { stdout } = audit(['a.json'], { cwd: folder });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(700);
    expect(stdout).toContain('…');
  });

});
