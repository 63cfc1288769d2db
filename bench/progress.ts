/** Says what goes on. */
export type Progress = (text: string) => void;
