import { ISSUER, PROVIDER } from '../files';

/**
 * What the audit must say of a document: an `error`; anything at all (`told`); no error (`noError`); nothing but notes, and one of these
 * (`noted`); or nothing (`quiet`), but for the warnings that are listed.
 */
export type Expected = 'error' | 'told' | 'noError' | 'noted' | 'quiet';

/** A document that somebody would try, with what is right of it by what AWS and Kubernetes document. */
export interface Attempt {
  readonly name: string;
  readonly expected: Expected;
  readonly files: Record<string, unknown>;
}

export const OWN = '111122223333';
export const AUD = `${ISSUER}:aud`;
export const SUB = `${ISSUER}:sub`;
export const ACCOUNTS = 'system:serviceaccount:';
export const WEB = `${ACCOUNTS}shop:web`;
export const WITH_TOKEN = 'sts:AssumeRoleWithWebIdentity';
export { ISSUER, PROVIDER };

export const policyOf = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
export const providerOf = (issuer: string, account = OWN) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;

/** A statement of a trust for tokens of the cluster, with conditions beside the audience. */
export function tokens(conditions: Record<string, object> = {}, more: object = {}): object {
  const { StringEquals = {}, ...others } = conditions;
  return {
    Effect: 'Allow',
    Action: WITH_TOKEN,
    Principal: { Federated: PROVIDER },
    Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com', ...StringEquals }, ...others },
    ...more,
  };
}

export const like = (...subjects: string[]) => tokens({ StringLike: { [SUB]: subjects } });
export const equal = (...subjects: string[]) => tokens({ StringEquals: { [SUB]: subjects.length === 1 ? subjects[0] : subjects } });
/** The statement that each sound trust has. */
export const SOUND = equal(WEB);

/** Makes attempts: `tell('error', { name: files })`. */
export function attempts(expected: Expected, named: Record<string, Record<string, unknown>>): Attempt[] {
  return Object.entries(named).map(([name, files]) => ({ name, expected, files }));
}

/** A trust in a file of its own. */
export const trustFile = (...statements: unknown[]) => ({ 'trust.json': policyOf(...statements) });

/** A role of pods, as IAM prints it, with statements of an inline policy. */
export function roleFile(statements: unknown[], more: object = {}, policies: unknown[] = []): Record<string, unknown> {
  return {
    'account.json': {
      RoleDetailList: [{
        RoleName: 'web',
        Path: '/',
        RoleId: 'AROAEXAMPLE0000000001',
        Arn: `arn:aws:iam::${OWN}:role/web`,
        AssumeRolePolicyDocument: policyOf(SOUND),
        RolePolicyList: statements.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: policyOf(...statements) }],
        AttachedManagedPolicies: [],
        ...more,
      }],
      Policies: policies,
      UserDetailList: [],
      GroupDetailList: [],
    },
  };
}

export const allow = (action: unknown, resource: unknown = '*', condition?: object, more: object = {}) =>
  ({ Effect: 'Allow', Action: action, Resource: resource, ...condition === undefined ? {} : { Condition: condition }, ...more });
export const deny = (action: unknown, resource: unknown = '*', condition?: object) => ({ ...allow(action, resource, condition), Effect: 'Deny' });

/** A managed policy of the account, as IAM prints it. */
export const managed = (name: string, ...statements: unknown[]) => ({
  PolicyName: name,
  Arn: `arn:aws:iam::${OWN}:policy/${name}`,
  DefaultVersionId: 'v1',
  PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policyOf(...statements) }],
});
export const attached = (...arns: string[]) => ({ AttachedManagedPolicies: arns.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn })) });
export const bounded = (name: string) => ({ PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: name.startsWith('arn:') ? name : `arn:aws:iam::${OWN}:policy/${name}` } });

/** A template of resources. */
export const template = (resources: object, more: object = {}) => ({ 'template.json': { AWSTemplateFormatVersion: '2010-09-09', ...more, Resources: resources } });
export const role = (document: unknown, properties: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ...properties } });
