import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { arnsOf } from '../definition';
import { nameOrArn } from './name-or-arn';
import type { Place } from './place';
import { requireSome, requireTexts } from '../statement';

const ID = 'ws-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const WORKSPACE_ID: TextFormat = {
  pattern: ID,
  rule: "the id of a workspace ('ws-' and a UUID in lower case)",
  example: 'ws-1234abcd-12ab-34cd-56ef-1234567890ab',
  hint: (value) => {
    const id = new RegExp(`/(${ID})(?:/|$)`).exec(value)?.[1];
    return id ? `write the id alone, "${id}"` : undefined;
  },
};

export const WORKSPACE_ARN = arnFormat({
  service: 'aps',
  noun: "a workspace's ARN",
  resource: `workspace/${ID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:aps:eu-central-1:111122223333:workspace/ws-1234abcd-12ab-34cd-56ef-1234567890ab',
});

/** A workspace in a `workloads.yaml`. */
export const WORKSPACE = nameOrArn(WORKSPACE_ID, WORKSPACE_ARN);

export function arnsOfWorkspaces(workspaces: readonly string[], place: Place): string[] {
  return arnsOf(workspaces, place, (id, region) => `arn:${place.partition}:aps:${region}:${place.account}:workspace/${id}`);
}

/** How options in TypeScript name workspaces: an id and an ARN known only at deploy time look the same. */
export interface NamedWorkspaces {
  readonly workspaceArns?: string[];
  readonly workspaceIds?: string[];
}

/** The ARNs of workspaces; an error if there are none, unless `optional` and nothing is given. */
export function resolveWorkspaces(
  bundleId: string, { workspaceArns, workspaceIds }: NamedWorkspaces, place: Place, optional = false,
): string[] {
  if (!optional) {
    requireSome(bundleId, 'workspaceArns or workspaceIds', workspaceArns, workspaceIds);
  }
  if (workspaceArns) {
    requireTexts(bundleId, 'workspaceArns', WORKSPACE_ARN, workspaceArns);
  }
  if (workspaceIds) {
    requireTexts(bundleId, 'workspaceIds', WORKSPACE_ID, workspaceIds);
  }
  return [...workspaceArns ?? [], ...arnsOfWorkspaces(workspaceIds ?? [], place)];
}
