import type { IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkTrusted } from './checks';
import { RoleRegistry } from './role-registry';
import type { ExistingServiceAccountRoleProps, IServiceAccountRole } from './service-account-role-ref';
import { Trusted } from './trusted';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { Token } from '../core/cdk';
import { show } from '../core/text';
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
    checkTrusted(this, props.clusters, props.serviceAccounts);
    this.trusted = new Trusted(props.clusters, props.serviceAccounts);
    this.role = props.role;
    this.roleArn = props.role.roleArn;
    this.roleName = props.role.roleName;
    this.grantPrincipal = props.role.grantPrincipal;
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
