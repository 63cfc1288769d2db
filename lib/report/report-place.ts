/** Where something is written. */
export interface ReportPlace {
  readonly file: string;
  readonly line: number;
}
