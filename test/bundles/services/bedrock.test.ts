import type { IModel } from 'aws-cdk-lib/aws-bedrock';
import { Fn } from 'aws-cdk-lib/core';
import { BedrockBundle } from '../../../lib/bundles/services/bedrock';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn, statementsOf } from '../support';

const anyModel: IModel = { modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/*' };
const inferenceProfiles = ['eu.amazon.nova-lite-v1:0'];

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['BedrockBundle.invoke: must have at least one of models, modelIds or inferenceProfiles', () => BedrockBundle.invoke({})],
    [
      'BedrockBundle.invoke: profileRegions: must name every region to which the inferenceProfiles route (aws bedrock get-inference-profile prints them), got none: '
      + 'Bedrock asks for the model in the one that it takes',
      () => BedrockBundle.invoke({ inferenceProfiles }),
    ],
    [
      'BedrockBundle.invoke: profileRegions: must not be given without inferenceProfiles: a model is invoked in the region of its ARN',
      () => BedrockBundle.invoke({ modelIds: ['amazon.nova-lite-v1:0'], profileRegions: ['eu-west-1'] }),
    ],
    [
      'BedrockBundle.invoke: profileRegions: must not be given for global profiles alone: they route to every region, and Bedrock asks for the model without one',
      () => BedrockBundle.invoke({ inferenceProfiles: ['global.amazon.nova-lite-v1:0'], profileRegions: ['eu-west-1'] }),
    ],
    [
      'BedrockBundle.invoke: profileRegions: must name every region to which the inferenceProfiles route (aws bedrock get-inference-profile prints them), got none: '
      + 'Bedrock asks for the model in the one that it takes',
      () => BedrockBundle.invoke({ inferenceProfiles: [...inferenceProfiles, 'global.amazon.nova-lite-v1:0'] }),
    ],
    [
      'BedrockBundle.invoke: inferenceProfiles[0]: must be literal, since it says the model, got a deploy-time value',
      () => BedrockBundle.invoke({ inferenceProfiles: [Fn.importValue('profile')], profileRegions: ['eu-west-1'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported wildcard', () => {
    expect(() => BedrockBundle.invoke({ models: [anyModel] })).toThrow(/: must be one resource, without wildcards and policy variables, got "arn:.*\*"$/);
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['bedrock.invoke', 'inferenceProfiles', 'amazon.nova-lite-v1:0', 'this is a model; write it in models'],
    ['bedrock.invoke', 'inferenceProfiles', 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc123', 'the ARN of an application profile does not say its models; allow it with a policy of your own'],
    ['bedrock.invoke', 'models', 'anthropic.*', undefined],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['bedrock.invoke', 'models', 'zai.glm-4.7'],
    ['bedrock.invoke', 'inferenceProfiles', 'us-gov.anthropic.claude-3-haiku-20240307-v1:0'],
    ['bedrock.invoke', 'inferenceProfiles', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['bedrock.invoke', 'inferenceProfiles', 'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/global.amazon.nova-lite-v1:0'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });

  test('a profile is no model', () => {
    expect(explain(formatOf('bedrock.invoke', 'models'), 'eu.amazon.nova-lite-v1:0'))
      .toBe('must be a model, not an inference profile: write it in inferenceProfiles, got "eu.amazon.nova-lite-v1:0"');
  });
});

test('a global profile beside one of a geography: the regions are those of the latter', () => {
  const bundle = BedrockBundle.invoke({ inferenceProfiles: [...inferenceProfiles, 'global.amazon.nova-pro-v1:0'], profileRegions: ['eu-west-1'] });
  expect(statementsOf(bundle, stackIn(PLACE)).flatMap(({ Resource: on }) => on).filter((arn) => arn.includes('foundation-model'))).toEqual([
    'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-pro-v1:0',
    'arn:aws:bedrock:::foundation-model/amazon.nova-pro-v1:0',
  ]);
});
