import { isAbsolute, join, resolve } from 'node:path';
import { attachCustomSynthesis, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { CheckPod } from './check-pod';
import { FilePlan } from './file-plan';
import type { AddedRole } from './kubernetes-output';
import { compare, FILE_NAME } from './metadata';
import { ASSEMBLY_FOLDER, OutputDirectory } from './output-directory';
import { ServiceAccountCreation } from './service-account-creation';
import { ConstructStore } from '../core/construct-store';
import { count, show } from '../core/text';
import { explain } from '../core/text-format';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Properties of `KubernetesFiles`. */
export interface KubernetesFilesProps {
  /**
   * A directory to write the files to as well, such as a folder of a GitOps repository; relative to
   * the working directory. Files of an earlier synth that are no longer made are removed there, known
   * by their header; others' files are neither removed nor overwritten. They are written during the
   * synthesis, before validation plugins such as cdk-nag judge it (the app of a `workloads.yaml` waits for these). Let Argo CD or Flux read
   * `manifests/<cluster>` of it, not all: the check pods are to be run by hand.
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

const DIRECTORIES = new ConstructStore<Map<string, string>>('kubernetesFiles');
const MOST_MESSAGES = 50;

/**
 * Writes, at synth, the files by which clusters learn about roles, to the folder `irsa` of the cloud
 * assembly:
 *
 * - `manifests/<cluster>/<namespace>.yaml`: `ServiceAccount` objects
 * - `helm/<cluster>/<workload>.yaml`: values for charts that create their service account
 * - `annotate/<cluster>.sh`: commands for service accounts that exist already
 * - `check-pods/<cluster>/<workload>.yaml`: pods that fail unless they become the role
 * - `index.json`: all roles, for machines
 *
 * The files hold literal ARNs, so each role needs a literal name, path and account. If one has not,
 * the synth fails and nothing is written. A role whose subjects are all patterns, or are
 * annotated with another role (`cdk-irsa:unannotatedRole[…]`), is in the index only.
 */
export class KubernetesFiles extends Construct {
  /** The directory of the files in the cloud assembly. */
  public readonly directory: string;
  /** The further directory, as an absolute path, if there is one. */
  public readonly outputDirectory?: string;
  private readonly roles = new Map<IServiceAccountRole, AddedRole>();
  private readonly checkPodImage?: string;
  private plan?: FilePlan;
  private isDeferred = false;
  private environment?: string;

  public constructor(scope: Construct, id: string, props: KubernetesFilesProps = {}) {
    super(scope, id);
    const stage = Stage.of(this);
    if (!stage) {
      throw new Error(`the scope of ${show(this.node.path)} must be in an App or Stage: there is no cloud assembly to write to`);
    }
    if (props.outputDirectory === '') {
      throw new Error('outputDirectory must be a path, got "": leave it out for the cloud assembly only');
    }
    CheckPod._check({ image: props.checkPodImage });
    this.checkPodImage = props.checkPodImage;
    this.directory = join(isAbsolute(stage.outdir) ? stage.outdir : resolve(stage.outdir), ASSEMBLY_FOLDER);
    this.outputDirectory = props.outputDirectory === undefined ? undefined : resolve(props.outputDirectory);
    [this.directory, this.outputDirectory].forEach((directory) => directory !== undefined && claim(this, directory));

    this.node.addValidation({ validate: () => this.validate() });
    attachCustomSynthesis(this, { onSynthesize: (session) => this.write(join(session.outdir, ASSEMBLY_FOLDER)) });
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
    if (this.roles.has(role)) {
      throw new Error(`a role must be added once, got ${show(role.node.path)} twice`);
    }
    const workload = options.workload ?? role.node.id;
    const problem = explain(FILE_NAME, workload);
    if (problem !== undefined) {
      throw new Error(`workload ${problem}`);
    }
    if (options.createdBy !== undefined && !(options.createdBy instanceof ServiceAccountCreation)) {
      throw new Error(`createdBy must be a ServiceAccountCreation, such as ServiceAccountCreation.helm(), got ${show(options.createdBy)}`);
    }
    const index = { bundles: options.bundles, fields: options.indexFields };
    this.roles.set(role, { role, workload, createdBy: options.createdBy ?? ServiceAccountCreation.manifest(), index });
    this.plan = undefined;
  }

  /** Keeps the further directory as it is until the whole synth has succeeded. @internal */
  public _deferOutputDirectory(): void {
    this.isDeferred = true;
  }

  /** The environment of all roles, which the index names. @internal */
  public _ofEnvironment(environment: string | undefined): void {
    this.environment = environment;
  }

  /** @internal */
  public _writeOutputDirectory(): void {
    if (this.outputDirectory !== undefined) {
      this.writeTo([this.outputDirectory]);
    }
  }

  private planned(): FilePlan {
    this.plan ??= new FilePlan([...this.roles.values()], { checkPod: { image: this.checkPodImage }, environment: this.environment });
    return this.plan;
  }

  private validate(): string[] {
    const { problems, files } = this.planned();
    const all = problems.length > 0 || this.outputDirectory === undefined
      ? problems : new OutputDirectory(this.outputDirectory, files).problems();
    return all.length <= MOST_MESSAGES ? all : [...all.slice(0, MOST_MESSAGES), `and ${count(all.length - MOST_MESSAGES, 'more problem')} of this kind`];
  }

  private write(directory: string): void {
    const { problems } = this.planned();
    if (problems.length > 0) {
      throw new Error(problems.join('\n')); // the synth skipped the validation
    }
    this.writeTo([directory, ...(this.outputDirectory === undefined || this.isDeferred ? [] : [this.outputDirectory])]);
  }

  private writeTo(paths: readonly string[]): void {
    const { files } = this.planned();
    const directories = paths.map((path) => new OutputDirectory(path, files));
    try {
      directories.forEach((item) => item.stage());
      directories.forEach((item) => item.commit());
    } finally {
      directories.forEach((item) => item.rollback());
    }
  }
}

/** Two writers of one directory would remove each other's files. */
function claim(files: IConstruct, directory: string): void {
  const directories = DIRECTORIES.getOrCreate(files.node.root, () => new Map<string, string>());
  const other = directories.get(directory);
  if (other !== undefined) {
    throw new Error(`a directory must have one KubernetesFiles, got ${show(other)} and ${show(files.node.path)} for ${show(directory)}: add the roles to one`);
  }
  directories.set(directory, files.node.path);
}
