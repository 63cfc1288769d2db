import type { LiveFacts } from './live/live-facts';
import type { InventoryProvider } from './oidc-provider';
import type { InputProblem, Problem } from './problem';
import type { TemplateFacts } from './resource';
import type { HolderElsewhere, InventoryRole, StandalonePolicy } from './role';
import type { InventoryServiceAccount } from './service-account';
import type { Position } from '../core/position';

/**
 * What exists in one template, one file of the IAM API's output, or one manifest. Each item has an id of its own there (`at`):
 * a logical id, a role's name, or a position.
 */
export interface InventoryPart {
  /** A role that can come out in several ways (`Fn::If`) is listed once for each. What of it is not known, it says itself. */
  readonly roles: readonly InventoryRole[];
  /** Roles of other templates that ServiceAccounts of this one name, as `<id of the template>/<logical id>`. */
  readonly foreignRoles: readonly InventoryRole[];
  /** Policies that are resources of their own. */
  readonly policies: readonly StandalonePolicy[];
  readonly providers: readonly InventoryProvider[];
  readonly serviceAccounts: readonly InventoryServiceAccount[];
  /** Users, with the policies of their groups among their own. Nobody becomes them: their trust is empty. */
  readonly users?: readonly InventoryRole[];
  /** Groups of templates, which may have members that are written nowhere. */
  readonly groups?: readonly InventoryRole[];
  /** Those to whom policies are attached and who are written nowhere, with these policies. */
  readonly elsewhere?: readonly HolderElsewhere[];
  /** What a template tells beside these. */
  readonly facts?: () => TemplateFacts;
}

/** Where an item is written, and what people call it. */
export interface Origin {
  readonly file: string;
  readonly place: Position;
  /** A logical id, a role's name, or `namespace/name` of a ServiceAccount. */
  readonly resource: string;
  readonly roleName?: string;
  /** The path of the construct. */
  readonly path?: string;
  /** The ids of findings that are acknowledged there, and the reasons, which may be empty. */
  readonly acknowledged?: ReadonlyMap<string, string>;
}

/** A part that was read from a file. */
export interface FilePart extends InventoryPart {
  readonly file: string;
  /** Whether its ServiceAccounts refer to roles by logical ids, as those of a template do. */
  readonly refersByLogicalId: boolean;
  /** What it tells of clusters and accounts as they are, and the folder of the file. */
  readonly live?: LiveFacts & { readonly folder: string };
  /** Whether its roles are all of an account. */
  readonly listsRoles?: boolean;
  /** Where the item with an id is written. */
  readonly originOf: (at: string) => Origin;
  /** What of the file could not be read. */
  readonly problems: readonly InputProblem[];
  /** What is odd about it, and takes nothing from the result. */
  readonly notes?: readonly InputProblem[];
}

/** What exists in files, wherever it is written down. */
export interface Inventory {
  readonly parts: readonly FilePart[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
  /** What is odd about files that were read, and which files of folders are templates of another tool. */
  readonly notes: readonly Problem[];
  /** How many files were found in folders and are no source of an inventory. */
  readonly skipped: number;
}

/** A part without anything in it, to which a reader adds what it read. */
export const EMPTY_PART: InventoryPart = { roles: [], foreignRoles: [], policies: [], providers: [], serviceAccounts: [] };
