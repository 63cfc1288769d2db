import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { NAMED_WORKLOAD } from './file-guardrails';
import type { NamedWorkload } from './workload-names';
import { withKnownParts } from '../../iam/known-parts';
import { unknownPart } from '../../iam/partial-text';
import { readConstructTree } from '../../inventory/construct-tree';
import type { StackPart } from '../../inventory/construct-tree';
import type { FilePart } from '../../inventory/inventory';
import { madeId } from '../../inventory/made-names';
import type { TemplateFacts } from '../../inventory/resource';
import { AccessModel } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import type { KnownCluster } from '../model/known-clusters';

/** What exists in a construct tree, and the constructs of it. */
export class TreeModel {
  public readonly model: AccessModel;
  private readonly facts = new Map<string, () => TemplateFacts>();
  private readonly workloads = new Map<AccessRole, NamedWorkload | undefined>();
  private readonly nodes = new Map<string, IConstruct>();

  /** @param synthesis which one it is part of (`synthesisOf`) */
  public constructor(private readonly root: IConstruct, clusters: readonly KnownCluster[] = [], synthesis?: string) {
    const parts = readConstructTree(root, { withResources: true, ...synthesis === undefined ? {} : { synthesis } });
    this.model = new AccessModel({ parts: parts.map((part) => this.asFile(part)) }, clusters);
  }

  /** The construct of a path that an origin names. */
  public nodeOf(path: string | undefined): IConstruct {
    return this.nodes.get(path ?? '') ?? this.root;
  }

  public workloadOf(role: AccessRole): NamedWorkload | undefined {
    if (!this.workloads.has(role)) {
      this.workloads.set(role, NAMED_WORKLOAD.get(this.nodeOf(role.origin.path)));
    }
    return this.workloads.get(role);
  }

  /** A text of a stack with what its parts stand for. */
  public known(stack: IConstruct, text: string): string {
    const facts = this.facts.get(stack.node.path)?.();
    const valueOf = (name: string): string | undefined => facts?.valueOf(name) ?? (name === 'AWS::Partition' ? 'aws' : undefined);
    return withKnownParts(withKnownParts(text, valueOf), valueOf);
  }

  private asFile(part: StackPart): FilePart {
    const facts = () => withMadeIds(part.facts!(), (id) => part.nodeOf(id));
    this.facts.set(part.stack.node.path, facts);
    return {
      ...part,
      facts,
      file: part.stack.node.path,
      refersByLogicalId: true,
      originOf: (at) => {
        const node = part.nodeOf(at) ?? part.stack;
        this.nodes.set(node.node.path, node);
        return { file: part.stack.node.path, place: { line: 1, column: 1 }, resource: at, path: node.node.path };
      },
      problems: [],
    };
  }
}

/** A key of KMS has no name: what stands for its id is that of no other key. */
function withMadeIds(facts: TemplateFacts, nodeOf: (id: string) => unknown): TemplateFacts {
  const isKey = (id: string) => (nodeOf(id) as { cfnResourceType?: unknown } | undefined)?.cfnResourceType === 'AWS::KMS::Key';
  const valueOf = (name: string): string | undefined => {
    const found = facts.valueOf(name);
    const id = name.replace(/\.(?:Arn|KeyId)$/, '');
    if (found !== undefined || !isKey(id)) {
      return found;
    }
    const made = madeId(id.slice(id.lastIndexOf('/') + 1)); // of another template it has the path before it
    const own = (pseudo: string) => facts.valueOf(pseudo) ?? unknownPart(pseudo);
    return name.endsWith('.Arn') ? `arn:${own('AWS::Partition')}:kms:${own('AWS::Region')}:${own('AWS::AccountId')}:key/${made}` : made;
  };
  return { ...facts, valueOf };
}

/** Whether a construct is in a scope. */
export function isBelow(node: IConstruct, scope: IConstruct): boolean {
  return scope.node.path === '' || node.node.path === scope.node.path || node.node.path.startsWith(`${scope.node.path}/`);
}

/** The App or Stage of a construct, and those around it. */
export function stagesOf(root: IConstruct): IConstruct[] {
  return root.node.findAll().filter((node) => node === root || Stage.isStage(node));
}
