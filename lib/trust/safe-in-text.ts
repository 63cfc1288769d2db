import type { IResolvable, IResolveContext, IPostProcessor } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CfnParameter, DefaultTokenResolver, Reference, Token, Tokenization } from '../core/cdk';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/**
 * What of a deploy-time value could carry JSON of its own into a trust policy that is written as text: CloudFormation puts values into the
 * text as they are. Nothing if it cannot. What is not known to be safe is refused: literal text, pseudo parameters, and parameters
 * with a pattern or a list of values are known.
 */
export function unsafeInText(text: string, scope: IConstruct): string | undefined {
  const targets: IConstruct[] = [];
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver: new Targets(targets), preparing: false });
  return unsafePart(resolved, targets);
}

const SEPARATE = 'cdk-irsa:target';

/** Leaves references to constructs as their numbers, whichever stack asks. */
class Targets extends DefaultTokenResolver {
  public constructor(private readonly targets: IConstruct[]) {
    super({ join: (left, right) => ({ 'Fn::Join': ['', [left, right]] }) });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token) || token.displayName.startsWith('AWS::')) {
      return super.resolveToken(token, context, postProcessor);
    }
    this.targets.push(token.target);
    return { [SEPARATE]: token.displayName === 'Ref' ? this.targets.length - 1 : -1 };
  }
}

function unsafePart(value: unknown, targets: readonly IConstruct[]): string | undefined {
  if (typeof value === 'string') {
    return isPlain(value) ? undefined : `the text ${show(value)}`;
  }
  if (Array.isArray(value)) {
    return value.map((item) => unsafePart(item, targets)).find((part) => part !== undefined);
  }
  if (!isObject(value)) {
    return undefined; // a number, such as the index of Fn::Select
  }
  const [[name, argument] = ['nothing', undefined]] = Object.entries<unknown>(value);
  switch (name) {
    case SEPARATE: return unsafeParameter(targets[argument as number]);
    case 'Ref': return /^AWS::\w+$/.test(String(argument)) ? undefined : `{"Ref":${show(argument)}}`;
    case 'Fn::Join': case 'Fn::Select': case 'Fn::Split': return unsafePart(argument, targets);
    case 'Fn::If': return unsafePart((argument as unknown[]).slice(1), targets);
    default: return name;
  }
}

/** No character that ends a JSON text or begins an escape, and no dynamic reference, whose value nobody knows. */
function isPlain(text: string): boolean {
  return !/["\\\0-\x1F\x7F-\x9F\u2028\u2029]|\{\{resolve:/.test(text);
}

function unsafeParameter(target: IConstruct | undefined): string | undefined {
  // By its class: a resource such as AWS::SSM::Parameter has a type and an allowedPattern too, which do not limit its name.
  if (!(target instanceof CfnParameter)) {
    return 'an attribute of a resource';
  }
  const { type, allowedPattern, allowedValues } = target;
  const isBounded = type === 'Number' || (type === 'String' && (
    (Array.isArray(allowedValues) && allowedValues.length > 0 && allowedValues.every((item) => typeof item === 'string' && !Token.isUnresolved(item) && isPlain(item)))
    || (allowedPattern !== undefined && excludesJson(allowedPattern))));
  return isBounded ? undefined : `the parameter ${show(target.node.path)}`;
}

const SAFE = '[A-Za-z0-9 _:@/=,~!#%;-]';
/** Ranges within digits or letters of one case; a character that is none of JSON's. A `-` only first or last: elsewhere it makes a range. */
const CLASS_ITEM = '(?:[0-9]-[0-9]|[a-z]-[a-z]|[A-Z]-[A-Z]|\\\\[dw.\\-/]|[A-Za-z0-9 _:@/=,.~!#%;*+?()])';
const PIECE = new RegExp(`^(?:${SAFE}|\\\\[dw.\\-/+*?()]|\\[-?${CLASS_ITEM}+-?\\]|\\(\\?:|[()|^$*+?]|\\{\\d+(?:,\\d*)?\\})*$`);

/** Whether a pattern of CloudFormation, which a whole value must match, is known to match no quote, backslash or control character. */
export function excludesJson(pattern: string): boolean {
  return !Token.isUnresolved(pattern) && PIECE.test(pattern) && !/\(\?[^:]/.test(pattern);
}
