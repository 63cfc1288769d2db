import { audit, folderWith, role } from './support';

const POLICY = {
  Resources: {
    P: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['deployer'], PolicyDocument: { Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' } } } },
  },
};
const ofService = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'deployer', AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codebuild.amazonaws.com' } } } } };
const ofPods = { ...role(), Properties: { ...role().Properties, RoleName: 'deployer' } };
const folder = folderWith({ 'policy.json': POLICY, 'service.json': { Resources: { R: ofService } }, 'pods.json': { Resources: { R: ofPods } } });
const messages = (...files: string[]) => JSON.parse(audit([...files, '--format', 'json'], { cwd: folder }).stdout).findings
  .map(({ level, message }: Record<string, string>) => `${level}: ${message.slice(0, 70)}`);

test('a policy that names a role of another file counts where pods become that role, or it is not known', () => {
  const warning = ['warning: if pods become the role "deployer", to which it is attached: the inlin'];
  expect(messages('policy.json')).toEqual(warning);
  expect(messages('policy.json', 'pods.json')).toEqual(warning);
  expect(messages('policy.json', 'service.json')).toEqual([]);
});
