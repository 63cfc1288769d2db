import { createHash } from 'node:crypto';
import { CHECK_SCRIPT, WAYS } from './check-script';
import { requireAnnotated } from './exact-subjects';
import { requireLiteral } from './literal-check';
import { IMAGE, MANAGED_BY } from './metadata';
import { forCluster, forRole } from './option-kinds';
import { hasWebhook, tokenEnv, tokenMount, tokenVolume } from './pod-token';
import type { PodToken } from './pod-token';
import { annotatedIn } from './trusted-cluster';
import { YamlWriter } from './yaml-text';
import type { IRoleCluster } from '../cluster/role-cluster';
import { parseArn } from '../core/arn';
import { requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';
import { roleClusters } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { targetArnOf } from '../role/target-arn';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Options for a check pod. */
export interface CheckPodOptions {
  /**
   * An image with `sh` and the AWS CLI of at least version 2, such as a copy in your own registry.
   *
   * @default 'public.ecr.aws/aws-cli/aws-cli:2.35.5'
   */
  readonly image?: string;
}

const OPTIONS: Kinds<CheckPodOptions> = { image: TEXT };

/** Any user but root will do. */
const NOBODY = 65_534;

/**
 * Pods that find out whether a role's service accounts become the role: each succeeds only if STS
 * says `assumed-role/<role name>/…`, so that a fall-back to the node's role shows. They satisfy the
 * restricted Pod Security Standard. Each says whether it uses IRSA or EKS Pod Identity.
 *
 * @example
 * CheckPod.of(role).toYaml(production); // for `kubectl apply`
 */
export class CheckPod {
  /**
   * The pods for the exact service accounts of a role. Subjects that are patterns have none.
   *
   * @throws if an option is wrong, or the role has only patterns
   */
  public static of(role: IServiceAccountRole, options: CheckPodOptions = {}): CheckPod {
    return forRole(role, () => {
      CheckPod._check(options);
      requireAnnotated(role);
      return new CheckPod(role, options.image ?? IMAGE.example);
    });
  }

  /** What is wrong with the options by themselves. @internal */
  public static _check(options: CheckPodOptions): void {
    requireProps('a check pod', options, OPTIONS);
    if (options.image !== undefined) {
      requireFormat(IMAGE, 'image', options.image);
    }
  }

  private constructor(
    private readonly role: IServiceAccountRole,
    private readonly image: string,
  ) {}

  /**
   * The `Pod` objects, one for each service account.
   *
   * @param cluster one of the role's clusters; may be left out if all have the same audience
   * @throws if the role does not trust the cluster, or its ARN is known only at deploy time
   */
  public toObjects(cluster?: IRoleCluster): any[] {
    return structuredClone(this.objects(cluster)); // whoever gets them may change them
  }

  /** The same as YAML, with the commands that run it as a comment. */
  public toYaml(cluster?: IRoleCluster): string {
    return this._toYaml('<this file>', cluster);
  }

  private objects(cluster?: IRoleCluster): object[] {
    const { trusted, subjects } = forCluster(this.role, cluster, () => annotatedIn(this.role, cluster));
    const only = cluster !== undefined || roleClusters(this.role).length === 1 ? trusted : undefined;
    const session = sessionArn(this.role, trusted.issuer ? undefined : targetArnOf(this.role));
    requireLiteral(this.role, 'the check pods', [session, this.image, only?.region, ...subjects.map((subject) => subject.subject)]);
    const { issuer } = trusted;
    const token = issuer && !hasWebhook(trusted) ? { roleArn: this.role.literalRoleArn(), audience: issuer.audience } : undefined;
    const pod = { session, ways: waysOf(trusted), image: this.image, region: only?.region, token };
    return subjects.map((subject) => podObject(subject, pod));
  }

  /** @internal */
  public _toYaml(file: string, cluster?: IRoleCluster, yaml = new YamlWriter()): string {
    const { subjects } = forCluster(this.role, cluster, () => annotatedIn(this.role, cluster));
    return yaml.file([
      'Succeeds if the service account becomes its role. A second run needs new pods, so the first command is a replacement:',
      `  kubectl replace --force --filename ${file}`,
      `  kubectl wait --for=jsonpath='{.status.phase}'=Succeeded --timeout=300s --filename ${file}`,
      ...subjects.map((subject) => `  kubectl logs --namespace ${subject.namespace} ${podName(subject)}`),
      `  kubectl delete --filename ${file}`,
    ], this.objects(cluster));
  }
}

/** How the ARNs of the role's sessions begin, or of those of its target role. STS leaves the role's path out. */
function sessionArn(role: IServiceAccountRole, target?: string): string {
  const arn = target ?? role.literalRoleArn();
  const fields = parseArn(arn);
  if (!fields?.resource.startsWith('role/')) {
    throw new Error(`the ARN of the role ${show(role.node.path)} must be arn:<partition>:iam::<account>:role/<name>, got ${show(arn)}`);
  }
  return `arn:${fields.partition}:sts::${fields.account}:assumed-role/${fields.resource.split('/').pop()}/`;
}

/** At most 63 characters, the length of a host name. */
function podName(subject: ServiceAccountSubject): string {
  const plain = `irsa-check-${subject.serviceAccountName}`;
  if (plain.length <= 63 && !plain.includes('.')) {
    return plain;
  }
  const hash = createHash('sha256').update(subject.serviceAccountName).digest('hex').slice(0, 8);
  return `${plain.replace(/\./g, '-').slice(0, 54).replace(/-+$/, '')}-${hash}`;
}

/** What all check pods have in common. It is frozen, so that its text is made once. */
const COMMON = {
  labels: Object.freeze({ ...MANAGED_BY }),
  nodeSelector: Object.freeze({ 'kubernetes.io/os': 'linux' }),
  podSecurity: Object.freeze({
    runAsNonRoot: true, runAsUser: NOBODY, runAsGroup: NOBODY, fsGroup: NOBODY, seccompProfile: { type: 'RuntimeDefault' },
  }),
  command: Object.freeze(['/bin/sh', '-c', CHECK_SCRIPT]),
  home: [{ name: 'HOME', value: '/tmp' }, { name: 'AWS_PAGER', value: '' }].map(Object.freeze),
  resources: Object.freeze({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
  security: Object.freeze({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }),
  volumeMounts: Object.freeze([{ name: 'tmp', mountPath: '/tmp' }]),
  volumes: Object.freeze([{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }]),
};

/** How the pods of a cluster may become the role: as the script reads it. */
function waysOf({ issuer, podIdentity }: RoleCluster): string {
  return [...issuer ? [WAYS.irsa] : [], ...podIdentity ? [WAYS.podIdentity] : []].join(' or ');
}

interface CheckedPod {
  readonly session: string;
  readonly ways: string;
  readonly image: string;
  readonly region?: string;
  /** Where no webhook gives it one. */
  readonly token?: PodToken;
}

function podObject(subject: ServiceAccountSubject, { session, ways, image, region, token }: CheckedPod): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: podName(subject), namespace: subject.namespace, labels: COMMON.labels },
    spec: {
      serviceAccountName: subject.serviceAccountName,
      automountServiceAccountToken: false, // for the Kubernetes API; the webhook mounts a token of its own
      enableServiceLinks: false,
      restartPolicy: 'Never',
      activeDeadlineSeconds: 300, // with the time to pull the image
      nodeSelector: COMMON.nodeSelector,
      securityContext: COMMON.podSecurity,
      containers: [{
        name: 'check',
        image,
        command: COMMON.command,
        env: [
          { name: 'EXPECTED_SESSION', value: session },
          ...(ways === WAYS.irsa ? [] : [{ name: 'EXPECTED_WAY', value: ways }]),
          { name: 'SERVICE_ACCOUNT', value: subject.toString() },
          ...(token ? tokenEnv(token) : []),
          ...COMMON.home,
          ...(region !== undefined ? [{ name: 'AWS_REGION', value: region }, { name: 'AWS_DEFAULT_REGION', value: region }] : []),
        ],
        workingDir: '/tmp',
        resources: COMMON.resources,
        securityContext: COMMON.security,
        volumeMounts: token ? [...COMMON.volumeMounts, tokenMount()] : COMMON.volumeMounts,
      }],
      volumes: token ? [...COMMON.volumes, tokenVolume(token)] : COMMON.volumes,
    },
  };
}
