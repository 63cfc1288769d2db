import type { Workload } from './workload';
import { show } from '../../core/text';
import type { DataPath } from '../file/data-path';

/** The tags of a workload over those of the defaults. To IAM two keys that differ only in case are one: that is an error. */
export function plannedTags({ own, defaults, path: workloadPath, context }: Workload): { [key: string]: string } {
  const first = new Map<string, DataPath>();
  for (const [entry, place] of [[defaults, ['defaults']], [own, workloadPath]] as const) {
    for (const key of Object.keys(entry.tags ?? {})) {
      const path: DataPath = [...place, 'tags', key];
      const twin = first.get(key.toLowerCase()) ?? path;
      const other = String(twin[twin.length - 1]);
      if (other !== key) {
        context.report(path, `the keys of tags must be different whatever their case, got ${show(key)} and ${show(other)} (${context.source.lineOf(twin)}): ` +
          (twin.length < path.length ? `write it as ${show(other)}, whose value it then replaces` : 'leave one out'), { atKey: true });
      }
      first.set(key.toLowerCase(), twin);
    }
  }
  return { ...defaults.tags, ...own.tags } as { [key: string]: string };
}
