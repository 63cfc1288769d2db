import { Intervals } from '../../../lib/iam/decide/intervals';
import { ADDRESSES, DATES, NUMBERS } from '../../../lib/iam/decide/scales';
import { Steps } from '../../../lib/iam/language/steps';
import type { Relation } from '../../../lib/iam/operator';

const steps = () => new Steps(10_000);
const numbers = (relation: Relation, ...values: string[]) => Intervals.related(NUMBERS, relation, values)!;
/** Which of these it has. */
const among = (set: Intervals, ...texts: string[]) => texts.filter((text) => set.contains(text, steps()));

describe('numbers', () => {
  test.each<[Relation, string[]]>([
    ['equals', ['5', '5.0', '+5']],
    ['lessThan', ['4', '4.999', '-7']],
    ['lessThanEquals', ['4', '4.999', '5', '5.0', '-7', '+5']],
    ['greaterThan', ['5.001', '6', '1e3']],
    ['greaterThanEquals', ['5', '5.0', '5.001', '6', '+5', '1e3']],
  ])('%s', (relation, expected) => {
    const all = ['4', '4.999', '5', '5.0', '5.001', '6', '-7', '+5', '1e3', 'x', ''];
    expect(among(numbers(relation, '5'), ...all).sort()).toEqual([...expected].sort());
    expect(among(numbers(relation, '5').not(), ...all).sort()).toEqual(all.filter((text) => !expected.includes(text) && !['x', ''].includes(text)).sort());
  });

  test('words are whole numbers within, if there are any', () => {
    const word = (set: Intervals, ...preferred: string[]) => set.word(steps(), preferred);
    expect([word(numbers('equals', '5')), word(numbers('lessThan', '5')), word(numbers('lessThan', '5.5')), word(numbers('greaterThan', '5')), word(numbers('greaterThanEquals', '5'))])
      .toEqual(['5', '4', '5', '6', '5']);
    expect(word(numbers('greaterThan', '5').and(numbers('lessThan', '6'), steps()))).toBe('5.5');
    expect(word(numbers('greaterThan', '5').and(numbers('lessThan', '7'), steps()))).toBe('6');
    expect(word(numbers('greaterThan', '5').and(numbers('lessThanEquals', '6'), steps()))).toBe('5.5');
    expect(word(Intervals.every(NUMBERS))).toBe('0');
    expect([word(Intervals.every(NUMBERS), 'x', '8'), word(numbers('lessThan', '5'), '8')]).toEqual(['8', '4']);
    // A whole one of a later interval is liked better than half a number.
    expect(word(numbers('equals', '1.5', '3'))).toBe('3');
    expect(word(numbers('equals', '1.5'))).toBe('1.5');
    expect(word(numbers('equals', '5').and(numbers('equals', '6'), steps()))).toBeUndefined();
  });

  test('several values are joined, and what lies between them is not', () => {
    const several = numbers('equals', '1', '3', '3.0', '2');
    expect(among(several, '0', '1', '1.5', '2', '3', '4')).toEqual(['1', '2', '3']);
    expect(among(several.not(), '0', '1', '1.5', '2', '3', '4')).toEqual(['0', '1.5', '4']);
    expect(several.not().not().signature).toBe(several.signature);
    const joined = numbers('lessThan', '5').union([numbers('greaterThanEquals', '5')]);
    expect([joined.signature === Intervals.every(NUMBERS).signature, joined.not().isEmpty()]).toEqual([true, true]);
    const apart = numbers('lessThan', '5').union([numbers('greaterThan', '5')]);
    expect([among(apart, '4', '5', '6'), apart.not().word(steps())]).toEqual([['4', '6'], '5']);
    expect(numbers('lessThan', '9').union([numbers('lessThan', '5')]).signature).toBe(numbers('lessThan', '9').signature);
  });

  test('what two have in common', () => {
    const common = (one: Intervals, two: Intervals) => among(one.and(two, steps()), '1', '2', '3', '4', '5', '6', '7');
    const range = (low: string, high: string) => numbers('greaterThanEquals', low).and(numbers('lessThanEquals', high), steps());
    const two = range('1', '2').union([range('5', '6')]);
    expect([common(two, range('2', '5')), common(range('2', '5'), two), common(two, two), common(two, range('3', '4'))]).toEqual([['2', '5'], ['2', '5'], ['1', '2', '5', '6'], []]);
    expect(two.and(range('3', '4'), steps()).isEmpty()).toBe(true);
    expect(numbers('lessThan', '2').and(numbers('greaterThan', '2'), steps()).isEmpty()).toBe(true);
    expect(numbers('lessThanEquals', '2').and(numbers('greaterThanEquals', '2'), steps()).word(steps())).toBe('2');
    expect(common(numbers('lessThan', '3'), numbers('lessThanEquals', '3'))).toEqual(['1', '2']);
  });

  test('a value that is no number makes no set', () => {
    expect(['5', 'five', '', '5.', '.5', '1e2', '0x10', '5 6'].filter((text) => Intervals.related(NUMBERS, 'equals', [text]) !== undefined)).toEqual(['5', '5.', '.5', '1e2']);
    expect(Intervals.related(NUMBERS, 'equals', ['5', 'five'])).toBeUndefined();
    expect(Intervals.related(NUMBERS, 'equals', [])!.isEmpty()).toBe(true);
  });
});

