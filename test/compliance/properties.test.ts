import { Template } from 'aws-cdk-lib/assertions';
import { CfnCluster } from 'aws-cdk-lib/aws-eks';
import { CfnParameter } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { evaluate } from '../../lib/cloudformation/intrinsics';
import { scopeOf } from '../../lib/cloudformation/template-scope';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import type { JudgedRole } from '../../lib/compliance/judged-role';
import { readDocument } from '../../lib/iam/document';
import { parsedJson } from '../../lib/iam/partial-text';
import { readTemplate } from '../../lib/inventory/template-reader';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { runs } from '../property-runs';
import { ACCOUNT, issuer, newStack } from '../support';
import { canAssume } from '../trust/oracle';
import type { Token } from '../trust/oracle';

/** How a cluster's issuer can be given; all but the first are known only at deploy time. */
const KINDS = ['literal', 'provider ARN', 'issuer URL', 'created', 'created from a literal'] as const;

interface Case {
  readonly clusters: readonly { readonly kind: typeof KINDS[number]; readonly n: number }[];
  readonly subjects: readonly { readonly namespace: string; readonly name: string }[];
  readonly audience: string;
}

function cluster(stack: Stack, { kind, n }: Case['clusters'][number], audience: string): ClusterIssuer {
  switch (kind) {
    case 'literal':
      return ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(n), audience });
    case 'provider ARN':
      return ClusterIssuer.fromProviderArn(new CfnParameter(stack, `Arn${n}`).valueAsString, { audience });
    case 'issuer URL':
      return ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: new CfnParameter(stack, `Url${n}`).valueAsString, audience });
    case 'created from a literal':
      return ClusterIssuer.create(stack, `Provider${n}`, { issuerUrl: issuer(n), audience });
    default: {
      const made = new CfnCluster(stack, `Cluster${n}`, { roleArn: `arn:aws:iam::${ACCOUNT}:role/eks`, resourcesVpcConfig: { subnetIds: ['subnet-1'] } });
      return ClusterIssuer.create(stack, `Provider${n}`, { issuerUrl: made.attrOpenIdConnectIssuerUrl, audience });
    }
  }
}

const isPattern = ({ name }: { readonly name: string }) => /[*?]/.test(name);

/** What the library's own role for a case is rendered as, and how the checks read it. */
function build({ clusters, subjects, audience }: Case): { readonly role: JudgedRole; readonly document: any } {
  const stack = newStack();
  new ServiceAccountRole(stack, 'Web', {
    clusters: clusters.map((given) => cluster(stack, given, audience)),
    serviceAccounts: subjects.map((subject) => isPattern(subject)
      ? ServiceAccountSubject.pattern(subject.namespace, subject.name, { reason: 'made up by a controller' }) : ServiceAccountSubject.of(subject.namespace, subject.name)),
    quotas: { trustPolicyCharacters: 4_096 },
  });
  const template = Template.fromStack(stack).toJSON();
  const [role, ...others] = readTemplate(template).roles;
  expect(others).toEqual([]);
  const { Properties: properties } = template.Resources[role.at];
  const evaluated = evaluate(properties.AssumeRolePolicyDocument, scopeOf(template));
  return { role, document: typeof evaluated === 'string' ? parsedJson(evaluated) : evaluated };
}

function built(given: Case): ReturnType<typeof build> {
  const result = BUILT.get(given) ?? build(given);
  BUILT.set(given, result);
  return result;
}

function found(role: JudgedRole, audience: string) {
  return judge([role], [], judgeOptions({ audiences: [audience], trustPolicyCharacters: 4_096 }))
    .filter(({ rule }) => rule.id !== 'NearQuota'); // is not about who may become the role
}

/** The document as it is once everything is known. */
function deployed(document: any): any {
  const known = (name: string) => {
    const n = Number(/^(?:issuer of )?(?:Arn|Url|Cluster|Provider)(\d)/.exec(name)?.[1]);
    return name === 'AWS::Partition' ? 'aws' : name.startsWith('issuer of ') ? issuer(n) : `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(n)}`;
  };
  return JSON.parse(JSON.stringify(document).replace(/\uE000([^\uE001]*)\uE001/g, (_, name: string) => known(name)));
}

