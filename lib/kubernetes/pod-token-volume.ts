import type { Duration } from 'aws-cdk-lib/core';
import { checkAnnotationOptions } from './annotations';
import { roleArnOf } from './complete-role-arn';
import { requireAnnotated } from './exact-subjects';
import { requireLiteral } from './literal-check';
import { forCluster, forRole } from './option-kinds';
import { tokenEnv, tokenMount, tokenVolume } from './pod-token';
import type { PodToken } from './pod-token';
import { annotatedIn } from './trusted-cluster';
import { YamlWriter } from './yaml-text';
import type { IRoleCluster } from '../cluster/role-cluster';
import { DURATION, requireProps, TEXT, TRUTH } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { NAMESPACE } from '../core/names';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Options for the token of pods that mount it themselves. */
export interface PodTokenVolumeOptions {
  /**
   * The name of the container that calls AWS.
   *
   * @default 'app'
   */
  readonly containerName?: string;

  /**
   * How long a token lives before kubelet renews it: whole seconds, from 10 minutes to 24 hours.
   *
   * @default Duration.hours(24)
   */
  readonly tokenExpiration?: Duration;

  /**
   * Whether SDKs get their credentials from the STS endpoint of the pod's region, and not from the global one.
   *
   * @default - as the SDK does it: new ones take the regional one
   */
  readonly stsRegionalEndpoints?: boolean;
}

const OPTIONS: Kinds<PodTokenVolumeOptions> = { containerName: TEXT, tokenExpiration: DURATION, stsRegionalEndpoints: TRUTH };

/**
 * What pods need to become a role in a cluster without a webhook: their token as a projected volume, and the variables that SDKs read. It is a
 * patch for the template of your own Deployments, StatefulSets and so on.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 * @example
 * PodTokenVolume.of(role, { containerName: 'web' }).toYaml(kops); // kubectl patch deployment web --patch-file …
 */
export class PodTokenVolume {
  /**
   * The patches for the exact service accounts of a role.
   *
   * @throws if an option is wrong, or the role has only patterns
   */
  public static of(role: IServiceAccountRole, options: PodTokenVolumeOptions = {}): PodTokenVolume {
    return forRole(role, () => {
      const { containerName, tokenExpiration, stsRegionalEndpoints } = requireProps('the token of a pod', options, OPTIONS);
      checkAnnotationOptions({ tokenExpiration, stsRegionalEndpoints });
      if (containerName !== undefined) {
        requireFormat(NAMESPACE, 'containerName', containerName); // a label as well
      }
      requireAnnotated(role);
      return new PodTokenVolume(role, options);
    });
  }

  private constructor(private readonly role: IServiceAccountRole, private readonly options: PodTokenVolumeOptions) {}

  /**
   * One patch for each name of a service account: `spec.template.spec` of what makes the pods.
   *
   * @param cluster one of the role's clusters; may be left out if all have the same audience
   * @throws if the role does not trust the cluster, or has no issuer there
   */
  public toObjects(cluster?: IRoleCluster): any[] {
    return this.patches(cluster).map(({ patch }) => patch);
  }

  /**
   * The same as YAML, one document for each, for `kubectl patch` or as a patch of Kustomize.
   *
   * @throws if the role does not trust the cluster, or its ARN or an option is known only at deploy time
   */
  public toYaml(cluster?: IRoleCluster): string {
    return this._toYaml('<this file>', cluster);
  }

  /** @param name the name of the service account, if not all @internal */
  public _toYaml(file: string, cluster?: IRoleCluster, yaml = new YamlWriter(), name?: string): string {
    this.role.literalRoleArn(); // says what is missing
    const patches = this.patches(cluster).filter((one) => name === undefined || one.name === name);
    requireLiteral(this.role, 'the token of pods', patches);
    return yaml.file([
      'For the template of your own pods: a token of their service account as a projected volume, and the variables that SDKs read.',
      'Give the container the name of yours, then patch what makes the pods, or use this as a patch of Kustomize:',
      ...patches.flatMap(({ namespaces }) => namespaces)
        .map((namespace) => `  kubectl patch deployment <name> --namespace ${namespace} --patch-file ${patches.length === 1 ? file : '<its document>'}`),
    ], patches.map(({ patch }) => patch));
  }

  private patches(cluster?: IRoleCluster) {
    const { trusted: { issuer, displayName }, subjects } = forCluster(this.role, cluster, () => annotatedIn(this.role, cluster));
    if (issuer === undefined) {
      throw new Error(`cluster must have an issuer of its tokens, and in ${displayName} the role ${show(this.role.node.path)} is given by EKS Pod Identity alone`);
    }
    const { containerName = 'app', tokenExpiration, stsRegionalEndpoints } = this.options;
    const token = { roleArn: roleArnOf(this.role), audience: issuer.audience, seconds: tokenExpiration?.toSeconds(), stsRegionalEndpoints };
    return [...new Set(subjects.map(({ serviceAccountName }) => serviceAccountName))].map((name) => ({
      name,
      namespaces: subjects.filter((subject) => subject.serviceAccountName === name).map(({ namespace }) => namespace),
      patch: podTemplate(name, containerName, token),
    }));
  }
}

function podTemplate(serviceAccountName: string, containerName: string, token: PodToken): object {
  const containers = [{ name: containerName, env: tokenEnv(token), volumeMounts: [tokenMount()] }];
  return { spec: { template: { spec: { serviceAccountName, containers, volumes: [tokenVolume(token)] } } } };
}
