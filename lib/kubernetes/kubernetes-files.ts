import { join, resolve } from 'node:path';
import { attachCustomSynthesis, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CheckPod } from './check-pod';
import { claimDirectory, claimFolder, requireDirectory } from './claimed-directories';
import { FilePlan } from './file-plan';
import type { AddedRole, FilesOptions } from './kubernetes-output';
import { compare, FILE_NAME } from './metadata';
import { isUnderCli, OutputDirectory, writeTo } from './output-directory';
import { ServiceAccountCreation } from './service-account-creation';
import { warnOfSkippedSteps } from './skipped-steps';
import { about, making } from '../core/error-place';
import { ANYTHING, listOf, mapOf, requireKind, requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { nameFor, projectPath } from '../core/project-path';
import { count, show } from '../core/text';
import { explain } from '../core/text-format';
import { SERVICE_ACCOUNT_ROLE } from '../role/role-kinds';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Properties of `KubernetesFiles`. */
export interface KubernetesFilesProps {
  /**
   * A directory to write the files to as well, such as a folder of a GitOps repository; relative to
   * the working directory. Let Argo CD or Flux read `manifests/<cluster>` of it, not all: the check pods are to be run by hand.
   *
   * It is written only when the CDK CLI runs the app, not by a synthesis in a unit test. Under the CLI it is written during the
   * synthesis, before validation plugins such as cdk-nag judge it, also where these then fail the synthesis; the app of a
   * `workloads.yaml` waits for them.
   *
   * The directory belongs to one `KubernetesFiles`: its `index.json` names the owner, and lists the files. Those that are no
   * longer made are removed; others' files are neither removed nor overwritten, and a directory of another owner is refused.
   * After you move this construct or its app, write the new owner, which the error names, into `index.json`.
   *
   * @default - the files are in the cloud assembly only
   */
  readonly outputDirectory?: string;

  /**
   * The image of the check pods, with `sh` and version 2 of the AWS CLI.
   *
   * @default 'public.ecr.aws/aws-cli/aws-cli:2.35.5'
   */
  readonly checkPodImage?: string;
}

/** How a role appears in the files. */
export interface RoleFilesOptions {
  /**
   * The workload's name: the name of its files, so a safe file name, once in a cluster.
   *
   * @default - the id of the role's construct
   */
  readonly workload?: string;

  /**
   * Who creates the role's service accounts, with the options for that.
   *
   * @default ServiceAccountCreation.manifest()
   */
  readonly createdBy?: ServiceAccountCreation;

  /**
   * The ids of the role's bundles, for the index.
   *
   * @default - the role's own
   */
  readonly bundles?: string[];

  /**
   * Further fields of the role in the index: anything that JSON can hold.
   *
   * @default - none
   */
  readonly indexFields?: { [key: string]: any };
}

const FILES_PROPS: Kinds<KubernetesFilesProps> = { outputDirectory: TEXT, checkPodImage: TEXT };
const ROLE_FILES_OPTIONS: Kinds<RoleFilesOptions> = {
  workload: TEXT,
  createdBy: {
    noun: 'a ServiceAccountCreation, such as ServiceAccountCreation.helm()',
    isOne: (value) => value instanceof ServiceAccountCreation,
  },
  bundles: listOf(TEXT),
  indexFields: mapOf(ANYTHING),
};
const MOST_MESSAGES = 50;
/**
 * Writes, at synth, the files by which clusters learn about roles, to the folder `irsa` of the cloud
 * assembly (or, if the App or Stage has several `KubernetesFiles`, for the second and later `irsa-<path of the construct>`):
 *
 * - `manifests/<cluster>/<namespace>.yaml`: `ServiceAccount` objects
 * - `helm/<cluster>/<workload>.yaml`: values for charts that create their service account
 * - `annotate/<cluster>.sh`: commands for service accounts that exist already
 * - `addons/<cluster>.sh`: commands that give add-ons of EKS their roles
 * - `eksctl/<cluster>.yaml`: the same for eksctl
 * - `check-pods/<cluster>/<workload>.yaml`: pods that fail unless they become the role
 * - `pod-tokens/<cluster>/<workload>.yaml`: what pods mount in a cluster without a webhook
 * - `target-roles/<workload>.json`: what the trust of a target role of EKS Pod Identity must allow
 * - `aws-profiles/<cluster>/<workload>/`: a ConfigMap with the AWS profile by which pods assume a `TargetRole` themselves, and the patch for them
 * - `permissions/<cluster>/<namespace>.md`: what service accounts may do, in words; for a `workloads.yaml` with an `outputDirectory` only
 * - `index.json`: all roles, for machines
 *
 * The files hold literal ARNs, so each role needs a literal name, path and account. If one has not, the synth fails and nothing is
 * written. A role whose subjects are all patterns, or are annotated with another role (`cdk-irsa:unannotatedRole[…]`), is in the index only.
 *
 * @example
 * const files = new KubernetesFiles(app, 'Files', { outputDirectory: 'deploy' });
 * files.addRole(role);
 * files.addRole(fleet.role('cert-manager'), { createdBy: ServiceAccountCreation.helm() });
 */
export class KubernetesFiles extends Construct {
  /** The directory of the files in the cloud assembly. */
  public readonly directory: string;
  /** The further directory, as an absolute path, if there is one. */
  public readonly outputDirectory?: string;
  private readonly roles = new Map<IServiceAccountRole, AddedRole>();
  private readonly checkPodImage?: string;
  private plan?: FilePlan;
  private permissionsOf: FilesOptions['permissionsOf'];
  private isDeferred = false;
  private environment?: string;
  /** The workloads file that all roles are of, if they are. */
  private source?: string;
  private readonly folder: string; // in the cloud assembly

  public constructor(scope: Construct, id: string, props: KubernetesFilesProps = {}) {
    making(scope, id, () => {
      requireProps('KubernetesFiles', props, FILES_PROPS);
      requireDirectory(props.outputDirectory);
    });
    super(scope, id);
    const stage = Stage.of(this);
    if (!stage) {
      throw new Error(`the scope of ${show(this.node.path)} must be in an App or Stage: there is no cloud assembly to write to`);
    }
    CheckPod._check({ image: props.checkPodImage });
    this.checkPodImage = props.checkPodImage;
    this.folder = claimFolder(this, stage);
    this.directory = join(resolve(stage.outdir), this.folder);
    this.outputDirectory = props.outputDirectory === undefined ? undefined : resolve(props.outputDirectory);
    if (this.outputDirectory !== undefined) {
      claimDirectory(this, this.outputDirectory);
    }

    this.node.addValidation({ validate: () => this.validate() });
    attachCustomSynthesis(this, { onSynthesize: (session) => this.write(join(session.outdir, this.folder)) });
  }

  /** The paths of the files for the roles added so far, relative to the directory, sorted. Empty if they cannot be made. */
  public get files(): string[] {
    const { files, problems } = this.planned();
    return problems.length > 0 ? [] : [...files.keys()].sort(compare);
  }

  /**
   * Adds a role.
   *
   * @throws if the role was added before, or the workload is no safe file name
   */
  public addRole(role: IServiceAccountRole, options: RoleFilesOptions = {}): void {
    requireKind('role', SERVICE_ACCOUNT_ROLE, role);
    about(this, () => this.add(role, options));
  }

  private add(role: IServiceAccountRole, options: RoleFilesOptions): void {
    requireProps(`the role ${show(role.node.path)} in KubernetesFiles`, options, ROLE_FILES_OPTIONS);
    if (this.roles.has(role)) {
      throw new Error(`a role must be added once, got ${show(role.node.path)} twice`);
    }
    const workload = options.workload ?? role.node.id;
    const problem = explain(FILE_NAME, workload);
    if (problem !== undefined) {
      throw new Error(`workload ${problem}`);
    }
    const index = { bundles: options.bundles, fields: options.indexFields };
    this.roles.set(role, { role, workload, createdBy: options.createdBy ?? ServiceAccountCreation.manifest(), index });
    this.plan = undefined;
  }

  /** Keeps the further directory as it is until the whole synth has succeeded. @internal */
  public _deferOutputDirectory(): void {
    this.isDeferred = true;
  }

  /** The workloads file that all roles are of, and its environment: the index names both. And what roles may do, in words. @internal */
  public _ofFile(file: string, environment: string | undefined, permissionsOf: FilesOptions['permissionsOf']): void {
    this.permissionsOf = this.outputDirectory === undefined ? undefined : permissionsOf;
    this.source = file;
    this.environment = environment;
  }

  /** @internal */
  public _writeOutputDirectory(): void {
    if (this.outputDirectory !== undefined) {
      writeTo([this.further(this.outputDirectory)]);
    }
  }

  private planned(): FilePlan {
    this.plan ??= new FilePlan([...this.roles.values()], {
      checkPod: { image: this.checkPodImage },
      environment: this.environment,
      owner: this.owner,
      folder: projectPath(this.outputDirectory ?? this.directory),
      permissionsOf: this.permissionsOf,
    });
    return this.plan;
  }

  /** Whose the further directory is: the workloads file, or this construct of the app in the working directory. */
  private get owner(): string | undefined {
    const { outputDirectory, source } = this;
    return outputDirectory === undefined ? undefined
      : source !== undefined ? nameFor(outputDirectory, source) : `${nameFor(outputDirectory, resolve('cdk.json'))}#${this.node.path}`;
  }

  /** The further directory, if it is written at all: by whoever deferred it, or by the synthesis. */
  private get writtenDirectory(): string | undefined {
    return this.isDeferred || isUnderCli() ? this.outputDirectory : undefined;
  }

  private validate(): string[] {
    this.plan = this.permissionsOf === undefined ? this.plan : undefined; // what roles may do is settled now
    const { problems, files } = this.planned();
    const { writtenDirectory } = this;
    const all = problems.length > 0 || writtenDirectory === undefined ? problems : this.further(writtenDirectory).problems();
    if (writtenDirectory !== undefined && all.length === 0) {
      warnOfSkippedSteps(writtenDirectory, files, [...this.roles.keys()]);
    }
    return all.length <= MOST_MESSAGES ? all : [...all.slice(0, MOST_MESSAGES), `and ${count(all.length - MOST_MESSAGES, 'more problem')} of this kind`];
  }

  private write(directory: string): void {
    const { problems } = this.planned();
    if (problems.length > 0) {
      throw new Error(problems.join('\n')); // the synth skipped the validation
    }
    const { writtenDirectory } = this;
    writeTo([
      new OutputDirectory(directory, this.planned().files),
      ...(writtenDirectory === undefined || this.isDeferred ? [] : [this.further(writtenDirectory)]),
    ]);
  }

  private further(directory: string): OutputDirectory {
    return new OutputDirectory(directory, this.planned().files, this.owner);
  }
}
