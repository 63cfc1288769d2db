import { join } from 'node:path';

/** The repository. */
export const ROOT = join(__dirname, '..', '..');
/** This proof. */
export const E2E = join(ROOT, 'e2e');
/** What is made once and kept between runs. */
export const CACHE = join(E2E, '.cache');
