import { resolve } from 'path';
import { ofCredentialsRequest, rolesOfSecrets } from './credentials-request';
import type { RolesOfSecrets } from './credentials-request';
import { givenByEksObject, namesOfRoles } from './eks-objects';
import type { NamesOfRoles } from './eks-objects';
import { ofEksctl } from './eksctl-config';
import { accountsOfCharts } from './helm-release';
import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import { ofKops } from './kops-cluster';
import { GIVEN_NAMESPACE, serviceAccountsIn } from './kubernetes-objects';
import { isKustomizationFile, kustomized } from './kustomize';
import type { ManifestObject } from './kustomize-patches';
import { accountsOfOperators } from './operator-objects';
import { PoliciesOfObjects } from './policies-of-objects';
import { problemOf } from './problem';
import type { InputProblem, Problem } from './problem';
import { asWritten } from './rendered-text';
import type { InventoryRole } from './role';
import { roleIn } from './role-objects';
import type { InventoryServiceAccount } from './service-account';
import type { FileData, Source, SourceReader } from './source-reader';
import { noteOnAnnotation, notesOnNames } from './unread-annotations';
import { partOf, placeOf } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject, mapOf } from '../core/plain-object';
import type { Position } from '../core/position';
import { plain } from '../iam/partial-text';

/** Objects as `kubectl apply` takes them and `kubectl get -o json` prints them, and the kustomizations that change them. */
export const KUBERNETES_MANIFEST: Source = {
  title: 'a Kubernetes manifest',
  sign: /^\s*"?kind"?\s*:\s*["']?ServiceAccount\b|eks\.amazonaws\.com\/role-arn/m,
  isOftenRendered: true,
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
    const manifests = manifestsIn(data, isKustomizationFile(path));
    if (manifests.length > 0) {
      this.taken.add(file);
      for (const { object, place } of manifests.flatMap(objectsIn)) {
        known.objects.push({ id: this.written.length, object });
        this.written.push({ file, place });
      }
    }
    return manifests.length > 0;
  }

  public parts(problems: Problem[]): FilePart[] {
    const byFile = new Map<string, FoundInObject[]>([...this.taken].map((file) => [file, []]));
    const notes = new Map<string, InputProblem[]>();
    const seen = new Set<string>();
    const objects = this.deployed(problems);
    const all = objects.map(({ object }) => object);
    const beside = { policies: new PoliciesOfObjects(all), secrets: rolesOfSecrets(all), names: namesOfRoles(all) };
    objects.forEach(({ id, object }, i) => {
      const { file, place } = this.written[id];
      for (const found of foundIn(object, `${place.line}:${place.column}#${i}`, place, beside)) {
        const key = JSON.stringify([id, { ...found.account, at: '' }, found.role?.roleName, found.resource]);
        byFile.get(file)!.push(...seen.has(key) ? [] : [found]);
        seen.add(key);
      }
      const unread = [...noteOnAnnotation(object, place), ...notesOnNames(object, place)];
      if (unread.length > 0 && !seen.has(String(id))) {
        notes.set(file, [...notes.get(file) ?? [], ...unread]);
        seen.add(String(id));
      }
    });
    return [...byFile].map(([file, found]) => filePartOf(file, found, notes.get(file)));
  }

  /** As kustomizations make them; as they stand, where these do not end. */
  private deployed(problems: Problem[]): ManifestObject[] {
    try {
      return kustomized(this.files);
    } catch (error) {
      problems.push(problemOf([...this.files.values()].find(({ file }) => isKustomizationFile(file))?.file ?? '', error));
      return [...this.files.values()].flatMap(({ objects }) => objects);
    }
  }
}

/** What an object holds. */
export interface FoundInObject {
  readonly at: string;
  readonly place: Position;
  readonly account?: InventoryServiceAccount;
  readonly role?: InventoryRole;
  /** As messages name it, if neither its account nor its role's name tells. */
  readonly resource?: string;
}

