import { ipRangeTakes, parsedIpRange } from '../../../lib/iam/evaluator/ip-range';
import { typedTruth } from '../../../lib/iam/evaluator/typed-value';
import type { Relation } from '../../../lib/iam/operator';

const RELATIONS: Relation[] = ['lessThan', 'lessThanEquals', 'equals', 'greaterThanEquals', 'greaterThan'];
const order = (type: 'number' | 'date', given: string, written: string) => RELATIONS.map((relation) => typedTruth(type, relation, given, written));
const [LESS, SAME, MORE, OPEN] = [[true, true, false, false, false], [false, true, true, true, false], [false, false, false, true, true], RELATIONS.map(() => undefined)];

test.each<[string, string, readonly (boolean | undefined)[]]>([
  ['1', '2', LESS], ['2', '2.0', SAME], ['10', '9', MORE], ['-1', '1', LESS], ['-2', '-1', LESS], ['+1', '1', SAME], ['0.10', '0.1', SAME], ['1.05', '1.5', LESS], ['007', '7', SAME], ['-0', '0', SAME],
  ['1e3', '1000', OPEN], ['', '1', OPEN], ['1.', '1', OPEN], ['.5', '1', OPEN], [' 1', '1', OPEN], ['1', 'one', OPEN],
  ['1'.repeat(64), '1'.repeat(64), SAME], ['1'.repeat(65), '1', OPEN], ['1', '1'.repeat(65), OPEN], [`1${'0'.repeat(63)}`, `1${'0'.repeat(61)}.5`, MORE],
])('numbers: %s beside %s', (given, written, expected) => expect(order('number', given, written)).toEqual(expected));

test.each<[string, string, readonly (boolean | undefined)[]]>([
  ['2026-01-01', '2026-01-02', LESS], ['2026-01', '2026-01-01', SAME], ['2026-01-01T00:00Z', '2026-01-01', SAME], ['2026-01-01T00:00:01Z', '2026-01-01', MORE],
  ['2026-01-01T01:30:00+01:30', '2026-01-01', SAME], ['2025-12-31T22:30:00-01:30', '2026-01-01', SAME], ['2026-01-01T00:00:00.1Z', '2026-01-01T00:00:00.10Z', SAME], ['2026-01-01T00:00:00.000000001Z', '2026-01-01', MORE],
  ['1767225600', '2026-01-01', SAME], ['1767225601', '2026-01-01', MORE], ['10000', '1970-01-01T02:46:40Z', SAME], ['99999999999', '5138-11-16T09:46:39Z', SAME],
  ['2026', '2026-01-01', OPEN], ['999999999999', '2026-01-01', OPEN], ['2026-13-01', '2026-01-01', OPEN], ['2026-02-30', '2026-01-01', OPEN], ['2024-02-29', '2024-02-28', MORE], ['2026-01-01T24:00:00Z', '2026-01-01', OPEN],
  ['2026-01-01T00:00:00', '2026-01-01', OPEN], ['2026-01-01T00:00:00+25:00', '2026-01-01', OPEN], ['2026-01-01', 'tomorrow', OPEN], ['2026-01-01T00:00:00.0000000001Z', '2026-01-01', OPEN],
])('dates: %s beside %s', (given, written, expected) => expect(order('date', given, written)).toEqual(expected));

test('booleans and bytes', () => {
  const bool = (given: string, written: string) => typedTruth('bool', 'equals', given, written);
  expect([bool('true', 'true'), bool('false', 'false'), bool('true', 'false'), bool('True', 'true'), bool('true', 'yes'), bool('', '')]).toEqual([true, true, false, undefined, undefined, undefined]);
  const bytes = (given: string, written: string) => typedTruth('binary', 'equals', given, written);
  expect([bytes('QUJD', 'QUJD'), bytes('QUJD', 'QUJE'), bytes('QQ==', 'QQ=='), bytes('QUI=', 'QUI='), bytes('QUJ', 'QUJD'), bytes('QUJD', 'Q-JD'), bytes('', ''), bytes('Q===', 'QUJD')])
    .toEqual([true, false, true, true, undefined, undefined, true, undefined]);
});

describe('addresses', () => {
  const within = (range: string, address: string) => typedTruth('ip', 'equals', address, range);

  test.each<[string, string, boolean | undefined]>([
    ['10.0.0.0/8', '10.255.255.255', true], ['10.0.0.0/8', '11.0.0.0', false], ['10.0.0.5', '10.0.0.5', true], ['10.0.0.5', '10.0.0.4', false], ['10.0.0.5/32', '10.0.0.5', true], ['0.0.0.0/0', '255.255.255.255', true],
    ['10.1.2.3/24', '10.1.2.9', true], ['10.1.2.0/23', '10.1.3.255', true], ['10.1.2.0/23', '10.1.4.0', false],
    ['10.0.0.0/33', '10.0.0.0', undefined], ['10.0.0.256', '10.0.0.1', undefined], ['10.0.0.01', '10.0.0.1', undefined], ['10.0.0', '10.0.0.0', undefined], ['10.0.0.0.0', '10.0.0.0', undefined], ['10.0.0.0/8', '10.0.0.0/32', undefined], ['10.0.0.0/', '10.0.0.0', undefined], ['x', '10.0.0.0', undefined],
    ['2001:db8::/32', '2001:db8:ffff::', true], ['2001:db8::/32', '2001:db9::', false], ['::/0', 'ffff::', true], ['2001:db8::1/128', '2001:db8::1', true], ['2001:db8::1/128', '2001:db8::2', false], ['2001:db8::/129', '2001:db8::', undefined],
    ['2001:db8::1', '2001:db8::1', true], ['2001:db8::1', '2001:db9::1', false], ['2001:db8::1', '2001:db8::2', undefined],
    ['1:2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:8', true], ['1:2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:9', false], ['1::8/128', '1:0:0:0:0:0:0:8', true], ['::ffff/112', '::1', true], ['1::/16', '1:2:3:4:5:6:7:8', true],
    ['1:2:3:4:5:6:7', '1::', undefined], ['1:2:3:4:5:6:7:8:9/16', '1::', undefined], ['1::2::3/16', '1::', undefined], ['1:2:3::4:5:6::7:8/16', '1::', undefined], ['1:2:3:4:5:6:7::8/16', '1::', undefined], ['1:2:3:4:5:6::8/16', '1::', true], ['12345::/16', '1::', undefined], ['1:g::/16', '1::', undefined], ['1::/16', 'AbCd::', false],
    ['::1.2.3.4/128', '::102:304', true], ['::1.2.3.4/128', '::1.2.3.5', false], ['::1.2.3/128', '::1', undefined],
    ['10.0.0.0/8', '2001:db8::', false], ['2001:db8::/32', '10.0.0.0', false], ['10.0.0.0/8', '::ffff:10.0.0.1', undefined], ['::ffff:0:0/96', '10.0.0.1', undefined], ['::fffe:0:0/96', '10.0.0.1', false],
  ])('%s takes %s', (range, address, expected) => expect(within(range, address)).toBe(expected));

  test('a range of the other version is none, unless it is one of IPv4 written as IPv6', () => {
    const [four, six] = [parsedIpRange('10.0.0.0/8')!, parsedIpRange('::ffff:10.0.0.0/104')!];
    expect([ipRangeTakes(four, six), ipRangeTakes(six, four), four.hasPrefix, parsedIpRange('10.0.0.0')]).toEqual([undefined, undefined, true, { version: 4, address: 167_772_160n, prefix: 32, hasPrefix: false }]);
  });
});
