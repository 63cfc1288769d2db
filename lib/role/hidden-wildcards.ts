import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PossibleText } from './possible-text';
import { hasWildcard } from '../bundles/statement';
import type { OpenWildcard } from '../bundles/wildcard-evidence';
import { Annotations, Effect, Stack, Token } from '../core/cdk';
import { flatReference } from '../core/flat-reference';
import { list, show } from '../core/text';

/**
 * Wildcards within deploy-time values, such as `Fn.join('', [arn, '/*'])`: the value, or the item of a list of them. A value
 * that somebody else chooses, such as a parameter, may hold one, and needs evidence as well. In a bundle of the catalogue it is
 * the name of a construct, which is meant to be one resource: there it is a warning.
 */
export function hiddenWildcards(bundleId: string, statement: PolicyStatement, isOfCatalogue: boolean, scope: Construct): OpenWildcard[] {
  if (statement.effect !== Effect.ALLOW) {
    return [];
  }
  const judge = new HiddenWildcards(bundleId, isOfCatalogue, scope);
  const actions = statement.actions.flatMap((action) => isListToken(action) ? judge.itemsOf(action) : [action]);
  return [
    ...statement.actions.flatMap((action) => judge.of(action)),
    ...statement.resources.flatMap((resource) => judge.of(resource, actions)),
  ];
}

class HiddenWildcards {
  private readonly stack: Stack;
  private readonly possible: PossibleText;

  public constructor(private readonly bundleId: string, private readonly isOfCatalogue: boolean, private readonly scope: Construct) {
    this.stack = Stack.of(scope);
    this.possible = new PossibleText(this.stack);
  }

  /** The items of a list of deploy-time values, as evidence names them: the list is one text, which no evidence can name. */
  public itemsOf(listToken: string): string[] {
    return [this.stack.resolve([listToken])].flat().map(flatReference);
  }

  public of(value: string, actions?: readonly string[]): OpenWildcard[] {
    if (isListToken(value)) {
      return [this.stack.resolve([value])].flat().flatMap((item: unknown) => this.wildcard(flatReference(item), item, actions));
    }
    return !hasWildcard(value) && Token.isUnresolved(value) ? this.wildcard(value, this.stack.resolve(value), actions) : [];
  }

  private wildcard(wildcard: string, resolved: unknown, actions: readonly string[] | undefined): OpenWildcard[] {
    const { hasWildcard: isOpen, undecided } = this.possible.of(resolved);
    const flat = flatReference(resolved);
    if (isOpen) {
      return [{ wildcard, actions, shown: wildcard === flat ? undefined : show(flat) }];
    }
    if (undecided.length === 0) {
      return [];
    }
    if (this.isOfCatalogue) {
      this.warn(undecided);
      return [];
    }
    return [{ wildcard, actions, shown: `${show(flat)}, which may hold a wildcard (${list(undecided)}),` }];
  }

  private warn(undecided: readonly string[]): void {
    Annotations.of(this.scope).addWarningV2('cdk-irsa:undecidedWildcard',
      `a resource of ${this.bundleId} must be one resource, and may be more if its name holds "*": ${list(undecided)}; ` +
      'give a parameter an allowedPattern without "*", "?" and ".", or acknowledge this warning');
  }
}

function isListToken(value: string): boolean {
  return Token.isUnresolved([value]);
}
