import { lazyModule } from '../../lib/core/lazy-module';

class Loaded {}

function lazily() {
  const load = jest.fn(() => Object.defineProperty({ Loaded, other: 1 } as Record<string, unknown>, '__esModule', { value: true }));
  return { load, module: lazyModule(load) };
}

test('nothing is loaded before something is asked for', () => {
  const { load, module } = lazily();
  const { kept } = { kept: module };
  expect(typeof kept).toBe('object');
  expect(load).not.toHaveBeenCalled();
  expect(kept.Loaded).toBe(Loaded);
  expect(load).toHaveBeenCalled();
});

test('it looks like the module', () => {
  const { module } = lazily();
  expect(Object.keys(module)).toEqual(['Loaded', 'other']);
  expect({ ...module }).toEqual({ Loaded, other: 1 });
  expect('Loaded' in module).toBe(true);
  expect('Missing' in module).toBe(false);
  expect(module.Missing).toBeUndefined();
  expect(module.__esModule).toBe(true);
  expect(new (module.Loaded as typeof Loaded)()).toBeInstanceOf(Loaded);
});

test('it cannot be changed', () => {
  'use strict';
  const { module } = lazily();
  expect(() => {
    module.Loaded = 1;
  }).toThrow(TypeError);
  expect(() => delete module.Loaded).toThrow(TypeError);
  expect(() => Object.defineProperty(module, 'x', { value: 1 })).toThrow(TypeError);
  expect(module.Loaded).toBe(Loaded);
});
