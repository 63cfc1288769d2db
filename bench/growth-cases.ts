import { writeFileSync } from 'fs';
import { join } from 'path';
import { compiledModule } from './library';

/** Work whose time may grow no faster than a power of its input. Each of them once had an input that took minutes. */
export interface GrowthCase {
  readonly id: string;
  readonly title: string;
  /** The size of the larger input. */
  readonly size: number;
  /** Time may grow as the size does (1), or as its square (2). */
  readonly power: 1 | 2;
  /** Makes the input; what it answers with is timed, and its result must be `expected`. */
  readonly prepare: (size: number, folder: string) => () => number;
  /** The result for an input, so that what is timed is known to be right. */
  readonly expected: (size: number) => number;
}

/** How much larger the larger input is. */
export const FACTOR = 8;

const ACCOUNT = '111122223333';
const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1';

const checks = () => ({
  ...compiledModule<typeof import('../lib/inventory/template-reader')>('inventory/template-reader.js'),
  ...compiledModule<typeof import('../lib/inventory/linked-templates')>('inventory/linked-templates.js'),
  ...compiledModule<typeof import('../lib/compliance/judge')>('compliance/judge.js'),
  ...compiledModule<typeof import('../lib/compliance/judge-options')>('compliance/judge-options.js'),
});
const documents = () => compiledModule<typeof import('../lib/iam/document')>('iam/document.js');
const partialText = () => compiledModule<typeof import('../lib/iam/partial-text')>('iam/partial-text.js');
const policyChecks = () => compiledModule<typeof import('../lib/bundles/policy-checks')>('bundles/policy-checks.js');
const glob = () => compiledModule<typeof import('../lib/iam/glob')>('iam/glob.js');
const yaml = () => compiledModule<typeof import('../lib/inventory/yaml')>('inventory/yaml.js');
const audit = () => compiledModule<typeof import('../lib/cli/audit/run')>('cli/audit/run.js');

const numbered = (size: number, make: (i: number) => object) => Object.fromEntries(Array.from({ length: size }, (_, i) => [`X${i}`, make(i)]));

/** A trust of one service account, or of all of the cluster. */
function trust(subject?: string, more: object = {}): object {
  const sub = subject === undefined ? {} : { [`${ISSUER}:sub`]: `system:serviceaccount:${subject}` };
  return {
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
      Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', ...sub } },
      ...more,
    }],
  };
}

function role(document: object, properties: object = {}): object {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ...properties } };
}

function allow(actions: readonly string[], resources: readonly string[] = ['*']): object {
  return { Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] };
}

function policiesOnOneRole(type: string): (size: number) => () => number {
  return (size) => {
    const document = (i: number) => ({
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }, { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: `arn:aws:iam::${ACCOUNT}:role/x${i}` }],
    });
    const policies = numbered(size, (i) => ({ Type: type, Properties: { PolicyDocument: document(i), Roles: [{ Ref: 'Role' }] } }));
    const resources = { Role: role(trust('web:web'), { ManagedPolicyArns: [{ Ref: 'X0' }] }), ...policies };
    const { judge, judgeOptions, readTemplate } = checks();
    return () => {
      const { roles, serviceAccounts } = readTemplate({ Resources: resources });
      return judge(roles, serviceAccounts, judgeOptions({})).filter(({ rule }) => rule.id === 'PrivilegeEscalation').length;
    };
  };
}

