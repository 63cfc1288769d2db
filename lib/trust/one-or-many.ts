/** As IAM writes a value of a condition: one text alone, several as a list. */
export function oneOrMany(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}
