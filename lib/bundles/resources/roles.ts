import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ResourceKind } from './resource-kind';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

/** The format of the ARN of a role, with its path and without wildcards. */
export const roleArnFormat = ({ example }: { readonly example: string }): TextFormat => arnFormat({
  service: 'iam',
  noun: "a role's ARN",
  resource: 'role/(?:[\\u0021-\\u0023\\u0025-\\u0029\\u002B-\\u003E\\u0040-\\u007E]+/)?[\\w+=,.@-]{1,64}',
  region: 'none',
  account: 'required',
  example,
  hint: (value) => {
    const [, partition, account, name] = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//.exec(value) ?? [];
    return partition ? `this is the ARN of a session; the role's is "arn:${partition}:iam::${account}:role/${name}", with its path if it has one`
      : /[*?]/.test(value) ? 'a wildcard would let the workload become roles that do not exist yet; name each role'
        : /^\d{12}$/.test(value) ? 'this is an account; name the role in it'
          : /:instance-profile\//.test(value) ? 'this is an instance profile (aws iam get-instance-profile prints the ARN of its role)'
            : /^[\w+=,.@-]+$/.test(value) ? "this is a name (aws iam get-role prints the role's ARN)" : undefined;
  },
});

const ROLE_ARN = roleArnFormat({ example: 'arn:aws:iam::444455556666:role/backup-writer' });

/** Roles, by their ARNs: a name does not tell the role's path. */
export const ROLES: ResourceKind<IRole> = {
  format: ROLE_ARN,
  arns: (arns) => [...arns],
  arnOf: ({ roleArn }, one) => one(roleArn),
};

/** Roles of nodes, which are in the account of the workload's own role. */
export const NODE_ROLES: ResourceKind<IRole> = {
  ...ROLES,
  format: roleArnFormat({ example: 'arn:aws:iam::111122223333:role/KarpenterNodeRole-production' }),
};

/** Roles that are passed to a service. */
export const PASSED_ROLES: ResourceKind<IRole> = { ...ROLES, format: roleArnFormat({ example: 'arn:aws:iam::111122223333:role/service-role' }) };

export const OWN_ACCOUNT = { ofOwnAccount: 'a role is passed within its own account only' };