const name = fc.constantFrom('web', 'api', 'a', 'a.b-c', '1', 'default', 'x'.repeat(60));
const namePattern = fc.constantFrom('web-*', 'provider-aws-*', '*a', 'a?', 'd*', '?-1');
const namespace = fc.constantFrom('shop', 'a', 'default', 'kube-system', 'n'.repeat(63));
const cases: fc.Arbitrary<Case> = fc.record({
  clusters: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...KINDS), n: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 2, selector: ({ n }) => n }),
  subjects: fc.uniqueArray(fc.record({ namespace, name: fc.oneof(name, name, namePattern) }), { minLength: 1, maxLength: 3, selector: (subject) => `${subject.namespace}:${subject.name}` }),
  audience: fc.constantFrom('sts.amazonaws.com', 'sts.amazonaws.com', 'aws.example.com'),
});

/** A word that a glob of these names takes another for. */
const takes = (pattern: string, word: string) => new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(word);

test('every trust that the library makes is clean, but for a warning that it deserves', () => {
  fc.assert(fc.property(cases, (given) => {
    const { role } = build(given);
    const names = [...new Set(given.subjects.map((subject) => subject.name))];
    const unlike = names.filter((one) => !names.some((other) => other !== one && takes(other, one)));
    const areUnrelated = unlike.length > 1 && new Set(given.subjects.map((subject) => subject.namespace)).size > 1;
    const forDefault = given.subjects.filter((subject) => takes(subject.name, 'default'))
      .map((subject) => `DefaultServiceAccount[system:serviceaccount:${subject.namespace}:${subject.name}]`);
    // One of each cluster, told apart by its provider.
    const ids = new Set(found(role, given.audience).map(({ id }) => id.replace(/-of-[a<].*\]$/, ']')));
    expect([...ids].sort()).toEqual([...new Set(forDefault), ...(areUnrelated ? ['UnrelatedServiceAccounts[namespaces]'] : [])].sort());
  }), runs(15, 1_000));
});

/** One statement of a trust that is to be widened. */
interface Target {
  readonly statement: any;
  readonly issuer: string;
  readonly sub: string;
  readonly aud: string;
  readonly subject: string;
}

interface Mutation {
  readonly name: string;
  /** Changes the statement; statements that it gives are added. */
  readonly apply: (target: Target) => unknown;
  /** Who gets in; nothing where the simulator refuses the document as none that IAM takes. */
  readonly token?: (target: Target) => Partial<Token>;
  /** Whether it lets nobody in: a slip that is found all the same, by an error if the other issuer is known not to be the provider's. */
  readonly isNarrower?: boolean;
}

const STRANGER = 'system:serviceaccount:zz-other:zz-stranger';
const stranger = () => ({ sub: STRANGER });
const otherAudience = () => ({ aud: 'vault.example.com' });

/** Puts a claim's condition under another operator, with another value. */
function retest({ statement }: Target, key: string, operator: string, value?: unknown): void {
  const tests = Object.entries<any>(statement.Condition);
  const old = tests.find(([, test]) => key in test)![1];
  const values = value ?? old[key];
  delete old[key];
  statement.Condition[operator] = { ...statement.Condition[operator], [key]: values };
  statement.Condition = Object.fromEntries(Object.entries<any>(statement.Condition).filter(([, test]) => Object.keys(test).length > 0));
}

function drop({ statement }: Target, key: string): void {
  Object.values<any>(statement.Condition).forEach((test) => delete test[key]);
}

const [NAMESPACE, NAME] = [2, 3];
const partOf = (target: Target, part: number) => target.subject.split(':')[part];
const letter = (text: string) => text.replace(/[*?]/g, 'x');

