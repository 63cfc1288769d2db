import { checkAddonOptions } from './addon-grant';
import type { AddonOptions } from './addon-options';
import { checkAnnotationOptions } from './annotations';
import { HelmValues } from './helm-values';
import type { HelmValuesOptions } from './helm-values';
import type { ServiceAccountAnnotationOptions } from './service-account-annotations';
import type { ServiceAccountManifestOptions } from './service-account-manifest-options';
import { checkManifestOptions } from './service-account-object';

/**
 * Who creates a role's service accounts in the cluster, and so which file must carry the role's ARN.
 *
 * @example
 * new KubernetesFiles(app, 'Files').addRole(role, {
 *   createdBy: ServiceAccountCreation.manifest({ createNamespace: true, labels: { team: 'media' } }),
 * });
 */
export class ServiceAccountCreation {
  /**
   * They are created from a manifest of ours: `manifests/<cluster>/<namespace>.yaml`.
   *
   * @throws if an option is wrong
   */
  public static manifest(options: ServiceAccountManifestOptions = {}): ServiceAccountCreation {
    checkManifestOptions(options);
    return new ServiceAccountCreation(options, undefined, undefined);
  }

  /**
   * They are created by a Helm chart: `helm/<cluster>/<workload>.yaml`, or, for a role whose service
   * accounts have several names, `helm/<cluster>/<workload>/<service account>.yaml`.
   *
   * @throws if a path is none, or two paths exclude each other
   */
  public static helm(options: HelmValuesOptions = {}): ServiceAccountCreation {
    HelmValues._check(options);
    return new ServiceAccountCreation(undefined, options, undefined);
  }

  /**
   * They exist already, and are annotated by a command: `annotate/<cluster>.sh`.
   *
   * @throws if an option is wrong
   */
  public static existing(options: ServiceAccountAnnotationOptions = {}): ServiceAccountCreation {
    checkAnnotationOptions(options);
    return new ServiceAccountCreation(undefined, undefined, options);
  }

  /**
   * They are created by an add-on of EKS, which gives them the role: `addons/<cluster>.sh` has the commands for the AWS CLI, and
   * `eksctl/<cluster>.yaml` the same for eksctl. With EKS Pod Identity the add-on owns the associations, so that the role gets no
   * `PodIdentityAssociations`.
   *
   * @throws if an option is wrong
   */
  public static addon(options: AddonOptions = {}): ServiceAccountCreation {
    checkAddonOptions(options);
    return new ServiceAccountCreation(undefined, undefined, undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _manifest: ServiceAccountManifestOptions | undefined,
    /** @internal */
    public readonly _helm: HelmValuesOptions | undefined,
    /** @internal */
    public readonly _existing: ServiceAccountAnnotationOptions | undefined,
    /** @internal */
    public readonly _addon?: AddonOptions,
  ) {}
}
