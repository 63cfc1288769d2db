import { join } from 'path';
import { ACCOUNT, folderWith } from './inventory-fixture';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { runWhatCan } from '../../lib/cli/what-can/run-what-can';
import { FakeConsole } from '../cli/fake-console';

const REGION = 'eu-central-1';
const arnOf = (cluster: string, region = REGION) => `arn:aws:eks:${region}:${ACCOUNT}:cluster/${cluster}`;
const role = (source: string | string[]) => ({
  Api: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'api',
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': source } },
        }],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/*' }] } }],
    },
  },
  ...Object.fromEntries(['Blue', 'Same'].map((id) => [id, {
    Type: 'AWS::EKS::PodIdentityAssociation',
    Properties: { ClusterName: id === 'Blue' ? 'blue' : 'green', Namespace: 'shop', ServiceAccount: 'api', RoleArn: { 'Fn::GetAtt': ['Api', 'Arn'] } },
  }])),
});

/** A cloud assembly: it says the account and the region of the associations, which are those of their clusters. */
const assembly = (source: string | string[]) => folderWith({
  'manifest.json': {
    version: '48.0.0',
    artifacts: { S: { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/${REGION}`, properties: { templateFile: 'S.template.json' } } },
  },
  'S.template.json': { Resources: role(source) },
});

function whatCan(folder: string): string {
  const console = new FakeConsole();
  runWhatCan('shop/api', [folder], { format: 'text' }, console);
  return console.stdout.split(`${folder}/`).join('');
}

test('the cluster of an association is the source of EKS\'s request: nothing is left to hold, and other clusters are refused', () => {
  const out = whatCan(assembly(arnOf('blue')));
  expect(out).toContain('shop/api of cluster blue becomes role api');
  expect(out).not.toContain('aws:Source');
  expect(out).not.toContain('cluster green');
  expect(whatCan(assembly(arnOf('blue', 'us-east-2')))).not.toContain('becomes role api');
});

test('what several ways to one role lack is said once', () => {
  const console = new FakeConsole();
  const folder = assembly([arnOf('blue'), arnOf('green')]);
  expect(runCanI(['s3:PutObject', 'arn:aws:s3:::media/a', join(folder, '.')], { as: 'shop/api', format: 'text' }, console)).toBe(1);
  expect(console.stdout.split('\n').filter((line) => line.includes('no statement of the identity policies allows it'))).toHaveLength(1);
});
