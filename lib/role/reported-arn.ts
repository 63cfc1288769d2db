import { literalRoleArn } from './literal-arn';
import type { IServiceAccountRole } from './service-account-role-ref';
import { CfnRole } from '../core/cdk';
import { show } from '../core/text';

/** The literal ARN of a role that this app creates, which must stay what the role's files were given. */
export class ReportedArn {
  private reported?: string;

  public constructor(private readonly role: IServiceAccountRole) {}

  /** @throws if a part of it is known only at deploy time, or the role is created elsewhere */
  public get(): string {
    const arn = this.current();
    if (arn === undefined) {
      throw new Error(
        `the ARN of the role ${show(this.role.node.path)} must be that of the role made elsewhere (Role.customizeRoles): use ServiceAccountRole.fromRole for its files`);
    }
    return this.reported ??= arn;
  }

  /** An error if the role's name or path was changed after its ARN was given to files. */
  public validate(): string[] {
    const now = this.reported === undefined ? undefined : this.current();
    return now === this.reported ? [] : [
      `the role must keep the ARN that its files were given, ${show(this.reported)}, but its name or path was changed, got ${show(now)}: ` +
      'give roleName and path to the role itself',
    ];
  }

  /** From the resource, since a property injector or an Aspect may have changed what was given. */
  private current(): string | undefined {
    const resource = this.role.node.defaultChild;
    return resource instanceof CfnRole ? literalRoleArn(this.role, { roleName: resource.roleName, path: resource.path }) : undefined;
  }
}
