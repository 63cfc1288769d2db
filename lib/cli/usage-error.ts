/** Options or arguments that are wrong: exit code 2, and a sentence without a stack trace. */
export class UsageError extends Error {}
