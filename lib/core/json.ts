import { Scan } from './json-scan';
import { Positions, TextError } from './placed-data';
import type { KeepsPosition, PlacedData } from './placed-data';
import { count } from './text';

/** Of values that stand one behind the other. */
const MOST_TEXTS = 10_000;

/**
 * Reads JSON: the values, and where they are in the text. A key that occurs twice in an object is an error, since readers
 * differ in which of the two they take.
 *
 * @param keeps whether the position of a value is kept, by its depth and the first key that leads to it; by default of all
 * @throws `TextError` with the position, if the text is not JSON or nested too deep
 */
export function readJson(text: string, keeps?: KeepsPosition): PlacedData {
  const scan = new Scan(text, new Positions(keeps));
  scan.run();
  try {
    return { value: JSON.parse(text), place: scan.first, places: scan.positions.all };
  } catch {
    new Scan(text, new Positions(() => false), true).run(); // says where
    throw new TextError('must be JSON');
  }
}

/**
 * Reads JSON values that stand one behind the other, as a loop over `aws iam get-role` writes them, or one.
 *
 * @throws `TextError` as `readJson` does
 */
export function readJsonValues(text: string, keeps?: KeepsPosition): PlacedData[] {
  const found: PlacedData[] = [];
  for (let scan: Scan | undefined = new Scan(text, new Positions(keeps)); scan !== undefined; scan = scan.next(new Positions(keeps))) {
    if (found.length === MOST_TEXTS) {
      throw new TextError(`must have at most ${count(MOST_TEXTS, 'JSON value')} one behind the other`, scan.first);
    }
    const [begin, end] = scan.run(false);
    try {
      found.push({ value: JSON.parse(text.slice(begin, end)), place: scan.first, places: scan.positions.all });
    } catch {
      scan.again().run(false); // says where
      throw new TextError('must be JSON', scan.first);
    }
  }
  return found;
}

/** The value alone, in a third of the time: for files that no message points into. */
export function readJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return readJson(text, () => false).value; // says what is wrong, and where
  }
}
