import { Repository } from 'aws-cdk-lib/aws-ecr';
import { EcrBundle } from '../../../lib/bundles/services/ecr';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyRepository = Repository.fromRepositoryAttributes(stack, 'Any', {
  repositoryArn: 'arn:aws:ecr:eu-central-1:111122223333:repository/*', repositoryName: 'any',
});

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['EcrBundle.pull: repositories: must name at least one, got []', () => EcrBundle.pull({ repositories: [] })],
    ['EcrBundle.push: repositories: must name at least one, got []', () => EcrBundle.push({ repositories: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported wildcard', () => {
    expect(() => EcrBundle.push({ repositories: [anyRepository] })).toThrow(/: must be one resource, without wildcards and policy variables, got "arn:.*\*"$/);
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['ecr.pull', 'repositories', '111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:1.2', 'this is an image; write its repository, "shop/web" (of account 111122223333, region eu-central-1)'],
    ['ecr.push', 'repositories', 'shop/*', undefined],
    ['ecr.push', 'repositories', 'Shop', undefined],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['ecr.pull', 'repositories', 'shop/web-front'],
    ['ecr.push', 'repositories', 'arn:aws:ecr:eu-west-1:444455556666:repository/base'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
