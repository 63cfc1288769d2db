import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_-]{1,64}(?::(?:\\$LATEST|[A-Za-z0-9_-]{1,128}))?';

const FUNCTION_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a function (1 to 64 letters, digits, '-' and '_'), with ':' and an alias or a version if it is invoked by one",
  example: 'resize',
  hint: (value) => /[*?]/.test(value) ? 'name each function; an alias or version that is invoked stands behind it, as in resize:live' : undefined,
};

const FUNCTION_ARN = arnFormat({
  service: 'lambda',
  noun: "a function's ARN",
  resource: `function:${NAME}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:lambda:eu-central-1:111122223333:function:resize',
});

/** Functions of Lambda, their aliases and their versions. */
export const FUNCTIONS: ResourceKind<IFunction> = {
  format: nameOrArn(FUNCTION_NAME, FUNCTION_ARN),
  arns: (functions, place) => arnsByRegion(functions, place, (name, region) => `arn:${place.partition}:lambda:${region}:${place.account}:function:${name}`),
  arnOf: ({ functionArn }, one) => one(functionArn),
};
