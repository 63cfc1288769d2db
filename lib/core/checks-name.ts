/** The name of our pack of checks: in reports, and before the ids of its findings. */
export const CHECKS = 'IrsaChecks';