describe('dates', () => {
  const dates = (relation: Relation, ...values: string[]) => Intervals.related(DATES, relation, values)!;
  const [before, at, after] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z'];

  test('in their order, seconds since 1970 among them', () => {
    expect(among(dates('lessThan', at), before, at, after, '1767225599', 'x')).toEqual([before, '1767225599']);
    expect(among(dates('equals', at), before, at, '1767225601', '2026-01-01T01:00:01+01:00')).toEqual([at, '1767225601', '2026-01-01T01:00:01+01:00']);
    expect(among(dates('greaterThanEquals', '2026-01-01'), before, at, '2025-12-31T23:59:59Z')).toEqual([before, at]);
    expect(Intervals.related(DATES, 'equals', ['yesterday'])).toBeUndefined();
    expect(Intervals.related(DATES, 'equals', ['2026-13-45'])).toBeUndefined();
  });

  test('words are whole seconds', () => {
    expect([dates('greaterThan', before), dates('greaterThanEquals', before), dates('equals', before)].map((set) => set.word(steps()))).toEqual([at, before, before]);
    expect(dates('greaterThan', before).and(dates('lessThan', at), steps()).word(steps())).toBe('2026-01-01T00:00:00.001Z');
    expect(dates('lessThan', '1970-01-02').word(steps())).toBe('1970-01-01T00:00:00Z');
    expect(dates('lessThan', '2026-01-01').and(dates('greaterThan', '1969-12-30'), steps()).word(steps())).toBe('1970-01-01T00:00:00Z');
    // Before 1970 as well.
    expect(dates('lessThan', '1969-12-31').word(steps())).toBe('0000-01-01T00:00:00Z');
    expect(dates('lessThan', '1969-12-31').and(dates('greaterThanEquals', '1960-02-29'), steps()).word(steps())).toBe('1960-02-29T00:00:00Z');
    expect(dates('lessThan', '0000-01-01').isEmpty()).toBe(true);
    expect(dates('greaterThan', '9999-12-31T23:59:59Z').isEmpty()).toBe(false);
  });
});

describe('addresses', () => {
  const ranges = (...values: string[]) => Intervals.related(ADDRESSES, 'equals', values)!;

  test('ranges of both versions', () => {
    expect(among(ranges('10.1.0.0/16'), '10.0.255.255', '10.1.0.0', '10.1.255.255', '10.2.0.0', '::a01:0')).toEqual(['10.1.0.0', '10.1.255.255']);
    expect(among(ranges('10.1.2.3/16'), '10.1.0.0', '10.2.0.0')).toEqual(['10.1.0.0']);
    expect(among(ranges('0.0.0.0/0'), '0.0.0.0', '255.255.255.255', '::', 'ffff::')).toEqual(['0.0.0.0', '255.255.255.255']);
    expect(among(ranges('2001:db8::/32'), '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::', '2001:db7:ffff::')).toEqual(['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff']);
    expect(among(ranges('::/0'), '::', '1.2.3.4', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toEqual(['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
    expect(among(ranges('10.0.0.0/8').not(), '0.0.0.0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toEqual(['0.0.0.0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
    expect(ranges('0.0.0.0/0', '::/0').signature).toBe(Intervals.every(ADDRESSES).signature);
  });

  test('words', () => {
    const word = (set: Intervals) => set.word(steps());
    expect([word(ranges('10.1.0.0/16')), word(ranges('192.168.3.77')), word(ranges('2001:db8::/32')), word(ranges('1:2:3:4:5:6:7:8'))])
      .toEqual(['10.1.0.0', '192.168.3.77', '2001:db8:0:0:0:0:0:0', '1:2:3:4:5:6:7:8']);
    expect(word(ranges('0.0.0.0/1', '128.0.0.0/1').not())).toBe('0:0:0:0:0:0:0:0');
    expect(word(ranges('0.0.0.0/8').not())).toBe('1.0.0.0');
    expect(among(ranges('10.0.0.0/8').not(), '9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0')).toEqual(['9.255.255.255', '11.0.0.0']);
    expect([ranges('10.0.0.0/8').and(ranges('10.3.0.0/16'), steps()), ranges('10.0.0.0/8').and(ranges('11.0.0.0/8'), steps())].map(word)).toEqual(['10.3.0.0', undefined]);
  });

  test('what is no address or range', () => {
    const good = ['1.2.3.4', '1.2.3.4/0', '1.2.3.4/32', '::', '::1', '1::', '1:2:3:4:5:6:7::', '::/128'];
    const bad = ['1.2.3', '1.2.3.4.5', '1.2.3.256', '1.2.3.x', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/8/8', '1.2.3.4/-1', '::/129', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'g::', '1:2:3:4:5:6:7:8::', ''];
    expect([...good, ...bad].filter((text) => Intervals.related(ADDRESSES, 'equals', [text]) !== undefined)).toEqual(good);
  });
});

test('work is counted', () => {
  const spent = steps();
  numbers('equals', '1', '3').and(numbers('equals', '3'), spent);
  numbers('equals', '1').contains('1', spent);
  expect(spent.used).toBe(4);
});

test('sets of one signature are equal: ends that belong to them, and ends that do not, differ', () => {
  const all = (['lessThan', 'lessThanEquals', 'equals', 'greaterThanEquals', 'greaterThan'] as const).map((relation) => numbers(relation, '5').signature);
  expect([new Set(all).size, numbers('equals', '5.0').signature === all[2], numbers('equals', '5', '6').signature === numbers('equals', '6', '5').signature]).toEqual([5, true, true]);
});

test('a word at the end of what is left', () => {
  const addresses = (...ranges: string[]) => Intervals.related(ADDRESSES, 'equals', ranges)!;
  expect([addresses('10.0.0.0/31').and(addresses('10.0.0.0').not(), steps()).word(steps()), addresses('10.0.0.0/30').and(addresses('10.0.0.1', '10.0.0.2', '10.0.0.3').not(), steps()).word(steps())]).toEqual(['10.0.0.1', '10.0.0.0']);
});
