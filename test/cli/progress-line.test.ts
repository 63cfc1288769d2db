import { ProgressLine } from '../../lib/cli/progress-line';

function lineOn(times: number[]) {
  const written: string[] = [];
  const line = new ProgressLine((text) => written.push(text), () => times.shift()!);
  return { line, written };
}

const CLEAR = '\r\u001b[2K';

test('says what is done, and how much of it, once somebody may wonder', () => {
  const { line, written } = lineOn([0, 500, 1_000, 1_200, 1_300]);
  line.tell('reading');
  line.tell('roles', 1_234, 10_000);
  line.tell('checking', 2, 25);
  line.tell('judging');
  line.end();
  expect(written).toEqual([
    `${CLEAR}Making roles 1,234 of 10,000…`, `${CLEAR}Checking stacks 2 of 25…`, `${CLEAR}Running cdk-nag and IrsaChecks…`, CLEAR,
  ]);
});

test('is no flicker, and leaves nothing behind', () => {
  const { line, written } = lineOn([0, 2_000, 2_050, 2_099, 2_100]);
  [1, 2, 3, 4].forEach((done) => line.tell('roles', done, 4));
  expect(written).toEqual([`${CLEAR}Making roles 1 of 4…`, `${CLEAR}Making roles 4 of 4…`]);
  line.end();
  line.end();
  expect(written.slice(2)).toEqual([CLEAR]);
});

test('a quick synth and a synth without a terminal show none', () => {
  const { line, written } = lineOn([0, 100, 200]);
  line.tell('reading');
  line.tell('writing');
  line.end();
  expect(written).toEqual([]);
  const nowhere = new ProgressLine(undefined, () => Number.MAX_SAFE_INTEGER);
  nowhere.tell('reading');
  nowhere.end();
});
