import { OutOfSteps, Steps, withinSteps } from '../../../lib/iam/language/steps';

test('as many steps as the limit says, and no more', () => {
  const steps = new Steps(3);
  steps.spend();
  steps.spend(2);
  expect([steps.used, steps.areSpent]).toEqual([3, false]);
  expect(() => steps.spend()).toThrow(OutOfSteps);
  expect([steps.used, steps.areSpent]).toEqual([4, true]);
});

test('a computation that takes more says nothing; other errors are passed on', () => {
  expect([withinSteps(() => 1), withinSteps(() => new Steps(0).spend())]).toEqual([1, undefined]);
  expect(() => withinSteps(() => { throw new TypeError('no function'); })).toThrow(TypeError);
});
