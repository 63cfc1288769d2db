import { Annotations, Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { clusterKey } from './cluster-key';
import { unorderedNamespaces } from './namespaces-of-others';
import { deployedStack } from '../core/account-of';
import { createStackAfter } from '../core/cdk-internals';
import { ConstructStore } from '../core/construct-store';
import { list, show } from '../core/text';

/** A cluster of CDK's, made or imported. */
interface NamedCluster extends IConstruct {
  readonly clusterName: string;
}

const ORDERS = new ConstructStore<Map<string, NamespaceOrder>>('namespaceOrder');

/** What the app creates in one namespace of a cluster: the namespace comes first, whoever asks for it. */
export class NamespaceOrder {
  /** @returns nothing for a name that is known only at deploy time: it cannot be told which namespace it is */
  public static of(cluster: NamedCluster, namespace: string): NamespaceOrder | undefined {
    if (Token.isUnresolved(namespace)) {
      return undefined;
    }
    const orders = ORDERS.getOrCreate(cluster.node.root, () => new Map<string, NamespaceOrder>());
    const key = `${clusterKey(cluster.clusterName, cluster)}/${namespace}`;
    const order = orders.get(key) ?? new NamespaceOrder(namespace, key);
    orders.set(key, order);
    return order;
  }

  private readonly creators = new Set<IConstruct>();
  private readonly waiting = new Set<IConstruct>();

  private constructor(private readonly namespace: string, private readonly key: string) {}

  /** The namespace is created by a manifest of the app. */
  public createdBy(creator: IConstruct): void {
    this.creators.add(creator);
    this.waiting.forEach((manifest) => orderInStack(manifest, creator));
  }

  /** A manifest puts something into the namespace. */
  public neededBy(manifest: IConstruct): void {
    this.waiting.add(manifest);
    this.creators.forEach((creator) => orderInStack(manifest, creator));
    // Which stacks depend on each other is known when the tree is complete.
    manifest.node.addValidation({
      validate: () => {
        this.orderStacks(manifest);
        return [];
      },
    });
  }

  private orderStacks(manifest: IConstruct): void {
    const own = deployedStack(manifest);
    const stacks = [...new Set([...this.creators].map(deployedStack))];
    if (!stacks.includes(own)) {
      this.warnOfOthers(manifest);
    }
    if (stacks.length === 0 || stacks.includes(own) || stacks.some((stack) => isAfter(own, stack))) {
      return;
    }
    const first = stacks.find((stack) => Stage.of(stack) === Stage.of(own) && !isAfter(stack, own));
    if (first) {
      createStackAfter(own, first, `the namespace ${this.namespace} is created there`);
    } else {
      this.warn(manifest, stacks);
    }
  }

  /** The user's own manifest may hold more than the namespace, so the order is the user's as well. */
  private warnOfOthers(manifest: IConstruct): void {
    const others = unorderedNamespaces(manifest, this.key);
    if (others.length > 0) {
      Annotations.of(manifest).addWarningV2('cdk-irsa:namespaceOrder',
        `the namespace ${show(this.namespace)} must exist before these service accounts, but they do not wait for ${list(others.map((other) => show(other.node.path)))}, ` +
        'which creates it: add a dependency on that manifest to what ServiceAccounts.applyTo returns (accounts.node.addDependency(manifest))');
    }
  }

  private warn(manifest: IConstruct, stacks: readonly Stack[]): void {
    const others = stacks.map((stack) => `${show(stack.node.path)}, ${Stage.of(stack) === Stage.of(manifest) ? 'which is deployed after this stack' : 'of another Stage'}`);
    Annotations.of(manifest).addWarningV2('cdk-irsa:namespaceOrder',
      `the namespace ${show(this.namespace)} must exist before these service accounts, but it is created in the stack ${list(others)}: ` +
      'CloudFormation cannot order the two, so create it here as well (createNamespace: true), or before both');
  }
}

function orderInStack(manifest: IConstruct, creator: IConstruct): void {
  if (deployedStack(manifest) === deployedStack(creator)) {
    manifest.node.addDependency(creator);
  }
}

/** Whether a stack depends on another, by whatever way. */
function isAfter(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  return !seen.has(stack) && (seen.add(stack), stack.dependencies.some((each) => each === other || isAfter(each, other, seen)));
}
