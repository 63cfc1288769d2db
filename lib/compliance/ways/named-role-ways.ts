import { wayOf } from './way';
import type { Way } from './way';

const OF_ORGANIZATION = 'makes it the administrator of an account of the organization';
const CONTROL_TOWER = 'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html';
/** With which the names of regions go on. */
const DIRECTIONS = ['north', 'south', 'east', 'west', 'central', 'northeast', 'northwest', 'southeast', 'southwest', 'gov-east', 'gov-west'];
/** A qualifier of the CDK has up to ten characters. */
const QUALIFIERS = Array.from({ length: 10 }, (_, i) => '?'.repeat(i + 1));
const BOOTSTRAP = 'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html';

/** Ways by roles that tools call the same everywhere: whoever writes such a name down knows what the role may do. */
export const NAMED_ROLE_WAYS: readonly Way[] = [
  byName('OrganizationAccountAccessRole', 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html', OF_ORGANIZATION),
  byName('AWSControlTowerExecution', CONTROL_TOWER, OF_ORGANIZATION),
  byName('aws-controltower-AdministratorExecutionRole', CONTROL_TOWER, OF_ORGANIZATION),
  byName('AWSAFTExecution', 'https://docs.aws.amazon.com/controltower/latest/userguide/aft-required-roles.html', OF_ORGANIZATION),
  byName('AWSCloudFormationStackSetExecutionRole', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html',
    'becomes the role that makes what stack sets make in an account, by default its administrator'),
  {
    ...byName('cdk-*-deploy-role-*', BOOTSTRAP,
      'becomes the role by which the CDK deploys, and has CloudFormation make stacks with another, by default an administrator', bootstrapped('deploy')),
    tag: { key: 'aws-cdk:bootstrap-role', value: 'deploy' },
  },
  byName('cdk-*-cfn-exec-role-*', BOOTSTRAP,
    'has CloudFormation make stacks with the role that makes those of the CDK, by default an administrator', bootstrapped('cfn-exec'), 'iam:PassRole'),
];

/** The way by a role that tools call the same everywhere. */
function byName(name: string, source: string, gives: string, names: readonly string[] = [name], action = 'sts:AssumeRole'): Way {
  return { ...wayOf([{ action, on: `iam::*:role/${name}` }], source, gives, 'warning'), names };
}

/** What `cdk bootstrap` calls a role: by a qualifier, and the account and region that it is for. */
function bootstrapped(role: string): string[] {
  return QUALIFIERS.flatMap((qualifier) => DIRECTIONS.map((direction) => `cdk-${qualifier}-${role}-role-<account>-??-${direction}-?`));
}
