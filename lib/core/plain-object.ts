/** Whether a value of parsed JSON or YAML is a map; a list is none. */
export function isObject(value: unknown): value is Record<string, any> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