export const GROWTH_CASES: readonly GrowthCase[] = [
  {
    id: 'glob',
    title: 'a pattern of wildcards that matches nearly',
    size: 2_000,
    power: 2,
    prepare: (size) => {
      const { globMatches } = glob();
      const text = 'a'.repeat(2 * size);
      return () => Number(globMatches('*a'.repeat(size), `${text.slice(1)}b`)) + Number(globMatches(`${'a*'.repeat(size / 2)}b`, text));
    },
    expected: () => 0,
  },
  {
    id: 'backslashes',
    title: 'JSON text of backslashes',
    size: 200_000,
    power: 1,
    prepare: (size) => {
      const { parsedJson } = partialText();
      const text = `"${'\\\\'.repeat(size / 2)}"`;
      return () => (parsedJson(text) as string).length;
    },
    expected: (size) => size / 2,
  },
  {
    id: 'statements',
    title: 'statements of one policy',
    size: 100_000,
    power: 1,
    prepare: (size) => {
      const { readDocument } = documents();
      const document = { Statement: Array.from({ length: size }, () => ({ Effect: 'Deny' })) };
      return () => readDocument(document).statements.length;
    },
    expected: (size) => size,
  },
  {
    id: 'pairs',
    title: 'actions, and as many ARNs, in one statement of a policy file',
    size: 4_000,
    power: 1,
    prepare: (size) => {
      const { PolicyChecks } = policyChecks();
      const of = (make: (i: number) => string) => Array.from({ length: size }, (_, i) => make(i));
      const statement = { Effect: 'Allow', Action: of((i) => `s3:Get*${'*'.repeat(i % 9)}`), Resource: of((i) => `arn:aws:s3:::bucket-${i}/*`) };
      return () => {
        const judged = new PolicyChecks({});
        judged.statement(['Statement', '0'], statement);
        return judged.problems.length;
      };
    },
    expected: () => 0,
  },
  {
    id: 'aliases',
    title: 'aliases of a YAML file',
    size: 20_000,
    power: 1,
    prepare: (size) => {
      const { readYaml } = yaml();
      const lines = (line: (i: number) => string) => Array.from({ length: size }, (_, i) => line(i)).join('');
      const text = `${lines((i) => `- &a${i} x\n`)}${lines((i) => `- *a${i}\n`)}`;
      return () => (readYaml(text)[0].value as unknown[]).length;
    },
    expected: (size) => 2 * size,
  },
  {
    id: 'roles',
    title: 'roles of a template, read and judged, each with a service account of the cluster',
    size: 8_000,
    power: 1,
    prepare: (size) => {
      const wide = allow(['s3:Get*', 's3:PutObject', 'iam:Get*', 'kms:*'], ['arn:aws:s3:::a/*', '*']);
      const policies = Array.from({ length: 3 }, (_, i) => ({ PolicyName: `p${i}`, PolicyDocument: wide }));
      const resources = numbered(size, (i) => role(trust(), { RoleName: `role-${i}`, Policies: policies }));
      const serviceAccounts = Array.from({ length: size }, (_, i) => ({ at: `Account${i}`, namespace: 'shop', name: `web-${i}`, roleArn: `arn:aws:iam::${ACCOUNT}:role/role-${i}` }));
      const { judge, judgeOptions, readTemplate } = checks();
      return () => judge(readTemplate({ Resources: resources }).roles, serviceAccounts, judgeOptions({})).filter(({ rule }) => rule.id === 'MissingSub').length;
    },
    expected: (size) => size,
  },
  ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].map((type): GrowthCase => ({
    id: type === 'AWS::IAM::Policy' ? 'policies' : 'managed-policies',
    title: `resources of ${type} on one role, read and judged`,
    size: 20_000,
    power: 1,
    prepare: policiesOnOneRole(type),
    expected: (size) => size,
  })),
  {
    id: 'exports',
    title: 'roles and policies of two stacks that name each other',
    size: 8_000,
    power: 1,
    prepare: (size) => {
      const roles = numbered(size, (i) => role(trust('web:web'), {
        RoleName: `r${i}`, ManagedPolicyArns: [{ 'Fn::ImportValue': `e${i}` }, `arn:aws:iam::${ACCOUNT}:policy/p${i}`],
      }));
      const policies = numbered(size, (i) => ({
        Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: `p${i}`, Roles: [`r${i}`], PolicyDocument: allow(['s3:GetObject']) },
      }));
      const outputs = numbered(size, (i) => ({ Value: { Ref: `X${i}` }, Export: { Name: `e${i}` } }));
      const { readStacks } = checks();
      const stacks = [{ id: 'Roles', template: { Resources: roles } }, { id: 'Policies', template: { Resources: policies, Outputs: outputs } }];
      return () => readStacks(stacks).get('Roles')!.roles.filter(({ policies: own, managedPolicies }) => own.length === 1 && managedPolicies === 1).length;
    },
    expected: (size) => size,
  },
  {
    id: 'audit',
    title: 'roles of a template that the audit reads, judges and reports',
    size: 8_000,
    power: 1,
    prepare: (size, folder) => {
      const [file, output] = ['json', 'out'].map((ending) => join(folder, `template-${size}.${ending}`));
      const policy = (i: number) => ({ PolicyName: 'p', PolicyDocument: allow(['s3:GetObject', 's3:PutObject'], [`arn:aws:s3:::bucket-${i}/*`]) });
      const resources = numbered(size, (i) => role(i % 10 === 0 ? trust() : trust(`ns-${i % 100}:sa-${i}`), { RoleName: `r-${i}`, Policies: [policy(i)] }));
      writeFileSync(file, JSON.stringify({ Resources: resources }, undefined, 2));
      const { runAudit } = audit();
      return () => runAudit([file], { format: 'json', output, failOn: 'error' }, '0.0.0');
    },
    expected: () => 1, // errors were found
  },
  {
    id: 'patterns',
    title: 'patterns in actions, resources, providers and subjects of a role, read and judged',
    size: 2_000,
    power: 2,
    prepare: (size) => {
      const patterns = ['*a'.repeat(size), `iam:${'*?'.repeat(size)}b`, '?'.repeat(2 * size), `arn:aws:iam::aws:policy/${'a/'.repeat(size)}`, 'FullAccess'.repeat(size / 5)];
      const like = { StringLike: { [`${ISSUER}:sub`]: [`system:serviceaccount:${'a-'.repeat(size)}:${'a.'.repeat(size)}`, `system:serviceaccount:${'*a'.repeat(size)}:x`] } };
      const policies = [{ PolicyName: 'p', PolicyDocument: allow(patterns, patterns) }];
      const resources = {
        A: role(trust(undefined, { Condition: like }), { Policies: policies, ManagedPolicyArns: patterns.slice(0, 2) }),
        B: role(trust('web:web', { Principal: { Federated: patterns } })),
      };
      const { judge, judgeOptions, readTemplate } = checks();
      return () => Math.min(1, judge(readTemplate({ Resources: resources }).roles, [], judgeOptions({})).length);
    },
    expected: () => 1, // something was found
  },
];
