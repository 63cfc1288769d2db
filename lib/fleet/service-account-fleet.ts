import { dirname, resolve } from 'path';
import { App, attachCustomSynthesis, Stage } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { broadAttachments } from './broad-attachments';
import type { BroadAttachment } from './broad-attachments';
import { warnOfClusters } from './cluster-warnings';
import { acknowledgeExisting, acknowledgeFindings, OWN_ROLE, warnOnce } from './fleet-checks';
import { permissionsIn } from './fleet-permissions';
import type { FleetExistingRole, FleetRole } from './fleet-role';
import { FleetStacks } from './fleet-stacks';
import type { MadeProvider } from './fleet-stacks';
import type { FleetPlan, PlannedExistingRole, PlannedRole } from './plan/fleet-plan';
import { choose, planFleet } from './plan/plan-fleet';
import type { FleetProgress } from './progress';
import { associateFromPlan, existingRoleFromPlan, publishRole, roleFromPlan } from './role-from-plan';
import type { ServiceAccountFleetOptions } from './service-account-fleet-options';
import { TemplateSizes } from './stack-limits';
import { stageOf } from './stage-of';
import { making } from '../core/error-place';
import { requireKind, requireProps, TEXT } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { nameFor } from '../core/project-path';
import { list, show, suggestion } from '../core/text';
import { clearUnclaimed } from '../kubernetes/claimed-directories';
import { KubernetesFiles } from '../kubernetes/kubernetes-files';
import { ASSEMBLY_FOLDER, isUnderCli, OutputDirectory } from '../kubernetes/output-directory';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

const OPTIONS: Kinds<ServiceAccountFleetOptions> = { environment: TEXT };

/**
 * The roles of all workloads of a `workloads.yaml`, one for each workload, in stacks by account,
 * `<name>-<account>`, and within it by the file's choice: `stacks: perNamespace`, or `stack` on a workload.
 *
 * The name of a role, its logical id and its stack depend on the workload's own entry only: to add, remove or edit a workload changes no other. The id of a
 * role's construct, and with it the logical id, is the role's name: another key for a workload whose `roleName` and `serviceAccounts` are written changes nothing.
 * @example ServiceAccountFleet.fromFile(app, 'Fleet', 'workloads.yaml').role('thumbnailer');
 */
export class ServiceAccountFleet extends Construct {
  /**
   * Makes the roles of a file.
   *
   * @param scope an App or a Stage; the stacks are made in it
   * @param id the construct's id; it is no part of any name
   * @param file the path of a `workloads.yaml`
   * @param options the environment, if not all
   * @throws with every error of the file, each with `file:line:column`; if the environment is none of the file's
   */
  public static fromFile(scope: Construct, id: string, file: string, options: ServiceAccountFleetOptions = {}): ServiceAccountFleet {
    making(scope, id, () => {
      requireKind('file', TEXT, file);
      requireProps('ServiceAccountFleet.fromFile', options, OPTIONS);
    });
    return ServiceAccountFleet._fromFile(scope, id, file, options);
  }

  /** With plans that were made before, if they were. @internal */
  public static _fromFile(
    scope: Construct, id: string, file: string, { environment }: ServiceAccountFleetOptions, progress?: FleetProgress,
    made?: readonly FleetPlan[],
  ): ServiceAccountFleet {
    if (!App.isApp(scope) && !Stage.isStage(scope)) {
      throw new Error(`the scope of a fleet must be an App or a Stage, since it makes stacks, got ${show(scope.node.path)}`);
    }
    const other = scope.node.children.find((child) => child instanceof ServiceAccountFleet);
    if (other) {
      throw new Error(`an App or Stage must have one fleet, got ${show(other.node.id)} and ${show(id)}: make a Stage for each`);
    }
    progress?.('reading');
    const plans = made ?? planFleet(file);
    return new this(scope, id, environment === undefined ? plans : [choose(plans, environment, file)], environment !== undefined, progress);
  }

