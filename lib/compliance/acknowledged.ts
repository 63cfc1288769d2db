import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { FILE_ACKNOWLEDGEMENTS } from './file-settings';

/** No rule, since it judges no role: of a file's acknowledgement that acknowledges nothing. */
export const UNUSED_ACKNOWLEDGEMENT = 'UnusedAcknowledgement';

export const UNUSED_FIX = 'Take it away, or write the id as the finding shows it.';

/** What is said of one. */
export function unusedText({ id, place, of = 'role' }: Omit<UnusedAcknowledgement, 'node'>): string {
  return `An acknowledgement acknowledges nothing: ${place} names ${id}, which is not found on the workload's ${of}`;
}

/** An acknowledgement of a file that acknowledges nothing. */
export interface UnusedAcknowledgement {
  readonly id: string;
  readonly place: string;
  readonly of?: string;
  readonly node: IConstruct;
}

/** The findings of one run that somebody acknowledged. */
export class Acknowledged {
  private readonly used = new Set<string>();

  /** Whether a finding is acknowledged on a construct or above it, as cdk-nag asks for its own packs. */
  public has(node: IConstruct, id: string): boolean {
    const isOf = (key: string) => key.replace(/^annotation::/i, '').replace(/ /g, '-') === id;
    const scopes = node.node.scopes.filter((scope) => scope.node.metadata.some(({ type, data }) =>
      type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && Object.keys(data ?? {}).some(isOf)));
    scopes.forEach((scope) => this.used.add(`${scope.node.path}\n${id}`));
    return scopes.length > 0;
  }

  /** Acknowledgements of a file that were asked for nowhere: a workload may have roles in several accounts and environments. */
  public unused(resources: readonly IConstruct[]): UnusedAcknowledgement[] {
    const found = new Map<string, UnusedAcknowledgement & { readonly isUsed: boolean }>();
    for (const node of resources) {
      for (const { id, place, of, scope } of FILE_ACKNOWLEDGEMENTS.get(node) ?? []) {
        const isUsed = this.used.has(`${scope.node.path}\n${id}`) || found.get(place)?.isUsed === true;
        found.set(place, { id, place, of, node, isUsed });
      }
    }
    return [...found.values()].filter(({ isUsed }) => !isUsed);
  }
}
