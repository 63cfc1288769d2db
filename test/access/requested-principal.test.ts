import { requestedPrincipal } from '../../lib/access/requested-principal';

const ACCOUNT = '111122223333';
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/api/x`;
const PATHED = `arn:aws:iam::${ACCOUNT}:role/team/api`;

test.each([
  [`arn:aws:iam::${ACCOUNT}:role/team/api`, { kind: 'roleSession', roleArn: PATHED, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/api/\uE000the name of the session\uE001` }],
  [SESSION, { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/api`, sessionArn: SESSION }],
  [`arn:aws-cn:iam::${ACCOUNT}:user/team/anna`, { kind: 'user', arn: `arn:aws-cn:iam::${ACCOUNT}:user/team/anna` }],
  [`arn:aws:iam::${ACCOUNT}:root`, { kind: 'accountRoot', arn: `arn:aws:iam::${ACCOUNT}:root` }],
  [`arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example/id/A`, { kind: 'webIdentity', provider: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example/id/A` }],
  [`arn:aws:iam::${ACCOUNT}:saml-provider/corp`, { kind: 'saml', provider: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` }],
  ['pods.eks.amazonaws.com', { kind: 'service', name: 'pods.eks.amazonaws.com' }],
  ['cognito-identity.amazonaws.com', { kind: 'webIdentity', provider: 'cognito-identity.amazonaws.com' }],
  ['*', { kind: 'anonymous' }],
  [{ AWS: '*' }, { kind: 'anonymous' }],
  [{ AWS: [SESSION] }, { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/api`, sessionArn: SESSION }],
  [{ Federated: 'accounts.google.com' }, { kind: 'webIdentity', provider: 'accounts.google.com' }],
  [{ Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` }, { kind: 'saml', provider: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` }],
  [{ Service: 'cognito-identity.amazonaws.com' }, { kind: 'service', name: 'cognito-identity.amazonaws.com' }],
  [{ CanonicalUser: 'abc' }, { kind: 'canonicalUser', id: 'abc' }],
])('%j', (written, principal) => {
  expect(requestedPrincipal(written)).toEqual(principal);
});

test('aws:PrincipalArn has the path of a role, which the ARN of its session has not', () => {
  expect(requestedPrincipal(SESSION, PATHED)).toEqual({ kind: 'roleSession', roleArn: PATHED, sessionArn: SESSION });
  expect(requestedPrincipal(SESSION, `arn:aws:iam::${ACCOUNT}:role/other`)).toMatchObject({ roleArn: `arn:aws:iam::${ACCOUNT}:role/api` });
});

test.each([
  ['api', /^must be a principal, got "api": write the ARN of a role, /],
  [`arn:aws:iam::${ACCOUNT}:role/`, /^must be a principal, got /],
  [`arn:aws:iam::${ACCOUNT}:role/*`, /^must be one principal, without wildcards, got /],
  [`arn:aws:iam::${ACCOUNT}:group/team`, /^must be a principal, got /],
  [`arn:aws:sts::${ACCOUNT}:assumed-role/api`, /^must be a principal, got /],
  ['arn:aws:iam::1234:role/api', /^must be a principal, got /],
  [{ Service: '*' }, /^must be a principal, got "\*"/],
  [{ aws: '*' }, /^must be of a kind that policies know, got "aws": did you mean "AWS"\?$/],
  [{ AWS: ['*', '*'] }, /^must be one principal, since a request has one, got /],
  [{ AWS: '*', Service: 'x' }, /^must be one principal, /],
  [{}, /^must be one principal, /],
  [{ AWS: 1 }, /^must name the principal in a text, got 1$/],
  [null, /^must be a principal, got null: /],
])('%j is none', (written, message) => {
  expect(() => requestedPrincipal(written)).toThrow(message);
});
