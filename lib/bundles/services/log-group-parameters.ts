import { flag } from '../parameters';

/** What collectors of logs may do with log groups beside writing to them. */
export const CREATE_LOG_GROUPS = flag('Allow making the log groups.');

export const SET_RETENTION = flag('Allow setting after how many days log events expire.');
