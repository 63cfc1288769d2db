import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { ruleOf } from '../../../lib/access/guardrails/given-guardrail';
import type { GivenGuardrail } from '../../../lib/access/guardrails/given-guardrail';
import { judgeGuardrails } from '../../../lib/access/guardrails/judge-guardrails';
import { ACCOUNT, issuer, REGION } from '../../support';

export const ROLE_OF = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A trust for one service account. */
export function trustOf(subject: string | readonly string[], operator = 'StringEquals') {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}` },
      Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com' }, [operator]: { [`${issuer()}:sub`]: subject, ...operator === 'StringEquals' ? { [`${issuer()}:aud`]: 'sts.amazonaws.com' } : {} } },
    }],
  };
}

export const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

export interface RoleOptions {
  readonly statements?: readonly object[];
  readonly trust?: object;
  readonly others?: object;
}

/** A stack of an account, with plain resources. */
export class Templates {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Stack', { env: { account: ACCOUNT, region: REGION } });

  public add(id: string, type: string, properties: object): CfnResource {
    return new CfnResource(this.stack, id, { type, properties: properties as Record<string, unknown> });
  }

  /** A role that the service account `shop/<name>` becomes. */
  public role(name: string, { statements = [], trust = trustOf(`system:serviceaccount:shop:${name}`), others = {} }: RoleOptions): CfnResource {
    return this.add(name[0].toUpperCase() + name.slice(1), 'AWS::IAM::Role', {
      RoleName: name,
      AssumeRolePolicyDocument: trust,
      ...statements.length === 0 ? {} : { Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }] },
      ...others,
    });
  }

  /** What guardrails find: level, and message. */
  public findings(guardrails: Readonly<Record<string, GivenGuardrail>>): string[] {
    return judgeGuardrails(this.app, Object.entries(guardrails).map(([name, given]) => ruleOf(name, given)))
      .map(({ level, id, message }) => `${level} ${id}: ${message}`);
  }
}

export const INVOICES: GivenGuardrail = {
  reason: 'invoices hold personal data', only: ['shop/billing'], may: ['s3:*'], on: ['arn:aws:s3:::acme-billing/*'],
};
