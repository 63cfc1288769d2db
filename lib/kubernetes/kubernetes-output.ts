import type { IConstruct } from 'constructs';
import type { CheckPodOptions } from './check-pod';
import type { RoleIndexOptions } from './role-index';
import type { ServiceAccountCreation } from './service-account-creation';
import type { YamlWriter } from './yaml-text';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** A role as it was added to the files. */
export interface AddedRole {
  readonly role: IServiceAccountRole;
  readonly workload: string;
  readonly createdBy: ServiceAccountCreation;
  readonly index: RoleIndexOptions;
}

/** What holds for all files of one synth. */
export interface FilesOptions {
  readonly checkPod: CheckPodOptions;
  readonly environment?: string;
  /** Whose the further directory is, if there is one: the index says so. */
  readonly owner?: string;
  /** The directory as comments name it; by default they name files from the directory. */
  readonly folder?: string;
  /** What a role may do, in words, if somebody tells. */
  readonly permissionsOf?: (role: IConstruct) => readonly string[];
}

/**
 * One kind of file about roles, such as the manifests. An output is a file in the folder `outputs` and a line in
 * `outputs.ts`: what writes the files, what removes stale ones and the summary of a synth all read that list.
 */
export interface KubernetesOutput {
  /** The folder of its files, or the path of its only file. It writes nowhere else. */
  readonly place: { readonly folder: string; readonly extension: '.yaml' | '.json' | '.sh' | '.md' } | { readonly file: string };
  /** What the summary of a synth calls its files. */
  readonly title: string;
  /** A writer for the roles of one synth. */
  start(files: OutputFiles): OutputWriter;
}

export interface OutputWriter {
  /**
   * Takes every role, once.
   *
   * @throws if the role cannot be written: a problem of that role
   */
  addRole?(added: AddedRole): void;

  /**
   * Takes a role that has exact service accounts, once for each of its clusters.
   *
   * @throws if the role cannot be written: a problem of that role
   */
  addToCluster?(added: AddedRole, cluster: RoleCluster): void;

  /** Writes the files that several roles share. Called last, in the reverse order of the outputs. */
  finish?(): void;
}

/** Where an output puts its files. */
export interface OutputFiles {
  readonly options: FilesOptions;
  readonly yaml: YamlWriter;

  /**
   * Adds a file.
   *
   * @param name its name in the output's folder, without the extension, such as `production/web`; left out if the output is one file
   * @param owner whose file it is, for the error if another has it
   * @param text makes the file's content from its path as commands name it, a word of a shell: `deploy/helm/production/web.yaml`
   */
  write(name: string | undefined, owner: string, text: (path: string) => string): void;

  /** The files that were added so far, relative to the directory, sorted. The index is finished last, so it gets all others. */
  paths(): string[];
}
