/** Found by name, so that two copies of this package in one app take each other's values. */
const MADE = Symbol.for('cdk-irsa.made');

/**
 * Marks a value whose parts were checked when it was made, and lets none of them change. Not frozen: jsii writes the identity of an
 * object into it.
 *
 * @param noun what it is, such as "ClusterIssuer"
 */
export function seal(value: object, noun: string): void {
  Object.defineProperty(value, MADE, { value: noun });
  for (const key of Object.keys(value)) {
    Object.defineProperty(value, key, { writable: false, configurable: false });
  }
}

/** Whether a value was made and sealed here: no plain object, nothing that another class made, nothing that was changed since. */
export function isSealed(value: unknown, noun: string, ...parts: readonly string[]): boolean {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, MADE) && (value as Record<symbol, unknown>)[MADE] === noun &&
    parts.every((part) => Object.getOwnPropertyDescriptor(value, part)?.writable === false);
}
