import type { IConstruct } from 'constructs';
import { ConstructStore } from './construct-store';

/** Something that is made of the finished tree once for all who ask for it in a synthesis; whoever asks again asks in another one. */
export class PerSynthesis<T> {
  private readonly store: ConstructStore<{ readonly value: T; readonly asked: Set<IConstruct> }>;

  /** @param name unique in this package */
  public constructor(name: string) {
    this.store = new ConstructStore(name);
  }

  /**
   * @param owner whose it is: the app or a stack
   * @param asker who asks, once in a synthesis
   */
  public get(owner: IConstruct, asker: IConstruct, create: () => T): T {
    const known = this.store.get(owner);
    if (known && !known.asked.has(asker)) {
      known.asked.add(asker);
      return known.value;
    }
    const value = create();
    this.store.set(owner, { value, asked: new Set([asker]) });
    return value;
  }
}
