/** How a command ends; docs/commands.md says what each command means by it. */
export const ExitCode = { SUCCESS: 0, FOUND: 1, WRONG_USAGE: 2, UNDECIDED: 3 } as const;
