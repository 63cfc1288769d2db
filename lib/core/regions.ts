import { lazy } from './lazy';
import { partitionOfRegion } from './partition';
import { list, nearest, show } from './text';

/** The regions of all partitions, also those that AWS has announced. A test compares them with those of aws-cdk-lib. */
const REGIONS = [
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1',
  'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1',
  'cn-north-1', 'cn-northwest-1', 'eu-central-1', 'eu-central-2', 'eu-isoe-west-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1',
  'eu-west-2', 'eu-west-3', 'eusc-de-east-1', 'il-central-1', 'me-central-1', 'me-south-1', 'me-west-1', 'mx-central-1', 'sa-east-1',
  'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'us-isob-west-1',
  'us-isof-east-1', 'us-isof-south-1', 'us-west-1', 'us-west-2',
] as const;
const KNOWN: ReadonlySet<string> = new Set(REGIONS);

/** Whether a text may be the name of a region, and is none that we or the aws-cdk-lib of the app know: a slip, or a region that AWS opened since. */
export function isUnknownRegion(region: string): boolean {
  return !KNOWN.has(region) && partitionOfRegion(region) !== undefined
    && !lazy.regionInfo.RegionInfo.regions.some(({ name }) => name === region);
}

/** What an unknown region may be meant to be: of a name with another number those that there are, else the nearest. */
export function regionSuggestion(region: string): string | undefined {
  const siblings = REGIONS.filter((known) => known.replace(/\d+$/, '') === region.replace(/\d+$/, ''));
  const near = nearest(region, REGIONS);
  return siblings.length > 0 ? `AWS has ${list(siblings)}` : near === undefined ? undefined : `did you mean ${show(near)}?`;
}
