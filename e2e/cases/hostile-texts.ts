import { sample, string } from 'fast-check';

const FOREIGN = 'arn:aws:iam::999999999999:role/admin';
const KEY = `eks.amazonaws.com/role-arn: ${FOREIGN}`;

/** What some reader of YAML, JSON or shell takes for more than its characters, or for another type. */
const HOSTILE = [
  ...['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\f'].map((end) => `x${end}    ${KEY}`),
  `"\n    ${KEY}`, `'\n    ${KEY}`, `x # ${KEY}`, `{${KEY}}`, `[${KEY}]`, `|\n    ${KEY}`, `>-\n    ${KEY}`, `&a ${KEY}`, '*a', '!!python/object/apply:os.system ["exit 1"]', '!x y', '%TAG ! x',
  '', ' ', ' \n', '\n ', '\n\n', '\t', '\tx', 'x\t', 'x ', ' x', '\\', '\\n', '\\\n', '"', '\'', '""', '`exit 1`', '$(exit 1)', '${HOME}', '\'; exit 1; \'', '!!',
  '---', '---\nx', '...', '- x', '? x', ': x', 'x: y', 'x:', '#', '# x', '@x', '`x`', '%x', ',', '{', '}', '[', ']', '<<', '=',
  'yes', 'No', 'on', 'OFF', 'y', 'n', 'true', 'FALSE', 'null', '~', 'Null', '0', '-0', '007', '0o7', '0x1f', '0b1', '1_000', '1e3', '1.5', '.5', '.inf', '-.INF', '.NaN', '12:30', '1:2:3.5',
  '2020-01-01', '2020-01-01T00:00:00Z', '2020-01-01 00:00:00 +1', '\u007f', '\u0080', '\u009b2J', '\u009f', '\u00a0', '\u00ad', '\u200b', '\u200e', '\u202e', '\u2066', '\ufeff', 'x\ufeff', '\ufffe', '\uffff',
  '\ue000', '\u{1f600}', '\u{1fffe}', '\u{10ffff}', '\u{e0001}', 'e\u0301', '\u0000'.replace('\0', '\u0001'), '\u001b[2J', 'x'.repeat(5_000), 'x '.repeat(500), '\u00e4'.repeat(2_000), '\u2028'.repeat(50),
];

/** These, and random ones: no NUL and no half of a character, which are refused. */
export function hostileTexts(): string[] {
  const random = sample(string({ unit: 'binary', maxLength: 12 }), { numRuns: 1_500, seed: 20_261_127 }).filter((text) => !text.includes('\0'));
  const mixed = sample(string({ unit: 'grapheme', maxLength: 8 }), { numRuns: HOSTILE.length, seed: 20_261_127 }).map((text, index) => `${text}${HOSTILE[index]}${text}`);
  return [...HOSTILE, ...mixed, ...random];
}
