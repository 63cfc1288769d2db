import { EMPTY_PART } from './inventory';
import type { FilePart } from './inventory';
import { GIVEN_NAMESPACE, serviceAccountsIn } from './kubernetes-objects';
import { asWritten } from './rendered-text';
import type { FileData, Source, SourceReader } from './source-reader';
import { placeOf } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import { plain } from '../iam/partial-text';

/** Objects as `kubectl apply` takes them and `kubectl get -o json` prints them. */
export const KUBERNETES_MANIFEST: Source = {
  title: 'a Kubernetes manifest',
  makeReader: () => new ManifestReader(),
};

class ManifestReader implements SourceReader {
  private readonly read: FilePart[] = [];

  public take(file: FileData): boolean {
    const part = partOf(file);
    this.read.push(...part === undefined ? [] : [part]);
    return part !== undefined;
  }

  public parts(): FilePart[] {
    return this.read;
  }
}

/** Undefined, if the value is no Kubernetes object. */
function partOf({ data, input: { file } }: FileData): FilePart | undefined {
  const { value } = data;
  if (!isObject(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') {
    return undefined;
  }
  const kind = value.kind.slice(0, -'List'.length); // of the items of a ServiceAccountList, which have none of their own
  const objects = value.kind.endsWith('List') && Array.isArray(value.items)
    ? value.items.map((item, i) => ({ object: { kind, ...item }, place: placeOf(data, ['items', String(i)]) }))
    : [{ object: value, place: data.place }];
  const found = objects.flatMap(({ object, place }) =>
    serviceAccountsIn(object, `${place.line}:${place.column}`, GIVEN_NAMESPACE).map((serviceAccount) => ({ serviceAccount, place })));
  const places = new Map(found.map((item) => [item.serviceAccount.at, item]));
  return {
    ...EMPTY_PART,
    file,
    serviceAccounts: found.map(({ serviceAccount }) => serviceAccount),
    refersByLogicalId: false,
    problems: [],
    originOf: (at) => {
      const { serviceAccount: { namespace, name }, place } = places.get(at)!;
      return { file, place, resource: plain(asWritten(`${namespace}/${name}`)) };
    },
  };
}
