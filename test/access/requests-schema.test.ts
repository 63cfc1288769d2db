import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { ASKED_EXAMPLES } from './asked-examples';
import { requestsSchema } from '../../lib/access/requests-schema';

const ROLE = 'arn:aws:iam::111122223333:role/api';
const BASE = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::acme-media/a' };

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(requestsSchema());

test('takes what the command takes', () => {
  expect(validate(JSON.parse(JSON.stringify(ASKED_EXAMPLES)))).toBe(true);
  expect(validate([{ ...BASE, context: { a: [1, true, 'b'] } }, { ...BASE, principal: { Service: ['pods.eks.amazonaws.com'] }, expect: 'denied' }])).toBe(true);
});

test.each<[string, unknown]>([
  ['an unknown key', [{ ...BASE, actoin: 'x' }]], ['no entry', []], ['nobody', [{ ...BASE, principal: undefined }]], ['both', [{ ...BASE, as: 'shop/api' }]],
  ['another decision', [{ ...BASE, expect: 'allow' }]], ['a text for a policy', [{ ...BASE, identityPolicies: 'p.json' }]], ['an account that is a number', [{ ...BASE, resourceAccount: 1 }]],
])('refuses %s', (_, entries) => {
  expect(validate(JSON.parse(JSON.stringify(entries)))).toBe(false);
});

test('the file that ships is this one, and each key has a description', () => {
  const { $comment, ...schema } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema/requests.schema.json'), 'utf-8'));
  expect($comment).toContain('npx projen schema');
  expect(schema).toEqual(JSON.parse(JSON.stringify(requestsSchema())));
  Object.values(schema.definitions.request.properties).forEach((node) => expect(node).toHaveProperty('description'));
});
