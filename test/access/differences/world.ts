import { AccessModel } from '../../../lib/access/model/access-model';
import type { AccessRequest } from '../../../lib/iam/access-request';
import { readInventory } from '../../../lib/inventory/read-inventory';
import { simulated, simulatedStrictly } from '../../iam/evaluator/simulator';
import type { WrittenPolicies } from '../../iam/evaluator/simulator';
import { ACCOUNT, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from '../inventory-fixture';

type Json = any;

/** A template, by logical ids. */
export type World = Record<string, Json>;

export const OBJECTS = 'arn:aws:s3:::acme-media/*';
export const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
export const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const queue = (name: string, account = ACCOUNT) => `arn:aws:sqs:eu-central-1:${account}:${name}`;

const POD_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }],
};

/** Statements as they are often found; the roles of each test are made of them. */
export function world(): World {
  return {
    Api: roleOf('api', trustFor(['system:serviceaccount:shop:api']), [
      { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::acme-media/in/*' },
      { Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme-media', Condition: { StringLike: { 's3:prefix': 'in/*' } } },
      { Sid: 'Work', Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: queue('jobs-?') },
      { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } },
      { Sid: 'Tables', Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:DeleteItem'], Resource: `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/orders` },
      { Sid: 'Keep', Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: '*' },
    ]),
    Writer: roleOf('writer', trustOfRoles(arnOf('importer')), [{ Effect: 'Allow', Action: 's3:PutObject', Resource: OBJECTS }], { Tags: [] }),
    Importer: roleOf('importer', trustFor('system:serviceaccount:jobs:importer'), [
      { Effect: 'Allow', Action: 'sns:Publish', Resource: `arn:aws:sns:eu-central-1:${ACCOUNT}:done` },
      { Effect: 'Allow', Action: ['ssm:GetParameter', 'sns:*'], Resource: `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/jobs/*` },
    ], { PermissionsBoundary: { Ref: 'Limit' } }),
    Limit: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: 'limit', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sns:*', 'sts:*'], Resource: '*' }] } },
    },
    Thumbs: roleOf('thumbs', POD_TRUST, [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: OBJECTS }]),
    Association: {
      Type: 'AWS::EKS::PodIdentityAssociation',
      Properties: {
        ClusterName: 'green',
        Namespace: 'shop',
        ServiceAccount: 'thumbs',
        RoleArn: arnOf('thumbs'),
        DisableSessionTags: true,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }),
      },
    },
    Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
    MediaPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Media' },
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: 'Secret', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/in/secret/*' }] },
      },
    },
  };
}

export const statements = (of: World, id: string): Json[] => of[id].Properties.Policies[0].PolicyDocument.Statement as Json[];
export const statement = (of: World, id: string, sid: string): Json => statements(of, id).find(({ Sid }) => Sid === sid);
export const trust = (of: World, id: string): Json => of[id].Properties.AssumeRolePolicyDocument;

/** The world with one change. */
export function changed(change: (world: World) => void): World {
  const copy = structuredClone(world());
  change(copy);
  return copy;
}

export function modelOf(of: World): AccessModel {
  const folder = folderWith({ 'template.json': templateOf(of) });
  return new AccessModel(readInventory([{ path: `${folder}/template.json`, file: 'template.json', isFound: false }]));
}

/** What iam-simulate answers to a request in a world. */
export async function answerIn(of: World, request: AccessRequest): Promise<boolean> {
  const policies = policiesFor(of, request);
  const asked = { ...request, resourceAccount: request.resourceAccount ?? (/^arn:aws:iam::(\d{12}):/.exec(request.resource)?.[1] ?? ACCOUNT) };
  return (policies.session === undefined ? simulated(asked, policies) : await simulatedStrictly(asked, policies)) === 'allowed';
}

/**
 * The same, once for each set of policies that a principal may have: those of a role of the world are known, of all others it is not
 * known whether their own policies allow nothing or everything.
 */
export async function answersIn(of: World, request: AccessRequest): Promise<boolean[]> {
  const { principal, action, resource } = request;
  if (isOfWorld(of, principal) || action.toLowerCase().startsWith('sts:assumerole')) {
    return [await answerIn(of, request)];
  }
  const asked = { ...request, resourceAccount: request.resourceAccount ?? ACCOUNT };
  const ofBucket = policyOfBucket(of, resource);
  return [[], [EVERYTHING]].map((identity) => simulated(asked, { identity, ...ofBucket === undefined ? {} : { resource: [ofBucket] } }) === 'allowed');
}

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

function isOfWorld(of: World, principal: AccessRequest['principal']): boolean {
  return principal.kind === 'roleSession' && Object.values(of).some(({ Type, Properties }) => Type === 'AWS::IAM::Role' && arnOf(Properties.RoleName as string) === principal.roleArn);
}

function policyOfBucket(of: World, resource: string): object | undefined {
  return resource.startsWith('arn:aws:s3:::acme-media') ? of.MediaPolicy?.Properties.PolicyDocument as object : undefined;
}

/** The trust of a role that is not in the world: it leaves it to the policies of whoever asks. */
const ANYONE = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:*' }] };

function policiesFor(of: World, { principal, action, resource }: AccessRequest): WrittenPolicies {
  const named = (arn: string) => Object.values(of).find(({ Type, Properties }) => Type === 'AWS::IAM::Role' && arnOf(Properties.RoleName as string) === arn);
  const isTrust = action.toLowerCase().startsWith('sts:assumerole');
  const trusted = isTrust ? { trust: [named(resource)?.Properties.AssumeRolePolicyDocument ?? ANYONE] } : {};
  if (principal.kind !== 'roleSession') {
    return trusted;
  }
  const role = named(principal.roleArn);
  if (role === undefined) {
    return { identity: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }], ...trusted };
  }
  const { Policies = [], ManagedPolicyArns = [], PermissionsBoundary } = role.Properties;
  const managed = (reference: Json) => of[reference.Ref as string].Properties.PolicyDocument;
  const beside = Object.values(of).filter(({ Type, Properties }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type as string)
    && Properties.Roles?.some((one: Json) => one.Ref !== undefined && of[one.Ref as string] === role)).map(({ Properties }) => Properties.PolicyDocument as object);
  const association = Object.values(of).find(({ Type, Properties }) => Type === 'AWS::EKS::PodIdentityAssociation' && Properties.RoleArn === principal.roleArn);
  const ofBucket = policyOfBucket(of, resource);
  const ofKey = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }] };
  return {
    identity: [...Policies.map(({ PolicyDocument }: Json) => PolicyDocument), ...ManagedPolicyArns.map(managed), ...beside],
    ...PermissionsBoundary === undefined ? {} : { permissionsBoundary: [managed(PermissionsBoundary)] },
    ...association?.Properties.Policy === undefined ? {} : { session: [JSON.parse(association.Properties.Policy as string) as object] },
    ...isTrust ? trusted : ofBucket !== undefined ? { resource: [ofBucket] } : action.startsWith('kms:') ? { resource: [ofKey] } : {},
  };
}
