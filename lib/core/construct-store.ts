import type { IConstruct } from 'constructs';

/** Found by name, so that two copies of this package in one app see the same state. */
const STORE = Symbol.for('cdk-irsa');

type Stored = IConstruct & { [STORE]?: Map<string, unknown> };

/**
 * One kind of state that we attach to other people's constructs: to the app, for what must be unique in it, or to a stack.
 * It lives as long as the construct, so no module keeps state between two apps of one process.
 */
export class ConstructStore<T> {
  /** @param name tells the state apart from the others; unique in this package */
  public constructor(private readonly name: string) {}

  public get(construct: IConstruct): T | undefined {
    return (construct as Stored)[STORE]?.get(this.name) as T | undefined;
  }

  public set(construct: IConstruct, value: T): void {
    const stored = construct as Stored;
    if (!stored[STORE]) {
      // Not enumerable: whoever copies or prints a construct sees nothing of it.
      Object.defineProperty(stored, STORE, { value: new Map() });
    }
    stored[STORE]!.set(this.name, value);
  }

  public getOrCreate(construct: IConstruct, create: () => T): T {
    const known = this.get(construct);
    if (known !== undefined) {
      return known;
    }
    const created = create();
    this.set(construct, created);
    return created;
  }
}
