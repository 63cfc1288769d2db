import { allow, attached, deny, managed, OWN, roleFile } from './attack/attempt';
import { foundInFiles } from './files';

const BUCKET = 'arn:aws:s3:::shop';
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };
const noted = (...args: Parameters<typeof roleFile>) => foundInFiles(roleFile(...args)).map((line) => line.replace('account.json: note: allows nothing beyond what another statement allows: ', ''));
const own = (number: number, by: number) => `statement ${number} of the inline policy "own" of web (beside statement ${by})`;

test.each<[string, object[], string[]]>([
  ['a part of the actions and resources', [allow('s3:Get*', `${BUCKET}/*`), allow('s3:GetObject', `${BUCKET}/a/*`)], [own(2, 1)]],
  ['the wider one behind it, in another case', [allow('S3:GETOBJECT', `${BUCKET}/a`), allow(['s3:get*', 's3:List*'], [BUCKET, `${BUCKET}/*`])], [own(1, 2)]],
  ['the same twice', [allow('s3:GetObject', BUCKET), allow('s3:GetObject', BUCKET)], [own(1, 2)]],
  ['under a condition that the wider one has not', [allow('s3:Get*', `${BUCKET}/*`), allow('s3:GetObject', `${BUCKET}/*`, SECURE)], [own(2, 1)]],
  ['under the same condition', [allow('s3:Get*', `${BUCKET}/*`, SECURE), allow('s3:GetObject', `${BUCKET}/*`, SECURE)], [own(2, 1)]],
])('%s', (_, statements, expected) => expect(noted(statements)).toEqual(expected));

test.each<[string, object[]]>([
  ['another action', [allow('s3:Get*', `${BUCKET}/*`), allow('s3:PutObject', `${BUCKET}/*`)]],
  ['a question mark is no star', [allow('s3:GetObjec?', `${BUCKET}/*`), allow('s3:GetObject*', `${BUCKET}/*`)]],
  ['a condition of the wider one', [allow('s3:Get*', `${BUCKET}/*`, SECURE), allow('s3:GetObject', `${BUCKET}/*`)]],
  ['a deny', [allow('s3:Get*', `${BUCKET}/*`), deny('s3:GetObject', `${BUCKET}/a`)]],
  ['a star in one part of an ARN', [allow('sqs:SendMessage', 'arn:aws:sqs:*:jobs'), allow('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${OWN}:jobs`)]],
  ['a variable', [allow('s3:GetObject', `${BUCKET}/*`), allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team}/a`)]],
])('nothing is said of %s', (_, statements) => expect(noted(statements)).toEqual([]));

test('a statement of another policy', () => {
  const name = `arn:aws:iam::${OWN}:policy/read`;
  expect(noted([allow('s3:GetObject', `${BUCKET}/a`)], attached(name), [managed('read', allow('s3:Get*', `${BUCKET}/*`))]))
    .toEqual([`statement 1 of the inline policy "own" of web (beside statement 1 of the managed policy ${name})`]);
});
