import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { errorsOf, fileOf, fleetOf, MAIN, temporaryFolder, THREE } from './support';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { messageOf } from '../support';

const CODE = '2x6xx5ubcrus4bplmr0'; // abcdefghijkl in base 36

/** The subjects that the roles of a file trust under StringLike, and under StringEquals. */
function subjectsOf(content: string) {
  const app = new App();
  fleetOf(content, app);
  const statements = app.node.findAll().flatMap((node) => 'templateFile' in node ? Object.values(Template.fromStack(node as never).findResources('AWS::IAM::Role')) : [])
    .flatMap(({ Properties: { AssumeRolePolicyDocument: { Statement } } }) => Statement);
  const of = (operator: string) => statements.flatMap(({ Condition }: any) => Object.entries<string | string[]>(Condition[operator] ?? {}))
    .filter(([key]: [string, unknown]) => key.endsWith(':sub')).flatMap(([, value]: [string, unknown]) => value);
  return { like: of('StringLike'), equal: of('StringEquals') };
}

describe('emrNamespaces', () => {
  test('the job runs of EMR in each namespace become the role, by the name that it gets', () => {
    expect(subjectsOf(`${MAIN}workloads:\n  abcdefghijkl: { emrNamespaces: [spark, flink] }\n`)).toEqual({
      like: ['flink', 'spark'].map((namespace) => `system:serviceaccount:${namespace}:emr-containers-sa-*-*-111122223333-${CODE}`), equal: [],
    });
    expect(subjectsOf(`${MAIN}workloads:\n  etl: { emrNamespaces: [spark], roleName: abcdefghijkl, serviceAccounts: [spark/etl] }\n`)).toEqual({
      like: [`system:serviceaccount:spark:emr-containers-sa-*-*-111122223333-${CODE}`], equal: ['system:serviceaccount:spark:etl'],
    });
  });

  test('the account is that of the cluster, in each account', () => {
    expect(subjectsOf(`${THREE}workloads:\n  abcdefghijkl: { emrNamespaces: [spark], clusters: [main, other] }\n`).like).toEqual([
      `system:serviceaccount:spark:emr-containers-sa-*-*-111122223333-${CODE}`, `system:serviceaccount:spark:emr-containers-sa-*-*-444455556666-${CODE}`,
    ]);
  });

  test('a team may name the namespaces of its include alone', () => {
    const folder = temporaryFolder();
    fileOf('workloads:\n  etl: { emrNamespaces: [billing] }\n', folder, 'team.yaml');
    const main = fileOf(`${MAIN}include:\n  - { files: team.yaml, namespaces: [spark] }\n`, folder);
    expect(messageOf(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', main))).toMatch(/workloads\.etl: must be in namespaces that \S+team\.yaml may name \(spark\), got "billing"/);
  });

  test.each<[string, RegExp]>([
    ['{ emrNamespaces: ["*"] }', /^7:26: workloads\.etl\.emrNamespaces\[0\]: must be /],
    ['{ emrNamespaces: spark }', /^7:25: workloads\.etl\.emrNamespaces: must be a list/],
    ['{ emrNamespaces: [spark], roleName: "a b" }', /workloads\.etl\.roleName: must be /],
    ['{ emrNamespaces: [spark], roleArn: "arn:aws:iam::111122223333:role/a" }', /emrNamespaces.*must be left out/],
    ['{ emrNamespaces: [spark], helm: {} }', /workloads\.etl\.helm: must be left out where all service accounts are patterns/],
    ['{ emrNamespaces: [spark], tags: { a: "{serviceAccount}" } }', /\{serviceAccount\}/],
  ])('%s is refused', (entry, message) => {
    const errors = errorsOf(`${MAIN}workloads:\n  etl: ${entry}\n`);
    expect(errors.length).toBe(1);
    expect(errors[0]).toMatch(message);
  });
});
