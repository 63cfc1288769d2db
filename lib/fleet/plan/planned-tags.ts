import type { DefaultsEntry, WorkloadEntry } from '../file/model';
import type { DataPath } from '../file/workloads-file-error';
import type { Source } from '../file/source';
import { show } from '../../core/text';

type Tags = Readonly<Record<string, string>>;

/** The tags of a workload over those of the defaults. IAM takes two keys that differ only in case for one: they are said to be wrong. */
export function tagsOf(
  own: WorkloadEntry, defaults: DefaultsEntry, at: DataPath, source: Source, say: (path: DataPath, message: string) => void,
): Tags {
  const first = new Map<string, DataPath>();
  for (const [entry, place] of [[defaults, ['defaults']], [own, at]] as const) {
    for (const key of Object.keys(entry.tags ?? {})) {
      const path: DataPath = [...place, 'tags', key];
      const twin = first.get(key.toLowerCase()) ?? path;
      const other = String(twin[twin.length - 1]);
      if (other !== key) {
        say(path, `the keys of tags must be different whatever their case, got ${show(key)} and ${show(other)} (${source.placeOf(twin)}): ` +
          (twin.length < path.length ? `write it as ${show(other)}, whose value it then replaces` : 'leave one out'));
      }
      first.set(key.toLowerCase(), twin);
    }
  }
  return { ...defaults.tags, ...own.tags };
}
