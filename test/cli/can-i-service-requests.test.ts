import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { ACCOUNT, folderWith } from '../access/inventory-fixture';

type Json = any;

// Policies that the guides of AWS's services show, each with requests and what the guide says of them, written before the engine was asked.

type Row = readonly [name: string, expected: 'allowed' | 'denied' | 'undecided', entry: Json];

const OTHER = '999988887777';
const [ROLE, SESSION] = [`arn:aws:iam::${ACCOUNT}:role/app`, `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod`];
const [ALICE, ROOT] = [`arn:aws:iam::${ACCOUNT}:user/alice`, `arn:aws:iam::${ACCOUNT}:root`];
const [BUCKET, OBJECT] = ['arn:aws:s3:::acme-media', 'arn:aws:s3:::acme-media/a.png'];
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`;
const regional = (service: string, name: string, account = ACCOUNT) => `arn:aws:${service}:eu-central-1:${account}:${name}`;
const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: Json, resource: Json = '*', condition?: object) => ({ Effect: 'Allow', Action: action, Resource: resource, ...condition === undefined ? {} : { Condition: condition } });
const deny = (action: Json, resource: Json = '*', condition?: object) => ({ ...allow(action, resource, condition), Effect: 'Deny' });
const to = (principal: Json, statement: object) => ({ ...statement, Principal: principal });
const ALL = policy(allow('*'));
const get = { principal: SESSION, action: 's3:GetObject', resource: OBJECT, resourceAccount: ACCOUNT, identityPolicies: ALL };
const put = { ...get, action: 's3:PutObject' };
/** A request that the role's own policies allow, and a policy of the bucket. */
const bucket = (request: object, statement: object, context: object = {}) => ({ ...request, resourcePolicy: policy(statement), context });
/** A request that nothing else allows. */
const only = ({ identityPolicies: _, ...request }: Json, ...statements: readonly object[]) => ({ ...request, resourcePolicy: policy(...statements) });
const ask = (action: string, resource: string, statements: readonly object[], context: object = {}, principal: Json = SESSION) =>
  ({ principal, action, resource, resourceAccount: ACCOUNT, identityPolicies: policy(...statements), context });

const TLS = to('*', deny('s3:*', [BUCKET, `${BUCKET}/*`], { Bool: { 'aws:SecureTransport': 'false' } }));
const ENCRYPTED = to('*', deny('s3:PutObject', `${BUCKET}/*`, { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } }));
const OWN_KEY = to('*', deny('s3:PutObject', `${BUCKET}/*`, { ArnNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY } }));
const OFFICE = to('*', deny('s3:*', [BUCKET, `${BUCKET}/*`], { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }));
const MFA = to('*', deny('s3:*', `${BUCKET}/*`, { Null: { 'aws:MultiFactorAuthAge': true } }));
const RECENT = to('*', deny('s3:*', `${BUCKET}/*`, { NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 } }));
const HOME = [
  allow('s3:ListBucket', BUCKET, { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] } }), allow('s3:*', `${BUCKET}/home/\${aws:username}/*`),
];
const INVENTORY = to({ Service: 's3.amazonaws.com' }, allow('s3:PutObject', `${BUCKET}/*`, {
  ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::acme-source' }, StringEquals: { 'aws:SourceAccount': ACCOUNT, 's3:x-amz-acl': 'bucket-owner-full-control' },
}));
const inventory = (account: string) => ({ 'aws:SourceArn': 'arn:aws:s3:::acme-source', 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' });
const POINT = regional('s3', 'accesspoint/in');
const DELEGATES = to({ AWS: '*' }, allow('*', [BUCKET, `${BUCKET}/*`], { StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } }));
const SERVICES_ONLY = to('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' }, BoolIfExists: { 'aws:ViaAWSService': 'false' } }));
const CARLOS = [
  allow(['s3:GetBucketLocation', 's3:GetAccountPublicAccessBlock', 's3:ListAccessPoints', 's3:ListAllMyBuckets'], 'arn:aws:s3:::*'),
  allow('s3:*', ['arn:aws:s3:::demo-carlos', 'arn:aws:s3:::demo-carlos/*']), deny('s3:*', 'arn:aws:s3:::*log*'),
];
const carlos = (action: string, resource: string) => ask(action, resource, CARLOS, {}, `arn:aws:iam::${ACCOUNT}:user/carlos`);

const S3: readonly Row[] = [
  ['TLS only: over TLS', 'allowed', bucket(get, TLS, { 'aws:SecureTransport': true })],
  ['TLS only: without', 'denied', bucket(get, TLS, { 'aws:SecureTransport': false })],
  ['uploads name a key of KMS: none', 'denied', bucket(put, ENCRYPTED)],
  ['uploads name a key of KMS: one', 'allowed', bucket(put, ENCRYPTED, { 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY })],
  ['uploads name this key: another', 'denied', bucket(put, OWN_KEY, { 's3:x-amz-server-side-encryption-aws-kms-key-id': `${KEY}5` })],
  ['uploads name this key: this', 'allowed', bucket(put, OWN_KEY, { 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY })],
  ['uploads name this key: none, which a negated operator is true of', 'denied', bucket(put, OWN_KEY)],
  ['from the office', 'allowed', bucket(get, OFFICE, { 'aws:SourceIp': '192.0.2.5' })],
  ['from elsewhere', 'denied', bucket(get, OFFICE, { 'aws:SourceIp': '203.0.113.5' })],
  ['with a second factor: none', 'denied', bucket(get, MFA)],
  ['with a second factor, lately', 'allowed', { ...get, resourcePolicy: policy(MFA, RECENT), context: { 'aws:MultiFactorAuthAge': 100 } }],
  ['with a second factor, long ago', 'denied', { ...get, resourcePolicy: policy(MFA, RECENT), context: { 'aws:MultiFactorAuthAge': 7200 } }],
  ['home folders: the list of the top', 'allowed', ask('s3:ListBucket', BUCKET, HOME, { 's3:prefix': '' }, ALICE)],
  ['home folders: the list of the own', 'allowed', ask('s3:ListBucket', BUCKET, HOME, { 's3:prefix': 'home/alice/' }, ALICE)],
  ['home folders: the list of another', 'denied', ask('s3:ListBucket', BUCKET, HOME, { 's3:prefix': 'home/bob/' }, ALICE)],
  ['home folders: an own object', 'allowed', ask('s3:GetObject', `${BUCKET}/home/alice/a`, HOME, {}, ALICE)],
  ['home folders: an object of one whose name begins alike', 'denied', ask('s3:GetObject', `${BUCKET}/home/alice2/a`, HOME, {}, ALICE)],
  ['home folders: a role has no user name', 'denied', ask('s3:GetObject', `${BUCKET}/home/app/a`, HOME)],
  ['inventory from this account', 'allowed', { ...only(put, INVENTORY), principal: 's3.amazonaws.com', context: inventory(ACCOUNT) }],
  ['inventory from another account', 'denied', { ...only(put, INVENTORY), principal: 's3.amazonaws.com', context: inventory(OTHER) }],
  ['an access point is a resource of its own', 'allowed', ask('s3:GetObject', `${POINT}/object/in/a`, [allow('s3:GetObject', `${POINT}/object/in/*`)])],
  ['and not its bucket', 'denied', ask('s3:GetObject', `${POINT}/object/in/a`, [allow('s3:GetObject', `${BUCKET}/*`)])],
  ['a bucket that leaves it to access points, through one', 'allowed', { ...only(get, DELEGATES), context: { 's3:DataAccessPointAccount': ACCOUNT } }],
  ['a bucket that leaves it to access points, past them', 'denied', only(get, DELEGATES)],
  ['a bucket for access points of a VPC, by one of the internet', 'denied', bucket(get, to('*', deny('s3:*', '*', { StringNotEquals: { 's3:AccessPointNetworkOrigin': 'VPC' } })), { 's3:AccessPointNetworkOrigin': 'Internet' })],
  ['a network perimeter: through a service', 'allowed', bucket(get, SERVICES_ONLY, { 'aws:ViaAWSService': true })],
  ['a network perimeter: directly, from nowhere', 'denied', bucket(get, SERVICES_ONLY, { 'aws:ViaAWSService': false })],
  ['a network perimeter: directly, from the VPC', 'allowed', bucket(get, SERVICES_ONLY, { 'aws:ViaAWSService': false, 'aws:SourceVpc': 'vpc-1' })],
  ['endpoints of the own organization', 'allowed', bucket(get, to('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:VpceOrgID': '${aws:PrincipalOrgID}' } })), { 'aws:VpceOrgID': 'o-acme', 'aws:PrincipalOrgID': 'o-acme' })],
  ['endpoints of another organization', 'denied', bucket(get, to('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:VpceOrgID': '${aws:PrincipalOrgID}' } })), { 'aws:VpceOrgID': 'o-evil', 'aws:PrincipalOrgID': 'o-acme' })],
  ['but not by one bucket', 'denied', ask('s3:ListAllMyBuckets', '*', [allow('s3:*', [BUCKET, `${BUCKET}/*`])])],
  ['an upload to the own bucket', 'allowed', carlos('s3:PutObject', 'arn:aws:s3:::demo-carlos/a')],
  ['a deny of whatever has log in its name', 'denied', { ...carlos('s3:PutObject', 'arn:aws:s3:::demo-carlos-logs/a'), resourcePolicy: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:user/carlos` }, allow('s3:*'))) }],
  ['another account uploads with the ACL that is asked for', 'allowed', { ...put, principal: `arn:aws:iam::${OTHER}:user/up`, resourcePolicy: policy(to({ AWS: OTHER }, allow('s3:PutObject', `${BUCKET}/*`, { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }))), context: { 's3:x-amz-acl': 'bucket-owner-full-control' } }],
  ['and without', 'denied', { ...put, principal: `arn:aws:iam::${OTHER}:user/up`, resourcePolicy: policy(to({ AWS: OTHER }, allow('s3:PutObject', `${BUCKET}/*`, { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }))) }],
];

const KEY_OF_ACCOUNT = to({ AWS: ROOT }, allow('kms:*'));
const decrypt = { principal: SESSION, action: 'kms:Decrypt', resource: KEY };
const GRANTS = to({ AWS: ROLE }, allow('kms:CreateGrant', '*', { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] }, 'StringEquals': { 'kms:GranteePrincipal': ROLE } }));
const grant = (operations: readonly string[], grantee = ROLE) =>
  ({ ...decrypt, action: 'kms:CreateGrant', resourcePolicy: policy(GRANTS), context: { 'kms:GrantOperations': operations, 'kms:GranteePrincipal': grantee } });
const NOT_THROUGH_LAMBDA = to({ AWS: ROLE }, deny('kms:*', '*', { StringLike: { 'kms:ViaService': 'lambda.*.amazonaws.com' } }));
const TRAIL = to({ Service: 'cloudtrail.amazonaws.com' }, allow('kms:GenerateDataKey*', '*', {
  StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
}));

const KMS: readonly Row[] = [
  ['grants of these operations', 'allowed', grant(['Decrypt'])],
  ['grants of one more', 'denied', grant(['Decrypt', 'CreateGrant'])],
  ['grants to another', 'denied', grant(['Decrypt'], `${ROLE}-2`)],
  ['not through Lambda: through it', 'denied', { ...decrypt, resourcePolicy: policy(to({ AWS: ROLE }, allow('kms:Decrypt')), NOT_THROUGH_LAMBDA), context: { 'kms:ViaService': 'lambda.eu-central-1.amazonaws.com' } }],
  ['not through Lambda: directly', 'allowed', { ...decrypt, resourcePolicy: policy(to({ AWS: ROLE }, allow('kms:Decrypt')), NOT_THROUGH_LAMBDA) }],
  ['by one of the aliases of the key', 'allowed', { ...decrypt, identityPolicies: policy(allow('kms:Decrypt', regional('kms', 'key/*'), { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/app' } })), resourcePolicy: policy(KEY_OF_ACCOUNT), context: { 'kms:ResourceAliases': ['alias/other', 'alias/app'] } }],
  ['by an alias that the key has not', 'denied', { ...decrypt, identityPolicies: policy(allow('kms:Decrypt', regional('kms', 'key/*'), { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/app' } })), resourcePolicy: policy(KEY_OF_ACCOUNT), context: { 'kms:ResourceAliases': ['alias/other'] } }],
  ['a deny of the user over the policy of the key', 'denied', { ...decrypt, principal: ALICE, identityPolicies: policy(deny('kms:Decrypt', KEY)), resourcePolicy: policy(to({ AWS: ALICE }, allow('kms:*'))) }],
  ['keys are made without the policy of one', 'allowed', { principal: SESSION, action: 'kms:CreateKey', resource: '*', identityPolicies: policy(allow('kms:CreateKey')) }],
  ['a trail of this account', 'allowed', { principal: 'cloudtrail.amazonaws.com', action: 'kms:GenerateDataKey', resource: KEY, resourcePolicy: policy(KEY_OF_ACCOUNT, TRAIL), context: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main` } }],
  ['a trail of another account', 'denied', { principal: 'cloudtrail.amazonaws.com', action: 'kms:GenerateDataKey', resource: KEY, resourcePolicy: policy(KEY_OF_ACCOUNT, TRAIL), context: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:us-east-1:${OTHER}:trail/main` } }],
  ['the root user of the account', 'allowed', { ...decrypt, principal: ROOT, resourcePolicy: policy(KEY_OF_ACCOUNT) }],
  ['the root user of an account that the key does not name', 'denied', { ...decrypt, principal: ROOT, resourcePolicy: policy(to({ AWS: ROLE }, allow('kms:*'))) }],
  ['an encryption context with all of its keys', 'allowed', { ...decrypt, resourcePolicy: policy(to({ AWS: ROLE }, allow('kms:Decrypt', '*', { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['app', 'stage'] } }))), context: { 'kms:EncryptionContextKeys': ['app'] } }],
];

const [QUEUE, TOPIC, SECRET, FUNCTION] = [regional('sqs', 'jobs'), regional('sns', 'done'), regional('secretsmanager', 'secret:prod/db-AbCdEf'), regional('lambda', 'function:thumbs')];
const FROM_TOPIC = to({ Service: 'sns.amazonaws.com' }, allow('sqs:SendMessage', QUEUE, { ArnEquals: { 'aws:SourceArn': TOPIC } }));
const FROM_BUCKET = to({ Service: 's3.amazonaws.com' }, allow('sqs:SendMessage', QUEUE, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:acme-media' } }));
const HOURS = to('*', allow('sqs:ReceiveMessage', QUEUE, { DateGreaterThan: { 'aws:CurrentTime': '2026-01-31T12:00Z' }, DateLessThan: { 'aws:CurrentTime': '2026-01-31T15:00:00Z' }, IpAddress: { 'aws:SourceIp': '10.52.176.0/24' } }));
const OWNER = to({ AWS: '*' }, allow('sns:Publish', TOPIC, { StringEquals: { 'AWS:SourceOwner': ACCOUNT } }));
const ENDPOINT = to('*', allow('sns:Subscribe', TOPIC, { StringLike: { 'SNS:Endpoint': 'https://example.com/*' }, StringEquals: { 'sns:Protocol': 'https' } }));
const FROM_S3 = to({ Service: 's3.amazonaws.com' }, allow('lambda:InvokeFunction', FUNCTION, { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': BUCKET } }));
const LIVE = to({ AWS: OTHER }, allow('lambda:InvokeFunction', `${FUNCTION}:live`));
const PROJECT = [allow('secretsmanager:GetSecretValue', '*', { StringEquals: { 'aws:ResourceTag/project': '${aws:PrincipalTag/project}' } })];
const of = (action: string, resource: string, principal: Json = SESSION) => ({ principal, action, resource });

const OTHERS: readonly Row[] = [
  ['a topic to its queue', 'allowed', { ...of('sqs:SendMessage', QUEUE, 'sns.amazonaws.com'), resourcePolicy: policy(FROM_TOPIC), context: { 'aws:SourceArn': TOPIC } }],
  ['another topic to that queue', 'denied', { ...of('sqs:SendMessage', QUEUE, 'sns.amazonaws.com'), resourcePolicy: policy(FROM_TOPIC), context: { 'aws:SourceArn': `${TOPIC}-2` } }],
  ['a bucket, of whose ARN the region and account are empty', 'allowed', { ...of('sqs:SendMessage', QUEUE, 's3.amazonaws.com'), resourcePolicy: policy(FROM_BUCKET), context: { 'aws:SourceArn': BUCKET } }],
  ['a queue for everybody at some hours', 'allowed', { ...of('sqs:ReceiveMessage', QUEUE), resourcePolicy: policy(HOURS), context: { 'aws:CurrentTime': '2026-01-31T13:00:00Z', 'aws:SourceIp': '10.52.176.7' } }],
  ['and after them', 'denied', { ...of('sqs:ReceiveMessage', QUEUE), resourcePolicy: policy(HOURS), context: { 'aws:CurrentTime': '2026-01-31T15:00:00Z', 'aws:SourceIp': '10.52.176.7' } }],
  ['two accounts of a queue, of which one is the caller\'s', 'allowed', { ...of('sqs:SendMessage', QUEUE, `arn:aws:iam::${OTHER}:user/up`), identityPolicies: policy(allow('sqs:*')), resourcePolicy: policy(to({ AWS: ['123412341234', OTHER] }, allow('sqs:SendMessage', QUEUE))) }],
  ['but the caller\'s own policies say nothing of it', 'denied', { ...of('sqs:SendMessage', QUEUE, `arn:aws:iam::${OTHER}:user/up`), resourcePolicy: policy(to({ AWS: ['123412341234', OTHER] }, allow('sqs:SendMessage', QUEUE))) }],
  ['the policy that SNS makes, by its key in capitals', 'allowed', { ...of('sns:Publish', TOPIC), resourcePolicy: policy(OWNER), context: { 'aws:SourceOwner': ACCOUNT } }],
  ['the policy that SNS makes, without the key', 'denied', { ...of('sns:Publish', TOPIC), resourcePolicy: policy(OWNER) }],
  ['subscriptions of one host', 'allowed', { ...of('sns:Subscribe', TOPIC), resourcePolicy: policy(ENDPOINT), context: { 'sns:Endpoint': 'https://example.com/hook', 'sns:Protocol': 'https' } }],
  ['subscriptions of another host', 'denied', { ...of('sns:Subscribe', TOPIC), resourcePolicy: policy(ENDPOINT), context: { 'sns:Endpoint': 'https://example.com.evil.example/hook', 'sns:Protocol': 'https' } }],
  ['a secret, with six characters behind its name', 'allowed', ask('secretsmanager:GetSecretValue', SECRET, [allow('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:prod/db-??????'))])],
  ['a secret without them', 'denied', ask('secretsmanager:GetSecretValue', SECRET, [allow('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:prod/db'))])],
  ['a secret of a longer name', 'denied', ask('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:prod/db-main-AbCdEf'), [allow('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:prod/db-??????'))])],
  ['a secret of another account', 'allowed', { ...of('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:prod/db-AbCdEf', OTHER)), identityPolicies: policy(allow('secretsmanager:*')), resourcePolicy: policy(to({ AWS: ROLE }, allow('secretsmanager:GetSecretValue', '*', { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': 'AWSCURRENT' } }))), context: { 'secretsmanager:VersionStage': ['AWSCURRENT'] } }],
  ['a secret of the own project', 'allowed', ask('secretsmanager:GetSecretValue', SECRET, PROJECT, { 'aws:ResourceTag/project': 'blue', 'aws:PrincipalTag/project': 'blue' })],
  ['a secret of another project', 'denied', ask('secretsmanager:GetSecretValue', SECRET, PROJECT, { 'aws:ResourceTag/project': 'red', 'aws:PrincipalTag/project': 'blue' })],
  ['a secret without a project, and a role without', 'denied', ask('secretsmanager:GetSecretValue', SECRET, PROJECT)],
  ['a function by its bucket', 'allowed', { ...of('lambda:InvokeFunction', FUNCTION, 's3.amazonaws.com'), resourcePolicy: policy(FROM_S3), context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': BUCKET } }],
  ['a function by a bucket of that name of another account', 'denied', { ...of('lambda:InvokeFunction', FUNCTION, 's3.amazonaws.com'), resourcePolicy: policy(FROM_S3), context: { 'aws:SourceAccount': OTHER, 'aws:SourceArn': BUCKET } }],
  ['another account by the alias of a function', 'allowed', { ...of('lambda:InvokeFunction', `${FUNCTION}:live`, `arn:aws:iam::${OTHER}:role/web`), identityPolicies: policy(allow('lambda:*')), resourcePolicy: policy(LIVE) }],
  ['another account by the function itself', 'denied', { ...of('lambda:InvokeFunction', FUNCTION, `arn:aws:iam::${OTHER}:role/web`), identityPolicies: policy(allow('lambda:*')), resourcePolicy: policy(LIVE) }],
  ['the URL of a function without sign-in', 'allowed', { ...of('lambda:InvokeFunctionUrl', FUNCTION, '*'), resourcePolicy: policy(to('*', allow('lambda:InvokeFunctionUrl', FUNCTION, { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }))), context: { 'lambda:FunctionUrlAuthType': 'NONE' } }],
  ['items of one\'s own, by their leading keys', 'allowed', ask('dynamodb:GetItem', regional('dynamodb', 'table/scores'), [allow('dynamodb:GetItem', regional('dynamodb', 'table/scores'), { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } })], { 'dynamodb:LeadingKeys': ['eu:1'], 'cognito-identity.amazonaws.com:sub': 'eu:1' })],
  ['items of another', 'denied', ask('dynamodb:GetItem', regional('dynamodb', 'table/scores'), [allow('dynamodb:GetItem', regional('dynamodb', 'table/scores'), { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } })], { 'dynamodb:LeadingKeys': ['eu:2'], 'cognito-identity.amazonaws.com:sub': 'eu:1' })],
  ['an instance of a size that is asked for where there is one', 'allowed', ask('ec2:RunInstances', regional('ec2', 'instance/*'.replace('*', 'i-1')), [allow('ec2:RunInstances', '*', { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm1.*'] } })], { 'ec2:InstanceType': 'm1.small' })],
  ['a subnet, which has no size', 'allowed', ask('ec2:RunInstances', regional('ec2', 'subnet/subnet-1'), [allow('ec2:RunInstances', '*', { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm1.*'] } })])],
  ['an instance of another size', 'denied', ask('ec2:RunInstances', regional('ec2', 'instance/i-1'), [allow('ec2:RunInstances', '*', { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm1.*'] } })], { 'ec2:InstanceType': 'c4.large' })],
];

const EVERYTHING = [[policy(allow('*'))]];
const scp = (...statements: readonly object[]) => [...EVERYTHING, [policy(allow('*'), ...statements)]];
const REGIONS = { Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] }, ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/admin'] } } };
const send = (region: string, principal = SESSION) => ({ ...ask('sqs:SendMessage', QUEUE.replace('eu-central-1', region), [allow('*')], { 'aws:RequestedRegion': region }, principal), serviceControlPolicies: scp(REGIONS) });
const ORGANIZATION = policy(to('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-acme' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })));
const DEPUTY = policy(to('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-acme' }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } })));
const LOGS = { ...only(put, to({ Service: 'logging.s3.amazonaws.com' }, allow('s3:PutObject', `${BUCKET}/*`))), principal: 'logging.s3.amazonaws.com' };
const trust = (principal: Json, action = 'sts:AssumeRole', condition?: object) => policy({ Effect: 'Allow', Principal: principal, Action: action, ...condition === undefined ? {} : { Condition: condition } });
const assume = (principal: Json, trustPolicy: object, context: object = {}, action = 'sts:AssumeRole') =>
  ({ principal, action, resource: `arn:aws:iam::${ACCOUNT}:role/next`, identityPolicies: policy(allow('sts:AssumeRole')), trustPolicy, context });
const HUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const HUB_TRUST = trust({ Federated: HUB }, 'sts:AssumeRoleWithWebIdentity', { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' }, StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:*' } });
const hub = (subject: string) => ({ principal: { Federated: HUB }, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, trustPolicy: HUB_TRUST, context: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', 'token.actions.githubusercontent.com:sub': subject } });
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const PASS = [allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/ec2-*`, { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })];
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const MAKE = [allow('iam:CreateUser', '*', { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } })];
const NO_MFA = [allow(['iam:GetUser', 's3:*']), { Effect: 'Deny', NotAction: ['iam:GetUser', 'iam:EnableMFADevice'], Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }];
const users = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const NOT = (...arns: readonly string[]) => ({ Effect: 'Deny', NotPrincipal: { AWS: arns }, Action: 's3:*', Resource: '*' });

const ORGANIZATIONS: readonly Row[] = [
  ['a region that is allowed', 'allowed', send('eu-central-1')],
  ['a region that is not', 'denied', send('us-east-1')],
  ['a region that is not, for the role that is excepted', 'allowed', send('us-east-1', `arn:aws:iam::${ACCOUNT}:role/admin`)],
  ['a service that is excepted', 'allowed', { ...ask('iam:GetRole', ROLE, [allow('*')], { 'aws:RequestedRegion': 'us-east-1' }), serviceControlPolicies: scp(REGIONS) }],
  ['no root users: one', 'denied', { ...get, principal: ROOT, identityPolicies: undefined, serviceControlPolicies: scp(deny('*', '*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })) }],
  ['no root users: a role', 'allowed', { ...get, serviceControlPolicies: scp(deny('*', '*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })) }],
  ['only the organization: a role of it', 'allowed', { ...get, resourceControlPolicies: ORGANIZATION, context: { 'aws:PrincipalOrgID': 'o-acme' } }],
  ['only the organization: whoever has no credentials', 'denied', { ...only(get, to('*', allow('s3:GetObject'))), principal: '*', resourceControlPolicies: ORGANIZATION }],
  ['only the organization: a service', 'allowed', { ...LOGS, resourceControlPolicies: ORGANIZATION }],
  ['no confused deputy: for another organization', 'denied', { ...LOGS, resourceControlPolicies: DEPUTY, context: { 'aws:SourceOrgID': 'o-evil', 'aws:SourceAccount': OTHER } }],
  ['no confused deputy: for the own', 'allowed', { ...LOGS, resourceControlPolicies: DEPUTY, context: { 'aws:SourceOrgID': 'o-acme', 'aws:SourceAccount': ACCOUNT } }],
  ['no confused deputy: for nobody who is named', 'allowed', { ...LOGS, resourceControlPolicies: DEPUTY }],
  ['a role that is linked to a service, and an RCP', 'allowed', { ...get, principal: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`, resourceControlPolicies: policy(to('*', deny('s3:*'))) }],
];

const IDENTITIES: readonly Row[] = [
  ['the session is named like the user', 'allowed', assume(ALICE, trust({ AWS: ACCOUNT }, 'sts:AssumeRole', { StringLike: { 'sts:RoleSessionName': '${aws:username}' } }), { 'sts:RoleSessionName': 'alice' })],
  ['the session is named otherwise', 'denied', assume(ALICE, trust({ AWS: ACCOUNT }, 'sts:AssumeRole', { StringLike: { 'sts:RoleSessionName': '${aws:username}' } }), { 'sts:RoleSessionName': 'bob' })],
  ['tags that may go on', 'denied', assume(SESSION, trust({ AWS: ACCOUNT }, 'sts:AssumeRole', { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['project'] } }), { 'sts:TransitiveTagKeys': ['project', 'team'] })],
  ['who one is, AWS says in spite of a deny', 'allowed', ask('sts:GetCallerIdentity', '*', [deny('*')])],
  ['but to nobody without credentials', 'denied', { principal: '*', action: 'sts:GetCallerIdentity', resource: '*' }],
  ['a workflow of the repository', 'allowed', hub('repo:octo-org/octo-repo:ref:refs/heads/main')],
  ['a workflow of a repository whose name begins alike', 'denied', hub('repo:octo-org/octo-repo-2:ref:refs/heads/main')],
  ['an assertion of SAML for the console', 'allowed', { principal: { Federated: SAML }, action: 'sts:AssumeRoleWithSAML', resource: ROLE, trustPolicy: trust({ Federated: SAML }, 'sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }), context: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }],
  ['guests of Cognito', 'allowed', { principal: 'cognito-identity.amazonaws.com', action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, trustPolicy: trust({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity', { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'pool' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } }), context: { 'cognito-identity.amazonaws.com:aud': 'pool', 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] } }],
  ['a role is passed to EC2', 'allowed', ask('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/ec2-web`, PASS, { 'iam:PassedToService': 'ec2.amazonaws.com' })],
  ['a role is passed to Lambda', 'denied', ask('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/ec2-web`, PASS, { 'iam:PassedToService': 'lambda.amazonaws.com' })],
  ['users within the boundary', 'allowed', ask('iam:CreateUser', users('x'), MAKE, { 'iam:PermissionsBoundary': BOUNDARY })],
  ['users without', 'denied', ask('iam:CreateUser', users('x'), MAKE)],
  ['keys of one\'s own', 'allowed', ask('iam:CreateAccessKey', users('alice'), [allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}')], {}, ALICE)],
  ['keys of another', 'denied', ask('iam:CreateAccessKey', users('bob'), [allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}')], {}, ALICE)],
  ['one\'s own below a path, which the policy does not name', 'denied', ask('iam:CreateAccessKey', users('ops/alice'), [allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}')], {}, users('ops/alice'))],
  ['access keys have no second factor', 'denied', ask('s3:GetObject', OBJECT, NO_MFA, {}, ALICE)],
  ['what is left to do without', 'allowed', ask('iam:GetUser', ALICE, NO_MFA, {}, ALICE)],
  ['an instance of its owner', 'allowed', ask('ec2:StartInstances', regional('ec2', 'instance/i-1'), [allow('ec2:StartInstances', 'arn:aws:ec2:*:*:instance/*', { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } })], { 'aws:ResourceTag/Owner': 'alice' }, ALICE)],
  ['through CloudFormation', 'allowed', ask('s3:GetObject', OBJECT, [allow('s3:*', '*', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } })], { 'aws:CalledVia': ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'] })],
  ['keys of tags in another case', 'allowed', ask('s3:GetObject', OBJECT, [allow('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/Department': 'HR' } })], { 'AWS:principaltag/department': 'HR' })],
  ['names of roles in another case', 'denied', ask('s3:GetObject', OBJECT, [allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/App` } })])],
  ['the id of a role, and any session', 'allowed', ask('s3:GetObject', OBJECT, [allow('s3:*', '*', { StringLike: { 'aws:userid': 'AROAEXAMPLEIDROLE0001:*' } })], { 'aws:userid': 'AROAEXAMPLEIDROLE0001:pod' })],
  ['the id of a role, which is not given', 'undecided', ask('s3:GetObject', OBJECT, [allow('s3:*', '*', { StringLike: { 'aws:userid': 'AROAEXAMPLEIDROLE0001:*' } })])],
  ['a session that the bucket names, and a role that may have it', 'undecided', { ...only(get, to({ AWS: SESSION }, allow('s3:GetObject'))), principal: ROLE }],
  ['everybody by aws:PrincipalArn, past a boundary', 'allowed', { ...only(get, to('*', allow('s3:GetObject', '*', { ArnEquals: { 'aws:PrincipalArn': ROLE } }))), permissionsBoundary: policy(allow('sqs:*')) }],
  ['all but a user, whose account is not listed', 'undecided', { ...get, principal: ALICE, resourcePolicy: policy(NOT(ALICE)) }],
  ['all but a role and its account, whose session is not listed', 'undecided', { ...get, resourcePolicy: policy(NOT(ROLE, ROOT)) }],
  ['all but the role, its session and its account, with a boundary', 'denied', { ...get, permissionsBoundary: ALL, resourcePolicy: policy(NOT(ROLE, SESSION, ROOT)) }],
  ['a variable in a condition of the version of 2008', 'denied', { ...ask('s3:ListBucket', BUCKET, [], { 's3:prefix': 'alice' }, ALICE), identityPolicies: { Version: '2008-10-17', Statement: [allow('s3:*', '*', { StringEquals: { 's3:prefix': '${aws:username}' } })] } }],
];

const ROWS = [...S3, ...KMS, ...OTHERS, ...ORGANIZATIONS, ...IDENTITIES];

test('requests are answered as the guides of the services have them', () => {
  const file = join(folderWith({}), 'requests.json');
  writeFileSync(file, JSON.stringify(ROWS.map(([name, expected, entry]) => ({ name, ...entry, expect: expected }))));
  const console = new FakeConsole();
  runCanI([], { requests: file, format: 'json' }, console);
  const answers = JSON.parse(console.stdout) as { name: string; decision: string; reason: string }[];
  expect(answers.flatMap(({ name, decision, reason }, i) => decision === ROWS[i][1] ? [] : [[name, ROWS[i][1], decision, reason]])).toEqual([]);
  expect(console.stderr).toBe('');
});
