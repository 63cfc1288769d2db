import { roleArnOf } from './complete-role-arn';
import { requireAnnotated } from './exact-subjects';
import { requireLiteral } from './literal-check';
import { namespaceObject } from './metadata';
import { forCluster, forRole } from './option-kinds';
import type { ServiceAccountManifestOptions } from './service-account-manifest-options';
import { checkManifestOptions, namespacesToMake, serviceAccountObject } from './service-account-object';
import { annotatedIn } from './trusted-cluster';
import { YamlWriter } from './yaml-text';
import type { IRoleCluster } from '../cluster/role-cluster';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/**
 * The `ServiceAccount` objects of a role, annotated for the webhook, for `kubectl apply` or a GitOps repository. For EKS Pod Identity alone
 * they have no annotation of the webhook: the association is in EKS.
 *
 * @example
 * ServiceAccountManifest.of(role, { labels: { team: 'media' } }).toYaml(); // for a GitOps repository
 */
export class ServiceAccountManifest {
  /**
   * The objects for the exact service accounts of a role. Subjects that are patterns have none.
   *
   * @throws if an option is wrong, or the role has only patterns
   */
  public static of(role: IServiceAccountRole, options: ServiceAccountManifestOptions = {}): ServiceAccountManifest {
    return forRole(role, () => {
      checkManifestOptions(options);
      requireAnnotated(role);
      return new ServiceAccountManifest(role, options);
    });
  }

  private constructor(
    private readonly role: IServiceAccountRole,
    private readonly options: ServiceAccountManifestOptions,
  ) {}

  /**
   * The Kubernetes objects: the namespaces, if asked for, then the service accounts, both sorted; such as for `cluster.addManifest`. Where
   * the role's ARN is known only at deploy time they hold it as a deploy-time value, by which the manifest also waits for the role and all
   * its policies. A literal ARN is text, and orders nothing: then call `manifest.node.addDependency(role)`.
   *
   * @param cluster one of the role's clusters; may be left out if all have the same audience
   * @throws if the role does not trust the cluster
   */
  public toObjects(cluster?: IRoleCluster): any[] {
    const { trusted: { issuer }, subjects } = forCluster(this.role, cluster, () => annotatedIn(this.role, cluster));
    const arn = roleArnOf(this.role);
    return [
      ...namespacesToMake(subjects, this.options).map(namespaceObject),
      ...subjects.map((subject) => serviceAccountObject(subject, arn, issuer, this.options)),
    ];
  }

  /**
   * The same as YAML, one document for each object.
   *
   * @throws if the role does not trust the cluster, or its ARN or an option is known only at deploy time
   */
  public toYaml(cluster?: IRoleCluster): string {
    this.role.literalRoleArn(); // says what is missing
    const objects = this.toObjects(cluster);
    requireLiteral(this.role, 'the ServiceAccount objects', objects);
    return new YamlWriter().file([], objects);
  }
}
