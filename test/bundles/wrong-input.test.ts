import { errorsOf, MAIN } from '../fleet/support';

const ROLE = 'arn:aws:iam::111122223333:role/nodes';
const ARN = 'arn:aws:iam::444455556666:role/backup-writer';

/** The errors of each bundle, all from one file, without the place in it, which other tests are about. */
function errorsOfEach(bundles: readonly string[]): string[][] {
  const workloads = bundles.map((bundle, i) => `  web-${i}:\n    bundles:\n      - ${bundle}\n`);
  const errors = errorsOf(`${MAIN}    clusterName: production\nworkloads:\n${workloads.join('')}`);
  const all = bundles.map((_, i) => errors.map((error) => error.split(`: workloads.web-${i}.bundles[0]`)).filter((parts) => parts.length > 1).map(([, text]) => text));
  expect(all.flat()).toHaveLength(errors.length);
  return all;
}

/** What platform teams write first, and how it goes wrong: what was copied from a console, a policy or another partition. */
describe('a workloads.yaml', () => {
  const zone = 'must be the id of a hosted zone (Z and capital letters and digits)';
  const parameter = "must be the full name of a parameter (letters, digits and _.-; with '/' before each of at most 15 parts)";
  const path = "must be a path of parameters (begins with '/', does not end with '/', parts of letters, digits and _.-)";
  const secret = "must be the full name of a secret (1 to 512 letters, digits and /_+=.@-), or a prefix that ends in '*', or a secret's ARN, " +
    'such as arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-main/db-AbCdEf';

  const wrong: [what: string, bundle: string, error: string][] = [
    // cert-manager and external-dns
    [
      'the ARN of a zone with an account', '{ id: route53.dns01, hostedZones: ["arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ"] }',
      `.hostedZones[0]: ${zone}, got "arn:aws:route53::111122223333:hostedzone/Z0123456789ABCDEFGHIJ": write the id alone, "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'the id of a zone in lower case', '{ id: route53.externalDns, hostedZones: [z0123456789abcdefghij] }',
      `.hostedZones[0]: ${zone}, got "z0123456789abcdefghij": perhaps "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'a token as text', '{ id: route53.externalDns, hostedZones: ["${Token[TOKEN.5]}"] }',
      `.hostedZones[0]: ${zone}, got "\${Token[TOKEN.5]}"`,
    ],
    // AWS Load Balancer Controller
    [
      'the domain of a zone for certificates', '{ id: loadBalancerController.full, certificateZones: [example.com] }',
      `.certificateZones[0]: ${zone}, got "example.com": this is a domain name; aws route53 list-hosted-zones-by-name prints the zone's id`,
    ],
    [
      'the ARN of a zone for certificates', '{ id: loadBalancerController.full, certificateZones: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] }',
      `.certificateZones[0]: ${zone}, got "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ": write the id alone, "Z0123456789ABCDEFGHIJ"`,
    ],
    [
      'a user pool of no region', '{ id: loadBalancerController.full, userPools: [users_AbCdEf123] }',
      '.userPools[0]: must begin with the region of the user pool, got "users_AbCdEf123"',
    ],
    [
      'a user pool of two regions', '{ id: loadBalancerController.full, userPools: ["arn:aws:cognito-idp:eu-central-1:111122223333:userpool/us-east-1_AbCdEf123"] }',
      '.userPools[0]: must name one region, got "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/us-east-1_AbCdEf123"',
    ],
    // External Secrets
    [
      'the ARN of a secret as it stands in a policy', '{ id: externalSecrets.read, secrets: ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-??????"] }',
      `.secrets[0]: ${secret}, got "arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-??????": ` +
      'the suffix is added by itself: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:web"',
    ],
    [
      'a parameter with what is no name', '{ id: externalSecrets.read, parameters: ["ssm:/web"] }',
      `.parameters[0]: ${parameter}, got "ssm:/web"`,
    ],
    [
      'a parameter without its first slash, and with a version', '{ id: externalSecrets.read, parameters: ["web/color:3"] }',
      `.parameters[0]: ${parameter}, got "web/color:3": IAM knows no versions and labels: leave out what follows the ":"`,
    ],
    [
      'a parameter with a slash at its end', '{ id: externalSecrets.read, parameters: [/web/] }',
      `.parameters[0]: ${parameter}, got "/web/": perhaps "/web"`,
    ],
    [
      'a path as an ARN', '{ id: externalSecrets.read, paths: ["arn:aws:ssm:eu-central-1:111122223333:parameter/web/*"] }',
      `.paths[0]: ${path}, got "arn:aws:ssm:eu-central-1:111122223333:parameter/web/*": perhaps "/web"`,
    ],
    [
      'every parameter, as an ARN', '{ id: externalSecrets.read, paths: ["arn:aws:ssm:eu-central-1:111122223333:parameter/*"] }',
      `.paths[0]: ${path}, got "arn:aws:ssm:eu-central-1:111122223333:parameter/*": this would give every parameter of the account`,
    ],
    [
      'a push to a parameter of AWS', '{ id: externalSecrets.push, parameters: [/web, /aws/service/eks/version] }',
      '.parameters[1]: must be the account\'s own, got "/aws/service/eks/version": AWS publishes what is below /aws/service, nobody else can write it',
    ],
    [
      'a push below a path of AWS', '{ id: externalSecrets.push, paths: [/aws/service] }',
      '.paths[0]: must be the account\'s own, got "/aws/service": AWS publishes what is below /aws/service, nobody else can write it',
    ],
    [
      'a copy in another partition', '{ id: externalSecrets.push, secrets: [web], replicaRegions: [eu-west-1, cn-north-1] }',
      '.replicaRegions[1]: must be in the role\'s partition "aws", got "cn-north-1"',
    ],
    [
      'a key by its id', '{ id: externalSecrets.read, secrets: [web], encryptionKeys: [1234abcd-12ab-34cd-56ef-1234567890ab] }',
      ".encryptionKeys[0]: must be a KMS key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, " +
      'got "1234abcd-12ab-34cd-56ef-1234567890ab": this is the id of a key (aws kms describe-key prints the key ARN)',
    ],
    // Karpenter
    [
      "a role's name", '{ id: karpenter.controller, nodeRoles: [KarpenterNodeRole-production] }',
      `.nodeRoles[0]: must be a role's ARN, such as ${ARN}, got "KarpenterNodeRole-production": this is a name (aws iam get-role prints the role's ARN)`,
    ],
    [
      'an instance profile', '{ id: karpenter.controller, nodeRoles: ["arn:aws:iam::111122223333:instance-profile/nodes"] }',
      `.nodeRoles[0]: must be a role's ARN, such as ${ARN}, got "arn:aws:iam::111122223333:instance-profile/nodes": ` +
      'this is an instance profile (aws iam get-instance-profile prints the ARN of its role)',
    ],
    [
      'a queue whose region is of another partition than its ARN',
      `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:cn-north-1:111122223333:production"] }`,
      '.interruptionQueues[0]: must be in a region of its partition "aws", got "arn:aws:sqs:cn-north-1:111122223333:production"',
    ],
    [
      'a queue in a region that there is not',
      `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:mars-east-1:111122223333:production"] }`,
      '.interruptionQueues[0]: must be in a region of its partition "aws", got "arn:aws:sqs:mars-east-1:111122223333:production"',
    ],
  ];

  const right = [
    '{ id: loadBalancerController.full, userPools: [us-east-1_AbCdEf123, "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_XyZ"] }',
    '{ id: externalSecrets.push, secrets: [web], replicaRegions: [eu-west-1] }',
    '{ id: secretsManager.read, secrets: [cn-north-1] }',
    '{ id: externalSecrets.read, parameters: [/aws/service/eks/version] }',
    `{ id: karpenter.controller, nodeRoles: ["${ROLE}"], interruptionQueues: ["arn:aws:sqs:us-east-1:111122223333:production"] }`,
  ];

  let errors: string[][];
  beforeAll(() => {
    errors = errorsOfEach([...wrong.map(([, bundle]) => bundle), ...right]);
  });

  test.each(wrong.map(([what, , error], i) => [what, error, i] as const))('refuses %s', (_, error, i) => {
    expect(errors[i]).toEqual([error]);
  });

  test.each(right.map((bundle, i) => [bundle, i] as const))('may have %s', (_, i) => {
    expect(errors[wrong.length + i]).toEqual([]);
  });
});
