import { foundInFiles, ISSUER, PROVIDER, trust } from './files';

const AS_TEXT = 'write the whole policy as text through Fn::Sub';
const RESOURCES = `Parameters: { ProviderId: { Type: String }, Namespace: { Type: String } }
Resources:
  Cluster: { Type: AWS::EKS::Cluster }
  Provider: { Type: AWS::IAM::OIDCProvider, Properties: { Url: !GetAtt Cluster.OpenIdConnectIssuerUrl } }
`;
const yamlRole = (conditions: string, principal = `"${PROVIDER}"`) => `${RESOURCES}  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Federated: ${principal} }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
${conditions.replace(/^/gm, '              ')}
`;
const found = (content: unknown, name = 'a.yaml', options = {}) => foundInFiles({ [name]: content }, [name], options).map((line) => line.replace(/^\S+ (\(a trust policy\)|\w+): /, ''));
const misplaced = (content: string) => found(content).filter((line) => line.includes('MisplacedFunction')).map((line) => line.replace(/^[^:]*(::[^:]*)*\]: |^.*?\]: /, ''));
const own = (conditions: object, more: object = {}) => ({ Version: '2012-10-17', Statement: [{ ...trust().Statement[0], ...more, Condition: conditions }] });

describe('functions where CloudFormation applies none', () => {
  test.each([
    ["!Sub '${Provider}:aud'", '!Sub ${Provider}:aud'], ['!Ref Provider', '!Ref Provider'], ["!Join [':', [!Ref Provider, aud]]", '!Join [":",[{"Ref":"Provider"},"aud"]]'],
    ["? !Sub '${Provider}:aud'\n  ", '!Sub ${Provider}:aud'],
  ])('as a key: %s', (key, shown) => {
    expect(found(yamlRole(`StringEquals:\n  ${key}: sts.amazonaws.com`)).filter((line) => !line.includes('MissingSub') && !line.includes('MissingAud'))).toContainEqual(
      expect.stringContaining(`${JSON.stringify(shown)} stands as a key, where CloudFormation applies no function: ${AS_TEXT}`));
  });

  test.each(['Fn::Sub', 'Fn::Join'])('%s over a map', (name) => {
    expect(found(yamlRole(`${name}:\n  StringEquals:\n    'a:aud': sts.amazonaws.com`))).toEqual([
      `error MisplacedFunction[${name}-over-a-map]: ${name} takes ${name === 'Fn::Sub' ? 'text' : 'a list'}, and a map stands there, in which nothing is substituted: ${AS_TEXT}`,
    ]);
    expect(misplaced(yamlRole(`StringEquals:\n  ${name}:\n    'a:aud': sts.amazonaws.com`))).toHaveLength(1);
  });

  test('text where IAM takes conditions', () => {
    expect(found(yamlRole("StringEquals: !Sub '{\"${Provider}:aud\": \"sts.amazonaws.com\"}'"))).toEqual([
      `error MisplacedFunction[Fn::Sub-as-conditions]: Fn::Sub gives text, where IAM takes a map of conditions: ${AS_TEXT}`,
    ]);
  });

  test.each(['oidc.eks.${AWS::Region}.amazonaws.com/id/${ProviderId}:sub', '${Provider}:sub', '${Cluster.OpenIdConnectIssuerUrl}:sub'])('the key %s outside Fn::Sub', (key) => {
    expect(misplaced(yamlRole(`StringEquals:\n  '${key}': system:serviceaccount:shop:api`)).join()).toContain(
      `"${key}" stands outside Fn::Sub, where nothing is substituted, and no token ever has it: ${AS_TEXT}`);
    expect(found(yamlRole(`StringEquals:\n  '${key}': system:serviceaccount:shop:api`)).filter((line) => line.includes('Undecidable'))).toEqual([]);
  });

  test('a value and a principal outside Fn::Sub', () => {
    expect(misplaced(yamlRole(`StringEquals: { '${ISSUER}:aud': sts.amazonaws.com, '${ISSUER}:sub': 'system:serviceaccount:\${Namespace}:api' }`)).join()).toContain(
      '"system:serviceaccount:${Namespace}:api" stands outside Fn::Sub, where nothing is substituted, and no token ever has it: write it with Fn::Sub');
    expect(misplaced(yamlRole(`StringEquals: { '${ISSUER}:aud': sts.amazonaws.com }`, "'arn:aws:iam::${AWS::AccountId}:oidc-provider/x'"))).toHaveLength(1);
  });

  test('the forms that CloudFormation takes are sound', () => {
    const text = (document: object) => ({ 'Fn::Sub': JSON.stringify(document).split(ISSUER).join('oidc.eks.${AWS::Region}.amazonaws.com/id/${ProviderId}') });
    const template = (document: unknown, policies?: unknown) => ({
      Parameters: { ProviderId: { Type: 'String' } },
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: document, Policies: policies },
        },
      },
    });
    expect(found(template(text(trust())), 'a.json')).toEqual([]);
    const policy = (resource: unknown) => [{ PolicyName: 'own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] } }];
    expect(found(template(trust(), policy('arn:aws:s3:::a/${aws:PrincipalTag/kubernetes-namespace}/*')), 'a.json')).toEqual([]);
    expect(found(template(trust(), policy({ 'Fn::Sub': ['arn:aws:s3:::${Bucket}/*', { Bucket: { 'Fn::Sub': 'a-${AWS::AccountId}' } }] })), 'a.json')).toEqual([]);
    expect(found(template(trust(), policy('arn:aws:s3:::a-${AWS::AccountId}/*')), 'a.json').filter((line) => line.includes('MisplacedFunction'))).toHaveLength(1);
    expect(found(template({ 'Fn::If': ['C', text(trust()), trust()] }), 'a.json').filter((line) => line.includes('MisplacedFunction'))).toEqual([]);
  });
});

