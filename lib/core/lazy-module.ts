/**
 * Stands for a module that is loaded when something of it is first asked for. A getter in its place would be asked by
 * every `import` of an ES module.
 */
export function lazyModule<T extends object>(load: () => T): T {
  return new Proxy({} as T, {
    get: (_, key) => Reflect.get(load(), key),
    has: (_, key) => Reflect.has(load(), key),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(load(), key);
      return descriptor && { ...descriptor, configurable: true }; // a proxy must not say otherwise of what its target has not
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
}
