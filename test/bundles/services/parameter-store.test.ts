import { Template } from 'aws-cdk-lib/assertions';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Lazy } from 'aws-cdk-lib/core';
import { ParameterStoreBundle } from '../../../lib/bundles/services/parameter-store';
import { explain } from '../../../lib/core/text-format';
import { fleetOf, MAIN } from '../../fleet/support';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyParameter = StringParameter.fromStringParameterName(stack, 'AnyParameter', '/web/*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    [
      'ParameterStoreBundle.read: must have at least one of parameters, parameterNames or paths',
      () => ParameterStoreBundle.read({ list: true }),
    ],
    [
      'ParameterStoreBundle.read: parameterNames[0]: must be the full name of a parameter (letters, digits and _.-; with \'/\' before each of at most 15 parts), ' +
      'or a parameter\'s ARN, such as arn:aws:ssm:eu-central-1:111122223333:parameter/k8s-main/db/password, got "web/color": perhaps "/web/color"',
      () => ParameterStoreBundle.read({ parameterNames: ['web/color'] }),
    ],
    [
      'ParameterStoreBundle.read: parameterNames[0]: must be the full name of a parameter (letters, digits and _.-; with \'/\' before each of at most 15 parts), ' +
      'or a parameter\'s ARN, such as arn:aws:ssm:eu-central-1:111122223333:parameter/k8s-main/db/password, got "/web/*": for several parameters give their path, as \'paths\'',
      () => ParameterStoreBundle.read({ parameterNames: ['/web/*'] }),
    ],
    [
      'ParameterStoreBundle.read: paths[0]: must be a path of parameters (begins with \'/\', does not end with \'/\', parts of letters, digits and _.-), ' +
      'or a path\'s ARN, such as arn:aws:ssm:eu-west-1:111122223333:parameter/k8s-main, got "/": this would give every parameter of the account',
      () => ParameterStoreBundle.read({ paths: ['/'] }),
    ],
    [
      'ParameterStoreBundle.read: paths[0]: must be a path of parameters (begins with \'/\', does not end with \'/\', parts of letters, digits and _.-), ' +
      'or a path\'s ARN, such as arn:aws:ssm:eu-west-1:111122223333:parameter/k8s-main, got "web/*": perhaps "/web"',
      () => ParameterStoreBundle.read({ paths: ['web/*'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['ParameterStoreBundle.read: parameters\\[0\\]', ':ssm:', () => ParameterStoreBundle.read({ parameters: [anyParameter] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      ParameterStoreBundle.read({ parameterNames: [token], paths: [token] });
    }).not.toThrow();
  });
});

test('a parameter by its ARN, of another account as well, and a hosted zone', () => {
  const fleet = fleetOf(`${MAIN}workloads:
  web:
    bundles:
      - { id: parameterStore.read, parameters: [/own, "arn:aws:ssm:us-east-1:444455556666:parameter/shared/color"] }
      - { id: route53.externalDns, hostedZones: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ", Z1111111111] }
`);
  const { Policies } = Object.values(Template.fromStack(fleet.stacks[0]).findResources('AWS::IAM::Role'))[0].Properties;
  const [parameters, zones] = Policies.map(({ PolicyDocument: { Statement } }: any) => Statement[0].Resource);
  expect(parameters).toEqual(['arn:aws:ssm:eu-central-1:111122223333:parameter/own', 'arn:aws:ssm:us-east-1:444455556666:parameter/shared/color']);
  expect(zones).toEqual(['arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ', 'arn:aws:route53:::hostedzone/Z1111111111']);
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['parameterStore.read', 'parameters', '/web/color:3', 'IAM knows no versions and labels: leave out what follows the ":"'],
    ['parameterStore.read', 'parameters', 'arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami', 'a public parameter of AWS is given by its name'],
    ['parameterStore.read', 'paths', '/web/', 'perhaps "/web"'],
    ['parameterStore.read', 'paths', '*', 'this would give every parameter of the account'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['parameterStore.read', 'parameters', 'plain'],
    ['parameterStore.read', 'paths', '/a/b'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