  /** The environment of the file that the fleet is of; none if the file has none, or the fleet is of several. */
  public readonly environment?: string;
  /** What a role may do, in words; asked when the roles are finished. @internal */
  public readonly _permissionsOf = permissionsIn(this);
  private readonly parts: ServiceAccountFleet[] = [];
  private readonly ownFiles?: KubernetesFiles;
  private readonly fleetStacks?: FleetStacks;
  private readonly fleetRoles: FleetRole[] = [];
  private readonly fleetExistingRoles: FleetExistingRole[] = [];
  private readonly broad: BroadAttachment[] = [];
  private readonly outputRoot?: string;
  private readonly warnings = new Set<string>();
  private readonly file: string;
  private isDeferred = false;

  private constructor(scope: Construct, id: string, plans: readonly FleetPlan[], isChosen: boolean, progress?: FleetProgress) {
    super(scope, id);
    const [plan] = plans;
    this.file = plan.file;
    if (plan.environment !== undefined && !isChosen) {
      this.parts = plans.map((each) => new ServiceAccountFleet(stageOf(scope, each.environment!), id, [each], true, progress));
      this.outputRoot = plan.outputDirectory && dirname(plan.outputDirectory);
      attachCustomSynthesis(this, {
        onSynthesize: ({ outdir }) => {
          clearUnclaimed(this, resolve(outdir, ASSEMBLY_FOLDER));
          this.clearOutputUnderCli();
        },
      });
      return;
    }
    this.environment = plan.environment;
    this.ownFiles = new KubernetesFiles(this, 'KubernetesFiles', { outputDirectory: plan.outputDirectory, checkPodImage: plan.checkPodImage });
    this.ownFiles._ofFile(plan.file, plan.environment, this._permissionsOf);
    this.outputRoot = plan.environment === undefined ? plan.outputDirectory : undefined;
    this.fleetStacks = new FleetStacks(scope, plan);
    this.addRoles(plan, this.fleetStacks, progress);
    plan.existingRoles.forEach((role) => this.addExistingRole(role, this.fleetStacks!));
    warnOfClusters(plan, this.fleetStacks);
    new TemplateSizes(scope, `${id}TemplateSizes`, () => this.stacks, () => progress?.('judging'));
    if (progress) {
      this.fleetStacks.report(progress);
    }
    attachCustomSynthesis(this, {
      onSynthesize: () => {
        progress?.('writing');
        this.clearOutputUnderCli();
      },
    });
  }

  /** The roles, in the order of the file; of several environments one after the other. */
  public get roles(): FleetRole[] {
    return [...this.fleetRoles, ...this.parts.flatMap((part) => part.roles)];
  }

  /** The roles that exist already, in the order of the file; of several environments one after the other. */
  public get existingRoles(): FleetExistingRole[] {
    return [...this.fleetExistingRoles, ...this.parts.flatMap((part) => part.existingRoles)];
  }

  /** The stacks; of several environments one after the other. */
  public get stacks(): Stack[] {
    return [...this.fleetStacks?.all ?? [], ...this.parts.flatMap((part) => part.stacks)];
  }

  /** @internal */
  public get _providers(): MadeProvider[] {
    return [...this.fleetStacks?.providers ?? [], ...this.parts.flatMap((part) => part._providers)];
  }

  /** @internal */
  public get _broadAttachments(): BroadAttachment[] {
    return [...this.broad, ...this.parts.flatMap((part) => part._broadAttachments)];
  }

  /** The fleets of the file's environments, if it has several to be made; else the fleet itself. */
  public get environments(): ServiceAccountFleet[] {
    return this.ownFiles ? [this] : [...this.parts];
  }

  /**
   * The files for the clusters: manifests, Helm values, commands, check pods and the index.
   *
   * @throws if the fleet is of the file's environments: each has files of its own (`environments`)
   */
  public get files(): KubernetesFiles {
    if (!this.ownFiles) {
      throw new Error(`the files must be those of one environment (of ${list(this.parts.map((part) => part.environment!))}): take them of one of "environments"`);
    }
    return this.ownFiles;
  }

