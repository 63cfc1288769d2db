import { annotateCommand, annotateScript } from './annotate-script';
import { annotationsOf, checkAnnotationOptions } from './annotations';
import { requireAnnotated } from './exact-subjects';
import { requireLiteral } from './literal-check';
import { forCluster, forRole } from './option-kinds';
import type { ServiceAccountAnnotationOptions } from './service-account-annotations';
import { annotatedIn, trustedCluster } from './trusted-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/**
 * A script that annotates service accounts which exist already, made by a chart or an operator that takes no annotations.
 *
 * @example
 * AnnotateCommands.of(role).toCommands(); // kubectl annotate serviceaccount …
 */
export class AnnotateCommands {
  /**
   * The commands for the exact service accounts of a role. Subjects that are patterns have none.
   *
   * @throws if an option is wrong, or the role has only patterns
   */
  public static of(role: IServiceAccountRole, options: ServiceAccountAnnotationOptions = {}): AnnotateCommands {
    return forRole(role, () => {
      checkAnnotationOptions(options);
      requireAnnotated(role);
      return new AnnotateCommands(role, options);
    });
  }

  private constructor(
    private readonly role: IServiceAccountRole,
    private readonly options: ServiceAccountAnnotationOptions,
  ) {}

  /**
   * One `kubectl annotate` for each service account, in POSIX sh. The variable `KUBECTL` names kubectl.
   *
   * @param cluster one of the role's clusters; may be left out if all have the same audience
   * @throws if the role does not trust the cluster, its ARN or an option is known only at deploy time, or there is nothing to annotate
   */
  public toCommands(cluster?: IRoleCluster): string[] {
    const { trusted: { issuer, displayName }, subjects } = forCluster(this.role, cluster, () => annotatedIn(this.role, cluster));
    const annotations = annotationsOf(this.role.literalRoleArn(), issuer, this.options);
    if (Object.keys(annotations).length === 0) {
      throw new Error(`there must be something to annotate, and in ${displayName} the role ${show(this.role.node.path)} is given by ` +
        (issuer ? 'a token that each pod mounts itself: PodTokenVolume.of(role) has what to write into them' : 'EKS Pod Identity alone: its association is in EKS'));
    }
    const commands = subjects.map((subject) => annotateCommand(subject, annotations));
    requireLiteral(this.role, 'the annotations', commands);
    return commands;
  }

  /** A whole script, in POSIX sh; `KUBECTL` may say which kubectl and context to use. */
  public toScript(cluster?: IRoleCluster): string {
    const { displayName } = forCluster(this.role, cluster, () => trustedCluster(this.role, cluster));
    return annotateScript(displayName, '<this file>', this.toCommands(cluster));
  }
}
