import type { IConstruct } from 'constructs';
import { Acknowledged } from './acknowledged';
import type { UnusedAcknowledgement } from './acknowledged';
import { withChainedRoles } from './chained-roles';
import { STACK_OPTIONS } from './file-settings';
import { judgePart } from './judge';
import type { Finding } from './judge';
import { judgeOptions } from './judge-options';
import type { GivenOptions } from './judge-options';
import { CHECKS } from '../core/checks-name';
import { readConstructTree } from '../inventory/construct-tree';

/** A finding, and the construct that it is on. */
export interface TreeFinding {
  readonly finding: Finding;
  readonly node: IConstruct;
}

/** What the rules find in a construct tree, without what is acknowledged. */
export interface JudgedTree {
  readonly findings: readonly TreeFinding[];
  /** Acknowledgements of a file that acknowledge nothing. */
  readonly unused: readonly UnusedAcknowledgement[];
}

/**
 * Judges the roles of a construct tree.
 *
 * @param synthesis which one it is part of (`synthesisOf`)
 */
export function judgeTree(scope: IConstruct, given: GivenOptions, synthesis?: string): JudgedTree {
  const parts = readConstructTree(scope, synthesis === undefined ? {} : { synthesis });
  const findings: TreeFinding[] = [];
  const acknowledged = new Acknowledged();
  const reported = new Set<string>(); // of a policy that roles of several stacks have
  for (const part of withChainedRoles(parts)) {
    for (const finding of judgePart(part, judgeOptions(given, STACK_OPTIONS.get(part.stack)))) {
      const node = part.nodeOf(finding.at) ?? scope;
      const key = `${node.node.path}\n${finding.id}\n${finding.message}`;
      if (!acknowledged.has(node, `${CHECKS}-${finding.id}`) && !reported.has(key)) {
        reported.add(key);
        findings.push({ finding, node });
      }
    }
  }
  return { findings, unused: acknowledged.unused(parts.flatMap(({ nodes }) => nodes)) };
}
