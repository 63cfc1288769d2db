import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import type { GivenOptions } from '../../lib/compliance/judge-options';
import { readTemplate } from '../../lib/inventory/template-reader';
import { ACCOUNT, issuer } from '../support';

/** The ARN of the n-th cluster's provider. */
export const provider = (n = 1) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(n)}`;
export const [SUB, AUD] = [`${issuer()}:sub`, `${issuer()}:aud`];
export const WEB = 'system:serviceaccount:shop:web';
export const STS = 'sts.amazonaws.com';

/** A statement of a trust policy, of the first cluster's provider unless told otherwise. */
export function statement(condition?: object, more: object = {}): any {
  return {
    Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider() }, ...(condition && { Condition: condition }), ...more,
  };
}

/** A statement against which nothing is to be said. */
export const sound = (sub: unknown = WEB, more: object = {}) => statement({ StringEquals: { [SUB]: sub, [AUD]: STS } }, more);

/** What is found in a template, as `<id>: <message>`. */
export function foundIn(resources: object, options: GivenOptions = {}, rest: object = {}): string[] {
  const { roles, serviceAccounts } = readTemplate({ Resources: resources, ...rest });
  return judge(roles, serviceAccounts, judgeOptions(options)).map(({ id, message }) => `${id}: ${message}`);
}

/** The same document as everything that a template can write in its place. */
export function renderings(document: any): Record<string, { readonly document: unknown; readonly besides?: object; readonly rest?: object }> {
  const text = JSON.stringify(document);
  const substituted = (given: string) => given.split(issuer()).join('${Issuer}');
  const cut = (given: string) => ({ 'Fn::Join': ['', given.match(/[^]{1,40}/g)] });
  const besides: Record<string, object> = {};
  const statements = [document.Statement].flat().map((item: any, i: number) => item.Condition === undefined ? item : {
    ...item,
    Condition: Object.fromEntries(Object.entries(item.Condition).map(([operator, tests], j) => {
      besides[`Json${i}x${j}`] = { Type: 'Custom::AWSCDKCfnJson', Properties: { ServiceToken: 'arn', Value: cut(JSON.stringify(tests)) } };
      return [operator, { 'Fn::GetAtt': [`Json${i}x${j}`, 'Value'] }];
    })),
  });
  return {
    'object': { document },
    'text': { document: text },
    'Fn::Join': { document: cut(text) },
    'Fn::Sub': { document: { 'Fn::Sub': text.replace(/\$\{/g, '${!') } },
    // A policy variable stays as it is.
    'Fn::Sub with variables': { document: { 'Fn::Sub': [text.split('${').map((part, i) => i > 0 ? part : substituted(part)).join('${!'), { Issuer: issuer() }] } },
    'CfnJson': { document: { ...document, Statement: Array.isArray(document.Statement) ? statements : statements[0] }, besides },
    'Fn::If': {
      document: { 'Fn::If': ['IsWide', document, { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Principal: '*' }] }] },
      rest: { Conditions: { IsWide: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } },
    },
  };
}

/** What is found against a role with these statements in its trust: the same, however they are written. */
export function found(statements: any, options: GivenOptions = {}, properties: object = {}): string[] {
  const document = { Version: '2012-10-17', Statement: statements };
  const results = Object.entries(renderings(document)).map(([rendering, { document: trust, besides, rest }]) => ({
    rendering,
    findings: foundIn({ ...besides, Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...properties } } }, options, rest),
  }));
  const [{ findings: expected }] = results;
  expect(results).toEqual(results.map(({ rendering }) => ({ rendering, findings: expected })));
  return expected;
}

/** What is found against a sound role with these statements in a policy: the same, wherever the policy stands. */
export function foundInPolicy(statements: any, options: GivenOptions = {}, trust: any = sound()): string[] {
  const document = { Version: '2012-10-17', Statement: statements };
  const role = (properties: object = {}) =>
    ({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust }, ...properties } } });
  const inline = (PolicyDocument: unknown) => role({ Policies: [{ PolicyName: 'own', PolicyDocument }] });
  const [expected, ...others] = [
    inline(document),
    ...Object.values(renderings(document)).filter(({ besides, rest }) => !besides && !rest).map((rendering) => inline(rendering.document)),
    { ...role(), Own: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: [{ Ref: 'Role' }] } } },
    { ...role({ ManagedPolicyArns: [{ Ref: 'Own' }] }), Own: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } },
  ].map((resources) => foundIn(resources, options));
  others.forEach((result) => expect(result.map((line) => line.replace(/the (inline|managed) policy Own/, 'the inline policy "own"'))).toEqual(expected));
  return expected;
}

/** Conditions as the ids of findings have them. */
export function underOf(condition: object | undefined): string {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys as object).map(([key, values]) => `${operator}-${key}-${[values].flat().join('-or-').replace(/ /g, '-')}`)).sort();
  return tests.length === 0 ? '' : `-under-${tests.join('-and-')}`;
}
