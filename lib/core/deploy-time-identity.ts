import type { IResolvable, IResolveContext, IPostProcessor } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { deployedStack } from './account-of';
import { DefaultTokenResolver, Reference, Stack, Token, Tokenization } from './cdk';

/** What has another value in another region of an account. */
const OF_A_REGION = /"Fn::ImportValue"|AWS::Region|AWS::URLSuffix|\{\{resolve:/;
/** What names a part of its own template by its logical id alone. */
const OF_A_TEMPLATE = /"Ref":"(?!AWS::(?:AccountId|Partition|Region|URLSuffix)")|"Fn::(?:GetAtt|FindInMap|If|Sub|Transform)"/;

/**
 * Tells deploy-time texts apart by their value, as far as synth can: two with one identity are equal in one account.
 * CDK makes a new token each time that `Fn.importValue` or a function of a parameter is asked for.
 */
export class DeployTimeIdentities {
  private readonly known = new Map<string, string>();

  public of(text: string, scope: IConstruct): string {
    const identity = this.known.get(text) ?? resolved(text, scope);
    this.known.set(text, identity);
    const { region } = Stack.of(scope);
    const own = OF_A_TEMPLATE.test(identity) ? Stack.of(scope).node.addr
      : !OF_A_REGION.test(identity) ? '' : Token.isUnresolved(region) ? deployedStack(scope).node.addr : region;
    return `${own} ${identity}`;
  }
}

function resolved(text: string, scope: IConstruct): string {
  return JSON.stringify(byTarget(text, scope));
}

/** A value as it is rendered, but for its references, which stand as `referenceTo` has them. */
export function byTarget(value: unknown, scope: IConstruct): unknown {
  return Tokenization.resolve(value, { scope, resolver: new ByTarget(), preparing: false });
}

/** A reference to an attribute of a construct, by whichever stack. */
export function referenceTo(target: IConstruct, attribute: string): { readonly reference: string } {
  return { reference: `${target.node.addr}.${attribute}` };
}

/** Names what a reference is to, whichever stack asks: rendered, it would be an import in another stack than its own. */
class ByTarget extends DefaultTokenResolver {
  public constructor() {
    super({ join: (left, right) => [left, right] });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token)
      ? referenceTo(token.target, token.displayName)
      : super.resolveToken(token, context, postProcessor);
  }
}
