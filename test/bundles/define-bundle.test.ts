import { Key } from 'aws-cdk-lib/aws-kms';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter } from 'aws-cdk-lib/core';
import { PLACE, stackIn, statementsOf } from './support';
import { LoadBalancerControllerBundle } from '../../lib/bundles/controllers/load-balancer-controller';
import { defineBundle } from '../../lib/bundles/define-bundle';
import { BundleParameterError } from '../../lib/bundles/parameter-error';
import { flag, literalText, orNone, regions, required, text, texts } from '../../lib/bundles/parameters';
import { encryptionKeys } from '../../lib/bundles/resources/kms-keys';
import { QUEUES } from '../../lib/bundles/resources/queues';
import { namesFor, resources } from '../../lib/bundles/resources/resource-kind';
import { allow } from '../../lib/bundles/statement';
import { ACCOUNT, TAG_KEY } from '../../lib/core/names';
import type { TextFormat } from '../../lib/core/text-format';

interface OwnOptions {
  readonly queues?: IQueue[];
  readonly queueNames?: string[];
  readonly regions?: string[];
  readonly accounts?: string[];
  readonly tag?: string;
  readonly delete?: boolean;
  readonly encryptionKeys?: IKey[];
}

const QUEUE_NAME: TextFormat = { pattern: '[a-z]+', rule: 'the name of a queue', example: 'jobs' };

const KIND = { ...QUEUES, nameFormat: QUEUE_NAME };

const PARAMETERS = {
  queues: orNone(resources(KIND, 'Queues.')),
  queueNames: namesFor('queues', KIND),
  regions: regions(),
  accounts: texts(ACCOUNT, 'Accounts.'),
  tag: literalText(TAG_KEY, 'A tag.'),
  delete: flag('Allow deleting.'),
  encryptionKeys: encryptionKeys({ queues: KIND }),
};

const OWN = defineBundle<OwnOptions>()({
  id: 'own.queues',
  summary: 'Own queues',
  sources: [],
  parameters: PARAMETERS,
  oneOf: ['queues', 'queueNames'],
  check: ({ tag, accounts }, { refuse, isGiven }) => {
    if (tag === 'owner' && isGiven('accounts')) {
      refuse('accounts', `must be left out, got ${accounts.length}`);
    }
  },
  statements: ({ queues, encryptionKeys: keys, ...values }) => [
    allow({ actions: [values.delete ? 'sqs:DeleteQueue' : 'sqs:SendMessage'], resources: [...queues, ...keys] }),
  ],
});

const stack = stackIn(PLACE);
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const queue = Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:own');
const encrypted = Queue.fromQueueAttributes(stack, 'Encrypted', { queueArn: 'arn:aws:sqs:eu-central-1:111122223333:own', keyArn: KEY });

/** What is thrown, as what reads a workloads.yaml takes it. */
function errorOf(action: () => unknown): { message: string; path: readonly (string | number)[]; problem: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof BundleParameterError) {
      return { message: error.message, path: error.path, problem: error.problem };
    }
    throw error;
  }
  throw new Error('expected an error, and none was thrown');
}

test('one record gives the factory, the parameters of workloads.yaml and what they must have', () => {
  expect(OWN).toMatchObject({ id: 'own.queues', factory: 'OwnBundle.queues', summary: 'Own queues' });
  expect(Object.keys(OWN.parameters)).toEqual(['queues', 'accounts', 'tag', 'delete', 'encryptionKeys']);
  expect(OWN.parameters.queues).toEqual({ description: 'Queues.', type: { kind: 'texts', format: QUEUES.format }, required: true });
  expect(OWN.oneOf).toBeUndefined();
});

test('both languages give the statements the same values', () => {
  const fromOptions = OWN.fromOptions({ queues: [queue], queueNames: ['jobs'], regions: ['eu-west-1'], delete: true });
  const fromYaml = OWN.create({ queues: ['arn:aws:sqs:eu-central-1:111122223333:own', 'jobs'], delete: true }, { ...PLACE, regions: ['eu-west-1'] });
  const [statement] = statementsOf(fromOptions, stack);
  expect(statement).toEqual({
    Effect: 'Allow',
    Action: 'sqs:DeleteQueue',
    Resource: ['arn:aws:sqs:eu-central-1:111122223333:own', 'arn:aws:sqs:eu-west-1:111122223333:jobs'],
  });
  expect(statementsOf(fromYaml, stack)).toEqual([statement]);
});

test('a construct brings its key along, each key once; no keys are as good as none', () => {
  const keys = [Key.fromKeyArn(stack, 'Key', KEY)];
  expect(statementsOf(OWN.fromOptions({ queues: [encrypted], encryptionKeys: keys }), stack)[0].Resource)
    .toEqual(['arn:aws:sqs:eu-central-1:111122223333:own', KEY]);
  expect(statementsOf(OWN.fromOptions({ queues: [queue], encryptionKeys: [] }), stack)[0].Resource).toBe('arn:aws:sqs:eu-central-1:111122223333:own');
});

