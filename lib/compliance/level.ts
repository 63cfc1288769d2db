/** How much a finding weighs. */
export type Level = 'error' | 'warning';
