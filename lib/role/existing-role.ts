import type { IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkTrusted, requireObject } from './checks';
import type { RolePlace } from './checks';
import { RoleRegistry } from './role-registry';
import type { ExistingServiceAccountRoleProps, IServiceAccountRole } from './service-account-role-ref';
import { Trusted } from './trusted';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { parseArn } from '../core/arn';
import { CfnRole, Stack, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';
import { show } from '../core/text';
import { requireProps } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** A role made elsewhere, as its Kubernetes side sees it. */
export class ExistingServiceAccountRole extends Construct implements IServiceAccountRole {
  public readonly role: IRole;
  public readonly roleArn: string;
  public readonly roleName: string;
  public readonly grantPrincipal: IPrincipal;

  private readonly trusted: Trusted;

  public constructor(scope: Construct, id: string, props: ExistingServiceAccountRoleProps) {
    super(scope, id);
    const { role } = requireProps('ServiceAccountRole.fromRole', props, 'role, clusters and serviceAccounts');
    requireObject('role', 'an IAM role, such as Role.fromRoleArn(…)', role, role?.node && role.env && role.roleArn);
    checkTrusted(this, props.clusters, props.serviceAccounts, placeOf(role));
    this.trusted = new Trusted(props.clusters, props.serviceAccounts);
    this.role = role;
    this.roleArn = role.roleArn;
    this.roleName = role.roleName;
    this.grantPrincipal = role.grantPrincipal;
    RoleRegistry.of(this).register({ role: this, ownsRole: false });
  }

  public get clusters(): ClusterIssuer[] {
    return [...this.trusted.clusters];
  }

  public get serviceAccounts(): ServiceAccountSubject[] {
    return [...this.trusted.subjects];
  }

  public get bundleIds(): string[] {
    return [];
  }

  public literalRoleArn(): string {
    if (Token.isUnresolved(this.roleArn)) {
      throw new Error(`the ARN of the existing role ${show(this.node.path)} must be literal to be written to a file: import it with Role.fromRoleArn`);
    }
    return this.roleArn;
  }
}

/** The role's own place, whichever stack it is imported in. */
function placeOf(role: IRole): RolePlace {
  const { account } = role.env;
  const fields = parseArn(role.roleArn);
  const { region } = Stack.of(role);
  const ofStack = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  const ofArn = fields && !Token.isUnresolved(fields.partition) ? fields.partition : undefined;
  // An ARN that is known only at deploy time may be of any partition, if it is not that of a role of this app.
  const partition = ofArn ?? (fields || role.node.defaultChild instanceof CfnRole ? ofStack : undefined);
  return {
    account: Token.isUnresolved(account) ? undefined : account,
    partition,
    inWords: `the role ${show(role.node.path)}, "${partition}" (${ofArn === undefined ? region : role.roleArn})`,
  };
}