const MUTATIONS: readonly Mutation[] = [
  { name: 'drop sub', apply: (target) => drop(target, target.sub), token: stranger },
  { name: 'drop aud', apply: (target) => drop(target, target.aud), token: otherAudience },
  { name: 'drop all conditions', apply: ({ statement }) => delete statement.Condition, token: () => ({ ...stranger(), ...otherAudience() }) },
  ...['*', 'system:*', 'system:serviceaccount:*', 'system:serviceaccount:*:*', 'system:serviceaccount:??-*:*'].map((value): Mutation => (
    { name: `sub like ${value}`, apply: (target) => retest(target, target.sub, 'StringLike', value), token: stranger }
  )),
  { name: 'sub like one of several', apply: (target) => retest(target, target.sub, 'StringLike', [target.subject, '*']), token: stranger },
  { name: 'sub like any, under ForAnyValue', apply: (target) => retest(target, target.sub, 'ForAnyValue:StringLike', '*'), token: stranger },
  {
    name: 'any name of the namespace',
    apply: (target) => retest(target, target.sub, 'StringLike', `system:serviceaccount:${partOf(target, NAMESPACE)}:*`),
    token: (target) => ({ sub: `system:serviceaccount:${partOf(target, NAMESPACE)}:zz-stranger` }),
  },
  {
    name: 'any namespace of the name',
    apply: (target) => retest(target, target.sub, 'StringLike', `system:serviceaccount:*:${partOf(target, NAME)}`),
    token: (target) => ({ sub: `system:serviceaccount:zz-other:${letter(partOf(target, NAME))}` }),
  },
  {
    name: 'a namespace that only begins the same',
    apply: (target) => retest(target, target.sub, 'StringLike', `system:serviceaccount:${partOf(target, NAMESPACE)}*`),
    token: (target) => ({ sub: `system:serviceaccount:${partOf(target, NAMESPACE)}-zz:zz-stranger` }),
  },
  ...['ForAllValues:StringEquals', 'ForAllValues:StringLike', 'StringEqualsIfExists', 'StringLikeIfExists'].flatMap((operator): Mutation[] => [
    { name: `sub ${operator}`, apply: (target) => retest(target, target.sub, operator), token: () => ({ sub: undefined }) },
    { name: `aud ${operator}`, apply: (target) => retest(target, target.aud, operator), token: () => ({ aud: undefined }) },
  ]),
  ...['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase', 'StringNotEqualsIfExists', 'ForAnyValue:StringNotEquals', 'ForAllValues:StringNotLike']
    .flatMap((operator): Mutation[] => [
      { name: `sub ${operator}`, apply: (target) => retest(target, target.sub, operator), token: stranger },
      { name: `aud ${operator}`, apply: (target) => retest(target, target.aud, operator), token: otherAudience },
    ]),
  { name: 'sub is there', apply: (target) => retest(target, target.sub, 'Null', 'false'), token: stranger },
  { name: 'aud is there', apply: (target) => retest(target, target.aud, 'Null', 'false'), token: otherAudience },
  { name: 'aud like any', apply: (target) => retest(target, target.aud, 'StringLike', '*'), token: otherAudience },
  { name: 'aud like some', apply: (target) => retest(target, target.aud, 'StringLike', 'v*.example.com'), token: otherAudience },
  {
    name: 'one more aud',
    apply: (target) => retest(target, target.aud, 'StringEquals', [target.statement.Condition.StringEquals[target.aud], 'vault.example.com']),
    token: otherAudience,
  },
  { name: 'sub of a policy variable', apply: (target) => retest(target, target.sub, 'StringEquals', `\${${target.sub}}`), token: stranger },
  { name: 'sub like a policy variable', apply: (target) => retest(target, target.sub, 'StringLike', `\${${target.sub}}`), token: stranger },
  {
    name: "another issuer's sub, if there is one",
    apply: (target) => {
      drop(target, target.sub);
      target.statement.Condition.StringEqualsIfExists = { [`${issuer(9)}:sub`]: target.subject };
    },
    token: stranger,
  },
  {
    name: "another issuer's sub",
    apply: (target) => {
      drop(target, target.sub);
      target.statement.Condition.StringEquals[`${issuer(9)}:sub`] = target.subject;
    },
    isNarrower: true,
  },
  {
    name: 'a second statement without conditions',
    apply: ({ statement: { Condition: _, ...rest } }) => rest,
    token: () => ({ ...stranger(), ...otherAudience() }),
  },
  {
    name: 'a second statement with another provider, for anyone with the audience',
    apply: ({ statement, aud, ...target }) => ({
      ...statement,
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(9)}` },
      Condition: { StringEquals: { [`${issuer(9)}:aud`]: Object.values<any>(statement.Condition).map((test) => test[`${target.issuer}:aud`]).find(Boolean) } },
    }),
    token: () => ({ issuer: issuer(9), ...stranger() }),
  },
  { name: 'a second statement of every action', apply: ({ statement: { Condition: _, ...rest } }) => ({ ...rest, Action: 'sts:*' }), token: stranger },
  { name: 'a second statement for everyone', apply: () => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }) },
  { name: 'any principal', apply: ({ statement }) => { statement.Principal = '*'; } },
  { name: 'any federated principal', apply: ({ statement }) => { statement.Principal = { Federated: '*' }; } },
  { name: 'any provider of the account', apply: ({ statement }) => { statement.Principal = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/*` }; } },
  {
    name: 'everyone but somebody',
    apply: ({ statement }) => {
      delete statement.Principal;
      statement.NotPrincipal = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(9)}` };
    },
  },
];

/** A statement, what it tests, and whom it takes. */
function targetOf(statement: any): Target {
  const keys = Object.values<any>(statement.Condition).flatMap((test) => Object.keys(test));
  const sub = keys.find((key) => key.endsWith(':sub'))!;
  const subject = Object.values<any>(statement.Condition).flatMap((test) => test[sub] ?? [])[0];
  return { statement, sub, aud: sub.replace(/sub$/, 'aud'), issuer: sub.slice(0, -':sub'.length), subject };
}

function mutated(document: any, { apply }: Mutation, index: number): { readonly document: any; readonly target: Target } {
  const copy = JSON.parse(JSON.stringify(document));
  const target = targetOf(copy.Statement[index]);
  const original = targetOf(document.Statement[index]);
  const added = apply(target);
  return { document: { ...copy, Statement: [...copy.Statement, ...(added !== null && typeof added === 'object' ? [added] : [])] }, target: original };
}

/** A custom audience says nothing of a provider of which nothing else is known: what is left may be any provider's. */
const isTelling = ({ clusters, audience }: Case) => audience === 'sts.amazonaws.com' || clusters.every(({ kind }) => !['provider ARN', 'issuer URL'].includes(kind));

/** Enough to be different, few enough to be made once. */
const TELLING = fc.sample(cases.filter(isTelling), runs(60, 60));
const BUILT = new Map<Case, ReturnType<typeof build>>();

describe.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))('%s', (_, mutation) => {
  test('is found', () => {
    fc.assert(fc.property(fc.constantFrom(...TELLING), fc.nat(5), (given, at) => {
      const { role, document } = built(given);
      const wide = mutated(document, mutation, at % document.Statement.length);
      const findings = found({ ...role, trust: readDocument(wide.document) }, given.audience).map(({ rule }) => rule);
      expect(findings.filter(({ id, level }) => level === 'error' || (mutation.isNarrower && id === 'Undecidable'))).not.toEqual([]);
    }), runs(6, 300));
  });

  if (mutation.token === undefined && !mutation.isNarrower) {
    return; // the simulator takes no such document; IAM refuses most of them, too
  }

  test(mutation.isNarrower ? 'lets nobody in' : 'widens, as a simulator has it', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...TELLING), fc.nat(5), async (given, at) => {
      const { document } = built(given);
      const index = at % document.Statement.length;
      const { document: wide, target } = mutated(document, mutation, index);
      const own = { issuer: deployed(target.issuer), sub: letter(target.subject), aud: given.audience };
      const token: Token = { ...own, ...mutation.token?.(target) };
      expect(await canAssume(deployed(document), own)).toBe(true);
      // Of two statements for the same subjects the other one still takes the token.
      expect(await canAssume(deployed({ ...wide, Statement: [wide.Statement[index], ...wide.Statement.slice(document.Statement.length)] }), token)).toBe(!mutation.isNarrower);
      expect(mutation.isNarrower || !await canAssume(deployed(document), token)).toBe(true);
    }), runs(3, 100));
  });
});

test('of a trust of which nothing tells whose it is, an audience that was told to be the clusters\' does', () => {
  const { role, document } = build({ clusters: [{ kind: 'provider ARN', n: 1 }], subjects: [{ namespace: 'shop', name: 'web' }], audience: 'aws.example.com' });
  const wide = mutated(document, MUTATIONS[0], 0);
  const open = { ...role, trust: readDocument(wide.document) };
  const undecidable = 'Undecidable[whether-the-provider-<Arn1>-of-statement-1-of-the-trust,-which-asks-for-no-sub,-is-a-cluster\'s]';
  expect(found(open, 'aws.example.com').map(({ id }) => id)).toEqual(['MissingSub[<Arn1>]', undecidable]);
  expect(found(open, 'sts.amazonaws.com').map(({ id }) => id)).toEqual([undecidable]);
});
