/** The name of our pack of checks: in reports, and before the ids of its findings. */
export const CHECKS = 'IrsaChecks';

/** The beginning of ids of what guardrails find. */
export const GUARDRAILS = 'Guardrails';
