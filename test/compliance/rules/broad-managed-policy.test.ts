import { found as allFound, foundIn as allFoundIn, sound } from '../fixture';

/** Findings without what the policy allows, which has tests of its own. */
const brief = (line: string) => line.replace(/which allows .* on every/, 'which allows … on every');
const found = (...given: Parameters<typeof allFound>) => allFound(...given).map(brief);
const foundIn = (...given: Parameters<typeof allFoundIn>) => allFoundIn(...given).map(brief);

const message = (name: string, arn = `arn:aws:iam::aws:policy/${name}`, id = name) =>
  `BroadManagedPolicy[${id}]: the policy ${arn} of AWS is attached, which allows … on every resource of the account: attach one that names what is needed`;

test.each([
  'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', 'arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy', 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy',
  'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy', 'arn:aws:iam::111122223333:policy/AmazonS3FullAccess', 'arn:aws:iam::111122223333:policy/AdministratorAccess',
  'arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/AmazonElasticFileSystemClientFullAccess', 'arn:aws:iam::aws:policy/AWSMarketplaceMeteringFullAccess',
  'arn:aws:iam::aws:policy/AmazonElasticContainerRegistryPublicFullAccess', 'arn:aws:iam::aws:policy/AmazonEFSCSIDriverPolicy',
])('%s is clean', (arn) => expect(found(sound(), {}, { ManagedPolicyArns: [arn] })).toEqual([]));

test.each([
  'AdministratorAccess', 'AdministratorAccess-Amplify', 'PowerUserAccess', 'IAMFullAccess', 'AmazonS3FullAccess', 'AWSLambda_FullAccess', 'CloudWatchFullAccessV2',
  'AmazonDynamoDBFullAccess_v2', 'AmazonEMRFullAccessPolicy_v2', 'AmazonDynamoDBFullAccesswithDataPipeline',
  'SecretsManagerReadWrite', 'AmazonElasticMapReduceRole', 'AWSOrganizationsFullAccess', 'AWSNewerThanTheTableFullAccess', 'AmazonLaunchWizardFullaccess', 'AmazonEC2RoleforDataPipelineRole',
])('%s is found', (name) => expect(found(sound(), {}, { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] })).toEqual([message(name)]));

test('each of several is found, with a path, in every partition', () => {
  expect(found(sound(), {}, {
    ManagedPolicyArns: ['arn:aws-cn:iam::aws:policy/AmazonS3FullAccess', 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess', 'arn:aws:iam::aws:policy/job-function/DatabaseAdministrator'],
  })).toEqual([
    message('AmazonS3FullAccess', 'arn:aws-cn:iam::aws:policy/AmazonS3FullAccess'),
    message('job-function/DatabaseAdministrator', undefined, 'DatabaseAdministrator'),
  ]);
});

test('a partition that is known only at deploy time makes no difference, another part may', () => {
  const role = (arn: unknown, trust: any = sound()) =>
    foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust }, ManagedPolicyArns: [arn] } } });
  expect(role({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSQSFullAccess']] }))
    .toEqual([message('AmazonSQSFullAccess', 'arn:<AWS::Partition>:iam::aws:policy/AmazonSQSFullAccess')]);
  expect(role({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/AmazonSQSFullAccess' })).toEqual([]);
  expect(role({ Ref: 'Policy' })).toEqual([]);
});

test('a role that no pod becomes is left alone', () => {
  const lambda = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  expect(found(lambda, {}, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })).toEqual([]);
});

test('the message says what it allows', () => {
  const grants = (name: string) => allFound(sound(), {}, { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] }).map((line) => /which allows (.*) on every/.exec(line)?.[1]);
  expect(grants('AmazonS3FullAccess')).toEqual(['s3:*']);
  expect(grants('AdministratorAccess')).toEqual(['*']);
  expect(grants('AmazonElasticMapReduceRole')).toEqual(['iam:PassRole']);
});

test('a policy whose name, path or partition is a parameter is what its defaults make it', () => {
  const role = (arn: unknown, parameters: Record<string, string>) => foundIn(
    { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, ManagedPolicyArns: [arn] } } }, {},
    { Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { Type: 'String', Default: value }])) });
  const sub = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/${Name}' };
  expect(role(sub, { Name: 'AmazonSQSFullAccess' })).toEqual([message('AmazonSQSFullAccess', 'arn:<AWS::Partition>:iam::aws:policy/AmazonSQSFullAccess')]);
  expect(role(sub, { Name: 'AmazonSQSReadOnlyAccess' })).toEqual([]);
  expect(role({ 'Fn::Join': ['/', ['arn:aws:iam::aws:policy', { Ref: 'Path' }, { Ref: 'Name' }]] }, { Path: 'job-function', Name: 'DatabaseAdministrator' }))
    .toEqual([message('job-function/DatabaseAdministrator', undefined, 'DatabaseAdministrator')]);
});