describe('an error names what was given', () => {
  test.each<[OwnOptions | null, (string | number)[], string]>([
    [{}, [], 'must have at least one of queues or queueNames'],
    [{ queues: [], queueNames: [] }, [], 'must have at least one of queues or queueNames'],
    [{ queueNames: ['jobs', 'JOBS'] }, ['queueNames', 1], 'must be the name of a queue, got "JOBS"'],
    [{ queues: [queue, {} as IQueue] }, ['queues', 1], 'must have an ARN, got {}: give the construct itself'],
    [{ queues: [queue, null as never] }, ['queues', 1], 'must have an ARN, got null: give the construct itself'],
    [{ queueNames: 'jobs' as never }, ['queueNames'], 'must be a list, got "jobs": write it in square brackets'],
    [{ queueNames: [1 as never] }, ['queueNames', 0], "must be text, got 1: write it in quotes, '1'"],
    [
      { queueNames: new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList }, ['queueNames'],
      'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select',
    ],
    [{ queues: [queue], accounts: [] }, ['accounts'], 'must name at least one, got []'],
    [{ queues: [queue], regions: ['eu-central-1', 'mars-east-1'] }, ['regions', 1], 'must be a region of a partition known to AWS, got "mars-east-1"'],
    [
      { queues: [queue], tag: new CfnParameter(stack, 'Tag').valueAsString }, ['tag'],
      'must be literal, since it stands in the key of a condition, got a deploy-time value',
    ],
    [{ queues: [queue], tag: 'owner', accounts: ['111122223333'] }, ['accounts'], 'must be left out, got 1'],
    [{ queues: [queue], encryptionKeys: ['arn' as never] }, ['encryptionKeys', 0], 'must have an ARN, got "arn": give the construct itself'],
    ['jobs' as never, [], 'must be given an object with options, got "jobs"'],
    [{ queues: [queue], encryptionKey: [] } as never, [], 'unknown option "encryptionKey": did you mean "encryptionKeys"?'],
  ])('%#', (options, path, problem) => {
    const written = path.map((part) => typeof part === 'number' ? `[${part}]` : part).join('');
    expect(errorOf(() => OWN.fromOptions(options as OwnOptions)))
      .toEqual({ message: `OwnBundle.queues: ${written ? `${written}: ` : ''}${problem}`, path, problem });
  });

  test('and of many options names the first', () => {
    expect(() => LoadBalancerControllerBundle.full({ clusterNames: ['main'], nothing: 1 } as never)).toThrow(
      /^LoadBalancerControllerBundle\.full: unknown option "nothing": known: clusterNames, regions, version, [\w, ]+, …$/);
  });

  test('and the parameter of workloads.yaml by its own name', () => {
    expect(errorOf(() => OWN.create({ queues: ['jobs'], tag: 'owner', accounts: ['111122223333'] }, PLACE)))
      .toEqual({ message: 'own.queues: accounts: must be left out, got 1', path: ['accounts'], problem: 'must be left out, got 1' });
  });

  test('nothing that is known at deploy time only', () => {
    expect(() => OWN.fromOptions({ queueNames: [new CfnParameter(stack, 'Name').valueAsString] })).not.toThrow();
  });
});

test('what is misspelt, forgotten, unknown or of another type does not compile', () => {
  // The type check fails if one of these lines is no error.
  const rest = { id: 'own.queues', summary: '', sources: [], statements: () => [] };
  const define = defineBundle<{ readonly queues: IQueue[]; readonly prefix?: string }>();
  const queues = required(resources(QUEUES, ''));
  const prefix = text(QUEUE_NAME, '');
  const right = { ...rest, parameters: { queues, prefix } };
  expect(() => [
    define(right),
    // @ts-expect-error -- misspelt
    define({ ...rest, parameters: { queue: queues, prefix } }),
    // @ts-expect-error -- forgotten
    define({ ...rest, parameters: { queues } }),
    // @ts-expect-error -- not an option of the factory
    define({ ...rest, parameters: { queues, prefix, suffix: prefix } }),
    // @ts-expect-error -- a text for a list of constructs
    define({ ...rest, parameters: { queues: prefix, prefix } }),
    // @ts-expect-error -- required although the option is not
    define({ ...rest, parameters: { queues, prefix: required(prefix) } }),
    // @ts-expect-error -- keys of what is no option
    define({ ...rest, parameters: { queues: encryptionKeys({ buckets: QUEUES }), prefix } }),
    // @ts-expect-error -- names for a list that there is not
    defineBundle<{ readonly names?: string[] }>()({ ...rest, parameters: { names: namesFor('queues', QUEUES) } }),
    // @ts-expect-error -- not an option of the factory
    define({ ...right, oneOf: ['queue'] }),
    // @ts-expect-error -- not a value of the parameters
    define({ ...right, statements: ({ queue: missing }) => [allow({ actions: [], resources: missing })] }),
    // @ts-expect-error -- a text is no list
    define({ ...right, statements: (values) => [allow({ actions: [], resources: values.prefix })] }),
    // @ts-expect-error -- not an option of the factory
    define({ ...right, check: (_, { refuse }) => refuse('queue', '') }),
  ]).not.toThrow();
});
