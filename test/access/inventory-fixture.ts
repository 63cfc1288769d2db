import { writeFileSync } from 'fs';
import { join } from 'path';
import { temporaryFolder } from '../fleet/support';

export const ISSUERS = { green: 'oidc.eks.eu-central-1.amazonaws.com/id/AAAA', blue: 'oidc.eks.eu-central-1.amazonaws.com/id/BBBB' };
export const ACCOUNT = '111122223333';

/** A trust for the tokens of service accounts of a cluster. */
export function trustFor(subjects: string | readonly string[], issuer = ISSUERS.green, operator = 'StringEquals', account = ACCOUNT) {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
      Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' }, [operator]: { [`${issuer}:sub`]: subjects, ...operator === 'StringEquals' ? { [`${issuer}:aud`]: 'sts.amazonaws.com' } : {} } },
    }],
  };
}

/** A role of a template. */
export function roleOf(name: string | undefined, trust: object, statements: readonly object[], others: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...name === undefined ? {} : { RoleName: name },
      AssumeRolePolicyDocument: trust,
      ...statements.length === 0 ? {} : { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] },
      ...others,
    },
  };
}

export function trustOfRoles(...arns: readonly unknown[]) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arns } }] };
}

/** Writes files by their names, and answers with their folder. What is no text is written as JSON, a key of the first level on a line. */
export function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 1)));
  return folder;
}

/** A template, one resource on each line, so that places are easy to tell. */
export function templateOf(resources: Readonly<Record<string, unknown>>): string {
  return `{ "Resources": {\n${Object.entries(resources).map(([id, resource]) => `"${id}": ${JSON.stringify(resource)}`).join(',\n')}\n} }\n`;
}

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' };

/** A template with a role that a service account becomes, one that this role assumes, and a bucket with a policy. */
export function shop(): string {
  return folderWith({
    'roles.json': templateOf({
      Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [
        READ,
        { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-media/*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } },
        { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT}:role/writer` },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:*:${ACCOUNT}:*` },
      ]),
      Writer: roleOf('writer', trustOfRoles(`arn:aws:iam::${ACCOUNT}:root`), [{ Effect: 'Allow', Action: 's3:PutObjectAcl', Resource: 'arn:aws:s3:::acme-media/*' }]),
      Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
      MediaPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Media' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [{ 'Fn::GetAtt': ['Media', 'Arn'] }, { 'Fn::Sub': '${Media.Arn}/*' }], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
              { Sid: 'Tag', Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Api', 'Arn'] } }, Action: 's3:PutObjectTagging', Resource: { 'Fn::Sub': '${Media.Arn}/*' } },
            ],
          },
        },
      },
    }),
  });
}
