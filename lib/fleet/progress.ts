/** What a fleet is doing: reads its file, makes roles, is checked stack by stack, is written, is judged by the app's plugins. */
export type FleetStep = 'reading' | 'roles' | 'checking' | 'writing' | 'judging';

/** Called at each step of a fleet, with `done` of `total` where that is counted. */
export type FleetProgress = (step: FleetStep, done?: number, total?: number) => void;
