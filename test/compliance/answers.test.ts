import { Answers } from '../../lib/compliance/answers';

test('a question is asked once', () => {
  const answers = new Answers(() => undefined);
  const answer = jest.fn(() => true);
  expect([answers.once('a', answer), answers.once('a', answer)]).toEqual([true, true]);
  expect(answer).toHaveBeenCalledTimes(1);
});

test('one that leads back to itself is no there', () => {
  const answers = new Answers(() => undefined);
  expect(answers.once('a', () => answers.once('b', () => answers.once('a', () => true)))).toBe(false);
});

test('what was answered while another was taken for no is asked again if that is yes', () => {
  const forget = jest.fn();
  const answers = new Answers(forget);
  const ofOther = () => answers.once('b', () => answers.once('a', () => true));
  expect(answers.once('a', () => !ofOther())).toBe(true);
  expect(forget).toHaveBeenCalledTimes(1);
  expect(ofOther()).toBe(true);
});

test('nothing is forgotten where no answer was taken for no', () => {
  const forget = jest.fn();
  const answers = new Answers(forget);
  expect(answers.once('a', () => !answers.once('b', () => false))).toBe(true);
  expect(forget).not.toHaveBeenCalled();
});
