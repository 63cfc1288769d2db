import { roleNameOutOfArn } from '../../lib/cloudformation/role-name-out-of-arn';
import { unknownPart } from '../../lib/iam/partial-text';

const resources = { Role: { Type: 'AWS::IAM::Role' }, Deep: { Type: 'AWS::IAM::Role', Properties: { Path: '/team/' } }, Key: { Type: 'AWS::KMS::Key' } };
const name = (id: string, delimiter = '/', index = 1) => roleNameOutOfArn(unknownPart(`${id}.Arn`), delimiter, index, resources);

test('behind the slash is the name', () => {
  expect(name('Role')).toBe(unknownPart('Role'));
  expect(name('Role', ':role/')).toBe(unknownPart('Role'));
});

test('of a role with a path, of another resource, and elsewhere it is not', () => {
  expect([name('Deep'), name('Key'), name('None'), name('Role', ':'), name('Role', '/', 0), roleNameOutOfArn('arn:aws:iam::1:role/a', '/', 1, resources)])
    .toEqual(Array(6).fill(undefined));
});
