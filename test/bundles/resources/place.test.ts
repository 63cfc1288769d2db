import { globalArn, regionalArns, regionalArnsWithoutAccount } from '../../../lib/bundles/resources/place';

const PLACE = { partition: 'aws', account: '111122223333', regions: ['eu-central-1', 'eu-west-1'] };

test('ARNs stand for each region, and for none where the resource has none', () => {
  expect(regionalArns(PLACE, 'ec2', 'volume/*', 'instance/*')).toEqual([
    'arn:aws:ec2:eu-central-1:111122223333:volume/*', 'arn:aws:ec2:eu-west-1:111122223333:volume/*',
    'arn:aws:ec2:eu-central-1:111122223333:instance/*', 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
  ]);
  expect(regionalArnsWithoutAccount(PLACE, 'ec2', 'snapshot/*')).toEqual(['arn:aws:ec2:eu-central-1::snapshot/*', 'arn:aws:ec2:eu-west-1::snapshot/*']);
  expect(globalArn(PLACE, 'iam', 'role/web')).toBe('arn:aws:iam::111122223333:role/web');
});
