/** A fault that is planted in a copy of the library, and the check that must find it. */
export interface Mutation {
  readonly id: string;
  /** Below `lib/`. */
  readonly file: string;
  /** Each text must stand in the file exactly once. */
  readonly replace: readonly (readonly [string, string])[];
  readonly foundBy: string;
  /** Deployed by the real CLI; the others by the API that it calls. */
  readonly throughCli?: boolean;
}

const EXACT = 'StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience, [`${cluster.issuer}:sub`]: oneOrMany(exact) },';
const PATTERN = 'StringLike: { [`${cluster.issuer}:sub`]: oneOrMany(patterns) },';
const TRUST = 'trust/trust-policy.ts';
const ROLE = 'role/service-account-role.ts';
const ADMITS = 'token: the role uploads admits its service account';

export const MUTATIONS: readonly Mutation[] = [
  {
    id: 'issuer-keeps-its-scheme',
    file: TRUST,
    throughCli: true,
    foundBy: ADMITS,
    replace: [[EXACT, 'StringEquals: { [`https://${cluster.issuer}:aud`]: cluster.audience, [`https://${cluster.issuer}:sub`]: oneOrMany(exact) },']],
  },
  {
    id: 'sub-dropped',
    file: TRUST,
    throughCli: true,
    foundBy: 'token: the role uploads refuses another service account of the namespace',
    replace: [[EXACT, 'StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience },']],
  },
  {
    id: 'aud-dropped',
    file: TRUST,
    throughCli: true,
    foundBy: 'token: the role uploads refuses another audience that the provider admits',
    replace: [[EXACT, 'StringEquals: { [`${cluster.issuer}:sub`]: oneOrMany(exact) },']],
  },
  {
    id: 'sub-like-anything',
    file: TRUST,
    foundBy: 'token: the role uploads refuses the same name in another namespace',
    replace: [[EXACT, 'StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience }, StringLike: { [`${cluster.issuer}:sub`]: \'*\' },']],
  },
  {
    id: 'sub-compared-as-a-prefix',
    file: TRUST,
    foundBy: 'token: the role uploads refuses a service account whose name goes on',
    replace: [[EXACT, 'StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience }, StringLike: { [`${cluster.issuer}:sub`]: exact.map((sub) => `${sub}*`) },']],
  },
  {
    id: 'pattern-compared-letter-by-letter',
    file: TRUST,
    foundBy: 'token: the role crawler admits a name of its pattern',
    replace: [[PATTERN, PATTERN.replace('StringLike', 'StringEqualsIgnoreCase')]],
  },
  {
    id: 'pattern-in-any-namespace',
    file: TRUST,
    foundBy: 'token: the role crawler refuses its pattern in another namespace',
    replace: [[PATTERN, PATTERN.replace('oneOrMany(patterns)', "patterns.map((sub) => sub.replace(/:[^:]+:([^:]+)$/, ':*:$1'))")]],
  },
  {
    id: 'provider-of-the-other-cluster',
    file: TRUST,
    foundBy: 'token: the role archive admits its second cluster',
    replace: [
      ['...issuers.flatMap(issuerPrincipals),', '...issuers.flatMap((one) => issuerPrincipals(one, issuers[0].cluster.providerArn)),'],
      ['function issuerPrincipals({ cluster, subjects }: IssuerTrust): IPrincipal[] {', 'function issuerPrincipals({ cluster, subjects }: IssuerTrust, first: string): IPrincipal[] {'],
      [`new WebIdentityPrincipal(cluster.providerArn, {\n        ${EXACT}`, `new WebIdentityPrincipal(first, {\n        ${EXACT}`],
    ],
  },
  {
    id: 'first-service-account-only',
    file: TRUST,
    foundBy: 'token: the role uploads admits its second namespace',
    replace: [['subjects.filter((subject) => !subject.isPattern));', 'subjects.filter((subject) => !subject.isPattern)).slice(0, 1);']],
  },
  {
    id: 'audience-changed',
    file: 'cluster/cluster-issuer.ts',
    foundBy: ADMITS,
    replace: [['this.audience = parts.audience ?? DEFAULT_AUDIENCE;', "this.audience = parts.audience ?? 'sts.amazonaws.com.cn';"]],
  },
  {
    id: 'boundary-dropped',
    file: ROLE,
    throughCli: true,
    foundBy: 'pod: shop/worker may not: publishes, which its bundle allows and its boundary does not',
    replace: [['      permissionsBoundary: props.permissionsBoundary,\n', '']],
  },
  { id: 'path-dropped', file: ROLE, throughCli: true, foundBy: 'roles: all have their names and the path of the file', replace: [['      path: props.path,\n', '']] },
  {
    id: 'session-duration-dropped',
    file: ROLE,
    foundBy: 'token: the role uploads gives a session of its duration',
    replace: [['      maxSessionDuration: props.maxSessionDuration,\n', '']],
  },
  { id: 'tags-dropped', file: ROLE, foundBy: 'roles: all have the tags of the file', replace: [['addTags(this, props.tags)', 'addTags(this, {})']] },
  {
    id: 'policies-of-another-role',
    file: 'role/inline-policies.ts',
    throughCli: true,
    foundBy: 'pod: media/archive reads an object',
    replace: [
      [
        '  public constructor(private readonly resource: CfnRole) {}',
        '  private static last?: CfnRole;\n  private readonly resource: CfnRole;\n\n' +
        '  public constructor(resource: CfnRole) {\n    this.resource = InlinePolicies.last ?? resource;\n    InlinePolicies.last = resource;\n  }',
      ],
    ],
  },
  {
    id: 'annotation-without-the-path',
    file: 'role/literal-arn.ts',
    foundBy: 'kubernetes: service accounts are annotated with the ARNs of roles that trust them',
    replace: [[':role${path}${own.roleName}`', ':role/${own.roleName}`']],
  },
  { id: 'objects-without-a-wildcard', file: 'bundles/services/s3-statements.ts', foundBy: 'pod: media/uploads reads an object', replace: [['`${bucket}/${prefix}*`', 'bucket']] },
  {
    id: 'bucket-with-a-wildcard',
    file: 'bundles/services/s3-statements.ts',
    foundBy: 'pod: media/uploads lists its prefix',
    replace: [[
      '      resources: buckets,\n      conditions: { StringLike',
      "      resources: buckets.map((bucket) => `${bucket}/*`),\n      evidence: { reason: 'x', source: 'https://example.com' },\n      conditions: { StringLike",
    ]],
  },
  { id: 'prefix-condition-dropped', file: 'bundles/services/s3-statements.ts', foundBy: 'pod: media/uploads may not: lists the whole bucket', replace: [["      conditions: { StringLike: { 's3:prefix': `${prefix}*` } },\n", '']] },
  {
    id: 'record-types-dropped',
    file: 'bundles/services/route53.ts',
    foundBy: 'pod: dns/dns may not: writes an address',
    replace: [["        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] },\n", '']],
  },
  {
    id: 'record-names-dropped',
    file: 'bundles/services/route53.ts',
    foundBy: 'pod: dns/dns may not: writes another name',
    replace: [["        'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.*', ...recordNames] },\n", '']],
  },
  {
    id: 'sender-dropped',
    file: 'bundles/services/ses.ts',
    foundBy: 'pod: shop/mailer may not: sends from another address',
    replace: [['...(fromAddresses.length > 0 ? { StringLike', '...(fromAddresses.length > 10_000 ? { StringLike']],
  },
  { id: 'consumer-may-send', file: 'bundles/services/sqs.ts', foundBy: 'pod: shop/worker may not: sends messages', replace: [["'sqs:ReceiveMessage'], resources", "'sqs:ReceiveMessage', 'sqs:SendMessage'], resources"]] },
  {
    id: 'key-outside-its-service',
    file: 'bundles/services/kms-statements.ts',
    foundBy: 'pod: shop/vault may not: decrypts with the key itself',
    replace: [["const conditions = { ...condition, StringEquals: { 'kms:ViaService': oneOrMore(hosts) } };", 'const conditions = hosts.length > 0 ? condition : {};']],
  },
  {
    id: 'secret-without-its-suffix',
    file: 'bundles/resources/secrets.ts',
    foundBy: 'pod: shop/vault reads a secret that its key encrypts',
    replace: [["name.endsWith('*') ? name : `${name}-??????`", 'name']],
  },
  {
    id: 'secret-name-goes-on',
    file: 'bundles/resources/secrets.ts',
    foundBy: 'pod: shop/vault may not: reads a secret whose name goes on',
    replace: [["name.endsWith('*') ? name : `${name}-??????`", "name.endsWith('*') ? name : `${name}-*`"]],
  },
];
