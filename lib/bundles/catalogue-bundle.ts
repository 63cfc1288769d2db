import type { IConstruct } from 'constructs';
import type { BundlePolicy, BundleStatement, IPolicyBundle } from './policy-bundle';

/** A bundle of the catalogue. A function makes its statements, so that every role gets statements of its own. */
export class CatalogueBundle implements IPolicyBundle {
  public constructor(public readonly bundleId: string, private readonly statements: (scope: IConstruct) => BundleStatement[]) {}

  public bind(scope: IConstruct): BundlePolicy {
    return { statements: this.statements(scope) };
  }
}
