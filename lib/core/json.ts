import { hasEachKeyOnce } from './json-keys';
import { MOST_VALUES, Scan } from './json-scan';
import { Positions, TextError } from './placed-data';
import type { KeepsPosition, PlacedData } from './placed-data';
import { count } from './text';

/** Of values that stand one behind the other. */
const MOST_TEXTS = 10_000;

/** A text of so many has no more values than are read. */
const MOST_CHARACTERS = 2 * MOST_VALUES;

/**
 * Reads JSON: the values, and where they are in the text. A key that occurs twice in an object is an error, since readers
 * differ in which of the two they take.
 *
 * @param keeps whether the position of a value is kept, by its depth and the first key that leads to it; by default of all
 * @throws `TextError` with the position, if the text is not JSON or nested too deep
 */
export function readJson(text: string, keeps?: KeepsPosition): PlacedData {
  return soundValue(text, keeps) ?? scanned(text, keeps);
}

/**
 * Reads JSON values that stand one behind the other, as a loop over `aws iam get-role` writes them, or one.
 *
 * @throws `TextError` as `readJson` does
 */
export function readJsonValues(text: string, keeps?: KeepsPosition): PlacedData[] {
  const sound = soundValue(text, keeps);
  return sound === undefined ? scannedValues(text, keeps) : [sound];
}

/** The value alone, in a third of the time: for files that no message points into. */
export function readJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return readJson(text, () => false).value; // says what is wrong, and where
  }
}

/**
 * The value of a text with which nothing is wrong. Where its parts are is found out when somebody asks, which few do: the walk takes
 * several times as long as `JSON.parse`.
 */
function soundValue(text: string, keeps?: KeepsPosition): PlacedData | undefined {
  let value: unknown;
  try {
    value = text.length > MOST_CHARACTERS ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
  let walked: Scan | undefined;
  const walk = () => {
    if (walked === undefined) {
      walked = new Scan(text, new Positions(keeps));
      walked.run();
    }
    return walked;
  };
  return value === undefined || !hasEachKeyOnce(text, value) ? undefined : {
    value,
    get place() {
      return walk().first;
    },
    get places() {
      return walk().positions.all;
    },
  };
}

/** By a walk, which says what is wrong. */
function scanned(text: string, keeps?: KeepsPosition): PlacedData {
  const scan = new Scan(text, new Positions(keeps));
  scan.run();
  try {
    return { value: JSON.parse(text), place: scan.first, places: scan.positions.all };
  } catch {
    new Scan(text, new Positions(() => false), true).run(); // says where
    throw new TextError('must be JSON');
  }
}

function scannedValues(text: string, keeps?: KeepsPosition): PlacedData[] {
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