  /**
   * The role of a workload, for grants.
   *
   * @param workload the workload's key in the file
   * @param account needed if the workload has a role in several accounts
   * @throws if there is none, or several and no account is given
   */
  public role(workload: string, account?: string): IServiceAccountRole {
    requireKind('workload', TEXT, workload);
    if (account !== undefined) {
      requireKind('account', TEXT, account);
    }
    const isMeant = (name: string, of: string) => name === workload && (account === undefined || of === account);
    const existing = this.existingRoles.filter((entry) => isMeant(entry.workload, entry.role.env.account));
    if (existing.length === 1) {
      return existing[0].role;
    }
    const found = this.roles.filter((entry) => isMeant(entry.workload, entry.stack.account));
    if (found.length === 1) {
      return found[0].role;
    }
    const names = [...new Set([...this.roles, ...this.existingRoles].map((entry) => entry.workload))];
    throw new Error(found.length === 0
      ? `workload must be one of the file, got ${show(workload)}${account ? ` in account ${show(account)}` : ''}: ${suggestion(workload, names)}`
      : this.parts.length > 0 ? `workload ${show(workload)} has a role in ${found.map((entry) => entry.stack.stackName).join(', ')}: ask one of "environments"`
        : `workload ${show(workload)} has a role in ${found.map((entry) => entry.stack.account).join(', ')}: say in which account`);
  }

  /** Keeps `outputDirectory` as it is until the whole synth has succeeded. @internal */
  public _deferOutput(): void {
    this.isDeferred = true;
    this.environments.forEach(({ files }) => files._deferOutputDirectory());
  }

  /** @internal */
  public _writeOutput(): void {
    this.isDeferred = false;
    this.environments.forEach(({ files }) => files._writeOutputDirectory());
    this.clearOutput();
  }

  private clearOutputUnderCli(): void {
    if (!this.isDeferred && isUnderCli()) {
      this.clearOutput();
    }
  }

  /** Takes away what was written for environments that are gone, or for none when there were none. */
  private clearOutput(): void {
    if (this.outputRoot !== undefined) {
      if (this.parts.length > 0) {
        OutputDirectory.clear(this.outputRoot, nameFor(this.outputRoot, this.file));
      }
      const known = this.parts.map((part) => part.environment!);
      OutputDirectory.clearEnvironments(this.outputRoot, known, (folder) => nameFor(folder, this.file));
    }
  }

  private addRoles({ roles }: FleetPlan, stacks: FleetStacks, progress?: FleetProgress): void {
    roles.forEach((role, index) => {
      this.addRole(role, stacks);
      progress?.('roles', index + 1, roles.length);
    });
  }

  private addExistingRole(planned: PlannedExistingRole, stacks: FleetStacks): void {
    const role = existingRoleFromPlan(planned, stacks.stack(planned.stack, planned.account), stacks);
    acknowledgeExisting(role, planned);
    associateFromPlan(planned, role, stacks);
    this.files.addRole(role, { workload: planned.workload, createdBy: planned.createdBy });
    this.fleetExistingRoles.push({ workload: planned.workload, role });
  }

  private addRole(planned: PlannedRole, stacks: FleetStacks): void {
    const { workload, bundleIds, props: { roleName, path = '/' } } = planned;
    const role = roleFromPlan(planned, stacks);
    acknowledgeFindings(role, planned.acknowledged, planned.targetRole && OWN_ROLE);
    warnOnce(role, planned, this.warnings);
    publishRole(planned, role, stacks);
    this.files.addRole(role, { workload, createdBy: planned.createdBy, bundles: [...bundleIds] });
    this.broad.push(...broadAttachments(planned));
    this.fleetRoles.push({ workload, role, roleName, path, bundleIds: [...bundleIds], stack: role.stack });
  }
}
