import { RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOfRegion } from '../../lib/core/partition';
import { isUnknownRegion, regionSuggestion } from '../../lib/core/regions';

test('every region of aws-cdk-lib is known, and in the partition that it says', () => {
  for (const { name, partition } of RegionInfo.regions) {
    expect([name, isUnknownRegion(name), partitionOfRegion(name)?.name]).toEqual([name, false, partition]);
  }
});

test.each(['eu-cental-1', 'us-central-1', 'ap-southeast-9', 'eu-west-4', 'cn-south-1', 'us-gov-north-1'])('%s is unknown', (region) => {
  expect(isUnknownRegion(region)).toBe(true);
});

test.each(['', '*', 'eu', 'europe-west-1', 'eu-central-1a', '${AWS::Region}'])('%j is the name of no region, which formats are about', (region) => {
  expect(isUnknownRegion(region)).toBe(false);
});

test('of a name with another number those that there are, else the nearest', () => {
  expect(regionSuggestion('eu-cental-1')).toBe('did you mean "eu-central-1"?');
  expect(regionSuggestion('us-esat-1')).toBe('did you mean "us-east-1"?');
  expect(regionSuggestion('eu-west-4')).toBe('AWS has eu-west-1, eu-west-2 and eu-west-3');
  expect(regionSuggestion('zz-upward-1')).toBeUndefined();
});
