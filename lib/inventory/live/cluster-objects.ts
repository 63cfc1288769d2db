import type { LiveNode, LivePod, LiveServiceAccount } from './live-facts';
import { LIVE_TITLE, LiveReader } from './live-part';
import type { LiveValue, Written } from './live-part';
import { nodeOf, podOf } from './pod';
import { mapsIn, momentOf, textIn } from './values';
import { isObject, mapOf, own } from '../../core/plain-object';
import { ROLE_ARN_ANNOTATION } from '../../core/webhook-annotations';
import { foundIn, objectsIn } from '../kubernetes-manifest';
import { InputProblem } from '../problem';
import type { InventoryRole } from '../role';
import type { InventoryServiceAccount } from '../service-account';
import type { FileData, Source } from '../source-reader';

type Item = Record<string, unknown>;

/** Objects of a cluster with what the cluster adds to them: pods, nodes and ServiceAccounts. */
export const CLUSTER_OBJECTS: Source = {
  title: LIVE_TITLE,
  sign: /"kind"\s*:\s*"(List|(Pod|Node|ServiceAccount)(List)?)"/,
  makeReader: () => new LiveReader(readObjects),
};

/** What `cdk-irsa collect` writes beside the items, where a kind has none. */
const KINDS = 'cdkIrsaKinds';

function readObjects({ data }: FileData): LiveValue | undefined {
  const { value } = data;
  if (!isObject(value) || typeof value.kind !== 'string') {
    return undefined;
  }
  const objects = objectsIn(data).map(({ object }) => object);
  const isList = Array.isArray(value.items);
  const stated = Array.isArray(value[KINDS]) ? value[KINDS].map(String) : isList ? [value.kind.replace(/List$/, '')] : [];
  const isLiveList = isList && (Array.isArray(value[KINDS]) || (objects.length === 0 && stated.some(isRead)));
  if (!isLiveList && !objects.some(isLive)) {
    return undefined;
  }
  const read = new Objects(isList, stated).read(objects);
  const isPage = isList && textIn(mapOf(value.metadata).continue) !== undefined;
  return isPage ? { ...read, facts: {}, problems: [new InputProblem('is one page of several: have all objects listed, without a limit')] } : read;
}

function isRead(kind: string): boolean {
  return ['Pod', 'Node', 'ServiceAccount'].includes(kind);
}

/** Nobody writes the id that the cluster gives to an object. */
function isLive({ kind, metadata }: Item): boolean {
  return isRead(String(kind)) && textIn(mapOf(metadata).uid) !== undefined;
}

class Objects {
  private readonly written = new Map<string, Written>();
  private readonly serviceAccounts: LiveServiceAccount[] = [];
  private readonly besides: InventoryServiceAccount[] = [];
  private readonly roles: InventoryRole[] = [];
  private readonly pods: LivePod[] = [];
  private readonly nodes: LiveNode[] = [];

  public constructor(private readonly isList: boolean, private readonly kinds: readonly string[]) {}

  public read(objects: readonly Item[]): LiveValue {
    objects.forEach((object, i) => this.add(object, this.isList ? ['items', String(i)] : []));
    const has = (kind: string, found: readonly unknown[]) => found.length > 0 || this.kinds.includes(kind);
    return {
      facts: {
        ...has('ServiceAccount', this.serviceAccounts) ? { serviceAccounts: this.serviceAccounts } : {},
        ...has('Pod', this.pods) ? { pods: this.pods } : {},
        ...has('Node', this.nodes) ? { nodes: this.nodes } : {},
      },
      part: { serviceAccounts: [...this.serviceAccounts, ...this.besides], roles: this.roles },
      written: this.written,
    };
  }

  private add(object: Item, keys: readonly string[]): void {
    const at = keys.join('/');
    const { name, namespace } = mapOf(object.metadata);
    const named = typeof namespace === 'string' ? `${namespace}/${String(name)}` : String(name);
    if (object.kind === 'Pod') {
      this.pods.push(...[podOf(object, at)].filter((pod) => pod !== undefined));
      this.written.set(at, { resource: `pod ${named}`, keys });
    } else if (object.kind === 'Node') {
      this.nodes.push(...[nodeOf(object, at)].filter((node) => node !== undefined));
      this.written.set(at, { resource: `node ${named}`, keys });
    } else {
      const found = foundIn(object, at, { line: 1, column: 1 });
      const accounts = found.flatMap(({ account }) => account ?? []);
      const isLiveAccount = object.kind === 'ServiceAccount';
      this.serviceAccounts.push(...isLiveAccount ? accounts.map((account) => ({ ...account, annotatedAt: annotatedAt(object) })) : []);
      this.besides.push(...isLiveAccount ? [] : accounts);
      accounts.forEach((account) => this.written.set(account.at, { resource: `${account.namespace}/${account.name}`, keys }));
      this.roles.push(...found.flatMap(({ role }) => role ?? []));
      const [roleName] = found.flatMap(({ role }) => role?.roleName ?? []);
      this.written.set(at, { resource: accounts.length > 0 ? `${accounts[0].namespace}/${accounts[0].name}` : roleName ?? named, keys, roleName });
    }
  }
}

/** When whoever owns the annotation last set something of the object; kubectl tells with --show-managed-fields. */
function annotatedAt({ metadata }: Item): number | undefined {
  const times = mapsIn(mapOf(metadata).managedFields)
    .filter(({ fieldsV1 }) => own(own(own(fieldsV1, 'f:metadata'), 'f:annotations'), `f:${ROLE_ARN_ANNOTATION}`) !== undefined)
    .flatMap(({ time }) => momentOf(time) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
