import { join } from 'path';
import fc from 'fast-check';
import { ACCOUNT, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from './inventory-fixture';
import { AccessAnswers } from '../../lib/access/answer-as';
import { AccessModel } from '../../lib/access/model/access-model';
import { OpenQuestionAsker } from '../../lib/access/open-verdict';
import { findFiles } from '../../lib/inventory/find-files';
import { readInventory } from '../../lib/inventory/read-inventory';
import { readAll, simulated } from '../iam/evaluator/simulator';
import { runs } from '../property-runs';

const OBJECT = 'arn:aws:s3:::acme-media/in/a';
const ROLES = ['api', 'worker', 'admin'];
const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
const sessionOf = (role: string) => ({ kind: 'roleSession', roleArn: arnOf(role), sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/pod` }) as const;

const action = fc.constantFrom('s3:GetObject', 's3:Get*', 's3:*', 's3:PutObject', '*');
const resource = fc.constantFrom('arn:aws:s3:::acme-media/*', 'arn:aws:s3:::acme-media/in/*', OBJECT, 'arn:aws:s3:::other/*');
const condition = fc.constantFrom(undefined, undefined, { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
  { StringLike: { 'aws:PrincipalTag/team': 'r*' } }, { Null: { 'aws:SourceVpc': 'true' } }, { StringEqualsIfExists: { 'aws:PrincipalTag/team': 'red' } });
const statement = fc.record({ Effect: fc.constantFrom('Allow', 'Allow', 'Deny'), Action: action, Resource: resource, Condition: condition })
  .map(({ Condition, ...rest }) => Condition === undefined ? rest : { ...rest, Condition });
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const ofBucket = fc.array(fc.tuple(statement, fc.constantFrom('*', arnOf('api'), `arn:aws:iam::${ACCOUNT}:root`))
  .map(([one, AWS]) => ({ ...one, Principal: { AWS } })), { maxLength: 2 });
const context = fc.record({ 'aws:SourceVpc': fc.constantFrom(undefined, 'vpc-1', 'vpc-2'), 'aws:PrincipalTag/team': fc.constantFrom(undefined, 'red', 'rose', 'blue') });

const document = (all: readonly object[]) => ({ Version: '2012-10-17', Statement: all });

test('can-i agrees with iam-simulate on generated inventories', () => {
  fc.assert(fc.property(fc.tuple(statements, statements, statements), ofBucket, fc.boolean(), context, ([api, worker, admin], bucket, isChained, given) => {
    const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arnOf('admin') };
    const policies = [isChained ? [...api, assume] : api, worker, admin];
    const folder = folderWith({
      'roles.json': templateOf({
        Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), policies[0]),
        Worker: roleOf('worker', trustFor('system:serviceaccount:shop:worker'), policies[1]),
        Admin: roleOf('admin', trustOfRoles(arnOf('api')), policies[2]),
        Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
        ...bucket.length === 0 ? {} : { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Media' }, PolicyDocument: document(bucket) } } },
      }),
    });
    const model = new AccessModel(readInventory(findFiles([join(folder, 'roles.json')]).files));
    const request = { action: 's3:GetObject', resource: OBJECT, resourceAccount: ACCOUNT, context: given };
    const may = (role: string) => simulated({ ...request, principal: sessionOf(role) }, {
      identity: [document(policies[ROLES.indexOf(role)])], ...bucket.length === 0 ? {} : { resource: [document(bucket)] },
    }) === 'allowed';
    // The trust names the role itself, so that its own policies need not allow it.
    const canApi = may('api') || may('admin');
    const answers = new AccessAnswers(model, { policies: {}, nameOf: () => '' });
    const decisionFor = (name: string) => answers.answer({ as: { namespace: 'shop', name } }, request).decision;
    expect({ api: decisionFor('api'), worker: decisionFor('worker') }).toEqual({ api: canApi ? 'allowed' : 'denied', worker: may('worker') ? 'allowed' : 'denied' });
  }), runs(25, 2_000));
});

test('what is not given is settled as iam-simulate settles it for each value', () => {
  const contexts = ['vpc-1', 'vpc-2', undefined].flatMap((vpc) => ['red', 'rose', 'blue', undefined].map((team) => ({ 'aws:SourceVpc': vpc, 'aws:PrincipalTag/team': team })));
  fc.assert(fc.property(statements, ofBucket, (identity, bucket) => {
    const policies = { identity: [document(identity)], ...bucket.length === 0 ? {} : { resource: [document(bucket)] } };
    const request = { principal: sessionOf('api'), action: 's3:GetObject', resource: OBJECT, resourceAccount: ACCOUNT };
    const { decision, conditions, witness } = new OpenQuestionAsker(readAll(policies)).ask(request);
    const found = new Set(contexts.map((given) => simulated({ ...request, context: given }, policies) === 'allowed'));
    expect(decision).toBe(found.has(true) ? 'allowed' : 'denied');
    expect(conditions.length > 0).toBe(found.size === 2);
    expect(witness === undefined ? 'allowed' : simulated(witness, policies)).toBe('allowed');
  }), runs(100, 10_000));
});
