// `npm run bench:hostile`: how long the engine and the rules take for policies that are made to take long.
import { HOSTILE_KINDS, PROVIDER } from './kinds';
import type { HostileKind } from './kinds';
import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { decide } from '../../lib/iam/decide/decide';
import type { Question } from '../../lib/iam/decide/question';
import { readLiteralDocument } from '../../lib/iam/document';
import type { PolicyDocument } from '../../lib/iam/document';
import { PolicyEvaluator } from '../../lib/iam/evaluator/evaluate';
import { TextSet } from '../../lib/iam/language/text-set';
import { readTemplate } from '../../lib/inventory/template-reader';

/** No input of 500 KB may take longer. */
const MOST_SECONDS = 2;
const SIZES = [10_000, 40_000, 500_000];

const ROLE = 'arn:aws:iam::111122223333:role/web';
const SESSION = { kind: 'roleSession', roleArn: ROLE, sessionArn: 'arn:aws:sts::111122223333:assumed-role/web/pod' } as const;

const QUESTIONS: Readonly<Record<HostileKind['of'], readonly (readonly [string, (document: PolicyDocument) => Question])[]>> = {
  permissions: [
    ['anything', (document) => asked(document, {})],
    ['other objects', (document) => asked(document, { actions: TextSet.like('s3:get*'), resources: TextSet.like('arn:aws:s3:::*').but(TextSet.like('arn:aws:s3:::a*', '*b')) })],
    ['pass a role', (document) => asked(document, { actions: TextSet.equals('iam:passrole'), resources: TextSet.of(['arn:*:iam::*:role/?*'], 'arn').but(TextSet.equals(ROLE)) })],
    ['beyond nothing', (document) => asked(document, { notAllowedBy: { identity: [document] } })],
  ],
  trust: [
    ['a token', (document) => ({ policies: { trust: [document] }, principals: [{ kind: 'webIdentity', identifiers: TextSet.equals(PROVIDER) }], actions: TextSet.equals('sts:assumerolewithwebidentity') })],
    ['a stranger', (document) => ({
      policies: { trust: [document], identity: [readLiteralDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })] },
      principals: [{ kind: 'roleSession', identifiers: TextSet.of(['arn:*:*:*:111122223333:*'], 'arn').not() }, { kind: 'user' }],
      resources: TextSet.equals(ROLE),
      resourceAccount: '111122223333',
    })],
  ],
};

function asked(document: PolicyDocument, more: Partial<Question>): Question {
  return { policies: { identity: [document] }, principals: [{ kind: 'roleSession', identifiers: TextSet.equals(ROLE) }], ...more };
}

/** Seconds of the processor, which do not depend on what else the machine does. */
function seconds<T>(work: () => T): [number, T] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1_000_000, result];
}

function measure(kind: HostileKind, bytes: number): void {
  const textOf = (size: number) => JSON.stringify({ Version: '2012-10-17', Statement: kind.statements(size) });
  const text = textOf(bytes * bytes / textOf(bytes).length); // the kinds know only about how long their statements are
  const document = readLiteralDocument(JSON.parse(text));
  const row = (what: string, [spent, result]: [number, string]) =>
    process.stdout.write(`${spent > MOST_SECONDS ? '!!' : '  '} ${spent.toFixed(2).padStart(6)} s  ${String(Math.round(text.length / 1000)).padStart(4)} KB  ${kind.name}: ${what}: ${result}\n`);
  for (const [what, question] of QUESTIONS[kind.of]) {
    row(what, seconds(() => {
      const answer = decide(question(document));
      return answer.kind === 'undecided' ? `undecided (${answer.reason.slice(0, 80)})` : answer.kind;
    }));
  }
  row('evaluate', seconds(() => new PolicyEvaluator(kind.of === 'trust' ? { trust: [document] } : { identity: [document] })
    .evaluate({ principal: SESSION, action: kind.of === 'trust' ? 'sts:AssumeRole' : 's3:GetObject', resource: `arn:aws:s3:::${'ab'.repeat(200)}`, context: { 'aws:TagKeys': ['a', 'b'], 'aws:SourceIp': '9.9.9.9' } }).decision));
  row('audit', seconds(() => {
    const trust = kind.of === 'trust' ? document : undefined;
    const sound = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const properties = trust === undefined
      ? { AssumeRolePolicyDocument: sound, Policies: [{ PolicyName: 'own', PolicyDocument: JSON.parse(text) }] }
      : { AssumeRolePolicyDocument: JSON.parse(text) };
    const { roles, serviceAccounts } = readTemplate({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties } } });
    return `${judge(roles, serviceAccounts, judgeOptions({})).length} findings`;
  }));
}

const [only = '', sizes = SIZES.join()] = process.argv.slice(2);
for (const kind of HOSTILE_KINDS.filter(({ name }) => name.includes(only))) {
  for (const size of sizes.split(',').map(Number)) {
    measure(kind, size);
  }
}
