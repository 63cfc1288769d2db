import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_-]{1,251}\\.fifo|[A-Za-z0-9_-]{1,256}';

const TOPIC_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a topic (1 to 256 letters, digits, '-' and '_', and '.fifo' at the end of a FIFO topic's)",
  example: 'alerts',
};

const TOPIC_ARN = arnFormat({
  service: 'sns',
  noun: "a topic's ARN",
  resource: `(?:${NAME})`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  hint: (value) => {
    const topic = /^(arn:[^:]+:sns:[^:]+:\d{12}:[\w.-]+):[0-9a-f-]{36}$/.exec(value)?.[1];
    return topic ? `this is the ARN of a subscription; write the topic's, "${topic}"` : undefined;
  },
});

/** Topics of SNS. */
export const TOPICS: ResourceKind<ITopic> = {
  format: nameOrArn(TOPIC_NAME, TOPIC_ARN),
  arns: (topics, place) => arnsByRegion(topics, place, (name, region) => `arn:${place.partition}:sns:${region}:${place.account}:${name}`),
  arnOf: ({ topicArn }, one) => one(topicArn),
  keyOf: ({ masterKey }) => masterKey,
};
