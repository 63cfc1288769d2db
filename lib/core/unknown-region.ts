import type { IConstruct } from 'constructs';
import { Annotations } from './cdk';
import { ConstructStore } from './construct-store';
import { isUnknownRegion, regionSuggestion } from './regions';
import { show } from './text';

/** The regions that were warned about in an app. */
const WARNED = new ConstructStore<Set<string>>('unknownRegions');

/**
 * Warns about a region that nothing here knows, once in an app: all else in it follows from the same slip. It is no error, since AWS opens
 * regions after a release.
 *
 * @param scope where the warning is shown
 * @param what is in the region, as the beginning of a sentence
 */
export function warnOfUnknownRegion(scope: IConstruct, region: string, what: string): void {
  if (!isUnknownRegion(region)) {
    return;
  }
  const warned = WARNED.getOrCreate(scope.node.root, () => new Set());
  if (!warned.has(region)) {
    warned.add(region);
    const id = `cdk-irsa:unknownRegion[${region}]`;
    const meant = regionSuggestion(region);
    Annotations.of(scope).addWarningV2(id, `${what} is in the region ${show(region)}, which neither cdk-irsa nor aws-cdk-lib knows: ` +
      `${meant === undefined ? '' : `${meant}${meant.endsWith('?') ? '' : '.'} `}If AWS has opened it since, a newer aws-cdk-lib knows it; until then acknowledge ${show(id)}`);
  }
}