describe('what stands where the issuer belongs', () => {
  const template = (key: string, principal: unknown = '${Provider}') => `${RESOURCES}  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Sub |
        {"Statement":[{"Effect":"Allow","Principal":{"Federated":"${principal}"},"Action":"sts:AssumeRoleWithWebIdentity",
        "Condition":{"StringEquals":{"${key}:sub":"system:serviceaccount:shop:api","${key}:aud":"sts.amazonaws.com"}}}]}
`;
  const begin = (key: string) => `error ForeignIssuer[${key.replace(/^"|"$/g, '')}]: statement 1 of the trust has conditions on "${key}", `;

  test.each([
    ['the ARN of a provider', template('${Provider}'), `${begin('<Provider>')}which is the ARN of the provider, where its issuer belongs: cut it out of the ARN with !Select [1, !Split [':oidc-provider/', !Ref Provider]]`],
    ['a literal ARN', own({ StringEquals: { [`${PROVIDER}:sub`]: 'system:serviceaccount:shop:api', [`${PROVIDER}:aud`]: 'sts.amazonaws.com' } }),
      `${begin(PROVIDER)}which is the ARN of the provider, where its issuer belongs: write "${ISSUER}"`],
    ['the URL of a cluster', template('${Cluster.OpenIdConnectIssuerUrl}'),
      `${begin('<Cluster.OpenIdConnectIssuerUrl>')}which begins with https://, and no token's claims are under that: cut it off with !Select [1, !Split ['//', !GetAtt Cluster.OpenIdConnectIssuerUrl]]`],
    ['a literal URL', own({ StringEquals: { [`https://${ISSUER}:sub`]: 'system:serviceaccount:shop:api', [`https://${ISSUER}:aud`]: 'sts.amazonaws.com' } }),
      `${begin(`https://${ISSUER}`)}which begins with https://, and no token's claims are under that: write "${ISSUER}"`],
  ])('%s', (_, content, message) => expect(found(content, typeof content === 'string' ? 'a.yaml' : 'a.json').filter((line) => line.includes('ForeignIssuer'))).toEqual([message]));

  test('the ARN or the URL behind oidc-provider/', () => {
    const behind = (name: string) => found(template('${Cluster.OpenIdConnectIssuerUrl}', `arn:aws:iam::111122223333:oidc-provider/\${${name}}`)).filter((line) => line.includes('MalformedIssuer'));
    expect(behind('Provider')).toEqual(['error MalformedIssuer[<Provider>]: statement 1 of the trust names an issuer that must be no ARN, and Ref of a provider is one: name the provider by !Ref Provider alone']);
    expect(behind('Cluster.OpenIdConnectIssuerUrl')).toEqual([
      "error MalformedIssuer[<Cluster.OpenIdConnectIssuerUrl>]: statement 1 of the trust names an issuer that must have no scheme: cut it off with !Select [1, !Split ['//', !GetAtt Cluster.OpenIdConnectIssuerUrl]]",
    ]);
  });
});

describe('what is filled in', () => {
  test('by Terraform or another tool, is to be rendered first', () => {
    const written = own({ StringEquals: { '${oidc_issuer}:aud': 'sts.amazonaws.com', '${oidc_issuer}:sub': 'system:serviceaccount:${namespace}:${service_account}' } },
      { Principal: { Federated: '${oidc_provider_arn}' } });
    expect(found(written, 'a.json')).toEqual([
      'warning Undecidable[whether-${oidc_issuer}-is-the-issuer-of-${oidc_provider_arn}]: whether ${oidc_issuer} is the issuer of ${oidc_provider_arn} '
      + 'is filled in by a template of another tool: render it first, and judge what comes out',
      'warning Undecidable[the-subject-system:serviceaccount:${namespace}:${service_account}]: the subject system:serviceaccount:${namespace}:${service_account} '
      + 'is filled in by a template of another tool: render it first, and judge what comes out',
    ]);
    for (const id of ['${oidc_id}', '{{ .OidcId }}', '$OIDC_ID']) {
      const issuer = `oidc.eks.eu-west-1.amazonaws.com/id/${id}`;
      expect(found(trust('system:serviceaccount:shop:api', 'sts.amazonaws.com', issuer), 'a.json')).toEqual([]);
    }
    expect(found(trust('system:serviceaccount:${aws:PrincipalTag/ns}:api'), 'a.json')).toEqual([expect.stringContaining('has a policy variable')]);
  });

  test('by hand, is an error that names it', () => {
    const angle = own({ StringEquals: { '<OIDC_PROVIDER>:aud': 'sts.amazonaws.com', '<OIDC_PROVIDER>:sub': 'system:serviceaccount:<NAMESPACE>:<SERVICE_ACCOUNT>' } },
      { Principal: { Federated: 'arn:aws:iam::<ACCOUNT_ID>:oidc-provider/<OIDC_PROVIDER>' } });
    expect(found(angle, 'a.json')).toEqual([
      'error MalformedSubject[system:serviceaccount:<NAMESPACE>:<SERVICE_ACCOUNT>]: statement 1 of the trust asks for the subject "system:serviceaccount:<NAMESPACE>:<SERVICE_ACCOUNT>", '
      + 'which has placeholders: fill in <NAMESPACE> and <SERVICE_ACCOUNT>',
      'error MalformedIssuer[<OIDC_PROVIDER>]: statement 1 of the trust names an issuer that has a placeholder: fill in <OIDC_PROVIDER>',
    ]);
    expect(found(trust('system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT'), 'a.json')).toEqual([expect.stringContaining('fill in NAMESPACE and SERVICE_ACCOUNT')]);
    expect(found(trust('system:serviceaccount:shop:api', 'sts.amazonaws.com', 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE_ID'), 'a.json')).toEqual([expect.stringContaining('fill in EXAMPLE_ID')]);
    expect(found(trust('system:serviceaccount:my-namespace:api'), 'a.json')).toEqual([]);
  });
});

describe('clusters that are none of EKS', () => {
  const arn = (issuer: string) => ({ Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` } });
  const ids = (document: object, options = {}) => found(document, 'a.json', options).map((line) => /^\w+ (\w+)/.exec(line)![1]);

  test('a provider without any condition', () => {
    const { Condition: _, ...statement } = { ...trust().Statement[0], ...arn('oidc.k8s.example.com') };
    expect(ids({ Statement: [statement] })).toEqual(['MissingSub', 'MissingAud']);
    expect(ids({ Statement: [{ ...statement, ...arn('token.actions.githubusercontent.com') }] })).toEqual([]);
  });

  test('a subject under another claim', () => {
    expect(ids(own({ StringEquals: { 'oidc.k8s.example.com:aud': 'system:serviceaccount:kube-system:aws-node' } }, arn('oidc.k8s.example.com')))).toEqual(['MissingSub', 'UnexpectedAud']);
  });

  test('a condition of another provider, and a subject that is only excluded', () => {
    const bucket = 'clusters.s3.us-west-2.amazonaws.com/x';
    expect(ids(own({ Null: { 'token.actions.githubusercontent.com:sub': 'true' } }, arn(bucket)))).toContain('MissingAud');
    expect(ids(own({ StringEquals: { [`${bucket}:aud`]: 'sts.amazonaws.com' }, StringNotEquals: { [`${bucket}:sub`]: 'nobody' } }, arn(bucket)))).toEqual(['WeakOperator']);
  });

  test.each([
    ['rh-oidc.s3.us-east-1.amazonaws.com/1a2b', 'openshift', []], ['oidc.op1.openshiftapps.com/1a2b', 'openshift', []], ['my-cluster-oidc.s3.us-east-1.amazonaws.com', 'openshift', []],
    ['acme-kops.s3.us-west-2.amazonaws.com/c', 'amazonaws.com', []], ['rh-oidc.s3.us-east-1.amazonaws.com/1a2b', 'vault', ['UnexpectedAud']], [ISSUER, 'openshift', ['UnexpectedAud']],
  ])('%s with the audience %s', (issuer, aud, expected) => expect(ids(trust('system:serviceaccount:openshift-image-registry:registry', aud, issuer))).toEqual(expected));
});
