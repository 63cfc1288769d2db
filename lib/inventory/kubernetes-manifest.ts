import { resolve } from 'path';
import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import { GIVEN_NAMESPACE, serviceAccountsIn } from './kubernetes-objects';
import { isKustomizationFile, kustomized } from './kustomize';
import type { ManifestObject } from './kustomize';
import type { InputProblem } from './problem';
import { asWritten } from './rendered-text';
import type { InventoryRole } from './role';
import { associationIn, roleIn } from './role-objects';
import type { InventoryServiceAccount } from './service-account';
import type { FileData, Source, SourceReader } from './source-reader';
import { noteOnAnnotation } from './unread-annotations';
import { placeOf } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import type { Position } from '../core/position';
import { plain } from '../iam/partial-text';

/** Objects as `kubectl apply` takes them and `kubectl get -o json` prints them, and the kustomizations that change them. */
export const KUBERNETES_MANIFEST: Source = {
  title: 'a Kubernetes manifest',
  makeReader: () => new ManifestReader(),
};

/** An object, and where it stands. */
interface Written {
  readonly file: string;
  readonly place: Position;
}

class ManifestReader implements SourceReader {
  private readonly files = new Map<string, { readonly file: string; readonly values: unknown[]; readonly objects: ManifestObject[] }>();
  private readonly written: Written[] = [];
  /** The files of which a value was taken, as they are named. */
  private readonly taken = new Set<string>();

  public take({ data, input: { file, path } }: FileData): boolean {
    const key = path === '-' ? path : resolve(path);
    const known = this.files.get(key) ?? { file, values: [], objects: [] };
    this.files.set(key, known);
    known.values.push(data.value); // patches are of any shape
    const isTaken = isObject(data.value) && (isManifest(data.value) || isKustomizationFile(path));
    if (isTaken) {
      this.taken.add(file);
      for (const { object, place } of objectsIn(data)) {
        known.objects.push({ id: this.written.length, object });
        this.written.push({ file, place });
      }
    }
    return isTaken;
  }

  public parts(): FilePart[] {
    const byFile = new Map<string, FoundInObject[]>([...this.taken].map((file) => [file, []]));
    const notes = new Map<string, InputProblem[]>();
    const seen = new Set<string>();
    kustomized(this.files).forEach(({ id, object }, i) => {
      const { file, place } = this.written[id];
      for (const found of foundIn(object, `${place.line}:${place.column}#${i}`, place)) {
        const key = JSON.stringify([id, { ...found.account, at: '' }, found.role?.roleName]);
        byFile.get(file)!.push(...seen.has(key) ? [] : [found]);
        seen.add(key);
      }
      const unread = noteOnAnnotation(object, place);
      if (unread.length > 0 && !seen.has(String(id))) {
        notes.set(file, [...notes.get(file) ?? [], ...unread]);
        seen.add(String(id));
      }
    });
    return [...byFile].map(([file, found]) => partOf(file, found, notes.get(file)));
  }
}

/** What an object holds. */
export interface FoundInObject {
  readonly at: string;
  readonly place: Position;
  readonly account?: InventoryServiceAccount;
  readonly role?: InventoryRole;
}

/** The ServiceAccounts and roles of one object. */
export function foundIn(object: unknown, at: string, place: Position): FoundInObject[] {
  const [role, association] = [roleIn(object, at), associationIn(object, at)];
  return [
    ...serviceAccountsIn(object, at, GIVEN_NAMESPACE).map((account) => ({ at, place, account })),
    ...association === undefined ? [] : [{ at, place, account: association }],
    ...role === undefined ? [] : [{ at, place, role }],
  ];
}

function isManifest(value: Record<string, unknown>): boolean {
  return typeof value.kind === 'string' && typeof value.apiVersion === 'string';
}

/** The objects of a value: those of a list, which may have no kind of their own, or itself. */
export function objectsIn(data: PlacedData): { readonly object: Record<string, unknown>; readonly place: Position }[] {
  const { kind, items } = data.value as Record<string, any>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)
    ? items.map((item, i) => ({ object: { kind: kind.slice(0, -'List'.length), ...item }, place: placeOf(data, ['items', String(i)]) }))
    : [{ object: data.value as Record<string, unknown>, place: data.place }];
}

function partOf(file: string, found: readonly FoundInObject[], notes?: readonly InputProblem[]): FilePart {
  const byId = new Map(found.map((item) => [item.at, item]));
  return {
    ...EMPTY_PART,
    file,
    roles: found.flatMap(({ role }) => role ?? []),
    serviceAccounts: found.flatMap(({ account }) => account ?? []),
    refersByLogicalId: false,
    problems: [],
    ...notes === undefined ? {} : { notes },
    originOf: (at) => {
      const { account, role, place } = byId.get(at)!;
      return account === undefined ? { file, place, resource: role?.roleName ?? '(a role)', roleName: role?.roleName }
        : { file, place, resource: plain(asWritten(`${account.namespace}/${account.name}`)) };
    },
  };
}
