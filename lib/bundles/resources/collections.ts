import { regionalNames } from './regional';

/** Collections of faces, of Rekognition. */
export const FACE_COLLECTIONS = regionalNames({
  service: 'rekognition',
  name: { pattern: '[A-Za-z0-9_.-]{1,255}', rule: "the id of a collection (1 to 255 letters, digits and '_.-')", example: 'staff' },
  noun: "a collection's ARN",
  resource: (id) => `collection/${id}`,
});

/** Lexicons of Polly. */
export const LEXICONS = regionalNames({
  service: 'polly',
  name: { pattern: '[0-9A-Za-z]{1,20}', rule: 'the name of a lexicon (1 to 20 letters and digits)', example: 'acronyms' },
  noun: "a lexicon's ARN",
  resource: (name) => `lexicon/${name}`,
});

/** Terminologies of Translate. */
export const TERMINOLOGIES = regionalNames({
  service: 'translate',
  name: { pattern: '[A-Za-z0-9][A-Za-z0-9_-]{0,255}', rule: "the name of a terminology (1 to 256 letters, digits and '_-')", example: 'products' },
  noun: "a terminology's ARN",
  resource: (name) => `terminology/${name}/LATEST`,
});
