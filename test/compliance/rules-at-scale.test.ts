import { sound, statement, STS } from './fixture';
import { judge } from '../../lib/compliance/judge';
import { judgeOptions } from '../../lib/compliance/judge-options';
import { readTemplate } from '../../lib/inventory/template-reader';
import { issuer } from '../support';

// The benchmark measures how the time grows with the roles.
test('a thousand roles are judged, with a thousand service accounts', () => {
  const resources = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`Role${i}`, {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: `role-${i}`,
      AssumeRolePolicyDocument: { Statement: [sound(`system:serviceaccount:shop:web-${i}`), statement({ StringEquals: { [`${issuer(2)}:aud`]: STS } }, { Principal: { Federated: 'x' } })] },
      Policies: Array.from({ length: 3 }, (__, j) => ({
        PolicyName: `p${j}`,
        PolicyDocument: { Statement: Array.from({ length: 3 }, () => ({ Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject', 'iam:Get*', 'kms:*'], Resource: ['arn:aws:s3:::a/*', '*'] })) },
      })),
    },
  }]));
  const serviceAccounts = Array.from({ length: 1_000 }, (_, i) =>
    ({ at: `Account${i}`, namespace: 'shop', name: `web-${i}`, roleArn: `arn:aws:iam::111122223333:role/role-${i}` }));
  const { roles } = readTemplate({ Resources: resources });
  const findings = judge(roles, serviceAccounts, judgeOptions({}));
  expect(findings.filter(({ rule }) => rule.id === 'MissingSub')).toHaveLength(1_000);
});
