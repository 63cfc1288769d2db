import type { Place } from './place';
import { arnsByRegion, names, namesFor } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import type { BundleParameter } from '../bundle-parameter';
import { texts } from '../parameters';

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

const WORKSPACES = {
  format: WORKSPACE,
  nameFormat: WORKSPACE_ID,
  arns: (workspaces: readonly string[], place: Place) =>
    arnsByRegion(workspaces, place, (id, region) => `arn:${place.partition}:aps:${region}:${place.account}:workspace/${id}`),
};

/** Workspaces by their ARNs; the parameter `workspaces` in YAML, which takes ids too. */
export function workspaceArns(description: string): BundleParameter<string[] | undefined, string[]> {
  const { yaml, fromYaml } = names(WORKSPACES, description);
  return { ...texts(WORKSPACE_ARN, description), yamlName: 'workspaces', yaml, fromYaml };
}

/** The option of TypeScript that adds workspaces by their ids: an id and an ARN known only at deploy time look the same. */
export function workspaceIds(): BundleParameter<string[] | undefined, never, 'workspaceArns'> {
  return namesFor('workspaceArns', { ...WORKSPACES, arnOf: String });
}