/** What the objects beside one tell of it. */
export interface BesideObject {
  readonly policies: PoliciesOfObjects;
  readonly secrets: RolesOfSecrets;
  readonly names: NamesOfRoles;
}

/** The ServiceAccounts and roles of one object. */
export function foundIn(object: unknown, at: string, place: Position, beside = alone(object)): FoundInObject[] {
  const { policies, secrets, names } = beside;
  const own = roleIn(object, at);
  const role = own === undefined ? policies.standInFor(object, at) : policies.withPolicies(object, own);
  const { accounts = [], roles = [] } = ofEksctl(object, at) ?? ofKops(object, at) ?? ofCredentialsRequest(object, at, secrets) ?? {};
  return [
    ...[...accountsOfCharts(object, at), ...accounts, ...accountsOfOperators(object, at), ...givenByEksObject(object, at, names)]
      .map((account, i) => ({ at: `${at}/${i}`, place, account: { ...account, at: `${at}/${i}` } })),
    ...roles.map(({ resource, role: made }) => ({ at: made.at, place, role: made, resource })),
    ...serviceAccountsIn(object, at, GIVEN_NAMESPACE).map((account) => ({ at, place, account })),
    ...role === undefined ? []
      : [{ at, place, role, ...own === undefined ? { resource: String(mapOf(mapOf(object).metadata).name) } : {} }],
  ];
}

function alone(object: unknown): BesideObject {
  return { policies: new PoliciesOfObjects([object]), secrets: new Map(), names: new Map() };
}

/** The manifests of a value: itself, those of a list as jsonnet and jq write them, or those of a map, by the names of their files. */
function manifestsIn(data: PlacedData, isKustomization: boolean): PlacedData[] {
  const { value } = data;
  if (isManifest(value) || (isKustomization && isObject(value))) {
    return [data];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => isManifest(item) ? [partOf(data, String(i))] : []);
  }
  const entries = Object.entries(mapOf(value));
  return entries.length > 0 && entries.every(([, item]) => isManifest(item)) ? entries.map(([key]) => partOf(data, key)) : [];
}

/** A ServiceAccount of which the version is forgotten is none that Kubernetes takes, and is read as it was meant. */
function isManifest(value: unknown): boolean {
  return isObject(value) && typeof value.kind === 'string' && (typeof value.apiVersion === 'string' || value.kind === 'ServiceAccount');
}

/** The objects of a value: those of a list, which may have no kind of their own, of an OpenShift template, or itself. */
export function objectsIn(data: PlacedData): { readonly object: Record<string, unknown>; readonly place: Position }[] {
  const { kind, items, objects } = data.value as Record<string, unknown>;
  const [key, list] = kind === 'Template' ? ['objects', objects] : ['items', items];
  return typeof kind === 'string' && (kind.endsWith('List') || kind === 'Template') && Array.isArray(list)
    ? list.flatMap((item, i) => {
      const placeOfItem = () => placeOf(data, [key, String(i)]);
      const isList = isObject(item) && Array.isArray(item.items) && String(item.kind).endsWith('List');
      return isList ? objectsIn({ value: item, place: placeOfItem(), places: new Map() }) : [{
        object: { ...kind.endsWith('List') ? { kind: kind.slice(0, -'List'.length) } : {}, ...item },
        get place() {
          return placeOfItem();
        },
      }];
    })
    : [{ object: data.value as Record<string, unknown>, place: data.place }];
}

function filePartOf(file: string, found: readonly FoundInObject[], notes?: readonly InputProblem[]): FilePart {
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
      const { account, role, place, resource } = byId.get(at)!;
      return account === undefined ? { file, place, resource: role?.roleName ?? resource ?? '(a role)', roleName: role?.roleName }
        : { file, place, resource: plain(asWritten(`${account.namespace}/${account.name}`)) };
    },
  };
}
